/** The singular value decomposition A = U diag(S) Vᵀ on the way of LAPACK's `gesdd`, which decides the signs of U and V. */
import type { Matrix } from '../matrices';
import { diagonalize } from './bidiagonal';
import { storeOf, type Numbers } from './precision';
import {
  applyReflections,
  columnFrom,
  identity,
  makeReflection,
  reflect,
  rowFrom,
  transposeOf,
  triangularize,
} from './reflections';
import { rotationFor } from './rotations';

export interface Svd {
  /** rows × rows where it is full, else rows × min(rows, columns). */
  readonly u: Matrix;
  /** In descending order. */
  readonly s: Numbers;
  /** V, not its transpose: columns × columns or columns × min(rows, columns). */
  readonly v: Matrix;
}

/** A matrix that has this many times more of one side is triangularized first. */
const TALL = 1.5;
const WIDE = 20;

/** `epsilon` is the unit roundoff of the precision whose criteria are followed. NaN where nothing converges. */
export function svd(matrix: Matrix, rows: number, columns: number, isFull: boolean, epsilon: number): Svd {
  if (rows < columns) {
    return wide(matrix, rows, columns, isFull, epsilon);
  }
  const k = columns;
  const width = isFull ? rows : k;
  if (rows < Math.trunc(k * TALL)) return ofBidiagonal(matrix, rows, columns, width, epsilon);
  const reflected = triangularize(matrix, rows, columns);
  const r = new Float64Array(k * k);
  for (let row = 0; row < k; row++)
    for (let column = row; column < k; column++) r[row * k + column] = reflected.factors[row * k + column]!;
  const inner = ofBidiagonal(r, k, k, k, epsilon);
  const u = identity(rows, width);
  for (let row = 0; row < k; row++) u.set(inner.u.subarray(row * k, (row + 1) * k), row * width);
  applyReflections(reflected, rows, columns, u, width);
  return { ...inner, u };
}

/** A wide matrix: the same of its transpose where it is lower bidiagonal, or much wider than high. */
function wide(matrix: Matrix, rows: number, columns: number, isFull: boolean, epsilon: number): Svd {
  const turned = transposeOf(matrix, rows, columns);
  const k = rows;
  const width = isFull ? columns : k;
  if (columns < Math.trunc(k * WIDE)) {
    const { u, s, v } = ofBidiagonal(turned, columns, rows, width, epsilon, true);
    return { u: v, s, v: u };
  }
  const reflected = triangularize(turned, columns, rows);
  const l = new Float64Array(k * k);
  for (let row = 0; row < k; row++)
    for (let column = row; column < k; column++) l[column * k + row] = reflected.factors[row * k + column]!;
  const inner = ofBidiagonal(l, k, k, k, epsilon);
  const v = identity(columns, width);
  for (let row = 0; row < k; row++) v.set(inner.v.subarray(row * k, (row + 1) * k), row * width);
  applyReflections(reflected, columns, rows, v, width);
  return { ...inner, v };
}

/**
 * By Householder bidiagonalization (Golub & Van Loan, "Matrix Computations", algorithm 5.4.2) of a matrix at least
 * as high as wide, with `width` columns of U. `isTurned`: the matrix is the transpose of a wide one, whose lower
 * bidiagonal form is rotated to an upper one.
 */
function ofBidiagonal(
  matrix: Matrix,
  rows: number,
  columns: number,
  width: number,
  epsilon: number,
  isTurned = false,
): Svd {
  const n = columns;
  const work = matrix.slice();
  const left = new Float64Array(n);
  const right = new Float64Array(Math.max(n - 1, 0));
  for (let step = 0; step < n; step++) {
    const column = columnFrom(step, step, rows, n);
    left[step] = makeReflection(work, column);
    for (let other = step + 1; other < n; other++)
      reflect(work, column, left[step]!, work, columnFrom(step, other, rows, n));
    if (step === n - 1) continue;
    const row = rowFrom(step, step + 1, n);
    right[step] = makeReflection(work, row);
    for (let other = step + 1; other < rows; other++)
      reflect(work, row, right[step]!, work, rowFrom(other, step + 1, n));
  }
  const store = storeOf(epsilon);
  const diagonal = store.from(Array.from({ length: n }, (_, at) => work[at * n + at]!));
  const above = store.from(Array.from({ length: Math.max(n - 1, 0) }, (_, at) => work[at * n + at + 1]!));
  // The vectors of the bidiagonal matrix, with room for what the reflections make of the rest.
  const u = identity(rows, width);
  const v = identity(n);
  const turned = isTurned ? rotatedToUpper(diagonal, above) : [];
  if (n === 1) {
    if (diagonal[0]! < 0) {
      (isTurned ? v : u)[0] = -1;
      diagonal[0] = -diagonal[0]!;
    }
  }
  const hasConverged = diagonalize(
    isTurned
      ? { diagonal, above, left: v, leftColumns: n, right: u, rightColumns: width }
      : { diagonal, above, left: u, leftColumns: width, right: v, rightColumns: n },
    epsilon,
  );
  if (!hasConverged) {
    diagonal.fill(NaN);
    u.fill(NaN);
    v.fill(NaN);
  }
  // What rotated the lower form to an upper one stands before its left vectors.
  for (const { at, cosine, sine } of turned.reverse()) {
    for (let column = 0; column < n; column++) {
      const [x, y] = [v[at * n + column]!, v[(at + 1) * n + column]!];
      v[at * n + column] = cosine * x - sine * y;
      v[(at + 1) * n + column] = sine * x + cosine * y;
    }
  }
  for (let step = n - 1; step >= 0; step--) {
    for (let column = 0; column < width; column++)
      reflect(work, columnFrom(step, step, rows, n), left[step]!, u, columnFrom(step, column, rows, width));
    if (step === n - 1) continue;
    for (let column = 0; column < n; column++)
      reflect(work, rowFrom(step, step + 1, n), right[step]!, v, columnFrom(step + 1, column, n, n));
  }
  return { u, s: diagonal, v };
}

/** Rotates a lower bidiagonal matrix, whose `above` stands below, to an upper one; the rotations in order. */
function rotatedToUpper(diagonal: Numbers, above: Numbers): { at: number; cosine: number; sine: number }[] {
  return Array.from(above as ArrayLike<number>, (below, at) => {
    const { cosine, sine, length } = rotationFor(diagonal[at]!, below);
    diagonal[at] = length;
    above[at] = sine * diagonal[at + 1]!;
    diagonal[at + 1]! *= cosine;
    return { at, cosine, sine };
  });
}
