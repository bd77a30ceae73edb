/** Which tokens of a sequence an expression holds: of `ids[:, 1:].reshape(-1)` those of `ids` from the second on. */
import type { Expression } from '../../python/syntax';
import { definitionOf } from './bindings';
import type { EditedSource } from './code-shape';

export interface TokenPositions {
  /** The text of the whole sequences. */
  readonly of: string;
  /** How many tokens are left out at their start. */
  readonly start: number;
}

/** Methods after which the same tokens are there in the same order. */
const keeping: ReadonlySet<string> = new Set([
  'clone',
  'contiguous',
  'cpu',
  'cuda',
  'detach',
  'flatten',
  'float',
  'long',
  'permute',
  'reshape',
  'to',
  'transpose',
  'view',
]);

/**
 * The positions that an expression holds, names followed to what they are assigned to; null where the text does not
 * tell. `whole` is an expression that stands for whole sequences, as the call of a model does.
 */
export function positionsOf(
  source: EditedSource,
  expression: Expression,
  whole?: Expression,
): TokenPositions | null {
  let at = expression;
  let start = 0;
  const followed = new Set<Expression>();
  for (;;) {
    if (at.kind === 'Call' && at.func.kind === 'Attribute' && keeping.has(at.func.attribute))
      at = at.func.value;
    else if (at.kind === 'Subscript' && at.index.kind === 'Tuple') {
      const left = leftOut(at.index.elements);
      if (left === null) return null;
      start += left;
      at = at.value;
    } else if (at.kind === 'Name') {
      const definition = definitionOf(source, at);
      if (!definition || !isPart(definition)) break;
      // `ids = ids[:, 1:]`: whether the cut is made once more depends on when the name is read.
      if (followed.has(definition)) return null;
      followed.add(definition);
      at = definition;
    } else break;
  }
  return isPart(at) || at === whole ? { of: source.text.slice(at.start, at.end), start } : null;
}

/** Whether an expression is made of names, attributes, indices and methods that keep tokens: it stands for the same wherever it is written. */
function isPart(expression: Expression): boolean {
  if (expression.kind === 'Name') return true;
  if (expression.kind === 'Attribute' || expression.kind === 'Subscript') return isPart(expression.value);
  return (
    expression.kind === 'Call' &&
    expression.func.kind === 'Attribute' &&
    keeping.has(expression.func.attribute) &&
    isPart(expression.func.value)
  );
}

/** How many positions the one slice that is none of everything leaves out at the start; null for anything else than slices. */
function leftOut(elements: readonly Expression[]): number | null {
  const cuts = elements.filter((element) => !isEverything(element));
  if (cuts.length === 0) return 0;
  const [cut] = cuts;
  if (cuts.length > 1 || cut?.kind !== 'Slice' || cut.step) return null;
  if (!cut.lower) return 0;
  return cut.lower.kind === 'Constant' && cut.lower.type === 'int' ? Number(cut.lower.value) : null;
}

const isEverything = (element: Expression): boolean =>
  (element.kind === 'Slice' && !element.lower && !element.upper && !element.step) ||
  (element.kind === 'Constant' && element.type === 'Ellipsis');

/** Methods after which rows of tokens are still rows of tokens. */
const keepingRows: ReadonlySet<string> = new Set([
  ...['clone', 'contiguous', 'cpu', 'cuda', 'detach', 'long', 'to'],
]);

/** The tokens of rows from the second one on, `ids[:, 1:]`: what has a dim of samples and one of positions. Null for anything else. */
export function nextTokensOf(source: EditedSource, expression: Expression): string | null {
  const rows = rowsOf(source, expression);
  const cut = rows && secondSlice(rows);
  const isNext = cut?.lower?.kind === 'Constant' && cut.lower.value === 1 && !cut.upper && !cut.step;
  return isNext && rows?.kind === 'Subscript' ? source.text.slice(rows.value.start, rows.value.end) : null;
}

/** Whether an expression is all of the rows of that text, or all tokens but the last of each: `ids`, `ids[:, :-1]`. */
export function readsRowsOf(source: EditedSource, expression: Expression, of: string): boolean {
  const rows = rowsOf(source, expression);
  if (!rows) return false;
  const written = (part: Expression): boolean => source.text.slice(part.start, part.end) === of;
  if (written(rows)) return true;
  const cut = secondSlice(rows);
  const { lower, upper, step } = cut ?? {};
  const isLast =
    upper?.kind === 'UnaryOp' && source.text.slice(upper.start, upper.end).replace(/\s/g, '') === '-1';
  return isLast && !lower && !step && rows.kind === 'Subscript' && written(rows.value);
}

/** What is written, names followed to what they are assigned to, without methods that keep its rows. */
function rowsOf(source: EditedSource, expression: Expression): Expression | null {
  let at = expression;
  for (let steps = 0; steps < 10; steps++) {
    const definition = at.kind === 'Name' ? definitionOf(source, at) : null;
    if (at.kind === 'Call' && at.func.kind === 'Attribute' && keepingRows.has(at.func.attribute))
      at = at.func.value;
    else if (definition && isPart(definition)) at = definition;
    else return at;
  }
  return null;
}

/** The slice of the second dim of `x[:, a:b]`; null where anything else is picked. */
function secondSlice(expression: Expression): Extract<Expression, { kind: 'Slice' }> | null {
  if (expression.kind !== 'Subscript' || expression.index.kind !== 'Tuple') return null;
  const [first, second, ...others] = expression.index.elements;
  const isPlain = first !== undefined && isEverything(first) && others.length === 0;
  return isPlain && second?.kind === 'Slice' ? second : null;
}
