/** The numbers that prove a mistake, and the sentences that carry them. */
import type { Values } from '../../engine/dtype';
import type { LossCall, TensorRecord } from '../../inspect/inspection';
import type { Origin } from './origin';
import { sizeAlong, type LineSummary } from './probability-values';
import type { RuleContext } from '../rule';

/** Four significant digits, without an exponent where people would not write one. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const rounded = Math.abs(value) >= 1e4 ? Math.round(value) : Number(value.toPrecision(4));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(2).replace('e+', 'e');
  return String(rounded);
}

/** What is passed, what is expected, what happens, what to type: each a sentence. The first keeps its first letter, which may be code. */
export const message = (parts: readonly (string | null)[]): string =>
  parts
    .filter((part) => part !== null && part !== '')
    .map((part, at) => (at === 0 ? part! : part!.charAt(0).toUpperCase() + part!.slice(1)))
    .join('. ') + '.';

/** The numbers that are there, one after the other. */
export const evidence = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('; ');

/** Says of values that they are not the user's: random numbers without a seed come out otherwise when the code runs. */
export const sampledNote = (record: TensorRecord): string | null =>
  record.sampled && record.data ? 'with random numbers drawn for this reading' : null;

/** `rows add up to 1`, `rows add up to between 0.3 and 2.7`. */
export function sumsOf(lines: LineSummary, name = 'rows of the input'): string {
  const from = Number(lines.smallestSum.toFixed(3));
  const to = Number(lines.largestSum.toFixed(3));
  return from === to
    ? `${name} add up to ${number(from)}`
    : `${name} add up to ${number(from)} to ${number(to)}`;
}

/** `values from -2 to 3.1`. */
export const rangeText = (range: { readonly min: number; readonly max: number }): string =>
  `values from ${number(range.min)} to ${number(range.max)}`;

/**
 * Between what the cross-entropy of probabilities over `classes` classes is
 * confined: log-softmax of a number in 0..1 against others in 0..1 that add up to
 * one is at best ln(e + C − 1) − 1 and at worst ln(e + C − 1).
 */
export function crossEntropyWindow(classes: number): { readonly low: number; readonly high: number } {
  const high = Math.log(Math.E + classes - 1);
  return { low: high - 1, high };
}

/**
 * The number of classes of a class loss's input, where it is known: from its shape, or
 * from the weight of the linear layer whose scores went into the activation.
 */
export function classesOf(
  context: RuleContext,
  {
    record: input,
    origin,
    classDim,
  }: { readonly record: TensorRecord; readonly origin: Origin; readonly classDim: number },
): number | null {
  const fromShape = sizeAlong(input, classDim);
  if (fromShape !== null || input.shape !== null) return fromShape;
  const scores = origin.kind === 'scores' ? origin.tensor : origin.before;
  const weight = scores?.producer?.operation === 'linear' ? scores.producer.inputs[1] : undefined;
  return weight === undefined ? null : sizeAlong(context.tensor(weight), 0);
}

/** The loss on what goes into the activation instead of on what comes out. */
export interface Counterfactual {
  /** The value as written, and without the activation. */
  readonly asWritten: number;
  readonly without: number;
  /** The largest size of a gradient with respect to the scores, as written and without the activation. */
  readonly gradientAsWritten: number | null;
  readonly gradientWithout: number | null;
}

/**
 * What the call gives without the activation that stands before it, and how much
 * of the gradient the activation takes away. The activation is undone by its
 * inverse (log of a softmax is right up to a constant, which the loss ignores), so
 * that it does not matter what moved the elements since. Null without values.
 */
export function withoutActivation(
  context: RuleContext,
  call: LossCall,
  inputName: string,
  kind: 'softmax' | 'sigmoid',
  dim: number,
): Counterfactual | null {
  const argument = call.inputs.find(({ name }) => name === inputName);
  if (!argument) return null;
  const record = context.tensor(argument.tensor);
  if (!record.data || !record.shape) return null;
  const inverse = record.data.slice();
  for (let at = 0; at < inverse.length; at++) {
    const p = record.data[at]!;
    inverse[at] = kind === 'softmax' ? Math.log(p) : Math.log(p / (1 - p));
  }
  if (!inverse.every(Number.isFinite)) return null;
  const asWritten = context.evaluate(call, {});
  const without = context.evaluate(call, { [inputName]: inverse });
  if (asWritten?.value == null || without?.value == null) return null;
  if (!Number.isFinite(asWritten.value) || !Number.isFinite(without.value)) return null;
  const gradient = asWritten.gradients[inputName];
  const scores = without.gradients[inputName];
  return {
    asWritten: asWritten.value,
    without: without.value,
    gradientAsWritten: gradient ? largest(behindActivation(record, gradient, kind, dim)) : null,
    gradientWithout: scores ? largest(scores) : null,
  };
}

/** The gradient with respect to what went into the activation: p · (g − Σ g·p) for softmax, g · p · (1 − p) for sigmoid. */
function behindActivation(
  probabilities: TensorRecord,
  gradient: Values,
  kind: 'softmax' | 'sigmoid',
  dim: number,
): Values {
  const p = probabilities.data!;
  const result = gradient.slice();
  if (kind === 'sigmoid') {
    for (let at = 0; at < p.length; at++) result[at] = gradient[at]! * p[at]! * (1 - p[at]!);
    return result;
  }
  const shape = probabilities.shape as readonly number[];
  const classes = shape[dim] ?? 1;
  const step = shape.slice(dim + 1).reduce((a, b) => a * b, 1);
  for (let line = 0; line < p.length / classes; line++) {
    const start = Math.floor(line / step) * step * classes + (line % step);
    let sum = 0;
    for (let at = start, left = classes; left > 0; at += step, left--) sum += gradient[at]! * p[at]!;
    for (let at = start, left = classes; left > 0; at += step, left--) {
      result[at] = p[at]! * (gradient[at]! - sum);
    }
  }
  return result;
}

function largest(values: Values): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}

/** `0.9345 as written, 0.4012 without the softmax; largest gradient at the scores 0.05 instead of 0.3`. */
export function counterfactualText(result: Counterfactual | null, activation: string): string | null {
  if (!result) return null;
  const values = `loss ${number(result.asWritten)} as written, ${number(result.without)} without the ${activation}`;
  const { gradientAsWritten: small, gradientWithout: large } = result;
  if (small === null || large === null || large === 0) return values;
  return `${values}; largest gradient at the scores ${number(small)} instead of ${number(large)}`;
}
