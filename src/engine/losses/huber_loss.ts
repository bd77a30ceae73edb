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

/** Up to `delta` the loss is quadratic, beyond it is linear; 1 in PyTorch unless given. */
export type HuberAttributes = WithReduction & { readonly delta: number };

/** l = (x − y)² / 2 where |x − y| ≤ δ, else δ · (|x − y| − δ / 2). */
export const huber_loss: Loss<HuberAttributes> = {
  name: 'huber_loss',
  gradFn: 'HuberLossBackward0',
  formula: '½ (x − y)² where |x − y| ≤ δ, else δ · (|x − y| − ½ δ)',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, delta }) =>
    regressionLoss(
      inputs,
      reduction,
      (x, y) => {
        if (delta <= 0) {
          throw new TensorError('RuntimeError', 'huber_loss does not support non-positive values for delta.');
        }
        requireFloating('huber_cpu', resultType([x, y]));
        const difference = minus(x, y);
        const distance = Tensor.apply(abs, [difference], {});
        const quadratic = times(Tensor.apply(square, [difference], {}), 0.5);
        const straight = times(minus(distance, 0.5 * delta), delta);
        return {
          loss: choose(compare(distance, '<=', delta), quadratic, straight),
          steps: differenceStep(x, y, difference),
          last: {
            name: 'square or line',
            formula: `½ · d² where |d| ≤ ${delta}, else ${delta} · (|d| − ${0.5 * delta})`,
            operands: elements({ d: difference }),
          },
        };
      },
      'by number',
    ),
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
      attributes: { reduction, delta: 1 },
      torch: `F.huber_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([5], [0, 0.5, 1, 2, -3]), target: float32([5], [0, 0, 0, 0, 0]) },
      attributes: { reduction: 'none', delta: 0.5 },
      torch: "F.huber_loss(input, target, reduction='none', delta=0.5)",
    },
    {
      inputs: { input: float32([3]), target: otherFloat32([3]), weight: float32([3], [1, 0, 2]) },
      attributes: { reduction: 'mean', delta: 1 },
      torch: 'F.huber_loss(input, target, weight=weight)',
    },
    {
      inputs: { input: float32([1]), target: float32([1]) },
      attributes: { reduction: 'mean', delta: 0 },
      torch: 'F.huber_loss(input, target, delta=0.0)',
    },
    {
      inputs: { input: int64([1], [1]), target: int64([1], [2]) },
      attributes: { reduction: 'mean', delta: 1 },
      torch: 'F.huber_loss(input, target)',
    },
  ],
};
