/**
 * The elements of a dataset, each made when somebody comes to it: a dataset of sixty thousand images is often
 * only looked into, and each of its elements is a tensor of its own.
 */
import type { IteratorValue, Value } from '../values';

export class Elements {
  readonly length: number;
  readonly #make: (index: number) => Value;
  readonly #made = new Map<number, Value>();

  constructor(length: number, make: (index: number) => Value) {
    this.length = length;
    this.#make = make;
  }

  static of(values: readonly Value[]): Elements {
    return new Elements(values.length, (index) => values[index]!);
  }

  /** The same one however often it is asked for. */
  at(index: number): Value {
    const known = this.#made.get(index);
    if (known) return known;
    const made = this.#make(index);
    this.#made.set(index, made);
    return made;
  }

  slice(from: number, to = this.length): Elements {
    const end = Math.min(to, this.length);
    return new Elements(Math.max(0, end - from), (index) => this.at(from + index));
  }

  map(change: (element: Value, index: number) => Value): Elements {
    return new Elements(this.length, (index) => change(this.at(index), index));
  }

  all(): Value[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index));
  }

  iterator(): IteratorValue {
    let at = 0;
    return {
      kind: 'iterator',
      next: () => (at < this.length ? this.at(at++) : undefined),
      rest: () => this.slice(at).all(),
    };
  }
}
