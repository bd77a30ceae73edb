import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import type { Op } from '../op';
import { moveDim } from '../roles';
import { float32 } from '../samples';
import { formatShape, type Shape } from '../shape';
import { broadcastStrides, copyStrided } from '../strided';
import { sumToSize } from './sum_to_size';

/** Repeats along dims of size 1, and along new dims in front, as `Tensor.expand`; -1 keeps a size. */
export const expand: Op<{ readonly size: Shape }> = {
  name: 'expand',
  gradFn: 'ExpandBackward0',
  infer: ([x], { size }) => {
    const own = x!.shape;
    if (own === undefined) return { shape: size.includes(-1) ? undefined : size, dtype: x!.dtype };
    const missing = size.length - own.length;
    if (missing < 0) {
      throw new TensorError(
        'RuntimeError',
        `expand(torch.${torchScalarName(x!.dtype ?? 'float32')}Tensor{${formatShape(own)}}, size=${formatShape(size)}): ` +
          `the number of sizes provided (${size.length}) must be greater or equal to the number of dimensions in the tensor (${own.length})`,
      );
    }
    const shape = size.map((dim, at) => {
      if (dim === -1 && at < missing) {
        throw new TensorError(
          'RuntimeError',
          `The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${at}`,
        );
      }
      const from = at < missing ? 1 : own[at - missing]!;
      if (dim === -1) return from;
      if (typeof from === 'number' && typeof dim === 'number' && from !== 1 && from !== dim) {
        throw new TensorError(
          'RuntimeError',
          `The expanded size of the tensor (${dim}) must match the existing size (${from}) ` +
            `at non-singleton dimension ${at}.  Target sizes: ${formatShape(size)}.  Tensor sizes: ${formatShape(own)}`,
        );
      }
      return dim;
    });
    return { shape, dtype: x!.dtype };
  },
  role: ([x], { size }) =>
    moveDim(x!.role, (dim) => (x!.rank === undefined ? undefined : dim + size.length - x!.rank)),
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => copyStrided(x!, 0, broadcastStrides(x!.shape, result.shape), result),
  },
  vjp: (gradient, { inputs }) => [sumToSize(gradient, inputs[0]!.shape)],
  samples: [
    { inputs: [float32([2, 1])], attributes: { size: [3, 2, 4] }, torch: 'x0.expand(3, 2, 4)' },
    { inputs: [float32([2, 1])], attributes: { size: [-1, 3] }, torch: 'x0.expand(-1, 3)' },
    { inputs: [float32([2, 3])], attributes: { size: [4, 3] }, torch: 'x0.expand(4, 3)' },
    { inputs: [float32([2, 3])], attributes: { size: [3] }, torch: 'x0.expand(3)' },
    { inputs: [float32([2, 3])], attributes: { size: [-1, 2, 3] }, torch: 'x0.expand(-1, 2, 3)' },
  ],
};
