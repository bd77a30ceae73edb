/** Elements in order along a dim, and where they stood. NaN counts as the largest; equal elements keep their order. */
import { TensorError } from '../error';
import { zerosLike } from '../formula';
import type { Op } from '../op';
import { constant, float32, int64 } from '../samples';
import { normalizeDim } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { scatter } from './gather';
import { narrow } from './narrow';

type Order = { readonly dim: number; readonly descending?: boolean | undefined };

/** The positions of a line's elements in sorted order. */
export function orderOf(line: Float64Array, descending: boolean): Uint32Array {
  const rank = (value: number): number => (Number.isNaN(value) ? Infinity : value);
  const compare = (a: number, b: number): number => {
    const [x, y] = [line[a]!, line[b]!];
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return rank(x) < rank(y) ? -1 : rank(x) > rank(y) ? 1 : 0;
  };
  const order = Uint32Array.from(line, (_, at) => at);
  return order.sort(descending ? (a, b) => compare(b, a) || a - b : (a, b) => compare(a, b) || a - b);
}

const samples = (expression: (dim: string, descending: boolean) => string) => [
  { inputs: [float32([2, 4])], attributes: { dim: 1 }, torch: expression('1', false) },
  { inputs: [float32([3, 2])], attributes: { dim: 0, descending: true }, torch: expression('0', true) },
  {
    inputs: [constant(float32([4], [1, NaN, -1, 7]))],
    attributes: { dim: -1 },
    torch: expression('-1', false),
  },
  { inputs: [int64([4], [3, 1, 3, 2])], attributes: { dim: 0 }, torch: expression('0', false) },
];

/** `x.argsort(dim, descending)`. */
export const argsort: Op<Order> = {
  name: 'argsort',
  infer: ([x], { dim }) => {
    if (x!.rank !== undefined) normalizeDim(dim, x!.rank);
    return { shape: x!.shape, dtype: 'int64' };
  },
  role: () => ({ kind: 'class-indices' }),
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute:
      ({ descending = false }) =>
      (line, result) =>
        result.set(orderOf(line, descending)),
  },
  vjp: 'not differentiable',
  samples: samples(
    (dim, descending) =>
      `torch.argsort(x0, dim=${dim}, descending=${descending ? 'True' : 'False'}, stable=True)`,
  ),
};

/** The values of `x.sort(dim, descending)`. */
export const sort: Op<Order> = {
  name: 'sort',
  gradFn: 'SortBackward0',
  infer: ([x], { dim }) => {
    if (x!.rank !== undefined) normalizeDim(dim, x!.rank);
    return { shape: x!.shape, dtype: x!.dtype };
  },
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute:
      ({ descending = false }) =>
      (line, result) =>
        orderOf(line, descending).forEach((from, at) => {
          result[at] = line[from]!;
        }),
  },
  vjp: (gradient, { inputs: [x], attributes }) => {
    const order = Tensor.apply(argsort, [x!], attributes);
    return [Tensor.apply(scatter, [zerosLike(x!), order, gradient], { dim: attributes.dim })];
  },
  samples: samples(
    (dim, descending) => `x0.sort(${dim}, descending=${descending ? 'True' : 'False'}).values`,
  ),
};

type TopK = { readonly k: number; readonly dim: number; readonly largest: boolean };

/** The first k of a sorted tensor along the dim. */
function firstOf(ordered: Tensor, { k, dim }: TopK): Tensor {
  const size = ordered.rank === 0 ? 1 : ordered.shape?.[normalizeDim(dim, ordered.shape.length)];
  if (k < 0 || (typeof size === 'number' && k > size)) {
    throw new TensorError('RuntimeError', 'selected index k out of range');
  }
  // A scalar is its own largest and smallest element.
  return ordered.rank === 0 ? ordered : Tensor.apply(narrow, [ordered], { dim, start: 0, length: k });
}

const topkSamples = (field: string) => [
  { inputs: [float32([2, 4])], attributes: { k: 2, dim: -1, largest: true }, torch: `x0.topk(2).${field}` },
  {
    inputs: [float32([3, 2])],
    attributes: { k: 2, dim: 0, largest: false },
    torch: `x0.topk(2, 0, largest=False).${field}`,
  },
  { inputs: [float32([2, 3])], attributes: { k: 4, dim: -1, largest: true }, torch: `x0.topk(4).${field}` },
];

/** The values of `x.topk(k, dim, largest)`, sorted. */
export const topk = composite<TopK>({
  name: 'topk',
  gradFn: 'TopkBackward0',
  compose: ([x], attributes) =>
    firstOf(Tensor.apply(sort, [x!], { dim: attributes.dim, descending: attributes.largest }), attributes),
  samples: topkSamples('values'),
});

/** The indices of `x.topk(k, dim, largest)`. */
export const topk_indices: Op<TopK> = {
  ...composite<TopK>({
    name: 'topk_indices',
    compose: ([x], attributes) =>
      firstOf(
        Tensor.apply(argsort, [x!], { dim: attributes.dim, descending: attributes.largest }),
        attributes,
      ),
    role: () => ({ kind: 'class-indices' }),
    samples: topkSamples('indices'),
  }),
  vjp: 'not differentiable',
};
