/** numpy's generator behind `np.random.default_rng` (numpy source, numpy/random/_generator.pyx and src/distributions/distributions.c). */
import { holdable } from '../held-elements';
import { RandomGenerator, type BeforeChange } from './generator';
import { shuffle } from './numpy-legacy';
import type { NumpySource } from './numpy-source';
import { Pcg64 } from './pcg64';
import { exponentialZiggurat, normalZiggurat } from './ziggurat';

export class NumpyGenerator extends RandomGenerator implements NumpySource {
  #bits: Pcg64;

  constructor(beforeChange: BeforeChange, sampleSeed: number) {
    super(beforeChange);
    this.#bits = Pcg64.ofEntropy([sampleSeed % 2 ** 32]);
  }

  /** Words of 32 bits, the lowest first. */
  seed(entropy: readonly number[]): void {
    this.reseeded();
    this.#bits = Pcg64.ofEntropy(entropy);
  }

  protected content(): Pcg64 {
    return this.#bits.copy();
  }

  protected goOnFrom(content: unknown): void {
    this.#bits = (content as Pcg64).copy();
  }

  #bits64(): bigint {
    this.count();
    return this.#bits.bits64();
  }

  #bits32(): number {
    this.count();
    return this.#bits.bits32();
  }

  uniformDouble(): number {
    return Number(this.#bits64() >> 11n) * 2 ** -53;
  }

  uniform(): number {
    return (this.#bits32() >>> 8) * 2 ** -24;
  }

  /** D. Lemire's multiplication ("Fast Random Integer Generation in an Interval", 2019). */
  integer(largest: number): number {
    if (largest === 0) return 0;
    if (largest === 2 ** 32 - 1) return this.#bits32();
    const count = BigInt(largest) + 1n;
    const width = largest < 2 ** 32 ? 32n : 64n;
    const mask = (1n << width) - 1n;
    const draw = (): bigint => (width === 32n ? BigInt(this.#bits32()) : this.#bits64()) * count;
    let product = draw();
    if ((product & mask) < count) {
      const threshold = (mask - BigInt(largest)) % count;
      while ((product & mask) < threshold) product = draw();
    }
    return Number(product >> width);
  }

  /** Shuffling draws bits under a mask, again and again until they fit. */
  index(largest: number): number {
    if (largest === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(largest)) - 1;
    for (;;) {
      const value = (this.#bits32() & mask) >>> 0;
      if (value <= largest) return value;
    }
  }

  normal(): number {
    const { step, inside, height, tail } = normalZiggurat;
    for (;;) {
      const bits = this.#bits64();
      const layer = Number(bits & 0xffn);
      const isNegative = ((bits >> 8n) & 1n) === 1n;
      const distance = Number((bits >> 9n) & 0xf_ffff_ffff_ffffn);
      const magnitude = distance * step[layer]!;
      const x = isNegative ? -magnitude : magnitude;
      if (distance < inside[layer]!) return x;
      if (layer === 0) {
        const isBelow = ((bits >> 17n) & 1n) === 1n;
        for (;;) {
          const beyond = -Math.log1p(-this.uniformDouble()) / tail;
          const y = -Math.log1p(-this.uniformDouble());
          if (y + y > beyond * beyond) return isBelow ? -(tail + beyond) : tail + beyond;
        }
      }
      const y = (height[layer - 1]! - height[layer]!) * this.uniformDouble() + height[layer]!;
      if (y < Math.exp(-0.5 * x * x)) return x;
    }
  }

  exponential(): number {
    const { step, inside, height, tail } = exponentialZiggurat;
    for (;;) {
      const bits = this.#bits64() >> 3n;
      const layer = Number(bits & 0xffn);
      const distance = Number(bits >> 8n);
      const x = distance * step[layer]!;
      if (distance < inside[layer]!) return x;
      if (layer === 0) return tail - Math.log1p(-this.uniformDouble());
      const y = (height[layer - 1]! - height[layer]!) * this.uniformDouble() + height[layer]!;
      if (y < Math.exp(-x)) return x;
    }
  }

  /** R. W. Floyd's sampling (Bentley and Floyd, 1987), or the tail of a shuffle where many of many are taken. */
  distinct(population: number, count: number, isShuffled: boolean): number[] {
    const multiplied = { index: (largest: number): number => this.integer(largest) };
    if (population > 10_000 && count > Math.floor(population / (isShuffled ? 50 : 20))) {
      holdable(population);
      const order = Array.from({ length: population }, (_, at) => at);
      shuffle(order, multiplied, Math.max(population - count, 1));
      return order.slice(population - count);
    }
    const taken = new Set<number>();
    for (let last = population - count; last < population; last++) {
      const drawn = this.integer(last);
      taken.add(taken.has(drawn) ? last : drawn);
    }
    const order = [...taken];
    if (isShuffled) shuffle(order, multiplied);
    return order;
  }
}
