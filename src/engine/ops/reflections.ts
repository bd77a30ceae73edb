/** Householder reflections as LAPACK packs them: those that make a matrix triangular, and products of them. */
import { TensorError } from '../error';
import { triangularize } from '../factorizations/reflections';
import { minus, times } from '../formula';
import { matricesOf } from '../matrices';
import { asRow, firstColumns, ofKnownSizes, product, transposed, unitLower } from '../matrix_formula';
import type { NdArray, Op } from '../op';
import { requireSingleOrDouble } from '../refusals';
import { constant, float32, float64 } from '../samples';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { identityLike } from './linear_systems';
import { narrow } from './narrow';

type None = Record<string, never>;
const none: None = {};

function requireGeqrf(matrix: Tensor): void {
  if (matrix.rank !== undefined && matrix.rank < 2)
    throw new TensorError('RuntimeError', 'torch.geqrf: input must have at least 2 dimensions.');
  requireSingleOrDouble('geqrf_cpu', matrix);
}

const reflected = (a: NdArray) =>
  matricesOf(a).map((matrix) => triangularize(matrix, a.shape.at(-2)!, a.shape.at(-1)!));

/** R on and above the diagonal, the vectors of the reflections below it. */
export const geqrf: Op<None> = {
  name: 'geqrf',
  infer: ([a]) => {
    requireGeqrf(a!);
    return { shape: a!.shape, dtype: a!.dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      reflected(a!).forEach(({ factors }, at) => result.values.set(factors, at * factors.length));
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [constant(float32([3, 3]))], attributes: none, torch: 'torch.geqrf(x0)[0]' },
    { inputs: [constant(float64([2, 4, 2]))], attributes: none, torch: 'torch.geqrf(x0)[0]' },
    { inputs: [constant(float32([2, 3]))], attributes: none, torch: 'torch.geqrf(x0)[0]' },
    { inputs: [constant(float32([3]))], attributes: none, torch: 'torch.geqrf(x0)[0]' },
  ],
};

/** The factors τ of the reflections I − τ v vᵀ. */
export const geqrf_taus: Op<None> = {
  name: 'geqrf_taus',
  infer: ([a]) => {
    requireGeqrf(a!);
    const [rows, columns] = a!.shape?.slice(-2) ?? [];
    const isKnown = typeof rows === 'number' && typeof columns === 'number';
    return {
      shape: isKnown ? [...a!.shape!.slice(0, -2), Math.min(rows, columns)] : undefined,
      dtype: a!.dtype,
    };
  },
  kernel: {
    kind: 'general',
    compute: ([a], _, result) => {
      reflected(a!).forEach(({ taus }, at) => result.values.set(taus, at * taus.length));
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [constant(float32([3, 3]))], attributes: none, torch: 'torch.geqrf(x0)[1]' },
    { inputs: [constant(float64([2, 4, 2]))], attributes: none, torch: 'torch.geqrf(x0)[1]' },
  ],
};

/** H₁ H₂ … times a matrix, or its transpose times it: one reflection I − τ v vᵀ after the other. */
function applied(factors: Tensor, taus: Tensor, target: Tensor, isTransposed: boolean): Tensor {
  const count = taus.shape!.at(-1) as number;
  // A vector begins with a one on the diagonal, which is not written, and has zeros before it.
  const vectors = unitLower(firstColumns(factors, count));
  let result = target;
  for (let step = 0; step < count; step++) {
    const at = isTransposed ? step : count - 1 - step;
    const vector = Tensor.apply(narrow, [vectors], { dim: -1, start: at, length: 1 });
    const tau = asRow(Tensor.apply(narrow, [taus], { dim: -1, start: at, length: 1 }));
    result = minus(result, product(times(vector, tau), product(transposed(vector), result)));
  }
  return result;
}

/** `torch.linalg.householder_product(A, tau)`: the first columns of H₁ H₂ … */
export const householder_product = composite<None>({
  name: 'householder_product',
  gradFn: 'LinalgHouseholderProductBackward0',
  compose: ([factors, taus]) => {
    const [rows, columns] = factors!.shape?.slice(-2) ?? [];
    if (typeof rows === 'number' && typeof columns === 'number' && rows < columns) {
      throw new TensorError(
        'RuntimeError',
        'torch.linalg.householder_product: input.shape[-2] must be greater than or equal to input.shape[-1]',
      );
    }
    return ofKnownSizes([factors!, taus!], () => applied(factors!, taus!, identityLike(factors!), false));
  },
  samples: [
    {
      inputs: [float64([4, 3]), float64([3], [1.2, 0.7, 1.5])],
      attributes: none,
      torch: 'torch.linalg.householder_product(x0, x1)',
    },
    {
      inputs: [float64([2, 3, 3]), float64([2, 2], [0.4, 0.7, 1.5, 1.1])],
      attributes: none,
      torch: 'torch.linalg.householder_product(x0, x1)',
    },
    {
      inputs: [float32([2, 3]), float32([2])],
      attributes: none,
      torch: 'torch.linalg.householder_product(x0, x1)',
    },
  ],
});

/** `torch.ormqr`: Q, given as its reflections, or its transpose, times a matrix; or the matrix times it. */
export const ormqr = composite<{ readonly isRight: boolean; readonly isTransposed: boolean }>({
  name: 'ormqr',
  gradFn: 'OrmqrBackward0',
  compose: ([factors, taus, other], { isRight, isTransposed }) => {
    const [side, dim] = isRight ? [-1, -1] : [-2, -2];
    const [rows, height] = [factors!.shape?.at(-2), other!.shape?.at(side)];
    if (typeof rows === 'number' && typeof height === 'number' && rows !== height) {
      throw new TensorError(
        'RuntimeError',
        `torch.ormqr: other.shape[${dim}] must be equal to input.shape[-2]`,
      );
    }
    // C Q is the transpose of Qᵀ Cᵀ.
    return ofKnownSizes([factors!, taus!, other!], () =>
      isRight
        ? transposed(applied(factors!, taus!, transposed(other!), !isTransposed))
        : applied(factors!, taus!, other!, isTransposed),
    );
  },
  samples: [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ].map(([isRight, isTransposed]) => ({
    inputs: [float64([3, 2]), float64([2], [1.2, 0.7]), float64(isRight ? [2, 3] : [3, 2])],
    attributes: { isRight: isRight!, isTransposed: isTransposed! },
    torch: `torch.ormqr(x0, x1, x2, left=${isRight ? 'False' : 'True'}, transpose=${isTransposed ? 'True' : 'False'})`,
  })),
});
