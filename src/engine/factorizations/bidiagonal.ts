/**
 * Singular values of a bidiagonal matrix by implicit QR steps with and without shift (Demmel & Kahan 1990, "Accurate
 * singular values of bidiagonal matrices"), in the order and with the criteria of LAPACK's `bdsqr`, which decide the
 * signs of the vectors.
 */
import type { Matrix } from '../matrices';
import type { Numbers } from './precision';
import {
  decomposeTwoByTwo,
  exchangeColumns,
  rotateColumns,
  rotationFor,
  smallestOfTwo,
  withSign,
} from './rotations';

/** An upper bidiagonal matrix, and the matrices whose columns turn along. */
export interface Bidiagonal {
  /** Becomes the singular values, in descending order. */
  readonly diagonal: Numbers;
  readonly above: Numbers;
  /** With at least as many columns as the diagonal has elements. */
  readonly left?: Matrix | undefined;
  readonly leftColumns: number;
  readonly right?: Matrix | undefined;
  readonly rightColumns: number;
}

const SMALLEST_NORMAL = 2 ** -1022;
const MAXIMUM_STEPS = 6;

/** `epsilon`: the unit roundoff of the precision whose criteria are followed. Returns whether it converged. */
export function diagonalize(matrix: Bidiagonal, epsilon: number): boolean {
  const { diagonal: d, above: e } = matrix;
  const n = d.length;
  const tolerance = Math.max(10, Math.min(100, epsilon ** -0.125)) * epsilon;
  const threshold = thresholdOf(d, e, tolerance);
  const turnLeft = (pair: readonly [number, number], cosine: number, sine: number): void =>
    rotateColumns(matrix.left, matrix.leftColumns, pair, cosine, sine);
  const turnRight = (pair: readonly [number, number], cosine: number, sine: number): void =>
    rotateColumns(matrix.right, matrix.rightColumns, pair, cosine, sine);

  let bottom = n - 1;
  let isDownwards = true;
  let previous: readonly [number, number] = [-1, -1];
  let steps = MAXIMUM_STEPS * n * n;
  while (bottom > 0) {
    if (steps <= 0 || Number.isNaN(d[bottom]!)) return false;
    // The last block without a zero beside the diagonal.
    let top = bottom;
    let largest = Math.abs(d[bottom]!);
    while (top > 0 && Math.abs(e[top - 1]!) > threshold) {
      largest = Math.max(largest, Math.abs(d[top - 1]!), Math.abs(e[top - 1]!));
      top--;
    }
    if (top > 0) e[top - 1] = 0;
    if (top === bottom) {
      bottom--;
      continue;
    }
    if (top === bottom - 1) {
      const { large, small, left, right } = decomposeTwoByTwo(d[top]!, e[top]!, d[bottom]!, epsilon);
      [d[top], e[top], d[bottom]] = [large, 0, small];
      turnRight([top, bottom], right.cosine, right.sine);
      turnLeft([top, bottom], left.cosine, left.sine);
      bottom -= 2;
      continue;
    }
    if (top > previous[1] || bottom < previous[0]) isDownwards = Math.abs(d[top]!) >= Math.abs(d[bottom]!);
    const smallest = setSmallToZero(d, e, top, bottom, isDownwards, tolerance);
    if (smallest === undefined) continue;
    previous = [top, bottom];
    const shift = shiftOf(d, e, top, bottom, isDownwards, {
      isNotNeeded: n * tolerance * (smallest / largest) <= Math.max(epsilon, 0.01 * tolerance),
      epsilon,
    });
    steps -= bottom - top;
    const block = { d, e, top, bottom, turnLeft, turnRight };
    if (shift === 0) (isDownwards ? zeroShiftDown : zeroShiftUp)(block);
    else (isDownwards ? shiftedDown : shiftedUp)(block, shift);
    const end = isDownwards ? bottom - 1 : top;
    if (Math.abs(e[end]!) <= threshold) e[end] = 0;
  }
  makePositive(matrix);
  sortDescending(matrix);
  return true;
}

/** Below it an element beside the diagonal is zero: a share of a bound on the smallest singular value. */
function thresholdOf(d: Numbers, e: Numbers, tolerance: number): number {
  const n = d.length;
  let least = Math.abs(d[0] ?? 0);
  let bound = least;
  for (let at = 1; at < n && least !== 0; at++) {
    bound = Math.abs(d[at]!) * (bound / (bound + Math.abs(e[at - 1]!)));
    least = Math.min(least, bound);
  }
  return Math.max((tolerance * least) / Math.sqrt(n), MAXIMUM_STEPS * n * n * SMALLEST_NORMAL);
}

/** Sets one element beside the diagonal to zero where that is allowed; else a bound on the smallest singular value. */
function setSmallToZero(
  d: Numbers,
  e: Numbers,
  top: number,
  bottom: number,
  isDownwards: boolean,
  tolerance: number,
): number | undefined {
  const [first, last] = isDownwards ? [top, bottom] : [bottom, top];
  const direction = isDownwards ? 1 : -1;
  const beside = (at: number): number => (isDownwards ? at : at - 1);
  const end = beside(last - direction);
  if (Math.abs(e[end]!) <= tolerance * Math.abs(d[last]!)) {
    e[end] = 0;
    return undefined;
  }
  let bound = Math.abs(d[first]!);
  let smallest = bound;
  for (let at = first; at !== last; at += direction) {
    const off = beside(at);
    if (Math.abs(e[off]!) <= tolerance * bound) {
      e[off] = 0;
      return undefined;
    }
    bound = Math.abs(d[at + direction]!) * (bound / (bound + Math.abs(e[off]!)));
    smallest = Math.min(smallest, bound);
  }
  return smallest;
}

function shiftOf(
  d: Numbers,
  e: Numbers,
  top: number,
  bottom: number,
  isDownwards: boolean,
  { isNotNeeded, epsilon }: { isNotNeeded: boolean; epsilon: number },
): number {
  if (isNotNeeded) return 0;
  const start = Math.abs(isDownwards ? d[top]! : d[bottom]!);
  const shift = isDownwards
    ? smallestOfTwo(d[bottom - 1]!, e[bottom - 1]!, d[bottom]!)
    : smallestOfTwo(d[top]!, e[top]!, d[top + 1]!);
  return start > 0 && (shift / start) ** 2 < epsilon ? 0 : shift;
}

type Turn = (pair: readonly [number, number], cosine: number, sine: number) => void;

interface Block {
  readonly d: Numbers;
  readonly e: Numbers;
  readonly top: number;
  readonly bottom: number;
  readonly turnLeft: Turn;
  readonly turnRight: Turn;
}

function zeroShiftDown({ d, e, top, bottom, turnLeft, turnRight }: Block): void {
  let [cosine, oldCosine, oldSine] = [1, 1, 0];
  for (let at = top; at < bottom; at++) {
    const first = rotationFor(d[at]! * cosine, e[at]!);
    cosine = first.cosine;
    if (at > top) e[at - 1] = oldSine * first.length;
    const second = rotationFor(oldCosine * first.length, d[at + 1]! * first.sine);
    [oldCosine, oldSine, d[at]] = [second.cosine, second.sine, second.length];
    turnRight([at, at + 1], first.cosine, first.sine);
    turnLeft([at, at + 1], second.cosine, second.sine);
  }
  const rest = d[bottom]! * cosine;
  d[bottom] = rest * oldCosine;
  e[bottom - 1] = rest * oldSine;
}

function zeroShiftUp({ d, e, top, bottom, turnLeft, turnRight }: Block): void {
  let [cosine, oldCosine, oldSine] = [1, 1, 0];
  for (let at = bottom; at > top; at--) {
    const first = rotationFor(d[at]! * cosine, e[at - 1]!);
    cosine = first.cosine;
    if (at < bottom) e[at] = oldSine * first.length;
    const second = rotationFor(oldCosine * first.length, d[at - 1]! * first.sine);
    [oldCosine, oldSine, d[at]] = [second.cosine, second.sine, second.length];
    turnRight([at - 1, at], second.cosine, -second.sine);
    turnLeft([at - 1, at], first.cosine, -first.sine);
  }
  const rest = d[top]! * cosine;
  d[top] = rest * oldCosine;
  e[top] = rest * oldSine;
}

function shiftedDown({ d, e, top, bottom, turnLeft, turnRight }: Block, shift: number): void {
  let f = (Math.abs(d[top]!) - shift) * (withSign(1, d[top]!) + shift / d[top]!);
  let g = e[top]!;
  for (let at = top; at < bottom; at++) {
    const right = rotationFor(f, g);
    if (at > top) e[at - 1] = right.length;
    f = right.cosine * d[at]! + right.sine * e[at]!;
    e[at] = right.cosine * e[at]! - right.sine * d[at]!;
    g = right.sine * d[at + 1]!;
    d[at + 1]! *= right.cosine;
    const left = rotationFor(f, g);
    d[at] = left.length;
    f = left.cosine * e[at]! + left.sine * d[at + 1]!;
    d[at + 1] = left.cosine * d[at + 1]! - left.sine * e[at]!;
    if (at < bottom - 1) {
      g = left.sine * e[at + 1]!;
      e[at + 1]! *= left.cosine;
    }
    turnRight([at, at + 1], right.cosine, right.sine);
    turnLeft([at, at + 1], left.cosine, left.sine);
  }
  e[bottom - 1] = f;
}

function shiftedUp({ d, e, top, bottom, turnLeft, turnRight }: Block, shift: number): void {
  let f = (Math.abs(d[bottom]!) - shift) * (withSign(1, d[bottom]!) + shift / d[bottom]!);
  let g = e[bottom - 1]!;
  for (let at = bottom; at > top; at--) {
    const first = rotationFor(f, g);
    if (at < bottom) e[at] = first.length;
    f = first.cosine * d[at]! + first.sine * e[at - 1]!;
    e[at - 1] = first.cosine * e[at - 1]! - first.sine * d[at]!;
    g = first.sine * d[at - 1]!;
    d[at - 1]! *= first.cosine;
    const second = rotationFor(f, g);
    d[at] = second.length;
    f = second.cosine * e[at - 1]! + second.sine * d[at - 1]!;
    d[at - 1] = second.cosine * d[at - 1]! - second.sine * e[at - 1]!;
    if (at > top + 1) {
      g = second.sine * e[at - 2]!;
      e[at - 2]! *= second.cosine;
    }
    turnRight([at - 1, at], second.cosine, -second.sine);
    turnLeft([at - 1, at], first.cosine, -first.sine);
  }
  e[top] = f;
}

/** A negative singular value turns its right vector. */
function makePositive({ diagonal, right, rightColumns }: Bidiagonal): void {
  diagonal.forEach((value, column) => {
    if (value > 0 || Object.is(value, 0)) return;
    diagonal[column] = -value;
    if (!right) return;
    // Below the bidiagonal matrix's own rows there are only zeros, whose sign shows when they are printed.
    const end = diagonal.length * rightColumns;
    for (let at = column; at < end; at += rightColumns) right[at] = -right[at]!;
  });
}

function sortDescending({ diagonal, left, leftColumns, right, rightColumns }: Bidiagonal): void {
  for (let last = diagonal.length - 1; last > 0; last--) {
    let least = 0;
    for (let at = 1; at <= last; at++) if (diagonal[at]! <= diagonal[least]!) least = at;
    if (least === last) continue;
    [diagonal[least], diagonal[last]] = [diagonal[last]!, diagonal[least]!];
    exchangeColumns(left, leftColumns, least, last);
    exchangeColumns(right, rightColumns, least, last);
  }
}
