/** What numpy's legacy generator and Python's `random` share: the state, and doubles of 53 bits. */
import { RandomGenerator, type BeforeChange } from './generator';
import type { MersenneTwister } from './mersenne-twister';

interface Content {
  readonly twister: MersenneTwister;
  readonly nextNormal: number | undefined;
}

export abstract class TwisterGenerator extends RandomGenerator {
  #twister: MersenneTwister;
  /** The second number of a pair of normal draws, kept for the next call. */
  protected nextNormal: number | undefined;

  constructor(beforeChange: BeforeChange, twister: MersenneTwister) {
    super(beforeChange);
    this.#twister = twister;
  }

  /** Goes on from a seed of the user's. */
  protected startFrom(twister: MersenneTwister): void {
    this.reseeded();
    this.#twister = twister;
    this.nextNormal = undefined;
  }

  protected content(): Content {
    return { twister: this.#twister.copy(), nextNormal: this.nextNormal };
  }

  protected goOnFrom(content: unknown): void {
    const { twister, nextNormal } = content as Content;
    this.#twister = twister.copy();
    this.nextNormal = nextNormal;
  }

  /** The next 32 bits. */
  protected word(): number {
    this.count();
    return this.#twister.bits();
  }

  /** In [0, 1) with 53 bits. */
  protected double(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }
}
