/** How optax's losses are written: names, tensors, and the engine's loss that each is. */
import { choose, sumOf } from '../../engine/formula';
import { isFloating } from '../../engine/dtype';
import type { Expectation, LossResult } from '../../engine/loss';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { PythonError } from '../errors';
import { axesOf, optionalOperand } from '../jax/dialect';

export type Inputs = Readonly<Record<string, Tensor | undefined>>;

export interface OptaxLoss {
  readonly name: string;
  readonly signature: string;
  /** The engine's name of the loss. */
  readonly loss: string;
  /** What the labels are, where there is a loss for class indices and one for probabilities. */
  readonly classTargets?: 'indices' | 'probabilities';
  /** What it expects, where the engine's loss does not say it. */
  readonly expects?: readonly Expectation[];
  /** The tensors of the call, the prediction first. */
  readonly tensors: readonly string[];
  readonly evaluate: (inputs: Inputs, args: Arguments) => LossResult;
}

export const none = { reduction: 'none' } as const;

/** A loss of one formula whose values are the result. */
export const written = (formula: string, perElement: Tensor): LossResult => ({
  output: perElement,
  perElement,
  steps: [{ name: 'loss', formula, tensor: perElement }],
});

export const changed = (result: LossResult, perElement: Tensor): LossResult => ({
  ...result,
  output: perElement,
  perElement,
});

/** What optax says of an input of another kind of dtype. */
export const wrongDtype = (tensor: Tensor, wanted: 'floating' | 'integer'): PythonError =>
  new PythonError(
    'TypeError',
    `Expected the input to have a dtype that is a subdtype of <class 'numpy.${wanted}'>, got ${tensor.dtype} instead`,
  );

export const checkFloating = (tensor: Tensor): void => {
  if (tensor.dtype && !isFloating(tensor.dtype)) throw wrongDtype(tensor, 'floating');
};

export const AXES = 'axis=-1, where=None';

/** Σ along the axes of what counts. */
export function summed(x: Tensor, args: Arguments): Tensor {
  const where = optionalOperand(args, 'where');
  return sumOf(where ? choose(where, x, 0) : x, axesOf(args));
}
