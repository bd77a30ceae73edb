/** Lengths of vectors, norms of matrices, and distances between rows. */
import type { DType } from '../../../engine/dtype';
import { TensorError } from '../../../engine/error';
import { ops } from '../../../engine/ops/index';
import { normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { rankOf } from './reorderings';
import { at } from './rows';

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

/**
 * The norm of the matrices in two dims: the largest (or smallest, of a negative order) sum of magnitudes of a
 * column (1) or row (∞), or the root of all squares. What needs singular values is not computed.
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
  if (order === 'nuc' || Math.abs(order) === 2)
    throw new NotKnown(`the norm of order ${order} needs singular values, which are not computed`);
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

export const norms: readonly NativeFunction[] = [
  ...named(
    'tT',
    'norm',
    "(input, p='fro', dim=None, keepdim=False, out=None, dtype=None)",
    (args, tensor) => {
      const order = orderOf(args.value('p'));
      const dim = args.optionalInts('dim');
      if (order === 'nuc')
        throw new NotKnown('the nuclear norm needs singular values, which are not computed');
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
  ...at('t', 'cdist', "(x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary')", (args) =>
    tensorValue(Tensor.apply(ops.cdist, [args.tensor('x1'), args.tensor('x2')], { p: args.number('p') })),
  ),
];
