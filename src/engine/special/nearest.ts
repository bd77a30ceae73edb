/**
 * Exponentials, logarithms and powers rounded to the nearest double, as the mathematical libraries under Python and
 * numpy give them but for one time in a thousand; those of a JavaScript engine miss by one digit one time in ten.
 * Everything is computed with twice the digits of a double: a number is the exact sum of two (T. J. Dekker, "A
 * floating-point technique for extending the available precision", 1971).
 */

/** The exact sum of two doubles, the second much smaller than the first. */
type Pair = readonly [high: number, low: number];

/** a + b, exactly, whichever is larger (D. E. Knuth, The Art of Computer Programming 2, 4.2.2). */
function sumOf(a: number, b: number): Pair {
  const high = a + b;
  const shared = high - a;
  return [high, a - (high - shared) + (b - shared)];
}

/** a + b where |a| ≥ |b|. */
function renormalized(a: number, b: number): Pair {
  const high = a + b;
  return [high, b - (high - a)];
}

const SPLITTER = 2 ** 27 + 1;

/** a · b, exactly, as long as neither is near the bounds of doubles. */
function productOf(a: number, b: number): Pair {
  const high = a * b;
  const [aHigh, bHigh] = [SPLITTER * a, SPLITTER * b];
  const [a1, b1] = [aHigh - (aHigh - a), bHigh - (bHigh - b)];
  const [a2, b2] = [a - a1, b - b1];
  return [high, a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2];
}

function plus(a: Pair, b: Pair): Pair {
  const [high, low] = sumOf(a[0], b[0]);
  return renormalized(high, low + a[1] + b[1]);
}

function times(a: Pair, b: Pair): Pair {
  const [high, low] = productOf(a[0], b[0]);
  return renormalized(high, low + (a[0] * b[1] + a[1] * b[0]));
}

/** a / b of whole numbers. */
function ratio(a: number, b: number): Pair {
  const quotient = a / b;
  const [high, low] = productOf(quotient, b);
  return renormalized(quotient, (a - high - low) / b);
}

/** 1/k! for k from 2 on. */
const inverseFactorials: readonly Pair[] = (() => {
  let factorial = 1;
  return Array.from({ length: 8 }, (_, at) => ratio(1, (factorial *= at + 2)));
})();

/** log 2 as the sum of a number with 21 trailing zeros, so that its multiples by whole exponents are exact, and the rest. */
const LN2_HIGH = Math.floor(Math.LN2 * 2 ** 32) / 2 ** 32;
/** What is left: Σ 1/(k 2ᵏ) without its beginning, from the series of −log(1 − 1/2). */
const LN2_REST: Pair = (() => {
  let sum: Pair = [-LN2_HIGH, 0];
  for (let k = 110; k >= 1; k--) sum = plus(sum, times(ratio(1, k), [2 ** -k, 0]));
  return sum;
})();

/** The steps into which each power of two is divided, so that what is left of an exponent is small. */
const STEPS = 64;

/** e^x for |x| at most half a step, of which only the first terms need twice the digits. */
function smallExponential(x: Pair): Pair {
  const square = times(x, x);
  const cube = square[0] * x[0];
  const rest = cube * (1 / 6 + x[0] * (1 / 24 + x[0] * (1 / 120 + x[0] / 720)));
  const [high, low] = plus(x, [square[0] / 2, square[1] / 2]);
  return plus([1, 0], renormalized(high, low + rest));
}

/** 2^(at/STEPS), each by halving its exponent eight times, a series, and squaring as often. */
const stepPowers: readonly Pair[] = Array.from({ length: STEPS }, (_, at) => {
  const exponent = times(plus([LN2_HIGH, 0], LN2_REST), ratio(at, STEPS * 2 ** 8));
  let series: Pair = [0, 0];
  for (let term = inverseFactorials.length - 1; term >= 0; term--)
    series = times(plus(series, inverseFactorials[term]!), exponent);
  // (1 + y)² − 1 = 2y + y².
  let grown = plus(exponent, times(series, exponent));
  for (let round = 0; round < 8; round++) grown = plus([2 * grown[0], 2 * grown[1]], times(grown, grown));
  return plus([1, 0], grown);
});

/** e^x as 2^scale · value. */
function exponentialOf(x: Pair): { readonly scale: number; readonly value: Pair } {
  const steps = Math.round((x[0] / Math.LN2) * STEPS);
  const whole = sumOf(x[0] - steps * (LN2_HIGH / STEPS), x[1]);
  const rest = plus(whole, times([-steps / STEPS, 0], LN2_REST));
  const at = ((steps % STEPS) + STEPS) % STEPS;
  return { scale: (steps - at) / STEPS, value: times(stepPowers[at]!, smallExponential(rest)) };
}

/** Beyond these bounds results are no normal numbers, and are left to the engine's own functions. */
const isUsual = (x: number): boolean => x > -708 && x < 709;

function exponentialOfPair(x: Pair): number {
  const { scale, value } = exponentialOf(x);
  return (value[0] + value[1]) * 2 ** scale;
}

/** e^x. */
export const nearestExp = (x: number): number => (isUsual(x) ? exponentialOfPair([x, 0]) : Math.exp(x));

/** log x with twice the digits, by one step of Newton's method from the logarithm of the engine. */
function logarithmOf(x: number): Pair {
  const start = Math.log(x);
  const { scale, value } = exponentialOf([-start, 0]);
  // x e^−start − 1, of which the logarithm is nearly itself.
  const [high, low] = plus(times(value, [x * 2 ** scale, 0]), [-1, 0]);
  const rest = high + low;
  return sumOf(start, rest - (rest * rest) / 2);
}

const hasUsualLogarithm = (x: number): boolean => x > 1e-300 && x < 1e300;

/** log x. */
export function nearestLog(x: number): number {
  if (!hasUsualLogarithm(x)) return Math.log(x);
  const [high, low] = logarithmOf(x);
  return high + low;
}

const inverseOf = (a: Pair): Pair => {
  const start = 1 / a[0];
  const [high, low] = plus([1, 0], times([-start, 0], a));
  return plus([start, 0], [start * (high + low), 0]);
};

const [INVERSE_LN2, INVERSE_LN10] = [2, 10].map((base) => inverseOf(logarithmOf(base))) as [Pair, Pair];

const inBase =
  (inverse: Pair, other: (x: number) => number) =>
  (x: number): number => {
    if (!hasUsualLogarithm(x)) return other(x);
    const [high, low] = times(logarithmOf(x), inverse);
    return high + low;
  };

/** log₂ x. */
export const nearestLog2 = inBase(INVERSE_LN2, Math.log2);

/** log₁₀ x. */
export const nearestLog10 = inBase(INVERSE_LN10, Math.log10);

/** base^exponent. */
export function nearestPow(base: number, exponent: number): number {
  const size = Math.abs(base);
  if (!hasUsualLogarithm(size) || !Number.isFinite(exponent) || exponent === 0) return base ** exponent;
  if (base < 0 && !Number.isInteger(exponent)) return NaN;
  if (exponent === 1) return base;
  if (exponent === 2) return base * base;
  if (exponent === 0.5) return Math.sqrt(base);
  const logarithm = times(logarithmOf(size), [exponent, 0]);
  if (!isUsual(logarithm[0])) return base ** exponent;
  const power = exponentialOfPair(logarithm);
  return base < 0 && exponent % 2 !== 0 ? -power : power;
}
