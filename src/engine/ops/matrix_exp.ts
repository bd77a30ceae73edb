import { halfMatrixExponential, matrixExponential } from '../special/matrix_exponential';
import { matricesOf, requireSquare } from '../matrices';
import { firstRows, lastColumns, ofKnownSizes, transposed } from '../matrix_formula';
import { full } from '../formula';
import type { Op } from '../op';
import { float32, float64 } from '../samples';
import { Tensor } from '../tensor';
import { cat } from './cat';

type None = Record<string, never>;
const none: None = {};

const joined = (parts: readonly Tensor[], dim: number): Tensor => Tensor.apply(cat, parts, { dim });

/**
 * e^A. Its gradient is the block above the diagonal of e^[[Aᵀ, G], [0, Aᵀ]] (N. J. Higham, "Functions of Matrices",
 * 3.16).
 */
export const matrix_exp: Op<None> = {
  name: 'matrix_exp',
  gradFn: 'LinalgMatrixExpBackward0',
  infer: ([a]) => {
    requireSquare('linalg.matrix_exp', a!);
    return { shape: a!.shape, dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      const { dtype, shape } = a!;
      const n = shape.at(-1)!;
      matricesOf(a!).forEach((matrix, at) => {
        const isHalf = dtype === 'float16' || dtype === 'bfloat16';
        const power = isHalf ? halfMatrixExponential(matrix, n, dtype) : matrixExponential(matrix, n);
        result.values.set(power, at * n * n);
      });
    },
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [a] }) => {
    const made = ofKnownSizes([a!, gradient], () => {
      const turned = transposed(a!);
      const n = turned.shape!.at(-1) as number;
      const above = joined([turned, gradient], -1);
      const below = joined([full(turned.shape, turned.dtype, 0), turned], -1);
      const exponential = Tensor.apply(matrix_exp, [joined([above, below], -2)], none);
      return lastColumns(firstRows(exponential, n), n);
    });
    return [made];
  },
  samples: [
    { inputs: [float32([3, 3])], attributes: none, torch: 'torch.linalg.matrix_exp(x0)' },
    { inputs: [float64([2, 2, 2])], attributes: none, torch: 'torch.matrix_exp(x0)' },
    { inputs: [float32([1, 1])], attributes: none, torch: 'x0.matrix_exp()' },
    { inputs: [float32([2, 3])], attributes: none, torch: 'torch.linalg.matrix_exp(x0)' },
  ],
};
