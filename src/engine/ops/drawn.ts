import { zerosLike } from '../formula';
import type { Op } from '../op';
import { float32 } from '../samples';

/**
 * Random numbers that were drawn from a distribution with a parameter. Inputs: the numbers, the parameter,
 * whose shape broadcasts to theirs. PyTorch gives the parameter zeros as its gradient: a draw is no function of it.
 */
export const drawn: Op<{ readonly gradFn: string }> = {
  name: 'drawn',
  gradFn: (_, { gradFn }) => gradFn,
  infer: ([numbers]) => ({ shape: numbers!.shape, dtype: numbers!.dtype }),
  kernel: { kind: 'elementwise', compute: () => (number) => number },
  vjp: (_, { inputs: [, parameter] }) => [undefined, zerosLike(parameter!)],
  samples: [
    {
      inputs: [{ ...float32([4], [0, 1, 1, 0]), constant: true }, float32([4], [0, 1, 1, 0])],
      attributes: { gradFn: 'BernoulliBackward0' },
      torch: 'torch.bernoulli(x1)',
    },
    {
      inputs: [{ ...float32([2], [1.5, -2]), constant: true }, float32([2], [1.5, -2])],
      attributes: { gradFn: 'NormalBackward1' },
      torch: 'torch.normal(x1, 0.0)',
    },
  ],
};
