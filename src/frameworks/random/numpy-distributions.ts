/**
 * Distributions that numpy makes of uniform, normal and exponential numbers, in the order in which it
 * draws them (numpy source, numpy/random/src/distributions/distributions.c and legacy/legacy-distributions.c).
 * Both of its generators do it in the same way, each with its own standard numbers.
 */
import { NotKnown } from '../errors';
import type { NumpySource } from './numpy-source';

/**
 * The gamma distribution of scale one: Marsaglia and Tsang, "A Simple Method for Generating Gamma
 * Variables" (2000), and for shapes below one the rejection of J. H. Ahrens and U. Dieter (1974).
 */
export function standardGamma(source: NumpySource, shape: number): number {
  if (shape === 1) return source.exponential();
  if (shape === 0) return 0;
  if (shape < 1) {
    for (;;) {
      const u = source.uniformDouble();
      const v = source.exponential();
      if (u <= 1 - shape) {
        const x = u ** (1 / shape);
        if (x <= v) return x;
      } else {
        const y = -Math.log((1 - u) / shape);
        const x = (1 - shape + shape * y) ** (1 / shape);
        if (x <= v + y) return x;
      }
    }
  }
  const b = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * b);
  for (;;) {
    let x: number;
    let v: number;
    do {
      x = source.normal();
      v = 1 + c * x;
    } while (v <= 0);
    v = v * v * v;
    const u = source.uniformDouble();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (Math.log(u) < 0.5 * x * x + b * (1 - v + Math.log(v))) return b * v;
  }
}

/** The beta distribution: M. D. Jöhnk (1964) where both parameters are at most one, else of two gammas. */
export function beta(source: NumpySource, a: number, b: number): number {
  if (a > 1 || b > 1) {
    const first = standardGamma(source, a);
    return first / (first + standardGamma(source, b));
  }
  for (;;) {
    const u = source.uniformDouble();
    const v = source.uniformDouble();
    const x = u ** (1 / a);
    const y = v ** (1 / b);
    if (x + y > 1) continue;
    if (x + y > 0) return x / (x + y);
    // Both powers are too small for a double, and their quotient is taken by logarithms.
    const [logX, logY] = [Math.log(u) / a, Math.log(v) / b];
    const most = Math.max(logX, logY);
    return Math.exp(logX - most - Math.log(Math.exp(logX - most) + Math.exp(logY - most)));
  }
}

export const chiSquare = (source: NumpySource, degrees: number): number =>
  2 * standardGamma(source, degrees / 2);

/** A uniform number for which `isUsable` holds; others are thrown away. */
function uniformWhere(source: NumpySource, isUsable: (u: number) => boolean): number {
  for (;;) {
    const u = source.uniformDouble();
    if (isUsable(u)) return u;
  }
}

export function laplace(source: NumpySource, location: number, scale: number): number {
  const u = uniformWhere(source, (u) => u > 0);
  return u >= 0.5 ? location - scale * Math.log(2 - u - u) : location + scale * Math.log(u + u);
}

export const gumbel = (source: NumpySource, location: number, scale: number): number =>
  location - scale * Math.log(-Math.log(1 - uniformWhere(source, (u) => u > 0)));

export function logistic(source: NumpySource, location: number, scale: number): number {
  const u = uniformWhere(source, (u) => u > 0);
  return location + scale * Math.log(u / (1 - u));
}

export const lognormal = (source: NumpySource, mean: number, sigma: number): number =>
  Math.exp(mean + sigma * source.normal());

export const weibull = (source: NumpySource, shape: number): number =>
  shape === 0 ? 0 : source.exponential() ** (1 / shape);

export const pareto = (source: NumpySource, shape: number): number =>
  Math.expm1(source.exponential() / shape);

/** `power(a)`. */
export const powerOf = (source: NumpySource, shape: number): number =>
  (-Math.expm1(-source.exponential())) ** (1 / shape);

export const rayleigh = (source: NumpySource, scale: number): number =>
  scale * Math.sqrt(2 * source.exponential());

/** Successes among `count` trials, by inversion; where more than thirty are expected numpy goes another way. */
export function binomial(source: NumpySource, count: number, probability: number): number {
  if (count === 0 || probability === 0) return 0;
  if (probability > 0.5) return count - binomial(source, count, 1 - probability);
  const expected = count * probability;
  if (expected > 30) throw new NotKnown('binomial numbers of which more than 30 are expected are not drawn');
  const failure = 1 - probability;
  const none = Math.exp(count * Math.log(failure));
  const bound = Math.trunc(Math.min(count, expected + 10 * Math.sqrt(expected * failure + 1)));
  let successes = 0;
  let mass = none;
  let u = source.uniformDouble();
  while (u > mass) {
    successes++;
    if (successes > bound) {
      successes = 0;
      mass = none;
      u = source.uniformDouble();
    } else {
      u -= mass;
      mass = ((count - successes + 1) * probability * mass) / (successes * failure);
    }
  }
  return successes;
}
