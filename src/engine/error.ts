/**
 * What an operation says when it cannot be done: PyTorch's exception type and
 * PyTorch's message, so that a person can look it up. The interpreter turns it
 * into the end of a statement, never into a crash.
 */
export type TensorErrorType =
  'RuntimeError' | 'ValueError' | 'IndexError' | 'TypeError' | 'NotImplementedError' | '_LinAlgError';

export class TensorError extends Error {
  constructor(
    readonly type: TensorErrorType,
    message: string,
  ) {
    super(message);
    this.name = 'TensorError';
  }
}
