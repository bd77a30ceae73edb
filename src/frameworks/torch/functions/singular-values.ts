/** Singular values and vectors, eigenvalues of symmetric matrices, and what follows from how large they are. */
import { eighOf, svdOf } from '../../../engine/factorizations/settled';
import { full } from '../../../engine/formula';
import { requireMatrix } from '../../../engine/matrices';
import { inDouble, transposed } from '../../../engine/matrix_formula';
import { ops } from '../../../engine/ops/index';
import { EAGER_ELEMENTS, Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { namedTuple, tensorValue, type NativeFunction, type Value } from '../../values';
import { sizesOf } from './reorderings';
import { at } from './rows';

/** What rounding decides, or a way of computing that is not followed here: its values are not known. */
const undecided = (tensor: Tensor): Tensor =>
  Tensor.apply(ops.either, [tensor, Tensor.apply(ops.neg, [tensor], {})], {});

/** Whether a matrix is there, and small enough to be decomposed before somebody asks. */
const canBeTried = (matrix: Tensor): boolean => matrix.hasValues && matrix.numel <= EAGER_ELEMENTS;

/**
 * Singular values in descending order. One that is noise beside the largest, as of a matrix of deficient rank, is what
 * PyTorch's roundings make it.
 */
export function singularValuesOf(matrix: Tensor): Tensor {
  const sizes = Tensor.apply(ops.svdvals, [matrix], {});
  const isNoise = canBeTried(matrix) && svdOf(matrix.array(), false, matrix.dtype!).hasNoise;
  return isNoise ? undecided(sizes) : sizes;
}

/** The parts of the decomposition; vectors whose signs are not settled have no values. */
function svd(matrix: Tensor, isFull: boolean): { u: Tensor; s: Tensor; vh: Tensor } {
  const attributes = { isFull };
  const [u, vh] = [ops.svd_u, ops.svd_vh].map((op) => Tensor.apply(op, [matrix], attributes));
  const isSettled =
    !matrix.hasValues || (canBeTried(matrix) && svdOf(matrix.array(), isFull, matrix.dtype!).isSettled);
  const s = singularValuesOf(matrix);
  return isSettled ? { u: u!, s, vh: vh! } : { u: undecided(u!), s, vh: undecided(vh!) };
}

const isUpperOf = (args: Arguments): boolean => {
  const triangle = args.string('UPLO').toUpperCase();
  if (triangle !== 'L' && triangle !== 'U') throw new NotKnown(`the triangle ${triangle} is neither L nor U`);
  return triangle === 'U';
};

function eigenvaluesOf(matrix: Tensor, isUpper: boolean): Tensor {
  const values = Tensor.apply(ops.eigvalsh, [matrix], { isUpper });
  const isNoise = canBeTried(matrix) && eighOf(matrix.array(), isUpper, matrix.dtype!).hasNoise;
  return isNoise ? undecided(values) : values;
}

function eigh(matrix: Tensor, isUpper: boolean): Value {
  const vectors = Tensor.apply(ops.eigh_vectors, [matrix], { isUpper });
  const isSettled =
    !matrix.hasValues || (canBeTried(matrix) && eighOf(matrix.array(), isUpper, matrix.dtype!).isSettled);
  return namedTuple('torch.return_types.linalg_eigh', {
    eigenvalues: tensorValue(eigenvaluesOf(matrix, isUpper)),
    eigenvectors: tensorValue(isSettled ? vectors : undecided(vectors)),
  });
}

/** Singular values; of a symmetric matrix, of which one triangle is read, the magnitudes of its eigenvalues. */
export function magnitudes(matrix: Tensor, isSymmetric: boolean): Tensor {
  if (!isSymmetric) return Tensor.apply(ops.svdvals, [matrix], {});
  return Tensor.apply(ops.abs, [Tensor.apply(ops.eigvalsh, [matrix], {})], {});
}

/** A tolerance that is a number, or a tensor of one for each matrix. */
export function toleranceOf(args: Arguments, name: string): Tensor | undefined {
  const value = args.value(name);
  if (value.kind === 'None') return undefined;
  if (value.kind === 'tensor') return value.tensor;
  return full([], 'float64', args.number(name));
}

/**
 * What singular values count as zero: below the larger of `atol` and `rtol` times the largest. Without either, `rtol`
 * is the machine epsilon times the longer side; with `atol` alone it is zero (PyTorch documentation, `linalg.matrix_rank`).
 */
export function smallestThatCounts(
  matrix: Tensor,
  sizes: Tensor,
  atol: Tensor | undefined,
  rtol: Tensor | undefined,
): Tensor {
  const sides = sizesOf(matrix).slice(-2) as [number, number];
  const epsilon = matrix.dtype === 'float64' ? 2 ** -52 : 2 ** -23;
  const share = rtol ?? full([], 'float64', atol ? 0 : epsilon * Math.max(...sides));
  const largest = Tensor.apply(ops.amax, [sizes], { dim: [-1], keepdim: false });
  const relative = Tensor.apply(ops.mul, [share, largest], {});
  return atol ? Tensor.apply(ops.maximum, [atol, relative], {}) : relative;
}

function matrixRank(args: Arguments): Value {
  const matrix = args.tensor('A');
  requireMatrix('torch.linalg.matrix_rank', matrix);
  const sizes = Tensor.apply(ops.detach, [magnitudes(inDouble(matrix), args.bool('hermitian'))], {});
  const [first, second] = sizesOf(matrix).slice(-2) as [number, number];
  if (Math.min(first, second) === 0) return tensorValue(full(sizesOf(matrix).slice(0, -2), 'int64', 0));
  const atol = toleranceOf(args, 'tol') ?? toleranceOf(args, 'atol');
  const limit = smallestThatCounts(matrix, sizes, atol, toleranceOf(args, 'rtol'));
  const counts = Tensor.apply(ops.gt, [sizes, Tensor.apply(ops.unsqueeze, [limit], { dim: -1 })], {});
  return tensorValue(Tensor.apply(ops.sum, [counts], { dim: [-1] }));
}

export const singularValues: readonly NativeFunction[] = [
  ...at('l', 'svd', '(A, full_matrices=True, *, driver=None, out=None)', (args) => {
    const { u, s, vh } = svd(args.tensor('A'), args.bool('full_matrices'));
    return namedTuple('torch.return_types.linalg_svd', {
      U: tensorValue(u),
      S: tensorValue(s),
      Vh: tensorValue(vh),
    });
  }),
  ...at('tT', 'svd', '(input, some=True, compute_uv=True, *, out=None)', (args) => {
    if (!args.bool('compute_uv')) throw new NotKnown('torch.svd with compute_uv=False is not computed');
    const { u, s, vh } = svd(args.tensor('input'), !args.bool('some'));
    return namedTuple('torch.return_types.svd', {
      U: tensorValue(u),
      S: tensorValue(s),
      V: tensorValue(transposed(vh)),
    });
  }),
  ...at('l', 'svdvals', '(A, *, driver=None, out=None)', (args) =>
    tensorValue(singularValuesOf(args.tensor('A'))),
  ),
  ...at('l', 'eigh', "(A, UPLO='L', *, out=None)", (args) => eigh(args.tensor('A'), isUpperOf(args))),
  ...at('l', 'eigvalsh', "(A, UPLO='L', *, out=None)", (args) =>
    tensorValue(eigenvaluesOf(args.tensor('A'), isUpperOf(args))),
  ),
  ...['eig', 'eigvals'].flatMap((name) =>
    at('l', name, '(A, *, out=None)', () => {
      throw new NotKnown(
        `torch.linalg.${name} gives complex numbers, which are not computed; torch.linalg.eigh is, of a symmetric matrix`,
      );
    }),
  ),
  ...at('l', 'matrix_rank', '(A, tol=None, hermitian=False, *, atol=None, rtol=None, out=None)', matrixRank),
];
