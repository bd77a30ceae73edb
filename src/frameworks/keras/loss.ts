/** What a loss of Keras is: its spelling, and how it is evaluated by the engine's losses. */
import type { Expectation, LossResult } from '../../engine/loss';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';

/** `keras.config.epsilon()`. */
export const EPSILON = 1e-7;

export interface KerasEvaluation {
  /** The engine's name of the loss. */
  readonly loss: string;
  readonly result: LossResult;
  /** The axis along which the values are averaged; undefined where they are those of the samples already. */
  readonly average?: number | undefined;
  /** Which samples count at all. */
  readonly mask?: Tensor;
}

export interface KerasLoss {
  readonly name: string;
  readonly className: string;
  /** What `y_true` is, of a loss of classes. */
  readonly classTargets?: 'indices' | 'probabilities' | undefined;
  /** What it expects, where the engine's loss does not say it. */
  readonly expects?: readonly Expectation[] | undefined;
  /** Other names of the function, most from Keras 2. */
  readonly aliases: readonly string[];
  /** The options of the function, behind y_true and y_pred. */
  readonly options: string;
  /** The signature of the constructor. */
  readonly constructorSignature: string;
  readonly evaluate: (target: Tensor, prediction: Tensor, args: Arguments) => KerasEvaluation;
}
