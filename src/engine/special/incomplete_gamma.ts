/** The regularized incomplete gamma functions, in double precision. */
import { logGamma } from './gamma';

/** Σ x^k / (a (a + 1) ⋯ (a + k)) converges fast below x = a + 1 (Abramowitz & Stegun 6.5.29). */
function series(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let k = 1; term > total * 1e-17 && k < 100_000; k++) {
    term *= x / (a + k);
    total += term;
  }
  return total;
}

/** 1/(x + 1 − a − (1 − a)/(x + 3 − a − …)) beyond it (NIST Digital Library of Mathematical Functions, 8.9.2), by Lentz's method. */
function continuedFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

/** What both shapes share: x^a e^−x / Γ(a). */
const front = (a: number, x: number): number => Math.exp(a * Math.log(x) - x - logGamma(a));

/** P(a, x) = γ(a, x) / Γ(a), which grows from 0 to 1; NaN for negative arguments. */
export function lowerGamma(a: number, x: number): number {
  if (!(x >= 0 && a >= 0)) return NaN;
  if (a === 0) return x > 0 ? 1 : NaN;
  if (x === 0) return 0;
  if (a === Infinity) return x === Infinity ? NaN : 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? front(a, x) * series(a, x) : 1 - front(a, x) * continuedFraction(a, x);
}

/** Q(a, x) = 1 − P(a, x). */
export function upperGamma(a: number, x: number): number {
  if (!(x >= 0 && a >= 0)) return NaN;
  if (a === 0) return x > 0 ? 0 : NaN;
  if (x === 0) return 1;
  if (a === Infinity) return x === Infinity ? NaN : 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - front(a, x) * series(a, x) : front(a, x) * continuedFraction(a, x);
}
