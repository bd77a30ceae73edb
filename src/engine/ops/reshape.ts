/** Views with another shape and the same row-major elements: reshape and flatten. */
import { TensorError } from '../error';
import { reshaped } from '../formula';
import type { Attributes, Kernel, Op } from '../op';
import { axisAfterReshape, moveDim } from '../roles';
import { float32 } from '../samples';
import {
  formatShape,
  isKnownShape,
  normalizeDim,
  numelOf,
  SymbolicDim,
  type Dim,
  type Shape,
} from '../shape';

const copies: { readonly kernel: Kernel<Attributes> } = {
  kernel: {
    kind: 'general',
    compute: ([x], _, result) => result.values.set(x!.values),
  },
};

/** `x.reshape(shape)` and `x.view(shape)`; one size may be -1. Null is a shape of which not even the rank is known. */
export const reshape: Op<{ readonly shape: Shape | null }> = {
  name: 'reshape',
  gradFn: 'ViewBackward0',
  infer: ([x], { shape }) => ({
    shape: shape ? resolveShape(x!.shape, shape) : undefined,
    dtype: x!.dtype,
  }),
  role: ([x], _, shape) => moveDim(x!.role, (dim) => axisAfterReshape(x!.shape, shape, dim)),
  ...copies,
  vjp: (gradient, { inputs: [x] }) => [reshaped(gradient, x!.shape!)],
  samples: [
    { inputs: [float32([2, 3])], attributes: { shape: [3, 2] }, torch: 'x0.reshape(3, 2)' },
    { inputs: [float32([2, 3, 2])], attributes: { shape: [2, -1] }, torch: 'x0.reshape(2, -1)' },
    { inputs: [float32([], [1])], attributes: { shape: [1, 1] }, torch: 'x0.reshape(1, 1)' },
    { inputs: [float32([0, 3])], attributes: { shape: [-1] }, torch: 'x0.reshape(-1)' },
    { inputs: [float32([2, 3])], attributes: { shape: [5] }, torch: 'x0.reshape(5)' },
    { inputs: [float32([2, 3])], attributes: { shape: [-1, 4] }, torch: 'x0.reshape(-1, 4)' },
    { inputs: [float32([2, 3])], attributes: { shape: [-1, -1] }, torch: 'x0.reshape(-1, -1)' },
    { inputs: [float32([2, 3])], attributes: { shape: [-2, 3] }, torch: 'x0.reshape(-2, 3)' },
    { inputs: [float32([0, 3])], attributes: { shape: [-1, 0] }, torch: 'x0.reshape(-1, 0)' },
  ],
};

/** `x.flatten(start_dim, end_dim)`: these dims, both included, become one. */
export const flatten: Op<{ readonly start_dim: number; readonly end_dim: number }> = {
  name: 'flatten',
  gradFn: 'ViewBackward0',
  infer: ([x], { start_dim, end_dim }) => {
    const own = x!.shape;
    if (own === undefined) {
      // All dims from one on become one, however many they are: those before it are left.
      const isToEnd = start_dim >= 0 && end_dim === -1;
      const before = isToEnd ? Array.from({ length: start_dim }, () => new SymbolicDim('?')) : [];
      return { shape: isToEnd ? [...before, new SymbolicDim('n')] : undefined, dtype: x!.dtype };
    }
    if (own.length === 0) return { shape: [1], dtype: x!.dtype };
    const start = normalizeDim(start_dim, own.length);
    const end = normalizeDim(end_dim, own.length);
    if (start > end) {
      throw new TensorError(
        'RuntimeError',
        'flatten() has invalid args: start_dim cannot come after end_dim',
      );
    }
    return {
      shape: [...own.slice(0, start), productOf(own.slice(start, end + 1)), ...own.slice(end + 1)],
      dtype: x!.dtype,
    };
  },
  role: ([x], _, shape) => moveDim(x!.role, (dim) => axisAfterReshape(x!.shape, shape, dim)),
  ...copies,
  vjp: (gradient, { inputs: [x] }) => [reshaped(gradient, x!.shape!)],
  samples: [
    { inputs: [float32([2, 3, 2])], attributes: { start_dim: 1, end_dim: -1 }, torch: 'x0.flatten(1)' },
    { inputs: [float32([2, 3, 2])], attributes: { start_dim: 0, end_dim: 1 }, torch: 'x0.flatten(0, 1)' },
    { inputs: [float32([], [2])], attributes: { start_dim: 0, end_dim: -1 }, torch: 'x0.flatten()' },
    { inputs: [float32([2, 3, 2])], attributes: { start_dim: 2, end_dim: 1 }, torch: 'x0.flatten(2, 1)' },
  ],
};

/** The product of sizes; a single symbolic size stays itself. */
function productOf(sizes: Shape): Dim {
  const symbols = sizes.filter((size) => typeof size !== 'number');
  const known = numelOf(sizes.filter((size) => typeof size === 'number'));
  if (symbols.length === 0 || known === 0) return known;
  if (symbols.length === 1 && known === 1) return symbols[0]!;
  return new SymbolicDim(sizes.filter((size) => size !== 1).join('*'));
}

/** A shape with at most one -1, worked out for a tensor of shape `own`. Throws PyTorch's error when it does not fit. */
function resolveShape(own: Shape | undefined, wanted: Shape): Shape {
  const inferred = wanted.indexOf(-1);
  if (wanted.filter((size) => size === -1).length > 1) {
    throw new TensorError('RuntimeError', 'only one dimension can be inferred');
  }
  wanted.forEach((size, at) => {
    if (typeof size === 'number' && size < -1) {
      throw new TensorError(
        'RuntimeError',
        `invalid shape dimension ${size} at index ${at} of shape ${formatShape(wanted)}`,
      );
    }
  });
  const given = wanted.filter((size) => size !== -1);
  if (isKnownShape(own) && isKnownShape(given)) {
    const count = numelOf(own);
    const each = numelOf(given);
    if (inferred >= 0 && each === 0 && count === 0) {
      throw new TensorError(
        'RuntimeError',
        `cannot reshape tensor of 0 elements into shape ${formatShape(wanted)} because the unspecified dimension size -1 can be any value and is ambiguous`,
      );
    }
    if (inferred >= 0 ? each === 0 || count % each !== 0 : each !== count) {
      throw new TensorError(
        'RuntimeError',
        `shape '${formatShape(wanted)}' is invalid for input of size ${count}`,
      );
    }
    return wanted.map((size) => (size === -1 ? count / each : size));
  }
  if (inferred < 0) return wanted;
  return wanted.map((size) => (size === -1 ? (own ? quotientOf(own, given) : new SymbolicDim('?')) : size));
}

/** The size that -1 stands for where some sizes are symbolic: those that occur on both sides cancel. */
function quotientOf(own: Shape, given: Shape): Dim {
  const left: Dim[] = [...own];
  const right: Dim[] = [];
  for (const size of given) {
    const at = typeof size === 'number' ? -1 : left.indexOf(size);
    if (at >= 0) left.splice(at, 1);
    else right.push(size);
  }
  const symbols = left.filter((size) => typeof size !== 'number');
  if (!isKnownShape(right) || symbols.length > 1) return new SymbolicDim('?');
  const known = numelOf(left.filter((size) => typeof size === 'number'));
  const divisor = numelOf(right);
  if (symbols.length === 0) {
    return divisor > 0 && known % divisor === 0 ? known / divisor : new SymbolicDim('?');
  }
  if (known === divisor) return symbols[0]!;
  const factor = known % divisor === 0 ? String(known / divisor) : `${known}/${divisor}`;
  return new SymbolicDim(`${symbols[0]}*${factor}`);
}
