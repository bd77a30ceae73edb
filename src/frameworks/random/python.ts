/** The generator of Python's `random` module (CPython, Lib/random.py and Modules/_randommodule.c). */
import { nearestLog } from '../../engine/special/nearest';
import type { BeforeChange } from './generator';
import { MersenneTwister } from './mersenne-twister';
import { wordsOf } from './pcg64';
import { TwisterGenerator } from './twister-generator';

export class PythonGenerator extends TwisterGenerator {
  constructor(beforeChange: BeforeChange, sampleSeed: number) {
    super(beforeChange, MersenneTwister.ofWords(wordsOf(BigInt(sampleSeed))));
  }

  /** An integer; its sign does not count. */
  seed(value: bigint): void {
    this.startFrom(MersenneTwister.ofWords(wordsOf(value < 0n ? -value : value)));
  }

  /** In [0, 1) with 53 bits. */
  random(): number {
    return this.double();
  }

  /** `getrandbits(count)`: the lowest 32 bits first. */
  bits(count: number): bigint {
    let value = 0n;
    for (let at = 0; at < count; at += 32) {
      const wanted = Math.min(32, count - at);
      value |= BigInt(this.word() >>> (32 - wanted)) << BigInt(at);
    }
    return value;
  }

  /** An integer from 0 to count - 1: as many bits as `count` has, again and again until they fit. */
  below(count: number): number {
    const size = count.toString(2).length;
    for (;;) {
      const value = Number(this.bits(size));
      if (value < count) return value;
    }
  }

  /** `gauss`: Box and Muller's method; the second number is kept for the next call. */
  gauss(mean: number, deviation: number): number {
    let z = this.nextNormal;
    if (z === undefined) {
      const angle = this.random() * 2 * Math.PI;
      const radius = Math.sqrt(-2 * nearestLog(1 - this.random()));
      z = Math.cos(angle) * radius;
      this.nextNormal = Math.sin(angle) * radius;
    } else {
      this.count();
      this.nextNormal = undefined;
    }
    return mean + z * deviation;
  }

  /** `normalvariate`: the ratio of uniforms of A. J. Kinderman and J. F. Monahan (1977). */
  normal(mean: number, deviation: number): number {
    const factor = (4 * Math.exp(-0.5)) / Math.sqrt(2);
    for (;;) {
      const u = this.random();
      const v = 1 - this.random();
      const z = (factor * (u - 0.5)) / v;
      if ((z * z) / 4 <= -Math.log(v)) return mean + z * deviation;
    }
  }

  /** Different indices below `population`, as `sample` takes them. */
  distinct(population: number, count: number): number[] {
    const smallSet = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
    if (population <= smallSet) {
      const pool = Array.from({ length: population }, (_, at) => at);
      return Array.from({ length: count }, (_, taken) => {
        const at = this.below(population - taken);
        const chosen = pool[at]!;
        pool[at] = pool[population - taken - 1]!;
        return chosen;
      });
    }
    const taken = new Set<number>();
    while (taken.size < count) taken.add(this.below(population));
    return [...taken];
  }

  /** Fisher and Yates from the back, in place. */
  shuffle<Item>(items: Item[]): void {
    for (let at = items.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      const kept = items[at]!;
      items[at] = items[other]!;
      items[other] = kept;
    }
  }
}
