/** What numpy's functions draw from: the legacy generator and the newer one give it in their own ways. */
export interface NumpySource {
  readonly isSeeded: boolean;
  lose(): void;
  /** In [0, 1) with 53 bits. */
  uniformDouble(): number;
  /** In [0, 1) with the bits of a float32. */
  uniform(): number;
  /** From 0 to `largest`, as `randint` and `integers` draw it. */
  integer(largest: number): number;
  /** From 0 to `largest`, as shuffling draws it. */
  index(largest: number): number;
  normal(): number;
  exponential(): number;
  /** `count` different indices below `population`, as `choice` without replacement draws them. */
  distinct(population: number, count: number, isShuffled: boolean): number[];
}
