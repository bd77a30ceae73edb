/**
 * The Inspection: all that was understood of one document (a file, or the cells
 * of a notebook in their order), as plain data. Hover, lens, diagnostics, panel and
 * terminal are printers of this one value; it crosses threads by structured clone.
 * Tensors form a graph: each names its producer's inputs by id, so that rules can
 * walk from a loss back to the operation that gave its input a role.
 */
import type { Place } from '../base/place';
import type { DType, Values } from '../engine/dtype';
import type { Reach } from '../engine/loss';
import type { Role } from '../engine/role';

/** Index into `Inspection.tensors`. */
export type TensorId = number;

export interface Inspection {
  /** The files or cells that were read together, by the `source` of a Place: those that were given, then those that they import. */
  readonly sources: readonly { readonly file: string; readonly cell?: number }[];
  readonly tensors: readonly TensorRecord[];
  /** Each evaluation of a loss call, in the order of reading. A place that is evaluated often keeps its first and last evaluations. */
  readonly losses: readonly LossCall[];
  /** The calls of losses that stand in the given sources and were not followed; none of them is among the `losses`. */
  readonly unfollowedLosses: readonly UnfollowedLoss[];
  /** Every expression that is a tensor, with its newest value; for hovers. Inner expressions come before outer ones. */
  readonly expressions: readonly ExpressionRecord[];
  /** What rules about other things than losses look at: logs, comparisons, backward calls … in the order of reading. */
  readonly operations: readonly OperationRecord[];
  /** The module's names at the end of the text. */
  readonly variables: Readonly<Record<string, VariableRecord>>;
  readonly unknowns: readonly Unknown[];
  /** What `print` would have printed, a string per call. */
  readonly printed: readonly string[];
  /** Where the text is not valid Python. */
  readonly syntaxProblems: readonly { readonly place: Place; readonly message: string }[];
  /** The bounds that ended or cut the reading, each as a sentence; empty when all was read. */
  readonly limits: readonly string[];
}

/** A call that is a loss by its name alone: nobody came to it, or it is not known what is called. */
export interface UnfollowedLoss {
  readonly place: Place;
  /** The name that is called: `cross_entropy`, `criterion`. */
  readonly name: string;
  /** Why it was not followed. */
  readonly reason: string;
}

export interface TensorRecord {
  readonly id: TensorId;
  /** Sizes, outermost first; a string names a size that is not known. Null: not even the rank is known. */
  readonly shape: readonly (number | string)[] | null;
  readonly dtype: DType | null;
  readonly role: Role;
  /** Row-major values; null when they are not known, or too many to be handed over (`elided`). */
  readonly data: Values | null;
  /** The values are known and were left out because of their number. */
  readonly elided: boolean;
  /** Null when the values are not known. */
  readonly statistics: TensorStatistics | null;
  readonly requiresGrad: boolean;
  /** It was made while no gradients were recorded, as under torch.no_grad. */
  readonly underNoGrad: boolean;
  /** A random number without a seed of the user's went into it. */
  readonly sampled: boolean;
  /** The operation that made it; null for a literal, a parameter, or something unknown. */
  readonly producer: ProducerRecord | null;
  /** Where it was made; of an operand of which nothing is known, where it is written. */
  readonly place: Place | null;
  /** `.grad` at the end of the reading. */
  readonly grad: TensorId | null;
  /** Where the built-in module (layer) that made it was constructed: `nn.Softmax(dim=1)`; null for functions. */
  readonly layer: Place | null;
}

export interface ProducerRecord {
  /** PyTorch's name of the operation: `softmax`. */
  readonly operation: string;
  readonly inputs: readonly TensorId[];
  /** The dim, the slope …: only plain numbers, strings, truths and lists of them. */
  readonly attributes: Readonly<Record<string, PlainValue>>;
}

export type PlainValue = number | string | boolean | null | readonly PlainValue[];

export interface TensorStatistics {
  readonly count: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
  /** Of the finite values; null when there is none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** With Bessel's correction, as torch.std; null for fewer than two finite values. */
  readonly std: number | null;
  /** Counts in ten equal bins from min to max, of the finite values. */
  readonly histogram: readonly number[];
  /** Smallest and largest sum along the last dim (for rank 2: of a row); null for scalars and non-floating tensors. */
  readonly lineSums: { readonly dim: number; readonly min: number; readonly max: number } | null;
}

export interface LossCall {
  /** The call expression. */
  readonly place: Place;
  /** The qualified name of what is called: `torch.nn.functional.cross_entropy`, `torch.nn.CrossEntropyLoss`. */
  readonly function: string;
  /** The engine's name of the loss: `cross_entropy`. */
  readonly loss: string;
  readonly reduction: string;
  /** The reduced loss; null when it is not a single known number. */
  readonly value: number | null;
  /** Why there is no value; null when there is one or the reduction is none. */
  readonly reason: string | null;
  readonly output: TensorId | null;
  readonly perElement: TensorId | null;
  readonly activation: { readonly name: string; readonly tensor: TensorId } | null;
  readonly steps: readonly LossStepRecord[];
  /** The dim of the classes or coordinates along which each sample has one loss; null where each element has its own. */
  readonly classDim: number | null;
  /** How much each element of `perElement` counts, 0 where it is ignored; null where all count alike. */
  readonly weights: TensorId | null;
  readonly inputs: readonly LossInput[];
  /** The name of the input that is the model's output: `input` in PyTorch, `logits` in optax, `y_pred` in Keras. */
  readonly prediction: string | null;
  /** The arguments that are no tensors: reduction, ignore_index, label_smoothing … as they were passed or defaulted. */
  readonly options: Readonly<Record<string, PlainValue>>;
  /** The gradient of the reduced loss (for `none`: of its sum) with respect to each floating input. */
  readonly gradients: readonly { readonly of: string; readonly tensor: TensorId }[];
  /** Where the loss object was constructed, for the class form. */
  readonly constructed: Place | null;
  /** The number of times this place was evaluated in all. */
  readonly evaluations: number;
  /** Under no_grad or in evaluation mode. */
  readonly underNoGrad: boolean;
  /** How many branches surround the call of which it is not known whether they are taken. */
  readonly conditions: number;
  /** The name of the loss, where it is one of several that the program chooses from. */
  readonly chosen: string | null;
  /** PyTorch's warnings, as it words them. */
  readonly warnings: readonly string[];
  /** PyTorch's error, when the call would raise one. */
  readonly error: { readonly type: string; readonly message: string } | null;
}

/** One step from the inputs of a loss to its elements. */
export interface LossStepRecord {
  readonly name: string;
  /** In the field's notation, with the letter that later steps know it by: `p = e^x / Σ e^x`. */
  readonly formula: string;
  readonly tensor: TensorId;
  /** What the letters of the formula stand for, and which elements of it make one element of the step. */
  readonly operands: readonly {
    readonly letter: string;
    readonly tensor: TensorId;
    readonly reach: Reach;
  }[];
}

export interface LossInput {
  /** PyTorch's parameter name: input, target, weight … */
  readonly name: string;
  /** The argument as it is written; empty for one that was not written in the call (a weight of the constructor). */
  readonly expression: string;
  readonly place: Place | null;
  readonly tensor: TensorId;
  /** What the loss expects here, in words; empty where it says nothing of this input. */
  readonly expects: string;
}

export interface ExpressionRecord {
  readonly place: Place;
  /** As it is written, shortened. */
  readonly text: string;
  readonly tensor: TensorId;
}

/** One operation that the user wrote and rules may judge. */
export interface OperationRecord {
  readonly place: Place;
  /** The engine's name: `log`, `sub`, `multinomial`; or an event: `backward`; or `call`, of a layer or a model. */
  readonly operation: string;
  /** The qualified name of what was called; null for an operator. */
  readonly function: string | null;
  readonly inputs: readonly (TensorId | null)[];
  /** What comes out; null for an event, and for a comparison that raises. */
  readonly output: TensorId | null;
  readonly options: Readonly<Record<string, PlainValue>>;
  /** Of `backward`, `step` and `zero_grad`: the calls in which it happened, as they are written, the innermost first. */
  readonly within?: readonly Place[];
}

export type VariableRecord =
  | { readonly kind: 'tensor'; readonly tensor: TensorId }
  | {
      readonly kind: 'scalar';
      readonly value: number | boolean | string | null;
      readonly type: string;
      /** A random number without a seed of the user's went into it. */
      readonly sampled?: true;
    }
  | {
      readonly kind: 'list';
      readonly items: readonly VariableRecord[];
      readonly type: 'list' | 'tuple' | 'set';
    }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [string, VariableRecord])[] }
  | { readonly kind: 'object'; readonly type: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly line: number };

export interface Unknown {
  readonly place: Place;
  readonly reason: string;
  /** PyTorch's (or Python's) exception type when the statement would have raised. */
  readonly error: string | null;
}
