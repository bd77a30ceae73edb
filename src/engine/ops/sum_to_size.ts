import type { Op } from '../op';
import { stridesOf, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { expand } from './expand';

/**
 * Adds up what broadcasting repeated, so that the result has the given shape again
 * (`Tensor.sum_to_size`). It is the transpose of `expand`, so each is the other's gradient.
 */
export const sum_to_size: Op<{ readonly size: Shape }> = {
  name: 'sum_to_size',
  infer: ([x], { size }) => ({ shape: size, dtype: x!.dtype }),
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => {
      const sums = new Float64Array(result.values.length);
      const strides = stridesOf(x!.shape);
      const own = stridesOf(result.shape);
      const missing = x!.shape.length - result.shape.length;
      for (let at = 0; at < x!.values.length; at++) {
        let rest = at;
        let offset = 0;
        for (let dim = 0; dim < strides.length; dim++) {
          const index = Math.floor(rest / strides[dim]!);
          rest -= index * strides[dim]!;
          if (dim >= missing && result.shape[dim - missing] !== 1) offset += index * own[dim - missing]!;
        }
        sums[offset]! += x!.values[at]!;
      }
      result.values.set(sums);
    },
  },
  vjp: (gradient, { inputs }) => [Tensor.apply(expand, [gradient], { size: inputs[0]!.shape ?? [] })],
  samples: [
    {
      inputs: [{ shape: [2, 3], dtype: 'float32', values: [1, 2, 3, 4, 5, 6] }],
      attributes: { size: [1, 3] },
      torch: 'x0.sum_to_size(1, 3)',
    },
    {
      inputs: [{ shape: [2, 3], dtype: 'float32', values: [1, 2, 3, 4, 5, 6] }],
      attributes: { size: [3] },
      torch: 'x0.sum_to_size(3)',
    },
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
