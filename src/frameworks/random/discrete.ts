/** Counts: the Poisson and the binomial distribution as PyTorch's CPU draws them, from numbers in [0, 1). */

/** What gives numbers in [0, 1) with 53 bits. */
export interface UniformSource {
  uniformDouble(): number;
}

/** log(k!) by Stirling's series (Abramowitz & Stegun 6.1.41) from 20 on, as a sum below. */
export function logFactorial(k: number): number {
  if (k < 20) {
    let sum = 0;
    for (let factor = 2; factor <= k; factor++) sum += Math.log(factor);
    return sum;
  }
  const x = k + 1;
  const square = x * x;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * A Poisson number: products of uniform numbers below a rate of 10 (Knuth), from there on the
 * transformed rejection PTRS of W. Hörmann (1993), as in PyTorch's sample_poisson and in numpy.
 */
export function poisson(source: UniformSource, rate: number): number {
  if (rate === 0) return 0;
  if (rate < 10) {
    const limit = Math.exp(-rate);
    let count = 0;
    let product = source.uniformDouble();
    while (product > limit) {
      count++;
      product *= source.uniformDouble();
    }
    return count;
  }
  const root = Math.sqrt(rate);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const tight = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = source.uniformDouble() - 0.5;
    const v = source.uniformDouble();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + rate + 0.43);
    if (distance >= 0.07 && v <= tight) return k;
    if (k < 0 || (distance < 0.013 && v > distance)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (distance * distance) + b);
    if (left <= -rate + k * Math.log(rate) - logFactorial(k)) return k;
  }
}

/**
 * A binomial number: sums of geometric ones where few successes are expected, else the transformed
 * rejection BTRS of W. Hörmann (1993), as in PyTorch's sample_binomial.
 */
export function binomial(source: UniformSource, count: number, probability: number): number {
  if (count <= 0 || probability <= 0) return 0;
  if (probability >= 1) return count;
  if (Number.isNaN(probability)) return Number.NaN;
  const rare = probability <= 0.5 ? probability : 1 - probability;
  const drawn = count * rare >= 10 ? rejected(source, count, rare) : inverted(source, count, rare);
  return probability <= 0.5 ? drawn : count - drawn;
}

function inverted(source: UniformSource, count: number, probability: number): number {
  const step = Math.log1p(-probability);
  let successes = 0;
  let trials = 0;
  for (;;) {
    trials += Math.ceil(Math.log(source.uniformDouble()) / step);
    if (trials > count) return successes;
    successes++;
  }
}

function rejected(source: UniformSource, count: number, probability: number): number {
  const deviation = Math.sqrt(count * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const center = count * probability + 0.5;
  const tight = 0.92 - 4.2 / b;
  const odds = probability / (1 - probability);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((count + 1) * probability);
  for (;;) {
    const u = source.uniformDouble() - 0.5;
    const v = source.uniformDouble();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + center);
    if (k < 0 || k > count) continue;
    if (distance >= 0.07 && v <= tight) return k;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (count - mode + 1))) +
      (count + 1) * Math.log((count - mode + 1) / (count - k + 1)) +
      (k + 0.5) * Math.log((odds * (count - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(count - mode) -
      stirlingTail(k) -
      stirlingTail(count - k);
    if (Math.log((v * alpha) / (a / (distance * distance) + b)) <= bound) return k;
  }
}

/** What Stirling's formula lacks of log(k!). */
const stirlingTail = (k: number): number =>
  logFactorial(k) - ((k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI));
