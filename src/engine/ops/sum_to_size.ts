import { sumInOrder } from '../backends/sums';
import type { Op } from '../op';
import { float32 } from '../samples';
import type { Shape } from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { expand } from './expand';

/**
 * Adds up what broadcasting repeated, so that the result has the given shape again
 * (`Tensor.sum_to_size`). It is the transpose of `expand`, so each is the other's gradient.
 */
export const sum_to_size: Op<{ readonly size: Shape }> = {
  name: 'sum_to_size',
  gradFn: 'SumBackward1',
  infer: ([x], { size }) => ({ shape: size, dtype: x!.dtype }),
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => {
      const { shape } = result;
      const front = x!.shape.length - shape.length;
      const dims = x!.shape.map((_, dim) => dim).filter((dim) => dim < front || shape[dim - front] === 1);
      const isSingle = x!.dtype === 'float32' && result.dtype === 'float32';
      if (isSingle && sumInOrder((sum) => sum, x!, dims, result)) return;
      const sums = new Float64Array(result.values.length);
      walkStrided(x!.shape, 0, broadcastStrides(result.shape, x!.shape), (at, to) => {
        sums[to]! += x!.values[at]!;
      });
      result.values.set(sums);
    },
  },
  vjp: (gradient, { inputs }) => [Tensor.apply(expand, [gradient], { size: inputs[0]!.shape! })],
  samples: [
    { inputs: [float32([2, 3])], attributes: { size: [1, 3] }, torch: 'x0.sum_to_size(1, 3)' },
    { inputs: [float32([2, 3])], attributes: { size: [3] }, torch: 'x0.sum_to_size(3)' },
    { inputs: [float32([2, 3])], attributes: { size: [2, 3] }, torch: 'x0.sum_to_size(2, 3)' },
  ],
};

/** A gradient of a broadcast result as a gradient of the input of shape `shape`. */
export function sumToSize(gradient: Tensor, shape: Shape | undefined): Tensor {
  const same =
    shape === undefined ||
    gradient.shape === undefined ||
    (shape.length === gradient.shape.length && shape.every((dim, at) => dim === gradient.shape![at]));
  return same ? gradient : Tensor.apply(sum_to_size, [gradient], { size: shape });
}
