/**
 * MT19937 (M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed
 * uniform pseudorandom number generator", 1998), with both of its seedings of 2002. PyTorch's CPU,
 * numpy's legacy functions and Python's random module are all built on it.
 */

const STATE = 624;
const SHIFT = 397;

/** The highest bit of a word before the lower ones of the next, times the matrix of the recurrence. */
const twisted = (word: number, next: number): number =>
  (((word & 0x80000000) | (next & 0x7fffffff)) >>> 1) ^ (-(next & 1) & 0x9908b0df);

export class MersenneTwister {
  readonly #state: Uint32Array;
  #next: number;

  private constructor(state: Uint32Array, next: number) {
    this.#state = state;
    this.#next = next;
  }

  /** Seeded with one number, of which the lower 32 bits count (`init_genrand`). */
  static ofSeed(seed: number): MersenneTwister {
    const state = new Uint32Array(STATE);
    state[0] = seed >>> 0;
    for (let at = 1; at < STATE; at++) {
      const before = state[at - 1]!;
      state[at] = Math.imul(1812433253, before ^ (before >>> 30)) + at;
    }
    return new MersenneTwister(state, STATE);
  }

  /** Seeded with words of 32 bits, at least one (`init_by_array`). */
  static ofWords(words: readonly number[]): MersenneTwister {
    const twister = MersenneTwister.ofSeed(19650218);
    const state = twister.#state;
    let at = 1;
    let word = 0;
    const mixed = (factor: number): number => {
      const before = state[at - 1]!;
      return state[at]! ^ Math.imul(before ^ (before >>> 30), factor);
    };
    const advance = (): void => {
      at++;
      if (at < STATE) return;
      state[0] = state[STATE - 1]!;
      at = 1;
    };
    for (let round = Math.max(STATE, words.length); round > 0; round--) {
      state[at] = mixed(1664525) + words[word]! + word;
      advance();
      word = (word + 1) % words.length;
    }
    for (let round = STATE - 1; round > 0; round--) {
      state[at] = mixed(1566083941) - at;
      advance();
    }
    state[0] = 0x80000000;
    return twister;
  }

  /** A twister that goes on from the same place, independently. */
  copy(): MersenneTwister {
    return new MersenneTwister(this.#state.slice(), this.#next);
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

  /** Passes over words as if they had been drawn. */
  skip(words: number): void {
    for (let left = words; left > 0;) {
      if (this.#next === STATE) this.#twist();
      const passed = Math.min(left, STATE - this.#next);
      this.#next += passed;
      left -= passed;
    }
  }

  #twist(): void {
    const state = this.#state;
    // In stretches, so that no index is divided: to go past the parameters of a model takes thousands of twists.
    let word = state[0]!;
    for (let at = 0; at < STATE - SHIFT; at++) {
      const next = state[at + 1]!;
      state[at] = state[at + SHIFT]! ^ twisted(word, next);
      word = next;
    }
    for (let at = STATE - SHIFT; at < STATE - 1; at++) {
      const next = state[at + 1]!;
      state[at] = state[at + SHIFT - STATE]! ^ twisted(word, next);
      word = next;
    }
    state[STATE - 1] = state[SHIFT - 1]! ^ twisted(word, state[0]!);
    this.#next = 0;
  }
}
