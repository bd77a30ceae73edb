/** e^−|x| I₀(x) with each step rounded to half precision, as PyTorch's CPU computes what does not fill its vectors. */
import type { DType } from '../dtype';
import { roundNumber } from '../backends/rounding';
import { scaledI0 } from './modified_bessel';

/** Up to here one series, in x / 2 − 2, and from there another, in 32 / x − 2 (S. L. Moshier, "Cephes"). */
const BORDER = 8;

/** Points that a series is made from: with these it has all digits. */
const POINTS = 64;

/** The coefficients of Chebyshev polynomials on −1 … 1, the highest first (Abramowitz & Stegun 22.3.15 and 25.4.38). */
function chebyshev(f: (y: number) => number, count: number): readonly number[] {
  const angles = Array.from({ length: POINTS }, (_, at) => ((at + 0.5) * Math.PI) / POINTS);
  const values = angles.map((angle) => f(Math.cos(angle)));
  const coefficient = (k: number): number =>
    values.reduce((sum, value, at) => sum + value * Math.cos(k * angles[at]!), 0) * (2 / POINTS);
  return Array.from({ length: count }, (_, k) => coefficient(count - 1 - k));
}

const near = chebyshev((y) => scaledI0(4 * (y + 1)), 30);
const far = chebyshev((y) => Math.sqrt(16 / (y + 1)) * scaledI0(16 / (y + 1)), 25);

/** Clenshaw's recurrence, of a series in y / 2. */
function summed(y: number, coefficients: readonly number[], round: (value: number) => number): number {
  let [last, before, first] = [0, 0, 0];
  for (const coefficient of coefficients) {
    [last, before] = [before, first];
    first = round(round(round(y * before) - last) + round(coefficient));
  }
  return round(round(first - last) / 2);
}

export function halfScaledI0(x: number, dtype: DType): number {
  const round = (value: number): number => roundNumber(dtype, Math.fround(value));
  const magnitude = Math.abs(x);
  if (magnitude <= BORDER) return summed(round(round(magnitude / 2) - 2), near, round);
  return summed(round(round(32 / magnitude) - 2), far, round) / Math.sqrt(magnitude);
}
