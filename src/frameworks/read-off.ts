/** Numbers of Python's that were read off a tensor: what they came from, which no gradient reaches any more. */
import type { Place } from '../base/place';
import type { Tensor } from '../engine/tensor';
import { NotKnown } from './errors';
import type { Runtime } from './runtime';
import { unknown, type Value } from './values';

/** Where a number was read off a tensor. */
export interface ReadOff {
  readonly tensor: Tensor;
  readonly place: Place;
}

/** The number that `read` gives, or something unknown where it cannot tell, with what it was read off. */
export function readOff(tensor: Tensor, { place }: Runtime, read: () => Value): Value {
  const value = knownOr(read, place);
  const isNumber = value.kind === 'float' || value.kind === 'unknown';
  return isNumber && place ? { ...value, readOff: { tensor, place } } : value;
}

function knownOr(read: () => Value, place: Place | undefined): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotKnown) return unknown(error.message, place);
    throw error;
  }
}
