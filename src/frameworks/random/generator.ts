/**
 * What all generators of a program have in common: whether their numbers are those that a run of
 * the program would draw, and a state that can be written down and taken back, so that a branch
 * that is only walked draws nothing.
 */

/** Where a generator stands; two are the same place when they were reached from one seed by as many draws. */
export class GeneratorState {
  constructor(
    /** Whatever the generator goes on from: a copy, never changed. */
    readonly content: unknown,
    readonly isSeeded: boolean,
    /** The seeding that it comes from. */
    readonly origin: object,
    readonly draws: number,
  ) {}

  /** The state where it is not known which of two was reached. */
  static oneOf(a: GeneratorState, b: GeneratorState): GeneratorState {
    return a.origin === b.origin && a.draws === b.draws ? a : b.lost();
  }

  /** The same place, of which is not known whether the program is there. */
  lost(): GeneratorState {
    return new GeneratorState(this.content, false, this.origin, this.draws);
  }
}

/** Called before a generator changes, so that the change can be taken back. */
export type BeforeChange = (generator: RandomGenerator) => void;

export abstract class RandomGenerator {
  #isSeeded = false;
  #origin: object = {};
  #draws = 0;
  readonly #beforeChange: BeforeChange;

  constructor(beforeChange: BeforeChange) {
    this.#beforeChange = beforeChange;
  }

  /** Whether the numbers are those that the user's program would draw. */
  get isSeeded(): boolean {
    return this.#isSeeded;
  }

  /** To be called where the program draws in a way that is not followed here: what comes after is only sampled. */
  lose(): void {
    this.#beforeChange(this);
    this.#isSeeded = false;
  }

  save(): GeneratorState {
    return new GeneratorState(this.content(), this.#isSeeded, this.#origin, this.#draws);
  }

  /** Whether it stands where that state was written down. */
  isAt(state: GeneratorState): boolean {
    return this.#origin === state.origin && this.#draws === state.draws;
  }

  restore(state: GeneratorState): void {
    this.#beforeChange(this);
    this.#isSeeded = state.isSeeded;
    this.#origin = state.origin;
    this.#draws = state.draws;
    this.goOnFrom(state.content);
  }

  /** To be called before every draw. */
  protected count(draws = 1): void {
    this.#beforeChange(this);
    this.#draws += draws;
  }

  /** To be called before a seed of the user's takes effect. */
  protected reseeded(): void {
    this.#beforeChange(this);
    this.#isSeeded = true;
    this.#origin = {};
    this.#draws = 0;
  }

  /** A copy of what the generator goes on from. */
  protected abstract content(): unknown;

  protected abstract goOnFrom(content: unknown): void;
}
