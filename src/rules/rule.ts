/**
 * What a rule is: one literal in one file that says everything about one kind of
 * mistake. A rule reads an Inspection and returns findings as data; it never acts.
 */
import type { Place } from '../base/place';
import type { Module } from '../python/syntax';
import type { LossEvaluation, Replacement } from '../inspect/evaluate-loss';
import type { Inspection, LossCall, TensorId, TensorRecord } from '../inspect/inspection';

export type Severity = 'error' | 'warning' | 'info';

export interface Edit {
  readonly source: number;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface Fix {
  /** An imperative: `Remove the softmax`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One mistake at one place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly place: Place;
  /** What is passed, what is expected, what happens to training, what to type. */
  readonly message: string;
  /** The numbers that prove it; empty where there are none. */
  readonly evidence: string;
  /** The other places: `softmax is applied here`. */
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  /** Only where the right edit is certain. */
  readonly fix: Fix | null;
}

/** What a rule may look at. */
export interface RuleContext {
  readonly inspection: Inspection;
  /** The record of a tensor. */
  tensor(id: TensorId): TensorRecord;
  /** The text of a place. */
  text(place: { readonly source: number; readonly start: number; readonly end: number }): string;
  /** The whole text and syntax of a source, for edits. */
  source(index: number): { readonly text: string; readonly module: Module };
  /**
   * What the same loss call gives when some of its tensors are replaced by others of the inspection or by
   * other values of the same shape: the numbers that prove a mistake. Null when it cannot be computed.
   */
  evaluate(call: LossCall, replace: Readonly<Record<string, Replacement>>): LossEvaluation | null;
  /** The same tensors through another loss (engine name). Null when it cannot be computed. */
  evaluateAs(
    loss: string,
    call: LossCall,
    replace?: Readonly<Record<string, Replacement>>,
  ): LossEvaluation | null;
}

/** The frameworks that examples are written for, in the order in which pages list them. */
export const frameworks = [
  'PyTorch',
  'Lightning',
  'fastai',
  'Hugging Face',
  'Keras',
  'TensorFlow',
  'JAX',
] as const;

export type Framework = (typeof frameworks)[number];

/** Python for the rule's page and its tests: `wrong` must be found, `right` must stay silent. */
export interface RuleExample {
  readonly framework: Framework;
  /** What the example shows, as a short sentence. */
  readonly title: string;
  /** In a wrong example, a comment `# error: NAME`, `# warning: NAME` or `# info: NAME` ends the line of each finding. */
  readonly code: string;
  /** For a wrong example with a certain fix: what it makes of the code (fixed-code.ts); nothing else changes. */
  readonly fixed?: readonly FixedText[];
}

/** Text of the code, without the comment that marks a finding, which stands there once; and what stands there after the fix. */
export type FixedText = readonly [before: string, after: string];

/** Why a mistake cannot be made in a framework, or which rule finds it there: one sentence of fact, for people. */
export type NotIn = Readonly<Partial<Record<Framework, string>>>;

export interface Rule {
  /** Kebab-case, naming the pattern; once released it never changes. */
  readonly name: string;
  /** A short noun phrase for lenses and lists: `softmax before cross-entropy`. */
  readonly title: string;
  /** The usual severity; a finding may be weaker. */
  readonly severity: Severity;
  /** It speaks only where settings or the command line name it: what it finds is a matter of taste. */
  readonly isOffByDefault?: true;
  /** It judges a loss by what the model ends in, so that each of several models which the program can make is asked about. */
  readonly judgesModels?: true;
  /** Markdown for the page: what happens and why, with the numbers. */
  readonly why: string;
  readonly wrong: readonly RuleExample[];
  readonly right: readonly RuleExample[];
  /** The frameworks that the rule does not concern, each with the reason. All others have at least three examples of either kind. */
  readonly notIn?: NotIn;
  check(context: RuleContext): readonly Finding[];
}
