/** L D Lᵀ of symmetric matrices, packed as LAPACK packs it. PyTorch knows no gradient of it. */
import { TensorError } from '../error';
import { ldl, solveLdl } from '../factorizations/ldl';
import { matricesOf, requireSquare } from '../matrices';
import type { NdArray, Op } from '../op';
import { requireSingleOrDouble } from '../refusals';
import { constant, float32, float64, int32 } from '../samples';
import { broadcastShapes } from '../shape';
import { Tensor } from '../tensor';
import { expand } from './expand';

type None = Record<string, never>;
const none: None = {};

function requireLdl(matrix: Tensor): void {
  requireSquare('torch.linalg.ldl_factor_ex', matrix);
  requireSingleOrDouble('ldl_factor_kernel_cpu', matrix);
}

const factorized = (a: NdArray) => matricesOf(a).map((matrix) => ldl(matrix, a.shape.at(-1)!));

const regular = constant(float32([3, 3], [2, -1, 0.5, -1, 4, 1, 0.5, 1, -3]));
/** Its first block has two rows. */
const exchanging = constant(float64([3, 3], [0, 2, 3, 2, 0, 1, 3, 1, 1]));

export const ldl_factor: Op<None> = {
  name: 'ldl_factor',
  infer: ([a]) => {
    requireLdl(a!);
    return { shape: a!.shape, dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      factorized(a!).forEach(({ factors }, at) => result.values.set(factors, at * factors.length));
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [regular], attributes: none, torch: 'torch.linalg.ldl_factor(x0)[0]' },
    { inputs: [exchanging], attributes: none, torch: 'torch.linalg.ldl_factor(x0)[0]' },
    { inputs: [float32([2, 3])], attributes: none, torch: 'torch.linalg.ldl_factor(x0)[0]' },
  ],
};

export const ldl_pivots: Op<None> = {
  name: 'ldl_pivots',
  infer: ([a]) => {
    requireLdl(a!);
    return { shape: a!.shape?.slice(0, -1), dtype: 'int32' };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      factorized(a!).forEach(({ pivots }, at) => result.values.set(pivots, at * pivots.length));
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [regular], attributes: none, torch: 'torch.linalg.ldl_factor(x0)[1]' },
    { inputs: [exchanging], attributes: none, torch: 'torch.linalg.ldl_factor(x0)[1]' },
  ],
};

/** X with A X = B, from the packed factors of A, its pivots, and B. */
export const ldl_solve: Op<None> = {
  name: 'ldl_solve',
  infer: ([factors, , b]) => {
    requireSquare('torch.linalg.ldl_solve', factors!);
    if (!factors!.shape || !b!.shape) return { dtype: b!.dtype };
    const [n, height] = [factors!.shape.at(-1), b!.shape.at(-2)];
    if (typeof n === 'number' && typeof height === 'number' && n !== height) {
      throw new TensorError(
        'RuntimeError',
        `linalg.ldl_solve: Incompatible shapes of A and B for the equation AX = B (${n}x${n} and ${height}x${String(b!.shape.at(-1))})`,
      );
    }
    const batches = broadcastShapes(factors!.shape.slice(0, -2), b!.shape.slice(0, -2));
    return { shape: [...batches, ...b!.shape.slice(-2)], dtype: b!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([factors, pivots, b], _, result) => {
      const n = factors!.shape.at(-1)!;
      const columns = result.shape.at(-1)!;
      const batches = result.shape.slice(0, -2);
      const grown = (array: NdArray, own: number): Tensor =>
        Tensor.apply(expand, [Tensor.leaf({ ...array, role: { kind: 'values' } })], {
          size: [...batches, ...array.shape.slice(-own)],
        });
      const exchanges = grown(pivots!, 1).values();
      const right = matricesOf(grown(b!, 2).array());
      matricesOf(grown(factors!, 2).array()).forEach((matrix, at) => {
        const own = Array.from(exchanges.slice(at * n, (at + 1) * n));
        result.values.set(solveLdl(matrix, own, n, right[at]!, columns), at * n * columns);
      });
    },
  },
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [regular, constant(int32([3], [1, 2, 3])), constant(float32([3, 2]))],
      attributes: none,
      torch: 'torch.linalg.ldl_solve(x0, x1, x2)',
    },
    {
      inputs: [exchanging, constant(int32([3], [-3, -3, 3])), constant(float64([3, 2]))],
      attributes: none,
      torch: 'torch.linalg.ldl_solve(x0, x1, x2)',
    },
  ],
};
