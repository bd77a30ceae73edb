/** Choosing between two tensors, element by element. */
import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { choose } from '../formula';
import type { Op } from '../op';
import { commonRole } from '../roles';
import { bool, float32, float64, int64, number, otherFloat32 } from '../samples';
import { broadcastShapes } from '../shape';
import type { Tensor } from '../tensor';
import { resultType } from './family';
import { sumToSize } from './sum_to_size';

/** `torch.where(condition, a, b)`: a where the condition holds, else b. */
export const where: Op<Record<string, never>> = {
  name: 'where',
  gradFn: 'WhereBackward0',
  infer: ([condition, a, b]) => {
    if (condition!.dtype && condition!.dtype !== 'bool' && condition!.dtype !== 'uint8') {
      throw new TensorError(
        'RuntimeError',
        `where expected condition to be a boolean tensor, but got a tensor with dtype ${torchScalarName(condition!.dtype)}`,
      );
    }
    const shapes = [condition!.shape, a!.shape, b!.shape];
    return {
      shape: shapes.reduce((left, right) => (left && right ? broadcastShapes(left, right) : undefined)),
      dtype: resultType([a!, b!]),
    };
  },
  role: ([, a, b]) => commonRole([a!, b!]),
  kernel: {
    kind: 'elementwise',
    compute: () => (condition, a, b) => (condition !== 0 ? a : b),
    gpu: () => 'a !== 0.0 ? b : c',
  },
  vjp: (gradient, { inputs: [condition, a, b] }) => [
    undefined,
    sumToSize(choose(condition!, gradient, 0), a!.shape),
    sumToSize(choose(condition!, 0, gradient), b!.shape),
  ],
  samples: [
    {
      inputs: [bool([2, 3], [1, 0, 1, 0, 0, 1]), float32([2, 3]), otherFloat32([3])],
      attributes: {},
      torch: 'torch.where(x0, x1, x2)',
    },
    {
      inputs: [bool([3], [1, 0, 1]), float32([3], [1, NaN, Infinity]), number(0)],
      attributes: {},
      torch: 'torch.where(x0, x1, x2)',
    },
    {
      inputs: [bool([2], [1, 0]), number(1.5), number(0.5)],
      attributes: {},
      torch: 'torch.where(x0, x1, x2)',
    },
    {
      inputs: [bool([2], [1, 0]), int64([2], [1, 2]), float64([1])],
      attributes: {},
      torch: 'torch.where(x0, x1, x2)',
    },
    { inputs: [float32([2]), float32([2]), float32([2])], attributes: {}, torch: 'torch.where(x0, x1, x2)' },
  ],
};

/** `x.masked_fill(mask, value)`: the value where the mask holds; the dtype stays x's. Inputs: x, mask, value. */
export const masked_fill: Op<Record<string, never>> = {
  name: 'masked_fill',
  gradFn: ([, , value]) => (value!.wrapped ? 'MaskedFillBackward0' : 'MaskedFillBackward1'),
  infer: ([x, mask]) => {
    if (mask!.dtype && mask!.dtype !== 'bool') {
      throw new TensorError(
        'RuntimeError',
        'masked_fill only supports boolean masks, but got mask with dtype ' + mask!.dtype,
      );
    }
    return {
      shape: x!.shape && mask!.shape ? broadcastShapes(x!.shape, mask!.shape) : undefined,
      dtype: x!.dtype,
    };
  },
  // Hiding positions of an attention's scores with -inf leaves scores; of anything else it leaves values.
  role: ([x]) => (x!.role.kind === 'logits' || x!.role.kind === 'unknown' ? x!.role : { kind: 'values' }),
  kernel: {
    kind: 'elementwise',
    compute: () => (x, mask, value) => (mask !== 0 ? value : x),
  },
  vjp: (gradient, { inputs: [x, mask, value] }: { readonly inputs: readonly Tensor[] }) => [
    sumToSize(choose(mask!, 0, gradient), x!.shape),
    undefined,
    value!.requiresGrad ? sumToSize(choose(mask!, gradient, 0), value!.shape) : undefined,
  ],
  samples: [
    {
      inputs: [float32([2, 3]), bool([3], [1, 0, 1]), number(-Infinity)],
      attributes: {},
      torch: 'x0.masked_fill(x1, x2)',
    },
    {
      inputs: [float32([2, 3]), bool([2, 1], [1, 0]), float32([], [0.5])],
      attributes: {},
      torch: 'x0.masked_fill(x1, x2)',
    },
    {
      inputs: [int64([2], [1, 2]), bool([2], [1, 0]), number(7)],
      attributes: {},
      torch: 'x0.masked_fill(x1, x2)',
    },
  ],
};
