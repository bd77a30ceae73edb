/** Trigonometric functions and their inverses, in radians. */
import type { Op } from '../op';
import { negative, over, plus, times } from '../formula';
import { float32, otherFloat32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { binary, unary } from './family';
import { rsqrt, square } from './power';
import { sumToSize } from './sum_to_size';

const squared = (x: Tensor): Tensor => Tensor.apply(square, [x], {});
/** 1 / √(1 − x²). */
const fallOfAngle = (x: Tensor): Tensor => Tensor.apply(rsqrt, [plus(times(negative(x), x), 1)], {});

export const sin: Op = unary({
  name: 'sin',
  gradFn: 'SinBackward0',
  result: 'float',
  compute: () => Math.sin,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(cos, [x!], {}))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.sin(x0)' }],
});

export const cos: Op = unary({
  name: 'cos',
  gradFn: 'CosBackward0',
  result: 'float',
  compute: () => Math.cos,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [negative(times(gradient, Tensor.apply(sin, [x!], {})))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.cos(x0)' }],
});

export const tan = unary({
  name: 'tan',
  gradFn: 'TanBackward0',
  result: 'float',
  compute: () => Math.tan,
  roundsSteps: true,
  vjp: (gradient, { output }) => [times(gradient, plus(squared(output), 1))],
  samples: [{ inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.tan(x0)' }],
});

export const asin = unary({
  name: 'asin',
  gradFn: 'AsinBackward0',
  result: 'float',
  compute: () => Math.asin,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, fallOfAngle(x!))],
  samples: [{ inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.asin(x0)' }],
});

export const acos = unary({
  name: 'acos',
  gradFn: 'AcosBackward0',
  result: 'float',
  compute: () => Math.acos,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, negative(fallOfAngle(x!)))],
  samples: [{ inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.acos(x0)' }],
});

export const atan = unary({
  name: 'atan',
  gradFn: 'AtanBackward0',
  result: 'float',
  compute: () => Math.atan,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [over(gradient, plus(squared(x!), 1))],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'torch.atan(x0)' }],
});

/** The angle of the point (b, a), in −π..π. */
export const atan2 = binary({
  name: 'atan2',
  gradFn: 'Atan2Backward0',
  result: 'float',
  compute: () => Math.atan2,
  roundsSteps: true,
  vjp: (gradient, { inputs: [a, b] }) => {
    const share = over(1, plus(squared(a!), squared(b!)));
    return [
      sumToSize(times(times(gradient, b!), share), a!.shape),
      sumToSize(times(times(gradient, negative(a!)), share), b!.shape),
    ];
  },
  samples: [{ inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'torch.atan2(x0, x1)' }],
});
