/** The numbers of the nested lists that a tensor is made of, each with its place in the text. */
import type { Span } from '../../base/place';
import type { Call, Expression, NumericBlock } from '../../python/syntax';
import { definitionOf } from '../../rules/shared/bindings';
import { callAt, expressionAt, lastName, type EditedSource } from '../../rules/shared/code-shape';

/** What makes a tensor of the numbers that it is given: others, as `torch.ones(1)`, are given a shape. */
const makers = /^(?:tensor|as_tensor|\w+Tensor|array|asarray|constant|convert_to_tensor)$/;

/**
 * The numbers of the nested lists that the expression at a place makes its tensor of, in row-major order; null
 * where it makes none of numbers that are written there.
 */
export function leavesAt(source: EditedSource, place: Span): readonly Span[] | null {
  const written = argumentAt(source, place);
  return written && leavesOf(source.text, written);
}

/** The same, also where the lists stand elsewhere under a name that is assigned once: `torch.tensor(rows)`. */
export function leavesBehind(source: EditedSource, place: Span): readonly Span[] | null {
  const written = argumentAt(source, place);
  const named = written?.kind === 'Name' ? definitionOf(source, written) : written;
  return named && leavesOf(source.text, named);
}

/** What is given to the maker of a tensor, or the lists themselves. */
function argumentAt(source: EditedSource, place: Span): Expression | null {
  const call: Call | null = callAt(source, place);
  if (!call) return expressionAt(source, place);
  return makers.test(lastName(call.func) ?? '') ? (call.args[0] ?? null) : null;
}

function leavesOf(text: string, lists: Expression): readonly Span[] | null {
  const leaves: Span[] = [];
  const visit = (expression: Expression): boolean => {
    if (expression.kind === 'List' || expression.kind === 'Tuple') return expression.elements.every(visit);
    if (expression.kind === 'NumericBlock') {
      const inside = leavesInBlock(text, expression);
      for (const leaf of inside) leaves.push(leaf);
      return inside.length === expression.values.length;
    }
    if (!isNumber(expression)) return false;
    leaves.push(expression);
    return true;
  };
  return visit(lists) ? leaves : null;
}

function isNumber(expression: Expression): boolean {
  if (expression.kind === 'UnaryOp') return isNumber(expression.operand);
  if (expression.kind === 'Call') return expression.func.kind === 'Name' && expression.func.id === 'float';
  return expression.kind === 'Constant' && ['int', 'float', 'bool'].includes(expression.type);
}

/** A large literal has no node for each number, so its text is looked through: what is no bracket, comma or comment. */
function leavesInBlock(text: string, { start, end }: NumericBlock): readonly Span[] {
  const leaves: Span[] = [];
  for (const found of text.slice(start, end).matchAll(/#[^\n\r]*|[^\s,[\]()#]+/g)) {
    if (found[0].startsWith('#')) continue;
    leaves.push({ start: start + found.index, end: start + found.index + found[0].length });
  }
  return leaves;
}
