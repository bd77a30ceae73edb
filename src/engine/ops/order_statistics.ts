/**
 * Where the elements stand that a sorted line would have at some place: the k-th smallest, the median, the most
 * frequent. The elements themselves are gathered from there, so that their gradient goes where they came from.
 */
import { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import type { Op } from '../op';
import { positionOfPlace } from '../quick_select';
import { reducedDims, reducedShape } from '../reduction_dims';
import { constant, float32, int64 } from '../samples';
import { sortUnstably } from '../selection';
import { isKnownShape, normalizeDim, type Shape } from '../shape';
import { orderOf } from './sort';

type Along = { readonly dim: number; readonly keepdim?: boolean | undefined };

function refuseEmpty(name: string, shape: Shape | undefined, dim: number): void {
  if (!isKnownShape(shape) || shape.length === 0) return;
  const at = normalizeDim(dim, shape.length);
  if (shape[at] === 0) {
    throw new TensorError('IndexError', `${name}(): Expected reduction dim ${at} to have non-zero size.`);
  }
}

const position = <A extends Along>(
  name: string,
  torchName: string,
  compute: (elements: Float64Array, attributes: A) => number,
  samples: Op<A>['samples'],
  check: (size: number | undefined, dim: number, attributes: A) => void = () => undefined,
): Op<A> => ({
  name,
  infer: ([x], attributes) => {
    const { shape } = x!;
    if (shape) {
      const dim = normalizeDim(attributes.dim, shape.length);
      const size = shape.length === 0 ? 1 : shape[dim];
      check(typeof size === 'number' ? size : undefined, dim, attributes);
    }
    if (x!.dtype === 'bool' && torchName !== 'mode') throw notImplementedFor(`${torchName}_cpu`, 'bool');
    refuseEmpty(torchName, shape, attributes.dim);
    return { shape: reducedShape(shape, attributes), dtype: 'int64' };
  },
  role: () => ({ kind: 'class-indices' }),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: (attributes) => (elements) => compute(elements, attributes),
  },
  vjp: 'not differentiable',
  samples,
});

/** NaN is larger than all. */
const isSmaller = (a: number, b: number): boolean => (Number.isNaN(b) && !Number.isNaN(a)) || a < b;

/** The k-th smallest, counted from 1; NaN is larger than all. */
export const kthvalue_indices: Op<Along & { readonly k: number }> = position<Along & { readonly k: number }>(
  'kthvalue_indices',
  'kthvalue',
  (elements, { k }) => positionOfPlace(elements, k - 1),
  [
    {
      inputs: [constant(float32([2, 4]))],
      attributes: { k: 2, dim: -1 },
      torch: 'torch.kthvalue(x0, 2).indices',
    },
    {
      inputs: [int64([3, 2], [5, 1, 3, 9, 4, 2])],
      attributes: { k: 3, dim: 0, keepdim: true },
      torch: 'torch.kthvalue(x0, 3, 0, True).indices',
    },
    {
      inputs: [constant(float32([2]))],
      attributes: { k: 3, dim: 0 },
      torch: 'torch.kthvalue(x0, 3).indices',
    },
  ],
  (size, dim, { k }) => {
    if (size !== undefined && size > 0 && (k < 1 || k > size)) {
      throw new TensorError(
        'RuntimeError',
        `kthvalue(): selected number k out of range for dimension ${dim}`,
      );
    }
  },
);

/** The lower of the two in the middle; the first NaN, or as if there were none. */
export const median_indices: Op<Along & { readonly skipsNan?: boolean | undefined }> = position<
  Along & { readonly skipsNan?: boolean | undefined }
>(
  'median_indices',
  'median',
  (elements, { skipsNan = false }) => {
    const firstNan = elements.findIndex(Number.isNaN);
    if (firstNan >= 0 && !skipsNan) return firstNan;
    const count = elements.reduce((total, element) => total + Number(!Number.isNaN(element)), 0);
    return orderOf(elements, false)[Math.max(Math.floor((count - 1) / 2), 0)]!;
  },
  [
    { inputs: [constant(float32([2, 4]))], attributes: { dim: -1 }, torch: 'torch.median(x0, -1).indices' },
    {
      inputs: [constant(float32([2, 3], [5, 1, NaN, 9, 4, 2]))],
      attributes: { dim: 1, keepdim: true },
      torch: 'torch.median(x0, 1, True).indices',
    },
    {
      inputs: [constant(float32([2, 3], [5, 1, NaN, 9, 4, 2]))],
      attributes: { dim: 1, skipsNan: true },
      torch: 'torch.nanmedian(x0, 1).indices',
    },
  ],
);

/** The most frequent element, the smallest of several; its last occurrence. */
export const mode_indices: Op<Along> = position<Along>(
  'mode_indices',
  'mode',
  (elements) => {
    const order = Uint32Array.from(elements, (_, at) => at);
    sortUnstably(order, order.length, (a, b) => isSmaller(elements[a]!, elements[b]!));
    let [found, most, run] = [0, 0, 0];
    for (let at = 0; at < order.length; at++) {
      run++;
      if (at + 1 < order.length && elements[order[at]!] === elements[order[at + 1]!]) continue;
      if (run > most) [found, most] = [order[at]!, run];
      run = 0;
    }
    return found;
  },
  [
    {
      inputs: [int64([2, 5], [3, 1, 3, 1, 2, 4, 4, 0, 1, 2])],
      attributes: { dim: -1 },
      torch: 'torch.mode(x0).indices',
    },
    {
      inputs: [constant(float32([3, 2]))],
      attributes: { dim: 0, keepdim: true },
      torch: 'torch.mode(x0, 0, True).indices',
    },
  ],
);
