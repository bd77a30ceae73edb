/** Systems of linear equations, and determinants. */
import { TensorError } from '../error';
import { negative, times, unsqueezed } from '../formula';
import { eliminate, matricesOf, requireSquare, substitute, zeroPivot } from '../matrices';
import type { Op } from '../op';
import { float32, float64, otherFloat32 } from '../samples';
import { broadcastShapes, isKnownShape, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { expand } from './expand';
import { matmul } from './matmul';
import { transpose } from './permute';
import { sum_to_size } from './sum_to_size';

const none = {};
const transposed = (matrix: Tensor): Tensor => Tensor.apply(transpose, [matrix], { dim0: -2, dim1: -1 });
const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(matmul, [a, b], none);
const backTo = (gradient: Tensor, like: Tensor): Tensor =>
  Tensor.apply(sum_to_size, [gradient], { size: like.shape! });

/** Matrices that are far enough from singular for differences. */
const regular = float32([2, 2], [2, 0.5, -1, 3]);
const batch = float32([2, 2, 2], [2, 0.5, -1, 3, 1, 2, -0.5, 1.5]);

/**
 * `torch.linalg.solve(A, B)` for matrices: the X with A X = B. Inputs: A [*, n, n] and B [*, n, k], whose batches are
 * broadcast. dB = A⁻ᵀ dX, dA = −dB Xᵀ (Giles 2008, "Collected matrix derivative results", 2.3.1).
 * Throws PyTorch's LinAlgError for a singular matrix.
 */
export const solve: Op<Record<string, never>> = {
  name: 'solve',
  gradFn: 'LinalgSolveExBackward0',
  infer: ([a, b]) => {
    requireSquare('linalg.solve', a!);
    const [rows] = a!.shape?.slice(-1) ?? [];
    const [height] = b!.shape?.slice(-2) ?? [];
    if (typeof rows === 'number' && typeof height === 'number' && rows !== height) {
      throw new TensorError(
        'RuntimeError',
        `linalg.solve: Incompatible shapes of A and B for the equation AX = B (${String(rows)}x${String(rows)} and ${String(height)}x${String(b!.shape!.at(-1))})`,
      );
    }
    if (!a!.shape || !b!.shape) return { dtype: a!.dtype };
    const batches = broadcastShapes(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    return { shape: [...batches, ...b!.shape.slice(-2)], dtype: a!.dtype };
  },
  check: ([a]) => {
    if (!a!.hasValues || !isKnownShape(a!.shape)) return;
    const n = a!.shape.at(-1)!;
    const isBatch = a!.shape.length > 2;
    matricesOf(a!.array()).forEach((matrix, at) => {
      if (zeroPivot(eliminate(matrix, n), n) < 0) return;
      throw new TensorError(
        '_LinAlgError',
        `torch.linalg.solve: ${isBatch ? `(Batch element ${at}): ` : ''}The solver failed because the input matrix is singular.`,
      );
    });
  },
  kernel: {
    kind: 'general',
    compute: ([a, b], _, result) => {
      const n = a!.shape.at(-1)!;
      const columns = result.shape.at(-1)!;
      const batches = result.shape.slice(0, -2);
      const grown = (array: typeof a): Float64Array[] => {
        const whole = [...batches, ...array!.shape.slice(-2)];
        const given = Tensor.leaf({ shape: array!.shape, dtype: array!.dtype, values: array!.values });
        return matricesOf(Tensor.apply(expand, [given], { size: whole }).array());
      };
      const right = grown(b);
      grown(a).forEach((matrix, at) => {
        result.values.set(substitute(eliminate(matrix, n), n, right[at]!, columns), at * n * columns);
      });
    },
  },
  vjp: (gradient, { inputs: [a, b], output }) => {
    const right = Tensor.apply(solve, [transposed(a!), gradient], none);
    return [backTo(negative(product(right, transposed(output))), a!), backTo(right, b!)];
  },
  samples: [
    { inputs: [regular, otherFloat32([2, 3])], attributes: {}, torch: 'torch.linalg.solve(x0, x1)' },
    { inputs: [batch, otherFloat32([2, 1])], attributes: {}, torch: 'torch.linalg.solve(x0, x1)' },
    {
      inputs: [float32([2, 2], [1, 2, 2, 4]), float32([2, 1])],
      attributes: {},
      torch: 'torch.linalg.solve(x0, x1)',
    },
    { inputs: [float32([2, 3]), float32([2, 1])], attributes: {}, torch: 'torch.linalg.solve(x0, x1)' },
  ],
};

/** The identity, as often as a batch has matrices; its first columns or rows where these are not square. */
export function identityLike(matrix: Tensor): Tensor {
  const shape = matrix.shape as readonly number[];
  const [rows, columns] = shape.slice(-2) as [number, number];
  const values = new Float64Array(shape.reduce((count, size) => count * size, 1));
  for (let at = 0; at < values.length; at++)
    values[at] = Math.floor(at / columns) % rows === at % columns ? 1 : 0;
  const identity = Tensor.leaf({ shape, dtype: 'float64', values });
  return matrix.dtype === 'float64'
    ? identity
    : Tensor.leaf({ shape, dtype: matrix.dtype, values: Float32Array.from(values) });
}

/** A⁻¹. */
export const inverted = (matrix: Tensor): Tensor => Tensor.apply(solve, [matrix, identityLike(matrix)], none);

const asMatrices = (scalars: Tensor): Tensor => unsqueezed(unsqueezed(scalars, -1), -1);

const reducedShape = (shape: Shape | undefined): Shape | undefined => shape?.slice(0, -2);

/** det A by elimination. Its gradient is det A · A⁻ᵀ (Giles 2008, 2.2.4), of a regular matrix. */
export const det: Op<Record<string, never>> = {
  name: 'det',
  gradFn: 'LinalgDetBackward0',
  infer: ([a]) => {
    requireSquare('linalg.det', a!);
    return { shape: reducedShape(a!.shape), dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      const n = a!.shape.at(-1)!;
      matricesOf(a!).forEach((matrix, at) => {
        const { factors, sign } = eliminate(matrix, n);
        let value = sign;
        for (let step = 0; step < n; step++) value *= factors[step * n + step]!;
        result.values[at] = value;
      });
    },
  },
  vjp: (gradient, { inputs: [a], output }) => [
    times(asMatrices(times(gradient, output)), transposed(inverted(a!))),
  ],
  samples: [
    { inputs: [regular], attributes: {}, torch: 'torch.linalg.det(x0)' },
    { inputs: [batch], attributes: {}, torch: 'torch.linalg.det(x0)' },
    { inputs: [float64([1, 1], [-3])], attributes: {}, torch: 'torch.linalg.det(x0)' },
  ],
};

/** log |det A|. Its gradient is A⁻ᵀ (Giles 2008, 2.2.4). */
export const logabsdet: Op<Record<string, never>> = {
  name: 'logabsdet',
  gradFn: 'LinalgSlogdetBackward0',
  infer: ([a]) => {
    requireSquare('linalg.slogdet', a!);
    return { shape: reducedShape(a!.shape), dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      const n = a!.shape.at(-1)!;
      matricesOf(a!).forEach((matrix, at) => {
        const { factors } = eliminate(matrix, n);
        let value = 0;
        for (let step = 0; step < n; step++) value += Math.log(Math.abs(factors[step * n + step]!));
        result.values[at] = value;
      });
    },
  },
  vjp: (gradient, { inputs: [a] }) => [times(asMatrices(gradient), transposed(inverted(a!)))],
  samples: [
    { inputs: [regular], attributes: {}, torch: 'torch.linalg.slogdet(x0)[1]' },
    { inputs: [batch], attributes: {}, torch: 'torch.linalg.slogdet(x0)[1]' },
  ],
};
