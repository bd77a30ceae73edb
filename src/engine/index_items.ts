/**
 * Python's `x[…]` on tensors: which elements it names. Integers and slices are applied first, then
 * tensors of indices and masks together, as PyTorch does; the dim of several tensors goes in
 * front when something stands between them, else where the first of them stood.
 */
import { TensorError } from './error';
import {
  broadcastShapes,
  formatShape,
  isKnownShape,
  numelOf,
  stridesOf,
  SymbolicDim,
  type Dim,
  type Shape,
} from './shape';
import { broadcastStrides, walkStrided } from './strided';
import type { NdArray } from './op';
import type { DType } from './dtype';
import type { Role } from './role';

/** One item between the brackets. `tensor` stands for the next of the operation's index inputs. */
export type IndexItem =
  | { readonly kind: 'integer'; readonly value: number }
  | {
      readonly kind: 'slice';
      readonly start?: number | undefined;
      readonly stop?: number | undefined;
      readonly step?: number | undefined;
    }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'newaxis' }
  | { readonly kind: 'tensor' };

/** What is known of an index tensor while shapes are worked out. */
export interface IndexTensor {
  readonly shape: Shape | undefined;
  readonly dtype: DType | undefined;
  /** The number of true elements of a mask whose values are known. */
  readonly trueCount: number | undefined;
}

/** A dim of the result as the items make it: a dim of x, a new one, or a place where tensors index. */
type Axis =
  | {
      readonly kind: 'kept';
      readonly from: number;
      readonly size: Dim;
      readonly start: number;
      readonly step: number;
    }
  | { readonly kind: 'new' }
  | { readonly kind: 'indexed'; readonly from: number; readonly tensor: number; readonly width: number };

const isMask = (dtype: DType | undefined): boolean => dtype === 'bool' || dtype === 'uint8';

/** A mask takes as many dims as it has and an index takes one: without dtype and rank that cannot be told. */
const isUnderstood = (tensor: IndexTensor): boolean =>
  tensor.dtype !== undefined && (!isMask(tensor.dtype) || tensor.shape !== undefined);

/** The dims that the items make of those of x, before tensors that index are joined. Checks integers and slices. */
function axesOf(
  shape: Shape,
  items: readonly IndexItem[],
  tensors: readonly IndexTensor[],
): { axes: Axis[]; fixed: readonly (readonly [dim: number, index: number])[] } {
  let tensorsSeen = 0;
  const widths = items.map((item) => {
    if (item.kind === 'integer' || item.kind === 'slice') return 1;
    if (item.kind !== 'tensor') return 0;
    const tensor = tensors[tensorsSeen++]!;
    return isMask(tensor.dtype) ? (tensor.shape?.length ?? 1) : 1;
  });
  const consumed = widths.reduce((total, width) => total + width, 0);
  if (consumed > shape.length) {
    throw new TensorError(
      'IndexError',
      shape.length === 0 && items.length === 1 && items[0]!.kind === 'integer'
        ? 'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number'
        : `too many indices for tensor of dimension ${shape.length}`,
    );
  }
  const axes: Axis[] = [];
  const fixed: (readonly [number, number])[] = [];
  let dim = 0;
  tensorsSeen = 0;
  const keep = (count: number): void => {
    for (let end = dim + count; dim < end; dim++) {
      axes.push({ kind: 'kept', from: dim, size: shape[dim]!, start: 0, step: 1 });
    }
  };
  items.forEach((item, at) => {
    switch (item.kind) {
      case 'integer':
        fixed.push([dim, wrapIndex(item.value, shape[dim]!, dim)]);
        dim++;
        break;
      case 'slice':
        axes.push({ kind: 'kept', from: dim, ...sliceOf(shape[dim]!, item) });
        dim++;
        break;
      case 'ellipsis':
        keep(shape.length - consumed);
        break;
      case 'newaxis':
        axes.push({ kind: 'new' });
        break;
      case 'tensor': {
        const tensor = tensors[tensorsSeen]!;
        checkIndexTensor(tensor, shape, dim, widths[at]!);
        axes.push({ kind: 'indexed', from: dim, tensor: tensorsSeen++, width: widths[at]! });
        dim += widths[at]!;
        break;
      }
    }
  });
  keep(shape.length - dim);
  return { axes, fixed };
}

function wrapIndex(index: number, size: Dim, dim: number): number {
  if (typeof size !== 'number') return index;
  if (index < -size || index >= size) {
    throw new TensorError(
      'IndexError',
      `index ${index} is out of bounds for dimension ${dim} with size ${size}`,
    );
  }
  return index < 0 ? index + size : index;
}

function sliceOf(
  size: Dim,
  {
    start,
    stop,
    step = 1,
  }: { start?: number | undefined; stop?: number | undefined; step?: number | undefined },
): { size: Dim; start: number; step: number } {
  if (step <= 0) throw new TensorError('ValueError', 'step must be greater than zero');
  if (typeof size !== 'number') {
    const isAll = (start ?? 0) === 0 && stop === undefined && step === 1;
    return { size: isAll ? size : new SymbolicDim('?'), start: start ?? 0, step };
  }
  const clip = (at: number): number => Math.min(Math.max(at < 0 ? at + size : at, 0), size);
  const from = clip(start ?? 0);
  const to = clip(stop ?? size);
  return { size: Math.max(Math.ceil((to - from) / step), 0), start: from, step };
}

function checkIndexTensor(tensor: IndexTensor, shape: Shape, dim: number, width: number): void {
  const { dtype } = tensor;
  if (dtype && !['int64', 'int32', 'int16', 'int8', 'bool', 'uint8'].includes(dtype)) {
    throw new TensorError('IndexError', 'tensors used as indices must be long, int, byte or bool tensors');
  }
  if (!isMask(dtype) || !tensor.shape) return;
  for (let at = 0; at < width; at++) {
    const own = shape[dim + at];
    const masked = tensor.shape[at];
    if (typeof own === 'number' && typeof masked === 'number' && own !== masked) {
      throw new TensorError(
        'IndexError',
        `The shape of the mask ${formatShape(tensor.shape)} at index ${at} does not match the shape of the indexed tensor ${formatShape(shape)} at index ${dim + at}`,
      );
    }
  }
}

/** The shape that the index tensors have together; undefined where one's is not known. */
function jointShape(axes: readonly Axis[], tensors: readonly IndexTensor[]): Shape | undefined {
  const shapes = axes.flatMap((axis) => {
    if (axis.kind !== 'indexed') return [];
    const tensor = tensors[axis.tensor]!;
    return [isMask(tensor.dtype) ? [tensor.trueCount ?? new SymbolicDim('?')] : tensor.shape];
  });
  let joint: Shape | undefined = [];
  for (const shape of shapes) {
    if (!shape || !joint) return undefined;
    try {
      joint = broadcastShapes(joint, shape);
    } catch {
      throw new TensorError(
        'IndexError',
        `shape mismatch: indexing tensors could not be broadcast together with shapes ${shapes.map(formatShape).join(', ')}`,
      );
    }
  }
  return joint;
}

/** Where in the list of result dims the joint dims of the index tensors stand. */
function placeOfJoint(axes: readonly Axis[]): number {
  const indexed = axes.flatMap((axis, at) => (axis.kind === 'indexed' ? [at] : []));
  if (indexed.length === 0) return axes.length;
  const isAdjacent = indexed[indexed.length - 1]! - indexed[0]! === indexed.length - 1;
  return isAdjacent ? indexed[0]! : 0;
}

/** The shape of `x[items]`; undefined where it is not known. Throws PyTorch's IndexError when the items do not fit. */
export function indexedShape(
  shape: Shape | undefined,
  items: readonly IndexItem[],
  tensors: readonly IndexTensor[],
): Shape | undefined {
  if (!shape || !tensors.every(isUnderstood)) return undefined;
  const { axes } = axesOf(shape, items, tensors);
  const joint = jointShape(axes, tensors);
  if (!joint) return undefined;
  const at = placeOfJoint(axes);
  const before = axes.slice(0, at).filter((axis) => axis.kind !== 'indexed');
  const after = axes.slice(at).filter((axis) => axis.kind !== 'indexed');
  const sizeOf = (axis: Axis): Dim => (axis.kind === 'kept' ? axis.size : 1);
  return [...before.map(sizeOf), ...joint, ...after.map(sizeOf)];
}

/** The role of `x[items]`: an axis that is kept whole is followed, any other is lost. */
export function indexedRole(
  role: Role,
  shape: Shape | undefined,
  items: readonly IndexItem[],
  tensors: readonly IndexTensor[],
): Role {
  if (role.dim === undefined) return role;
  if (!shape || !tensors.every(isUnderstood)) return { kind: role.kind };
  const { axes } = axesOf(shape, items, tensors);
  const joint = jointShape(axes, tensors);
  const found = axes.findIndex((axis) => axis.kind === 'kept' && axis.from === role.dim);
  const axis = axes[found];
  if (!axis || axis.kind !== 'kept' || axis.size !== shape[role.dim] || !joint) return { kind: role.kind };
  const before = axes.slice(0, found).filter((other) => other.kind !== 'indexed').length;
  const hasIndexed = axes.some((other) => other.kind === 'indexed');
  return { kind: role.kind, dim: before + (hasIndexed && placeOfJoint(axes) <= found ? joint.length : 0) };
}

/**
 * The row-major position in x of each element of `x[items]`, in the result's row-major order.
 * Throws PyTorch's IndexError for an index out of bounds.
 */
export function indexedPositions(
  shape: readonly number[],
  items: readonly IndexItem[],
  arrays: readonly NdArray[],
): Float64Array {
  const tensors = arrays.map(describeArray);
  const { axes, fixed } = axesOf(shape, items, tensors);
  const strides = stridesOf(shape);
  const joint = jointShape(axes, tensors) as readonly number[];
  const jointOffsets = offsetsOfTensors(shape, strides, axes, arrays, joint);
  const base =
    fixed.reduce((offset, [dim, index]) => offset + index * strides[dim]!, 0) +
    axes.reduce((offset, axis) => offset + (axis.kind === 'kept' ? axis.start * strides[axis.from]! : 0), 0);
  // The joint dims count as one here: its offsets are looked up instead of multiplied.
  const at = placeOfJoint(axes);
  const before = axes.slice(0, at).filter((axis) => axis.kind !== 'indexed');
  const after = axes.slice(at).filter((axis) => axis.kind !== 'indexed');
  const sizes = (list: readonly Axis[]): number[] =>
    list.map((axis) => (axis.kind === 'kept' ? Number(axis.size) : 1));
  const steps = (list: readonly Axis[]): number[] =>
    list.map((axis) => (axis.kind === 'kept' ? axis.step * strides[axis.from]! : 0));
  const positions = new Float64Array(numelOf(sizes(before)) * jointOffsets.length * numelOf(sizes(after)));
  let filled = 0;
  walkStrided(sizes(before), base, steps(before), (_, outer) => {
    for (const middle of jointOffsets) {
      walkStrided(sizes(after), outer + middle, steps(after), (__, position) => {
        positions[filled++] = position;
      });
    }
  });
  return positions;
}

/** Throws PyTorch's IndexError for an index out of bounds. */
export function checkIndices(
  shape: readonly number[],
  items: readonly IndexItem[],
  arrays: readonly NdArray[],
): void {
  const tensors = arrays.map(describeArray);
  const { axes } = axesOf(shape, items, tensors);
  const joint = jointShape(axes, tensors) as readonly number[];
  offsetsOfTensors(shape, stridesOf(shape), axes, arrays, joint);
}

/** The offset in x that the index tensors name together, for each position of their joint shape. */
function offsetsOfTensors(
  shape: readonly number[],
  strides: readonly number[],
  axes: readonly Axis[],
  arrays: readonly NdArray[],
  joint: readonly number[],
): Float64Array {
  const offsets = new Float64Array(numelOf(joint));
  const addIndices = (indices: ArrayLike<number>, own: readonly number[], dim: number): void => {
    walkStrided(joint, 0, broadcastStrides(own, joint), (at, from) => {
      offsets[at]! += wrapIndex(indices[from]!, shape[dim]!, dim) * strides[dim]!;
    });
  };
  for (const axis of axes) {
    if (axis.kind !== 'indexed') continue;
    const array = arrays[axis.tensor]!;
    if (!isMask(array.dtype)) {
      addIndices(array.values, array.shape, axis.from);
      continue;
    }
    const found: number[] = [];
    array.values.forEach((value, at) => {
      if (value !== 0) found.push(at);
    });
    const own = stridesOf(array.shape);
    for (let k = 0; k < axis.width; k++) {
      const indices = found.map((at) => Math.floor(at / own[k]!) % array.shape[k]!);
      addIndices(indices, [found.length], axis.from + k);
    }
    // A mask without dims (x[torch.tensor(True)]) selects all of x once, or nothing.
  }
  return offsets;
}

/** What the shape of the result depends on, of an index with values. */
export const describeArray = (array: NdArray): IndexTensor => ({
  shape: array.shape,
  dtype: array.dtype,
  trueCount: isMask(array.dtype) ? countTrue(array.values) : undefined,
});

/** What the shape of the result depends on, of an index that may have no values. */
export const describeTensor = (tensor: {
  readonly shape: Shape | undefined;
  readonly dtype: DType | undefined;
  readonly hasValues: boolean;
  values(): ArrayLike<number>;
}): IndexTensor => ({
  shape: tensor.shape,
  dtype: tensor.dtype,
  trueCount:
    isMask(tensor.dtype) && tensor.hasValues && isKnownShape(tensor.shape)
      ? countTrue(tensor.values())
      : undefined,
});

function countTrue(values: ArrayLike<number>): number {
  let count = 0;
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) count++;
  return count;
}
