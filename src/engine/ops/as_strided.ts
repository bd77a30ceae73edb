/** Elements at constant steps through the row-major storage. */
import { TensorError } from '../error';
import { reshaped, zerosLike } from '../formula';
import type { Op } from '../op';
import { bool, float32, otherFloat32 } from '../samples';
import { isKnownShape, normalizeDim, numelOf, stridesOf } from '../shape';
import { walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { index } from './indexing';

type Strides = {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
};

/** The positions in the storage of the elements of a strided view, row-major. */
export function stridedPositions({ size, stride, offset }: Strides): Float64Array {
  const positions = new Float64Array(numelOf(size));
  walkStrided(size, offset, stride, (at, from) => {
    positions[at] = from;
  });
  return positions;
}

/** A 1-dim int64 tensor of positions. */
export const positionTensor = (positions: Float64Array): Tensor =>
  Tensor.leaf({ shape: [positions.length], dtype: 'int64', values: positions });

/** The positions of a diagonal in the row-major storage, in the order in which `diagonal` gives them. */
export function diagonalPositions(
  shape: readonly number[],
  offset: number,
  dim1: number,
  dim2: number,
): Tensor {
  const strides = stridesOf(shape);
  const [first, second] = [normalizeDim(dim1, shape.length), normalizeDim(dim2, shape.length)];
  const others = shape.map((_, dim) => dim).filter((dim) => dim !== first && dim !== second);
  const [rows, columns] = [shape[first]!, shape[second]!];
  const count = Math.max(Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)), 0);
  const start = Math.max(-offset, 0) * strides[first]! + Math.max(offset, 0) * strides[second]!;
  return positionTensor(
    stridedPositions({
      size: [...others.map((dim) => shape[dim]!), count],
      stride: [...others.map((dim) => strides[dim]!), strides[first]! + strides[second]!],
      offset: start,
    }),
  );
}

/** Refuses strides that do not fit the sizes, or lead out of the storage. */
function checkStrides({ size, stride, offset }: Strides, count: number | undefined): void {
  if (size.length !== stride.length)
    throw new TensorError('RuntimeError', 'mismatch in length of strides and shape');
  const last = size.reduce((at, length, dim) => at + (length - 1) * stride[dim]!, offset);
  if (count === undefined || numelOf(size) === 0 || last < count) return;
  throw new TensorError(
    'RuntimeError',
    `setStorage: sizes [${size.join(', ')}], strides [${stride.join(', ')}], storage offset ${offset}, and itemsize 4 requiring a storage size of ${(last + 1) * 4} are out of bounds for storage of size ${count * 4}`,
  );
}

const strided = composite<Strides>({
  name: 'as_strided',
  gradFn: 'AsStridedBackward0',
  compose: ([x], attributes) => {
    const flat = reshaped(x!, [numelOf(x!.shape as readonly number[])]);
    const picked = Tensor.apply(index, [flat, positionTensor(stridedPositions(attributes))], {
      items: [{ kind: 'tensor' }],
    });
    return reshaped(picked, attributes.size);
  },
  samples: [
    {
      inputs: [float32([3, 4])],
      attributes: { size: [2, 2], stride: [1, 4], offset: 1 },
      torch: 'x0.as_strided((2, 2), (1, 4), 1)',
    },
    {
      inputs: [float32([5])],
      attributes: { size: [3, 2], stride: [1, 1], offset: 0 },
      torch: 'x0.as_strided((3, 2), (1, 1))',
    },
    {
      inputs: [bool([4], [1, 0, 1, 1])],
      attributes: { size: [], stride: [], offset: 2 },
      torch: 'x0.as_strided((), (), 2)',
    },
  ],
});

/**
 * `x.as_strided(size, stride, storage_offset)`: element [i, j, …] is the one at
 * offset + i · stride[0] + j · stride[1] + … of the row-major storage. Positions that repeat add up in the gradient.
 * Its shape is told without going through the positions, of which windows that overlap have many.
 */
export const as_strided: Op<Strides> = {
  ...strided,
  infer: ([x], attributes) => {
    checkStrides(attributes, isKnownShape(x!.shape) ? numelOf(x!.shape) : undefined);
    return { shape: attributes.size, dtype: x!.dtype };
  },
};

/**
 * `x.as_strided_scatter(src, size, stride, storage_offset)`: a copy whose strided part is the source's. PyTorch's
 * gradient of the tensor is that of the very part which was replaced, and zero elsewhere; it is not the slope.
 */
export const as_strided_scatter: Op<Strides> = {
  name: 'as_strided_scatter',
  gradFn: 'AsStridedScatterBackward0',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  kernel: {
    kind: 'general',
    compute: ([x, source], attributes, result) => {
      result.values.set(x!.values);
      stridedPositions(attributes).forEach((to, from) => (result.values[to] = source!.values[from]!));
    },
  },
  vjp: (gradient, { attributes }) => {
    const part = Tensor.apply(as_strided, [gradient], attributes);
    return [Tensor.apply(as_strided_scatter, [zerosLike(gradient), part], attributes), part];
  },
  samples: [
    {
      inputs: [float32([3, 4]), otherFloat32([2, 2])],
      attributes: { size: [2, 2], stride: [1, 4], offset: 1 },
      torch: 'torch.as_strided_scatter(x0, x1, (2, 2), (1, 4), 1)',
    },
  ],
};
