/** Windows of one size at steps that differ by chance (Graham 2014, "Fractional Max-Pooling"), as PyTorch places them. */
import { roundNumber } from '../backends/rounding';
import type { DType } from '../dtype';
import { TensorError } from '../error';
import type { NdArray } from '../op';
import type { Shape } from '../shape';
import type { Tensor } from '../tensor';

export type FractionalWindows = {
  readonly kind: 'fractional';
  readonly kernel_size: readonly number[];
  readonly output_size: readonly number[];
  /** What the positions are computed in: the dtype of the random numbers. */
  readonly precision: DType;
};

const dimNames = ['time', 'height', 'width'];

/** The result's shape. Throws PyTorch's message where the windows do not fit. */
export function fractionalShape(x: Tensor, windows: FractionalWindows): Shape | undefined {
  const { kernel_size, output_size } = windows;
  if (!x.shape) return undefined;
  const spatial = kernel_size.length;
  const name = `fractional_max_pool${spatial}d()`;
  if (x.shape.length !== spatial + 1 && x.shape.length !== spatial + 2) {
    throw new TensorError(
      'RuntimeError',
      `${name}: Expected ${spatial + 1}D or ${spatial + 2}D tensor, but got: [${x.shape.map(String).join(', ')}]`,
    );
  }
  x.shape.slice(-spatial).forEach((size, dim) => {
    if (typeof size !== 'number' || output_size[dim]! + kernel_size[dim]! - 1 <= size) return;
    const along = dimNames.slice(-spatial)[dim]!;
    throw new TensorError(
      'RuntimeError',
      `${name}: pool ${along} ${kernel_size[dim]!} too large relative to input ${along} ${size}`,
    );
  });
  return [...x.shape.slice(0, -spatial), ...output_size];
}

/**
 * The positions of each window along each dim of a channel: window i begins at ⌊(i + u) · α⌋ − ⌊u · α⌋ with
 * α = (size − kernel) / (count − 1), and the last one ends with the image. In two dims the first random number
 * of a channel is for the width, in three the numbers are in the order of the dims.
 */
export function fractionalPositions(
  { kernel_size, output_size, precision }: FractionalWindows,
  sizes: readonly number[],
  random: NdArray,
  channel: number,
): readonly (readonly (readonly number[])[])[] {
  const spatial = sizes.length;
  const precise = (value: number): number => roundNumber(precision, value);
  return sizes.map((size, dim) => {
    const sample = random.values[channel * spatial + (spatial === 2 ? 1 - dim : dim)]!;
    const count = output_size[dim]!;
    const kernel = kernel_size[dim]!;
    const alpha = precise((size - kernel) / (count - 1));
    return Array.from({ length: count }, (_, at) => {
      const start =
        at === count - 1
          ? size - kernel
          : Math.trunc(precise(precise(at + sample) * alpha)) - Math.trunc(precise(sample * alpha));
      return Array.from({ length: kernel }, (__, k) => start + k);
    });
  });
}
