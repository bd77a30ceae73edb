import { isFloating } from '../dtype';
import type { Op } from '../op';
import { reducedDims, reducedShape, spreadBack, type SummedDims } from '../reduction_dims';
import { bool, float32, int64 } from '../samples';

/** The sum along dims, in double precision. Integers and bools add up to int64. */
export const sum: Op<SummedDims> = {
  name: 'sum',
  gradFn: (_, { dim }) => (dim === undefined ? 'SumBackward0' : 'SumBackward1'),
  infer: ([x], attributes) => ({
    shape: reducedShape(x!.shape, attributes),
    dtype: x!.dtype && !isFloating(x!.dtype) ? 'int64' : x!.dtype,
  }),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) => {
      let total = 0;
      for (const element of elements) total += element;
      return total;
    },
    single: (sum) => sum,
    bySample: ({ bySample = false }) => bySample,
    gpu: 'sum',
  },
  vjp: (gradient, { inputs: [x], attributes: { dim } }) => [spreadBack(gradient, x!.shape!, dim)],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'x0.sum()' },
    { inputs: [float32([2, 3, 2])], attributes: { dim: [0, -1] }, torch: 'x0.sum((0, -1))' },
    { inputs: [float32([2, 3])], attributes: { dim: 1, keepdim: true }, torch: 'x0.sum(1, keepdim=True)' },
    { inputs: [int64([3], [1, 2, 3])], attributes: {}, torch: 'x0.sum()' },
    { inputs: [bool([3], [1, 0, 1])], attributes: { dim: 0 }, torch: 'x0.sum(0)' },
    { inputs: [float32([0])], attributes: {}, torch: 'x0.sum()' },
    { inputs: [float32([2, 3])], attributes: { dim: [0, 0] }, torch: 'x0.sum((0, 0))' },
    { inputs: [float32([2, 3])], attributes: { dim: 5 }, torch: 'x0.sum(5)' },
  ],
};
