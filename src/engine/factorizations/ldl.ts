/**
 * A = L D Lᵀ of a symmetric matrix whose lower triangle is read, with blocks of one or two rows in D, chosen as
 * Bunch & Kaufman 1977 ("Some stable methods for calculating inertia and solving symmetric linear systems") do and
 * packed as LAPACK's `sytrf` packs them.
 */
import type { Matrix } from '../matrices';

export interface Ldl {
  /** D on the diagonal and, in a block of two rows, below it; L elsewhere below it. */
  readonly factors: Matrix;
  /** The row with which a row was exchanged, counted from one; negative for both rows of a block of two. */
  readonly pivots: readonly number[];
  /** Whether D has a zero on its diagonal, with which nothing can be solved. */
  readonly isSingular: boolean;
}

/** The bound on the growth of elements is least with it. */
const ALPHA = (1 + Math.sqrt(17)) / 8;

export function ldl(matrix: Matrix, n: number): Ldl {
  const a = matrix.map((value, at) => (at % n > Math.floor(at / n) ? 0 : value));
  const pivots = new Array<number>(n).fill(0);
  let isSingular = false;
  let step = 0;
  while (step < n) {
    const { other, size, isZero } = choose(a, n, step);
    const last = step + size - 1;
    if (isZero) isSingular = true;
    else {
      if (other !== last) exchange(a, n, { step, last, other });
      if (size === 1) subtractOne(a, n, step);
      else subtractTwo(a, n, step);
    }
    for (let row = step; row <= last; row++) pivots[row] = size === 1 ? other + 1 : -(other + 1);
    step += size;
  }
  return { factors: a, pivots, isSingular };
}

/** The row and column to exchange with the last of the block, and how many rows the block has. */
function choose(a: Matrix, n: number, step: number): { other: number; size: 1 | 2; isZero: boolean } {
  const at = (row: number, column: number): number => Math.abs(a[row * n + column]!);
  const own = at(step, step);
  let candidate = step;
  let inColumn = 0;
  for (let row = step + 1; row < n; row++) {
    if (candidate !== step && at(row, step) <= inColumn) continue;
    candidate = row;
    inColumn = at(row, step);
  }
  if (Math.max(own, inColumn) === 0) return { other: step, size: 1, isZero: true };
  if (own >= ALPHA * inColumn) return { other: step, size: 1, isZero: false };
  let inRow = 0;
  for (let column = step; column < candidate; column++) inRow = Math.max(inRow, at(candidate, column));
  for (let row = candidate + 1; row < n; row++) inRow = Math.max(inRow, at(row, candidate));
  if (own >= ALPHA * inColumn * (inColumn / inRow)) return { other: step, size: 1, isZero: false };
  if (at(candidate, candidate) >= ALPHA * inRow) return { other: candidate, size: 1, isZero: false };
  return { other: candidate, size: 2, isZero: false };
}

/** Exchanges rows and columns `last` and `other` of what is left of the lower triangle. */
function exchange(
  a: Matrix,
  n: number,
  { step, last, other }: { step: number; last: number; other: number },
): void {
  const swap = (rowA: number, columnA: number, rowB: number, columnB: number): void => {
    const [x, y] = [rowA * n + columnA, rowB * n + columnB];
    [a[x], a[y]] = [a[y]!, a[x]!];
  };
  for (let row = other + 1; row < n; row++) swap(row, last, row, other);
  for (let between = last + 1; between < other; between++) swap(between, last, other, between);
  swap(last, last, other, other);
  if (last !== step) swap(last, step, other, step);
}

function subtractOne(a: Matrix, n: number, step: number): void {
  const pivot = a[step * n + step]!;
  for (let column = step + 1; column < n; column++) {
    const scaled = a[column * n + step]! / pivot;
    for (let row = column; row < n; row++) a[row * n + column]! -= a[row * n + step]! * scaled;
  }
  for (let row = step + 1; row < n; row++) a[row * n + step]! /= pivot;
}

function subtractTwo(a: Matrix, n: number, step: number): void {
  const beside = a[(step + 1) * n + step]!;
  const first = a[(step + 1) * n + step + 1]! / beside;
  const second = a[step * n + step]! / beside;
  const scale = 1 / (first * second - 1) / beside;
  for (let column = step + 2; column < n; column++) {
    const [x, y] = [a[column * n + step]!, a[column * n + step + 1]!];
    const one = scale * (first * x - y);
    const two = scale * (second * y - x);
    for (let row = column; row < n; row++)
      a[row * n + column]! -= a[row * n + step]! * one + a[row * n + step + 1]! * two;
    a[column * n + step] = one;
    a[column * n + step + 1] = two;
  }
}

/** Solves with packed factors for the columns of `right`, which stand row by row (LAPACK's `sytrs`). */
export function solveLdl(
  factors: Matrix,
  pivots: readonly number[],
  n: number,
  right: Matrix,
  columns: number,
): Matrix {
  const x = right.slice();
  const exchangeRows = (one: number, other: number): void => {
    for (let column = 0; one !== other && column < columns; column++)
      [x[one * columns + column], x[other * columns + column]] = [
        x[other * columns + column]!,
        x[one * columns + column]!,
      ];
  };
  const subtract = (target: number, source: number, factor: number): void => {
    for (let column = 0; column < columns; column++)
      x[target * columns + column]! -= factor * x[source * columns + column]!;
  };
  const blocks: { step: number; size: 1 | 2 }[] = [];
  for (let step = 0; step < n; step += pivots[step]! > 0 ? 1 : 2)
    blocks.push({ step, size: pivots[step]! > 0 ? 1 : 2 });
  for (const { step, size } of blocks) {
    const last = step + size - 1;
    exchangeRows(last, Math.abs(pivots[step]!) - 1);
    for (let row = last + 1; row < n; row++)
      for (let source = step; source <= last; source++) subtract(row, source, factors[row * n + source]!);
    solveBlock(factors, n, step, size, x, columns);
  }
  for (const { step, size } of blocks.reverse()) {
    const last = step + size - 1;
    for (let target = step; target <= last; target++)
      for (let row = last + 1; row < n; row++) subtract(target, row, factors[row * n + target]!);
    exchangeRows(last, Math.abs(pivots[step]!) - 1);
  }
  return x;
}

function solveBlock(a: Matrix, n: number, step: number, size: 1 | 2, x: Matrix, columns: number): void {
  for (let column = 0; column < columns; column++) {
    const [top, bottom] = [step * columns + column, (step + 1) * columns + column];
    if (size === 1) {
      x[top]! /= a[step * n + step]!;
      continue;
    }
    const beside = a[(step + 1) * n + step]!;
    const [first, second] = [a[step * n + step]! / beside, a[(step + 1) * n + step + 1]! / beside];
    const [one, two] = [x[top]! / beside, x[bottom]! / beside];
    const determinant = first * second - 1;
    x[top] = (second * one - two) / determinant;
    x[bottom] = (first * two - one) / determinant;
  }
}
