/** Operations on the matrices in the last two dims as plain functions, beside those of formula.ts. */
import { castTo, minus, plus, unsqueezed } from './formula';
import { identityLike } from './ops/linear_systems';
import { matmul } from './ops/matmul';
import { narrow } from './ops/narrow';
import { transpose } from './ops/permute';
import { tril } from './ops/triangle';
import { isKnownShape } from './shape';
import { Tensor } from './tensor';

const none = {};

export const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(matmul, [a, b], none);
export const transposed = (matrix: Tensor): Tensor =>
  Tensor.apply(transpose, [matrix], { dim0: -2, dim1: -1 });
/** A vector as a matrix of one column, and of one row. */
export const asColumn = (vector: Tensor): Tensor => unsqueezed(vector, -1);
export const asRow = (vector: Tensor): Tensor => unsqueezed(vector, -2);
export const inDouble = (tensor: Tensor): Tensor => castTo(tensor, 'float64');
/** X − Xᵀ. */
export const skew = (matrix: Tensor): Tensor => minus(matrix, transposed(matrix));
/** v_j − v_i at row i and column j, and one on the diagonal: a denominator. */
export function differences(vector: Tensor): Tensor {
  const apart = minus(asRow(vector), asColumn(vector));
  return plus(apart, identityLike(apart));
}
export const firstColumns = (matrix: Tensor, length: number): Tensor =>
  Tensor.apply(narrow, [matrix], { dim: -1, start: 0, length });
export const firstRows = (matrix: Tensor, length: number): Tensor =>
  Tensor.apply(narrow, [matrix], { dim: -2, start: 0, length });
export const lastColumns = (matrix: Tensor, start: number): Tensor =>
  Tensor.apply(narrow, [matrix], { dim: -1, start, length: (matrix.shape!.at(-1) as number) - start });
export const lastRows = (matrix: Tensor, start: number): Tensor =>
  Tensor.apply(narrow, [matrix], { dim: -2, start, length: (matrix.shape!.at(-2) as number) - start });
/** What lies below the diagonal. */
export const below = (matrix: Tensor): Tensor => Tensor.apply(tril, [matrix], { diagonal: -1 });
/** The lower triangle of a matrix at least as high as wide, with ones on the diagonal whatever stands there. */
export const unitLower = (matrix: Tensor): Tensor => plus(below(matrix), identityLike(matrix));
/** What is made of matrices of known sizes and dtypes; without these nothing but the dtype is known of it. */
export const ofKnownSizes = (inputs: readonly Tensor[], make: () => Tensor): Tensor =>
  inputs.every(({ shape, dtype }) => isKnownShape(shape) && dtype)
    ? make()
    : Tensor.leaf({ dtype: inputs[0]!.dtype });
