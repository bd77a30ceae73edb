/** Taking elements out by index, and putting others in their place. */
import { castTo, zerosLike } from '../formula';
import {
  checkIndices,
  describeArray,
  describeTensor,
  indexedPositions,
  indexedRole,
  indexedShape,
  type IndexItem,
} from '../index_items';
import type { NdArray, Op } from '../op';
import { commonRole } from '../roles';
import { bool, float32, int64, number, otherFloat32 } from '../samples';
import { isKnownShape, type Shape } from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { expand } from './expand';
import { sumToSize } from './sum_to_size';

/** What stands between the brackets; index tensors are the operation's further inputs, in order. */
export type Indexing = { readonly items: readonly IndexItem[] };

/** Looks at index values even when those of x are not known, so that an index out of bounds is always told. */
function checkBounds(x: Tensor, indices: readonly Tensor[], items: readonly IndexItem[]): void {
  if (indices.length > 0 && isKnownShape(x.shape) && indices.every((index) => index.hasValues)) {
    checkIndices(
      x.shape,
      items,
      indices.map((index) => index.array()),
    );
  }
}

/** `x[items]`. Inputs: x, then the index tensors and masks. */
export const index: Op<Indexing> = {
  name: 'index',
  gradFn: ([, ...indices], { items }) => {
    const last = items[items.length - 1]?.kind;
    if (indices.length > 0) return 'IndexBackward0';
    return last === 'integer'
      ? 'SelectBackward0'
      : last === 'newaxis'
        ? 'UnsqueezeBackward0'
        : 'SliceBackward0';
  },
  infer: ([x, ...indices], { items }) => ({
    shape: indexedShape(x!.shape, items, indices.map(describeTensor)),
    dtype: x!.dtype,
  }),
  role: ([x, ...indices], { items }) => indexedRole(x!.role, x!.shape, items, indices.map(describeTensor)),
  check: ([x, ...indices], { items }) => checkBounds(x!, indices, items),
  kernel: {
    kind: 'general',
    compute: ([x, ...indices], { items }, result) => {
      indexedPositions(x!.shape, items, indices).forEach((from, at) => {
        result.values[at] = x!.values[from]!;
      });
    },
  },
  vjp: (gradient, { inputs: [x, ...indices], attributes: { items } }) => [
    Tensor.apply(index_put, [zerosLike(x!), gradient, ...indices], { items, accumulate: true }),
  ],
  samples: [
    { inputs: [float32([4, 3])], attributes: { items: [{ kind: 'integer', value: -1 }] }, torch: 'x0[-1]' },
    {
      inputs: [float32([4, 3])],
      attributes: {
        items: [
          { kind: 'slice', start: 1, step: 2 },
          { kind: 'slice', stop: -1 },
        ],
      },
      torch: 'x0[1::2, :-1]',
    },
    {
      inputs: [float32([2, 3, 4])],
      attributes: { items: [{ kind: 'ellipsis' }, { kind: 'newaxis' }, { kind: 'integer', value: 2 }] },
      torch: 'x0[..., None, 2]',
    },
    {
      inputs: [float32([4, 3]), int64([2, 2], [0, 3, -1, 0])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'x0[x1]',
    },
    {
      inputs: [float32([4, 3]), int64([3], [0, 1, 3]), int64([3], [2, 2, -1])],
      attributes: { items: [{ kind: 'tensor' }, { kind: 'tensor' }] },
      torch: 'x0[x1, x2]',
    },
    {
      inputs: [float32([2, 3, 4]), int64([2], [0, 1]), int64([2], [3, 0])],
      attributes: { items: [{ kind: 'tensor' }, { kind: 'slice' }, { kind: 'tensor' }] },
      torch: 'x0[x1, :, x2]',
    },
    {
      inputs: [float32([2, 3, 4]), int64([2], [0, 1])],
      attributes: { items: [{ kind: 'integer', value: 0 }, { kind: 'slice' }, { kind: 'tensor' }] },
      torch: 'x0[0, :, x1]',
    },
    {
      inputs: [float32([4, 3]), bool([4], [1, 0, 1, 1])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'x0[x1]',
    },
    {
      inputs: [float32([2, 3]), bool([2, 3], [1, 0, 1, 0, 0, 1])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'x0[x1]',
    },
    {
      inputs: [float32([2, 3]), bool([3], [0, 0, 0])],
      attributes: { items: [{ kind: 'slice' }, { kind: 'tensor' }] },
      torch: 'x0[:, x1]',
    },
    { inputs: [float32([2, 3])], attributes: { items: [{ kind: 'slice', start: 5 }] }, torch: 'x0[5:]' },
    { inputs: [float32([2, 3])], attributes: { items: [{ kind: 'integer', value: 5 }] }, torch: 'x0[5]' },
    {
      inputs: [float32([2, 3])],
      attributes: { items: [{ kind: 'slice' }, { kind: 'integer', value: 7 }] },
      torch: 'x0[:, 7]',
    },
    {
      inputs: [float32([2])],
      attributes: {
        items: [
          { kind: 'integer', value: 0 },
          { kind: 'integer', value: 0 },
        ],
      },
      torch: 'x0[0, 0]',
    },
    { inputs: [float32([])], attributes: { items: [{ kind: 'integer', value: 0 }] }, torch: 'x0[0]' },
    { inputs: [float32([2])], attributes: { items: [{ kind: 'slice', step: -1 }] }, torch: 'x0[::-1]' },
    {
      inputs: [float32([2, 3]), int64([1], [5])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'x0[x1]',
    },
    {
      inputs: [float32([2, 3]), bool([3], [1, 0, 1])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'x0[x1]',
    },
    { inputs: [float32([2, 3]), float32([1])], attributes: { items: [{ kind: 'tensor' }] }, torch: 'x0[x1]' },
    {
      inputs: [float32([2, 3]), int64([2], [0, 1]), int64([3], [0, 1, 2])],
      attributes: { items: [{ kind: 'tensor' }, { kind: 'tensor' }] },
      torch: 'x0[x1, x2]',
    },
  ],
};

/**
 * A copy of x in which the elements that `x[items]` names are replaced by a value that broadcasts to them, or,
 * with `accumulate`, in which it is added to them. Inputs: x, the value, then the index tensors and masks.
 */
export const index_put: Op<Indexing & { readonly accumulate?: boolean | undefined }> = {
  name: 'index_put',
  // Without index tensors PyTorch copies into a view.
  gradFn: ([, , ...indices]) => (indices.length > 0 ? 'IndexPutBackward0' : 'CopySlices'),
  infer: ([x, value, ...indices], { items }) => {
    const shape = indexedShape(x!.shape, items, indices.map(describeTensor));
    if (shape && value!.shape) {
      Tensor.apply(
        expand,
        [Tensor.leaf({ shape: withoutLeadingOnes(value!.shape, shape), dtype: value!.dtype })],
        {
          size: shape,
        },
      );
    }
    return { shape: x!.shape, dtype: x!.dtype };
  },
  role: ([x, value]) => (value!.wrapped ? { kind: 'values' } : commonRole([x!, value!])),
  check: ([x, , ...indices], { items }) => checkBounds(x!, indices, items),
  kernel: {
    kind: 'general',
    compute: ([x, value, ...indices], { items, accumulate }, result) => {
      const positions = indexedPositions(x!.shape, items, indices);
      const shape = indexedShape(x!.shape, items, indices.map(describeArray)) as readonly number[];
      const written = accumulate ? new Float64Array(x!.values) : Float64Array.from(x!.values);
      forEachValue(value!, shape, (at, put) => {
        if (accumulate) written[positions[at]!]! += put;
        else written[positions[at]!] = put;
      });
      result.values.set(written);
    },
  },
  vjp: (gradient, { inputs: [x, value, ...indices], attributes: { items, accumulate } }) => {
    const put = Tensor.apply(index, [gradient, ...indices], { items });
    const kept = accumulate
      ? gradient
      : Tensor.apply(index_put, [gradient, zeroOf(x!), ...indices], { items });
    const trimmed = withoutLeadingOnes(value!.shape!, put.shape!);
    const share = sumToSize(put, trimmed);
    return [
      kept,
      value!.requiresGrad ? castTo(reshapeTo(share, value!.shape!), value!.dtype!) : undefined,
      ...indices.map(() => undefined),
    ];
  },
  samples: [
    {
      inputs: [float32([2, 3]), number(7), int64([2], [0, 1]), int64([2], [2, 0])],
      attributes: { items: [{ kind: 'tensor' }, { kind: 'tensor' }] },
      torch: 'assigned(x0, (x2, x3), x1)',
    },
    {
      inputs: [float32([2, 3]), otherFloat32([3])],
      attributes: { items: [{ kind: 'slice' }] },
      torch: 'assigned(x0, slice(None), x1)',
    },
    {
      inputs: [float32([2, 3]), otherFloat32([2]), bool([2, 3], [0, 1, 0, 0, 0, 1])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'assigned(x0, x2, x1)',
    },
    {
      inputs: [float32([4, 3]), otherFloat32([1, 3])],
      attributes: { items: [{ kind: 'slice', start: 1, stop: 3 }] },
      torch: 'assigned(x0, slice(1, 3), x1)',
    },
    {
      inputs: [float32([4]), otherFloat32([3]), int64([3], [1, 1, 2])],
      attributes: { items: [{ kind: 'tensor' }], accumulate: true },
      torch: 'x0.index_put((x2,), x1, accumulate=True)',
    },
    {
      inputs: [float32([4]), number(1), int64([1], [4])],
      attributes: { items: [{ kind: 'tensor' }] },
      torch: 'assigned(x0, x2, x1)',
    },
  ],
};

const zeroOf = (x: Tensor): Tensor => Tensor.leaf({ shape: [], dtype: x.dtype, values: Float64Array.of(0) });

/** Assignment accepts leading dims of size 1 that the place does not have. */
function withoutLeadingOnes(shape: Shape, place: Shape): Shape {
  let extra = 0;
  while (shape.length - extra > place.length && shape[extra] === 1) extra++;
  return shape.slice(extra);
}

function reshapeTo(tensor: Tensor, shape: Shape): Tensor {
  const missing = shape.length - tensor.rank!;
  return missing === 0
    ? tensor
    : Tensor.apply(index, [tensor], {
        items: [
          ...Array.from({ length: missing }, () => ({ kind: 'newaxis' }) as const),
          { kind: 'ellipsis' },
        ],
      });
}

/** Visits an array as if it were broadcast to a shape. */
function forEachValue(
  array: NdArray,
  shape: readonly number[],
  visit: (at: number, value: number) => void,
): void {
  const own = withoutLeadingOnes(array.shape, shape) as readonly number[];
  walkStrided(shape, 0, broadcastStrides(own, shape), (at, from) => visit(at, array.values[from]!));
}
