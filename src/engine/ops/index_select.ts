import { TensorError } from '../error';
import { sumOf, zerosLike } from '../formula';
import type { Op } from '../op';
import { moveDim } from '../roles';
import { float32, int64 } from '../samples';
import { normalizeDim, type Dim } from '../shape';
import { Tensor } from '../tensor';
import { index_put } from './indexing';
import type { IndexItem } from '../index_items';

/** `x.index_select(dim, index)`: the positions along a dim that a 1-dim tensor names, in its order. */
export const index_select: Op<{ readonly dim: number }> = {
  name: 'index_select',
  gradFn: 'IndexSelectBackward0',
  infer: ([x, positions], { dim }) => {
    if (positions!.rank !== undefined && positions!.rank > 1) {
      throw new TensorError('IndexError', 'index_select(): Index is supposed to be a vector');
    }
    if (positions!.dtype && positions!.dtype !== 'int64' && positions!.dtype !== 'int32') {
      throw new TensorError('RuntimeError', 'index_select(): Expected dtype int32 or int64 for index');
    }
    if (!x!.shape || !positions!.shape) return { dtype: x!.dtype };
    const along = normalizeDim(dim, x!.shape.length);
    const count: Dim = positions!.shape[0] ?? 1;
    return { shape: x!.shape.map((size, at) => (at === along ? count : size)), dtype: x!.dtype };
  },
  role: ([x], { dim }) =>
    moveDim(x!.role, (axis) =>
      x!.rank !== undefined && normalizeDim(dim, x!.rank) !== axis ? axis : undefined,
    ),
  check: ([x, positions], { dim }) => {
    const size = x!.shape?.[normalizeDim(dim, x!.shape.length)];
    if (!positions!.hasValues || typeof size !== 'number') return;
    for (const position of positions!.values()) {
      if (position < 0 || position >= size) throw new TensorError('IndexError', 'index out of range in self');
    }
  },
  kernel: {
    kind: 'general',
    compute: ([x, positions], { dim }, result) => {
      const along = normalizeDim(dim, x!.shape.length);
      const inner = x!.shape.slice(along + 1).reduce((product, size) => product * size, 1);
      const from = (x!.shape[along] ?? 1) * inner;
      const to = positions!.values.length * inner;
      for (let outer = 0; outer * to < result.values.length; outer++) {
        positions!.values.forEach((position, at) => {
          const start = outer * from + position * inner;
          result.values.set(x!.values.subarray(start, start + inner), outer * to + at * inner);
        });
      }
    },
  },
  vjp: (gradient, { inputs: [x, positions], attributes: { dim } }) => {
    // A tensor without dims is picked as a whole, once for each position.
    if (x!.rank === 0) return [sumOf(gradient), undefined];
    const along = normalizeDim(dim, x!.rank!);
    const items: IndexItem[] = [
      ...Array.from({ length: along }, () => ({ kind: 'slice' }) as const),
      { kind: 'tensor' },
    ];
    return [
      Tensor.apply(index_put, [zerosLike(x!), gradient, positions!], { items, accumulate: true }),
      undefined,
    ];
  },
  samples: [
    {
      inputs: [float32([3, 2]), int64([4], [2, 0, 0, 1])],
      attributes: { dim: 0 },
      torch: 'x0.index_select(0, x1)',
    },
    {
      inputs: [float32([2, 3]), int64([2], [2, 0])],
      attributes: { dim: -1 },
      torch: 'x0.index_select(-1, x1)',
    },
    { inputs: [float32([2, 3]), int64([1], [4])], attributes: { dim: 0 }, torch: 'x0.index_select(0, x1)' },
  ],
};
