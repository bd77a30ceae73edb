/** What an annotation says of a value that nobody gives: that it is a number of Python's. */
import { promisedNumber } from '../frameworks/contract';
import type { UnknownValue } from '../frameworks/values';
import type { Expression } from '../python/syntax';
import { findBinding, type Scope } from './scope';

/** Something unknown, as the number that `float`, `int` or an Optional of them says it is. */
export function numberAnnotated(
  annotation: Expression | undefined | null,
  scope: Scope,
  value: UnknownValue,
): UnknownValue {
  const written = annotation && withoutNone(annotation);
  const name = written?.kind === 'Name' ? written.id : undefined;
  if ((name !== 'int' && name !== 'float') || findBinding(scope, name)) return value;
  return promisedNumber(value, name);
}

/** `Net` of `Optional[Net]` and of `Net | None`. */
export function withoutNone(annotation: Expression): Expression {
  if (annotation.kind === 'Subscript') {
    const { value } = annotation;
    const name = value.kind === 'Attribute' ? value.attribute : value.kind === 'Name' ? value.id : '';
    return name === 'Optional' ? withoutNone(annotation.index) : annotation;
  }
  if (annotation.kind !== 'BinOp' || annotation.operator !== '|') return annotation;
  const isNone = ({ kind, ...rest }: Expression): boolean =>
    kind === 'Constant' && 'value' in rest && rest.value === null;
  if (isNone(annotation.right)) return annotation.left;
  return isNone(annotation.left) ? annotation.right : annotation;
}
