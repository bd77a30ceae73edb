import { TensorError } from '../error';
import type { Loss } from '../loss';
import { add } from '../ops/add';
import { logsigmoid } from '../ops/logsigmoid';
import { mul } from '../ops/mul';
import { neg } from '../ops/neg';
import { numberTensor } from '../ops/number';
import { sigmoid } from '../ops/sigmoid';
import { sub } from '../ops/sub';
import { formatShape } from '../shape';
import { Tensor } from '../tensor';
import { reduceLoss, type WithReduction } from './reduction';

/**
 * l = −w · [p · y · log σ(x) + (1 − y) · log(1 − σ(x))], with log(1 − σ(x)) = log σ(−x), so that no
 * logarithm of a rounded zero is taken. `weight` (w) and `pos_weight` (p) broadcast to the input.
 */
export const binary_cross_entropy_with_logits: Loss<WithReduction> = {
  name: 'binary_cross_entropy_with_logits',
  gradFn: 'BinaryCrossEntropyWithLogitsBackward0',
  formula: '−w · [p · y · log σ(x) + (1 − y) · log(1 − σ(x))]',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
  tensors: ['input', 'target', 'weight', 'pos_weight'],
  expects: [
    { of: 'input', roles: ['logits'], dtype: 'floating', says: 'raw scores; the sigmoid is inside the loss' },
    {
      of: 'target',
      roles: ['binary-targets', 'one-hot', 'soft-targets'],
      range: [0, 1],
      dtype: 'floating',
      says: 'numbers from 0 to 1 of the same shape as the input',
    },
  ],
  insideActivation: 'sigmoid',
  evaluate: ({ input, target, weight, pos_weight }, { reduction }) => {
    const x = input!;
    const y = target!;
    if (x.shape && y.shape && formatShape(x.shape) !== formatShape(y.shape)) {
      throw new TensorError(
        'ValueError',
        `Target size (torch.Size(${formatShape(y.shape)})) must be the same as input size (torch.Size(${formatShape(x.shape)}))`,
      );
    }
    const logProbability = Tensor.apply(logsigmoid, [x], {});
    const logComplement = Tensor.apply(logsigmoid, [Tensor.apply(neg, [x], {})], {});
    const positive = Tensor.apply(mul, [y, logProbability], {});
    const weighted = pos_weight ? Tensor.apply(mul, [positive, pos_weight], {}) : positive;
    const negative = Tensor.apply(mul, [Tensor.apply(sub, [numberTensor(1), y], {}), logComplement], {});
    const unweighted = Tensor.apply(neg, [Tensor.apply(add, [weighted, negative], {})], {});
    const perElement = weight ? Tensor.apply(mul, [unweighted, weight], {}) : unweighted;
    const probability = Tensor.apply(sigmoid, [x], {});
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      activation: { name: 'sigmoid', tensor: probability },
      steps: [
        { name: 'sigmoid', formula: 'p = σ(x)', tensor: probability },
        { name: 'where the target is 1', formula: pos_weight ? 'pos_weight · y · log p' : 'y · log p', tensor: weighted },
        { name: 'where the target is 0', formula: '(1 − y) · log(1 − p)', tensor: negative },
        { name: 'loss of each element', formula: weight ? '−w · (sum of both)' : '−(sum of both)', tensor: perElement },
      ],
    };
  },
  samples: [
    {
      inputs: {
        input: { shape: [3], dtype: 'float32', values: [0.9, 0.1, 0.1] },
        target: { shape: [3], dtype: 'float32', values: [1, 0, 0] },
      },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
  ],
};
