/**
 * The refusal of a dtype in PyTorch's words. "Not implemented" is PyTorch's own phrase for a dtype that a
 * kernel does not take: it is what the user's run would end with, and says nothing of what LossLens lacks.
 */
import { torchScalarName, type DType } from './dtype';
import { TensorError } from './error';

/** What PyTorch throws where its kernel of that name does not take the dtype. */
export const notImplementedFor = (kernel: string, dtype: DType): TensorError =>
  new TensorError('NotImplementedError', `"${kernel}" not implemented for '${torchScalarName(dtype)}'`);
