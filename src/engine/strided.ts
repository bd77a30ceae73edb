/** Results whose elements stand in their input at constant steps: views, as row-major copies. */
import type { NdArray } from './op';
import { stridesOf } from './shape';

/**
 * result[i, j, …] = input[offset + i · strides[0] + j · strides[1] + …].
 * A stride may be 0 (a repeated dim) or negative (a flipped one).
 */
export function copyStrided(
  input: NdArray,
  offset: number,
  strides: readonly number[],
  result: NdArray,
): void {
  walkStrided(result.shape, offset, strides, (at, from) => {
    result.values[at] = input.values[from]!;
  });
}

/** Visits all positions of `shape` in row-major order, with the strided offset of each. */
export function walkStrided(
  shape: readonly number[],
  offset: number,
  strides: readonly number[],
  visit: (position: number, offset: number) => void,
): void {
  const count = shape.reduce((product, size) => product * size, 1);
  const index = new Int32Array(shape.length);
  let from = offset;
  for (let at = 0; at < count; at++) {
    visit(at, from);
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      from += strides[dim]!;
      if (++index[dim]! < shape[dim]!) break;
      from -= strides[dim]! * shape[dim]!;
      index[dim] = 0;
    }
  }
}

/** The strides that read an array of shape `from` as if it were broadcast to `to`. */
export function broadcastStrides(from: readonly number[], to: readonly number[]): number[] {
  const own = stridesOf(from);
  const missing = to.length - from.length;
  return to.map((_, dim) => (dim < missing || from[dim - missing] === 1 ? 0 : own[dim - missing]!));
}
