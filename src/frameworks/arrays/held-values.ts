/** The values of arrays as functions that are defined by them read and give them. */
import { allocate, type DType, type Values } from '../../engine/dtype';
import { numelOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { NotKnown } from '../errors';
import { holdable } from '../held-elements';

/** The values of an array; throws NotKnown where they are not known. */
export function known(tensor: Tensor): Values {
  if (!tensor.hasValues) throw new NotKnown('the values of the array are not known');
  return tensor.values();
}

/** Values of which something is computed without the graph: it would have no gradient, so that one is not asked for. */
export function knownConstants(tensor: Tensor): number[] {
  if (tensor.requiresGrad) throw new NotKnown('the gradient of what is computed here is not followed');
  return Array.from(known(tensor));
}

/** The largest of some numbers, of which there may be more than a call takes arguments; -∞ where there is none. */
export const largestOf = (values: Iterable<number>): number => {
  let largest = -Infinity;
  for (const value of values) largest = Number.isNaN(value) || value > largest ? value : largest;
  return largest;
};

/** How many of some rising numbers are not above a value. */
export function countUpTo(value: number, rising: readonly number[]): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sizes of an array; throws NotKnown where one is not known. */
export function knownShape(tensor: Tensor): readonly number[] {
  const { shape } = tensor;
  if (!shape || shape.some((size) => typeof size !== 'number'))
    throw new NotKnown('the shape of the array is not known');
  return shape as readonly number[];
}

/** Zeros to count or add in; throws NotKnown where they are too many to be held. */
export function zerosOf(count: number): number[] {
  holdable(count);
  return new Array<number>(Math.max(0, count)).fill(0);
}

/** An array of these values. */
export function arrayFrom(
  shape: readonly number[],
  values: ArrayLike<number>,
  dtype: DType = 'float64',
): Tensor {
  const held = allocate(dtype, numelOf(shape));
  held.set(values);
  return Tensor.leaf({ shape, dtype, values: held });
}

/** An array with one dim. */
export const vector = (values: readonly number[], dtype: DType = 'float64'): Tensor =>
  arrayFrom([values.length], values, dtype);
