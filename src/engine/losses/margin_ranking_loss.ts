import { TensorError } from '../error';
import { minus, negative, plus, times } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { numberTensor } from '../ops/number';
import { constant, float32, int64, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { formatSize, required } from './inputs';
import { elements, numeral } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** By how much the better input should win; 0 in PyTorch unless given. */
export type MarginRankingAttributes = WithReduction & { readonly margin: number };

/** l = max(0, −y · (x₁ − x₂) + margin): y is 1 where x₁ should be ranked higher, −1 where x₂ should. */
export const margin_ranking_loss: Loss<MarginRankingAttributes> = {
  name: 'margin_ranking_loss',
  gradFn: null,
  formula: 'max(0, −y · (x₁ − x₂) + margin)',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html',
  tensors: ['input1', 'input2', 'target'],
  expects: [
    { of: 'input1', roles: ['logits', 'values'], dtype: 'floating', says: 'scores' },
    { of: 'input2', roles: ['logits', 'values'], dtype: 'floating', says: 'scores to compare with' },
    { of: 'target', roles: ['values'], range: [-1, 1], dtype: 'any', says: '1 or −1' },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, margin }) => {
    const [a, b, y] = [required(inputs, 'input1'), required(inputs, 'input2'), required(inputs, 'target')];
    const ranks = [a, b, y].flatMap(({ rank }) => (rank === undefined ? [] : [rank]));
    if (new Set(ranks).size > 1) {
      throw new TensorError(
        'RuntimeError',
        'margin_ranking_loss : All input tensors should have same dimension but got sizes: ' +
          `input1: ${formatSize(a.shape)}, input2: ${formatSize(b.shape)}, target: ${formatSize(y.shape)} `,
      );
    }
    const difference = minus(a, b);
    const perElement = Tensor.apply(
      clamp,
      [plus(times(negative(y), difference), numberTensor(margin, 'float'))],
      { min: 0 },
    );
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      gradFn: reduction === 'none' ? 'ClampMinBackward0' : undefined,
      steps: [
        {
          name: 'difference',
          formula: 'd = x₁ − x₂',
          tensor: difference,
          operands: elements({ 'x₁': a, 'x₂': b }),
        },
        {
          name: 'loss of each pair',
          formula: `max(0, −y · d + ${numeral(margin)})`,
          tensor: perElement,
          operands: elements({ y, d: difference }),
        },
      ],
    };
  },
  samples: [
    {
      inputs: {
        input1: int64([3], [3, 1, -2]),
        input2: int64([3], [1, -1, 1]),
        target: int64([3], [1, -1, 1]),
      },
      attributes: { reduction: 'mean', margin: 0 },
      torch: 'F.margin_ranking_loss(input1, input2, target)',
    },
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: {
        input1: float32([4]),
        input2: otherFloat32([4]),
        target: constant(float32([4], [1, -1, -1, 1])),
      },
      attributes: { reduction, margin: 0 },
      torch: `F.margin_ranking_loss(input1, input2, target, reduction='${reduction}')`,
    })),
    {
      inputs: {
        input1: float32([4]),
        input2: otherFloat32([4]),
        target: constant(float32([4], [1, -1, -1, 1])),
      },
      attributes: { reduction: 'none', margin: 0.7 },
      torch: "F.margin_ranking_loss(input1, input2, target, margin=0.7, reduction='none')",
    },
    {
      inputs: { input1: float32([2]), input2: float32([1, 2]), target: constant(float32([2])) },
      attributes: { reduction: 'mean', margin: 0 },
      torch: 'F.margin_ranking_loss(input1, input2, target)',
    },
  ],
};
