/** A refusal of the engine, which speaks as PyTorch does, in the words of the framework whose arrays were given. */
import { TensorError } from '../engine/error';
import type { Tensor } from '../engine/tensor';
import { PythonError } from './errors';
import { jaxError } from './jax/errors';
import { numpyWords } from './numpy/errors';
import { tensorflowError } from './tensorflow/errors';
import type { Value } from './values';

const isEnginesOwn = (error: unknown): error is TensorError | PythonError =>
  error instanceof TensorError || (error instanceof PythonError && error.isFromEngine);

const words = { jax: jaxError, tensorflow: tensorflowError } as const;

/** The arrays among arguments, and those in lists of them. */
const tensorsAmong = (values: readonly Value[]): Tensor[] =>
  values.flatMap((value) => {
    if (value.kind === 'tensor') return [value.tensor];
    return value.kind === 'list' || value.kind === 'tuple' ? tensorsAmong(value.items) : [];
  });

/**
 * Runs what an operator, a function or an index does with what it is given, and says what the engine refuses as the
 * framework would. `name` is qualified, or an operator's; `indices` says how many stand between brackets.
 */
export function inOwnWords<Result>(
  name: string,
  given: readonly Value[],
  body: () => Result,
  indices = 0,
): Result {
  try {
    return body();
  } catch (error) {
    if (!isEnginesOwn(error)) throw error;
    const framework = (['jax', 'tensorflow'] as const).find(
      (each) =>
        name.startsWith(`${each}.`) ||
        given.some((value) => value.kind === 'tensor' && value.framework === each),
    );
    if (!framework) throw numpyWords(error, name, given, indices) ?? error;
    const last = name.slice(name.lastIndexOf('.') + 1);
    throw words[framework](error.message, last, tensorsAmong(given)) ?? error;
  }
}
