/**
 * What metrics are judged by: which losses the same scores go into. Training and evaluation call the model twice, so
 * scores are the same when the same layer, or the same weight, made them.
 */
import type { LossCall, TensorId, TensorRecord } from '../../inspect/inspection';
import { classLosses } from './class-targets';
import { kerasHeads, type KerasHead } from './keras-heads';
import { placeKey, predictionOf, targetOf } from './loss-findings';
import { withoutMoves, type Origin } from './origin';
import type { RuleContext } from '../rule';

export interface ScoresInLosses {
  /** The loss calls that are given numbers of this origin, in the order of reading. */
  callsOf(origin: Origin): readonly LossCall[];
  /** The engine's names of the losses that are given numbers of this origin, by calls or by `compile`; empty where none is seen. */
  lossesOf(origin: Origin): ReadonlySet<string>;
  /** Whether one of these losses takes class indices: then the scores are for choosing a class. */
  isForClasses(origin: Origin): boolean;
  /** Whether a tensor, its elements perhaps moved, is the target of one of these losses. */
  isTarget(id: TensorId): boolean;
}

/** Names for where numbers come from that stay the same from one call of a model to the next. */
function namesOf(context: RuleContext, { tensor }: Origin): readonly string[] {
  const names = [`tensor ${tensor.id}`];
  if (tensor.layer) names.push(`layer ${placeKey(tensor.layer)}`);
  const weight = weightOf(context, tensor);
  if (weight !== undefined) names.push(`weight ${weight}`);
  // `F.softmax(self.out(x), dim=1)` has no layer of its own.
  const { operation, inputs } = tensor.producer ?? { operation: '', inputs: [] };
  const activated = activations.has(operation)
    ? weightOf(
        context,
        withoutMoves((id) => context.tensor(id), inputs[0]!),
      )
    : undefined;
  if (activated !== undefined) names.push(`${operation} of weight ${activated}`);
  return names;
}

const activations: ReadonlySet<string> = new Set(['log_softmax', 'sigmoid', 'softmax']);

/** The weight of a linear layer, or the parameter that something was multiplied with. */
function weightOf(context: RuleContext, { producer }: TensorRecord): TensorId | undefined {
  if (producer?.operation === 'linear') return producer.inputs[1];
  if (producer?.operation !== 'matmul') return undefined;
  return producer.inputs.find((id) => {
    const { producer: made, requiresGrad } = context.tensor(id);
    return made === null && requiresGrad;
  });
}

/** The engine's name of the loss that a model of Keras is compiled with. */
function lossOfHead({ family, fromLogits, loss }: KerasHead): string {
  if (family === 'regression' || !fromLogits) return loss;
  return family === 'binary' ? 'binary_cross_entropy_with_logits' : 'cross_entropy';
}

const forClasses: ReadonlySet<string> = new Set([
  ...classLosses,
  'categorical_crossentropy',
  'categorical_focal_crossentropy',
  'sparse_categorical_crossentropy',
]);

/** Reads all loss calls of an inspection, and the models that Keras trains, once. */
export function scoresInLosses(context: RuleContext): ScoresInLosses {
  const calls = new Map<string, LossCall[]>();
  const targets = new Set<TensorId>();
  const lookup = (id: TensorId) => context.tensor(id);
  const note = (call: LossCall): void => {
    const prediction = predictionOf(context, call);
    const target = targetOf(context, call);
    if (target) targets.add(withoutMoves(lookup, target.record.id).id);
    for (const name of prediction ? namesOf(context, prediction.origin) : []) {
      const known = calls.get(name);
      if (known) known.push(call);
      else calls.set(name, [call]);
    }
  };
  context.inspection.losses.forEach(note);
  const compiled = new Map<string, Set<string>>();
  for (const head of kerasHeads(context)) {
    if (head.event !== 'compile') continue;
    for (const name of namesOf(context, head.origin))
      compiled.set(name, (compiled.get(name) ?? new Set()).add(lossOfHead(head)));
  }
  const callsOf = (origin: Origin): readonly LossCall[] => [
    ...new Set(namesOf(context, origin).flatMap((name) => calls.get(name) ?? [])),
  ];
  const lossesOf = (origin: Origin): ReadonlySet<string> =>
    new Set([
      ...callsOf(origin).map(({ loss }) => loss),
      ...namesOf(context, origin).flatMap((name) => [...(compiled.get(name) ?? [])]),
    ]);
  return {
    callsOf,
    lossesOf,
    isForClasses: (origin) => [...lossesOf(origin)].some((loss) => forClasses.has(loss)),
    isTarget: (id) => targets.has(withoutMoves(lookup, id).id),
  };
}
