/** The lower triangle whose product with its transpose is a positive definite matrix. */
import { TensorError } from '../error';
import { plus, times } from '../formula';
import { matricesOf, requireSquare } from '../matrices';
import { transposed } from '../matrix_formula';
import type { Op } from '../op';
import { float32 } from '../samples';
import { isKnownShape } from '../shape';
import { Tensor } from '../tensor';
import { identityLike, solve } from './linear_systems';
import { matmul } from './matmul';
import { tril } from './triangle';

const none = {};

/** The row at which the matrix turns out not to be positive definite; undefined where it is. L goes to `factor`. */
function factorize(matrix: Float64Array, n: number, factor: Float64Array): number | undefined {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * n + column]!;
      for (let k = 0; k < column; k++) rest -= factor[row * n + k]! * factor[column * n + k]!;
      if (row !== column) factor[row * n + column] = rest / factor[column * n + column]!;
      else if (rest > 0) factor[row * n + row] = Math.sqrt(rest);
      else return row;
    }
  }
  return undefined;
}

/**
 * `torch.linalg.cholesky(A)`. With Φ(X) the lower triangle of X whose diagonal is halved, dA is the symmetric part of
 * L⁻ᵀ Φ(Lᵀ dL) L⁻¹ (Murray 2016, "Differentiation of the Cholesky decomposition").
 * Throws PyTorch's LinAlgError where the matrix is not positive definite.
 */
export const cholesky: Op<Record<string, never>> = {
  name: 'cholesky',
  gradFn: 'LinalgCholeskyExBackward0',
  infer: ([a]) => {
    requireSquare('linalg.cholesky', a!);
    return { shape: a!.shape, dtype: a!.dtype };
  },
  check: ([a]) => {
    if (!a!.hasValues || !isKnownShape(a!.shape)) return;
    const n = a!.shape.at(-1)!;
    matricesOf(a!.array()).forEach((matrix, at) => {
      const row = factorize(matrix, n, new Float64Array(n * n));
      if (row === undefined) return;
      const batch = a!.shape!.length > 2 ? `(Batch element ${at}): ` : '';
      throw new TensorError(
        '_LinAlgError',
        `linalg.cholesky: ${batch}The factorization could not be completed because the input is not positive-definite (the leading minor of order ${row + 1} is not positive-definite).`,
      );
    });
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      const n = a!.shape.at(-1)!;
      matricesOf(a!).forEach((matrix, at) => {
        const factor = new Float64Array(n * n);
        factorize(matrix, n, factor);
        result.values.set(factor, at * n * n);
      });
    },
  },
  vjp: (gradient, { output: factor }) => {
    const whole = Tensor.apply(
      matmul,
      [transposed(factor), Tensor.apply(tril, [gradient], { diagonal: 0 })],
      none,
    );
    // Below the diagonal as it is, on it half of it.
    const lower = plus(
      Tensor.apply(tril, [whole], { diagonal: -1 }),
      times(times(whole, identityLike(whole)), 0.5),
    );
    const left = Tensor.apply(solve, [transposed(factor), lower], none);
    const both = transposed(Tensor.apply(solve, [transposed(factor), transposed(left)], none));
    return [times(plus(both, transposed(both)), 0.5)];
  },
  samples: [
    { inputs: [float32([2, 2], [4, 1, 1, 3])], attributes: {}, torch: 'torch.linalg.cholesky(x0)' },
    {
      inputs: [float32([2, 3, 3], [4, 1, 0.5, 1, 3, -1, 0.5, -1, 5, 2, 0, 0, 0, 1, 0, 0, 0, 3])],
      attributes: {},
      torch: 'torch.linalg.cholesky(x0)',
    },
    { inputs: [float32([2, 2], [1, 2, 2, 1])], attributes: {}, torch: 'torch.linalg.cholesky(x0)' },
  ],
};
