/** How many numbers a layer gives for each sample, from its weight. */
import type { TensorRecord } from '../../inspect/inspection';
import { withoutMoves } from './origin';
import { sizeAlong } from './probability-values';
import type { RuleContext } from '../rule';

/** The features of a linear layer's result or the channels of a convolution's; null where they are not known or it is neither. */
export function outputsOf(context: RuleContext, { producer }: TensorRecord): number | null {
  const weight = producer?.inputs[1];
  if (!producer || weight === undefined) return null;
  const record = context.tensor(weight);
  if (producer.operation === 'linear' || producer.operation === 'convolution') return sizeAlong(record, 0);
  if (producer.operation !== 'matmul' || record.shape?.length !== 2) return null;
  // A product with a matrix that no operation made is a linear layer written out.
  return withoutMoves((id) => context.tensor(id), weight).producer === null ? sizeAlong(record, 1) : null;
}

/** The same of scores that a bias was added to, and of their sigmoid: with nothing moved since. */
export function outputsOfScores(context: RuleContext, record: TensorRecord): number | null {
  const { operation, inputs } = record.producer ?? { operation: '', inputs: [] };
  if (operation === 'detach' || operation === 'sigmoid')
    return outputsOfScores(context, context.tensor(inputs[0]!));
  if (operation !== 'add') return outputsOf(context, record);
  const terms = inputs.map((id) => context.tensor(id));
  const scores = terms.filter(({ producer, requiresGrad }) => producer !== null || !requiresGrad);
  return scores.length === 1 ? outputsOfScores(context, scores[0]!) : null;
}
