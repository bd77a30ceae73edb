/** Views with dims in another order. */
import { TensorError } from '../error';
import type { Op } from '../op';
import { moveDim } from '../roles';
import { float32 } from '../samples';
import { normalizeDim, stridesOf } from '../shape';
import { copyStrided } from '../strided';
import { Tensor } from '../tensor';

/** `x.permute(dims)`: dim i of the result is dim dims[i] of x. */
export const permute: Op<{ readonly dims: readonly number[] }> = {
  name: 'permute',
  gradFn: 'PermuteBackward0',
  infer: ([x], { dims }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    if (dims.length !== x!.shape.length) {
      throw new TensorError(
        'RuntimeError',
        `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${x!.shape.length} is not equal to len(dims) = ${dims.length}`,
      );
    }
    const order = dims.map((dim) => normalizeDim(dim, dims.length));
    if (new Set(order).size < order.length) {
      throw new TensorError('RuntimeError', 'permute(): duplicate dims are not allowed.');
    }
    return { shape: order.map((dim) => x!.shape![dim]!), dtype: x!.dtype };
  },
  role: ([x], { dims }) =>
    moveDim(x!.role, (dim) => {
      const at = dims.findIndex((given) => (given + dims.length) % dims.length === dim);
      return at < 0 ? undefined : at;
    }),
  kernel: {
    kind: 'general',
    compute: ([x], { dims }, result) => {
      const strides = stridesOf(x!.shape);
      copyStrided(
        x!,
        0,
        dims.map((dim) => strides[normalizeDim(dim, dims.length)]!),
        result,
      );
    },
  },
  vjp: (gradient, { attributes: { dims } }) => {
    const order = dims.map((dim) => normalizeDim(dim, dims.length));
    return [Tensor.apply(permute, [gradient], { dims: order.map((_, at) => order.indexOf(at)) })];
  },
  samples: [
    { inputs: [float32([2, 3, 4])], attributes: { dims: [2, 0, 1] }, torch: 'x0.permute(2, 0, 1)' },
    { inputs: [float32([2, 3, 4])], attributes: { dims: [0, -1, 1] }, torch: 'x0.permute(0, -1, 1)' },
    { inputs: [float32([2, 3])], attributes: { dims: [0, 0] }, torch: 'x0.permute(0, 0)' },
    { inputs: [float32([2, 3])], attributes: { dims: [0] }, torch: 'x0.permute(0)' },
  ],
};

/** `x.transpose(dim0, dim1)`. */
export const transpose: Op<{ readonly dim0: number; readonly dim1: number }> = {
  name: 'transpose',
  gradFn: 'TransposeBackward0',
  infer: ([x], { dim0, dim1 }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    const order = swapped(x!.shape.length, dim0, dim1);
    return { shape: order.map((dim) => x!.shape![dim]!), dtype: x!.dtype };
  },
  role: ([x], { dim0, dim1 }) =>
    moveDim(x!.role, (dim) => (x!.rank === undefined ? undefined : swapped(x!.rank, dim0, dim1)[dim])),
  kernel: {
    kind: 'general',
    compute: ([x], { dim0, dim1 }, result) => {
      const strides = stridesOf(x!.shape);
      copyStrided(
        x!,
        0,
        swapped(x!.shape.length, dim0, dim1).map((dim) => strides[dim]!),
        result,
      );
    },
  },
  vjp: (gradient, { attributes }) => [Tensor.apply(transpose, [gradient], attributes)],
  samples: [
    { inputs: [float32([2, 3])], attributes: { dim0: 0, dim1: 1 }, torch: 'x0.transpose(0, 1)' },
    { inputs: [float32([2, 3, 4])], attributes: { dim0: -1, dim1: 0 }, torch: 'x0.transpose(-1, 0)' },
    { inputs: [float32([2, 3])], attributes: { dim0: 0, dim1: 2 }, torch: 'x0.transpose(0, 2)' },
  ],
};

/** The order of dims after two of them changed places. */
function swapped(rank: number, dim0: number, dim1: number): number[] {
  const first = normalizeDim(dim0, rank);
  const second = normalizeDim(dim1, rank);
  return Array.from({ length: rank }, (_, dim) => (dim === first ? second : dim === second ? first : dim));
}
