/**
 * Functions in single precision, rounded step by step as the vectorized kernels of PyTorch's CPU round them: what is
 * printed in full, as `loss.item()` is, shows the last digit.
 */
import { roundHalfToEven } from '../backends/rounding';

const { fround } = Math;

/**
 * a · b + c of floats, as a float. The product is exact in a double; the sum is rounded to a double first, which shows
 * where it then lies in the middle between two floats, about once in 2^29: a processor rounds once.
 */
export const fused = (a: number, b: number, c: number): number => fround(a * b + c);

const LOG2_E = fround(Math.LOG2E);
/** log 2 as a float with ten trailing zeros, so that its multiples are exact, and what is left of it. */
const LN2_HIGH = 0.693145751953125;
const LN2_LOW = fround(1.428606765330187e-6);

/** A minimax polynomial for (eˣ − 1 − x) / x² on |x| ≤ log 2 / 2 (N. Shibata and F. Petrogalli, "SLEEF", 2020). */
const EXPONENTIAL = [0.00019852762, 0.0013930436, 0.00833336078, 0.0416664854, 0.16666667, 0.5].map(fround);

/** eˣ of a float, as a float: x = q · log 2 + s, and 2^q times a polynomial of s. */
export function expSingle(x: number): number {
  if (!(x >= -104)) return x < -104 ? 0 : NaN;
  if (x > 100) return Infinity;
  const q = roundHalfToEven(fround(x * LOG2_E));
  const s = fused(q, -LN2_LOW, fused(q, -LN2_HIGH, x));
  let sum = EXPONENTIAL[0]!;
  for (let at = 1; at < EXPONENTIAL.length; at++) sum = fused(sum, s, EXPONENTIAL[at]!);
  return fround(fround(1 + fused(fround(s * s), sum, s)) * 2 ** q);
}

/** 1 / (1 + e^−x). */
export const sigmoidSingle = (x: number): number => fround(1 / fround(1 + expSingle(-x)));

/** log(1 + e^x) for e^x that is no more than a float holds. */
export const log1pExpSingle = (x: number): number => fround(Math.log1p(expSingle(x)));
