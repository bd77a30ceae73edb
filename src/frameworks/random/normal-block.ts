/**
 * Box and Muller's normal numbers as PyTorch's vectorized kernel makes them, sixteen at a time: logarithm, sine and cosine
 * are the polynomials of S. Moshier's Cephes library in single precision, with products and sums rounded together.
 */
import { fused } from '../../engine/special/single';

const { fround } = Math;

const singles = (...values: readonly number[]): readonly number[] => values.map(fround);

/** p₀ xⁿ + … + pₙ, by Horner's rule. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, next) => fused(sum, x, next));

const LOGARITHM = singles(
  7.0376836292e-2,
  -1.151461031e-1,
  1.167699874e-1,
  -1.2420140846e-1,
  1.4249322787e-1,
  -1.6668057665e-1,
  2.0000714765e-1,
  -2.4999993993e-1,
  3.3333331174e-1,
);
/** log 2 as a short number, whose multiples are exact, and what is left of it. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = fround(-2.1219444e-4);
const SQRT_HALF = fround(Math.SQRT1_2);

const bits = new DataView(new ArrayBuffer(4));

/** The natural logarithm of a positive float that is not subnormal. */
function logSingle(value: number): number {
  bits.setFloat32(0, value);
  const word = bits.getUint32(0);
  let exponent = (word >>> 23) - 126;
  bits.setUint32(0, (word & 0x7fffff) | 0x3f000000);
  let x = bits.getFloat32(0);
  if (x < SQRT_HALF) {
    exponent--;
    x += x;
  }
  x = fround(x - 1);
  const square = fround(x * x);
  const cubic = fround(polynomial(LOGARITHM, x) * x);
  const low = fused(-square, 0.5, fused(cubic, square, fround(exponent * LN2_LOW)));
  return fused(exponent, LN2_HIGH, fround(x + low));
}

const COSINE = singles(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2);
const SINE = singles(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1);
/** π/4 as the sum of three numbers, the first two of which are short. */
const QUARTER_TURN = singles(0.78515625, 2.4187564849853515625e-4, 3.774894977446e-8);
const EIGHTHS = fround(4 / Math.PI);

/** Sine and cosine of an angle from 0 to 2π. */
function sineAndCosine(angle: number): readonly [sine: number, cosine: number] {
  const octant = (Math.trunc(fround(angle * EIGHTHS)) + 1) & ~1;
  const x = QUARTER_TURN.reduce((rest, part) => fused(-octant, part, rest), angle);
  const square = fround(x * x);
  const even = fround(1 + fused(fround(polynomial(COSINE, square) * square), square, -fround(square * 0.5)));
  const odd = fused(fround(polynomial(SINE, square) * square), x, x);
  const [sine, cosine] = (octant & 2) === 0 ? [odd, even] : [even, odd];
  return [(octant & 4) === 0 ? sine : -sine, ((octant - 2) & 4) === 0 ? -cosine : cosine];
}

/** Sixteen uniform numbers become normal ones, in place. */
export function normalBlockSingle(values: Float32Array, from: number, mean: number, std: number): void {
  const [turn, spread, middle] = singles(2 * Math.PI, std, mean) as [number, number, number];
  for (let at = from; at < from + 8; at++) {
    const radius = fround(Math.sqrt(fround(-2 * logSingle(fround(1 - values[at]!)))));
    const [sine, cosine] = sineAndCosine(fround(turn * values[at + 8]!));
    values[at] = fused(fround(radius * cosine), spread, middle);
    values[at + 8] = fused(fround(radius * sine), spread, middle);
  }
}
