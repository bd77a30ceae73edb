/** Activations that the user wrote: a call of the function, the method or the layer, and not a part of something else. */
import type { Place } from '../../base/place';
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import { callAt, lastName, sourceAt } from './code-shape';
import { predictionOf } from './loss-findings';
import { originOf } from './origin';
import type { RuleContext } from '../rule';

export interface WrittenActivation {
  /** What comes out of it. */
  readonly record: TensorRecord;
  /** The layer's constructor, or the call. */
  readonly place: Place;
}

/** What calls and layers of an operation are called, whatever the framework; Keras has a layer for any of them. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  softmax: ['softmax', 'Softmax', 'Softmax2d', 'Activation'],
  log_softmax: ['log_softmax', 'LogSoftmax', 'Activation'],
  logsigmoid: ['logsigmoid', 'log_sigmoid', 'LogSigmoid'],
  sigmoid: ['sigmoid', 'sigmoid_', 'expit', 'Sigmoid', 'Activation'],
};

/**
 * The results of operations (engine names) that calls of that name made, or that a model or layer which is
 * called ends in. Losses, gates and attention that contain them are left out.
 */
export function writtenActivations(
  context: RuleContext,
  operations: readonly string[],
): readonly WrittenActivation[] {
  return [...candidates(context, operations)].flatMap((id): WrittenActivation[] => {
    const record = context.tensor(id);
    const operation = record.producer?.operation;
    if (operation === undefined || !operations.includes(operation)) return [];
    const place = record.layer ?? record.place;
    const call = place && callAt(sourceAt(context, place), place);
    const name = call && lastName(call.func);
    return place && name != null && spellings[operation]?.includes(name) ? [{ record, place }] : [];
  });
}

function candidates(context: RuleContext, operations: readonly string[]): ReadonlySet<TensorId> {
  const lookup = (id: TensorId): TensorRecord => context.tensor(id);
  const found = new Set<TensorId>();
  for (const { operation, inputs, output } of context.inspection.operations) {
    // What a model of Keras gives that is compiled.
    const [given] = inputs;
    if (operation === 'compile' && given != null) found.add(originOf(lookup, given).tensor.id);
    if (output === null) continue;
    if (operations.includes(operation)) found.add(output);
    else if (operation === 'call') found.add(originOf(lookup, output).tensor.id);
  }
  for (const call of context.inspection.losses) {
    const prediction = predictionOf(context, call);
    if (prediction) found.add(prediction.origin.tensor.id);
  }
  return found;
}
