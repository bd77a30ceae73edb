/** optax's losses of numbers, and its divergences of distributions. */
import { exponential, minus, plus, times } from '../../engine/formula';
import type { LossResult } from '../../engine/loss';
import { losses } from '../../engine/losses/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { divergenceExpectations } from '../own-expectations';
import { axesOf } from '../jax/dialect';
import { AXES, changed, checkFloating, none, summed, type Inputs, type OptaxLoss } from './loss';

/** The prediction without a target is the error itself. */
const targetOf = (inputs: Inputs, prediction: Tensor): Tensor =>
  inputs['targets'] ?? Tensor.leaf({ shape: [], dtype: prediction.dtype, values: new Float32Array(1) });

const withoutWarnings = ({ warnings: _, ...result }: LossResult): LossResult => result;

const error =
  (compute: (inputs: { input: Tensor; target: Tensor }, args: Arguments) => LossResult, factor = 1) =>
  (inputs: Inputs, args: Arguments): LossResult => {
    const input = inputs['predictions']!;
    checkFloating(input);
    const result = withoutWarnings(compute({ input, target: targetOf(inputs, input) }, args));
    return factor === 1 ? result : changed(result, times(result.perElement, factor));
  };

const cosine =
  (of: 'similarity' | 'distance') =>
  (inputs: Inputs, args: Arguments): LossResult => {
    if (!args.isNone('where')) throw new NotKnown('a cosine of a part is not computed');
    const { predictions, targets } = inputs;
    const axes = axesOf(args);
    if (axes === undefined) throw new NotKnown('a cosine over all axes is not computed');
    return losses.cosine_proximity.evaluate(
      { input: predictions, target: targets },
      { ...none, dim: axes, epsilon: args.number('epsilon'), of },
    );
  };

const divergence =
  (hasLogTarget: boolean) =>
  (inputs: Inputs, args: Arguments): LossResult => {
    const target = inputs['targets'] ?? inputs['log_targets'];
    const result = losses.kl_div.evaluate(
      { input: inputs['log_predictions'], target },
      { ...none, log_target: hasLogTarget },
    );
    return changed(result, summed(result.perElement, args));
  };

function generalizedDivergence(inputs: Inputs, args: Arguments): LossResult {
  const result = divergence(false)(inputs, args);
  const rest = summed(minus(exponential(inputs['log_predictions']!), inputs['targets']!), args);
  return changed(result, plus(result.perElement, rest));
}

export const regressionLosses: readonly OptaxLoss[] = [
  {
    name: 'squared_error',
    signature: '(predictions, targets=None)',
    loss: 'mse_loss',
    tensors: ['predictions', 'targets'],
    evaluate: error((inputs) => losses.mse_loss.evaluate(inputs, none)),
  },
  {
    name: 'l2_loss',
    signature: '(predictions, targets=None)',
    loss: 'mse_loss',
    tensors: ['predictions', 'targets'],
    evaluate: error((inputs) => losses.mse_loss.evaluate(inputs, none), 0.5),
  },
  {
    name: 'huber_loss',
    signature: '(predictions, targets=None, delta=1.0)',
    loss: 'huber_loss',
    tensors: ['predictions', 'targets'],
    evaluate: error((inputs, args) =>
      losses.huber_loss.evaluate(inputs, { ...none, delta: args.number('delta') }),
    ),
  },
  {
    name: 'log_cosh',
    signature: '(predictions, targets=None)',
    loss: 'log_cosh',
    tensors: ['predictions', 'targets'],
    evaluate: error((inputs) => losses.log_cosh.evaluate(inputs, none)),
  },
  {
    name: 'cosine_similarity',
    signature: `(predictions, targets, epsilon=0.0, ${AXES})`,
    loss: 'cosine_proximity',
    tensors: ['predictions', 'targets'],
    evaluate: cosine('similarity'),
  },
  {
    name: 'cosine_distance',
    signature: `(predictions, targets, epsilon=0.0, ${AXES})`,
    loss: 'cosine_proximity',
    tensors: ['predictions', 'targets'],
    evaluate: cosine('distance'),
  },
  {
    name: 'kl_divergence',
    signature: `(log_predictions, targets, ${AXES})`,
    loss: 'kl_div',
    expects: divergenceExpectations,
    tensors: ['log_predictions', 'targets'],
    evaluate: divergence(false),
  },
  {
    name: 'kl_divergence_with_log_targets',
    signature: `(log_predictions, log_targets, ${AXES})`,
    loss: 'kl_div',
    expects: divergenceExpectations,
    tensors: ['log_predictions', 'log_targets'],
    evaluate: divergence(true),
  },
  ...['generalized_kl_divergence', 'convex_kl_divergence'].map((name): OptaxLoss => ({
    name,
    signature: `(log_predictions, targets, ${AXES})`,
    loss: 'kl_div',
    expects: divergenceExpectations,
    tensors: ['log_predictions', 'targets'],
    evaluate: generalizedDivergence,
  })),
];
