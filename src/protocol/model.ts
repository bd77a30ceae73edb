/**
 * What the inspector panel shows, as plain data. The host makes it from an analysis,
 * the panel draws it; neither side sees the other's types. It crosses as a message,
 * where NaN and Inf do not survive outside typed arrays: a number that may be one of
 * them is therefore a text here, and the numbers of tables are typed arrays.
 */
import type { Place } from '../base/place';
import type { TensorRecord } from '../inspect/inspection';
import type { SheetModel } from './sheet';
import type { ChoiceModel, CompareModel, CurveModel, WhatIfModel } from './what-if';

/** All that the panel can show. */
export type PanelState = EmptyState | ReadingState | FailedState | LossState | TensorState;

/** Nothing to show yet: the panel tells what to click. */
export interface EmptyState {
  readonly kind: 'empty';
  /** Of the analysis that `losses` come from; 0 when there is none. */
  readonly revision: number;
  /** The short name of the Python file or notebook that is open; null when none is. */
  readonly document: string | null;
  /** The loss calls of that document, so that one can be clicked. */
  readonly losses: readonly Link[];
}

/** The first reading of a document is under way. */
export interface ReadingState {
  readonly kind: 'reading';
  readonly document: string;
}

export interface FailedState {
  readonly kind: 'failed';
  /** What happened, as a sentence. */
  readonly message: string;
  /** What the person can do, as a sentence; empty where there is nothing. */
  readonly advice: string;
  /** Whether it can be read again as it is. */
  readonly canReadAgain: boolean;
}

/** A loss call: from its inputs to its gradient. */
export interface LossState {
  readonly kind: 'loss';
  /** Of the analysis that these numbers come from; an action on an older one is refused. */
  readonly revision: number;
  /**
   * It was just changed, and nobody has asked for more than its number: there are no values in `gradients`, no
   * `sheet` and no `formula`, and `steps` and `choice` are those of before. `explore` brings the rest.
   */
  readonly isPartial: boolean;
  /** The call as it is written. */
  readonly expression: string;
  /** Where the call stands. */
  readonly link: Link;
  /** The qualified name: `torch.nn.functional.cross_entropy`. */
  readonly function: string;
  /** Whose loss it is: `PyTorch`; empty where that is not known. */
  readonly framework: string;
  /** The reduced loss; null when there is none, and then `reason` says why. */
  readonly value: NumberText | null;
  /** What stands beside the value: `mean of 3`; `reduction none: [3]`. */
  readonly reduction: string;
  readonly reason: string;
  /** Which of several evaluations this is: `last of 4 evaluations`; empty for a single one. */
  readonly evaluation: string;
  readonly backend: string;
  readonly sampled: SampledModel | null;
  readonly inputs: readonly InputModel[];
  readonly perElement: TensorModel | null;
  /** The reduction with its numbers put in: `mean of 3 = (0.3412 + …) / 3 = 0.6100`; empty without a value. */
  readonly formula: string;
  readonly gradients: readonly GradientModel[];
  /** Where no gradient gets through, and why: `argmax gives positions …`. */
  readonly gradientNotes: readonly { readonly text: string; readonly link: Link | null }[];
  /** From the inputs to the losses as a sheet; null where the values are not known. */
  readonly sheet: SheetModel | null;
  /** The steps in words, with what is known of what they give. */
  readonly steps: readonly {
    readonly name: string;
    readonly formula: string;
    readonly summary: string;
  }[];
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly constructed: Link | null;
  /** PyTorch's error, when the call would raise one. */
  readonly error: { readonly type: string; readonly message: string } | null;
  readonly warnings: readonly string[];
  readonly findings: FindingsModel;
  readonly whatIf: WhatIfModel;
  /** Which loss the targets ask for; null where nothing is known of them. */
  readonly choice: ChoiceModel | null;
  /** Other losses of the same tensors; null until somebody asks. */
  readonly compare: CompareModel | null;
  /** The loss along one element; null until somebody asks. */
  readonly curve: CurveModel | null;
}

/** A tensor that is no loss. */
export interface TensorState {
  readonly kind: 'tensor';
  readonly revision: number;
  /** The expression as it is written. */
  readonly expression: string;
  readonly link: Link;
  readonly backend: string;
  readonly sampled: SampledModel | null;
  readonly tensor: TensorModel;
  /** Its values are known and were too many to be sent unasked: `wholeTensor` brings them. */
  readonly isPartial: boolean;
  /** The operation that made it, as PyTorch names it: `softmax(dim=1)`; empty for a literal. */
  readonly producer: string;
  /** What its operation took, with the place of each where it is known. */
  readonly sources: readonly { readonly summary: string; readonly link: Link | null }[];
  /** `.grad` after the last line. */
  readonly grad: TensorModel | null;
  readonly findings: FindingsModel;
}

/** A random number without a seed went in: the numbers are one possible case. */
export interface SampledModel {
  /** Whether other numbers can be drawn; those of a selection cannot. */
  readonly redrawable: boolean;
}

export interface InputModel {
  /** PyTorch's parameter name: `input`. */
  readonly name: string;
  /** The argument as it is written; empty for one that the call does not write. */
  readonly expression: string;
  readonly link: Link | null;
  /** Where its tensor was made; null where that is the argument itself, or is not known. */
  readonly made: Link | null;
  readonly tensor: TensorModel;
  /** What the loss expects here; empty where it says nothing. */
  readonly expects: string;
  /** How many values are not finite: `1 NaN, 2 Inf`; empty where all are, or none is known. */
  readonly notFinite: string;
}

export interface GradientModel {
  /** The parameter's name, or that of a variable behind it. */
  readonly of: string;
  /** Where a variable was made; null for an input of the loss. */
  readonly link: Link | null;
  /** With the part of the whole gradient that each row has; null where the values are not known. */
  readonly sheet: SheetModel | null;
  readonly tensor: TensorModel;
  /** The largest size of an entry; null when it is not known. */
  readonly largest: NumberText | null;
}

/** How the cells of a table are coloured, and what their numbers are. */
export type Scale = 'sequential' | 'diverging' | 'classes' | 'truths';

export interface TensorModel {
  /** Names it in its analysis, for wishes about its numbers; null where they stand in no source. */
  readonly id: number | null;
  /** One line: shape, dtype, range, mean, role. */
  readonly summary: string;
  /** Sizes, outermost first; a string names a size that is not known; null when not even the rank is known. */
  readonly shape: readonly (number | string)[] | null;
  /** `float32`; empty when it is not known. */
  readonly dtype: string;
  readonly scale: Scale;
  /** Smallest and largest finite value; null when there is none. */
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Row-major values, as many as the shape says; null when `absence` says why there are none. */
  readonly values: TableValues | null;
  readonly absence: string;
}

export type TableValues = NonNullable<TensorRecord['data']>;

/** A number in the few digits that a table shows, and in all of its own. */
export interface NumberText {
  readonly text: string;
  readonly exact: string;
}

/** A place that a click shows. */
export interface Link {
  /** What is read: an expression, or `train.py:12`. */
  readonly text: string;
  readonly place: Place;
}

export type FindingSeverity = 'error' | 'warning' | 'info';

export interface FindingsModel {
  /** About what is shown. */
  readonly here: readonly FindingModel[];
  /** In the same document, about something else. */
  readonly elsewhere: readonly FindingModel[];
  /** What could not be evaluated or judged, with the reason. */
  readonly notJudged: readonly { readonly reason: string; readonly link: Link }[];
  /** Bounds that cut the reading, as sentences. */
  readonly limits: readonly string[];
}

export interface FindingModel {
  /** The number of the finding in its analysis; names it in messages. */
  readonly index: number;
  readonly rule: string;
  /** The rule's short noun phrase: `softmax before cross-entropy`. */
  readonly title: string;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly evidence: string;
  readonly link: Link;
  readonly related: readonly Link[];
  /** The title of the fix; null where there is no certain one. */
  readonly fix: string | null;
}
