/** The few words about a loss call that fit over a line of code, and the numbers that hovers share with them. */
import { formatNumber } from '../inspect/summary';
import type { Inspection, LossCall, TensorRecord } from '../inspect/inspection';

/** PyTorch prints four decimals; a loss is shown like that. */
const LOSS_DIGITS = 5;
const MAXIMUM_REASON = 90;

/** The evaluations of one loss call in the text, oldest first. */
export interface LossAtPlace {
  readonly newest: LossCall;
  /** How often it was evaluated in all; more than are kept. */
  readonly evaluations: number;
}

/** The loss calls of a source by their place, in the order of the text; each with its newest evaluation. */
export function lossesBySource(inspection: Inspection, source: number): readonly LossAtPlace[] {
  const byPlace = new Map<string, LossAtPlace>();
  for (const call of inspection.losses) {
    if (call.place.source !== source) continue;
    byPlace.set(`${call.place.start}:${call.place.end}`, { newest: call, evaluations: call.evaluations });
  }
  return [...byPlace.values()].sort((a, b) => a.newest.place.start - b.newest.place.start);
}

/**
 * `loss 0.6100 · mean of 3 · ∇ max 0.237`; for what is not known, `loss ? · ` and the
 * reason. The lens adds what a click does.
 */
export function lossLine(inspection: Inspection, { newest, evaluations }: LossAtPlace): string {
  if (newest.error) return `${newest.error.type} · ${shorten(newest.error.message)}`;
  const parts = [headline(inspection, newest)];
  if (newest.value === null && newest.reason !== null) parts.push(shorten(newest.reason));
  else {
    const gradient = largestGradient(inspection, newest);
    if (gradient !== null) parts.push(`∇ max ${gradient}`);
  }
  if (isSampled(inspection, newest)) parts.push('sampled');
  if (evaluations > 1) parts.push(`last of ${evaluations}`);
  return parts.join(' · ');
}

/** `loss 0.6100 · mean of 3`, `loss of each of 3`, `loss ?`. */
function headline(inspection: Inspection, call: LossCall): string {
  const count = elementCount(inspection, call);
  if (call.value !== null) {
    const number = `loss ${formatNumber(call.value, LOSS_DIGITS)}`;
    return count === null || count === 1 ? number : `${number} · ${reductionText(call, count)}`;
  }
  if (call.reason !== null) return 'loss ?';
  return count === null ? 'loss per element' : `loss of each of ${count.toLocaleString('en')}`;
}

/** `mean of 3`. */
export function reductionText(call: LossCall, count: number | null): string {
  const of = count === null ? '' : ` of ${count.toLocaleString('en')}`;
  return call.reduction === 'none' ? 'no reduction' : `${call.reduction}${of}`;
}

/** The number of per-element losses; null where the shape is not known. */
export function elementCount(inspection: Inspection, call: LossCall): number | null {
  const shape = recordOf(inspection, call.perElement)?.shape;
  if (!shape?.every((size) => typeof size === 'number')) return null;
  return shape.reduce<number>((product, size) => product * Number(size), 1);
}

/** The largest absolute value of the gradient of the prediction, as text; null where there is none. */
export function largestGradient(inspection: Inspection, call: LossCall): string | null {
  const statistics = recordOf(inspection, call.gradients[0]?.tensor ?? null)?.statistics;
  if (!statistics || statistics.count === 0) return null;
  if (statistics.nan > 0) return 'NaN';
  if (statistics.positiveInfinity + statistics.negativeInfinity > 0) return 'Inf';
  return formatNumber(Math.max(Math.abs(statistics.min ?? 0), Math.abs(statistics.max ?? 0)), 4);
}

const frameworks: readonly (readonly [start: string, name: string])[] = [
  ['torchvision.', 'torchvision'],
  ['torch.', 'PyTorch'],
  ['keras.', 'Keras'],
  ['tensorflow.keras.', 'Keras'],
  ['tensorflow.', 'TensorFlow'],
  ['optax.', 'optax'],
  ['jax.', 'JAX'],
  ['fastai.', 'fastai'],
  ['sklearn.', 'scikit-learn'],
  ['transformers.', 'Transformers'],
];

/** Whose loss a qualified name is: `PyTorch`; empty for the user's own. */
export const frameworkOf = (name: string): string =>
  frameworks.find(([start]) => name.startsWith(start))?.[1] ?? '';

/** Whether a random number without a seed decides the value, so that a run gives another. */
export const isSampled = (inspection: Inspection, call: LossCall): boolean =>
  call.value !== null && recordOf(inspection, call.output)?.sampled === true;

/** The record of a tensor; undefined for null and for ids that are not there. */
export const recordOf = (inspection: Inspection, id: number | null): TensorRecord | undefined =>
  id === null ? undefined : inspection.tensors[id];

/** The first line of a message, cut at a bound. */
export function shorten(text: string, bound = MAXIMUM_REASON): string {
  const line = text.split(/\r\n|\r|\n/, 1)[0] ?? '';
  return line.length <= bound ? line : `${line.slice(0, bound - 1).trimEnd()}…`;
}
