/** What is read out of a text that shows a tensor: a literal in code, or what some framework printed. */
import type { Span } from '../base/place';

export interface TensorText {
  /** Of what the text shows. Where parts are left out: the shape that the text says, or one dimension of the values seen. */
  readonly shape: readonly number[];
  /** Row-major. Where parts are left out: the values seen, in their order. */
  readonly values: Float64Array;
  readonly elementType: 'int' | 'float' | 'bool';
  readonly framework: 'torch' | 'numpy' | 'jax' | 'tensorflow' | 'json' | 'python';
  /** As it is written: `torch.float64`, `float32`. */
  readonly dtype?: string;
  readonly device?: string;
  /** The name in `grad_fn=<…>`, without the brackets. */
  readonly gradFn?: string;
  readonly requiresGrad?: boolean;
  /** The shape in `size=(0, 3)` or `shape=(1, 2)`. */
  readonly shapeSaid?: readonly number[];
  /** Whether `...` stands for values that are not shown. */
  readonly elided: boolean;
  /** What stands before the tensor and says what it is: `Parameter containing:`. */
  readonly wrapper?: string;
  /** What was read in a way that the reader of the numbers should know. */
  readonly notes?: readonly string[];
}

/** Why a text is no tensor, and where. */
export interface TextFailure extends Span {
  readonly message: string;
}

/** A tensor found in a longer text. */
export interface FoundTensorText extends Span {
  readonly tensor: TensorText;
}
