/** What shows that a loss got the target where the prediction belongs: asked by the rule that says so, and by those that must not explain it otherwise. */
import type { LossCall, TensorRecord } from '../../inspect/inspection';
import { isFloating } from '../../engine/dtype';
import { isInteger, isOneHot, pairOf, type Pair } from './class-targets';
import { comesFromLoop } from './data-names';
import { originOf, withoutMoves, type OriginKind } from './origin';
import type { RuleContext } from '../rule';

const predicted: ReadonlySet<OriginKind> = new Set(['scores', 'sigmoid', 'softmax', 'log-probabilities']);

/**
 * Whether the first argument is certainly data and the second one certainly a prediction: integers, one-hot rows
 * known values that no parameter went into, or what a loop over data gives, against what a layer or an activation gave.
 */
export function areSwapped(context: RuleContext, call: LossCall): boolean {
  const pair = pairOf(context, call);
  if (!pair || !isPrediction(context, pair)) return false;
  return isLabels(context, pair.input) || (pair.labels.requiresGrad && isGivenByLoop(context, pair));
}

/** Whether nothing is known of the first argument but that a loop over data gives it. */
function isGivenByLoop(context: RuleContext, { prediction, input }: Pair): boolean {
  const { producer, data, requiresGrad, role } = withoutMoves((id) => context.tensor(id), input.id);
  const isUnknown = producer === null && data === null && !requiresGrad && role.kind === 'unknown';
  return isUnknown && prediction.place !== null && comesFromLoop(context, prediction.place);
}

function isLabels(context: RuleContext, record: TensorRecord): boolean {
  if (record.requiresGrad) return false;
  const { kind } = originOf((id) => context.tensor(id), record.id);
  if (predicted.has(kind)) return false;
  return (
    // Keras casts what it takes for the prediction.
    isInteger(withoutMoves((id) => context.tensor(id), record.id)) ||
    record.role.kind === 'class-indices' ||
    isOneHot(context, record) ||
    isBinary(record)
  );
}

/** At least two elements, each 0 or 1. */
const isBinary = ({ data }: TensorRecord): boolean =>
  data !== null && data.length >= 2 && data.every((value) => value === 0 || value === 1);

function isPrediction(context: RuleContext, { labels }: Pair): boolean {
  if (labels.dtype === null || !isFloating(labels.dtype)) return false;
  const { kind, tensor } = originOf((id) => context.tensor(id), labels.id);
  return predicted.has(kind) || (labels.requiresGrad && tensor.requiresGrad);
}
