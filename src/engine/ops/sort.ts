/** Elements in order along a dim, and where they stood. NaN counts as the largest; equal elements keep their order. */
import { TensorError } from '../error';
import { zerosLike } from '../formula';
import type { Op } from '../op';
import { constant, float32, int64 } from '../samples';
import { selectNth, sortFirst, sortUnstably } from '../selection';
import { normalizeDim, stridesOf } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { gather, scatter } from './gather';

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

/** The positions of the first k of a line, in the order in which PyTorch's kernel selects and sorts equal elements. */
function firstOf(line: Float64Array, k: number, largest: boolean): Uint32Array {
  const isLarger = (a: number, b: number): boolean => (Number.isNaN(a) && !Number.isNaN(b)) || a > b;
  const before = (a: number, b: number): boolean =>
    largest ? isLarger(line[a]!, line[b]!) : isLarger(line[b]!, line[a]!);
  const order = Uint32Array.from(line, (_, at) => at);
  if (k === 0) return order;
  if (k * 64 <= line.length) sortFirst(order, k, before);
  else {
    selectNth(order, k - 1, before);
    sortUnstably(order, k - 1, before);
  }
  return order;
}

const topkSamples = (field: string) => [
  { inputs: [float32([2, 4])], attributes: { k: 2, dim: -1, largest: true }, torch: `x0.topk(2).${field}` },
  {
    inputs: [float32([3, 2])],
    attributes: { k: 2, dim: 0, largest: false },
    torch: `x0.topk(2, 0, largest=False).${field}`,
  },
  {
    inputs: [constant(float32([7], [1, 3, 3, 2, 1, 3, 2]))],
    attributes: { k: 5, dim: -1, largest: true },
    torch: `x0.topk(5).${field}`,
  },
  { inputs: [float32([2, 3])], attributes: { k: 4, dim: -1, largest: true }, torch: `x0.topk(4).${field}` },
];

/** The indices of `x.topk(k, dim, largest)`. */
export const topk_indices: Op<TopK> = {
  name: 'topk_indices',
  infer: ([x], { k, dim }) => {
    const { shape } = x!;
    if (!shape) return { dtype: 'int64' };
    const at = normalizeDim(dim, shape.length);
    const size = shape.length === 0 ? 1 : shape[at];
    if (k < 0 || (typeof size === 'number' && k > size)) {
      throw new TensorError('RuntimeError', 'selected index k out of range');
    }
    return { shape: shape.map((own, axis) => (axis === at ? k : own)), dtype: 'int64' };
  },
  role: () => ({ kind: 'class-indices' }),
  kernel: {
    kind: 'general',
    compute: ([x], { k, dim, largest }, result) => {
      const at = normalizeDim(dim, x!.shape.length);
      const size = x!.shape[at] ?? 1;
      const step = stridesOf(x!.shape)[at] ?? 1;
      const line = new Float64Array(size);
      for (let first = 0; first < x!.values.length; first += Math.max(size * step, 1)) {
        for (let start = 0; start < step; start++) {
          for (let place = 0; place < size; place++) line[place] = x!.values[first + start + place * step]!;
          const order = firstOf(line, k, largest);
          const target = (first / size) * k + start;
          for (let place = 0; place < k; place++) result.values[target + place * step] = order[place]!;
        }
      }
    },
  },
  vjp: 'not differentiable',
  samples: topkSamples('indices'),
};

/** The values of `x.topk(k, dim, largest)`, sorted. */
export const topk = composite<TopK>({
  name: 'topk',
  gradFn: 'TopkBackward0',
  compose: ([x], attributes) => {
    const places = Tensor.apply(topk_indices, [x!], attributes);
    return x!.rank === 0 ? x! : Tensor.apply(gather, [x!, places], { dim: attributes.dim });
  },
  samples: topkSamples('values'),
});
