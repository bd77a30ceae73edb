/**
 * A sheet as a teacher draws it: a row for each sample, a group of columns for each step.
 * Which cells a cell is made of stands in it as data, so that the panel computes nothing.
 */
import type { LossStepRecord } from '../inspect/inspection';
import type { TableValues, TensorModel } from './model';

/** Which cells of a group a letter stands for: the one in the same place, all of the row, or the one that the target names. */
export type Reach = LossStepRecord['operands'][number]['reach'];

export interface SheetModel {
  /** The sizes of the dims whose positions are the rows: [N]; [N, d1, d2]; none for a single sample. */
  readonly rows: readonly number[];
  readonly groups: readonly SheetGroup[];
  /** The part of the whole that each row has, from 0 to 1; null where there is no telling. */
  readonly shares: TableValues | null;
  /** By row: 0 for one that counts, 1 for one that is ignored, 2 for one of weight 0; null where all count. */
  readonly silent: TableValues | null;
  /** The row with the largest share, where that is more than twice what it would have among equals. */
  readonly dominant: number | null;
}

/** Columns that belong together: an input of the loss, or what a step gives. */
export interface SheetGroup {
  readonly kind: 'input' | 'step';
  readonly name: string;
  /** With the letter that later steps know it by: `p = e^x / Σ e^x`; empty for an input. */
  readonly formula: string;
  readonly tensor: TensorModel;
  readonly layout: SheetLayout;
  readonly operands: readonly SheetOperand[];
  /** Whether these are the losses that are reduced. */
  readonly isLoss: boolean;
}

/** A letter of a formula, and which cells of an earlier group it stands for. */
export interface SheetOperand {
  readonly letter: string;
  /** Index among the groups. */
  readonly group: number;
  readonly reach: Reach;
}

/** Where the elements of a tensor stand: how far apart they are along each dim of the rows, and along the columns. */
export interface SheetLayout {
  readonly strides: readonly number[];
  readonly columns: number;
  readonly columnStride: number;
}

/** The number of rows. */
export const rowCount = (rows: readonly number[]): number =>
  rows.reduce((product, size) => product * size, 1);

/** The position of a row along each dim of the rows: `[n, d1, d2]`. */
export function rowIndex(rows: readonly number[], row: number): readonly number[] {
  let rest = row;
  return rows
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    })
    .reverse();
}

/** Where the element of a cell stands among the row-major values of its group. */
export const elementAt = (
  rows: readonly number[],
  { strides, columnStride }: SheetLayout,
  row: number,
  column: number,
): number =>
  rowIndex(rows, row).reduce((at, index, dim) => at + index * (strides[dim] ?? 0), column * columnStride);
