/**
 * Keras' losses: how they are spelled, and which of the engine's losses they are. A row's `evaluate` gives the
 * losses of the samples; what of them is averaged along the last axis is said by `average`.
 */
import { minus, times } from '../../engine/formula';
import type { LossResult } from '../../engine/loss';
import { losses } from '../../engine/losses/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { circleExpectations, countExpectations, generalizedExpectations } from '../own-expectations';
import { circle, generalizedCrossEntropy } from './class-losses';
import {
  binaryCrossEntropy,
  binaryFocal,
  categoricalCrossEntropy,
  categoricalFocal,
  sparseCategoricalCrossEntropy,
} from './entropies';
import { EPSILON, type KerasEvaluation, type KerasLoss } from './loss';
import { toSameRank } from './reduction';

const none = { reduction: 'none' } as const;
const reduction = "reduction='sum_over_batch_size'";

/** A loss of each element for itself, averaged along the last axis; the ranks are made the same. */
const elementwise =
  (loss: string, compute: (input: Tensor, target: Tensor, args: Arguments) => LossResult) =>
  (target: Tensor, prediction: Tensor, args: Arguments): KerasEvaluation => {
    const [y, x] = toSameRank(target, prediction);
    const { warnings: _, ...result } = compute(x, y, args);
    return { loss, result, average: -1 };
  };

const bounded = { ...none, epsilon: EPSILON };

/** Dims that are summed, and what a Dice loss is among Tversky's. */
function overlap(alpha: number, beta: number, epsilon: number) {
  return (target: Tensor, prediction: Tensor, args: Arguments): KerasEvaluation => ({
    loss: 'tversky_loss',
    result: losses.tversky_loss.evaluate(
      { input: prediction, target },
      { ...none, alpha, beta, epsilon, dim: args.optionalInts('axis') },
    ),
  });
}

/** One-sided hinges take labels 0 and 1 for −1 and 1. */
function signedLabels(target: Tensor): Tensor {
  if (!target.hasValues) return Tensor.leaf({ shape: target.shape, dtype: target.dtype });
  const isBinary = target.values().every((value) => value === 0 || value === 1);
  return isBinary ? minus(times(target, 2), 1) : target;
}

const hinge =
  (squared: boolean) =>
  (target: Tensor, prediction: Tensor): KerasEvaluation => ({
    loss: 'hinge_loss',
    result: losses.hinge_loss.evaluate(
      { input: prediction, target: signedLabels(target) },
      { ...none, margin: 1, squared, tie: 'input' },
    ),
    average: -1,
  });

/** A row whose constructor has the function's options, then reduction and name. */
const row = (
  name: string,
  className: string,
  options: string,
  evaluate: KerasLoss['evaluate'],
  parts: {
    aliases?: readonly string[];
    label?: string;
    constructorSignature?: string;
    classTargets?: KerasLoss['classTargets'];
    expects?: KerasLoss['expects'];
  } = {},
): KerasLoss => ({
  name,
  className,
  aliases: parts.aliases ?? [],
  classTargets: parts.classTargets,
  expects: parts.expects,
  options,
  constructorSignature:
    parts.constructorSignature ??
    `(${options === '' ? '' : `${options}, `}${reduction}, name='${parts.label ?? name}', dtype=None)`,
  evaluate,
});

export const kerasLosses: readonly KerasLoss[] = [
  row(
    'mean_squared_error',
    'MeanSquaredError',
    '',
    elementwise('mse_loss', (input, target) => losses.mse_loss.evaluate({ input, target }, none)),
    { aliases: ['mse', 'MSE'] },
  ),
  row(
    'mean_absolute_error',
    'MeanAbsoluteError',
    '',
    elementwise('l1_loss', (input, target) => losses.l1_loss.evaluate({ input, target }, none)),
    { aliases: ['mae', 'MAE'] },
  ),
  row(
    'mean_absolute_percentage_error',
    'MeanAbsolutePercentageError',
    '',
    elementwise('absolute_percentage_error', (input, target) =>
      losses.absolute_percentage_error.evaluate({ input, target }, bounded),
    ),
    { aliases: ['mape', 'MAPE'] },
  ),
  row(
    'mean_squared_logarithmic_error',
    'MeanSquaredLogarithmicError',
    '',
    elementwise('squared_logarithmic_error', (input, target) =>
      losses.squared_logarithmic_error.evaluate({ input, target }, bounded),
    ),
    { aliases: ['msle', 'MSLE'] },
  ),
  row(
    'huber',
    'Huber',
    'delta=1.0',
    elementwise('huber_loss', (input, target, args) =>
      losses.huber_loss.evaluate({ input, target }, { ...none, delta: args.number('delta') }),
    ),
    { label: 'huber_loss' },
  ),
  row(
    'log_cosh',
    'LogCosh',
    '',
    elementwise('log_cosh', (input, target) => losses.log_cosh.evaluate({ input, target }, none)),
    { aliases: ['logcosh'] },
  ),
  row(
    'poisson',
    'Poisson',
    '',
    (target, prediction) => ({
      loss: 'poisson_nll_loss',
      result: losses.poisson_nll_loss.evaluate(
        { input: prediction, target },
        { ...none, log_input: false, full: false, eps: EPSILON },
      ),
      average: -1,
    }),
    { expects: countExpectations },
  ),
  row('cosine_similarity', 'CosineSimilarity', 'axis=-1', (target, prediction, args) => {
    const [y, x] = toSameRank(target, prediction);
    return {
      loss: 'cosine_proximity',
      result: losses.cosine_proximity.evaluate(
        { input: x, target: y },
        { ...none, dim: args.ints('axis'), epsilon: EPSILON * EPSILON, of: 'negative' },
      ),
    };
  }),
  row(
    'kl_divergence',
    'KLDivergence',
    '',
    (target, prediction) => ({
      loss: 'kl_divergence',
      result: losses.kl_divergence.evaluate({ input: prediction, target }, { ...bounded, dim: -1 }),
    }),
    { aliases: ['kld', 'KLD', 'kullback_leibler_divergence'] },
  ),
  row('hinge', 'Hinge', '', hinge(false)),
  row('squared_hinge', 'SquaredHinge', '', hinge(true)),
  row('categorical_hinge', 'CategoricalHinge', '', (target, prediction) => ({
    loss: 'categorical_hinge',
    result: losses.categorical_hinge.evaluate({ input: prediction, target }, none),
  })),
  row(
    'binary_crossentropy',
    'BinaryCrossentropy',
    'from_logits=False, label_smoothing=0.0, axis=-1',
    binaryCrossEntropy,
    { aliases: ['bce', 'BCE'] },
  ),
  row(
    'binary_focal_crossentropy',
    'BinaryFocalCrossentropy',
    'apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1',
    binaryFocal,
  ),
  row(
    'categorical_crossentropy',
    'CategoricalCrossentropy',
    'from_logits=False, label_smoothing=0.0, axis=-1',
    categoricalCrossEntropy,
    { classTargets: 'probabilities' },
  ),
  row(
    'categorical_focal_crossentropy',
    'CategoricalFocalCrossentropy',
    'alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1',
    categoricalFocal,
    { classTargets: 'probabilities' },
  ),
  row(
    'sparse_categorical_crossentropy',
    'SparseCategoricalCrossentropy',
    'from_logits=False, ignore_class=None, axis=-1',
    sparseCategoricalCrossEntropy,
    {
      classTargets: 'indices',
      constructorSignature: `(from_logits=False, ignore_class=None, ${reduction}, axis=-1, name='sparse_categorical_crossentropy', dtype=None)`,
    },
  ),
  row('dice', 'Dice', 'axis=None', overlap(0.5, 0.5, EPSILON / 2), {
    constructorSignature: `(${reduction}, name='dice', axis=None, dtype=None)`,
  }),
  row(
    'tversky',
    'Tversky',
    'alpha=0.5, beta=0.5, axis=None',
    (target, prediction, args) =>
      overlap(args.number('alpha'), args.number('beta'), EPSILON)(target, prediction, args),
    { constructorSignature: `(alpha=0.5, beta=0.5, ${reduction}, name='tversky', axis=None, dtype=None)` },
  ),
  row(
    'categorical_generalized_cross_entropy',
    'CategoricalGeneralizedCrossEntropy',
    'q',
    generalizedCrossEntropy,
    {
      expects: generalizedExpectations,
      constructorSignature: `(q=0.5, ${reduction}, name='categorical_generalized_cross_entropy', dtype=None)`,
    },
  ),
  row(
    'circle',
    'Circle',
    'ref_labels=None, ref_embeddings=None, remove_diagonal=True, gamma=80, margin=0.4',
    circle,
    {
      expects: circleExpectations,
      constructorSignature: `(gamma=80.0, margin=0.4, remove_diagonal=True, ${reduction}, name='circle', dtype=None)`,
    },
  ),
  row('ctc', 'CTC', '', () => {
    throw new NotKnown('the CTC loss is not computed');
  }),
];
