/**
 * The divergence of a Gaussian from the standard one, known by how it is written:
 * `1 + log_var - mean ** 2 - exp(log_var)`.
 */
import type { Span } from '../../base/place';
import type { Expression } from '../../python/syntax';
import { definitionOf } from './bindings';
import { callAt, lastName, operandOf, type EditedSource } from './code-shape';

/** Whether the call at a place reduces that divergence, written in the call or in the assignment of a name. */
export function isGaussianDivergence(source: EditedSource, reduction: Span): boolean {
  const call = callAt(source, reduction);
  const operand = call && operandOf(source, call);
  const written = operand?.kind === 'Name' ? definitionOf(source, operand) : operand;
  if (!written) return false;
  const terms = termsOf(written);
  const textOf = ({ start, end }: Span): string => source.text.slice(start, end);
  const hasOne = terms.some((term) => term.kind === 'Constant' && term.value === 1);
  return (
    hasOne &&
    terms.some((term) => {
      const exponent = exponentOf(source, term);
      return exponent !== null && terms.some((other) => textOf(other) === textOf(exponent));
    })
  );
}

/** What is added and subtracted, within factors that are numbers. */
function termsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'UnaryOp') return termsOf(expression.operand);
  if (expression.kind !== 'BinOp') return [expression];
  const { operator, left, right } = expression;
  if (operator === '+' || operator === '-') return [...termsOf(left), ...termsOf(right)];
  const sides = [left, right].filter((side) => isSum(side));
  return operator === '*' && sides.length === 1 ? termsOf(sides[0]!) : [expression];
}

const isSum = (expression: Expression): boolean =>
  expression.kind === 'BinOp' && (expression.operator === '+' || expression.operator === '-');

/** The x of `exp(x)` and of `x.exp()`. */
const exponentOf = (source: EditedSource, term: Expression): Expression | null =>
  term.kind === 'Call' && lastName(term.func) === 'exp' ? operandOf(source, term) : null;
