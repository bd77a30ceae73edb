import { TensorError } from '../error';
import { minus, plus, times } from '../formula';
import type { Loss } from '../loss';
import { numberTensor } from '../ops/number';
import { pow } from '../ops/power';
import { sigmoid } from '../ops/sigmoid';
import { constant, float32 } from '../samples';
import { Tensor } from '../tensor';
import { binary_cross_entropy_with_logits } from './binary_cross_entropy_with_logits';
import { required } from './inputs';
import { elements, numeral } from './operands';
import { reduceLoss, requireReductionOfTorchvision, type WithReduction } from './reduction';

/** The share of the positive class (−1 for none), and how much easy elements count less; 0.25 and 2 in torchvision. */
export type SigmoidFocalAttributes = WithReduction & { readonly alpha: number; readonly gamma: number };

/** l = α_t · (1 − p_t)^γ · −log p_t, with p_t the probability of what is true (Lin et al., arXiv:1708.02002). */
export const sigmoid_focal_loss: Loss<SigmoidFocalAttributes> = {
  name: 'sigmoid_focal_loss',
  gradFn: null,
  formula: '−α_t · (1 − p_t)^γ · log p_t',
  source: 'https://docs.pytorch.org/vision/stable/generated/torchvision.ops.sigmoid_focal_loss.html',
  tensors: ['inputs', 'targets'],
  expects: [
    {
      of: 'inputs',
      roles: ['logits'],
      dtype: 'floating',
      says: 'raw scores; the sigmoid is inside the loss',
    },
    {
      of: 'targets',
      roles: ['binary-targets', 'one-hot', 'soft-targets', 'sigmoid-probabilities', 'probabilities'],
      range: [0, 1],
      dtype: 'floating',
      says: '0 or 1 for each element, of the same shape as the inputs',
    },
  ],
  insideActivation: 'sigmoid',
  evaluate: (inputs, { reduction, alpha, gamma }) => {
    const x = required(inputs, 'inputs');
    const y = required(inputs, 'targets');
    if (!(alpha >= 0 && alpha <= 1) && alpha !== -1) {
      throw new TensorError(
        'ValueError',
        `Invalid alpha value: ${alpha}. alpha must be in the range [0,1] or -1 for ignore.`,
      );
    }
    const probability = Tensor.apply(sigmoid, [x], {});
    const entropy = binary_cross_entropy_with_logits.evaluate({ input: x, target: y }, { reduction: 'none' });
    const other = minus(1, y);
    const trueProbability = plus(times(probability, y), times(minus(1, probability), other));
    const hardness = Tensor.apply(pow, [minus(1, trueProbability), numberTensor(gamma)], {});
    const focal = times(entropy.output, hardness);
    const share = plus(times(alpha, y), times(1 - alpha, other));
    const perElement = alpha >= 0 ? times(share, focal) : focal;
    requireReductionOfTorchvision(reduction);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      activation: { name: 'sigmoid', tensor: probability },
      steps: [
        { name: 'sigmoid', formula: 'p = σ(x)', tensor: probability, operands: elements({ x }) },
        {
          name: 'probability of what is true',
          formula: 't = p · y + (1 − p) · (1 − y)',
          tensor: trueProbability,
          operands: elements({ p: probability, y }),
        },
        {
          name: 'cross entropy',
          formula: 'c = −[y · log p + (1 − y) · log(1 − p)]',
          tensor: entropy.output,
          operands: elements({ p: probability, y }),
        },
        {
          name: 'how hard it is',
          formula: `h = (1 − t)^${numeral(gamma)}`,
          tensor: hardness,
          operands: elements({ t: trueProbability }),
        },
        ...(alpha >= 0
          ? [
              {
                name: 'share of the class',
                formula: `a = ${numeral(alpha)} · y + ${numeral(1 - alpha)} · (1 − y)`,
                tensor: share,
                operands: elements({ y }),
              },
            ]
          : []),
        {
          name: 'loss of each element',
          formula: alpha >= 0 ? 'a · h · c' : 'h · c',
          tensor: perElement,
          operands: elements({ ...(alpha >= 0 ? { a: share } : {}), h: hardness, c: entropy.output }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { inputs: float32([2, 3]), targets: constant(float32([2, 3], [1, 0, 1, 0, 0, 1])) },
      attributes: { reduction, alpha: 0.25, gamma: 2 },
      torch: `torchvision.ops.sigmoid_focal_loss(inputs, targets, reduction='${reduction}')`,
    })),
    {
      inputs: { inputs: float32([4]), targets: constant(float32([4], [1, 0, 1, 0])) },
      attributes: { reduction: 'mean', alpha: -1, gamma: 1.5 },
      torch: "torchvision.ops.sigmoid_focal_loss(inputs, targets, alpha=-1, gamma=1.5, reduction='mean')",
    },
    {
      inputs: { inputs: float32([2]), targets: constant(float32([2], [1, 0])) },
      attributes: { reduction: 'mean', alpha: 2, gamma: 2 },
      torch: "torchvision.ops.sigmoid_focal_loss(inputs, targets, alpha=2, reduction='mean')",
    },
  ],
};
