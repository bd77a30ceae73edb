import { TensorError } from '../error';
import type { Op } from '../op';
import { formatShape, stridesOf, type Shape } from '../shape';
import { keepsRole } from './family';
import { sumToSize } from './sum_to_size';

/** Repeats along dims of size 1, and along new dims in front, as `Tensor.expand`; -1 keeps a size. */
export const expand: Op<{ readonly size: Shape }> = {
  name: 'expand',
  gradFn: 'ExpandBackward0',
  infer: ([x], { size }) => {
    const own = x!.shape;
    if (own === undefined) return { shape: size.includes(-1) ? undefined : size, dtype: x!.dtype };
    const missing = size.length - own.length;
    const shape = size.map((dim, at) => {
      const from = at < missing ? 1 : own[at - missing]!;
      if (dim === -1 && at >= missing) return from;
      if (missing < 0 || (typeof from === 'number' && from !== 1 && from !== dim)) {
        throw new TensorError(
          'RuntimeError',
          `The expanded size of the tensor (${String(dim)}) must match the existing size (${String(from)}) ` +
            `at non-singleton dimension ${at}.  Target sizes: ${formatShape(size)}.  Tensor sizes: ${formatShape(own)}`,
        );
      }
      return dim;
    });
    return { shape, dtype: x!.dtype };
  },
  role: keepsRole,
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => {
      const strides = stridesOf(result.shape);
      const own = stridesOf(x!.shape);
      const missing = result.shape.length - x!.shape.length;
      for (let at = 0; at < result.values.length; at++) {
        let rest = at;
        let offset = 0;
        for (let dim = 0; dim < strides.length; dim++) {
          const index = Math.floor(rest / strides[dim]!);
          rest -= index * strides[dim]!;
          if (dim >= missing && x!.shape[dim - missing] !== 1) offset += index * own[dim - missing]!;
        }
        result.values[at] = x!.values[offset]!;
      }
    },
  },
  vjp: (gradient, { inputs }) => [sumToSize(gradient, inputs[0]!.shape)],
  samples: [
    {
      inputs: [{ shape: [2, 1], dtype: 'float32', values: [1, 2] }],
      attributes: { size: [3, 2, 4] },
      torch: 'x0.expand(3, 2, 4)',
    },
  ],
};
