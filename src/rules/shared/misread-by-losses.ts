/** A softmax along one dim whose result a loss reads along another: the classes are elsewhere than it was normalized. */
import type { LossCall, TensorRecord } from '../../inspect/inspection';
import type { Finding, RuleContext } from '../rule';
import { kerasHeads } from './keras-heads';
import { isOfKeras, predictionOf, targetOf } from './loss-findings';
import { originOf, type Origin } from './origin';
import { softmaxOperations } from './softmax-calls';

/** A softmax along one dim whose result is read along another. */
export interface Misread {
  /** The result of the softmax. */
  readonly softmax: TensorRecord;
  /** The tensor where the other dim is read: the softmax's result, perhaps moved since. */
  readonly read: TensorRecord;
  readonly along: number;
  /** The dim of the classes, for whoever reads. */
  readonly classes: number;
  readonly reader: { readonly name: string; readonly place: Finding['place'] | null };
}

/** The losses that take probabilities or their logarithms, by who says along which dim. */
const lossesOfDistributions: ReadonlySet<string> = new Set([
  'nll_loss',
  'ctc_loss',
  'kl_div',
  'kl_divergence',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
]);

/** The dim in which a loss expects the classes; null where it does not say. */
function classesOfLoss(context: RuleContext, call: LossCall, rank: number): number | null {
  const { loss } = call;
  if (loss === 'ctc_loss') return rank - 1;
  if (call.function.startsWith('torch.')) {
    if (loss === 'nll_loss') return rank === 1 ? 0 : 1;
    // kl_div adds everything up: only the target says along which dim its distributions are.
    const target = loss === 'kl_div' ? targetOf(context, call) : null;
    const isDistribution = target?.origin.kind === 'softmax' || target?.origin.kind === 'log-probabilities';
    return isDistribution && target.record.shape?.length === rank ? (target.record.role.dim ?? null) : null;
  }
  if (!isOfKeras(call) && loss !== 'kl_div') return null;
  const axis = call.options['axis'];
  if (axis === undefined || axis === -1) return rank - 1;
  return typeof axis === 'number' && axis >= 0 ? axis : null;
}

/** The softmax, or the one whose logarithm was taken. */
function softmaxBehind(context: RuleContext, { tensor }: Origin): TensorRecord | null {
  if (isSoftmax(tensor)) return tensor;
  const input = tensor.producer?.operation === 'log' ? tensor.producer.inputs[0] : undefined;
  const before = input === undefined ? null : originOf((id) => context.tensor(id), input).tensor;
  return before && isSoftmax(before) ? before : null;
}

/**
 * The rank of what a loss of class indices reads where the shape is not known: dim 0 is the batch, since these losses
 * are for batches. PyTorch took no single row for years.
 */
const rankOfBatch = ({ loss, function: name }: LossCall, along: number): number | null =>
  along === 0 &&
  ((loss === 'nll_loss' && name.startsWith('torch.')) || /categorical_crossentropy$/.test(loss))
    ? 2
    : null;

/** The softmaxes that a loss reads along another dim. */
export const misreadByLosses = (context: RuleContext): Misread[] => [
  ...misreadByCalls(context),
  ...misreadByModels(context),
];

/** Outputs of models of Keras that are compiled with a loss of classes: it reads them along the last dim. */
function misreadByModels(context: RuleContext): Misread[] {
  return kerasHeads(context).flatMap(
    ({ event, family, loss, place, prediction, origin, site }): Misread[] => {
      if (event !== 'compile' || (family !== 'sparse' && family !== 'categorical')) return [];
      const mayNameAxis =
        site === null ||
        (site.kind === 'call' && site.call.keywords.some(({ name }) => name === 'axis' || name === null));
      const along = prediction.role.dim;
      const rank = prediction.shape?.length;
      if (mayNameAxis || rank === undefined || along === undefined || !isSoftmax(origin.tensor)) return [];
      const classes = rank - 1;
      if (along === classes || along >= rank) return [];
      return [{ softmax: origin.tensor, read: prediction, along, classes, reader: { name: loss, place } }];
    },
  );
}

function misreadByCalls(context: RuleContext): Misread[] {
  return context.inspection.losses.flatMap((call): Misread[] => {
    if (!lossesOfDistributions.has(call.loss)) return [];
    const input = predictionOf(context, call);
    const softmax = input && softmaxBehind(context, input.origin);
    if (!input || !softmax) return [];
    const along = input.record.role.dim;
    if (along === undefined) return misreadWhereFlattened(context, call, input.record, softmax);
    const rank = input.record.shape?.length ?? rankOfBatch(call, along);
    const classes = rank === null ? null : classesOfLoss(context, call, rank);
    if (rank === null || classes === null || classes === along || along >= rank) return [];
    // Classes that were left last are in the wrong place, not normalized along the wrong dim.
    if (call.loss === 'nll_loss' && rank > 2 && along === rank - 1) return [];
    const reader = { name: call.loss, place: call.place };
    return [{ softmax, read: input.record, along, classes, reader }];
  });
}

/**
 * Scores of the shape (N, T, C) that were normalized along another dim than the last, and then flattened to rows of
 * C classes for a loss.
 */
function misreadWhereFlattened(
  context: RuleContext,
  { loss, function: name, place }: LossCall,
  rows: TensorRecord,
  softmax: TensorRecord,
): Misread[] {
  const from = rows.producer?.operation === 'reshape' ? rows.producer.inputs[0] : undefined;
  const read = from === undefined ? null : context.tensor(from);
  const along = read?.role.dim;
  if (loss !== 'nll_loss' || !name.startsWith('torch.') || !read?.shape || along === undefined) return [];
  const classes = read.shape.length - 1;
  const areRows = rows.shape?.length === 2 && rows.shape[1] === read.shape[classes];
  if (!areRows || classes < 2 || along === classes) return [];
  return [{ softmax, read, along, classes, reader: { name: loss, place } }];
}

export const isSoftmax = (record: TensorRecord): boolean =>
  record.producer !== null && softmaxOperations.has(record.producer.operation);
