/** Numbers of Python's that were read off a tensor: what they came from, which no gradient reaches any more. */
import type { Place } from '../base/place';
import type { Tensor } from '../engine/tensor';
import { promisedNumber } from './contract';
import { NotKnown } from './errors';
import type { Runtime } from './runtime';
import { unknown, type Value } from './values';

/** Where a number was read off a tensor. */
export interface ReadOff {
  readonly tensor: Tensor;
  readonly place: Place;
}

/** The number that `read` gives, or one of this kind that is not known where it cannot tell, with what it was read off. */
export function readOff(
  tensor: Tensor,
  { place }: Runtime,
  read: () => Value,
  number: 'int' | 'float' | undefined,
): Value {
  const known = knownOr(read, place);
  const value = known.kind === 'unknown' && number ? promisedNumber(known, number) : known;
  const isNumber = value.kind === 'float' || value.kind === 'unknown';
  return isNumber && place ? { ...value, readOff: { tensor, place } } : value;
}

/** What a value was read off; undefined for everything that is no such number. */
export const readOffOf = (value: Value): ReadOff | undefined =>
  value.kind === 'float' || value.kind === 'unknown' ? value.readOff : undefined;

const isNumber = (value: Value): boolean =>
  ['int', 'long', 'bool', 'float'].includes(value.kind) || readOffOf(value) !== undefined;

/** What is computed of numbers one of which was read off a tensor has been read off it too; beside a value that may be a tensor it may be one. */
export function readOffFrom(result: Value, left: Value, right: Value): Value {
  const from = readOffOf(left) ?? readOffOf(right);
  if (!from || (result.kind !== 'float' && result.kind !== 'unknown')) return result;
  if (isNumber(left) && isNumber(right)) return { ...result, readOff: from };
  return result.kind === 'unknown' ? unknown(result.reason, result.place, result.name) : result;
}

/** The tensors whose numbers a list or a number holds: those that were read off, and tensors themselves. */
export function* tensorsIn(value: Value): Generator<Tensor> {
  const from = readOffOf(value);
  if (from) yield from.tensor;
  else if (value.kind === 'tensor') yield value.tensor;
  else if (value.kind === 'list' || value.kind === 'tuple')
    for (const item of value.items) yield* tensorsIn(item);
}

function knownOr(read: () => Value, place: Place | undefined): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotKnown) return unknown(error.message, place);
    throw error;
  }
}
