/** The same elements in another order along dims: reversed, rotated, repeated. */
import { TensorError } from '../error';
import { reshaped, sumOf } from '../formula';
import type { Op } from '../op';
import { moveDim } from '../roles';
import { float32 } from '../samples';
import { normalizeDim, stridesOf, SymbolicDim, type Dim } from '../shape';
import { copyStrided, walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { keepsRole } from './family';

/** `x.flip(dims)`: reversed along these dims. */
export const flip: Op<{ readonly dims: readonly number[] }> = {
  name: 'flip',
  gradFn: 'FlipBackward0',
  infer: ([x], { dims }) => {
    if (x!.rank !== undefined) dims.forEach((dim) => normalizeDim(dim, x!.rank!));
    return { shape: x!.shape, dtype: x!.dtype };
  },
  role: keepsRole,
  kernel: {
    kind: 'general',
    compute: ([x], { dims }, result) => {
      const strides = stridesOf(x!.shape);
      let offset = 0;
      for (const dim of dims) {
        const at = normalizeDim(dim, x!.shape.length);
        if (x!.shape[at] === undefined) continue;
        offset += (x!.shape[at]! - 1) * strides[at]!;
        strides[at] = -strides[at]!;
      }
      copyStrided(x!, offset, strides, result);
    },
  },
  vjp: (gradient, { attributes }) => [Tensor.apply(flip, [gradient], attributes)],
  samples: [
    { inputs: [float32([2, 3])], attributes: { dims: [1] }, torch: 'x0.flip(1)' },
    { inputs: [float32([2, 3, 2])], attributes: { dims: [0, -1] }, torch: 'x0.flip(0, -1)' },
    { inputs: [float32([2, 3])], attributes: { dims: [2] }, torch: 'x0.flip(2)' },
  ],
};

/** `x.roll(shifts, dims)`: what leaves at one end comes in at the other; without dims, of the flattened elements. */
export const roll: Op<{ readonly shifts: readonly number[]; readonly dims?: readonly number[] | undefined }> =
  {
    name: 'roll',
    gradFn: 'RollBackward0',
    infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
    role: keepsRole,
    kernel: {
      kind: 'general',
      compute: ([x], { shifts, dims }, result) => {
        const flat = !dims || dims.length === 0;
        const shape = flat ? [x!.values.length] : x!.shape;
        const strides = stridesOf(shape);
        const shiftOf = new Array<number>(shape.length).fill(0);
        shifts.forEach((shift, at) => {
          shiftOf[flat ? 0 : normalizeDim(dims[at]!, shape.length)]! += shift;
        });
        x!.values.forEach((value, from) => {
          let to = 0;
          shape.forEach((size, dim) => {
            const at = Math.floor(from / strides[dim]!) % size;
            to += ((((at + shiftOf[dim]!) % size) + size) % size) * strides[dim]!;
          });
          result.values[to] = value;
        });
      },
    },
    vjp: (gradient, { attributes: { shifts, dims } }) => [
      Tensor.apply(roll, [gradient], { shifts: shifts.map((shift) => -shift), dims }),
    ],
    samples: [
      { inputs: [float32([2, 3])], attributes: { shifts: [1], dims: [1] }, torch: 'x0.roll(1, 1)' },
      {
        inputs: [float32([2, 3])],
        attributes: { shifts: [4, -1], dims: [1, 0] },
        torch: 'x0.roll((4, -1), (1, 0))',
      },
      { inputs: [float32([2, 3])], attributes: { shifts: [2] }, torch: 'x0.roll(2)' },
    ],
  };

/** `x.repeat(repeats)`: whole copies one behind the other along each dim; new dims come in front. */
export const repeat: Op<{ readonly repeats: readonly number[] }> = {
  name: 'repeat',
  gradFn: 'RepeatBackward0',
  infer: ([x], { repeats }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    const missing = repeats.length - x!.shape.length;
    if (missing < 0) {
      throw new TensorError(
        'RuntimeError',
        'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor',
      );
    }
    const shape = repeats.map((times, at): Dim => {
      const size = at < missing ? 1 : x!.shape![at - missing]!;
      if (typeof size === 'number') return size * times;
      return times === 1 ? size : new SymbolicDim(`${size}*${times}`);
    });
    return { shape, dtype: x!.dtype };
  },
  role: ([x], { repeats }) =>
    moveDim(x!.role, (dim) => {
      if (x!.rank === undefined) return undefined;
      const at = dim + repeats.length - x!.rank;
      return repeats[at] === 1 ? at : undefined;
    }),
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => {
      const missing = result.shape.length - x!.shape.length;
      const own = stridesOf(x!.shape);
      const strides = stridesOf(result.shape);
      walkStrided(result.shape, 0, strides, (at) => {
        let from = 0;
        x!.shape.forEach((size, dim) => {
          from += (Math.floor(at / strides[dim + missing]!) % size) * own[dim]!;
        });
        result.values[at] = x!.values[from]!;
      });
    },
  },
  vjp: (gradient, { inputs: [x], attributes: { repeats } }) => {
    // Each dim apart into copies and positions; then the copies add up.
    const missing = repeats.length - x!.rank!;
    const split = repeats.flatMap((times, at) => [times, at < missing ? 1 : x!.shape![at - missing]!]);
    const copies = repeats.map((_, at) => 2 * at);
    return [reshaped(sumOf(reshaped(gradient, split), copies), x!.shape!)];
  },
  samples: [
    { inputs: [float32([2])], attributes: { repeats: [3, 2] }, torch: 'x0.repeat(3, 2)' },
    { inputs: [float32([2, 3])], attributes: { repeats: [2, 1] }, torch: 'x0.repeat(2, 1)' },
    { inputs: [float32([2, 3])], attributes: { repeats: [2] }, torch: 'x0.repeat(2)' },
  ],
};
