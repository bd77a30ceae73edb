import { minus } from '../formula';
import type { Loss } from '../loss';
import { abs } from '../ops/sign';
import { float32, int64, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { elements } from './operands';
import { differenceStep, regressionExpectations, regressionLoss } from './regression';
import type { WithReduction } from './reduction';

/** l = |x − y|. */
export const l1_loss: Loss<WithReduction> = {
  name: 'l1_loss',
  gradFn: null,
  formula: '|x − y|',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html',
  tensors: ['input', 'target', 'weight'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction }) =>
    regressionLoss(inputs, reduction, (x, y) => {
      const difference = minus(x, y);
      return {
        loss: Tensor.apply(abs, [difference], {}),
        steps: differenceStep(x, y, difference),
        last: { name: 'absolute value', formula: '|d|', operands: elements({ d: difference }) },
      };
    }),
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
      attributes: { reduction },
      torch: `F.l1_loss(input, target, reduction='${reduction}')`,
    })),
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: {
        input: float32([2, 3]),
        target: otherFloat32([2, 3]),
        weight: float32([2, 3], [1, 0.5, 2, 0, 1, 3]),
      },
      attributes: { reduction },
      torch: `F.l1_loss(input, target, weight=weight, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([3], [1, 2, 3]), target: float32([3], [1, 0, 5]) },
      attributes: { reduction: 'sum' },
      torch: "F.l1_loss(input, target, reduction='sum')",
    },
    {
      inputs: { input: float32([3, 1]), target: otherFloat32([3]) },
      attributes: { reduction: 'mean' },
      torch: 'F.l1_loss(input, target)',
    },
    {
      inputs: { input: float32([0]), target: float32([0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.l1_loss(input, target)',
    },
    {
      inputs: { input: int64([2], [1, 4]), target: int64([2], [3, 2]) },
      attributes: { reduction: 'mean' },
      torch: 'F.l1_loss(input, target)',
    },
    {
      inputs: { input: float32([2]), target: float32([3]) },
      attributes: { reduction: 'mean' },
      torch: 'F.l1_loss(input, target)',
    },
  ],
};
