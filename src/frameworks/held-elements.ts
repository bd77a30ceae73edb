/** The bound on what one call makes at once; what is larger is unknown, and never takes the process with it. */
import { NotKnown } from './errors';

/** Larger arrays are not held: 128 MB in float64. */
export const MAXIMUM_HELD = 16_777_216;

/** A tensor takes what some hundred elements take, however few it holds. */
const MAXIMUM_TENSORS = MAXIMUM_HELD / 128;

/**
 * Lets through what can be made.
 *
 * @param count Of the elements, or of the steps that they take.
 * @throws NotKnown above the bound.
 */
export function holdable(count: number): void {
  if (count > MAXIMUM_HELD) throw new NotKnown(`${count.toLocaleString('en')} elements are not made at once`);
}

/**
 * Lets through as many tensors as one call can make of one.
 *
 * @throws NotKnown above the bound.
 */
export function holdableTensors(count: number): void {
  if (count > MAXIMUM_TENSORS)
    throw new NotKnown(`${count.toLocaleString('en')} tensors are not made at once`);
}
