/**
 * Householder reflections H = I − τ v vᵀ with v₁ = 1, in the conventions of LAPACK (LAPACK Users' Guide, "Elementary
 * Reflectors"): these decide the signs of what PyTorch returns. Matrices stand row by row in double precision.
 */
import type { Matrix } from '../matrices';

/** Where a vector lies in a matrix: its first element, the step from one to the next, and how many there are. */
export interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/**
 * Makes the reflection that maps a line to (β, 0, …, 0), where β has the sign opposite to the first element. The line
 * becomes (β, v₂, …); the result is τ. A line that is already zero behind its first element is not reflected: τ = 0.
 */
export function makeReflection(values: Matrix, { start, step, length }: Line): number {
  let rest = 0;
  for (let at = 1; at < length; at++) rest = Math.hypot(rest, values[start + at * step]!);
  if (length === 0 || rest === 0) return 0;
  const first = values[start]!;
  const beta = first < 0 || Object.is(first, -0) ? Math.hypot(first, rest) : -Math.hypot(first, rest);
  for (let at = 1; at < length; at++) values[start + at * step]! /= first - beta;
  values[start] = beta;
  return (beta - first) / beta;
}

/** Applies the reflection whose v is the line of `vectors` (v₁ = 1 is not written) to one line of `target`. */
export function reflect(
  vectors: Matrix,
  { start, step, length }: Line,
  tau: number,
  target: Matrix,
  at: Line,
): void {
  if (tau === 0) return;
  let share = target[at.start]!;
  for (let k = 1; k < length; k++) share += vectors[start + k * step]! * target[at.start + k * at.step]!;
  share *= tau;
  target[at.start]! -= share;
  for (let k = 1; k < length; k++) target[at.start + k * at.step]! -= share * vectors[start + k * step]!;
}

/** The column of a matrix of so many rows and columns from a row on. */
export const columnFrom = (row: number, column: number, rows: number, columns: number): Line => ({
  start: row * columns + column,
  step: columns,
  length: rows - row,
});

/** The row of a matrix of so many columns from a column on. */
export const rowFrom = (row: number, column: number, columns: number): Line => ({
  start: row * columns + column,
  step: 1,
  length: columns - column,
});

/** R on and above the diagonal, the reflections that made it below, and their τ: LAPACK's `geqrf`. */
export interface Reflected {
  readonly factors: Matrix;
  readonly taus: Float64Array;
}

/** A = H₁ H₂ … R (Golub & Van Loan, "Matrix Computations", algorithm 5.2.1). */
export function triangularize(matrix: Matrix, rows: number, columns: number): Reflected {
  const factors = matrix.slice();
  const taus = new Float64Array(Math.min(rows, columns));
  for (let step = 0; step < taus.length; step++) {
    const vector = columnFrom(step, step, rows, columns);
    taus[step] = makeReflection(factors, vector);
    for (let column = step + 1; column < columns; column++)
      reflect(factors, vector, taus[step]!, factors, columnFrom(step, column, rows, columns));
  }
  return { factors, taus };
}

/**
 * Multiplies from the left by H₁ H₂ …, or by its transpose, whose vectors are the columns of `factors`, of which
 * there are `columns`; `target` has `rows` rows and `width` columns.
 */
export function applyReflections(
  { factors, taus }: Reflected,
  rows: number,
  columns: number,
  target: Matrix,
  width: number,
  isTransposed = false,
): void {
  for (let at = 0; at < taus.length; at++) {
    const step = isTransposed ? at : taus.length - 1 - at;
    const vector = columnFrom(step, step, rows, columns);
    for (let column = 0; column < width; column++)
      reflect(factors, vector, taus[step]!, target, columnFrom(step, column, rows, width));
  }
}

/** The first columns of the identity. */
export function identity(rows: number, columns = rows): Matrix {
  const matrix = new Float64Array(rows * columns);
  for (let at = 0; at < Math.min(rows, columns); at++) matrix[at * columns + at] = 1;
  return matrix;
}

export function transposeOf(matrix: Matrix, rows: number, columns: number): Matrix {
  const result = new Float64Array(matrix.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = matrix[row * columns + column]!;
  return result;
}
