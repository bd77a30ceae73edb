/**
 * What a loss is: a composition of operations with a formula, a source, and, as
 * data, what it expects of its inputs. Rules and hovers read the expectations; the
 * inspector shows the steps. A loss never defines a gradient: it follows from the operations.
 */
import type { Attributes, Sample } from './op';
import type { RoleKind } from './role';
import type { Tensor } from './tensor';

export type Reduction = 'none' | 'mean' | 'sum' | 'batchmean';

/** What one input has to be. Several expectations of the same input are alternatives. */
export interface Expectation {
  /** `input`, `target`, `weight` …, as PyTorch spells the parameter. */
  readonly of: string;
  /** The roles that are right. */
  readonly roles: readonly RoleKind[];
  /** The closed range that every element must lie in. */
  readonly range?: readonly [low: number, high: number];
  readonly dtype: 'floating' | 'integer' | 'any';
  /** One sentence: `raw scores, one per class along dim 1; softmax is inside the loss`. */
  readonly says: string;
  /** The same where classes stand along the last axis and labels have any integer dtype; absent where `says` holds there too. */
  readonly elsewhere?: string;
  /** The option that must have this value, `log_input: false`; absent where the expectation always holds. */
  readonly given?: Readonly<Record<string, boolean>>;
}

/** One step on the way from the input to the scalar, for people: `log_softmax`, `pick the target's column` … */
export interface LossStep {
  readonly name: string;
  /** The formula of this step in the field's notation. */
  readonly formula: string;
  readonly tensor: Tensor;
  /** What the letters of the formula stand for; absent where the formula is only told. */
  readonly operands?: readonly StepOperand[];
}

/**
 * Which elements of an operand make one element of a step: the one at its own place, as operations
 * broadcast; all of its sample, along the dim that a Σ of the formula sums; or the one in the column
 * that the target names, written `log p[y]`.
 */
export type Reach = 'element' | 'sample' | 'target';

/** A letter of a step's formula: an input of the loss, or what an earlier step gave. */
export interface StepOperand {
  /** As the formula writes it: `x`, `log p`. */
  readonly letter: string;
  readonly tensor: Tensor;
  readonly reach: Reach;
}

export interface LossResult {
  /** What the framework returns: reduced, or per element with reduction none. */
  readonly output: Tensor;
  /** The loss of each element (or sample) before the reduction, weights included. */
  readonly perElement: Tensor;
  /** The activation that the loss applies inside, with its result; undefined where there is none. */
  readonly activation?: { readonly name: string; readonly tensor: Tensor };
  readonly steps: readonly LossStep[];
  /**
   * The dim of the classes, or of the coordinates of an embedding, where each sample has one loss for all of
   * them; undefined where each element has its own.
   */
  readonly classDim?: number;
  /** How much each element of `perElement` counts, 0 where it is ignored; undefined where all count alike. */
  readonly weights?: Tensor | undefined;
  /** What PyTorch prints as grad_fn, where these arguments make it another than the loss's own. */
  readonly gradFn?: string | undefined;
  /** What PyTorch would warn of, in its words. */
  readonly warnings?: readonly string[];
}

/** `inputs` by parameter name; those that are not given are absent. */
export type LossInputs = Readonly<Record<string, Tensor | undefined>>;

export interface Loss<A extends Attributes = Attributes> {
  /** PyTorch's functional name: `binary_cross_entropy_with_logits`. */
  readonly name: string;
  /** What PyTorch prints as grad_fn of the result; null where that is the last of several operations. */
  readonly gradFn: string | null;
  readonly formula: string;
  /** Where the formula stands: a documentation address or a paper. */
  readonly source: string;
  /** The parameters that take tensors, in PyTorch's order; the first two are the prediction and the target. */
  readonly tensors: readonly string[];
  /** The first of `tensors` is the prediction whose gradient people look at. */
  readonly expects: readonly Expectation[];
  /** The activation inside the loss, which must therefore not come before it. */
  readonly insideActivation: 'softmax' | 'sigmoid' | null;
  /** Computes the loss. Throws TensorError with PyTorch's message when the inputs do not fit. */
  readonly evaluate: (inputs: LossInputs, attributes: A) => LossResult;
  readonly samples: readonly LossSample<A>[];
}

export interface LossSample<A extends Attributes> extends Omit<Sample<A>, 'inputs'> {
  readonly inputs: Readonly<Record<string, Sample<A>['inputs'][number]>>;
}

/** Any loss, whatever its arguments: what a registry holds. */
export type AnyLoss = Omit<Loss<never>, 'samples'> & { readonly samples: readonly LossSample<Attributes>[] };
