/** Modified Bessel functions, in double precision; the scaled ones carry a factor e^−|x| or e^x, so that they stay finite. */
import { hankelTerms } from './hankel';

/** From here on the asymptotic series has all digits. */
const FAR = 30;

const EULER_GAMMA = 0.5772156649015329;

/** e^−|x| I(x): the ascending series, or far out the asymptotic one (Abramowitz & Stegun 9.6.10 and 9.7.1). */
function scaledI(order: 0 | 1, x: number): number {
  const magnitude = Math.abs(x);
  const sign = order === 1 ? Math.sign(x) : 1;
  if (magnitude === Infinity) return 0;
  if (magnitude >= FAR) {
    const total = hankelTerms(order, magnitude).reduce(
      (sum, term, k) => sum + (k % 2 === 0 ? term : -term),
      0,
    );
    return (sign * total) / Math.sqrt(2 * Math.PI * magnitude);
  }
  let term = order === 0 ? 1 : x / 2;
  let total = term;
  for (let k = 1; Math.abs(term) > Math.abs(total) * 1e-17; k++) {
    term *= (x * x) / 4 / (k * (k + order));
    total += term;
  }
  return total * Math.exp(-magnitude);
}

export const scaledI0 = (x: number): number => scaledI(0, x);
export const scaledI1 = (x: number): number => scaledI(1, x);

/** e^|x| overflows where I(x) need not yet, so it is taken in two halves. */
const unscaled = (scaled: number, x: number): number => {
  if (Math.abs(x) === Infinity) return scaled === 0 ? x * Math.sign(x) : scaled;
  const half = Math.exp(Math.abs(x) / 2);
  return scaled * half * half;
};

export const besselI0 = (x: number): number => unscaled(scaledI0(x), x);
export const besselI1 = (x: number): number => (x === -Infinity ? -Infinity : unscaled(scaledI1(x), x));

/**
 * e^x K_ν(x) = ∫ e^(−x (cosh t − 1)) cosh νt dt from 0 (Abramowitz & Stegun 9.6.24). The integrand dies off doubly
 * exponentially, so that the trapezoidal rule has all digits. Far out it is the asymptotic series (9.7.2).
 */
export function scaledKOfOrder(order: number, x: number): number {
  if (x >= FAR) {
    const total = hankelTerms(order, x).reduce((sum, term) => sum + term, 0);
    return Math.sqrt(Math.PI / (2 * x)) * total;
  }
  const step = 0.1;
  let total = 0.5;
  for (let at = 1; ; at++) {
    const t = at * step;
    const exponent = x * (Math.cosh(t) - 1);
    if (exponent - order * t > 45) return total * step;
    total += Math.exp(-exponent) * Math.cosh(order * t);
  }
}

/** K₀(x) = −(log(x/2) + γ) I₀(x) + Σ (x²/4)^k / k!² · (1 + 1/2 + … + 1/k) (Abramowitz & Stegun 9.6.13). */
function nearK0(x: number): number {
  let term = 1;
  let harmonic = 0;
  let total = 0;
  for (let k = 1; k < 30; k++) {
    term *= (x * x) / 4 / (k * k);
    harmonic += 1 / k;
    total += term * harmonic;
  }
  return total - (Math.log(x / 2) + EULER_GAMMA) * besselI0(x);
}

/** From the Wronskian I₀ K₁ + I₁ K₀ = 1/x (Abramowitz & Stegun 9.6.15). */
const nearK1 = (x: number): number => (1 / x - besselI1(x) * nearK0(x)) / besselI0(x);

function scaledK(order: 0 | 1, x: number): number {
  if (x === 0) return Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return 0;
  if (x < 1) return Math.exp(x) * (order === 0 ? nearK0(x) : nearK1(x));
  return scaledKOfOrder(order, x);
}

export const scaledK0 = (x: number): number => scaledK(0, x);
export const scaledK1 = (x: number): number => scaledK(1, x);
export const besselK0 = (x: number): number => scaledK(0, x) * Math.exp(-x);
export const besselK1 = (x: number): number => scaledK(1, x) * Math.exp(-x);
