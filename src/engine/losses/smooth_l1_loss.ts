import { TensorError } from '../error';
import { choose, compare, minus, times } from '../formula';
import type { Loss } from '../loss';
import { resultType } from '../ops/family';
import { square } from '../ops/power';
import { abs } from '../ops/sign';
import { float32, int64, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { requireFloating } from './inputs';
import { elements } from './operands';
import { differenceStep, regressionExpectations, regressionLoss } from './regression';
import type { WithReduction } from './reduction';

/** Below `beta` the loss is quadratic, above it is linear; 1 in PyTorch unless given, and with 0 it is l1_loss. */
export type SmoothL1Attributes = WithReduction & { readonly beta: number };

/** l = (x − y)² / 2β where |x − y| < β, else |x − y| − β / 2. */
export const smooth_l1_loss: Loss<SmoothL1Attributes> = {
  name: 'smooth_l1_loss',
  gradFn: 'SmoothL1LossBackward0',
  formula: '½ (x − y)² / β where |x − y| < β, else |x − y| − ½ β',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html',
  tensors: ['input', 'target'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, beta }) => {
    const result = regressionLoss({ ...inputs, weight: undefined }, reduction, (x, y) => {
      if (beta < 0) {
        throw new TensorError('RuntimeError', 'smooth_l1_loss does not support negative values for beta.');
      }
      requireFloating('smooth_l1_cpu', resultType([x, y]));
      const difference = minus(x, y);
      const distance = Tensor.apply(abs, [difference], {});
      const steps = differenceStep(x, y, difference);
      const operands = elements({ d: difference });
      if (beta === 0)
        return { loss: distance, steps, last: { name: 'absolute value', formula: '|d|', operands } };
      const quadratic = times(Tensor.apply(square, [difference], {}), 0.5 / beta);
      return {
        loss: choose(compare(distance, '<', beta), quadratic, minus(distance, 0.5 * beta)),
        steps,
        last: {
          name: 'square or line',
          formula: `½ · d² / ${beta} where |d| < ${beta}, else |d| − ${0.5 * beta}`,
          operands,
        },
      };
    });
    return beta === 0 ? { ...result, gradFn: result.output.gradFn } : result;
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
      attributes: { reduction, beta: 1 },
      torch: `F.smooth_l1_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([5], [0, 0.5, 1, 2, -3]), target: float32([5], [0, 0, 0, 0, 0]) },
      attributes: { reduction: 'none', beta: 0.5 },
      torch: "F.smooth_l1_loss(input, target, reduction='none', beta=0.5)",
    },
    {
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
      attributes: { reduction: 'mean', beta: 0 },
      torch: 'F.smooth_l1_loss(input, target, beta=0.0)',
    },
    {
      inputs: { input: float32([2]), target: otherFloat32([2, 1]) },
      attributes: { reduction: 'mean', beta: 1 },
      torch: 'F.smooth_l1_loss(input, target)',
    },
    {
      inputs: { input: float32([1]), target: float32([1]) },
      attributes: { reduction: 'mean', beta: -1 },
      torch: 'F.smooth_l1_loss(input, target, beta=-1.0)',
    },
    {
      inputs: { input: int64([1], [1]), target: int64([1], [2]) },
      attributes: { reduction: 'mean', beta: 1 },
      torch: 'F.smooth_l1_loss(input, target)',
    },
  ],
};
