/**
 * The refusal of a dtype in PyTorch's words. Its kernels say of a dtype that they do not take that they are not made
 * for it, in the sentence that is quoted below: the user's run would end with it, and what LossLens lacks is
 * never said so (that is `NotKnown`, `unknown` with a reason).
 */
import { torchScalarName, type DType } from './dtype';
import { TensorError } from './error';
import type { Tensor } from './tensor';

/** What PyTorch throws where its kernel of that name does not take the dtype; the sentence is PyTorch's, and is quoted. */
export const notImplementedFor = (kernel: string, dtype: DType): TensorError =>
  new TensorError('NotImplementedError', `"${kernel}" not implemented for '${torchScalarName(dtype)}'`);

/** Refuses what LAPACK has no routine for: it knows single and double precision. */
export function requireSingleOrDouble(kernel: string, { dtype }: Tensor): void {
  if (dtype && dtype !== 'float32' && dtype !== 'float64') throw notImplementedFor(kernel, dtype);
}
