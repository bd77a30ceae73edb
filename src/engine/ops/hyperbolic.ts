/** Hyperbolic functions and their inverses. */
import type { Op } from '../op';
import { minus, over, plus, times } from '../formula';
import { float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { unary } from './family';
import { rsqrt, square } from './power';

const squared = (x: Tensor): Tensor => Tensor.apply(square, [x], {});
const rootedInverse = (x: Tensor): Tensor => Tensor.apply(rsqrt, [x], {});

export const sinh: Op = unary({
  name: 'sinh',
  gradFn: 'SinhBackward0',
  result: 'float',
  compute: () => Math.sinh,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(cosh, [x!], {}))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.sinh(x0)' }],
});

export const cosh: Op = unary({
  name: 'cosh',
  gradFn: 'CoshBackward0',
  result: 'float',
  compute: () => Math.cosh,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(sinh, [x!], {}))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.cosh(x0)' }],
});

/** Between −1 and 1. Its derivative is 1 − t², with t the result. */
export const tanh = unary({
  name: 'tanh',
  gradFn: 'TanhBackward0',
  result: 'float',
  compute: () => Math.tanh,
  gpu: () => 'Math.tanh(Math.min(Math.max(a, -20.0), 20.0))',
  vjp: (gradient, { output }) => [times(gradient, minus(1, squared(output)))],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.tanh(x0)' },
    { inputs: [float32([4], [-100, 100, Infinity, NaN])], attributes: {}, torch: 'torch.tanh(x0)' },
  ],
});

export const asinh = unary({
  name: 'asinh',
  gradFn: 'AsinhBackward0',
  result: 'float',
  compute: () => Math.asinh,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, rootedInverse(plus(squared(x!), 1)))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.asinh(x0)' }],
});

export const acosh = unary({
  name: 'acosh',
  gradFn: 'AcoshBackward0',
  result: 'float',
  compute: () => Math.acosh,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, rootedInverse(minus(squared(x!), 1)))],
  samples: [{ inputs: [float32([3], [1.5, 2, 7])], attributes: {}, torch: 'torch.acosh(x0)' }],
});

export const atanh = unary({
  name: 'atanh',
  gradFn: 'AtanhBackward0',
  result: 'float',
  compute: () => Math.atanh,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [over(gradient, minus(1, squared(x!)))],
  samples: [{ inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.atanh(x0)' }],
});
