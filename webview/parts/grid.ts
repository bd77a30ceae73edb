/**
 * Which cells of a tensor are drawn: the last two dims make the rows and columns, an
 * index is chosen along each dim before them, and of many rows and columns a page is
 * shown. A vector stands in one line; a long one in lines of ten, so that an index
 * is read as line plus column.
 */
import type { TableWindow } from '../ui-state';

export interface Grid {
  /** Of the whole plane, not only of the page. */
  readonly rows: number;
  readonly columns: number;
  /** The page: first and one past the last. */
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
  /** Sizes of the dims before the last two. */
  readonly outer: readonly number[];
  /** The index chosen along each of them. */
  readonly indices: readonly number[];
  /** What the rows' headers say: the index of the first element of a line, or the row's index. */
  readonly vector: boolean;
  /** The position among the row-major values; null past the end of a vector's last line. */
  at(row: number, column: number): number | null;
  /** `[1, 2]`: the element's index as Python writes it. */
  name(row: number, column: number): string;
}

/** Rows and columns of a page: at most a thousand cells are drawn of one table. */
export const pageRows = 50;
export const pageColumns = 20;

const lineLength = 10;

/** @param shape Known sizes; a scalar has none. */
export function gridOf(shape: readonly number[], window: TableWindow): Grid {
  const vector = shape.length < 2;
  const count = shape.reduce((product, size) => product * size, 1);
  const lastTwo = vector ? [Math.ceil(count / lineLength), Math.min(count, lineLength)] : shape.slice(-2);
  const [rows = 0, columns = 0] = lastTwo;
  const outer = vector ? [] : shape.slice(0, -2);
  const indices = outer.map((size, dim) => Math.min(window.indices[dim] ?? 0, Math.max(size - 1, 0)));
  const plane = indices.reduce((index, chosen, dim) => index * (outer[dim] ?? 1) + chosen, 0);
  const fromRow = pageStart(window.row, rows, pageRows);
  const fromColumn = pageStart(window.column, columns, pageColumns);
  const at = (row: number, column: number): number | null => {
    const position = (plane * rows + row) * columns + column;
    return position < count ? position : null;
  };
  return {
    rows,
    columns,
    fromRow,
    toRow: Math.min(fromRow + pageRows, rows),
    fromColumn,
    toColumn: Math.min(fromColumn + pageColumns, columns),
    outer,
    indices,
    vector,
    at,
    name(row, column) {
      if (shape.length === 0) return '';
      return `[${vector ? row * columns + column : [...indices, row, column].join(', ')}]`;
    },
  };
}

/** The first index of the page that holds `wanted`. */
export function pageStart(wanted: number, size: number, page: number): number {
  const last = Math.max(Math.ceil(size / page) - 1, 0) * page;
  return Math.min(Math.floor(wanted / page) * page, last);
}
