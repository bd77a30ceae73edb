/**
 * The work that somebody who looks at the inspector waits for: it is told once it takes longer than one
 * notices, and can be ended.
 */

/** What is quicker than this shows no sign of being at work, in milliseconds. */
export const PATIENCE = 200;

/** How a clock is waited for: calls `act` later, unless what it returns is called before. */
export type After = (milliseconds: number, act: () => void) => () => void;

interface Job {
  readonly what: string;
  readonly cancel: () => void;
  readonly isWanted: () => boolean;
  isLong: boolean;
}

export class Work {
  readonly #tell: (what: string) => void;
  readonly #after: After;
  readonly #jobs = new Set<Job>();
  #last = '';

  /** @param tell Gets what is being done, as `Reading train.py`; empty when nothing is that takes long. */
  constructor(tell: (what: string) => void, after: After = later) {
    this.#tell = tell;
    this.#after = after;
  }

  /**
   * Something begins.
   *
   * @param isWanted Whether somebody waits for it; when that changes, `look` is to be called.
   * @returns Says that it is over.
   */
  begin(what: string, cancel: () => void, isWanted: () => boolean = () => true): () => void {
    const job: Job = { what, cancel, isWanted, isLong: false };
    this.#jobs.add(job);
    const forget = this.#after(PATIENCE, () => {
      job.isLong = true;
      this.look();
    });
    return () => {
      forget();
      if (this.#jobs.delete(job)) this.look();
    };
  }

  /** Ends all that takes long and is waited for. */
  cancel(): void {
    for (const job of this.#told()) job.cancel();
  }

  /** Tells it once more, to a panel that is new. */
  tellAgain(): void {
    this.#tell(this.#last);
  }

  /** Tells the newest of what takes long and is waited for, where that is not known already. */
  look(): void {
    const newest = this.#told().at(-1)?.what ?? '';
    if (newest === this.#last) return;
    this.#last = newest;
    this.#tell(newest);
  }

  #told(): readonly Job[] {
    return [...this.#jobs].filter(({ isLong, isWanted }) => isLong && isWanted());
  }
}

function later(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
}
