/** Taking dims of size 1 away and putting them in. */
import { reshaped } from '../formula';
import type { Op } from '../op';
import { moveDim } from '../roles';
import { float32 } from '../samples';
import { normalizeDim } from '../shape';

/** `x.squeeze()` without dim, `x.squeeze(dim)`, `x.squeeze(dims)`: dims of another size than 1 stay. */
export const squeeze: Op<{ readonly dim?: number | readonly number[] | undefined }> = {
  name: 'squeeze',
  gradFn: (_, { dim }) =>
    dim === undefined
      ? 'SqueezeBackward0'
      : typeof dim === 'number'
        ? 'SqueezeBackward1'
        : 'SqueezeBackward2',
  infer: ([x], { dim }) => {
    const own = x!.shape;
    if (!own) return { dtype: x!.dtype };
    const gone = squeezedDims(own, dim);
    // A size that is not known may be 1: then not even the rank of the result is known.
    if (gone === undefined) return { dtype: x!.dtype };
    return { shape: own.filter((_, at) => !gone.includes(at)), dtype: x!.dtype };
  },
  role: ([x], { dim }) =>
    moveDim(x!.role, (axis) => {
      const gone = x!.shape ? squeezedDims(x!.shape, dim) : undefined;
      if (!gone || gone.includes(axis)) return undefined;
      return axis - gone.filter((at) => at < axis).length;
    }),
  kernel: { kind: 'general', compute: ([x], _, result) => result.values.set(x!.values) },
  vjp: (gradient, { inputs: [x] }) => [reshaped(gradient, x!.shape!)],
  samples: [
    { inputs: [float32([1, 3, 1])], attributes: {}, torch: 'x0.squeeze()' },
    { inputs: [float32([1, 3, 1])], attributes: { dim: -1 }, torch: 'x0.squeeze(-1)' },
    { inputs: [float32([1, 3, 1])], attributes: { dim: 1 }, torch: 'x0.squeeze(1)' },
    { inputs: [float32([1, 3, 1])], attributes: { dim: [0, 2] }, torch: 'x0.squeeze((0, 2))' },
    { inputs: [float32([1, 3])], attributes: { dim: 4 }, torch: 'x0.squeeze(4)' },
  ],
};

/** `x.unsqueeze(dim)`: a new dim of size 1 at that place of the result. */
export const unsqueeze: Op<{ readonly dim: number }> = {
  name: 'unsqueeze',
  gradFn: 'UnsqueezeBackward0',
  infer: ([x], { dim }) => {
    const own = x!.shape;
    if (!own) return { dtype: x!.dtype };
    const at = normalizeDim(dim, own.length + 1);
    return { shape: [...own.slice(0, at), 1, ...own.slice(at)], dtype: x!.dtype };
  },
  role: ([x], { dim }) =>
    moveDim(x!.role, (axis) => {
      if (x!.rank === undefined) return undefined;
      return axis < normalizeDim(dim, x!.rank + 1) ? axis : axis + 1;
    }),
  kernel: { kind: 'general', compute: ([x], _, result) => result.values.set(x!.values) },
  vjp: (gradient, { inputs: [x] }) => [reshaped(gradient, x!.shape!)],
  samples: [
    { inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: 'x0.unsqueeze(1)' },
    { inputs: [float32([2, 3])], attributes: { dim: -1 }, torch: 'x0.unsqueeze(-1)' },
    { inputs: [float32([], [2])], attributes: { dim: 0 }, torch: 'x0.unsqueeze(0)' },
    { inputs: [float32([2, 3])], attributes: { dim: 4 }, torch: 'x0.unsqueeze(4)' },
  ],
};

/** The dims that are taken away; undefined when that depends on a size that is not known. */
function squeezedDims(
  shape: readonly unknown[],
  dim: number | readonly number[] | undefined,
): readonly number[] | undefined {
  const asked =
    dim === undefined
      ? shape.map((_, at) => at)
      : (typeof dim === 'number' ? [dim] : dim).map((given) => normalizeDim(given, shape.length));
  if (asked.some((at) => at < shape.length && typeof shape[at] !== 'number')) return undefined;
  return asked.filter((at) => shape[at] === 1);
}
