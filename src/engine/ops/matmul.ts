import { torchScalarName, type DType } from '../dtype';
import { TensorError } from '../error';
import { squeezed, unsqueezed } from '../formula';
import type { Attributes, NdArray, Op } from '../op';
import { float32, float64, int64, otherFloat32 } from '../samples';
import {
  broadcastShapes,
  formatShape,
  isKnownShape,
  numelOf,
  SymbolicDim,
  type Dim,
  type Shape,
} from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { transpose } from './permute';
import { sumToSize } from './sum_to_size';

/** The names that PyTorch's matrix products use for dtypes. */
const cName = (dtype: DType): string =>
  ({
    bool: 'bool',
    uint8: 'unsigned char',
    int8: 'signed char',
    int16: 'short int',
    int32: 'int',
    int64: 'long int',
    uint64: 'unsigned long',
    float16: 'c10::Half',
    bfloat16: 'c10::BFloat16',
    float32: 'float',
    float64: 'double',
  })[dtype];

/** Whether two sizes certainly differ. */
const differ = (a: Dim, b: Dim): boolean => typeof a === 'number' && typeof b === 'number' && a !== b;

function checkDTypes(a: Tensor, b: Tensor): void {
  if (!a.dtype || !b.dtype || a.dtype === b.dtype) return;
  const names = [torchScalarName(a.dtype), torchScalarName(b.dtype)] as const;
  if (a.rank === 1 && b.rank === 1) {
    throw new TensorError(
      'RuntimeError',
      `dot : expected both vectors to have same dtype, but found ${names[0]} and ${names[1]}`,
    );
  }
  if (a.rank !== undefined && b.rank !== undefined && a.rank > 2 && b.rank > 2) {
    throw new TensorError('RuntimeError', `expected scalar type ${names[0]} but found ${names[1]}`);
  }
  throw new TensorError(
    'RuntimeError',
    `expected m1 and m2 to have the same dtype, but got: ${cName(a.dtype)} != ${cName(b.dtype)}`,
  );
}

/** Throws PyTorch's message, which depends on the ranks, when the inner sizes differ. */
function checkInnerSizes(a: Shape, b: Shape): void {
  const inner = a[a.length - 1]!;
  const other = b[Math.max(b.length - 2, 0)]!;
  if (!differ(inner, other)) return;
  let message: string;
  if (a.length === 1 && b.length === 1) {
    message = `inconsistent tensor size, expected tensor ${formatShape(a)} and src ${formatShape(b)} to have the same number of elements, but got ${inner} and ${other} elements respectively`;
  } else if (a.length === 2 && b.length === 1) {
    message = `size mismatch, got input (${a[0]}), mat (${a[0]}x${a[1]}), vec (${other})`;
  } else if (a.length > 2 && b.length > 2) {
    const batch = broadcastShapes(a.slice(0, -2), b.slice(0, -2));
    message = `Expected size for first two dimensions of batch2 tensor to be: [${isKnownShape(batch) ? numelOf(batch) : '?'}, ${inner}] but got: [${isKnownShape(batch) ? numelOf(batch) : '?'}, ${other}].`;
  } else {
    // PyTorch folds the batch dims into the rows of the first matrix.
    const rows = a.length === 1 ? 1 : a.slice(0, -1);
    const count = typeof rows === 'number' ? rows : isKnownShape(rows) ? numelOf(rows) : rows.join('*');
    message = `mat1 and mat2 shapes cannot be multiplied (${count}x${inner} and ${other}x${b.length === 1 ? 1 : b[b.length - 1]})`;
  }
  throw new TensorError('RuntimeError', message);
}

/** How many dims both have to have, where the program calls a product of matrices, or of batches of them, only. */
interface MatmulAttributes extends Attributes {
  readonly rank?: number;
}

const ofRank = (rank: number | undefined): Shape | undefined =>
  rank === undefined ? undefined : Array.from({ length: rank }, () => new SymbolicDim('?'));

/**
 * `a @ b`: the dot product of two vectors, a matrix times a vector, a product of
 * matrices, or of batches of them that broadcast.
 */
export const matmul: Op<MatmulAttributes> = {
  name: 'matmul',
  gradFn: ([a, b]) => {
    const ranks = [a!.rank ?? 2, b!.rank ?? 2] as const;
    if (ranks[0] > 2 || ranks[1] > 2) return 'UnsafeViewBackward0';
    if (ranks[1] === 1) return ranks[0] === 1 ? 'DotBackward0' : 'MvBackward0';
    return ranks[0] === 1 ? 'SqueezeBackward4' : 'MmBackward0';
  },
  infer: ([a, b], { rank }) => {
    const dtype = a!.dtype ?? b!.dtype;
    if (a!.rank === 0 || b!.rank === 0) {
      throw new TensorError(
        'RuntimeError',
        `both arguments to matmul need to be at least 1D, but they are ${a!.rank ?? '?'}D and ${b!.rank ?? '?'}D`,
      );
    }
    if (a!.shape && b!.shape) checkInnerSizes(a!.shape, b!.shape);
    checkDTypes(a!, b!);
    return { shape: productShape(a!.shape ?? ofRank(rank), b!.shape ?? ofRank(rank)), dtype };
  },
  kernel: { kind: 'general', compute: ([a, b], _, result) => multiply(a!, b!, result) },
  vjp: (gradient, { inputs: [a, b] }) => {
    const left = a!.rank === 1 ? unsqueezed(a!, 0) : a!;
    const right = b!.rank === 1 ? unsqueezed(b!, 1) : b!;
    let seed = gradient;
    if (b!.rank === 1) seed = unsqueezed(seed, -1);
    if (a!.rank === 1) seed = unsqueezed(seed, -2);
    const forLeft = a!.requiresGrad ? sumToSize(product(seed, transposed(right)), left.shape) : undefined;
    const forRight = b!.requiresGrad ? sumToSize(product(transposed(left), seed), right.shape) : undefined;
    return [
      forLeft && a!.rank === 1 ? squeezed(forLeft, 0) : forLeft,
      forRight && b!.rank === 1 ? squeezed(forRight, 1) : forRight,
    ];
  },
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3, 4])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([3]), otherFloat32([3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([3]), otherFloat32([3, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 2, 3]), otherFloat32([3, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 1, 2, 3]), otherFloat32([2, 3, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([3]), otherFloat32([2, 3, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [int64([2, 2], [1, 2, 3, 4]), int64([2], [5, 6])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 0]), float32([0, 3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 3]), float32([2, 3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 3]), float32([2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([3]), float32([2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2]), float32([3, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 2, 3]), float32([2, 2, 3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([4, 2, 3]), float32([2, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 2, 3]), float32([3, 3, 3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([]), float32([2, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([2, 3]), float64([3, 2])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [float32([3]), float64([3])], attributes: {}, torch: 'x0 @ x1' },
    { inputs: [int64([2, 2], [1, 2, 3, 4]), float32([2, 2])], attributes: {}, torch: 'x0 @ x1' },
  ],
};

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(matmul, [a, b], {});
const transposed = (a: Tensor): Tensor => Tensor.apply(transpose, [a], { dim0: -1, dim1: -2 });

function productShape(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (!a || !b) return undefined;
  const batch = broadcastShapes(a.slice(0, -2), b.slice(0, -2));
  return [...batch, ...(a.length > 1 ? [a[a.length - 2]!] : []), ...(b.length > 1 ? [b[b.length - 1]!] : [])];
}

/** Up to this length PyTorch's library adds up products of floats one after the other; longer ones it cuts into parts. */
const ONE_AFTER_THE_OTHER = 384;

/** Batches of matrices with fewer multiplications each are not given to that library; each product is rounded there. */
const TOO_SMALL = 400;

/**
 * Row by column, for each pair of matrices of the batch. Sums are kept in double precision, and of floats in single
 * precision where it is known how they are rounded: with each product that is added, which is exact itself, or rounded
 * before in batches of small matrices.
 */
export function multiply(a: NdArray, b: NdArray, result: NdArray): void {
  const rows = a.shape.length > 1 ? a.shape[a.shape.length - 2]! : 1;
  const inner = a.shape[a.shape.length - 1]!;
  const columns = b.shape.length > 1 ? b.shape[b.shape.length - 1]! : 1;
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)) as readonly number[];
  const startsOf = (array: NdArray, size: number): number[] => {
    const starts: number[] = [];
    const steps = broadcastStrides(array.shape.slice(0, -2), batch);
    walkStrided(batch, 0, steps, (_, offset) => starts.push(offset * size));
    return starts;
  };
  const startsA = startsOf(a, rows * inner);
  const startsB = startsOf(b, inner * columns);
  // One kind of array, so that the innermost loop stays fast for every dtype.
  const left = new Float64Array(a.values);
  const right = new Float64Array(b.values);
  const isSingle = [a, b, result].every(({ dtype }) => dtype === 'float32');
  const isBatch = a.shape.length > 2 && b.shape.length > 2;
  const roundsProducts = isSingle && isBatch && rows * inner * columns < TOO_SMALL;
  const roundsSums = roundsProducts || (isSingle && inner <= ONE_AFTER_THE_OTHER);
  const row = roundsSums ? new Float32Array(columns) : new Float64Array(columns);
  let to = 0;
  for (let at = 0; at < startsA.length; at++) {
    for (let i = 0; i < rows; i++) {
      row.fill(0);
      for (let k = 0; k < inner; k++) {
        const factor = left[startsA[at]! + i * inner + k]!;
        const start = startsB[at]! + k * columns;
        if (roundsProducts)
          for (let j = 0; j < columns; j++) row[j]! += Math.fround(factor * right[start + j]!);
        else for (let j = 0; j < columns; j++) row[j]! += factor * right[start + j]!;
      }
      result.values.set(row, to);
      to += columns;
    }
  }
}
