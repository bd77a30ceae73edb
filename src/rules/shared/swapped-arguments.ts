/** What shows that a loss got the target where the prediction belongs: asked by the rule that says so, and by those that must not explain it otherwise. */
import type { LossCall, TensorRecord } from '../../inspect/inspection';
import { isFloating } from '../../engine/dtype';
import { isInteger, isOneHot, pairOf, type Pair } from './class-targets';
import { comesFromLoop, isConstantToGradient } from './data-names';
import { originOf, withoutMoves, type OriginKind } from './origin';
import type { RuleContext } from '../rule';

const predicted: ReadonlySet<OriginKind> = new Set(['scores', 'sigmoid', 'softmax', 'log-probabilities']);

/**
 * Whether the first argument is certainly data and the second one certainly a prediction: integers, one-hot rows
 * known values that no parameter went into, or what a loop over data gives, against what a layer or an activation gave.
 */
export function areSwapped(context: RuleContext, call: LossCall): boolean {
  const pair = pairOf(context, call);
  if (pair && call.loss === 'kl_div') return areSwappedDistributions(context, call, pair);
  if (!pair || !isPrediction(context, pair)) return false;
  return isLabels(context, pair.input) || (pair.labels.requiresGrad && isGivenByLoop(context, pair));
}

/** Of a KL divergence the first argument is a logarithm, and the second one is not unless it is told so. */
function areSwappedDistributions(context: RuleContext, call: LossCall, { input, labels }: Pair): boolean {
  const kindOf = ({ id }: TensorRecord): OriginKind => originOf((other) => context.tensor(other), id).kind;
  return (
    call.options['log_target'] !== true &&
    kindOf(input) === 'softmax' &&
    !input.requiresGrad &&
    kindOf(labels) === 'log-probabilities' &&
    labels.requiresGrad
  );
}

/** Whether nothing is known of the first argument but that a loop over data gives it, or that nobody differentiates by it. */
function isGivenByLoop(context: RuleContext, { prediction, input }: Pair): boolean {
  const { producer, data, requiresGrad, role } = withoutMoves((id) => context.tensor(id), input.id);
  // A loss that takes logits says so of what nobody knows.
  const isOfNoKnownRole = role.kind === 'unknown' || role.kind === 'logits';
  const isUnknown = producer === null && data === null && !requiresGrad && isOfNoKnownRole;
  if (!isUnknown || prediction.place === null) return false;
  return comesFromLoop(context, prediction.place) || isConstantToGradient(context, prediction.place);
}

function isLabels(context: RuleContext, record: TensorRecord): boolean {
  if (record.requiresGrad) return false;
  const { kind } = originOf((id) => context.tensor(id), record.id);
  if (predicted.has(kind)) return false;
  return (
    isInteger(record) ||
    // Keras casts what it takes for the prediction.
    isInteger(withoutMoves((id) => context.tensor(id), record.id)) ||
    record.role.kind === 'class-indices' ||
    record.role.kind === 'binary-targets' ||
    isOneHot(context, record) ||
    isBinary(record)
  );
}

/** At least two elements, each 0 or 1. */
const isBinary = ({ data }: TensorRecord): boolean =>
  data !== null && data.length >= 2 && data.every((value) => value === 0 || value === 1);

function isPrediction(context: RuleContext, { labels }: Pair): boolean {
  // Of a model of which only the contract is known it is not known in which precision it computes.
  if (labels.dtype !== null && !isFloating(labels.dtype)) return false;
  const { kind, tensor } = originOf((id) => context.tensor(id), labels.id);
  return predicted.has(kind) || (labels.requiresGrad && tensor.requiresGrad);
}
