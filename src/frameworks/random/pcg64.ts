/**
 * PCG64, the bits behind `np.random.default_rng`: the generator PCG-XSL-RR-128/64 (M. E. O'Neill,
 * "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
 * Generation", 2014), seeded through numpy's SeedSequence (numpy/random/bit_generator.pyx, after
 * O'Neill's "Developing a seed_seq Alternative", 2015).
 */

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const WORD = 0xffff_ffff_ffff_ffffn;
const STATE = (1n << 128n) - 1n;

/** The words of 32 bits of a number, the lowest first; at least one. */
export function wordsOf(value: bigint): number[] {
  const words: number[] = [];
  for (let rest = value; rest > 0n || words.length === 0; rest >>= 32n)
    words.push(Number(rest & 0xffffffffn));
  return words;
}

const POOL = 4;

/** `SeedSequence(entropy).generate_state(count)`: words of 32 bits. */
export function seedSequence(entropy: readonly number[], count: number): number[] {
  let hash = 0x43b0d7e5;
  const hashed = (word: number): number => {
    const mixed = word ^ hash;
    hash = Math.imul(hash, 0x931e8875);
    const value = Math.imul(mixed, hash);
    return value ^ (value >>> 16);
  };
  const mix = (x: number, y: number): number => {
    const value = Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y);
    return value ^ (value >>> 16);
  };
  const pool = Array.from({ length: POOL }, (_, at) => hashed(entropy[at] ?? 0));
  for (let from = 0; from < POOL; from++) {
    for (let to = 0; to < POOL; to++) if (from !== to) pool[to] = mix(pool[to]!, hashed(pool[from]!));
  }
  for (const word of entropy.slice(POOL)) {
    for (let to = 0; to < POOL; to++) pool[to] = mix(pool[to]!, hashed(word));
  }
  let output = 0x8b51f9dd;
  return Array.from({ length: count }, (_, at) => {
    const mixed = pool[at % POOL]! ^ output;
    output = Math.imul(output, 0x58f38ded);
    const value = Math.imul(mixed, output);
    return (value ^ (value >>> 16)) >>> 0;
  });
}

export class Pcg64 {
  #state: bigint;
  readonly #increment: bigint;
  /** The upper half of the newest 64 bits, for the next call that wants 32. */
  #half: number | undefined;

  private constructor(state: bigint, increment: bigint, half: number | undefined) {
    this.#state = state;
    this.#increment = increment;
    this.#half = half;
  }

  static ofEntropy(entropy: readonly number[]): Pcg64 {
    const words = seedSequence(entropy, 8).map(BigInt);
    const wide = (at: number): bigint =>
      (((words[at + 1]! << 32n) | words[at]!) << 64n) | (words[at + 3]! << 32n) | words[at + 2]!;
    const made = new Pcg64(0n, ((wide(4) << 1n) | 1n) & STATE, undefined);
    made.#step();
    made.#state = (made.#state + wide(0)) & STATE;
    made.#step();
    return made;
  }

  copy(): Pcg64 {
    return new Pcg64(this.#state, this.#increment, this.#half);
  }

  #step(): void {
    this.#state = (this.#state * MULTIPLIER + this.#increment) & STATE;
  }

  /** 64 random bits. */
  bits64(): bigint {
    this.#step();
    const folded = (this.#state >> 64n) ^ (this.#state & WORD);
    const turn = this.#state >> 122n;
    return ((folded >> turn) | (folded << (64n - turn))) & WORD;
  }

  /** 32 random bits: 64 are drawn for two calls, the lower half first. */
  bits32(): number {
    if (this.#half !== undefined) {
      const kept = this.#half;
      this.#half = undefined;
      return kept;
    }
    const both = this.bits64();
    this.#half = Number(both >> 32n);
    return Number(both & 0xffffffffn);
  }
}
