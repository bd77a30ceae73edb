/** How statements end, and what an error becomes. */
import { TensorError } from '../engine/error';
import { TooMuchWork } from '../engine/work';
import { NotKnown, PythonError } from '../frameworks/errors';
import type { Value } from '../frameworks/values';
import { LimitReached } from './guarded';

/** How a statement ends when it does not simply go on to the next. */
export type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue' }
  /** Python raised, or every way onward did: what follows is not reached. */
  | { readonly kind: 'raise'; readonly reason: string };

/** A generator is left at a `yield`, because its consumer wants no more or failed with an error of its own. */
export class GeneratorLeft extends Error {
  /** What the consumer threw. */
  thrown: unknown;
}

/**
 * Errors of Python and missing knowledge are data. A fault of our own is one statement
 * that is not understood, and says so: reading a text must never fail as a whole.
 */
export function asFailure(error: unknown): PythonError | NotKnown {
  if (error instanceof LimitReached || error instanceof GeneratorLeft) throw error;
  if (error instanceof PythonError || error instanceof NotKnown) return error;
  if (error instanceof TensorError) return new PythonError(error.type, error.message, undefined, true);
  if (error instanceof TooMuchWork) return new NotKnown(error.message);
  if (error instanceof RangeError) return new NotKnown('the expression is nested too deeply to be read');
  return new NotKnown(
    `LossLens itself failed here: ${error instanceof Error ? error.message : String(error)}`,
  );
}
