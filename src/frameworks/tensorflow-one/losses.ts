/**
 * tf.losses of TensorFlow 1: the labels come first, and a loss is one number, the mean over the elements whose weight
 * is not zero (`SUM_BY_NONZERO_WEIGHTS`).
 */
import { castTo, compare, over, plus, sumOf, times } from '../../engine/formula';
import type { LossResult } from '../../engine/loss';
import { losses } from '../../engine/losses/index';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseCrossEntropy } from '../cross-entropies';
import { define } from '../define';
import { NotKnown } from '../errors';
import { reportedLoss, type LossOptions } from '../reported-loss';
import { operand, wrap } from '../tensorflow/dialect';
import { checkClasses } from '../tensorflow/nn';
import type { NativeFunction } from '../values';

const none = { reduction: 'none' } as const;

interface Row {
  readonly name: string;
  /** Its two tensors, as the signature names them. */
  readonly tensors: readonly [labels: string, prediction: string];
  /** Its own options, which stand behind the weights. */
  readonly options: string;
  readonly loss: string;
  readonly classTargets?: 'indices' | 'probabilities';
  readonly evaluate: (labels: Tensor, prediction: Tensor, args: Arguments) => LossResult;
  /** TensorFlow 2 has the name too, for something else. */
  readonly isInBoth?: boolean;
}

/** Labels that are smoothed towards `prior`. */
const smoothed = (labels: Tensor, args: Arguments, prior: number): Tensor => {
  const smoothing = args.number('label_smoothing');
  return smoothing === 0 ? labels : plus(times(labels, 1 - smoothing), smoothing * prior);
};

const table: readonly Row[] = [
  {
    name: 'softmax_cross_entropy',
    tensors: ['onehot_labels', 'logits'],
    options: 'label_smoothing=0, ',
    loss: 'cross_entropy',
    classTargets: 'probabilities',
    evaluate: (labels, logits, args) => {
      const count = logits.shape?.at(-1);
      if (typeof count !== 'number' && args.number('label_smoothing') !== 0)
        throw new NotKnown('the number of classes is not known');
      const prior = typeof count === 'number' ? 1 / count : 0;
      return softmaxCrossEntropy(logits, smoothed(labels, args, prior), -1, 'labels add up to one');
    },
  },
  {
    name: 'sparse_softmax_cross_entropy',
    tensors: ['labels', 'logits'],
    options: '',
    loss: 'cross_entropy',
    classTargets: 'indices',
    evaluate: (labels, logits) => {
      checkClasses(labels, logits);
      return sparseCrossEntropy(logits, labels, -1);
    },
  },
  {
    name: 'sigmoid_cross_entropy',
    tensors: ['multi_class_labels', 'logits'],
    options: 'label_smoothing=0, ',
    loss: 'binary_cross_entropy_with_logits',
    evaluate: (labels, logits, args) =>
      sigmoidCrossEntropy(logits, castTo(smoothed(labels, args, 0.5), logits.dtype ?? 'float32')),
  },
  {
    name: 'mean_squared_error',
    tensors: ['labels', 'predictions'],
    options: '',
    loss: 'mse_loss',
    evaluate: (target, input) => losses.mse_loss.evaluate({ input, target }, none),
    isInBoth: true,
  },
  {
    name: 'absolute_difference',
    tensors: ['labels', 'predictions'],
    options: '',
    loss: 'l1_loss',
    evaluate: (target, input) => losses.l1_loss.evaluate({ input, target }, none),
  },
  {
    name: 'huber_loss',
    tensors: ['labels', 'predictions'],
    options: 'delta=1.0, ',
    loss: 'huber_loss',
    evaluate: (target, input, args) =>
      losses.huber_loss.evaluate({ input, target }, { ...none, delta: args.number('delta') }),
  },
];

/** Where the names stand: in `tensorflow.losses` only those that TensorFlow 2 has no other meaning for. */
const placesOf = ({ isInBoth = false }: Row): string[] => [
  'tensorflow.compat.v1.losses.',
  ...(isInBoth ? [] : ['tensorflow.losses.']),
];

const BY_DEFAULT = 'weighted_sum_by_nonzero_weights';

const reductionOf = (args: Arguments): string => args.optionalString('reduction') ?? BY_DEFAULT;

const reportedReductions: Readonly<Record<string, string>> = { [BY_DEFAULT]: 'mean', weighted_sum: 'sum' };

/** The mean over the elements that count, or what another reduction makes of them. Throws NotKnown for those that are not computed. */
function reduced(values: Tensor, args: Arguments): Tensor {
  const weights = operand(args, 'weights');
  const weighted = times(values, weights);
  switch (reductionOf(args)) {
    case 'none':
      return weighted;
    case 'weighted_sum':
      return sumOf(weighted);
    case BY_DEFAULT: {
      const counted = castTo(compare(plus(times(values, 0), weights), '!=', 0), 'float32');
      return over(sumOf(weighted), sumOf(counted));
    }
    default:
      throw new NotKnown('this reduction of TensorFlow 1 is not computed');
  }
}

export const lossNames: readonly NativeFunction[] = table.flatMap((row) =>
  placesOf(row).map((place) => {
    const [labels, prediction] = row.tensors;
    const parameters = `(${labels}, ${prediction}, weights=1.0, ${row.options}scope=None, loss_collection=None, reduction=None)`;
    return define(`${place}${row.name}`, parameters, (args, runtime) => {
      const inputs = { [labels]: operand(args, labels), [prediction]: operand(args, prediction) };
      const smoothing: LossOptions = row.options.startsWith('label')
        ? { label_smoothing: args.number('label_smoothing') }
        : {};
      const evaluate = (given: Readonly<Record<string, Tensor | undefined>>): LossResult =>
        row.evaluate(given[labels]!, given[prediction]!, args);
      const { output } = reportedLoss(runtime, {
        function: `${place}${row.name}`,
        loss: row.loss,
        inputs,
        prediction,
        classTargets: row.classTargets,
        reduction: reportedReductions[reductionOf(args)] ?? 'none',
        options: smoothing,
        object: null,
        compute: (given) => {
          const result = evaluate(given);
          return { ...result, output: reduced(result.perElement, args) };
        },
      });
      return wrap(output);
    });
  }),
);
