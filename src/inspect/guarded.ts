/** Reading what is not called for certain: with arguments that are not known, what Python would raise tells nothing. */
import { TensorError } from '../engine/error';
import { NotKnown, PythonError } from '../frameworks/errors';

/** Reading stops here: a bound was reached. Nothing of the user's can catch it. */
export class LimitReached extends Error {
  constructor(
    readonly bound: 'steps' | 'time',
    message: string,
  ) {
    super(message);
  }
}

/** What Python would raise while a function is read with unknown arguments tells nothing; the bound on steps is its own. */
export function guarded<Result>(body: () => Result): Result | undefined {
  try {
    return body();
  } catch (error) {
    const isExpected =
      error instanceof PythonError ||
      error instanceof NotKnown ||
      error instanceof TensorError ||
      error instanceof RangeError ||
      (error instanceof LimitReached && error.bound === 'steps');
    if (!isExpected) throw error;
    return undefined;
  }
}
