/**
 * Losses and metrics of the user's own that a model of Keras is compiled with: `fit` calls them with the labels and
 * with what the model gives, so they are read with that.
 */
import { Tensor } from '../../../engine/tensor';
import type { Runtime } from '../../runtime';
import { wrap } from '../../tensorflow/dialect';
import type { TensorValue, Value } from '../../values';
import { toSameRank } from '../reduction';

/** Whether what a model is compiled with is code of the user's: a function, a method, or an object of a class. */
const isOwn = (loss: Value): boolean =>
  isOwnFunction(loss) || (loss.kind === 'instance' && loss.class.isUser);

const isOwnFunction = (value: Value): boolean =>
  value.kind === 'function' || (value.kind === 'method' && value.function.kind === 'function');

/** Labels of which nothing is known. */
const anyLabels = (): TensorValue => wrap(Tensor.leaf({}));

/**
 * Reads a loss of the user's with an output of the model and its labels; nothing happens for another one. The labels
 * are noted as such (`labels`), and the loss as what a backward pass starts at.
 */
export function foreseeLoss(
  runtime: Runtime,
  { loss, prediction }: { readonly loss: Value; readonly prediction: TensorValue },
  labels: TensorValue = anyLabels(),
): void {
  if (!isOwn(loss)) return;
  // Keras brings both to one rank for a function; an object of a class gets them as they are.
  const [y, p] = isOwnFunction(loss)
    ? toSameRank(labels.tensor, prediction.tensor)
    : [labels.tensor, prediction.tensor];
  runtime.noteOperation('labels', [labels.tensor]);
  runtime.foresee(() => {
    const value = runtime.call(loss, [
      { ...labels, tensor: y },
      { ...prediction, tensor: p },
    ]);
    if (value.kind === 'tensor')
      runtime.noteOperation('backward', [value.tensor], { framework: 'keras', wantsScalar: false });
  });
}

/** Reads the functions of the user's among the metrics of a model with one output; they get both as they are. */
export function foreseeMetrics(
  runtime: Runtime,
  metrics: Value | undefined,
  prediction: TensorValue,
  labels: TensorValue = anyLabels(),
): void {
  const items = metrics?.kind === 'list' || metrics?.kind === 'tuple' ? metrics.items : [];
  for (const metric of items) {
    if (isOwnFunction(metric)) runtime.foresee(() => void runtime.call(metric, [labels, prediction]));
  }
}
