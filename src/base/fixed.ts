/**
 * Fixed notation as C's printf writes it: the exact binary value, a tie to the even digit.
 * JavaScript's own toFixed takes a tie upwards.
 */
export function toFixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  // A tie has one more digit than is written, and a dyadic number with as many digits as bits after the point.
  if (digits >= 100 || !Number.isInteger(value * 2 ** (digits + 1))) return rounded;
  const exact = value.toFixed(digits + 1);
  if (!exact.endsWith('5')) return rounded;
  const below = exact.slice(0, -1).replace(/\.$/, '');
  return Number(below[below.length - 1]) % 2 === 0 ? below : rounded;
}
