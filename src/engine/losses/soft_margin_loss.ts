import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { castTo, exponential, negative, times } from '../formula';
import type { Loss } from '../loss';
import { log1p } from '../ops/logarithm';
import { constant, float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** l = log(1 + e^(−y · x)), with y 1 or −1. */
export const soft_margin_loss: Loss<WithReduction> = {
  name: 'soft_margin_loss',
  gradFn: 'SoftMarginLossBackward0',
  formula: 'log(1 + e^(−y · x))',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html',
  tensors: ['input', 'target'],
  expects: [
    {
      of: 'input',
      roles: ['logits', 'values'],
      dtype: 'floating',
      says: 'raw scores; the logistic is inside the loss',
    },
    { of: 'target', roles: ['values'], range: [-1, 1], dtype: 'any', says: '1 or −1, not 0 or 1' },
  ],
  insideActivation: 'sigmoid',
  evaluate: (inputs, { reduction }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    if (x.dtype && !isFloating(x.dtype)) {
      throw new TensorError(
        'RuntimeError',
        `result type Float can't be cast to the desired output type ${torchScalarName(x.dtype)}`,
      );
    }
    // The result keeps the input's dtype, whatever the target's is.
    const agreement = x.dtype ? castTo(times(x, y), x.dtype) : times(x, y);
    // PyTorch's steps: they overflow to infinity where the disagreement is large.
    const perElement = Tensor.apply(log1p, [exponential(negative(agreement))], {});
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'agreement', formula: 'a = y · x', tensor: agreement, operands: elements({ x, y }) },
        {
          name: 'loss of each element',
          formula: 'log(1 + e^(−a))',
          tensor: perElement,
          operands: elements({ a: agreement }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([2, 3]), target: constant(float32([2, 3], [1, -1, 1, -1, -1, 1])) },
      attributes: { reduction },
      torch: `F.soft_margin_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([3], [-100, 50, 1]), target: constant(float32([3], [1, 1, -1])) },
      attributes: { reduction: 'none' },
      torch: "F.soft_margin_loss(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([2]), target: constant(float32([3])) },
      attributes: { reduction: 'mean' },
      torch: 'F.soft_margin_loss(input, target)',
    },
    {
      inputs: { input: int64([2], [1, 2]), target: int64([2], [1, -1]) },
      attributes: { reduction: 'mean' },
      torch: 'F.soft_margin_loss(input, target)',
    },
  ],
};
