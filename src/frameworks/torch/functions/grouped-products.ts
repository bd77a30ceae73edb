/** `F.grouped_mm`: products of groups of rows with a matrix each, as experts multiply the tokens that are sent to them. */
import { isFloating } from '../../../engine/dtype';
import { TensorError } from '../../../engine/error';
import { product } from '../../../engine/matrix_formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { rankOf, sizesOf } from './reorderings';
import { at } from './rows';

const refuse = (message: string): TensorError => new TensorError('RuntimeError', message);

/** Where each group begins and how long it is; the offsets say where they end. */
function groupsOf(offsets: Tensor, length: number): readonly (readonly [start: number, length: number])[] {
  if (!offsets.hasValues) throw new NotKnown('where the groups end is not known');
  const ends = Array.from(offsets.values());
  if (ends.at(-1) !== length)
    throw new NotKnown('what stands behind the last group is whatever memory holds');
  return ends.map((end, group) => [ends[group - 1] ?? 0, end - (ends[group - 1] ?? 0)]);
}

/** Groups of rows of a with matrices of b, matrices of a with groups of columns of b, or groups of what both share. */
function groupedProducts(a: Tensor, b: Tensor, offsets: Tensor | undefined): Tensor {
  const [ofA, ofB] = [rankOf(a), rankOf(b)];
  if ((ofA === 3 && ofB === 3) === (offsets !== undefined))
    throw refuse('Have to provide offsets if there is a 2d matrix, or no offset if both matrices are 3d');
  if (!offsets) return product(a, b);
  const part = (tensor: Tensor, dim: number, [start, length]: readonly [number, number]): Tensor =>
    Tensor.apply(ops.narrow, [tensor], { dim, start, length });
  const matrix = (tensor: Tensor, index: number): Tensor =>
    Tensor.apply(ops.select, [tensor], { dim: 0, index });
  const groups = groupsOf(offsets, ofA === 2 ? sizesOf(a)[ofB === 2 ? 1 : 0]! : sizesOf(b)[1]!);
  const products = groups.map((group, at) => {
    if (ofA === 2 && ofB === 2) return product(part(a, 1, group), part(b, 0, group));
    return ofA === 2 ? product(part(a, 0, group), matrix(b, at)) : product(matrix(a, at), part(b, 1, group));
  });
  if (ofA === 2 && ofB === 2) return Tensor.apply(ops.stack, products, { dim: 0 });
  return Tensor.apply(ops.cat, products, { dim: ofA === 2 ? 0 : 1 });
}

function groupedMm(args: Arguments): Value {
  const [a, b] = [args.tensor('mat_a'), args.tensor('mat_b')];
  if (!args.isNone('bias')) throw refuse('Bias not supported yet');
  if (!a.dtype || !isFloating(a.dtype) || a.dtype === 'float64' || a.dtype !== b.dtype)
    throw new NotKnown('a grouped product of these dtypes is not followed');
  const wanted = args.optionalDType('out_dtype');
  if (wanted && wanted !== a.dtype) throw refuse('Grouped gemm output dtype must match `mat_a` dtype');
  const result = groupedProducts(a, b, args.optionalTensor('offs'));
  return { ...tensorValue(result), gradFn: 'GroupedMmBackward0' };
}

export const groupedProductsOfMatrices: readonly NativeFunction[] = at(
  'F',
  'grouped_mm',
  '(mat_a, mat_b, *, offs=None, bias=None, out_dtype=None)',
  groupedMm,
);
