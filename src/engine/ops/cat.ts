/** Joining tensors: along a dim they have (cat), along a new one (stack). */
import { promoteTypes } from '../dtype';
import { TensorError } from '../error';
import type { NdArray, Op } from '../op';
import { commonRole, moveDim } from '../roles';
import { float32, int64, otherFloat32 } from '../samples';
import { formatShape, normalizeDim, SymbolicDim, stridesOf, type Dim, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { narrow, select } from './narrow';

/** The dim along which tensors are joined, counted from either end. */
type Along = { readonly dim: number };

/** A 1-dim tensor without elements joins with anything, as in PyTorch. */
const isLegacyEmpty = (shape: Shape | undefined): boolean => shape?.length === 1 && shape[0] === 0;

/** Whether it is one of those if its size, which is not known, is 0. */
const mayBeLegacyEmpty = (shape: Shape | undefined): boolean =>
  shape?.length === 1 && typeof shape[0] !== 'number';

const commonDType = (inputs: readonly Tensor[]) =>
  inputs.every((input) => input.dtype) ? inputs.map((input) => input.dtype!).reduce(promoteTypes) : undefined;

/** `torch.cat(tensors, dim)`. */
export const cat: Op<Along> = {
  name: 'cat',
  gradFn: 'CatBackward0',
  infer: (inputs, { dim }) => {
    if (inputs.length === 0) {
      throw new TensorError('ValueError', 'torch.cat(): expected a non-empty list of Tensors');
    }
    const dtype = commonDType(inputs);
    const joined = inputs.filter((input) => !isLegacyEmpty(input.shape));
    const shapes = joined.flatMap((input) => (input.shape ? [input.shape] : []));
    const first = shapes.find((shape) => !mayBeLegacyEmpty(shape)) ?? shapes[0];
    if (joined.length === 0) return { shape: [0], dtype };
    if (!first) return { dtype };
    if (first.length === 0) {
      throw new TensorError(
        'RuntimeError',
        `zero-dimensional tensor (at position ${inputs.indexOf(joined[0]!)}) cannot be concatenated`,
      );
    }
    const along = normalizeDim(dim, first.length);
    const shape: Dim[] = [...first];
    let total: Dim = 0;
    for (const input of joined) {
      if (mayBeLegacyEmpty(input.shape) && first.length > 1) {
        total = new SymbolicDim('?');
        continue;
      }
      if (input.shape && input.shape.length !== first.length) {
        throw new TensorError(
          'RuntimeError',
          `Tensors must have same number of dimensions: got ${first.length} and ${input.shape.length}`,
        );
      }
      input.shape?.forEach((size, at) => {
        if (at === along) return;
        const known = shape[at]!;
        if (typeof known === 'number' && typeof size === 'number' && known !== size) {
          throw new TensorError(
            'RuntimeError',
            `Sizes of tensors must match except in dimension ${along}. Expected size ${known} but got size ${size} for tensor number ${inputs.indexOf(input)} in the list.`,
          );
        }
        if (typeof known !== 'number') shape[at] = size;
      });
      const size = input.shape?.[along];
      total = typeof total === 'number' && typeof size === 'number' ? total + size : new SymbolicDim('?');
    }
    shape[along] = total;
    return { shape, dtype };
  },
  role: (inputs, { dim }) => {
    const role = commonRole(inputs);
    // Lines that add up to one no longer do when more is put behind them.
    return moveDim(role, (axis) =>
      inputs[0]!.rank !== undefined && normalizeDim(dim, inputs[0]!.rank) !== axis ? axis : undefined,
    );
  },
  kernel: {
    kind: 'general',
    compute: (inputs, { dim }, result) => {
      const joined = inputs.filter((input) => !isLegacyEmpty(input.shape));
      joinAlong(joined, joined.length > 0 ? normalizeDim(dim, joined[0]!.shape.length) : 0, result);
    },
  },
  vjp: (gradient, { inputs, attributes: { dim } }) => {
    const along = normalizeDim(dim, gradient.rank!);
    let start = 0;
    return inputs.map((input) => {
      if (isLegacyEmpty(input.shape)) return undefined;
      const length = input.shape![along] as number;
      const part = Tensor.apply(narrow, [gradient], { dim: along, start, length });
      start += length;
      return part;
    });
  },
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([1, 3])], attributes: { dim: 0 }, torch: 'torch.cat([x0, x1])' },
    {
      inputs: [float32([2, 3]), otherFloat32([2, 1])],
      attributes: { dim: -1 },
      torch: 'torch.cat([x0, x1], -1)',
    },
    { inputs: [float32([2]), int64([1], [3])], attributes: { dim: 0 }, torch: 'torch.cat([x0, x1])' },
    { inputs: [float32([2, 3]), float32([0])], attributes: { dim: 0 }, torch: 'torch.cat([x0, x1])' },
    { inputs: [float32([2, 3]), float32([2, 2])], attributes: { dim: 0 }, torch: 'torch.cat([x0, x1])' },
    { inputs: [float32([2, 3]), float32([2])], attributes: { dim: 0 }, torch: 'torch.cat([x0, x1])' },
    { inputs: [float32([]), float32([2])], attributes: { dim: 0 }, torch: 'torch.cat([x0, x1])' },
  ],
};

/** `torch.stack(tensors, dim)`. */
export const stack: Op<Along> = {
  name: 'stack',
  gradFn: 'StackBackward0',
  infer: (inputs, { dim }) => {
    if (inputs.length === 0) throw new TensorError('RuntimeError', 'stack expects a non-empty TensorList');
    const dtype = commonDType(inputs);
    const first = inputs.find((input) => input.shape)?.shape;
    if (!first) return { dtype };
    inputs.forEach(({ shape }, at) => {
      const fits =
        !shape ||
        (shape.length === first.length &&
          shape.every(
            (size, axis) =>
              typeof size !== 'number' || typeof first[axis] !== 'number' || size === first[axis],
          ));
      if (!fits) {
        throw new TensorError(
          'RuntimeError',
          `stack expects each tensor to be equal size, but got ${formatShape(inputs[0]!.shape)} at entry 0 and ${formatShape(shape)} at entry ${at}`,
        );
      }
    });
    const along = normalizeDim(dim, first.length + 1);
    return { shape: [...first.slice(0, along), inputs.length, ...first.slice(along)], dtype };
  },
  role: (inputs, { dim }) =>
    moveDim(commonRole(inputs), (axis) => {
      const rank = inputs[0]!.rank;
      if (rank === undefined) return undefined;
      return axis < normalizeDim(dim, rank + 1) ? axis : axis + 1;
    }),
  kernel: {
    kind: 'general',
    compute: (inputs, { dim }, result) => {
      const along = normalizeDim(dim, result.shape.length);
      const shape = result.shape.map((size, at) => (at === along ? 1 : size));
      joinAlong(
        inputs.map((input) => ({ ...input, shape })),
        along,
        result,
      );
    },
  },
  vjp: (gradient, { inputs, attributes: { dim } }) =>
    inputs.map((_, index) => Tensor.apply(select, [gradient], { dim, index })),
  samples: [
    {
      inputs: [float32([2, 3]), otherFloat32([2, 3])],
      attributes: { dim: 0 },
      torch: 'torch.stack([x0, x1])',
    },
    {
      inputs: [float32([2, 3]), otherFloat32([2, 3])],
      attributes: { dim: -1 },
      torch: 'torch.stack([x0, x1], -1)',
    },
    { inputs: [float32([]), otherFloat32([])], attributes: { dim: 0 }, torch: 'torch.stack([x0, x1])' },
    { inputs: [float32([2]), float32([3])], attributes: { dim: 0 }, torch: 'torch.stack([x0, x1])' },
  ],
};

/** Copies arrays that differ only in size along `dim` one behind the other. */
function joinAlong(inputs: readonly NdArray[], dim: number, result: NdArray): void {
  const step = (stridesOf(result.shape)[dim] ?? 1) * (result.shape[dim] ?? 1);
  let start = 0;
  for (const input of inputs) {
    const block = (stridesOf(input.shape)[dim] ?? 1) * (input.shape[dim] ?? 1);
    for (let at = 0, to = start; at < input.values.length; at += block, to += step) {
      result.values.set(input.values.subarray(at, at + block), to);
    }
    start += block;
  }
}
