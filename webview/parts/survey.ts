/** One look through all values of a tensor: where the largest, the smallest and the first NaN stand, and what is not finite. */
import type { TableValues } from '../../src/protocol/model';
import { once } from './once';

export interface Survey {
  /** Positions among the row-major values; null where there is none. NaN is neither largest nor smallest. */
  readonly largest: number | null;
  readonly smallest: number | null;
  readonly firstNaN: number | null;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  /** The smallest size of a finite number that is not zero; 0 where all are zero. */
  readonly leastSize: number;
}

export const surveyOf = once((values: TableValues): Survey => {
  let largest = -1;
  let smallest = -1;
  let firstNaN = -1;
  let nan = 0;
  let positiveInfinity = 0;
  let negativeInfinity = 0;
  let leastSize = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (Number.isNaN(value)) {
      if (nan++ === 0) firstNaN = at;
      continue;
    }
    if (value > most || largest < 0) {
      most = value;
      largest = at;
    }
    if (value < least || smallest < 0) {
      least = value;
      smallest = at;
    }
    const size = Math.abs(value);
    if (size === Number.POSITIVE_INFINITY) {
      if (value > 0) positiveInfinity++;
      else negativeInfinity++;
    } else if (size !== 0 && size < leastSize) leastSize = size;
  }
  const orNull = (position: number): number | null => (position < 0 ? null : position);
  return {
    largest: orNull(largest),
    smallest: orNull(smallest),
    firstNaN: orNull(firstNaN),
    nan,
    positiveInfinity,
    negativeInfinity,
    leastSize: Number.isFinite(leastSize) ? leastSize : 0,
  };
});
