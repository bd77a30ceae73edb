/** Logarithms that stay finite where a naive formula does not. */
import { choose, compare, exponential, logarithm, minus, over, plus, times } from '../formula';
import { float32, otherFloat32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { exp2 } from './exponential';
import { binary, promotedFloatingOnly } from './family';
import { log1p } from './logarithm';
import { sumToSize } from './sum_to_size';

/** x · log y, and 0 where x is 0. */
export const xlogy = binary({
  name: 'xlogy',
  gradFn: 'XlogyBackward0',
  result: 'float',
  compute: () => (x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * Math.log(y)),
  roundsSteps: true,
  vjp: (gradient, { inputs: [x, y] }) => {
    const isFlat = times(compare(x!, '==', 0), compare(y!, '<=', 0));
    return [
      sumToSize(choose(isFlat, 0, times(gradient, logarithm(y!))), x!.shape),
      sumToSize(over(times(gradient, x!), y!), y!.shape),
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
  refuse: promotedFloatingOnly('logaddexp_cpu'),
  compute: () => (a, b) => {
    const most = Math.max(a, b);
    return Number.isFinite(most) ? most + Math.log1p(Math.exp(-Math.abs(a - b))) : most;
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [a, b] }) => {
    const share = (own: Tensor, other: Tensor): Tensor =>
      sumToSize(over(gradient, plus(exponential(minus(other, own)), 1)), own.shape);
    return [share(a!, b!), share(b!, a!)];
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

/** log₂(2^a + 2^b), without overflow. */
export const logaddexp2 = binary({
  name: 'logaddexp2',
  gradFn: 'Logaddexp2Backward0',
  result: 'float',
  refuse: promotedFloatingOnly('logaddexp2_cpu'),
  compute: () => (a, b) => {
    const most = Math.max(a, b);
    return Number.isFinite(most) ? most + Math.log1p(2 ** -Math.abs(a - b)) * Math.LOG2E : most;
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [a, b] }) => {
    const share = (own: Tensor, other: Tensor): Tensor =>
      sumToSize(over(gradient, plus(Tensor.apply(exp2, [minus(other, own)], {}), 1)), own.shape);
    return [share(a!, b!), share(b!, a!)];
  },
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'torch.logaddexp2(x0, x1)' },
    {
      inputs: [float32([2], [200, -100]), float32([2], [199, 0])],
      attributes: {},
      torch: 'torch.logaddexp2(x0, x1)',
    },
  ],
});

/** x · log(1 + y), and 0 where x is 0. */
export const xlog1py = binary({
  name: 'xlog1py',
  gradFn: 'SpecialXlog1PyBackward0',
  result: 'float',
  compute: () => (x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * Math.log1p(y)),
  roundsSteps: true,
  vjp: (gradient, { inputs: [x, y] }) => {
    const isFlat = times(compare(x!, '==', 0), compare(y!, '<=', -1));
    return [
      sumToSize(choose(isFlat, 0, times(gradient, Tensor.apply(log1p, [y!], {}))), x!.shape),
      sumToSize(over(times(gradient, x!), plus(y!, 1)), y!.shape),
    ];
  },
  samples: [
    { inputs: [float32([2, 3]), unitFloat32([3])], attributes: {}, torch: 'torch.special.xlog1py(x0, x1)' },
    {
      inputs: [float32([3], [0, 0, 2]), float32([3], [1, -2, 0.5])],
      attributes: {},
      torch: 'torch.special.xlog1py(x0, x1)',
    },
  ],
});
