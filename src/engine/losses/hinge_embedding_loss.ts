import { choose, compare, minus, plus } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** The distance that dissimilar pairs should at least have; 1 in PyTorch unless given. */
export type HingeEmbeddingAttributes = WithReduction & { readonly margin: number };

/** l = x where y is 1, max(0, margin − x) where y is −1. */
export const hinge_embedding_loss: Loss<HingeEmbeddingAttributes> = {
  name: 'hinge_embedding_loss',
  gradFn: null,
  formula: 'x where y = 1, max(0, margin − x) where y = −1',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html',
  tensors: ['input', 'target'],
  expects: [
    { of: 'input', roles: ['values'], dtype: 'floating', says: 'distances' },
    {
      of: 'target',
      roles: ['values'],
      range: [-1, 1],
      dtype: 'any',
      says: '1 for similar pairs, −1 for others',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, margin }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const gap = Tensor.apply(clamp, [minus(margin, x)], { min: 0 });
    const apart = choose(compare(y, '!=', 1), gap, 0);
    const together = choose(compare(y, '!=', -1), x, 0);
    const perElement = plus(apart, together);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        {
          name: 'where the target is 1',
          formula: 'a = x where y ≠ −1, else 0',
          tensor: together,
          operands: elements({ x, y }),
        },
        {
          name: 'where the target is −1',
          formula: `b = max(0, ${margin} − x) where y ≠ 1, else 0`,
          tensor: apart,
          operands: elements({ x, y }),
        },
        {
          name: 'loss of each element',
          formula: 'a + b',
          tensor: perElement,
          operands: elements({ a: together, b: apart }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([4], [0.5, 0.5, 2, -1]), target: int64([4], [1, -1, -1, 1]) },
      attributes: { reduction, margin: 1 },
      torch: `F.hinge_embedding_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([2, 2]), target: int64([2], [1, -1]) },
      attributes: { reduction: 'mean', margin: 0.3 },
      torch: 'F.hinge_embedding_loss(input, target, margin=0.3)',
    },
    {
      inputs: { input: float32([2]), target: int64([3], [1, 1, 1]) },
      attributes: { reduction: 'mean', margin: 1 },
      torch: 'F.hinge_embedding_loss(input, target)',
    },
  ],
};
