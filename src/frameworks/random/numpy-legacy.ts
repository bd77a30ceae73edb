/**
 * numpy's legacy generator, `np.random.seed` and `np.random.RandomState`: a Mersenne Twister whose
 * numbers numpy keeps for ever (NEP 19; numpy source, numpy/random/mtrand.pyx and
 * src/legacy/legacy-distributions.c).
 */
import { holdable } from '../held-elements';
import { nearestLog } from '../../engine/special/nearest';
import type { BeforeChange } from './generator';
import { MersenneTwister } from './mersenne-twister';
import type { NumpySource } from './numpy-source';
import { TwisterGenerator } from './twister-generator';

export class NumpyLegacyGenerator extends TwisterGenerator implements NumpySource {
  constructor(beforeChange: BeforeChange, sampleSeed: number) {
    super(beforeChange, MersenneTwister.ofSeed(sampleSeed % 2 ** 32));
  }

  /** A seed from 0 to 2^32 - 1, or a list of such. */
  seed(value: number | readonly number[]): void {
    this.startFrom(
      typeof value === 'number' ? MersenneTwister.ofSeed(value) : MersenneTwister.ofWords(value),
    );
  }

  /** In [0, 1) with 53 bits. */
  uniformDouble(): number {
    return this.double();
  }

  /** In [0, 1) with the bits of a float32: the legacy functions draw doubles only. */
  uniform(): number {
    return Math.fround(this.uniformDouble());
  }

  /** From 0 to `largest`: bits under a mask, again and again until they fit. */
  integer(largest: number): number {
    if (largest === 0) return 0;
    if (largest < 2 ** 32) {
      const mask = 2 ** (32 - Math.clz32(largest)) - 1;
      for (;;) {
        const value = (this.word() & mask) >>> 0;
        if (value <= largest) return value;
      }
    }
    const wide = BigInt(largest);
    const mask = (1n << BigInt(wide.toString(2).length)) - 1n;
    for (;;) {
      const high = BigInt(this.word());
      const value = ((high << 32n) | BigInt(this.word())) & mask;
      if (value <= wide) return Number(value);
    }
  }

  index(largest: number): number {
    return this.integer(largest);
  }

  /** Marsaglia's polar method (1964): a point in the circle gives two numbers; the second is kept for the next call. */
  normal(): number {
    if (this.nextNormal !== undefined) {
      this.count();
      const kept = this.nextNormal;
      this.nextNormal = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * this.uniformDouble() - 1;
      const y = 2 * this.uniformDouble() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * nearestLog(square)) / square);
      this.nextNormal = factor * x;
      return factor * y;
    }
  }

  exponential(): number {
    return -nearestLog(1 - this.uniformDouble());
  }

  /** The first `count` of all indices in random order. */
  distinct(population: number, count: number): number[] {
    holdable(population);
    const order = Array.from({ length: population }, (_, at) => at);
    shuffle(order, this);
    return order.slice(0, count);
  }
}

/** Fisher and Yates from the back, in place, as both of numpy's generators do it. */
export function shuffle<Item>(items: Item[], source: { index(largest: number): number }, first = 1): void {
  for (let at = items.length - 1; at >= first; at--) {
    const other = source.index(at);
    const kept = items[at]!;
    items[at] = items[other]!;
    items[other] = kept;
  }
}
