/**
 * Random numbers as PyTorch's CPU generator makes them: 32 bits at a time from a Mersenne Twister
 * (PyTorch source, ATen/core/MT19937RNGEngine.h, DistributionsHelper.h, TransformationHelper.h and
 * ATen/native/cpu/DistributionTemplates.h). Until a seed of the user's is known, numbers come from a
 * fixed seed and are marked as sampled.
 */
import { isEager } from '../../engine/context';
import { RandomGenerator, type BeforeChange } from './generator';
import { MersenneTwister } from './mersenne-twister';
import { normalBlockSingle } from './normal-block';
import { StreamPlace } from './stream-place';

interface Content {
  readonly place: StreamPlace;
  readonly nextNormal: number | undefined;
  readonly initialSeed: bigint;
}

/** PyTorch's own default seed (c10/core/GeneratorImpl.h). */
export const DEFAULT_SEED = 67280421310721;

/** From here on PyTorch draws 64 bits for an integer, so that their remainder is even enough. */
const WIDE_RANGE = 2 ** 28;

/** Words that a reservation may lie ahead of what was drawn: going there takes a third of a second. */
const FURTHEST_AHEAD = 2 ** 27;
/** The same where few values are asked for, so that nobody waits for those behind a large model. */
const FURTHEST_WHEN_ASKED = 2 ** 23;

/** The elements from which on PyTorch fills with normal numbers in blocks. */
const BLOCK = 16;

export class TorchGenerator extends RandomGenerator {
  #twister: MersenneTwister;
  /** Where the next words stand, if that place was not gone to yet. */
  #ahead: StreamPlace | undefined;
  #nextNormal: number | undefined;
  #initialSeed: bigint;

  constructor(beforeChange: BeforeChange = () => undefined, sampleSeed = DEFAULT_SEED) {
    super(beforeChange);
    this.#initialSeed = BigInt(sampleSeed);
    this.#twister = MersenneTwister.ofSeed(lowWord(this.#initialSeed));
  }

  /** What `initial_seed()` gives. */
  get initialSeed(): bigint {
    return this.#initialSeed;
  }

  /** `manual_seed`: only the lower 32 bits count. */
  seed(value: bigint | number): void {
    this.reseeded();
    this.#initialSeed = BigInt.asUintN(64, typeof value === 'bigint' ? value : BigInt(Math.trunc(value)));
    this.#twister = MersenneTwister.ofSeed(lowWord(this.#initialSeed));
    this.#ahead = undefined;
    this.#nextNormal = undefined;
  }

  protected content(): Content {
    return {
      place: this.#place(),
      nextNormal: this.#nextNormal,
      initialSeed: this.#initialSeed,
    };
  }

  protected goOnFrom(content: unknown): void {
    const { place, nextNormal, initialSeed } = content as Content;
    this.#ahead = place;
    this.#nextNormal = nextNormal;
    this.#initialSeed = initialSeed;
  }

  /** Where the next words stand. */
  #place(): StreamPlace {
    return this.#ahead ?? StreamPlace.of(this.#twister);
  }

  /** 32 random bits. */
  bits(): number {
    this.count();
    if (this.#ahead) {
      this.#twister = this.#ahead.twister();
      this.#ahead = undefined;
    }
    return this.#twister.bits();
  }

  /**
   * Passes over words that are drawn later, if anybody asks: gives a generator that stands before them.
   * So much that going past it would take long makes the generator lose its place, or go there.
   */
  reserve(words: number, whenFar: 'lose the place' | 'go there' = 'lose the place'): () => TorchGenerator {
    this.count(words);
    const here = this.#place();
    const next = here.after(words);
    if (next.distance <= (isEager() ? FURTHEST_AHEAD : FURTHEST_WHEN_ASKED)) this.#ahead = next;
    // Where no seed is known there is no place to lose: whatever is drawn is a sample.
    else if (whenFar === 'lose the place' || !this.isSeeded) this.lose();
    else {
      this.#twister = next.twister();
      this.#ahead = undefined;
    }
    return () => {
      const apart = new TorchGenerator();
      apart.#ahead = here;
      return apart;
    };
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
    if (range >= WIDE_RANGE) return Number(this.bits64() % BigInt(range)) + low;
    return (this.bits() % range) + low;
  }

  /** 64 random bits. */
  bits64(): bigint {
    const high = BigInt(this.bits());
    return (high << 32n) | BigInt(this.bits());
  }

  /**
   * Fills with normal numbers: one at a time below 16 elements, in blocks of 16 from there on, as
   * PyTorch does. For `isHalf` (float16 and bfloat16) each block is drawn when it is filled.
   */
  fillNormal(values: Float32Array | Float64Array, mean: number, std: number, isHalf = false): void {
    const count = values.length;
    if (count < BLOCK) {
      for (let at = 0; at < count; at++) values[at] = this.normal() * std + mean;
      return;
    }
    const isDouble = values instanceof Float64Array;
    const draw = (from: number, to: number): void => {
      for (let at = from; at < to; at++) values[at] = isDouble ? this.uniformDouble() : this.uniform();
    };
    const fill = (from: number): void => {
      if (isDouble || isHalf) normalBlock(values, from, mean, std);
      else normalBlockSingle(values, from, mean, std);
    };
    if (!isHalf) draw(0, count);
    for (let at = 0; at + BLOCK <= count; at += BLOCK) {
      if (isHalf) draw(at, at + BLOCK);
      fill(at);
    }
    if (count % BLOCK !== 0) {
      draw(count - BLOCK, count);
      fill(count - BLOCK);
    }
  }

  /** Box and Muller (1958): two uniform numbers give two normal ones; the second is kept for the next call. */
  normal(): number {
    if (this.#nextNormal !== undefined) {
      this.count();
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

  /** `randperm(n)`: Fisher and Yates from the front. */
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

/** The words that `integer` draws. */
export const wordsOfInteger = (low: number, high: number): number => (high - low >= WIDE_RANGE ? 2 : 1);

const lowWord = (seed: bigint): number => Number(BigInt.asUintN(32, seed));

/** Sixteen uniform numbers become normal ones. For half precision each step is rounded to single, as it is in PyTorch. */
function normalBlock(values: Float32Array | Float64Array, from: number, mean: number, std: number): void {
  const round = values instanceof Float64Array ? (value: number): number => value : Math.fround;
  const turn = round(2 * Math.PI);
  for (let at = from; at < from + BLOCK / 2; at++) {
    const radius = round(Math.sqrt(round(-2 * round(Math.log(round(1 - values[at]!))))));
    const angle = round(turn * values[at + 8]!);
    values[at] = round(radius * round(Math.cos(angle))) * std + mean;
    values[at + 8] = round(radius * round(Math.sin(angle))) * std + mean;
  }
}
