/**
 * The one guard around everything that VS Code calls: whatever goes wrong inside is
 * written to the log, once, and the editor gets "nothing" instead of an exception.
 */
export class Guard {
  readonly #log: (message: string) => void;
  readonly #seen = new Set<string>();

  /** @param log Writes a line for people who look for the cause. */
  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** What `body` returns; undefined where it throws. `what` names the work in the log. */
  run<Value>(what: string, body: () => Value): Value | undefined {
    try {
      return body();
    } catch (error) {
      this.report(what, error);
      return undefined;
    }
  }

  /** What the promise of `body` comes to; undefined where it throws or rejects. */
  async runAsync<Value>(what: string, body: () => Value | PromiseLike<Value>): Promise<Value | undefined> {
    try {
      return await body();
    } catch (error) {
      this.report(what, error);
      return undefined;
    }
  }

  /** Writes a failure to the log, unless the same one is there already. */
  report(what: string, error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const key = `${what} failed: ${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#log(stack === undefined ? key : `${what} failed: ${stack}`);
  }
}
