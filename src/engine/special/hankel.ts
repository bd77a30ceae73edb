/** The asymptotic series that the Bessel functions share. */

/**
 * The terms aₖ = (4ν² − 1)(4ν² − 9) ⋯ (4ν² − (2k − 1)²) / (k! (8x)^k) (Abramowitz & Stegun 9.2.9 and 9.7.1), until
 * they grow or are no longer felt.
 */
export function hankelTerms(order: number, x: number): number[] {
  const square = 4 * order * order;
  const terms = [1];
  for (let k = 1; k < 100; k++) {
    const last = terms[k - 1]!;
    const next = (last * (square - (2 * k - 1) ** 2)) / (k * 8 * x);
    if (next === 0 || Math.abs(next) > Math.abs(last)) break;
    terms.push(next);
    if (Math.abs(next) < 1e-17) break;
  }
  return terms;
}
