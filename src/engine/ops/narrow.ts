/** Parts of a tensor along one dim: a stretch of it, or one position. */
import { TensorError } from '../error';
import { zerosLike } from '../formula';
import type { IndexItem } from '../index_items';
import type { Op } from '../op';
import { moveDim } from '../roles';
import { float32 } from '../samples';
import { normalizeDim, stridesOf, SymbolicDim } from '../shape';
import { copyStrided } from '../strided';
import { Tensor } from '../tensor';
import { index_put } from './indexing';

/** The items that name `last` along `dim` and everything along the dims before. */
const along = (dim: number, last: IndexItem): readonly IndexItem[] => [
  ...Array.from({ length: dim }, () => ({ kind: 'slice' }) as const),
  last,
];

/** `x.narrow(dim, start, length)`. */
export const narrow: Op<{ readonly dim: number; readonly start: number; readonly length: number }> = {
  name: 'narrow',
  gradFn: 'SliceBackward0',
  infer: ([x], { dim, start, length }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    const at = normalizeDim(dim, x!.shape.length);
    const size = x!.shape[at];
    if (length < 0) throw new TensorError('RuntimeError', 'narrow(): length must be non-negative.');
    if (typeof size === 'number') {
      if (start < -size || start > size) {
        throw new TensorError(
          'IndexError',
          `start out of range (expected to be in range of [${-size}, ${size}], but got ${start})`,
        );
      }
      const from = start < 0 ? start + size : start;
      if (from + length > size) {
        throw new TensorError(
          'RuntimeError',
          `start (${from}) + length (${length}) exceeds dimension size (${size}).`,
        );
      }
    }
    return { shape: x!.shape.map((own, axis) => (axis === at ? length : own)), dtype: x!.dtype };
  },
  role: ([x], { dim, length }) =>
    moveDim(x!.role, (axis) => {
      if (!x!.shape) return undefined;
      return axis !== normalizeDim(dim, x!.shape.length) || x!.shape[axis] === length ? axis : undefined;
    }),
  kernel: {
    kind: 'general',
    compute: ([x], { dim, start }, result) => {
      const strides = stridesOf(x!.shape);
      const at = normalizeDim(dim, x!.shape.length);
      const from = start < 0 ? start + x!.shape[at]! : start;
      copyStrided(x!, from * strides[at]!, strides, result);
    },
  },
  vjp: (gradient, { inputs: [x], attributes: { dim, start, length } }) => {
    const at = normalizeDim(dim, x!.rank!);
    const from = start < 0 ? start + (x!.shape![at] as number) : start;
    const items = along(at, { kind: 'slice', start: from, stop: from + length });
    return [Tensor.apply(index_put, [zerosLike(x!), gradient], { items })];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { dim: 1, start: 1, length: 2 }, torch: 'x0.narrow(1, 1, 2)' },
    {
      inputs: [float32([4, 3])],
      attributes: { dim: -2, start: -3, length: 2 },
      torch: 'x0.narrow(-2, -3, 2)',
    },
    { inputs: [float32([2, 3])], attributes: { dim: 1, start: 2, length: 3 }, torch: 'x0.narrow(1, 2, 3)' },
    { inputs: [float32([2, 3])], attributes: { dim: 1, start: 4, length: 0 }, torch: 'x0.narrow(1, 4, 0)' },
    { inputs: [float32([2, 3])], attributes: { dim: 1, start: 0, length: -1 }, torch: 'x0.narrow(1, 0, -1)' },
  ],
};

/** `x.select(dim, index)`: one position along a dim, which goes away. */
export const select: Op<{ readonly dim: number; readonly index: number }> = {
  name: 'select',
  gradFn: 'SelectBackward0',
  infer: ([x], { dim, index }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    if (x!.shape.length === 0)
      throw new TensorError('IndexError', 'select() cannot be applied to a 0-dim tensor.');
    const at = normalizeDim(dim, x!.shape.length);
    const size = x!.shape[at];
    if (typeof size === 'number' && (index < -size || index >= size)) {
      throw new TensorError(
        'IndexError',
        `select(): index ${index} out of range for tensor of size [${x!.shape.map((own) => (own instanceof SymbolicDim ? own.name : own)).join(', ')}] at dimension ${at}`,
      );
    }
    return { shape: x!.shape.filter((_, axis) => axis !== at), dtype: x!.dtype };
  },
  role: ([x], { dim }) =>
    moveDim(x!.role, (axis) => {
      if (x!.rank === undefined) return undefined;
      const gone = normalizeDim(dim, x!.rank);
      if (axis === gone) return undefined;
      return axis < gone ? axis : axis - 1;
    }),
  kernel: {
    kind: 'general',
    compute: ([x], { dim, index }, result) => {
      const strides = stridesOf(x!.shape);
      const at = normalizeDim(dim, x!.shape.length);
      const from = index < 0 ? index + x!.shape[at]! : index;
      copyStrided(
        x!,
        from * strides[at]!,
        strides.filter((_, axis) => axis !== at),
        result,
      );
    },
  },
  vjp: (gradient, { inputs: [x], attributes: { dim, index } }) => {
    const items = along(normalizeDim(dim, x!.rank!), { kind: 'integer', value: index });
    return [Tensor.apply(index_put, [zerosLike(x!), gradient], { items })];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { dim: 1, index: -1 }, torch: 'x0.select(1, -1)' },
    { inputs: [float32([2, 3, 2])], attributes: { dim: -2, index: 0 }, torch: 'x0.select(-2, 0)' },
    { inputs: [float32([2, 3])], attributes: { dim: 1, index: 3 }, torch: 'x0.select(1, 3)' },
    { inputs: [float32([])], attributes: { dim: 0, index: 0 }, torch: 'x0.select(0, 0)' },
  ],
};
