import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { over } from '../formula';
import type { Op } from '../op';
import { averagedRole } from '../roles';
import { reducedDims, reducedShape, spreadBack, type SummedDims } from '../reduction_dims';
import { float32, int64 } from '../samples';

/** The arithmetic mean along dims; of nothing it is NaN. Integers are refused, as in PyTorch. */
export const mean: Op<SummedDims> = {
  name: 'mean',
  gradFn: (_, { dim }) => (dim === undefined ? 'MeanBackward0' : 'MeanBackward1'),
  infer: ([x], attributes) => {
    if (x!.dtype && !isFloating(x!.dtype)) {
      throw new TensorError(
        'RuntimeError',
        `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${torchScalarName(x!.dtype)}`,
      );
    }
    return { shape: reducedShape(x!.shape, attributes), dtype: x!.dtype };
  },
  role: ([x], { dim }) => averagedRole(x!, dim),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) => {
      let total = 0;
      for (const element of elements) total += element;
      return total / elements.length;
    },
    single: (sum, count) => sum / count,
    bySample: ({ bySample = false }) => bySample,
    gpu: 'mean',
  },
  vjp: (gradient, { inputs: [x], output, attributes: { dim } }) => [
    spreadBack(over(gradient, x!.numel / Math.max(output.numel, 1)), x!.shape!, dim),
  ],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'x0.mean()' },
    { inputs: [float32([2, 3, 2])], attributes: { dim: [0, -1] }, torch: 'x0.mean((0, -1))' },
    { inputs: [float32([2, 3])], attributes: { dim: -1, keepdim: true }, torch: 'x0.mean(-1, keepdim=True)' },
    { inputs: [float32([0])], attributes: {}, torch: 'x0.mean()' },
    { inputs: [int64([3], [1, 2, 3])], attributes: {}, torch: 'x0.mean()' },
  ],
};
