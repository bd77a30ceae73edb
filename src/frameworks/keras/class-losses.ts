/** Losses of Keras that are written out here, since PyTorch has none like them: of the class's probability, and of pairs. */
import { castTo, choose, compare, minus, over, plus, sumOf, times, unsqueezed } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { clip, oneHot, power, softplus } from '../activation-formulas';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import type { KerasEvaluation } from './loss';

/** (1 − p^q) / q for the probability p of the true class (Zhang and Sabuncu, 2018). */
export function generalizedCrossEntropy(
  target: Tensor,
  prediction: Tensor,
  args: Arguments,
): KerasEvaluation {
  const count = prediction.shape?.at(-1);
  if (typeof count !== 'number') throw new NotKnown('the number of classes is not known');
  const q = args.number('q');
  const rows = oneHot(castTo(target, 'int64'), count, -1, prediction.dtype ?? 'float32');
  const probability = sumOf(times(prediction, rows), -1);
  const perElement = over(minus(1, power(probability, q)), q);
  return {
    loss: 'categorical_generalized_cross_entropy',
    result: {
      output: perElement,
      perElement,
      steps: [
        { name: "the class's probability", formula: 'p = Σ y · x', tensor: probability },
        { name: 'loss of each sample', formula: '(1 − p^q) / q', tensor: perElement },
      ],
    },
  };
}

/** Sun et al., 2020, as keras.losses.circle writes it out. */
export function circle(target: Tensor, prediction: Tensor, args: Arguments): KerasEvaluation {
  const [gamma, margin] = [args.number('gamma'), args.number('margin')];
  const labels = castTo(target, 'int64');
  const [column, row] = [unsqueezed(labels, -1), unsqueezed(labels, 0)];
  const transposed = Tensor.apply(ops.transpose, [prediction], { dim0: 0, dim1: 1 });
  const distance = clip(minus(1, Tensor.apply(ops.matmul, [prediction, transposed], {})), 0, undefined);
  const same = compare(column, '==', row);
  const positive = args.bool('remove_diagonal')
    ? Tensor.apply(ops.logical_and, [same, differentPlaces(labels.numel)], {})
    : same;
  const negativeOnes = Tensor.apply(ops.logical_not, [same], {});
  const weighted = (mask: Tensor, weight: Tensor, share: Tensor, sign: number): Tensor => {
    const kept = clip(choose(mask, weight, 0), 0, undefined);
    const product = times(times(kept, sign * gamma), share);
    return Tensor.apply(ops.logsumexp, [choose(mask, product, -Infinity)], { dim: [1], keepdim: false });
  };
  const near = weighted(positive, plus(distance, margin), minus(margin, distance), -1);
  const far = weighted(negativeOnes, minus(1 + margin, distance), minus(1 - margin, distance), 1);
  const perElement = softplus(plus(near, far));
  return {
    loss: 'circle',
    result: {
      output: perElement,
      perElement,
      steps: [
        { name: 'distance', formula: '1 − x · xᵀ', tensor: distance },
        { name: 'loss of each sample', formula: 'softplus(positives + negatives)', tensor: perElement },
      ],
    },
    mask: compare(perElement, '>', 0),
  };
}

function differentPlaces(count: number): Tensor {
  const values = new Uint8Array(count * count).fill(1);
  for (let at = 0; at < count; at++) values[at * count + at] = 0;
  return Tensor.leaf({ shape: [count, count], dtype: 'bool', values });
}
