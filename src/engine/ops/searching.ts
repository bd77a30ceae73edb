/** Looking for elements in others: places in a sorted sequence, and membership. */
import { TensorError } from '../error';
import type { Op } from '../op';
import { constant, float32, int64 } from '../samples';
import { formatShape, isKnownShape } from '../shape';

type Search = { readonly right?: boolean | undefined; readonly int32?: boolean | undefined };

/** How many of the elements in values[start … start + length) come before `wanted`; NaN is larger than all. */
function placeOf(
  values: ArrayLike<number>,
  start: number,
  length: number,
  wanted: number,
  right: boolean,
  order: ArrayLike<number> | undefined,
): number {
  const comesBefore = (element: number): boolean =>
    right ? !(element > wanted) : !(element >= wanted) && !Number.isNaN(element);
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = order ? order[start + middle]! : middle;
    if (comesBefore(values[start + at]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * `torch.searchsorted(sequence, values, right=…)`: where each value would be inserted into the innermost dim of the
 * sequence. Inputs: sequence, values and, where given, the order that sorts the sequence.
 */
export const searchsorted: Op<Search> = {
  name: 'searchsorted',
  infer: ([sequence, values], { int32 }) => {
    const [a, b] = [sequence!.shape, values!.shape];
    if (isKnownShape(a) && isKnownShape(b) && a.length !== 1) {
      const fits = a.length === b.length && a.slice(0, -1).every((size, at) => size === b[at]);
      if (!fits) {
        throw new TensorError(
          'RuntimeError',
          `torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor ${formatShape(a)} and input value tensor ${formatShape(b)}`,
        );
      }
    }
    return { shape: values!.shape, dtype: int32 ? 'int32' : 'int64' };
  },
  kernel: {
    kind: 'general',
    compute: ([sequence, values, order], { right = false }, result) => {
      const length = sequence!.shape[sequence!.shape.length - 1] ?? 1;
      const across = sequence!.shape.length === 1 ? Infinity : (values!.shape[values!.shape.length - 1] ?? 1);
      for (let at = 0; at < result.values.length; at++) {
        const start = across === Infinity ? 0 : Math.floor(at / across) * length;
        result.values[at] = placeOf(
          sequence!.values,
          start,
          length,
          values!.values[at]!,
          right,
          order?.values,
        );
      }
    },
  },
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [
        constant(float32([2, 4], [1, 3, 5, 7, 2, 4, 6, 8])),
        constant(float32([2, 3], [3, 6, 9, 3, 6, 9])),
      ],
      attributes: {},
      torch: 'torch.searchsorted(x0, x1)',
    },
    {
      inputs: [constant(float32([4], [1, 3, 3, 7])), constant(float32([2, 2], [3, 0, 8, NaN]))],
      attributes: { right: true },
      torch: 'torch.searchsorted(x0, x1, right=True)',
    },
    {
      inputs: [int64([3], [5, 1, 3]), int64([3], [2, 3, 6]), int64([3], [1, 2, 0])],
      attributes: { int32: true },
      torch: 'torch.searchsorted(x0, x1, sorter=x2, out_int32=True)',
    },
  ],
};

/** `torch.isin(elements, among)`: which of the elements are among the others. */
export const isin: Op<{ readonly invert?: boolean | undefined }> = {
  name: 'isin',
  infer: ([elements]) => ({ shape: elements!.shape, dtype: 'bool' }),
  kernel: {
    kind: 'general',
    compute: ([elements, among], { invert = false }, result) => {
      // A set takes NaN for equal to itself, which it is not.
      const others = new Set(Array.from(among!.values, (value) => value + 0));
      elements!.values.forEach((value, at) => {
        result.values[at] = Number((!Number.isNaN(value) && others.has(value + 0)) !== invert);
      });
    },
  },
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [int64([2, 2], [1, 2, 3, 4]), int64([2], [2, 3])],
      attributes: {},
      torch: 'torch.isin(x0, x1)',
    },
    {
      inputs: [constant(float32([3], [1, NaN, 0])), constant(float32([2], [NaN, 0]))],
      attributes: { invert: true },
      torch: 'torch.isin(x0, x1, invert=True)',
    },
  ],
};
