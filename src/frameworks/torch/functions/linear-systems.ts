/** Inverses, determinants, triangles and powers of square matrices, and what solves equations with them. */
import { full } from '../../../engine/formula';
import { TensorError } from '../../../engine/error';
import { eliminate, matricesOf, requireSquare, zeroPivot } from '../../../engine/matrices';
import { product, transposed } from '../../../engine/matrix_formula';
import { oneNorm, SMALLEST_HALF_NORM } from '../../../engine/special/matrix_exponential';
import { ops } from '../../../engine/ops/index';
import { identityLike } from '../../../engine/ops/linear_systems';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { namedTuple, tensorValue, type NativeFunction } from '../../values';
import { rankOf, sizesOf } from './reorderings';
import { at } from './rows';

const solved = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.solve, [a, b], {});
const triangle = (matrix: Tensor, isUpper: boolean, diagonal = 0): Tensor =>
  Tensor.apply(isUpper ? ops.triu : ops.tril, [matrix], { diagonal });

/** A⁻¹; a singular matrix is refused in the words of `linalg.inv`. */
function inverse(matrix: Tensor): Tensor {
  requireSquare('linalg.inv', matrix);
  if (matrix.hasValues && isKnownShape(matrix.shape)) {
    const n = matrix.shape.at(-1)!;
    matricesOf(matrix.array()).forEach((one, place) => {
      const zero = zeroPivot(eliminate(one, n), n);
      if (zero < 0) return;
      const batch = matrix.rank! > 2 ? `(Batch element ${place}): ` : '';
      throw new TensorError(
        '_LinAlgError',
        `linalg.inv: ${batch}The diagonal element ${zero + 1} is zero, the inversion could not be completed because the input matrix is singular.`,
      );
    });
  }
  sizesOf(matrix);
  return solved(matrix, identityLike(matrix));
}

/** B as columns, where it may be one vector for each matrix of A (PyTorch documentation, `torch.linalg.solve`). */
function solve(a: Tensor, b: Tensor): Tensor {
  const isVector =
    rankOf(b) === 1 || (rankOf(a) - 1 === rankOf(b) && sizesOf(a).slice(0, -1).join() === sizesOf(b).join());
  if (!isVector) return solved(a, b);
  const columns = Tensor.apply(ops.unsqueeze, [b], { dim: -1 });
  return Tensor.apply(ops.squeeze, [solved(a, columns)], { dim: -1 });
}

/** A triangle, whose diagonal may be one without being written. */
function asTriangle(a: Tensor, isUpper: boolean, isUnit: boolean): Tensor {
  if (!isUnit) return triangle(a, isUpper);
  const strict = triangle(a, isUpper, isUpper ? 1 : -1);
  return Tensor.apply(ops.add, [strict, identityLike(a)], {});
}

/** A power by repeated squaring; a negative one is of the inverse. */
function matrixPower(matrix: Tensor, exponent: number): Tensor {
  requireSquare('linalg.matrix_power', matrix);
  if (exponent === 0) return identityLike(matrix);
  let base = exponent < 0 ? inverse(matrix) : matrix;
  let result: Tensor | undefined;
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result ? product(result, base) : base;
    if (rest > 1) base = product(base, base);
  }
  return result!;
}

/** e^A. In half precision only what PyTorch does to larger matrices is known. */
function matrixExponential(matrix: Tensor): Tensor {
  const isHalf = matrix.dtype === 'float16' || matrix.dtype === 'bfloat16';
  if (isHalf && matrix.hasValues && matrix.rank! >= 2) {
    const n = matrix.shape!.at(-1) as number;
    if (n === 1 || matricesOf(matrix.array()).some((one) => !(oneNorm(one, n) > SMALLEST_HALF_NORM)))
      throw new NotKnown('matrix_exp in half precision of a matrix with a small norm is not computed');
  }
  return Tensor.apply(ops.matrix_exp, [matrix], {});
}

/** 1, 0 or −1: the sign of the determinant, through which no gradient flows. */
const signOf = (matrix: Tensor): Tensor =>
  Tensor.apply(ops.detach, [Tensor.apply(ops.sign, [Tensor.apply(ops.det, [matrix], {})], {})], {});

/** PyTorch has the sign in its graph all the same, with a gradient of zero, which goes to any sum of a matrix. */
function signInGraph(matrix: Tensor): Tensor {
  const sign = signOf(matrix);
  const sums = Tensor.apply(ops.sum, [matrix], { dim: [-2, -1] });
  return Tensor.apply(ops.drawn, [sign, sums], { gradFn: 'LinalgSlogdetBackward0' });
}

function slogdet(matrix: Tensor, type: string): ReturnType<typeof namedTuple> {
  return namedTuple(type, {
    sign: tensorValue(signInGraph(matrix)),
    logabsdet: tensorValue(Tensor.apply(ops.logabsdet, [matrix], {})),
  });
}

/** log det A of a positive determinant; NaN of a negative one. */
function logdet(matrix: Tensor): Tensor {
  const size = Tensor.apply(ops.logabsdet, [matrix], {});
  const isNegative = Tensor.apply(ops.lt, [signOf(matrix), full([], matrix.dtype, 0)], {});
  return Tensor.apply(ops.where, [isNegative, full([], matrix.dtype, NaN), size], {});
}

const noError = (matrix: Tensor): Tensor => full(sizesOf(matrix).slice(0, -2), 'int32', 0);

/** L, or U where the upper triangle is wanted. */
function cholesky(matrix: Tensor, isUpper: boolean): Tensor {
  const factor = Tensor.apply(ops.cholesky, [isUpper ? transposed(matrix) : matrix], {});
  return isUpper ? transposed(factor) : factor;
}

/** Whether the other triangle holds nothing: then PyTorch's gradient with respect to it is not masked. */
function isTriangular(factor: Tensor, isUpper: boolean): boolean {
  if (!factor.hasValues) return false;
  const rest = triangle(Tensor.apply(ops.detach, [factor], {}), !isUpper, isUpper ? -1 : 1);
  return rest.values().every((value) => value === 0);
}

/** Solves with a Cholesky factor: twice with a triangle. */
function choleskySolved(b: Tensor, factor: Tensor, isUpper: boolean): Tensor {
  const used = isTriangular(factor, isUpper) ? factor : triangle(factor, isUpper);
  const lower = isUpper ? transposed(used) : used;
  return solved(transposed(lower), solved(lower, b));
}

const solveTriangular = (args: Arguments, a: Tensor, b: Tensor, isUpper: boolean): Tensor => {
  const factor = asTriangle(a, isUpper, args.bool('unitriangular'));
  if (args.bool('left')) return solved(factor, b);
  return transposed(solved(transposed(factor), transposed(b)));
};

/** The powers of each element side by side, from the zeroth or to it. */
function vandermonde(given: Tensor, wanted: number | undefined, isIncreasing: boolean): Tensor {
  // One number stands for a vector of it.
  const x = rankOf(given) === 0 ? Tensor.apply(ops.unsqueeze, [given], { dim: 0 }) : given;
  const count = wanted ?? sizesOf(x).at(-1)!;
  const powers = Tensor.leaf({
    shape: [count],
    dtype: 'int64',
    values: Float64Array.from({ length: count }, (_, at) => (isIncreasing ? at : count - 1 - at)),
  });
  return Tensor.apply(ops.pow, [Tensor.apply(ops.unsqueeze, [x], { dim: -1 }), powers], {});
}

export const linearSystems: readonly NativeFunction[] = [
  ...at('l', 'inv', '(A, *, out=None)', (args) => tensorValue(inverse(args.tensor('A')))),
  ...at('tT', 'inverse', '(input, *, out=None)', (args) => tensorValue(inverse(args.tensor('input')))),
  ...at('l', 'inv_ex', '(A, *, check_errors=False, out=None)', (args) =>
    namedTuple('torch.return_types.linalg_inv_ex', {
      inverse: tensorValue(inverse(args.tensor('A'))),
      info: tensorValue(noError(args.tensor('A'))),
    }),
  ),
  ...at('l', 'solve', '(A, B, *, left=True, out=None)', (args) => {
    const [a, b] = [args.tensor('A'), args.tensor('B')];
    if (args.bool('left')) return tensorValue(solve(a, b));
    return tensorValue(transposed(solved(transposed(a), transposed(b))));
  }),
  ...at('l', 'solve_ex', '(A, B, *, left=True, check_errors=False, out=None)', (args) => {
    const [a, b] = [args.tensor('A'), args.tensor('B')];
    const result = args.bool('left') ? solve(a, b) : transposed(solved(transposed(a), transposed(b)));
    return namedTuple('torch.return_types.linalg_solve_ex', {
      result: tensorValue(result),
      info: tensorValue(noError(a)),
    });
  }),
  ...at('l', 'solve_triangular', '(A, B, *, upper, left=True, unitriangular=False, out=None)', (args) =>
    tensorValue(solveTriangular(args, args.tensor('A'), args.tensor('B'), args.bool('upper'))),
  ),
  ...at('tT', 'triangular_solve', '(b, A, upper=True, transpose=False, unitriangular=False)', (args) => {
    const a = asTriangle(args.tensor('A'), args.bool('upper'), args.bool('unitriangular'));
    return namedTuple('torch.return_types.triangular_solve', {
      solution: tensorValue(solved(args.bool('transpose') ? transposed(a) : a, args.tensor('b'))),
      cloned_coefficient: args.value('A'),
    });
  }),
  ...at('l', 'det', '(A, *, out=None)', (args) => tensorValue(Tensor.apply(ops.det, [args.tensor('A')], {}))),
  ...at('tT', 'det', '(input)', (args) => tensorValue(Tensor.apply(ops.det, [args.tensor('input')], {}))),
  ...at('l', 'slogdet', '(A, *, out=None)', (args) =>
    slogdet(args.tensor('A'), 'torch.return_types.linalg_slogdet'),
  ),
  ...at('tT', 'slogdet', '(input)', (args) => slogdet(args.tensor('input'), 'torch.return_types.slogdet')),
  ...at('tT', 'logdet', '(input)', (args) => tensorValue(logdet(args.tensor('input')))),
  ...at('l', 'cholesky', '(input, *, upper=False, out=None)', (args) =>
    tensorValue(cholesky(args.tensor('input'), args.bool('upper'))),
  ),
  ...at('tT', 'cholesky', '(input, upper=False, *, out=None)', (args) =>
    tensorValue(cholesky(args.tensor('input'), args.bool('upper'))),
  ),
  ...at('l', 'cholesky_ex', '(input, *, upper=False, check_errors=False, out=None)', (args) =>
    namedTuple('torch.return_types.linalg_cholesky_ex', {
      L: tensorValue(cholesky(args.tensor('input'), args.bool('upper'))),
      info: tensorValue(noError(args.tensor('input'))),
    }),
  ),
  ...at('tT', 'cholesky_solve', '(B, L, upper=False, *, out=None)', (args) =>
    tensorValue(choleskySolved(args.tensor('B'), args.tensor('L'), args.bool('upper'))),
  ),
  ...at('tT', 'cholesky_inverse', '(L, upper=False, *, out=None)', (args) => {
    const factor = args.tensor('L');
    return tensorValue(choleskySolved(identityLike(factor), factor, args.bool('upper')));
  }),
  ...at('ltT', 'matrix_power', '(A, n, *, out=None)', (args) =>
    tensorValue(matrixPower(args.tensor('A'), args.int('n'))),
  ),
  ...at('ltT', 'matrix_exp', '(A)', (args) => tensorValue(matrixExponential(args.tensor('A')))),
  ...at('l', 'diagonal', '(A, *, offset=0, dim1=-2, dim2=-1)', (args) =>
    tensorValue(
      Tensor.apply(ops.diagonal, [args.tensor('A')], {
        offset: args.int('offset'),
        dim1: args.int('dim1'),
        dim2: args.int('dim2'),
      }),
    ),
  ),
  ...at('l', 'vander', '(x, *, N=None)', (args) =>
    tensorValue(vandermonde(args.tensor('x'), args.optionalInt('N'), true)),
  ),
  ...at('t', 'vander', '(x, N=None, increasing=False)', (args) =>
    tensorValue(vandermonde(args.tensor('x'), args.optionalInt('N'), args.bool('increasing'))),
  ),
  ...at('l', 'tensorinv', '(A, ind=2, *, out=None)', (args) => {
    const shape = sizesOf(args.tensor('A'));
    const ind = args.int('ind');
    const side = shape.slice(ind).reduce((total, size) => total * size, 1);
    const square = Tensor.apply(ops.reshape, [args.tensor('A')], { shape: [-1, side] });
    const made = inverse(square);
    return tensorValue(
      Tensor.apply(ops.reshape, [made], { shape: [...shape.slice(ind), ...shape.slice(0, ind)] }),
    );
  }),
];
