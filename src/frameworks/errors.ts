/** The two ways in which a call can end without a value. Both are caught by the interpreter and become data. */
import type { Value } from './values';

/** Python would raise here: the statement ends, `except` may catch it. */
export class PythonError extends Error {
  constructor(
    readonly type: string,
    message: string,
    /** The exception object, once there is one. */
    public value?: Value,
    /** The engine refused: shapes, dtypes or values do not fit, and PyTorch would say so in these words. */
    readonly isFromEngine = false,
    /** The `args` of the exception, where they are not the message. */
    readonly args?: readonly Value[],
  ) {
    super(message);
    this.name = 'PythonError';
  }
}

/** What is needed to go on is not known; the call gives `unknown` with this reason. */
export class NotKnown extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotKnown';
  }
}
