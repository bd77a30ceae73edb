/**
 * Positions of the largest and smallest elements along one dim, or among all, and the
 * elements there (`x.max(dim)` gives both). The first of several wins; NaN counts as the largest and the smallest.
 */
import { TensorError } from '../error';
import { zerosLike } from '../formula';
import type { Op } from '../op';
import { reducedDims, reducedShape } from '../reduction_dims';
import { constant, float32, int64 } from '../samples';
import { isKnownShape, normalizeDim, numelOf, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { reshape } from './reshape';
import { scatter } from './gather';

type OneDim = { readonly dim?: number | undefined; readonly keepdim?: boolean | undefined };

/** Throws PyTorch's error when there is no element to choose. */
function checkNotEmpty(name: string, shape: Shape | undefined, dim: number | undefined): void {
  if (!isKnownShape(shape) || numelOf(shape) > 0) return;
  if (dim === undefined) {
    throw new TensorError(
      'IndexError',
      `${name}(): Expected reduction dim to be specified for input.numel() == 0.`,
    );
  }
  const at = normalizeDim(dim, shape.length);
  if (shape[at] === 0) {
    throw new TensorError('IndexError', `${name}(): Expected reduction dim ${at} to have non-zero size.`);
  }
}

function positionOf(elements: Float64Array, better: (a: number, b: number) => boolean): number {
  let found = 0;
  for (let at = 0; at < elements.length; at++) {
    if (Number.isNaN(elements[at]!)) return at;
    if (better(elements[at]!, elements[found]!)) found = at;
  }
  return found;
}

const position = (name: 'argmax' | 'argmin', better: (a: number, b: number) => boolean): Op<OneDim> => ({
  name,
  infer: ([x], attributes) => {
    checkNotEmpty(name, x!.shape, attributes.dim);
    return { shape: reducedShape(x!.shape, attributes), dtype: 'int64' };
  },
  role: () => ({ kind: 'class-indices' }),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) => positionOf(elements, better),
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [float32([2, 3], [1, 3, 3, 2, 2, 2])], attributes: { dim: 1 }, torch: `x0.${name}(1)` },
    {
      inputs: [float32([2, 3])],
      attributes: { dim: -2, keepdim: true },
      torch: `x0.${name}(-2, keepdim=True)`,
    },
    { inputs: [float32([3], [1, NaN, 5])], attributes: { dim: 0 }, torch: `x0.${name}(0)` },
    { inputs: [int64([3], [4, 9, 2])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [float32([0])], attributes: {}, torch: `x0.${name}()` },
    { inputs: [float32([0, 2])], attributes: { dim: 0 }, torch: `x0.${name}(0)` },
  ],
});

export const argmax = position('argmax', (a, b) => a > b);
export const argmin = position('argmin', (a, b) => a < b);

const elementAt = (
  torchName: 'max' | 'min',
  where: Op<OneDim>,
  better: (a: number, b: number) => boolean,
): Op<OneDim & { readonly dim: number }> => ({
  name: `${torchName}_values`,
  gradFn: `${torchName === 'max' ? 'Max' : 'Min'}Backward0`,
  infer: ([x], attributes) => {
    checkNotEmpty(torchName, x!.shape, attributes.dim);
    return { shape: reducedShape(x!.shape, attributes), dtype: x!.dtype };
  },
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) => elements[positionOf(elements, better)]!,
  },
  vjp: (gradient, { inputs: [x], attributes: { dim } }) => {
    if (x!.rank === 0) return [gradient];
    const at = Tensor.apply(where, [x!], { dim, keepdim: true });
    const kept = Tensor.apply(reshape, [gradient], { shape: at.shape! });
    return [Tensor.apply(scatter, [zerosLike(x!), at, kept], { dim })];
  },
  samples: [
    {
      inputs: [float32([2, 3], [1, 3, 3, 2, 2, 2])],
      attributes: { dim: 1 },
      torch: `x0.${torchName}(1).values`,
    },
    {
      inputs: [float32([2, 3, 2])],
      attributes: { dim: -2, keepdim: true },
      torch: `x0.${torchName}(-2, keepdim=True).values`,
    },
    {
      inputs: [constant(float32([3], [1, NaN, 5]))],
      attributes: { dim: 0 },
      torch: `x0.${torchName}(0).values`,
    },
    { inputs: [float32([], [2])], attributes: { dim: 0 }, torch: `x0.${torchName}(0).values` },
    { inputs: [float32([0, 2])], attributes: { dim: 0 }, torch: `x0.${torchName}(0).values` },
  ],
});

export const max_values = elementAt('max', argmax, (a, b) => a > b);
export const min_values = elementAt('min', argmin, (a, b) => a < b);
