/** The error function, its complements and their inverses, in double precision. */

const ROOT_PI = Math.sqrt(Math.PI);

/** From here on erfc is computed by its continued fraction, and erf is one minus that. */
const FAR = 2.5;

/**
 * The error function. Near zero its series without alternating signs,
 * erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1 · 3 · 5 ⋯ (2n + 1)) (Abramowitz & Stegun 7.1.6); further out
 * 1 − erfc x.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const magnitude = Math.abs(x);
  if (magnitude > 6) return Math.sign(x);
  if (magnitude >= FAR) return Math.sign(x) * (1 - Math.exp(-x * x) * continuedFraction(magnitude));
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / ROOT_PI) * Math.exp(-x * x) * total;
}

/** 1/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), which is e^(x²) erfc x (Abramowitz & Stegun 7.1.14). */
function continuedFraction(x: number): number {
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return 1 / (ROOT_PI * (x + fraction));
}

/** 1 − erf x, without cancellation for large x. */
export function erfc(x: number): number {
  return x >= FAR ? Math.exp(-x * x) * continuedFraction(x) : 1 - erf(x);
}

/** e^(x²) · erfc x, which neither under- nor overflows for positive x. */
export function erfcx(x: number): number {
  if (x < -26.7) return Infinity;
  return x >= FAR ? continuedFraction(x) : Math.exp(x * x) * erfc(x);
}

/**
 * The inverse of erfc on 0..2: S. Winitzki's closed approximation ("A handy approximation for the error function and
 * its inverse", 2008), made exact by Newton's method.
 */
export function erfcInverse(q: number): number {
  if (!(q >= 0 && q <= 2)) return NaN;
  if (q === 0) return Infinity;
  if (q > 1) return -erfcInverse(2 - q);
  let x = winitzki(q * (2 - q));
  for (let round = 0; round < 5; round++) {
    // The logarithm of erfc is nearly a parabola, so that Newton's steps on it are good ones also far out.
    const scaled = erfcx(x);
    x += ((Math.log(scaled / q) - x * x) * scaled * ROOT_PI) / 2;
  }
  return x;
}

/** The inverse of erf on −1..1, by the same approximation and Halley's method. */
export function erfInverse(y: number): number {
  const magnitude = Math.abs(y);
  if (magnitude > 0.5) return Math.sign(y) * erfcInverse(1 - magnitude);
  let x = magnitude < 1e-8 ? (y * ROOT_PI) / 2 : Math.sign(y) * winitzki(1 - y * y);
  for (let round = 0; round < 3; round++) {
    const slopes = (erf(x) - y) * Math.exp(x * x) * (ROOT_PI / 2);
    x -= slopes / (1 + x * slopes);
  }
  return x;
}

/** The magnitude of the inverse of erf, from 1 − y². */
function winitzki(complement: number): number {
  const a = 0.147;
  const logarithm = Math.log(complement);
  const half = 2 / (Math.PI * a) + logarithm / 2;
  return Math.sqrt(Math.sqrt(half * half - logarithm / a) - half);
}

/** The logarithm of the normal distribution's cumulative function, exact in both tails. */
export function logNormalCumulative(x: number): number {
  const scaled = x / Math.SQRT2;
  return x < -1 ? Math.log(erfcx(-scaled) / 2) - scaled * scaled : Math.log1p(-erfc(scaled) / 2);
}

/** The normal distribution's quantile function on 0..1. */
export const normalQuantile = (p: number): number =>
  p > 0.25 && p < 0.75 ? Math.SQRT2 * erfInverse(2 * p - 1) : -Math.SQRT2 * erfcInverse(2 * p);
