/** LU, reflections and LDLᵀ: factors that are kept packed, and what solves or multiplies with them. */
import { full } from '../../../engine/formula';
import { TensorError } from '../../../engine/error';
import { eliminate, matricesOf, zeroPivot } from '../../../engine/matrices';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { namedTuple, tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { sizesOf } from './reorderings';
import { at, row } from './rows';

const none = {};

/**
 * Refuses `pivot=False` as PyTorch does on the CPU: only its CUDA kernels factor without pivoting. The sentence is
 * PyTorch's, with which the user's run would end.
 */
function requirePivoting(args: Arguments, name: string): void {
  if (args.bool(name)) return;
  throw new TensorError(
    'RuntimeError',
    'linalg.lu_factor: LU without pivoting is not implemented on the CPU',
  );
}

/** The place of the first zero on the diagonal of U of each matrix, counted from one; 0 where there is none. */
function zerosOf(matrix: Tensor): Tensor {
  const shape = sizesOf(matrix).slice(0, -2);
  if (!matrix.hasValues || !isKnownShape(matrix.shape)) return Tensor.leaf({ shape, dtype: 'int32' });
  const [rows, columns] = matrix.shape.slice(-2) as [number, number];
  const places = matricesOf(matrix.array()).map(
    (one) => zeroPivot(eliminate(one, rows, columns), rows, columns) + 1,
  );
  return Tensor.leaf({ shape, dtype: 'int32', values: Float64Array.from(places) });
}

function refuseZeros(matrix: Tensor, zeros: Tensor): void {
  if (!zeros.hasValues) return;
  const places = zeros.values();
  const first = places.findIndex((place) => place > 0);
  if (first < 0) return;
  const batch = sizesOf(matrix).length > 2 ? `(Batch element ${first}): ` : '';
  const place = places[first]!;
  throw new TensorError(
    'RuntimeError',
    `torch.linalg.lu_factor: ${batch}U[${place},${place}] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)`,
  );
}

function factorsOf(matrix: Tensor): { LU: Value; pivots: Value } {
  return {
    LU: tensorValue(Tensor.apply(ops.lu_factor, [matrix], none)),
    pivots: tensorValue(Tensor.apply(ops.lu_pivots, [matrix], none)),
  };
}

const permutation = (pivots: Tensor, matrix: Tensor): Tensor =>
  Tensor.apply(ops.lu_permutation, [pivots], {
    rows: sizesOf(matrix).at(-2)!,
    isDouble: matrix.dtype === 'float64',
  });

/** `torch.linalg.tensorsolve`: A as a square matrix, B as a vector. */
function tensorsolve(a: Tensor, b: Tensor, dims: readonly number[] | undefined): Tensor {
  const rank = sizesOf(a).length;
  const moved = (dims ?? []).map((dim) => (dim < 0 ? dim + rank : dim));
  const stay = Array.from({ length: rank }, (_, dim) => dim).filter((dim) => !moved.includes(dim));
  const turned = dims ? Tensor.apply(ops.permute, [a], { dims: [...stay, ...moved] }) : a;
  const shape = sizesOf(turned);
  const of = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1);
  const behind = shape.slice(sizesOf(b).length);
  const [rows, columns] = [of(shape.slice(0, sizesOf(b).length)), of(behind)];
  if (rows !== columns) {
    throw new TensorError(
      'RuntimeError',
      `Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but got ${columns} != ${rows}`,
    );
  }
  const matrix = Tensor.apply(ops.reshape, [turned], { shape: [rows, columns] });
  const column = Tensor.apply(ops.reshape, [b], { shape: [rows, 1] });
  return Tensor.apply(ops.reshape, [Tensor.apply(ops.solve, [matrix, column], none)], { shape: behind });
}

const nothing = (matrix: Tensor): Value => tensorValue(full([0], matrix.dtype, 0));

export const triangularFactors: readonly NativeFunction[] = [
  ...at('l', 'lu', '(A, *, pivot=True, out=None)', (args) => {
    requirePivoting(args, 'pivot');
    const matrix = args.tensor('A');
    const [lower, upper] = [ops.lu_lower, ops.lu_upper].map((op) => Tensor.apply(op, [matrix], none));
    return namedTuple('torch.return_types.linalg_lu', {
      P: tensorValue(permutation(Tensor.apply(ops.lu_pivots, [matrix], none), matrix)),
      L: tensorValue(lower!),
      U: tensorValue(upper!),
    });
  }),
  ...at('l', 'lu_factor', '(A, *, pivot=True, out=None)', (args) => {
    requirePivoting(args, 'pivot');
    const matrix = args.tensor('A');
    const factors = factorsOf(matrix);
    refuseZeros(matrix, zerosOf(matrix));
    return namedTuple('torch.return_types.linalg_lu_factor', { ...factors });
  }),
  ...at('l', 'lu_factor_ex', '(A, *, pivot=True, check_errors=False, out=None)', (args) => {
    requirePivoting(args, 'pivot');
    const matrix = args.tensor('A');
    const factors = factorsOf(matrix);
    const info = zerosOf(matrix);
    if (args.bool('check_errors')) refuseZeros(matrix, info);
    return namedTuple('torch.return_types.linalg_lu_factor_ex', { ...factors, info: tensorValue(info) });
  }),
  ...at('tT', 'lu', '(A, pivot=True, get_infos=False, out=None)', (args) => {
    requirePivoting(args, 'pivot');
    const matrix = args.tensor('A');
    const { LU, pivots } = factorsOf(matrix);
    if (!args.bool('get_infos')) return tuple([LU, pivots]);
    return namedTuple('torch.return_types._lu_with_info', { LU, pivots, info: tensorValue(zerosOf(matrix)) });
  }),
  ...at(
    't',
    'lu_unpack',
    '(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True, *, out=None)',
    (args) => {
      const factors = args.tensor('LU_data');
      const part = (op: typeof ops.lu_unpacked_lower): Value =>
        args.bool('unpack_data') ? tensorValue(Tensor.apply(op, [factors], none)) : nothing(factors);
      return namedTuple('torch.return_types.lu_unpack', {
        P: args.bool('unpack_pivots')
          ? tensorValue(permutation(args.tensor('LU_pivots'), factors))
          : nothing(factors),
        L: part(ops.lu_unpacked_lower),
        U: part(ops.lu_unpacked_upper),
      });
    },
  ),
  ...at('l', 'lu_solve', '(LU, pivots, B, *, left=True, adjoint=False, out=None)', (args) =>
    tensorValue(
      Tensor.apply(ops.lu_solve, [args.tensor('LU'), args.tensor('pivots'), args.tensor('B')], {
        isRight: !args.bool('left'),
        isAdjoint: args.bool('adjoint'),
      }),
    ),
  ),
  ...row('tT', 'lu_solve', '(b, LU_data, LU_pivots, *, out=None)', ops.lu_solve, [
    'LU_data',
    'LU_pivots',
    'b',
  ]),
  ...at('tT', 'geqrf', '(input, *, out=None)', (args) => {
    const [a, tau] = [ops.geqrf, ops.geqrf_taus].map((op) => Tensor.apply(op, [args.tensor('input')], none));
    return namedTuple('torch.return_types.geqrf', { a: tensorValue(a!), tau: tensorValue(tau!) });
  }),
  ...row('l', 'householder_product', '(A, tau, *, out=None)', ops.householder_product, ['A', 'tau']),
  ...row('tT', 'orgqr', '(input, tau, *, out=None)', ops.householder_product, ['input', 'tau']),
  ...row(
    'tT',
    'ormqr',
    '(input, tau, other, left=True, transpose=False, *, out=None)',
    ops.ormqr,
    ['input', 'tau', 'other'],
    (args) => ({ isRight: !args.bool('left'), isTransposed: args.bool('transpose') }),
  ),
  ...at('l', 'ldl_factor', '(A, *, hermitian=False, out=None)', (args) =>
    namedTuple('torch.return_types.linalg_ldl_factor', ldlOf(args.tensor('A'))),
  ),
  ...at('l', 'ldl_factor_ex', '(A, *, hermitian=False, check_errors=False, out=None)', (args) => {
    const matrix = args.tensor('A');
    return namedTuple('torch.return_types.linalg_ldl_factor_ex', {
      ...ldlOf(matrix),
      info: tensorValue(full(sizesOf(matrix).slice(0, -2), 'int32', 0)),
    });
  }),
  ...row('l', 'ldl_solve', '(LD, pivots, B, *, hermitian=False, out=None)', ops.ldl_solve, [
    'LD',
    'pivots',
    'B',
  ]),
  ...at('l', 'tensorsolve', '(A, B, dims=None, *, out=None)', (args) =>
    tensorValue(tensorsolve(args.tensor('A'), args.tensor('B'), args.optionalInts('dims'))),
  ),
  ...row('l', 'matmul', '(input, other, *, out=None)', ops.matmul, ['input', 'other']),
];

function ldlOf(matrix: Tensor): { LD: Value; pivots: Value } {
  return {
    LD: tensorValue(Tensor.apply(ops.ldl_factor, [matrix], none)),
    pivots: tensorValue(Tensor.apply(ops.ldl_pivots, [matrix], none)),
  };
}
