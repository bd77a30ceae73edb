/** Plane rotations, and what they make of two-by-two matrices, with the signs that LAPACK gives them. */
import type { Matrix } from '../matrices';

/** x ← c x + s y, y ← c y − s x. */
export interface Rotation {
  readonly cosine: number;
  readonly sine: number;
  /** What (f, g) becomes: (r, 0). */
  readonly length: number;
}

/** |size| with the sign of the other number; a zero counts with its own sign. */
export const withSign = (size: number, of: number): number =>
  of < 0 || Object.is(of, -0) ? -Math.abs(size) : Math.abs(size);

/** The rotation that maps (f, g) to (r, 0), where r has the sign of f (Bindel, Demmel, Kahan & Marques 2002). */
export function rotationFor(f: number, g: number): Rotation {
  if (g === 0) return { cosine: 1, sine: 0, length: f };
  if (f === 0) return { cosine: 0, sine: withSign(1, g), length: Math.abs(g) };
  const length = withSign(Math.hypot(f, g), f);
  return { cosine: f / length, sine: g / length, length };
}

/**
 * The same in the older convention of Golub & Van Loan ("Matrix Computations", algorithm 5.1.3): r is positive where
 * g is the larger. PyTorch's build turns so in the symmetric eigenvalue problem, and as above in the other.
 */
export function olderRotationFor(f: number, g: number): Rotation {
  if (g === 0) return { cosine: 1, sine: 0, length: f };
  if (f === 0) return { cosine: 0, sine: 1, length: g };
  const length = Math.abs(f) > Math.abs(g) ? withSign(Math.hypot(f, g), f) : Math.hypot(f, g);
  return { cosine: f / length, sine: g / length, length };
}

/** Rotates two columns of a matrix with so many columns; nothing where there is no matrix. */
export function rotateColumns(
  matrix: Matrix | undefined,
  columns: number,
  [first, second]: readonly [number, number],
  cosine: number,
  sine: number,
): void {
  if (!matrix) return;
  for (let row = 0; row < matrix.length; row += columns) {
    const [x, y] = [matrix[row + first]!, matrix[row + second]!];
    matrix[row + first] = cosine * x + sine * y;
    matrix[row + second] = cosine * y - sine * x;
  }
}

export function exchangeColumns(matrix: Matrix | undefined, columns: number, a: number, b: number): void {
  if (!matrix) return;
  for (let row = 0; row < matrix.length; row += columns)
    [matrix[row + a], matrix[row + b]] = [matrix[row + b]!, matrix[row + a]!];
}

/** The smaller singular value of [f g; 0 h] (Demmel & Kahan 1990, section 3). */
export function smallestOfTwo(f: number, g: number, h: number): number {
  const [low, high] = [Math.min(Math.abs(f), Math.abs(h)), Math.max(Math.abs(f), Math.abs(h))];
  if (low === 0) return 0;
  const off = Math.abs(g);
  const sum = 1 + low / high;
  const difference = (high - low) / high;
  if (off < high) {
    const square = (off / high) ** 2;
    return low * (2 / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square)));
  }
  const ratio = high / off;
  if (ratio === 0) return (low * high) / off;
  const scale = 1 / (Math.sqrt(1 + (sum * ratio) ** 2) + Math.sqrt(1 + (difference * ratio) ** 2));
  return 2 * (low * scale) * ratio;
}

/** The singular value decomposition of [f g; 0 h]: rotating left and right gives diag(large, small), with signs. */
export interface TwoByTwo {
  readonly large: number;
  readonly small: number;
  readonly left: { readonly cosine: number; readonly sine: number };
  readonly right: { readonly cosine: number; readonly sine: number };
}

/** Demmel & Kahan 1990, "Accurate singular values of bidiagonal matrices", section 3; LAPACK's `lasv2`. */
export function decomposeTwoByTwo(f: number, g: number, h: number, epsilon: number): TwoByTwo {
  const isSwapped = Math.abs(h) > Math.abs(f);
  const [first, last] = isSwapped ? [h, f] : [f, h];
  const [sizeFirst, sizeLast, sizeOff] = [Math.abs(first), Math.abs(last), Math.abs(g)];
  let biggest = isSwapped ? 'h' : 'f';
  let [small, large] = [sizeLast, sizeFirst];
  let [cosineLeft, sineLeft, cosineRight, sineRight] = [1, 0, 1, 0];
  if (sizeOff !== 0) {
    if (sizeOff > sizeFirst) biggest = 'g';
    if (sizeOff > sizeFirst && sizeFirst / sizeOff < epsilon) {
      large = sizeOff;
      small = sizeLast > 1 ? sizeFirst / (sizeOff / sizeLast) : (sizeFirst / sizeOff) * sizeLast;
      [cosineLeft, sineLeft, cosineRight, sineRight] = [1, last / g, first / g, 1];
    } else {
      const gap = sizeFirst - sizeLast;
      const relative = gap === sizeFirst ? 1 : gap / sizeFirst;
      const m = g / first;
      const t = 2 - relative;
      const s = Math.sqrt(t * t + m * m);
      const r = relative === 0 ? Math.abs(m) : Math.sqrt(relative * relative + m * m);
      const a = 0.5 * (s + r);
      small = sizeLast / a;
      large = sizeFirst * a;
      let tangent: number;
      if (m * m !== 0) tangent = (m / (s + t) + m / (r + relative)) * (1 + a);
      else if (relative === 0) tangent = withSign(2, first) * withSign(1, g);
      else tangent = g / withSign(gap, first) + m / t;
      const length = Math.sqrt(tangent * tangent + 4);
      cosineRight = 2 / length;
      sineRight = tangent / length;
      cosineLeft = (cosineRight + sineRight * m) / a;
      sineLeft = ((last / first) * sineRight) / a;
    }
  }
  const left = isSwapped ? { cosine: sineRight, sine: cosineRight } : { cosine: cosineLeft, sine: sineLeft };
  const right = isSwapped ? { cosine: sineLeft, sine: cosineLeft } : { cosine: cosineRight, sine: sineRight };
  const signs = {
    f: withSign(1, right.cosine) * withSign(1, left.cosine) * withSign(1, f),
    g: withSign(1, right.sine) * withSign(1, left.cosine) * withSign(1, g),
    h: withSign(1, right.sine) * withSign(1, left.sine) * withSign(1, h),
  };
  const sign = signs[biggest as keyof typeof signs];
  return {
    large: withSign(large, sign),
    small: withSign(small, sign * withSign(1, f) * withSign(1, h)),
    left,
    right,
  };
}

/** The eigenvalues of [a b; b c], the larger in magnitude first, and the unit eigenvector of the first; LAPACK's `laev2`. */
export function eigenOfTwo(
  a: number,
  b: number,
  c: number,
): { first: number; second: number; cosine: number; sine: number } {
  const [sum, difference, twice] = [a + c, a - c, b + b];
  const [larger, lesser] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  const root = Math.hypot(difference, twice);
  const isNegative = sum < 0;
  const first = sum === 0 ? 0.5 * root : 0.5 * (isNegative ? sum - root : sum + root);
  const second = sum === 0 ? -0.5 * root : (larger / first) * lesser - (b / first) * b;
  const turned = difference >= 0 ? difference + root : difference - root;
  let [cosine, sine] = [1, 0];
  if (Math.abs(turned) > Math.abs(twice)) {
    const cotangent = -twice / turned;
    sine = 1 / Math.sqrt(1 + cotangent * cotangent);
    cosine = cotangent * sine;
  } else if (twice !== 0) {
    const tangent = -turned / twice;
    cosine = 1 / Math.sqrt(1 + tangent * tangent);
    sine = tangent * cosine;
  }
  // The vector that was found belongs to the other eigenvalue.
  if (isNegative !== difference >= 0) [cosine, sine] = [-sine, cosine];
  return { first, second, cosine, sine };
}
