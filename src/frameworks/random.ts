/**
 * Random numbers as PyTorch's CPU generator makes them (Mersenne Twister; PyTorch
 * source, ATen/core/MT19937RNGEngine.h and DistributionsHelper.h). Until a seed of
 * the user's is known, numbers come from a fixed seed and are marked as sampled.
 */

const STATE = 624;
const SHIFT = 397;

/** MT19937 (Matsumoto and Nishimura, 1998). */
class MersenneTwister {
  readonly #state = new Uint32Array(STATE);
  #next = STATE;

  constructor(seed: number) {
    this.#state[0] = seed >>> 0;
    for (let at = 1; at < STATE; at++) {
      const before = this.#state[at - 1]!;
      this.#state[at] = Math.imul(1812433253, before ^ (before >>> 30)) + at;
    }
  }

  /** 32 random bits. */
  bits(): number {
    if (this.#next === STATE) this.#twist();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let at = 0; at < STATE; at++) {
      const mixed = (state[at]! & 0x80000000) | (state[(at + 1) % STATE]! & 0x7fffffff);
      state[at] = state[(at + SHIFT) % STATE]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}

export class TorchGenerator {
  #engine = new MersenneTwister(67280421310721);
  #nextNormal: number | undefined;
  #isSeeded = false;

  /** Whether the numbers are those that the user's program would draw. */
  get isSeeded(): boolean {
    return this.#isSeeded;
  }

  /** `manual_seed`: only the lower 32 bits count. */
  seed(value: number): void {
    this.#engine = new MersenneTwister(Number(BigInt.asUintN(32, BigInt(Math.trunc(value)))));
    this.#nextNormal = undefined;
    this.#isSeeded = true;
  }

  /** To be called where the program draws in a way that is not followed here: what comes after is only sampled. */
  lose(): void {
    this.#isSeeded = false;
  }

  bits(): number {
    return this.#engine.bits();
  }

  /** In [0, 1) with the 24 bits of a float32. */
  uniform(): number {
    return (this.bits() & 0xffffff) * 2 ** -24;
  }

  /** In [0, 1) with the 53 bits of a float64. */
  uniformDouble(): number {
    const high = this.bits();
    const low = this.bits();
    return ((high & 0x1fffff) * 2 ** 32 + low) * 2 ** -53;
  }

  /** An integer from low to high - 1. */
  integer(low: number, high: number): number {
    const range = high - low;
    if (range >= 2 ** 32) {
      const value = (BigInt(this.bits()) << 32n) | BigInt(this.bits());
      return Number(value % BigInt(range)) + low;
    }
    return (this.bits() % range) + low;
  }

  /** Fills with normal numbers: one at a time below 16 elements, in blocks of 16 from there on, as PyTorch does. */
  fillNormal(values: Float32Array | Float64Array, mean: number, std: number): void {
    if (values.length < 16) {
      for (let at = 0; at < values.length; at++) values[at] = this.#normal() * std + mean;
      return;
    }
    const draw = (): number => (values instanceof Float64Array ? this.uniformDouble() : this.uniform());
    for (let at = 0; at < values.length; at++) values[at] = draw();
    for (let at = 0; at + 16 <= values.length; at += 16) normalBlock(values, at, mean, std);
    if (values.length % 16 !== 0) {
      const from = values.length - 16;
      for (let at = from; at < values.length; at++) values[at] = draw();
      normalBlock(values, from, mean, std);
    }
  }

  /** Box and Muller (1958): two uniform numbers give two normal ones; the second is kept for the next call. */
  #normal(): number {
    if (this.#nextNormal !== undefined) {
      const kept = this.#nextNormal;
      this.#nextNormal = undefined;
      return kept;
    }
    const u1 = this.uniformDouble();
    const u2 = this.uniformDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-u2));
    const angle = 2 * Math.PI * u1;
    this.#nextNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** `randperm(n)`. */
  permutation(count: number): Float64Array {
    const order = Float64Array.from({ length: count }, (_, at) => at);
    for (let at = 0; at < count - 1; at++) {
      const other = at + (this.bits() % (count - at));
      const kept = order[at]!;
      order[at] = order[other]!;
      order[other] = kept;
    }
    return order;
  }
}

function normalBlock(values: Float32Array | Float64Array, from: number, mean: number, std: number): void {
  for (let at = from; at < from + 8; at++) {
    const radius = Math.sqrt(-2 * Math.log(1 - values[at]!));
    const angle = 2 * Math.PI * values[at + 8]!;
    values[at] = radius * Math.cos(angle) * std + mean;
    values[at + 8] = radius * Math.sin(angle) * std + mean;
  }
}

/** The generators of one reading. */
export interface RandomGenerators {
  readonly torch: TorchGenerator;
}

export const createRandomGenerators = (): RandomGenerators => ({ torch: new TorchGenerator() });
