import { minus } from '../formula';
import type { Loss } from '../loss';
import { resultType } from '../ops/family';
import { square } from '../ops/power';
import { float32, float64, int64, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { requireFloating } from './inputs';
import { elements } from './operands';
import { differenceStep, regressionExpectations, regressionLoss } from './regression';
import type { WithReduction } from './reduction';

/** l = (x − y)². */
export const mse_loss: Loss<WithReduction> = {
  name: 'mse_loss',
  gradFn: 'MseLossBackward0',
  formula: '(x − y)²',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction }) =>
    regressionLoss(inputs, reduction, (x, y) => {
      const difference = minus(x, y);
      requireFloating('mse_cpu', resultType([x, y]));
      return {
        loss: Tensor.apply(square, [difference], {}),
        steps: differenceStep(x, y, difference),
        last: { name: 'square', formula: 'd²', operands: elements({ d: difference }) },
      };
    }),
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
      attributes: { reduction },
      torch: `F.mse_loss(input, target, reduction='${reduction}')`,
    })),
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: {
        input: float32([2, 3]),
        target: otherFloat32([2, 3]),
        weight: float32([2, 3], [1, 0.5, 2, 0, 1, 3]),
      },
      attributes: { reduction },
      torch: `F.mse_loss(input, target, weight=weight, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([3, 1]), target: otherFloat32([3]) },
      attributes: { reduction: 'mean' },
      torch: 'F.mse_loss(input, target)',
    },
    {
      inputs: { input: float32([3]), target: int64([3], [1, 2, 3]) },
      attributes: { reduction: 'mean' },
      torch: 'F.mse_loss(input, target)',
    },
    {
      inputs: { input: float32([3]), target: float64([3]) },
      attributes: { reduction: 'sum' },
      torch: "F.mse_loss(input, target, reduction='sum')",
    },
    {
      inputs: { input: float32([0]), target: float32([0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.mse_loss(input, target)',
    },
    {
      inputs: { input: float32([2], [NaN, Infinity]), target: float32([2], [1, 1]) },
      attributes: { reduction: 'none' },
      torch: "F.mse_loss(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([2]), target: float32([3]) },
      attributes: { reduction: 'mean' },
      torch: 'F.mse_loss(input, target)',
    },
    {
      inputs: { input: int64([2], [1, 2]), target: int64([2], [1, 2]) },
      attributes: { reduction: 'mean' },
      torch: 'F.mse_loss(input, target)',
    },
    {
      inputs: { input: float32([2]), target: float32([2]), weight: float32([1]) },
      attributes: { reduction: 'mean' },
      torch: 'F.mse_loss(input, target, weight=weight)',
    },
  ],
};
