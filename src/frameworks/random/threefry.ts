/**
 * Threefry-2x32 with 20 rounds (J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3",
 * 2011), as JAX draws with it: a key and the number of an element give its bits, in the
 * partitionable order that is JAX's default since 0.5 (jax/_src/random/threefry2x32.py).
 */
import { erf } from '../../engine/special/error_function';

/** Two words of 32 bits. */
export type ThreefryKey = readonly [number, number];

const turns = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** The hash of two words under a key. */
export function threefry([first, second]: ThreefryKey, count: ThreefryKey): ThreefryKey {
  const keys = [first, second, first ^ second ^ 0x1bd11bda];
  let x = (count[0] + keys[0]!) | 0;
  let y = (count[1] + keys[1]!) | 0;
  for (let group = 1; group <= 5; group++) {
    for (const turn of turns[(group - 1) % 2]!) {
      x = (x + y) | 0;
      y = (y << turn) | (y >>> (32 - turn));
      y ^= x;
    }
    x = (x + keys[group % 3]!) | 0;
    y = (y + keys[(group + 1) % 3]! + group) | 0;
  }
  return [x >>> 0, y >>> 0];
}

/** `PRNGKey(seed)` without 64-bit mode: the lower word is the seed. */
export const keyOfSeed = (seed: number): ThreefryKey => [0, Number(BigInt.asUintN(32, BigInt(seed)))];

export const split = (key: ThreefryKey, count: number): ThreefryKey[] =>
  Array.from({ length: count }, (_, at) => threefry(key, [0, at]));

export const foldIn = (key: ThreefryKey, data: number): ThreefryKey => threefry(key, [0, data >>> 0]);

/** 32 random bits for each element. */
export function threefryBits(key: ThreefryKey, count: number): Uint32Array {
  const bits = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const [high, low] = threefry(key, [0, at]);
    bits[at] = high ^ low;
  }
  return bits;
}

/** Numbers in [from, to) with the 23 bits of a float32's fraction. */
export function threefryUniform(key: ThreefryKey, count: number, from: number, to: number): Float32Array {
  const [low, range] = [Math.fround(from), Math.fround(Math.fround(to) - Math.fround(from))];
  return Float32Array.from(threefryBits(key, count), (bits) =>
    Math.max(low, Math.fround((bits >>> 9) * 2 ** -23 * range + low)),
  );
}

/** Near the center and in the tails: M. Giles, "Approximating the erfinv function" (2012), single precision. */
const center = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
].map(Math.fround);
const tails = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
].map(Math.fround);

/** The inverse of erf in single precision, as XLA computes it. */
function inverseErf(x: number): number {
  const w = Math.fround(-Math.log1p(-Math.fround(x * x)));
  const isCentral = w < 5;
  const at = isCentral ? Math.fround(w - 2.5) : Math.fround(Math.fround(Math.sqrt(w)) - 3);
  const polynomial = (isCentral ? center : tails).reduce((sum, factor) => Math.fround(sum * at + factor));
  return Math.fround(polynomial * x);
}

export function threefryNormal(key: ThreefryKey, count: number): Float32Array {
  const root = Math.fround(Math.SQRT2);
  return threefryUniform(key, count, -1 + 2 ** -24, 1).map((u) => root * inverseErf(u));
}

/** Standard normal numbers between two bounds, by the inverse of the distribution function. */
export function threefryTruncatedNormal(
  key: ThreefryKey,
  count: number,
  low: number,
  high: number,
): Float32Array {
  const root = Math.fround(Math.SQRT2);
  const [from, to] = [low, high].map((bound) => Math.fround(erf(Math.fround(bound / root))));
  return threefryUniform(key, count, from!, to!).map((u) => root * inverseErf(u));
}

/** Integers in [low, high): two draws of 32 bits, so that the remainder is even. */
export function threefryIntegers(key: ThreefryKey, count: number, low: number, high: number): Float64Array {
  const [first, second] = split(key, 2);
  const [upper, lower] = [threefryBits(first!, count), threefryBits(second!, count)];
  const span = high <= low ? 1 : high - low;
  const product = (a: number, b: number): number => Math.imul(a, b) >>> 0;
  const root = 2 ** 16 % span;
  const multiplier = product(root, root) % span;
  return Float64Array.from(upper, (bits, at) => {
    const sum = (product(bits % span, multiplier) + (lower[at]! % span)) >>> 0;
    return low + (sum % span);
  });
}

/** The order that `permutation` gives: sorted by random words, as often as makes ties unlikely. */
export function threefryOrder(key: ThreefryKey, count: number): number[] {
  let order = Array.from({ length: count }, (_, at) => at);
  let rest = key;
  const rounds = Math.ceil((3 * Math.log(Math.max(1, count))) / Math.log(2 ** 32 - 1));
  for (let round = 0; round < rounds; round++) {
    const [next, drawn] = split(rest, 2);
    rest = next!;
    const words = threefryBits(drawn!, count);
    order = order
      .map((item, at) => ({ item, word: words[at]! }))
      .sort((a, b) => a.word - b.word)
      .map(({ item }) => item);
  }
  return order;
}
