/** The largest and the smallest element along dims. Elements that share the place share the gradient evenly. */
import { TensorError } from '../error';
import { compare, over, sumOf, times } from '../formula';
import type { Op } from '../op';
import { reducedDims, reducedShape, spreadBack, type ReducedDims } from '../reduction_dims';
import { constant, float32, int64 } from '../samples';
import { isKnownShape, numelOf } from '../shape';

const extreme = (
  name: 'amax' | 'amin',
  better: (a: number, b: number) => number,
  worst: number,
): Op<ReducedDims> => ({
  name,
  gradFn: `${name === 'amax' ? 'Amax' : 'Amin'}Backward0`,
  infer: ([x], attributes) => {
    const { shape } = x!;
    if (isKnownShape(shape) && numelOf(shape) === 0) {
      const empty = reducedDims(attributes.dim, shape.length).find((dim) => shape[dim] === 0);
      if (attributes.dim === undefined) {
        throw new TensorError(
          'RuntimeError',
          `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
        );
      }
      if (empty !== undefined) {
        throw new TensorError(
          'IndexError',
          `${name}(): Expected reduction dim ${empty} to have non-zero size.`,
        );
      }
    }
    return { shape: reducedShape(shape, attributes), dtype: x!.dtype };
  },
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) => elements.reduce((a, b) => better(a, b), worst),
  },
  vjp: (gradient, { inputs: [x], output, attributes: { dim } }) => {
    const isExtreme = compare(x!, '==', spreadBack(output, x!.shape!, dim));
    const dims = reducedDims(dim, x!.rank!);
    const count = sumOf(isExtreme, dims, true);
    return [over(times(spreadBack(gradient, x!.shape!, dim), isExtreme), count)];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [float32([2, 3], [1, 3, 3, 2, 2, 2])], attributes: { dim: 1 }, torch: `x0.${name}(1)` },
    {
      inputs: [float32([2, 3])],
      attributes: { dim: [0, 1], keepdim: true },
      torch: `x0.${name}((0, 1), keepdim=True)`,
    },
    { inputs: [constant(float32([3], [1, NaN, 2]))], attributes: { dim: 0 }, torch: `x0.${name}(0)` },
    { inputs: [int64([3], [1, 5, 2])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [float32([0])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [float32([0, 2])], attributes: { dim: 0 }, torch: `x0.${name}(0)` },
  ],
});

export const amax = extreme('amax', Math.max, -Infinity);
export const amin = extreme('amin', Math.min, Infinity);
