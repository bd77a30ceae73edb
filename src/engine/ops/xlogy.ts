/** Logarithms that stay finite where a naive formula does not. */
import { choose, compare, exponential, logarithm, minus, over, times } from '../formula';
import { float32, otherFloat32, unitFloat32 } from '../samples';
import type { Tensor } from '../tensor';
import { binary } from './family';
import { sumToSize } from './sum_to_size';

/** x · log y, and 0 where x is 0. */
export const xlogy = binary({
  name: 'xlogy',
  gradFn: 'XlogyBackward0',
  result: 'float',
  compute: () => (x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * Math.log(y)),
  vjp: (gradient, { inputs: [x, y] }) => {
    const isFlat = times(compare(x!, '==', 0), compare(y!, '<=', 0));
    return [
      sumToSize(choose(isFlat, 0, times(gradient, logarithm(y!))), x!.shape),
      sumToSize(times(gradient, over(x!, y!)), y!.shape),
    ];
  },
  samples: [
    { inputs: [float32([2, 3]), unitFloat32([3])], attributes: {}, torch: 'torch.xlogy(x0, x1)' },
    {
      inputs: [float32([3], [0, 0, 2]), float32([3], [1, 2, 0.5])],
      attributes: {},
      torch: 'torch.xlogy(x0, x1)',
    },
  ],
});

/** log(e^a + e^b), without overflow. */
export const logaddexp = binary({
  name: 'logaddexp',
  gradFn: 'LogaddexpBackward0',
  result: 'float',
  compute: () => (a, b) => {
    const most = Math.max(a, b);
    return Number.isFinite(most) ? most + Math.log1p(Math.exp(-Math.abs(a - b))) : most;
  },
  vjp: (gradient, { inputs: [a, b], output }) => {
    const share = (own: Tensor): Tensor => times(gradient, exponential(minus(own, output)));
    return [sumToSize(share(a!), a!.shape), sumToSize(share(b!), b!.shape)];
  },
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'torch.logaddexp(x0, x1)' },
    {
      inputs: [float32([2], [30, -100]), float32([2], [29, 0])],
      attributes: {},
      torch: 'torch.logaddexp(x0, x1)',
    },
  ],
});
