/**
 * A place in a stream of random words that is only gone to when somebody asks for what stands there:
 * a large model has millions of initial parameters, and often nobody looks at any of them.
 */
import type { MersenneTwister } from './mersenne-twister';

export class StreamPlace {
  /** A twister that stands here; never drawn from, only copied. */
  #twister: MersenneTwister | undefined;
  readonly #before: StreamPlace | undefined;
  readonly #words: number;

  private constructor(
    twister: MersenneTwister | undefined,
    before: StreamPlace | undefined,
    words: number,
    /** The words between the last place that is known to have been gone to and this one. */
    readonly distance: number,
  ) {
    this.#twister = twister;
    this.#before = before;
    this.#words = words;
  }

  static of(twister: MersenneTwister): StreamPlace {
    return new StreamPlace(twister.copy(), undefined, 0, 0);
  }

  /** The place some words further on. */
  after(words: number): StreamPlace {
    return new StreamPlace(undefined, this, words, (this.#twister ? 0 : this.distance) + words);
  }

  /** A twister of its own that goes on from here. */
  twister(): MersenneTwister {
    // Far ahead there are many places on the way, so that this is no recursion.
    const path: StreamPlace[] = [];
    let from: StreamPlace | undefined = this.#twister ? undefined : this.#before;
    for (; from && !from.#twister; from = from.#before) path.push(from);
    for (const place of path.reverse()) place.#arrive();
    return this.#arrive().copy();
  }

  #arrive(): MersenneTwister {
    if (!this.#twister) {
      this.#twister = this.#before!.#twister!.copy();
      this.#twister.skip(this.#words);
    }
    return this.#twister;
  }
}
