/** QR, and what it or the normal equations give where no column depends on the others: pseudo-inverses, least squares. */
import { castTo, full, minus, squeezed, sumOf, times, unsqueezed } from '../../../engine/formula';
import { eliminate, matricesOf, requireMatrix, type Matrix } from '../../../engine/matrices';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import { namedTuple, tensorValue, type NativeFunction } from '../../values';
import { sizesOf } from './reorderings';
import { at } from './rows';

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.matmul, [a, b], {});
const transposed = (matrix: Tensor): Tensor => Tensor.apply(ops.transpose, [matrix], { dim0: -2, dim1: -1 });
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

function qr(matrix: Tensor, isComplete: boolean, type: string): ReturnType<typeof namedTuple> {
  requireMatrix('linalg.qr', matrix);
  const dtype = matrix.dtype ?? 'float32';
  const a = castTo(matrix, 'float64');
  const [rows, columns] = sizesOf(a).slice(-2) as [number, number];
  if (isComplete && rows > columns) throw new NotKnown('the complete QR decomposition is not computed');
  const isWide = rows < columns;
  const first = isWide ? Tensor.apply(ops.narrow, [a], { dim: -1, start: 0, length: rows }) : a;
  const { q, r } = tallQr(first);
  return namedTuple(type, {
    Q: tensorValue(castTo(q, dtype)),
    R: tensorValue(castTo(isWide ? product(transposed(q), a) : r, dtype)),
  });
}

/** The pseudo-inverse times B; A⁺ = (AᵀA)⁻¹Aᵀ, or Aᵀ(AAᵀ)⁻¹ of a wide A (Golub & Van Loan, "Matrix Computations", 5.5). */
function pseudoSolved(matrix: Tensor, right: Tensor | undefined, what: string): Tensor {
  const a = castTo(matrix, 'float64');
  const [rows, columns] = sizesOf(a).slice(-2) as [number, number];
  if (rows < columns) {
    const gram = gramMatrix(transposed(a), what);
    // AAᵀ is symmetric, so that Aᵀ(AAᵀ)⁻¹ is the transpose of (AAᵀ)⁻¹A.
    return right ? product(transposed(a), solved(gram, right)) : transposed(solved(gram, a));
  }
  const gram = gramMatrix(a, what);
  return solved(gram, right ? product(transposed(a), right) : transposed(a));
}

function isSymmetric(matrix: Tensor): boolean {
  if (!matrix.hasValues) return true;
  const other = transposed(Tensor.apply(ops.detach, [matrix], {})).values();
  return matrix.values().every((value, place) => value === other[place]);
}

function pseudoInverse(matrix: Tensor, tolerances: readonly (number | undefined)[]): Tensor {
  requireMatrix('linalg.pinv', matrix);
  if (tolerances.some((tolerance) => tolerance !== undefined && tolerance > 1e-6))
    throw new NotKnown('the pseudo-inverse with a tolerance needs singular values, which are not computed');
  return castTo(pseudoSolved(matrix, undefined, 'the pseudo-inverse'), matrix.dtype ?? 'float32');
}

export const decompositions: readonly NativeFunction[] = [
  ...at('l', 'qr', "(A, mode='reduced', *, out=None)", (args) => {
    const mode = args.string('mode');
    if (mode === 'r') throw new NotKnown("torch.linalg.qr with mode='r' is not computed");
    return qr(args.tensor('A'), mode === 'complete', 'torch.return_types.linalg_qr');
  }),
  ...at('tT', 'qr', '(input, some=True, *, out=None)', (args) =>
    qr(args.tensor('input'), !args.bool('some'), 'torch.return_types.qr'),
  ),
  ...at('l', 'pinv', '(A, rcond=None, hermitian=False, *, atol=None, rtol=None, out=None)', (args) => {
    const a = args.tensor('A');
    // With `hermitian` PyTorch reads the lower triangle alone; it makes no difference of a symmetric matrix.
    if (args.bool('hermitian') && !isSymmetric(a))
      throw new NotKnown('the pseudo-inverse of one triangle of a matrix is not computed');
    const tolerances = ['rcond', 'atol', 'rtol'].map((name) => args.optionalNumber(name));
    return tensorValue(pseudoInverse(a, tolerances));
  }),
  ...at('tT', 'pinverse', '(input, rcond=1e-15)', (args) =>
    tensorValue(pseudoInverse(args.tensor('input'), [args.number('rcond')])),
  ),
  ...at('l', 'lstsq', '(A, B, rcond=None, *, driver=None)', (args) => {
    const [a, b] = [args.tensor('A'), args.tensor('B')];
    const [rows, columns] = sizesOf(a).slice(-2) as [number, number];
    const driver = args.optionalString('driver') ?? 'gelsy';
    if (driver !== 'gelsy' && driver !== 'gels')
      throw new NotKnown(`torch.linalg.lstsq with the driver ${driver} is not computed`);
    const isVector = sizesOf(b).join() === sizesOf(a).slice(0, -1).join();
    if (isVector && driver === 'gels') throw new NotKnown('the residuals of a vector are not computed');
    const dtype = a.dtype ?? 'float32';
    const given = castTo(b, 'float64');
    const right = isVector ? unsqueezed(given, -1) : given;
    const solution = pseudoSolved(a, right, 'the least squares solution');
    const rest = minus(product(castTo(a, 'float64'), solution), right);
    const batch = sizesOf(a).slice(0, -2);
    return namedTuple('torch.return_types.linalg_lstsq', {
      solution: tensorValue(castTo(isVector ? squeezed(solution, -1) : solution, dtype)),
      // Only gels returns them.
      residuals: tensorValue(
        driver === 'gels' && rows > columns
          ? castTo(sumOf(times(rest, rest), -2), dtype)
          : full([0], dtype, 0),
      ),
      // The driver gels takes the rank for granted and does not return it.
      rank: tensorValue(full(driver === 'gels' ? [0] : batch, 'int64', Math.min(rows, columns))),
      singular_values: tensorValue(full([0], dtype, 0)),
    });
  }),
];
