/** Lengths of vectors, norms of matrices, and distances between rows. */
import type { DType } from '../../../engine/dtype';
import { TensorError } from '../../../engine/error';
import { requireSquare } from '../../../engine/matrices';
import { identityLike } from '../../../engine/ops/linear_systems';
import { ops } from '../../../engine/ops/index';
import { normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { rankOf } from './reorderings';
import { at } from './rows';
import { singularValuesOf } from './singular-values';

const castTo = (tensor: Tensor, dtype: DType | undefined): Tensor =>
  dtype && tensor.dtype !== dtype ? Tensor.apply(ops.cast, [tensor], { dtype }) : tensor;

const vectorNorm = (
  tensor: Tensor,
  p: number,
  dim: readonly number[] | undefined,
  keepdim: boolean,
): Tensor => Tensor.apply(ops.norm, [tensor], { p, dim, keepdim });

/** The order of a norm: a number, 'fro' or 'nuc'; undefined where it is None. */
function orderOf(value: Value): number | 'fro' | 'nuc' | undefined {
  switch (value.kind) {
    case 'None':
      return undefined;
    case 'int':
    case 'float':
      return value.value;
    case 'str':
      if (value.value === 'fro' || value.value === 'nuc') return value.value;
      throw new TensorError('RuntimeError', `linalg.norm: Order ${value.value} not supported.`);
    case 'tensor':
      if (value.tensor.hasValues && value.tensor.numel === 1) return value.tensor.values()[0]!;
      throw new NotKnown('the order of the norm is not known');
    default:
      throw new NotKnown('the order of the norm is not known');
  }
}

/** The norms that are made of singular values: their sum, the largest, or the smallest. */
function spectralNorm(
  tensor: Tensor,
  order: number | 'nuc',
  dims: readonly [number, number],
  keepdim: boolean,
): Tensor {
  const others = Array.from({ length: rankOf(tensor) }, (_, dim) => dim).filter((dim) => !dims.includes(dim));
  const moved = [...others, ...dims];
  const isInPlace = moved.every((dim, place) => dim === place);
  const matrices = isInPlace ? tensor : Tensor.apply(ops.permute, [tensor], { dims: moved });
  // The smallest may be noise; in the others it does not show.
  const sizes = order === -2 ? singularValuesOf(matrices) : Tensor.apply(ops.svdvals, [matrices], {});
  const along = { dim: [-1], keepdim: false };
  const found =
    order === 'nuc'
      ? Tensor.apply(ops.sum, [sizes], along)
      : Tensor.apply(order > 0 ? ops.amax : ops.amin, [sizes], along);
  if (!keepdim) return found;
  // Two dims of size 1 behind the others, which then go to where the matrix had its own.
  const behind = [-1, -1].reduce((norm, dim) => Tensor.apply(ops.unsqueeze, [norm], { dim }), found);
  return Tensor.apply(ops.permute, [behind], { dims: moved.map((_, dim) => moved.indexOf(dim)) });
}

/**
 * The norm of the matrices in two dims: the largest (or smallest, of a negative order) sum of magnitudes of a
 * column (1) or row (∞), the largest (or smallest) singular value (2), the sum of the singular values ('nuc'), or the
 * root of all squares (PyTorch documentation, `torch.linalg.matrix_norm`).
 */
function matrixNorm(
  tensor: Tensor,
  order: number | 'fro' | 'nuc',
  dims: readonly number[],
  keepdim: boolean,
): Tensor {
  const rank = rankOf(tensor);
  const [rows, columns] = dims.map((dim) => normalizeDim(dim, rank)) as [number, number];
  if (order === 'fro') return vectorNorm(tensor, 2, [rows, columns], keepdim);
  if (order === 'nuc' || Math.abs(order) === 2) return spectralNorm(tensor, order, [rows, columns], keepdim);
  if (Math.abs(order) !== 1 && Math.abs(order) !== Infinity) {
    throw new TensorError('RuntimeError', `linalg.matrix_norm: Order ${order} not supported.`);
  }
  const [summed, searched] = Math.abs(order) === 1 ? [rows, columns] : [columns, rows];
  const sums = vectorNorm(tensor, 1, [summed], true);
  const extreme = order > 0 ? ops.amax : ops.amin;
  const found = Tensor.apply(extreme, [sums], { dim: [searched], keepdim: true });
  if (keepdim) return found;
  return Tensor.apply(ops.squeeze, [found], { dim: [rows, columns] });
}

const named = (
  where: string,
  name: string,
  parameters: string,
  norm: (args: Arguments, tensor: Tensor) => Tensor,
  first: string,
): NativeFunction[] =>
  at(where, name, parameters, (args) =>
    tensorValue(norm(args, castTo(args.tensor(first), args.optionalDType('dtype')))),
  );

/**
 * `torch.linalg.cond`: the quotient of the largest and the smallest singular value, or the norm times the norm of the
 * inverse (PyTorch documentation); infinity for a singular matrix.
 */
function conditionNumber(matrix: Tensor, order: number | 'fro' | 'nuc'): Tensor {
  if (matrix.rank !== undefined && matrix.rank < 2) {
    throw new TensorError('RuntimeError', 'linalg.cond: The input tensor must have at least 2 dimensions.');
  }
  if (order === 2 || order === -2) {
    const sizes = singularValuesOf(matrix);
    const [first, last] = [0, -1].map((index) => Tensor.apply(ops.select, [sizes], { dim: -1, index })) as [
      Tensor,
      Tensor,
    ];
    return Tensor.apply(ops.div, order > 0 ? [first, last] : [last, first], {});
  }
  requireSquare('linalg.cond', matrix);
  const inverse = Tensor.apply(ops.solve, [matrix, identityLike(matrix)], {});
  const ofBoth = [matrix, inverse].map((one) => matrixNorm(one, order, [-2, -1], false));
  return Tensor.apply(ops.mul, ofBoth, {});
}

export const norms: readonly NativeFunction[] = [
  ...named(
    'tT',
    'norm',
    "(input, p='fro', dim=None, keepdim=False, out=None, dtype=None)",
    (args, tensor) => {
      const order = orderOf(args.value('p'));
      const dim = args.optionalInts('dim');
      if (order === 'nuc') return matrixNorm(tensor, order, dim ?? [-2, -1], args.bool('keepdim'));
      return vectorNorm(
        tensor,
        order === 'fro' || order === undefined ? 2 : order,
        dim,
        args.bool('keepdim'),
      );
    },
    'input',
  ),
  ...named(
    'l',
    'norm',
    '(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None)',
    (args, tensor) => {
      const order = orderOf(args.value('ord'));
      const dim = args.optionalInts('dim');
      const keepdim = args.bool('keepdim');
      if (order === undefined) return vectorNorm(tensor, 2, dim, keepdim);
      const isMatrix = dim ? dim.length === 2 : rankOf(tensor) === 2;
      if (isMatrix) return matrixNorm(tensor, order, dim ?? [0, 1], keepdim);
      if (typeof order === 'string')
        throw new TensorError('RuntimeError', 'linalg.norm: The input tensor A must have 2 dimensions.');
      return vectorNorm(tensor, order, dim, keepdim);
    },
    'A',
  ),
  ...named(
    'l',
    'vector_norm',
    '(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None)',
    (args, tensor) => vectorNorm(tensor, args.number('ord'), args.optionalInts('dim'), args.bool('keepdim')),
    'x',
  ),
  ...named(
    'l',
    'matrix_norm',
    "(A, ord='fro', dim=None, keepdim=False, *, dtype=None, out=None)",
    (args, tensor) =>
      matrixNorm(
        tensor,
        orderOf(args.value('ord')) ?? 'fro',
        args.optionalInts('dim') ?? [-2, -1],
        args.bool('keepdim'),
      ),
    'A',
  ),
  ...at('l', 'cond', '(A, p=None, *, out=None)', (args) =>
    tensorValue(conditionNumber(args.tensor('A'), orderOf(args.value('p')) ?? 2)),
  ),
  ...at('t', 'nuclear_norm', '(input, dim=None, keepdim=False, *, out=None)', (args) =>
    tensorValue(
      matrixNorm(args.tensor('input'), 'nuc', args.optionalInts('dim') ?? [-2, -1], args.bool('keepdim')),
    ),
  ),
  ...at('t', 'frobenius_norm', '(input, dim, keepdim=False, *, out=None)', (args) =>
    tensorValue(vectorNorm(args.tensor('input'), 2, args.optionalInts('dim'), args.bool('keepdim'))),
  ),
  ...at('t', 'cdist', "(x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary')", (args) =>
    tensorValue(Tensor.apply(ops.cdist, [args.tensor('x1'), args.tensor('x2')], { p: args.number('p') })),
  ),
];
