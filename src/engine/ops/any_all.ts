/** Whether any, or all, of the elements along dims are true. */
import type { Op } from '../op';
import { reducedDims, reducedShape, type ReducedDims } from '../reduction_dims';
import { bool, float32, uint8 } from '../samples';

const quantifier = (name: 'any' | 'all'): Op<ReducedDims> => ({
  name,
  infer: ([x], attributes) => ({
    shape: reducedShape(x!.shape, attributes),
    // uint8 was PyTorch's bool once, and keeps its dtype here.
    dtype: x!.dtype === undefined ? undefined : x!.dtype === 'uint8' ? 'uint8' : 'bool',
  }),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) =>
      Number(
        name === 'any'
          ? elements.some((element) => element !== 0)
          : elements.every((element) => element !== 0),
      ),
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [bool([2, 3], [1, 0, 0, 0, 0, 0])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [bool([2, 2], [1, 0, 1, 1])], attributes: { dim: 1 }, torch: `x0.${name}(1)` },
    {
      inputs: [float32([2], [0, 2])],
      attributes: { dim: 0, keepdim: true },
      torch: `x0.${name}(0, keepdim=True)`,
    },
    { inputs: [uint8([2], [0, 2])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [bool([0])], attributes: {}, torch: `x0.${name}()` },
  ],
});

export const any = quantifier('any');
export const all = quantifier('all');
