/**
 * Which element of a tensor stands in which cell: two dims make the rows and columns,
 * and an index is chosen along each of the others. A vector stands in one line; a long
 * one in lines of ten, so that an index is read as line plus column. Rows may stand in
 * the order of one column's values, and all values in their own order, one a row.
 */
import type { TableWindow } from '../ui-state';

/** A dim that makes neither rows nor columns, and the index that is chosen along it. */
export interface RestDim {
  readonly dim: number;
  readonly size: number;
  readonly index: number;
}

export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** The dims of rows and columns; null for what has fewer than two. */
  readonly axes: readonly [rows: number, columns: number] | null;
  readonly rest: readonly RestDim[];
  /** Fewer than two dims: its lines are no dim. */
  readonly vector: boolean;
  /** The position among the row-major values; null past the end of a vector's last line. */
  at(row: number, column: number): number | null;
  /** `[1, 2]`: the element's index as Python writes it. */
  name(row: number, column: number): string;
  /** What the header of a row says: the row's index, or that of a line's first element. */
  rowName(row: number): string;
  /** What the header of a column says. */
  columnName(column: number): string;
  /** Row and column of an element of this plane. */
  cellOf(position: number): readonly [row: number, column: number];
}

const lineLength = 10;

/** The plane of a tensor that a window looks at, rows in their own order. A dim or index that is not there becomes the nearest. */
export function gridOf(shape: readonly number[], window: TableWindow): Grid {
  return shape.length < 2 ? lines(shape) : plane(shape, window);
}

function lines(shape: readonly number[]): Grid {
  const count = shape[0] ?? 1;
  const columns = Math.min(count, lineLength);
  const name = (position: number): string => (shape.length === 0 ? '' : `[${position}]`);
  return {
    rows: Math.ceil(count / lineLength),
    columns,
    axes: null,
    rest: [],
    vector: true,
    at(row, column) {
      const position = row * columns + column;
      return position < count ? position : null;
    },
    name: (row, column) => name(row * columns + column),
    rowName: (row) => String(row * columns),
    columnName: String,
    cellOf: (position) => [Math.floor(position / columns), position % columns],
  };
}

function plane(shape: readonly number[], { axes, indices }: TableWindow): Grid {
  const rank = shape.length;
  const [down, across] = axesOf(rank, axes);
  const strides = stridesOf(shape);
  const index = shape.map((size, dim) => Math.min(indices[dim] ?? 0, Math.max(size - 1, 0)));
  const rest = shape
    .map((size, dim): RestDim => ({ dim, size, index: index[dim] ?? 0 }))
    .filter(({ dim }) => dim !== down && dim !== across);
  const start = rest.reduce((sum, each) => sum + each.index * (strides[each.dim] ?? 0), 0);
  const stepDown = strides[down] ?? 0;
  const stepAcross = strides[across] ?? 0;
  return {
    rows: shape[down] ?? 0,
    columns: shape[across] ?? 0,
    axes: [down, across],
    rest,
    vector: false,
    at: (row, column) => start + row * stepDown + column * stepAcross,
    name: (row, column) => {
      const named = index.map((chosen, dim) => (dim === down ? row : dim === across ? column : chosen));
      return `[${named.join(', ')}]`;
    },
    rowName: String,
    columnName: String,
    cellOf(position) {
      const at = indexOf(position, shape);
      return [at[down] ?? 0, at[across] ?? 0];
    },
  };
}

/** The dims of rows and columns: those that are asked for where there are such, else the last two. */
function axesOf(rank: number, asked: TableWindow['axes']): readonly [number, number] {
  if (asked === null) return [rank - 2, rank - 1];
  const [down, across] = asked;
  return down !== across && down < rank && across < rank ? asked : [rank - 2, rank - 1];
}

/** The same plane with its rows in another order. @param order Which row stands where. */
export function withRows(grid: Grid, order: ArrayLike<number>): Grid {
  const row = (turn: number): number => order[turn] ?? 0;
  let turns: Uint32Array | null = null;
  const turnOf = (wanted: number): number => {
    turns ??= inverse(order);
    return turns[wanted] ?? 0;
  };
  return {
    ...grid,
    at: (turn, column) => grid.at(row(turn), column),
    name: (turn, column) => grid.name(row(turn), column),
    rowName: (turn) => grid.rowName(row(turn)),
    cellOf(position) {
      const [wanted, column] = grid.cellOf(position);
      return [turnOf(wanted), column];
    },
  };
}

/** All values of a tensor, one a row beside its index. @param order Which position stands where. */
export function ranked(shape: readonly number[], order: ArrayLike<number>): Grid {
  const position = (row: number): number => order[row] ?? 0;
  const name = (row: number): string =>
    shape.length === 0 ? '' : `[${indexOf(position(row), shape).join(', ')}]`;
  let turns: Uint32Array | null = null;
  return {
    rows: order.length,
    columns: 1,
    axes: null,
    rest: [],
    vector: false,
    at: position,
    name,
    rowName: name,
    columnName: () => 'value',
    cellOf(wanted) {
      turns ??= inverse(order);
      return [turns[wanted] ?? 0, 0];
    },
  };
}

function inverse(order: ArrayLike<number>): Uint32Array {
  const turns = new Uint32Array(order.length);
  for (let turn = 0; turn < order.length; turn++) turns[order[turn] ?? 0] = turn;
  return turns;
}

/** How far apart two neighbours along each dim are among the row-major values. */
function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let dim = shape.length - 2; dim >= 0; dim--) {
    strides[dim] = (strides[dim + 1] ?? 1) * (shape[dim + 1] ?? 1);
  }
  return strides;
}

/** The index along each dim of a position among the row-major values. */
export const indexOf = (position: number, shape: readonly number[]): number[] =>
  stridesOf(shape).map((stride, dim) => Math.floor(position / stride) % (shape[dim] ?? 1));

/** The position of an index; what `indexOf` takes back. */
export const positionOf = (index: readonly number[], shape: readonly number[]): number =>
  stridesOf(shape).reduce((sum, stride, dim) => sum + stride * (index[dim] ?? 0), 0);
