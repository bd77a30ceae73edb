/**
 * Eigenvalues and eigenvectors of a real symmetric matrix on the way of LAPACK's `syevd`: Householder
 * tridiagonalization, then implicit QL or QR steps (Golub & Van Loan, "Matrix Computations", 8.3).
 */
import type { Matrix } from '../matrices';
import { columnFrom, identity, makeReflection, reflect, type Line } from './reflections';
import { storeOf, type Numbers } from './precision';
import { eigenOfTwo, exchangeColumns, olderRotationFor, rotateColumns, withSign } from './rotations';

export interface Eigh {
  /** In ascending order. */
  readonly values: Numbers;
  /** Column by column as many vectors. */
  readonly vectors: Matrix;
}

const SMALLEST_NORMAL = 2 ** -1022;

/** Only one triangle is read. `epsilon` is the unit roundoff of the precision whose criteria are followed. */
export function eigh(matrix: Matrix, n: number, isUpper: boolean, epsilon: number): Eigh {
  const work = mirrored(matrix, n, isUpper);
  const store = storeOf(epsilon);
  const below = new store(Math.max(n - 1, 0));
  const steps: { line: Line; tau: number; start: number }[] = [];
  // From the last column on upwards, of the upper triangle; from the first on downwards, of the lower one.
  for (let count = 0; count < n - 1; count++) {
    const at = isUpper ? n - 2 - count : count;
    const line: Line = isUpper
      ? { start: at * n + at + 1, step: -n, length: at + 1 }
      : columnFrom(at + 1, at, n, n);
    const tau = makeReflection(work, line);
    below[at] = work[line.start]!;
    const [start, step] = isUpper ? [at, -1] : [at + 1, 1];
    // H A H, of what is left: first every column, then every row.
    for (let other = 0; other < line.length; other++) {
      const column = start + other * step;
      reflect(work, line, tau, work, { start: start * n + column, step: step * n, length: line.length });
    }
    for (let other = 0; other < line.length; other++) {
      const row = start + other * step;
      reflect(work, line, tau, work, { start: row * n + start, step, length: line.length });
    }
    steps.push({ line, tau, start });
  }
  const values = store.from(Array.from({ length: n }, (_, at) => work[at * n + at]!));
  const vectors = identity(n);
  if (!diagonalizeTridiagonal(values, below, vectors, epsilon)) {
    values.fill(NaN);
    vectors.fill(NaN);
  }
  sortAscending(values, vectors);
  for (const { line, tau, start } of steps.reverse()) {
    const step = isUpper ? -n : n;
    for (let column = 0; column < n; column++)
      reflect(work, line, tau, vectors, { start: start * n + column, step, length: line.length });
  }
  return { values, vectors };
}

/** A copy whose other triangle is the mirror of the one that is read. */
function mirrored(matrix: Matrix, n: number, isUpper: boolean): Matrix {
  const whole = matrix.slice();
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < row; column++) {
      const [lower, upper] = [row * n + column, column * n + row];
      if (isUpper) whole[lower] = whole[upper]!;
      else whole[upper] = whole[lower]!;
    }
  }
  return whole;
}

/** LAPACK's `steqr`: a block is worked on from the end whose diagonal is smaller. Tells whether it converged. */
function diagonalizeTridiagonal(d: Numbers, e: Numbers, vectors: Matrix, epsilon: number): boolean {
  const n = d.length;
  const round = epsilon > 1e-10 ? Math.fround : (value: number): number => value;
  let next = 0;
  let steps = 30 * n;
  while (next < n) {
    const first = next;
    if (first > 0) e[first - 1] = 0;
    let last = first;
    while (last < n - 1) {
      const size = Math.abs(e[last]!);
      if (size === 0) break;
      if (size <= Math.sqrt(Math.abs(d[last]!)) * Math.sqrt(Math.abs(d[last + 1]!)) * epsilon) {
        e[last] = 0;
        break;
      }
      last++;
    }
    next = last + 1;
    if (last === first) continue;
    const isReversed = Math.abs(d[last]!) < Math.abs(d[first]!);
    let at = isReversed ? last : first;
    const end = isReversed ? first : last;
    const direction = isReversed ? -1 : 1;
    while (direction * (end - at) >= 0) {
      const stop = zeroBeside(d, e, at, end, direction, epsilon);
      if (stop === at) {
        at += direction;
        continue;
      }
      const beside = isReversed ? at - 1 : at;
      if (stop === at + direction) {
        const [low, high] = isReversed ? [at - 1, at] : [at, at + 1];
        const { first: large, second: small, cosine, sine } = eigenOfTwo(d[low]!, e[low]!, d[high]!);
        rotateColumns(vectors, n, [low, high], cosine, sine);
        [d[low], d[high], e[low]] = [large, small, 0];
        at += 2 * direction;
        continue;
      }
      if (steps-- <= 0 || Number.isNaN(d[at]!)) return false;
      implicitStep(d, e, vectors, { at, stop, direction, beside }, round);
    }
  }
  return true;
}

/** The first place from `at` on behind which the element beside the diagonal counts as zero, or the end. */
function zeroBeside(
  d: Numbers,
  e: Numbers,
  at: number,
  end: number,
  direction: number,
  epsilon: number,
): number {
  for (let place = at; place !== end; place += direction) {
    const beside = direction > 0 ? place : place - 1;
    const limit = epsilon * epsilon * Math.abs(d[place]!) * Math.abs(d[place + direction]!) + SMALLEST_NORMAL;
    if (e[beside]! ** 2 > limit) continue;
    e[beside] = 0;
    return place;
  }
  return end;
}

/** One implicit step with Wilkinson's shift: QL of a block that is worked on from its top, QR of the other. */
function implicitStep(
  d: Numbers,
  e: Numbers,
  vectors: Matrix,
  { at, stop, direction, beside }: { at: number; stop: number; direction: number; beside: number },
  round: (value: number) => number,
): void {
  const n = d.length;
  const start = d[at]!;
  const ratio = round(round(d[at + direction]! - start) / (2 * e[beside]!));
  const root = round(ratio + withSign(round(Math.hypot(ratio, 1)), ratio));
  let g = round(round(d[stop]! - start) + round(e[beside]! / root));
  let [sine, cosine, carried] = [1, 1, 0];
  for (let place = stop - direction; direction * (place - at) >= 0; place -= direction) {
    // The two rows are `place` and the one behind it, `place + direction`.
    const behind = place + direction;
    const off = Math.min(place, behind);
    const f = round(sine * e[off]!);
    const b = round(cosine * e[off]!);
    const rotation = olderRotationFor(g, f);
    [cosine, sine] = [round(rotation.cosine), round(rotation.sine)];
    if (place !== stop - direction) e[off + direction] = rotation.length;
    g = round(d[behind]! - carried);
    const r = round(round(round(d[place]! - g) * sine) + round(2 * cosine * b));
    carried = round(sine * r);
    d[behind] = g + carried;
    g = round(round(cosine * r) - b);
    rotateColumns(vectors, n, [off, off + 1], cosine, direction > 0 ? -sine : sine);
  }
  d[at]! -= carried;
  e[beside] = g;
}

function sortAscending(values: Numbers, vectors: Matrix): void {
  const n = values.length;
  for (let first = 0; first < n - 1; first++) {
    let least = first;
    for (let at = first + 1; at < n; at++) if (values[at]! < values[least]!) least = at;
    if (least === first) continue;
    [values[first], values[least]] = [values[least]!, values[first]!];
    exchangeColumns(vectors, n, first, least);
  }
}
