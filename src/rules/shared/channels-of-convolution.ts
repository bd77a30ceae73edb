/** Where the channels of dim 1 come from: the convolution that made them, and whether many positions are left of the images. */
import type { TensorRecord } from '../../inspect/inspection';
import { hiddenActivations } from './last-activation';
import type { RuleContext } from '../rule';

/** Operations on images whose result has its channels where a convolution has put them. */
export const keepingChannels: ReadonlySet<string> = new Set([
  // They change each number for itself.
  ...hiddenActivations,
  ...['hardsigmoid', 'hardswish', 'hardtanh', 'prelu', 'sigmoid'],
  'avg_pool',
  'batch_norm',
  'cast',
  'clone',
  'detach',
  'dropout',
  'group_norm',
  'interpolate',
  'max_pool',
  'resample',
  'resized',
]);

/** Those of them that leave as many positions as there were, or more. */
export const atEachPosition: ReadonlySet<string> = new Set(
  [...keepingChannels].filter((operation) => !operation.endsWith('_pool')),
);

/** The result of the convolution that made the channels; null where something else did. */
export function convolutionOf(
  context: RuleContext,
  scores: TensorRecord,
  through: ReadonlySet<string>,
): TensorRecord | null {
  let at = scores;
  while (at.producer && through.has(at.producer.operation)) at = context.tensor(at.producer.inputs[0]!);
  return at.producer?.operation === 'convolution' ? at : null;
}

/** Whether nothing on the way from the images has left one position of many, as a pooling over all of them does. */
export function hasSeveralPositions(context: RuleContext, scores: TensorRecord): boolean {
  const seen = new Set([scores.id]);
  for (const id of seen) {
    const { producer } = context.tensor(id);
    if (!producer) continue;
    if (!keepingPositions.has(producer.operation)) return false;
    const read = joining.has(producer.operation) ? producer.inputs : producer.inputs.slice(0, 1);
    for (const input of read) seen.add(input);
  }
  return true;
}

/** Operations with several images as their inputs. */
const joining: ReadonlySet<string> = new Set(['add', 'cat', 'mul']);

const keepingPositions: ReadonlySet<string> = new Set([
  ...atEachPosition,
  ...joining,
  ...['conv_transpose', 'convolution', 'max_pool', 'pad'],
]);
