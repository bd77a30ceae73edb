/** Where the largest and the smallest element so far stand, along a dim: the later of equal ones, and any NaN. */
import type { Op } from '../op';
import { constant, float32, int64 } from '../samples';
import { normalizeDim } from '../shape';

type Along = { readonly dim: number };

const running = (name: 'cummax' | 'cummin', wins: (element: number, best: number) => boolean): Op<Along> => ({
  name: `${name}_indices`,
  infer: ([x], { dim }) => {
    if (x!.rank !== undefined) normalizeDim(dim, x!.rank);
    return { shape: x!.shape, dtype: 'int64' };
  },
  role: () => ({ kind: 'class-indices' }),
  kernel: {
    kind: 'line',
    dim: ({ dim }) => dim,
    compute: () => (line, result) => {
      let found = 0;
      for (let at = 0; at < line.length; at++) {
        const element = line[at]!;
        if (Number.isNaN(element) || wins(element, line[found]!)) found = at;
        result[at] = found;
      }
    },
  },
  vjp: 'not differentiable',
  samples: [
    { inputs: [constant(float32([2, 4]))], attributes: { dim: 1 }, torch: `torch.${name}(x0, 1).indices` },
    {
      inputs: [constant(float32([5], [1, 3, 3, NaN, 5]))],
      attributes: { dim: 0 },
      torch: `torch.${name}(x0, 0).indices`,
    },
    { inputs: [int64([4], [3, 1, 3, 1])], attributes: { dim: -1 }, torch: `torch.${name}(x0, -1).indices` },
  ],
});

export const cummax_indices = running('cummax', (element, best) => element >= best);
export const cummin_indices = running('cummin', (element, best) => element <= best);
