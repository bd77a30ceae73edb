/** Where the elements of a tensor stand among the rows and columns of a sheet: strides, as tensors have them. */
import { rowCount, type SheetLayout } from '../../protocol/sheet';

/** What the rows and columns of a sheet are. */
export interface Dims {
  /** The sizes of the whole, in the order of the tensor. */
  readonly shape: readonly number[];
  /** The dim that the columns run along; null where each row has one column. */
  readonly columnDim: number | null;
  /** The sizes of the dims whose positions are the rows. */
  readonly rows: readonly number[];
  /** The number of rows. */
  readonly count: number;
}

/**
 * @param classDim The dim of the classes, which may count from the end; null for the last of at least two, so
 *   that a vector has a row for each element.
 */
export function dimsOf(shape: readonly number[], classDim: number | null): Dims {
  const rank = shape.length;
  const last = rank > 1 ? rank - 1 : null;
  const counted = classDim !== null && classDim < 0 ? classDim + rank : classDim;
  const columnDim = counted !== null && counted >= 0 && counted < rank ? counted : last;
  const rows = shape.filter((_, dim) => dim !== columnDim);
  return { shape, columnDim, rows, count: rowCount(rows) };
}

/**
 * What a tensor with fewer dims than the whole lacks: the dim of the columns (`row`: one column a row), all
 * but that dim (`column`: weights of the classes), or leading dims, as operations broadcast (`whole`).
 */
export type Lies = 'row' | 'column' | 'whole';

/**
 * The layout of a tensor of these sizes; null where they do not fit. One of as many dims lies over the whole. Where
 * all samples have one loss together, which is a whole without dims, each tensor is one row.
 */
export function layoutOf(dims: Dims, sizes: readonly number[], lies: Lies): SheetLayout | null {
  if (dims.shape.length === 0) return { strides: [], columns: rowCount(sizes), columnStride: 1 };
  const narrow = overRows(dims, sizes);
  if (lies === 'row' && sizes.length < dims.shape.length && narrow) return narrow;
  if (lies === 'column' && sizes.length === 1) return overColumns(dims, sizes[0]!);
  return overAll(dims, sizes) ?? narrow;
}

/** The strides of a row-major tensor over dims that it is broadcast to, aligned at the last; null where it does not fit. */
function broadcastStrides(target: readonly number[], sizes: readonly number[]): number[] | null {
  if (sizes.length > target.length) return null;
  const strides = new Array<number>(target.length).fill(0);
  let stride = 1;
  for (let back = 1; back <= sizes.length; back++) {
    const size = sizes[sizes.length - back]!;
    const wanted = target[target.length - back]!;
    if (size !== wanted && size !== 1) return null;
    strides[target.length - back] = size === 1 ? 0 : stride;
    stride *= size;
  }
  return strides;
}

function overAll({ shape, columnDim }: Dims, sizes: readonly number[]): SheetLayout | null {
  const strides = broadcastStrides(shape, sizes);
  if (!strides) return null;
  const along = columnDim === null ? 1 : (sizes[columnDim - (shape.length - sizes.length)] ?? 1);
  return {
    strides: strides.filter((_, dim) => dim !== columnDim),
    columns: along,
    columnStride: columnDim === null ? 0 : strides[columnDim]!,
  };
}

function overRows({ rows }: Dims, sizes: readonly number[]): SheetLayout | null {
  // A target of one sample may have a dim of its own, of size 1.
  const own = sizes.length > rows.length && sizes[0] === 1 ? sizes.slice(1) : sizes;
  const strides = own.length === rows.length ? broadcastStrides(rows, own) : null;
  return strides && { strides, columns: 1, columnStride: 0 };
}

function overColumns({ shape, columnDim, rows }: Dims, size: number): SheetLayout | null {
  if (columnDim === null || size !== shape[columnDim]) return null;
  return { strides: rows.map(() => 0), columns: size, columnStride: 1 };
}
