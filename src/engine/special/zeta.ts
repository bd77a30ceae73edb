/** B₂ₖ / (2k)!, the coefficients of the Euler–Maclaurin sum. */
const coefficients = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
  43867 / 5109094217170944000,
];

/** So many terms are added before the rest is estimated. */
const DIRECT = 12;

const { fround } = Math;
/** Below this share of the sum a term is not felt. */
const EPSILON = 2 ** -53;

/**
 * Hurwitz's ζ(x, q) = Σ (q + k)^−x for x > 1, by the Euler–Maclaurin formula (NIST Digital Library of Mathematical
 * Functions, 25.11.5). NaN below x = 1, infinite at it and, as in PyTorch, at the integers q ≤ 0; for other negative q
 * only integers x have a value.
 */
export function zeta(x: number, q: number): number {
  if (x === 1) return Infinity;
  if (!(x > 1) || Number.isNaN(q)) return NaN;
  if (q <= 0 && Number.isInteger(q)) return Infinity;
  if (q <= 0 && !Number.isInteger(x)) return NaN;
  if (!Number.isFinite(q)) return 0;
  let total = 0;
  let last = q;
  for (let k = 0; k < DIRECT || last <= DIRECT; k++) {
    const term = last ** -x;
    total += term;
    last++;
    // At a large q, or with a large x, nothing that follows is felt.
    if (last > 1 && Math.abs(term) < Math.abs(total) * 1e-18) return total;
  }
  const power = last ** -x;
  total += (power * last) / (x - 1) + power / 2;
  let factor = (x * power) / last;
  coefficients.forEach((coefficient, at) => {
    total += coefficient * factor;
    factor *= ((x + 2 * at + 1) * (x + 2 * at + 2)) / (last * last);
  });
  return total;
}

/** So many terms PyTorch adds in single precision before it estimates the rest. */
const DIRECT_SINGLE = 9;

/**
 * ζ(x, q) with each step rounded to single precision, as PyTorch computes it for half precision: where terms of both
 * signs meet, left of zero, what their roundings leave is all that is seen.
 */
export function zetaSingle(x: number, q: number): number {
  if (!(x > 1) || !(q > 0 || (Number.isInteger(x) && !Number.isInteger(q))) || !Number.isFinite(q))
    return zeta(x, q);
  let last = q;
  let power = fround(last ** -x);
  let total = power;
  for (let k = 0; k < DIRECT_SINGLE || last <= DIRECT_SINGLE; k++) {
    last = fround(last + 1);
    power = fround(last ** -x);
    total = fround(total + power);
    if (Math.abs(power) < Math.abs(total) * EPSILON) return total;
  }
  total = fround(total + fround(fround(power * last) / fround(x - 1)));
  total = fround(total - fround(power / 2));
  let factor = fround(x);
  power = fround(power / last);
  for (const [at, coefficient] of coefficients.entries()) {
    total = fround(total + fround(fround(factor * power) / fround(1 / coefficient)));
    factor = fround(factor * fround(x + 2 * at + 1));
    factor = fround(factor * fround(x + 2 * at + 2));
    power = fround(fround(power / last) / last);
  }
  return total;
}
