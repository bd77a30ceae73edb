/** What the rules about targets of class losses share: which calls they judge, and what shows that a target is one-hot. */
import { isFloating } from '../../engine/dtype';
import type { LossCall, LossInput, TensorRecord } from '../../inspect/inspection';
import { predictionOf, targetOf } from './loss-findings';
import { pathThroughMoves } from './origin';
import type { Finding, RuleContext } from '../rule';

/** The engine's names of the losses whose target may be class indices. */
export const classLosses: readonly string[] = ['cross_entropy', 'nll_loss'];

/** A prediction and its target, by whatever names the framework gives them. */
export interface Pair {
  readonly prediction: LossInput;
  readonly target: LossInput;
  /** The record of the prediction. */
  readonly input: TensorRecord;
  /** The record of the target. */
  readonly labels: TensorRecord;
  /** The dim of the prediction's classes. */
  readonly classDim: number;
}

/** The prediction and the target of a loss call; null when one was not passed. */
export function pairOf(context: RuleContext, call: LossCall): Pair | null {
  const [prediction, target] = [predictionOf(context, call), targetOf(context, call)];
  if (!prediction || !target) return null;
  return {
    prediction: prediction.argument,
    target: target.argument,
    input: prediction.record,
    labels: target.record,
    classDim: prediction.classDim,
  };
}

/** The target of a loss call and what it was before its elements were moved, the target first; null when it was not passed. */
export function targetPath(context: RuleContext, call: LossCall): readonly TensorRecord[] | null {
  const target = targetOf(context, call);
  return target && pathThroughMoves((id) => context.tensor(id), target.record.id);
}

/** Whether what is called is PyTorch's own loss, whose contract is strict about dtypes and shapes. */
export const isTorch = (call: LossCall): boolean => call.function.startsWith('torch.');

export const isOptax = (call: LossCall): boolean => call.function.startsWith('optax.');

export const isTensorflowNn = (call: LossCall): boolean => call.function.startsWith('tensorflow.nn.');

/** Whether the dtype is known to hold integers (or truths). */
export const isInteger = (record: TensorRecord): boolean =>
  record.dtype !== null && !isFloating(record.dtype);

/** Whether `one_hot` made a tensor, or its rows (along the last dim) are one 1 and otherwise 0. */
export function isOneHot(context: RuleContext, record: TensorRecord): boolean {
  return record.role.kind === 'one-hot' || oneHotStep(context, record) !== null || hasOneHotRows(record);
}

/** The tensor that `one_hot` made, where elements were only cast since; null when there is none. */
export function oneHotStep(context: RuleContext, record: TensorRecord): TensorRecord | null {
  for (const step of pathThroughMoves((id) => context.tensor(id), record.id)) {
    if (step.producer?.operation === 'one_hot') return step;
    if (step.producer && !keepsClassesLast.has(step.producer.operation)) return null;
  }
  return null;
}

const keepsClassesLast: ReadonlySet<string> = new Set(['cast', 'clone', 'detach']);

/** Two rows at least: a single one may be class indices that happen to look so. */
function hasOneHotRows({ shape, data }: TensorRecord): boolean {
  const classes = shape?.[shape.length - 1];
  if (!data || !shape || shape.length < 2 || typeof classes !== 'number' || classes < 2) return false;
  const rows = data.length / classes;
  if (rows < 2) return false;
  for (let row = 0; row < rows; row++) {
    let ones = 0;
    for (let at = row * classes; at < (row + 1) * classes; at++) {
      if (data[at] === 1) ones++;
      else if (data[at] !== 0) return false;
    }
    if (ones !== 1) return false;
  }
  return true;
}

/** `[8, 3]`, as PyTorch prints a shape. */
export const shapeText = (shape: readonly (number | string)[]): string => `[${shape.join(', ')}]`;

/** Whether sizes are certainly equal: the same number, or the same name of an unknown one. */
export const sameSizes = (a: readonly (number | string)[], b: readonly (number | string)[]): boolean =>
  a.length === b.length && a.every((size, at) => size === b[at] && size !== '?');

/** The expression of a target, for a sentence. */
export const named = (argument: LossInput, otherwise = 'the target'): string =>
  argument.expression || otherwise;

/** The error of a call, as evidence: what a person sees when the program runs. */
export const raised = (call: LossCall): string | null =>
  call.error
    ? `${isTorch(call) ? 'PyTorch' : 'the call'} raises ${call.error.type}: ${call.error.message}`
    : null;

/** Where the target was made, unless that is in the call itself. */
export function madeAt(call: LossCall, record: TensorRecord, says: string): Finding['related'] {
  const { place } = record;
  if (!place) return [];
  const isInCall =
    place.source === call.place.source && place.start >= call.place.start && place.end <= call.place.end;
  return isInCall ? [] : [{ place, message: says }];
}
