/** The newest object of each class of the user's: what a method that nobody calls is read with. */
import type { ClassValue, InstanceValue } from '../frameworks/values';

export class NewestInstances {
  readonly #byType = new Map<ClassValue, InstanceValue>();
  /** While a stretch runs whose objects are forgotten, what was the newest object of each class that got another. */
  #before: Map<ClassValue, InstanceValue | undefined> | null = null;

  has(type: ClassValue): boolean {
    return this.#byType.has(type);
  }

  get(type: ClassValue): InstanceValue | undefined {
    return this.#byType.get(type);
  }

  set(type: ClassValue, instance: InstanceValue): void {
    if (this.#before && !this.#before.has(type)) this.#before.set(type, this.#byType.get(type));
    this.#byType.set(type, instance);
  }

  /** The classes with their objects, in the order in which they got their first. */
  [Symbol.iterator](): Iterator<readonly [ClassValue, InstanceValue]> {
    return this.#byType.entries();
  }

  /**
   * Runs `body` and forgets the objects that it made: what was known before is the newest again.
   *
   * @param body Asks `made` for those that are the newest of their class by then.
   */
  forgetting(body: (made: () => readonly InstanceValue[]) => void): void {
    const outer = this.#before;
    const before: NonNullable<typeof outer> = new Map();
    this.#before = before;
    try {
      body(() =>
        before.size === 0
          ? []
          : [...this.#byType].flatMap(([type, instance]) => (before.has(type) ? [instance] : [])),
      );
    } finally {
      this.#before = outer;
      for (const [type, known] of before) {
        if (known) this.#byType.set(type, known);
        else this.#byType.delete(type);
      }
    }
  }
}
