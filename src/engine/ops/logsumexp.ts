import { sumAlongMemory } from '../backends/sums';
import { defaultFloatDType } from '../context';
import { isFloating } from '../dtype';
import { choose, compare, exponential, minus, times } from '../formula';
import type { Op } from '../op';
import { reducedDims, reducedShape, spreadBack, type ReducedDims } from '../reduction_dims';
import { float32, int64 } from '../samples';

/** log Σ e^x along dims, with the largest element taken out first so that nothing overflows. */
export const logsumexp: Op<ReducedDims> = {
  name: 'logsumexp',
  gradFn: 'LogsumexpBackward0',
  infer: ([x], attributes) => ({
    shape: reducedShape(x!.shape, attributes),
    dtype: x!.dtype && !isFloating(x!.dtype) ? defaultFloatDType() : x!.dtype,
  }),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: (_, dtype) => (elements) => {
      const most = elements.reduce((a, b) => Math.max(a, b), -Infinity);
      if (!Number.isFinite(most)) return most;
      if (dtype === 'float32') {
        const { fround } = Math;
        const powers = elements.map((element) => fround(Math.exp(fround(element - most))));
        return fround(Math.log(sumAlongMemory(powers, 0, powers.length))) + most;
      }
      return most + Math.log(elements.reduce((total, element) => total + Math.exp(element - most), 0));
    },
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output, attributes: { dim } }) => {
    const total = spreadBack(output, x!.shape!, dim);
    // The softmax; where all is −∞ there is nothing to share.
    const share = choose(compare(total, '==', -Infinity), 0, exponential(minus(x!, total)));
    return [times(spreadBack(gradient, x!.shape!, dim), share)];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { dim: 1 }, torch: 'torch.logsumexp(x0, 1)' },
    {
      inputs: [float32([2, 2], [1000, 999, -1000, -Infinity])],
      attributes: { dim: -1, keepdim: true },
      torch: 'torch.logsumexp(x0, -1, keepdim=True)',
    },
    { inputs: [float32([2, 3])], attributes: { dim: [0, 1] }, torch: 'torch.logsumexp(x0, (0, 1))' },
    { inputs: [int64([2], [1, 2])], attributes: { dim: 0 }, torch: 'torch.logsumexp(x0, 0)' },
  ],
};
