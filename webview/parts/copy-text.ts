/** A tensor as text to be pasted elsewhere: Python, JSON, or the plane that is seen as CSV. */
import { digitsOf, elementText, nestedLists } from '../../src/base/tensor-text';
import type { KnownTensor } from './cells';
import type { Grid } from './grid';

/** An expression of PyTorch that gives the same tensor, to the last bit. */
export function asPython({ values, shape, dtype }: KnownTensor): string {
  const named = dtype === '' ? '' : `, dtype=torch.${dtype}`;
  // Lists within an empty list are lost: torch.tensor([]) has the shape [0].
  const isLost = shape.slice(0, -1).includes(0);
  if (isLost) return `torch.empty((${shape.join(', ')})${named})`;
  return `torch.tensor(${nestedLists(values, shape, dtype)}${named})`;
}

/** Nested lists of JSON; what is not finite is a text, as the terminal writes it. */
export function asJson({ values, shape, dtype }: KnownTensor): string {
  const write = (dim: number, from: number, count: number): string => {
    const size = shape[dim];
    if (size === undefined) return jsonNumber(values[from] ?? Number.NaN, dtype);
    const stride = size === 0 ? 0 : count / size;
    const items = Array.from({ length: size }, (_, turn) => write(dim + 1, from + turn * stride, stride));
    return `[${items.join(', ')}]`;
  };
  return write(0, 0, values.length);
}

function jsonNumber(value: number, dtype: string): string {
  if (dtype === 'bool') return value === 0 ? 'false' : 'true';
  if (Number.isNaN(value)) return '"nan"';
  if (!Number.isFinite(value)) return value > 0 ? '"inf"' : '"-inf"';
  if (Object.is(value, -0)) return '-0';
  return digitsOf(value, dtype);
}

/**
 * Lines of the plane's rows; of a vector, a value each. Where the tensor has more dims than the plane,
 * or its values stand in their own order, a line begins with the index along each of them and of the
 * row, and a first line names what follows.
 *
 * @param grid The plane, in the order in which its rows are shown.
 */
export function asCsv({ values, dtype, shape }: KnownTensor, grid: Grid): string {
  const columns = Array.from({ length: grid.columns }, (_, column) => column);
  const number = (at: number | null): string =>
    at === null ? '' : elementText(values[at] ?? Number.NaN, dtype).replace(/^float\('(.*)'\)$/, '$1');
  if (grid.vector) {
    const lines = Array.from({ length: values.length }, (_, at) => number(at));
    return `${lines.join('\n')}\n`;
  }
  const isWhole = grid.rest.length > 0 || grid.axes === null;
  const lines: string[] = [];
  if (isWhole) {
    const dims =
      grid.axes === null ? shape.map((_, dim) => dim) : [...grid.rest.map(({ dim }) => dim), grid.axes[0]];
    lines.push([...dims.map((dim) => `dim ${dim}`), ...columns.map(grid.columnName)].join(','));
  }
  const fixed = grid.rest.map(({ index }) => String(index));
  for (let row = 0; row < grid.rows; row++) {
    const cells = columns.map((column) => number(grid.at(row, column)));
    const name = grid.rowName(row).replace(/[[\] ]/g, '');
    lines.push((isWhole ? [...fixed, name, ...cells] : cells).join(','));
  }
  return `${lines.join('\n')}\n`;
}
