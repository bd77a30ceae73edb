/** Edits of the argument that a loss gets as its target: another dtype, another shape, another expression. */
import type { LossInput } from '../../inspect/inspection';
import type { Expression } from '../../python/syntax';
import { expressionAt, isImported, rootName, sourceAt, type EditedSource } from './code-shape';
import { asOperand, certainFix, replaceSpan } from './edits';
import type { Edit, Fix, RuleContext } from '../rule';

/** Methods without arguments that only change the dtype. */
const conversions: ReadonlySet<string> = new Set([
  'float',
  'double',
  'half',
  'long',
  'int',
  'short',
  'bool',
  'byte',
]);

/** The expression of an argument with its source; null when it was not written in the call. */
export function writtenArgument(
  context: RuleContext,
  argument: LossInput,
): { readonly source: EditedSource; readonly expression: Expression } | null {
  if (!argument.place) return null;
  const source = sourceAt(context, argument.place);
  const expression = expressionAt(source, argument.place);
  return expression && { source, expression };
}

/** Appends `.method` to an argument: `y` → `y.squeeze(1)`. */
export function appendMethod(
  context: RuleContext,
  argument: LossInput,
  title: string,
  method: string,
): Fix | null {
  const written = writtenArgument(context, argument);
  if (!written) return null;
  const { source, expression } = written;
  return certainFix(context, title, [
    replaceSpan(source, expression, `${asOperand(source, expression)}.${method}`),
  ]);
}

/** Gives an argument another dtype: `y` → `y.long()`, and `y.float()` → `y.long()`, whose `float` is of no use. */
export function convertDtype(
  context: RuleContext,
  argument: LossInput,
  title: string,
  to: 'long' | 'float',
): Fix | null {
  const written = writtenArgument(context, argument);
  if (!written) return null;
  const { source, expression } = written;
  const conversion = conversionOf(source, expression);
  if (conversion) return certainFix(context, title, [replaceSpan(source, conversion.attributeSpan, to)]);
  return appendMethod(context, argument, title, `${to}()`);
}

/**
 * The same in the words of TensorFlow and of arrays: `tf.cast(y, tf.int32)` and `y.astype(int)`. Null where TensorFlow
 * has another name in the text.
 */
export function castElsewhere(
  context: RuleContext,
  argument: LossInput,
  title: string,
  to: { readonly tensorflow: string; readonly array: string },
): Fix | null {
  const written = writtenArgument(context, argument);
  if (!written) return null;
  const { source, expression } = written;
  if (/^[ \t]*import tensorflow as tf\b/m.test(source.text)) {
    const text = source.text.slice(expression.start, expression.end);
    return certainFix(context, title, [
      replaceSpan(source, expression, `tf.cast(${text}, ${to.tensorflow})`),
    ]);
  }
  return /^[ \t]*(?:import|from)[ \t]+tensorflow\b/m.test(source.text)
    ? null
    : appendMethod(context, argument, title, `astype(${to.array})`);
}

/** The `y.float` of `y.float()`; null for anything else. */
function conversionOf(
  source: EditedSource,
  expression: Expression,
): Extract<Expression, { kind: 'Attribute' }> | null {
  if (expression.kind !== 'Call' || expression.args.length + expression.keywords.length > 0) return null;
  const { func } = expression;
  if (func.kind !== 'Attribute' || !conversions.has(func.attribute)) return null;
  return isImported(source, rootName(func.value)) ? null : func;
}

/** The expression below dtype conversions: `F.one_hot(y, 3)` of `F.one_hot(y, 3).float()`. */
export function withoutConversions(source: EditedSource, expression: Expression): Expression {
  let at = expression;
  for (let found = conversionOf(source, at); found; found = conversionOf(source, at)) at = found.value;
  return at;
}

/** Exchanges two arguments of one call, wherever they stand in it. */
export function swapArguments(
  context: RuleContext,
  first: LossInput,
  second: LossInput,
  title: string,
): Fix | null {
  const one = writtenArgument(context, first);
  const other = writtenArgument(context, second);
  if (!one || !other || one.source.index !== other.source.index) return null;
  const text = (expression: Expression): string => one.source.text.slice(expression.start, expression.end);
  const edits: readonly Edit[] = [
    replaceSpan(one.source, one.expression, text(other.expression)),
    replaceSpan(one.source, other.expression, text(one.expression)),
  ];
  return certainFix(context, title, edits);
}
