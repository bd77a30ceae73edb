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
