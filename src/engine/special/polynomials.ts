/**
 * Orthogonal polynomials by their three-term recurrences (Abramowitz & Stegun, table 22.7). A degree that is no whole
 * number is cut to one, and a negative degree gives 0, as in PyTorch.
 */

/** pₙ(x) from p₀ = 1, p₁ and p_(k+1) = step(k, pₖ, pₖ₋₁). */
function byRecurrence(
  degree: number,
  first: number,
  step: (k: number, current: number, before: number) => number,
): number {
  const n = Math.trunc(degree);
  if (Number.isNaN(n)) return NaN;
  if (n < 0) return 0;
  if (n === 0) return 1;
  let before = 1;
  let current = first;
  for (let k = 1; k < n; k++) [before, current] = [current, step(k, current, before)];
  return current;
}

/** The four kinds of Chebyshev's polynomials differ only in p₁. */
const chebyshev =
  (first: (x: number) => number) =>
  (x: number, n: number): number =>
    byRecurrence(n, first(x), (_, current, before) => 2 * x * current - before);

export const chebyshevT = chebyshev((x) => x);
export const chebyshevU = chebyshev((x) => 2 * x);
export const chebyshevV = chebyshev((x) => 2 * x - 1);
export const chebyshevW = chebyshev((x) => 2 * x + 1);

/** The physicists' Hermite polynomials. */
export const hermiteH = (x: number, n: number): number =>
  byRecurrence(n, 2 * x, (k, current, before) => 2 * x * current - 2 * k * before);

/** The probabilists' Hermite polynomials. */
export const hermiteHe = (x: number, n: number): number =>
  byRecurrence(n, x, (k, current, before) => x * current - k * before);

export const laguerreL = (x: number, n: number): number =>
  byRecurrence(n, 1 - x, (k, current, before) => ((2 * k + 1 - x) * current - k * before) / (k + 1));

export const legendreP = (x: number, n: number): number =>
  byRecurrence(n, x, (k, current, before) => ((2 * k + 1) * x * current - k * before) / (k + 1));
