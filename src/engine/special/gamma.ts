/** The logarithm of the gamma function and its derivatives, in double precision. */
import type { DType } from '../dtype';
import { roundNumber } from '../backends/rounding';
import { zeta, zetaSingle } from './zeta';

const { fround } = Math;

/** Stirling's series is used from here on; smaller arguments are raised by the recurrence. */
const LARGE = 10;

/** B₂ₖ / (2k (2k − 1)), the coefficients of Stirling's series (Abramowitz & Stegun 6.1.40). */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** log |Γ(x)|: infinite at zero and the negative integers. */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    // Γ(x) Γ(1 − x) = π / sin πx (Abramowitz & Stegun 6.1.17).
    return Math.log(Math.PI / Math.abs(sinPi(x))) - logGamma(1 - x);
  }
  if (x === 1 || x === 2) return 0;
  let raised = x;
  let product = 1;
  while (raised < LARGE) product *= raised++;
  let correction = 0;
  let power = 1 / raised;
  for (const coefficient of stirling) {
    correction += coefficient * power;
    power /= raised * raised;
  }
  return (
    (raised - 0.5) * Math.log(raised) - raised + Math.log(2 * Math.PI) / 2 + correction - Math.log(product)
  );
}

/** sin πx, exact at the integers. */
function sinPi(x: number): number {
  const rest = x - 2 * Math.round(x / 2);
  return Math.sin(Math.PI * rest);
}

/** B₂ₖ / 2k, the coefficients of ψ's asymptotic series (Abramowitz & Stegun 6.3.18). */
const psiCoefficients = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/** ψ(x) = Γ′(x) / Γ(x): infinite at zero with zero's sign turned, NaN at the negative integers, as in PyTorch. */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x === Infinity) return Infinity;
  if (x < 0) {
    if (Number.isInteger(x) || x === -Infinity) return NaN;
    // ψ(1 − x) − ψ(x) = π cot πx (Abramowitz & Stegun 6.3.7).
    const rest = x - Math.round(x);
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * rest);
  }
  let raised = x;
  let below = 0;
  while (raised < LARGE) below += 1 / raised++;
  let correction = 0;
  let power = 1 / (raised * raised);
  for (const coefficient of psiCoefficients) {
    correction += coefficient * power;
    power /= raised * raised;
  }
  return Math.log(raised) - 0.5 / raised - correction - below;
}

/**
 * The n-th derivative of ψ: (−1)^(n+1) n! ζ(n + 1, x) (Abramowitz & Stegun 6.4.10), rounded where PyTorch's kernel of
 * the dtype rounds visibly: the first derivative left of zero in single precision, ζ in half precision.
 */
export function polygamma(n: number, x: number, dtype: DType = 'float64'): number {
  if (n === 0) return digamma(x);
  if (n === 1) return trigamma(x, dtype !== 'float64');
  const sign = n % 2 === 1 ? 1 : -1;
  if (dtype !== 'float16' && dtype !== 'bfloat16') return sign * Math.exp(logGamma(n + 1)) * zeta(n + 1, x);
  const factorial = fround(Math.exp(fround(logGamma(n + 1))));
  return sign * factorial * roundNumber(dtype, zetaSingle(n + 1, x));
}

function trigamma(x: number, isSingle: boolean): number {
  if (x >= 0.5) return zeta(2, x);
  // ψ′(1 − x) + ψ′(x) = π² / sin² πx (Abramowitz & Stegun 6.4.7).
  const round = isSingle ? fround : (value: number): number => value;
  const sine = round(Math.sin(round(round(Math.PI) * x)));
  return (Math.PI / sine) ** 2 - zeta(2, 1 - x);
}
