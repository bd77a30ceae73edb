/** What the panel shows of playing with a loss, and what a person may wish there. Plain data, checked by what-if-check.ts. */
import type { NumberText } from './model';

/** One change that a person makes. */
export type Change =
  /** Another value for one element; `text` is what was typed. */
  | { readonly kind: 'value'; readonly input: string; readonly index: number; readonly text: string }
  /** Another option of the loss, or the temperature, or the reduction. */
  | { readonly kind: 'option'; readonly name: string; readonly value: number | string }
  /** A tensor of ones that the call does not have yet. */
  | { readonly kind: 'add'; readonly input: string }
  | { readonly kind: 'reset' };

/** What can be changed of a loss besides its tensors. */
export type Control =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly value: number;
      /** As it is written in the program. */
      readonly original: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly value: string;
      readonly original: string;
      readonly choices: readonly string[];
    };

export interface WhatIfModel {
  /** Why nothing can be changed, as a sentence; empty where it can. */
  readonly refusal: string;
  readonly isChanged: boolean;
  /** The elements that differ from the program's. */
  readonly changed: readonly { readonly input: string; readonly index: number }[];
  readonly controls: readonly Control[];
  /** Names of tensors that can be added. */
  readonly addable: readonly string[];
  /** The loss of the program as it is written; null when there is none. */
  readonly original: NumberText | null;
  /** Why the changes cannot be written into the source, as a sentence; empty where they can, or where there are none. */
  readonly notWritable: string;
  /** What became of earlier changes in a text that has changed since, as a sentence; empty for nothing to say. */
  readonly note: string;
}

/** The loss as a function of one element. */
export interface CurveModel {
  readonly input: string;
  readonly index: number;
  /** `input[0, 2]`. */
  readonly name: string;
  /** Where the element stands now, with the loss and its slope there; null where the loss is not finite. */
  readonly at: { readonly x: number; readonly loss: number; readonly slope: number } | null;
  readonly xs: Float64Array;
  /** The loss at each of `xs`; NaN where there is none. */
  readonly losses: Float64Array;
  /** What the loss tends to as the element goes to minus and plus infinity; null where it grows. */
  readonly left: number | null;
  readonly right: number | null;
  /** The smallest that the loss can be, whatever the output is, when the targets are probabilities: their entropy. */
  readonly entropy: number | null;
  /** Why there is no curve; empty where there is one. */
  readonly refusal: string;
}

/** The same tensors through other losses and other spellings. */
export interface CompareModel {
  readonly rows: readonly CompareRow[];
  readonly refusal: string;
}

export interface CompareRow {
  /** As it is typed: `F.nll_loss(F.log_softmax(input, dim=1), target)`. */
  readonly spelling: string;
  readonly framework: string;
  /** What it takes its input for: `raw scores`. */
  readonly assumes: string;
  /** Null where it refuses these tensors; `refusal` then says why. */
  readonly value: NumberText | null;
  /** The largest size of an element of the output's gradient. */
  readonly gradient: NumberText | null;
  /** Rows with the same number here have the same value; null for one that is alone. */
  readonly group: number | null;
  readonly refusal: string;
  /** The loss of the program. */
  readonly isPresent: boolean;
  /** The program's loss has another value, since it is called with options or weights that this spelling has not. */
  readonly isPlain: boolean;
}

/** Which loss these targets ask for. */
export interface ChoiceModel {
  /** What the targets look like: `one class index for each row`. */
  readonly targets: string;
  /** What shows it: `int64, shape [4], values 0 to 2`. */
  readonly evidence: string;
  readonly rows: readonly ChoiceRow[];
  /** Whether the present loss is among the fitting ones, with the reason; null where that cannot be told. */
  readonly verdict: { readonly fits: boolean; readonly reason: string } | null;
}

export interface ChoiceRow {
  /** `raw scores`, `probabilities`. */
  readonly outputs: string;
  readonly loss: string;
  /** What turns the outputs into predictions: `softmax(dim=1)`. */
  readonly predictions: string;
  /** The loss by its name in each framework. */
  readonly names: readonly { readonly framework: string; readonly name: string }[];
  readonly isPresent: boolean;
}

/** What a person asks to be computed besides the loss itself. */
export type Exploration =
  /** What a partial state lacks: the steps and the gradients. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'compare' }
  /** Along an element; null for the one of before, else the one that the loss depends on most. */
  | {
      readonly kind: 'curve';
      readonly along: { readonly input: string; readonly index: number } | null;
    };
