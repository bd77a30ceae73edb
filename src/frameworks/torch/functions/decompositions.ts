/** QR, and what it or the normal equations give where no column depends on the others: pseudo-inverses, least squares. */
import { TensorError } from '../../../engine/error';
import { castTo, full, minus, squeezed, sumOf, times, unsqueezed } from '../../../engine/formula';
import { eliminate, matricesOf, requireMatrix, type Matrix } from '../../../engine/matrices';
import { firstColumns, firstRows, inDouble, product, transposed } from '../../../engine/matrix_formula';
import { ops } from '../../../engine/ops/index';
import { pseudoInverse as pinvOf } from '../../../engine/ops/pinv';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { namedTuple, tensorValue, type NativeFunction } from '../../values';
import { sizesOf } from './reorderings';
import { at } from './rows';

const solved = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.solve, [a, b], {});

/** Below this share of the largest pivot of AᵀA, A is too close to one whose columns depend on each other. */
const smallestPivot = 1e-8;

/** AᵀA in double precision, of a matrix none of whose columns depends on the others; NotKnown for any other. */
function gramMatrix(a: Tensor, what: string): Tensor {
  const gram = product(transposed(a), a);
  if (!gram.hasValues || !isKnownShape(gram.shape)) return gram;
  const n = gram.shape.at(-1)!;
  for (const matrix of matricesOf(gram.array())) {
    const { factors } = eliminate(matrix, n);
    const pivots = Array.from({ length: n }, (_, step) => Math.abs(factors[step * n + step]!));
    if (!pivots.every((pivot) => pivot > smallestPivot * Math.max(...pivots)))
      throw new NotKnown(`${what} of a matrix of deficient rank is not computed`);
  }
  return gram;
}

/**
 * The signs of the diagonal of R as LAPACK's `geqrf` leaves them: a reflection turns the sign of its pivot, and a
 * column that is already zero below the diagonal is not reflected (LAPACK documentation, `dlarfg`).
 */
function signsOfDiagonal(matrix: Matrix, rows: number, columns: number): number[] {
  const rest = matrix.slice();
  return Array.from({ length: columns }, (_, step) => {
    const column = (of: number): number[] =>
      Array.from({ length: rows - step }, (__, row) => rest[(row + step) * columns + of]!);
    const direction = column(step);
    const pivot = direction[0]!;
    if (direction.slice(1).every((value) => value === 0)) return pivot < 0 ? -1 : 1;
    const diagonal = pivot < 0 ? Math.hypot(...direction) : -Math.hypot(...direction);
    direction[0] = pivot - diagonal;
    const squares = direction.reduce((total, value) => total + value * value, 0);
    for (let of = step; of < columns; of++) {
      const scale = (2 / squares) * column(of).reduce((total, value, k) => total + value * direction[k]!, 0);
      direction.forEach((value, k) => (rest[(k + step) * columns + of]! -= scale * value));
    }
    return diagonal < 0 ? -1 : 1;
  });
}

/** Q and R of a matrix that is at least as high as wide: RᵀR = AᵀA, whose factor is Cholesky's but for its signs. */
function tallQr(a: Tensor): { q: Tensor; r: Tensor } {
  const [rows, columns] = sizesOf(a).slice(-2) as [number, number];
  const lower = Tensor.apply(ops.cholesky, [gramMatrix(a, 'the QR decomposition')], {});
  const shape = [...sizesOf(a).slice(0, -2), columns, 1];
  const signs = a.hasValues
    ? Tensor.leaf({
        shape,
        dtype: 'float64',
        values: Float64Array.from(
          matricesOf(a.array()).flatMap((matrix) => signsOfDiagonal(matrix, rows, columns)),
        ),
      })
    : full(shape, 'float64', 1);
  const r = times(transposed(lower), signs);
  return { q: transposed(solved(transposed(r), transposed(a))), r };
}

/**
 * Q and R by reflections, of any rank. PyTorch knows no gradient of a square Q of a tall matrix, nor of R alone.
 */
function reflectedQr(matrix: Tensor, isComplete: boolean): { q: Tensor; r: Tensor } {
  const given = Tensor.apply(ops.detach, [matrix], {});
  const [rows, columns] = sizesOf(given).slice(-2) as [number, number];
  const k = Math.min(rows, columns);
  const [factors, taus] = [ops.geqrf, ops.geqrf_taus].map((op) => Tensor.apply(op, [given], {})) as [
    Tensor,
    Tensor,
  ];
  const vectors = firstColumns(factors, k);
  const missing = isComplete ? rows - k : 0;
  const batch = sizesOf(given).slice(0, -2);
  const whole =
    missing > 0
      ? Tensor.apply(ops.cat, [vectors, full([...batch, rows, missing], given.dtype, 0)], { dim: -1 })
      : vectors;
  return {
    q: Tensor.apply(ops.householder_product, [whole, taus], {}),
    r: Tensor.apply(ops.triu, [isComplete ? factors : firstRows(factors, k)], { diagonal: 0 }),
  };
}

function qr(matrix: Tensor, mode: string, type: string): ReturnType<typeof namedTuple> {
  requireMatrix('linalg.qr', matrix);
  if (!['reduced', 'complete', 'r'].includes(mode)) {
    throw new TensorError(
      'RuntimeError',
      `qr received unrecognized mode '${mode}' but expected one of 'reduced' (default), 'r', or 'complete'`,
    );
  }
  const dtype = matrix.dtype ?? 'float32';
  const [rows, columns] = sizesOf(matrix).slice(-2) as [number, number];
  const hasGradient = mode === 'reduced' || (mode === 'complete' && rows <= columns);
  if (matrix.requiresGrad && !hasGradient)
    throw new NotKnown(
      `the QR decomposition with mode '${mode}' of a matrix that requires grad is not computed`,
    );
  if (!matrix.requiresGrad) {
    const { q, r } = reflectedQr(matrix, mode === 'complete');
    return namedTuple(type, {
      Q: tensorValue(mode === 'r' ? full([0], dtype, 0) : q),
      R: tensorValue(r),
    });
  }
  const a = castTo(matrix, 'float64');
  const isWide = rows < columns;
  const first = isWide ? firstColumns(a, rows) : a;
  const { q, r } = tallQr(first);
  return namedTuple(type, {
    Q: tensorValue(castTo(q, dtype)),
    R: tensorValue(castTo(isWide ? product(transposed(q), a) : r, dtype)),
  });
}

/** A tolerance as one number; undefined where there is none. */
function toleranceOf(args: Arguments, name: string): number | undefined {
  const value = args.value(name);
  if (value.kind !== 'tensor') return args.optionalNumber(name);
  if (value.tensor.hasValues && value.tensor.numel === 1) return value.tensor.values()[0];
  throw new NotKnown('the pseudo-inverse with a tolerance for each matrix is not computed');
}

/** The share of the largest singular value below which PyTorch takes one for zero: machine epsilon times the longer side. */
const usualTolerance = (matrix: Tensor): number =>
  (matrix.dtype === 'float64' ? 2 ** -52 : 2 ** -23) * Math.max(0, ...sizesOf(matrix).slice(-2));

function pseudoInverse(
  matrix: Tensor,
  atol: number | undefined,
  rtol: number | undefined,
  isSymmetric: boolean,
): Tensor {
  const share = rtol ?? (atol ? 0 : usualTolerance(matrix));
  return Tensor.apply(ops.pinv, [matrix], { rtol: share, atol: atol ?? 0, isSymmetric });
}

interface LeastSquares {
  readonly solution: Tensor;
  /** The rank of each matrix; undefined where the values are not known. */
  readonly ranks: readonly number[] | undefined;
}

/** The solution of least length, A⁺B (Golub & Van Loan, "Matrix Computations", 5.5). */
function leastSquares(matrix: Tensor, right: Tensor, rtol: number): LeastSquares {
  const attributes = { rtol, atol: 0 };
  const a = inDouble(matrix);
  const [rows, columns] = sizesOf(a).slice(-2) as [number, number];
  return {
    solution: product(Tensor.apply(ops.pinv, [a], attributes), right),
    ranks: a.hasValues
      ? matricesOf(a.array()).map((one) => pinvOf(one, rows, columns, attributes).rank)
      : undefined,
  };
}

export const decompositions: readonly NativeFunction[] = [
  ...at('l', 'qr', "(A, mode='reduced', *, out=None)", (args) => {
    return qr(args.tensor('A'), args.string('mode'), 'torch.return_types.linalg_qr');
  }),
  ...at('tT', 'qr', '(input, some=True, *, out=None)', (args) =>
    qr(args.tensor('input'), args.bool('some') ? 'reduced' : 'complete', 'torch.return_types.qr'),
  ),
  ...at('l', 'pinv', '(A, rcond=None, hermitian=False, *, atol=None, rtol=None, out=None)', (args) => {
    const [atol, rtol] = [toleranceOf(args, 'atol'), toleranceOf(args, 'rtol') ?? toleranceOf(args, 'rcond')];
    return tensorValue(pseudoInverse(args.tensor('A'), atol, rtol, args.bool('hermitian')));
  }),
  ...at('tT', 'pinverse', '(input, rcond=1e-15)', (args) =>
    tensorValue(pseudoInverse(args.tensor('input'), undefined, args.number('rcond'), false)),
  ),
  ...at('l', 'lstsq', '(A, B, rcond=None, *, driver=None)', (args) => {
    const [a, b] = [args.tensor('A'), args.tensor('B')];
    const [rows, columns] = sizesOf(a).slice(-2) as [number, number];
    const driver = args.optionalString('driver') ?? 'gelsy';
    const isVector = sizesOf(b).join() === sizesOf(a).slice(0, -1).join();
    const dtype = a.dtype ?? 'float32';
    const given = inDouble(b);
    const right = isVector ? unsqueezed(given, -1) : given;
    const { solution, ranks } = leastSquares(a, right, args.optionalNumber('rcond') ?? usualTolerance(a));
    const isOfFullRank = (ranks ?? []).every((rank) => rank === Math.min(rows, columns));
    if (driver === 'gels' && !isOfFullRank)
      throw new NotKnown(
        'the driver gels expects a matrix of full rank: what it gives for another one is not known',
      );
    const batch = sizesOf(a).slice(0, -2);
    const rest = minus(product(inDouble(a), solution), right);
    const hasResiduals = rows > columns && driver !== 'gelsy' && isOfFullRank;
    const squares = (): Tensor => {
      const sums = castTo(sumOf(times(rest, rest), -2), dtype);
      return isVector ? squeezed(sums, -1) : sums;
    };
    const hasSizes = driver === 'gelsd' || driver === 'gelss';
    return namedTuple('torch.return_types.linalg_lstsq', {
      solution: tensorValue(castTo(isVector ? squeezed(solution, -1) : solution, dtype)),
      residuals: tensorValue(hasResiduals ? squares() : full([0], dtype, 0)),
      // The driver gels takes the rank for granted and does not return it.
      rank: tensorValue(
        driver === 'gels'
          ? full([0], 'int64', 0)
          : Tensor.leaf({ shape: batch, dtype: 'int64', values: ranks && Float64Array.from(ranks) }),
      ),
      singular_values: tensorValue(
        hasSizes ? Tensor.apply(ops.detach, [Tensor.apply(ops.svdvals, [a], {})], {}) : full([0], dtype, 0),
      ),
    });
  }),
];
