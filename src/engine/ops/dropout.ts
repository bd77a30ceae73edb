import type { Op } from '../op';
import { bool, float32 } from '../samples';
import { Tensor } from '../tensor';

/**
 * Dropout with a given mask: x / (1 − p) where the bool mask holds, else 0. Inputs: x, mask, which may be
 * of size 1 in dims that are dropped as a whole. A mask without values stands for one that is not known.
 */
export const dropout: Op<{ readonly p: number }> = {
  name: 'dropout',
  gradFn: 'MulBackward0',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  role: ([x]) => x!.role,
  kernel: {
    kind: 'elementwise',
    compute:
      ({ p }) =>
      (x, mask) =>
        // Infinity times zero is no number, as it is in PyTorch.
        x * (mask === 0 || p === 1 ? 0 : 1 / (1 - p)),
  },
  vjp: (gradient, { inputs: [, mask], attributes }) => [
    Tensor.apply(dropout, [gradient, mask!], attributes),
    undefined,
  ],
  samples: [
    {
      inputs: [float32([2, 3]), bool([2, 3], [1, 0, 1, 1, 0, 0])],
      attributes: { p: 0.5 },
      torch: 'x0 * (x1 / (1 - 0.5))',
    },
  ],
};
