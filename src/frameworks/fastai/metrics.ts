/**
 * fastai's metrics, by its documentation (https://docs.fast.ai/metrics.html). A Learner gives them what its model
 * gives, before the activation of the loss.
 */
import { castTo, compare, minus } from '../../engine/formula';
import { argmax } from '../../engine/ops/argmax';
import { mean } from '../../engine/ops/mean';
import { numberTensor } from '../../engine/ops/number';
import { sigmoid } from '../../engine/ops/sigmoid';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import type { Runtime } from '../runtime';
import { tensorValue, type NativeFunction } from '../values';

const shareOf = (hits: Tensor): Tensor => Tensor.apply(mean, [castTo(hits, 'float32')], {});

/** The share of rows whose largest score is that of their class. */
function accuracyOf(args: Arguments, runtime: Runtime): Tensor {
  const input = args.tensor('inp');
  const predicted = Tensor.apply(argmax, [input], { dim: args.int('axis'), keepdim: false });
  runtime.noteOperation('argmax', [input], {}, predicted);
  const targets = args.tensor('targ');
  const isFlat = predicted.rank === undefined || predicted.rank === targets.rank;
  return isFlat ? shareOf(compare(predicted, '==', targets)) : Tensor.leaf({ shape: [], dtype: 'float32' });
}

export const metrics: readonly NativeFunction[] = [
  define('fastai.metrics.accuracy', '(inp, targ, axis=-1)', (args, runtime) =>
    tensorValue(accuracyOf(args, runtime)),
  ),
  define('fastai.metrics.error_rate', '(inp, targ, axis=-1)', (args, runtime) =>
    tensorValue(minus(1, accuracyOf(args, runtime))),
  ),
  define('fastai.metrics.accuracy_multi', '(inp, targ, thresh=0.5, sigmoid=True)', (args, runtime) => {
    const given = args.tensor('inp');
    const input = args.bool('sigmoid') ? Tensor.apply(sigmoid, [given], {}) : given;
    if (input !== given) runtime.noteOperation('sigmoid', [given], { metric: 'accuracy_multi' }, input);
    const threshold = numberTensor(args.number('thresh'), 'float');
    const predicted = compare(input, '>', threshold);
    runtime.noteOperation('gt', [input, threshold], {}, predicted);
    // Both are flattened first: of their shapes only the numbers of elements have to be the same.
    const targets = Tensor.leaf({ shape: predicted.shape, dtype: 'bool' });
    return tensorValue(shareOf(compare(predicted, '==', targets)));
  }),
];
