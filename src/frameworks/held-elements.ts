/** The bound on what one call makes at once; what is larger is unknown, and never takes the process with it. */
import { NotKnown } from './errors';

/** Larger arrays are not held: 128 MB in float64. */
export const MAXIMUM_HELD = 16_777_216;

/**
 * Lets through what can be made.
 *
 * @param count Of the elements, or of the steps that they take.
 * @throws NotKnown above the bound.
 */
export function holdable(count: number): void {
  if (count > MAXIMUM_HELD) throw new NotKnown(`${count.toLocaleString('en')} elements are not made at once`);
}
