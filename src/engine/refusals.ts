/**
 * The refusal of a dtype in PyTorch's words. "Not implemented" is PyTorch's own phrase for a dtype that a
 * kernel does not take: it is what the user's run would end with, and says nothing of what LossLens lacks.
 */
import { torchScalarName, type DType } from './dtype';
import { TensorError } from './error';
import type { Tensor } from './tensor';

/** What PyTorch throws where its kernel of that name does not take the dtype. */
export const notImplementedFor = (kernel: string, dtype: DType): TensorError =>
  new TensorError('NotImplementedError', `"${kernel}" not implemented for '${torchScalarName(dtype)}'`);

/** Refuses what LAPACK has no routine for: it knows single and double precision. */
export function requireSingleOrDouble(kernel: string, { dtype }: Tensor): void {
  if (dtype && dtype !== 'float32' && dtype !== 'float64') throw notImplementedFor(kernel, dtype);
}
