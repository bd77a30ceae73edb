/** Square and rectangular matrices in the last two dims of an array, one by one, in double precision. */
import { TensorError } from './error';
import { isFloating, torchScalarName } from './dtype';
import type { NdArray } from './op';
import type { Dim } from './shape';
import type { Tensor } from './tensor';

/** A matrix, row by row. */
export type Matrix = Float64Array;

/** The matrices of an array in order, as copies in double precision. */
export function matricesOf({ values, shape }: NdArray): Matrix[] {
  const size = shape.at(-1)! * shape.at(-2)!;
  const count = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return Array.from({ length: count }, (_, at) =>
    Float64Array.from(values.subarray(at * size, (at + 1) * size)),
  );
}

/** Refuses what is no batch of square matrices of floats, in PyTorch's words. */
export function requireSquare(operation: string, matrix: Tensor): void {
  requireMatrix(operation, matrix);
  const { shape } = matrix;
  const [rows, columns]: readonly (Dim | undefined)[] = shape?.slice(-2) ?? [];
  if (typeof rows === 'number' && typeof columns === 'number' && rows !== columns) {
    throw new TensorError(
      'RuntimeError',
      `${operation}: A must be batches of square matrices, but they are ${rows} by ${columns} matrices`,
    );
  }
}

/** Refuses what has fewer than two dims or is no float, in PyTorch's words. */
export function requireMatrix(operation: string, matrix: Tensor): void {
  const { shape, dtype } = matrix;
  if (shape && shape.length < 2) {
    throw new TensorError(
      'RuntimeError',
      `${operation}: The input tensor A must have at least 2 dimensions.`,
    );
  }
  if (dtype && !isFloating(dtype)) {
    throw new TensorError(
      'RuntimeError',
      `${operation}: Expected a floating point or complex tensor as input. Got ${torchScalarName(dtype)}`,
    );
  }
}

/** A matrix as its product of triangles with rows exchanged: Gaussian elimination with partial pivoting. */
export interface Elimination {
  /** Below the diagonal the factors L, whose own diagonal is one; on it and above, U. */
  readonly factors: Matrix;
  /** Row `at` of the product is row order[at] of the matrix. */
  readonly order: readonly number[];
  /** The row with which each row was exchanged in its step. */
  readonly pivots: readonly number[];
  /** 1 or −1: the sign of the order. */
  readonly sign: number;
}

/** Golub & Van Loan, "Matrix Computations", algorithm 3.4.1; a column without a pivot leaves a zero on the diagonal. */
export function eliminate(matrix: Matrix, rows: number, columns = rows): Elimination {
  const factors = matrix.slice();
  const order = Array.from({ length: rows }, (_, at) => at);
  const pivots: number[] = [];
  let sign = 1;
  for (let step = 0; step < Math.min(rows, columns); step++) {
    let pivot = step;
    for (let row = step + 1; row < rows; row++)
      if (Math.abs(factors[row * columns + step]!) > Math.abs(factors[pivot * columns + step]!)) pivot = row;
    pivots.push(pivot);
    if (pivot !== step) {
      sign = -sign;
      [order[step], order[pivot]] = [order[pivot]!, order[step]!];
      for (let column = 0; column < columns; column++) {
        const [a, b] = [step * columns + column, pivot * columns + column];
        [factors[a], factors[b]] = [factors[b]!, factors[a]!];
      }
    }
    const top = factors[step * columns + step]!;
    if (top === 0) continue;
    for (let row = step + 1; row < rows; row++) {
      const factor = (factors[row * columns + step]! /= top);
      for (let column = step + 1; column < columns; column++)
        factors[row * columns + column]! -= factor * factors[step * columns + column]!;
    }
  }
  return { factors, order, pivots, sign };
}

/** Solves the system of an elimination for `columns` right-hand sides, which stand row by row in `right`. */
export function substitute(
  { factors, order }: Pick<Elimination, 'factors' | 'order'>,
  n: number,
  right: Matrix,
  columns: number,
): Matrix {
  const solution = new Float64Array(n * columns);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < n; row++) {
      let value = right[order[row]! * columns + column]!;
      for (let k = 0; k < row; k++) value -= factors[row * n + k]! * solution[k * columns + column]!;
      solution[row * columns + column] = value;
    }
    for (let row = n - 1; row >= 0; row--) {
      let value = solution[row * columns + column]!;
      for (let k = row + 1; k < n; k++) value -= factors[row * n + k]! * solution[k * columns + column]!;
      solution[row * columns + column] = value / factors[row * n + row]!;
    }
  }
  return solution;
}

/** The first place on the diagonal of U that is zero, of a matrix that cannot be inverted; −1 of any other. */
export const zeroPivot = ({ factors }: Pick<Elimination, 'factors'>, n: number, columns = n): number =>
  Array.from({ length: Math.min(n, columns) }, (_, at) => factors[at * columns + at]!).indexOf(0);
