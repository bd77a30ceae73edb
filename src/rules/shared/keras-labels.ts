/** What the labels beside an output of Keras are: rows of the output's shape, or the number of a class each. */
import type { TensorRecord } from '../../inspect/inspection';
import { kerasHeads, type KerasHead } from './keras-heads';
import type { Finding, RuleContext } from '../rule';

const lastOf = (record: TensorRecord): number | string | undefined => record.shape?.at(-1);

/** Labels that are one-hot, or have at least a row of several numbers for each sample, where one number is wanted. */
export function areOneHot({ target, prediction }: KerasHead): boolean {
  if (!target) return false;
  const last = lastOf(target);
  if (target.role.kind === 'one-hot' && last !== 1) return true;
  return (
    target.shape !== null &&
    target.shape.length === prediction.shape?.length &&
    typeof last === 'number' &&
    last > 1
  );
}

/** Labels that are one number for each sample, where a row is wanted. */
export function areIntegers(head: KerasHead): boolean {
  const { target, prediction, units } = head;
  if (!target?.shape) return false;
  const { length } = target.shape;
  // However many units a row has, numbers of classes are no rows.
  if (units === null) return target.role.kind === 'class-indices' && length > 0 && length < fewestDims(head);
  if (units < 2) return false;
  // An output of several units has at least the dims of the samples and of the units.
  if (length < (prediction.shape?.length ?? 2)) return length > 0;
  return length === (prediction.shape?.length ?? length) && lastOf(target) === 1;
}

/** Of how many dims an output is at least: a layer of units gives a row for each sample. */
function fewestDims({ prediction, origin }: KerasHead): number {
  if (prediction.shape) return prediction.shape.length;
  const scores = origin.kind === 'scores' ? origin.tensor : origin.before;
  return scores?.producer?.operation === 'linear' ? 2 : 0;
}

const shapeText = ({ shape }: TensorRecord): string | null =>
  shape && `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

/** `labels of shape (60000,), output of shape (batch, 10)`. */
export function shapesText({ target, prediction }: KerasHead): string {
  const [labels, output] = [target && shapeText(target), shapeText(prediction)];
  if (labels === null) return '';
  return output === null
    ? `labels of shape ${labels}`
    : `labels of shape ${labels}, output of shape ${output}`;
}

/** Where the labels are made. */
export const labelPlaces = ({ target, place }: KerasHead): Finding['related'] =>
  target?.place && !(target.place.source === place.source && target.place.start === place.start)
    ? [{ place: target.place, message: 'the labels are made here' }]
    : [];

/** Where the loss of a model that is fitted was given: in the `compile` of the same output, if there is one only. */
export function siteOfLoss(context: RuleContext, head: KerasHead): Pick<KerasHead, 'site' | 'loss'> {
  if (head.event !== 'fit' || head.site) return head;
  const given = kerasHeads(context).filter(
    ({ event, prediction, loss }) =>
      event === 'compile' && loss === head.loss && sameOutput(prediction, head.prediction),
  );
  return given.length === 1 ? given[0]! : { site: null, loss: head.loss };
}

/** A model that is run again for `fit` gives another tensor, made by the same layer. */
const sameOutput = (a: TensorRecord, b: TensorRecord): boolean =>
  a.id === b.id ||
  (a.layer !== null && a.layer.source === b.layer?.source && a.layer.start === b.layer.start);
