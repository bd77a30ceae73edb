/** Picking elements along a dim by index, and its transposes: scatter and scatter_add. */
import { TensorError } from '../error';
import { zerosLike } from '../formula';
import type { NdArray, Op } from '../op';
import { float32, int64, number, otherFloat32 } from '../samples';
import type { IndexItem } from '../index_items';
import { formatShape, isKnownShape, normalizeDim, numelOf, sameShape, stridesOf, type Shape } from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { index as takeItems, index_put } from './indexing';

/** The dim along which positions are named, counted from either end. */
type Along = { readonly dim: number };

/** Visits each index: its row-major number and the position in an array of shape `shape` that it names. */
function walkIndices(
  index: NdArray,
  shape: readonly number[],
  dim: number,
  visit: (at: number, position: number) => void,
): void {
  const strides = stridesOf(shape);
  const along = normalizeDim(dim, index.shape.length);
  const step = strides[along] ?? 1;
  const others = strides.map((stride, at) => (at === along ? 0 : stride));
  walkStrided(index.shape, 0, others, (at, offset) => visit(at, offset + index.values[at]! * step));
}

function checkIndexDType(operation: string, { shape, dtype }: Tensor): void {
  // PyTorch asks nothing of an index without elements.
  if (isKnownShape(shape) && numelOf(shape) === 0) return;
  if (dtype && dtype !== 'int64' && dtype !== 'int32') {
    throw new TensorError('RuntimeError', `${operation}(): Expected dtype int32/int64 for index`);
  }
}

/** Sizes of the index must not exceed those of `self` apart from dim; unknown sizes are let through. */
function checkIndexShape(index: Shape | undefined, self: Shape | undefined, dim: number): void {
  if (!index || !self) return;
  // An index of nothing fits anything.
  if (isKnownShape(index) && numelOf(index) === 0) return;
  if (Math.max(index.length, 1) !== Math.max(self.length, 1)) {
    throw new TensorError(
      'RuntimeError',
      'Index tensor must have the same number of dimensions as input tensor',
    );
  }
  const along = normalizeDim(dim, self.length);
  index.forEach((size, at) => {
    const bound = self[at];
    if (at !== along && typeof size === 'number' && typeof bound === 'number' && size > bound) {
      throw new TensorError(
        'RuntimeError',
        `Size does not match at dimension ${at} expected index ${formatShape(index)} to be no larger than self ${formatShape(self)} apart from dimension ${along}`,
      );
    }
  });
}

export function checkIndexValues(index: Tensor, self: Tensor, dim: number): void {
  const size = self.shape?.[normalizeDim(dim, self.shape.length)];
  if (!index.hasValues || typeof size !== 'number') return;
  for (const value of index.values()) {
    if (value < 0 || value >= size) {
      throw new TensorError(
        'RuntimeError',
        `index ${value} is out of bounds for dimension ${normalizeDim(dim, self.shape!.length)} with size ${size}`,
      );
    }
  }
}

/** `x.gather(dim, index)`: result[i][j] = x[index[i][j]][j] for dim 0. */
export const gather: Op<Along> = {
  name: 'gather',
  gradFn: 'GatherBackward0',
  infer: ([x, index], { dim }) => {
    checkIndexDType('gather', index!);
    checkIndexShape(index!.shape, x!.shape, dim);
    return { shape: index!.shape, dtype: x!.dtype };
  },
  role: ([x]) => ({ kind: x!.role.kind }),
  check: ([x, index], { dim }) => checkIndexValues(index!, x!, dim),
  kernel: {
    kind: 'general',
    compute: ([x, index], { dim }, result) =>
      walkIndices(index!, x!.shape, dim, (at, position) => {
        result.values[at] = x!.values[position]!;
      }),
  },
  vjp: (gradient, { inputs: [x, index], attributes: { dim } }) => [
    Tensor.apply(scatter_add, [zerosLike(x!), index!, gradient], { dim }),
    undefined,
  ],
  samples: [
    {
      inputs: [float32([2, 3]), int64([2, 2], [0, 2, 1, 1])],
      attributes: { dim: 1 },
      torch: 'x0.gather(1, x1)',
    },
    { inputs: [float32([3, 2]), int64([1, 2], [2, 0])], attributes: { dim: -2 }, torch: 'x0.gather(-2, x1)' },
    { inputs: [float32([2, 3]), int64([2, 1], [0, 3])], attributes: { dim: 1 }, torch: 'x0.gather(1, x1)' },
    { inputs: [float32([2, 3]), int64([1], [0])], attributes: { dim: 1 }, torch: 'x0.gather(1, x1)' },
    {
      inputs: [float32([2, 3]), int64([3, 1], [0, 0, 0])],
      attributes: { dim: 1 },
      torch: 'x0.gather(1, x1)',
    },
    { inputs: [float32([2, 3]), float32([2, 1])], attributes: { dim: 1 }, torch: 'x0.gather(1, x1)' },
  ],
};

/** What scatter and scatter_add have in common. Inputs: x, index, source (at least as large as the index, or a number). */
export const inferScatter: (operation: string) => Op<Along>['infer'] =
  (operation) =>
  ([x, index, source], { dim }) => {
    checkIndexDType(operation, index!);
    if (source!.rank !== 0) checkIndexShape(index!.shape, source!.shape, dim);
    checkIndexShape(index!.shape, x!.shape, dim);
    return { shape: x!.shape, dtype: x!.dtype };
  };

export function forEachScattered(
  [x, index, source]: readonly NdArray[],
  dim: number,
  visit: (position: number, value: number) => void,
): void {
  const strides =
    source!.shape.length === 0 && index!.shape.length > 0
      ? broadcastStrides([], index!.shape)
      : stridesOf(source!.shape);
  const sources: number[] = [];
  walkStrided(index!.shape, 0, strides, (_, from) => sources.push(from));
  walkIndices(index!, x!.shape, dim, (at, position) => visit(position, source!.values[sources[at]!]!));
}

/** `x.scatter(dim, index, source)`: x with the elements that the index names replaced. */
export const scatter: Op<Along> = {
  name: 'scatter',
  gradFn: ([, , source]) => (source!.wrapped ? 'ScatterBackward1' : 'ScatterBackward0'),
  infer: inferScatter('scatter'),
  role: ([x], { dim }) =>
    // Ones put into zeros at class indices are one-hot rows; the values tell, not the operation.
    x!.rank !== undefined && x!.role.kind === 'one-hot'
      ? { kind: 'one-hot', dim: normalizeDim(dim, x!.rank) }
      : { kind: 'values' },
  check: ([x, index], { dim }) => checkIndexValues(index!, x!, dim),
  kernel: {
    kind: 'general',
    compute: (inputs, { dim }, result) => {
      result.values.set(inputs[0]!.values);
      forEachScattered(inputs, dim, (position, value) => {
        result.values[position] = value;
      });
    },
  },
  vjp: (gradient, { inputs: [, index, source], attributes: { dim } }) => {
    const zero = Tensor.leaf({ shape: [], dtype: gradient.dtype, values: Float64Array.of(0) });
    return [
      Tensor.apply(scatter, [gradient, index!, zero], { dim }),
      undefined,
      source!.requiresGrad ? gatherForSource(gradient, index!, source!, dim) : undefined,
    ];
  },
  samples: [
    {
      inputs: [float32([2, 3]), int64([2, 1], [2, 0]), otherFloat32([2, 1])],
      attributes: { dim: 1 },
      torch: 'x0.scatter(1, x1, x2)',
    },
    {
      inputs: [float32([2, 3]), int64([2, 1], [2, 0]), number(1)],
      attributes: { dim: 1 },
      torch: 'x0.scatter(1, x1, x2)',
    },
    {
      inputs: [float32([2, 3]), int64([2, 1], [2, 3]), number(1)],
      attributes: { dim: 1 },
      torch: 'x0.scatter(1, x1, x2)',
    },
  ],
};

/** `x.scatter_add(dim, index, source)`: the source's elements are added where the index names. */
export const scatter_add: Op<Along> = {
  name: 'scatter_add',
  gradFn: 'ScatterAddBackward0',
  infer: inferScatter('scatter_add'),
  check: ([x, index], { dim }) => checkIndexValues(index!, x!, dim),
  kernel: {
    kind: 'general',
    compute: (inputs, { dim }, result) => {
      const sums = Float64Array.from(inputs[0]!.values);
      forEachScattered(inputs, dim, (position, value) => {
        sums[position]! += value;
      });
      result.values.set(sums);
    },
  },
  vjp: (gradient, { inputs: [, index, source], attributes: { dim } }) => [
    gradient,
    undefined,
    source!.requiresGrad ? gatherForSource(gradient, index!, source!, dim) : undefined,
  ],
  samples: [
    {
      inputs: [float32([2, 3]), int64([2, 3], [2, 0, 2, 1, 1, 0]), otherFloat32([2, 3])],
      attributes: { dim: 1 },
      torch: 'x0.scatter_add(1, x1, x2)',
    },
    {
      inputs: [float32([3, 2]), int64([4, 2], [2, 0, 2, 1, 1, 0, 0, 0]), otherFloat32([4, 2])],
      attributes: { dim: 0 },
      torch: 'x0.scatter_add(0, x1, x2)',
    },
  ],
};

/** The gradient of a scattered source: what its positions received, and nothing where it is larger than the index. */
export const gatherForSource = (gradient: Tensor, index: Tensor, source: Tensor, dim: number): Tensor =>
  grown(Tensor.apply(gather, [gradient, index], { dim }), source);

const firstOf = (shape: Shape): IndexItem[] => shape.map((size) => ({ kind: 'slice', stop: size as number }));

/** The part of a source that an index uses: its first elements along each dim. */
export function narrowed(source: Tensor, index: Tensor): Tensor {
  if (sameShape(source.shape!, index.shape!)) return source;
  return Tensor.apply(takeItems, [source], { items: firstOf(index.shape!) });
}

/** What is known of the part that an index uses, with zeros where the source is larger. */
export function grown(received: Tensor, source: Tensor): Tensor {
  if (sameShape(source.shape!, received.shape!)) return received;
  return Tensor.apply(index_put, [zerosLike(source), received], { items: firstOf(received.shape!) });
}
