/** The error function and what is made of it: its complements, its inverses and the normal distribution's. */
import {
  erf as errorFunction,
  erfc as complement,
  erfcx as scaledComplement,
  erfInverse,
  logNormalCumulative,
  normalQuantile,
} from '../special/error_function';
import { exponential, minus, negative, over, times } from '../formula';
import type { Op } from '../op';
import { float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { unary } from './family';
import { square } from './power';

const squared = (x: Tensor): Tensor => Tensor.apply(square, [x], {});

/** e^(−x²) · 2/√π, the slope of erf. */
const slopeOfErf = (x: Tensor): Tensor => times(exponential(negative(squared(x))), 2 / Math.sqrt(Math.PI));

const edges = [-3, 2.6, 5, 0.001, -Infinity, NaN];

/** The error function. Its derivative is 2/√π · e^(−x²). */
export const erf = unary({
  name: 'erf',
  gradFn: 'ErfBackward0',
  result: 'float',
  compute: () => errorFunction,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, slopeOfErf(x!))],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.erf(x0)' },
    { inputs: [float32([6], edges)], attributes: {}, torch: 'torch.erf(x0)' },
  ],
});

/** 1 − erf x, exact in the tail. */
export const erfc = unary({
  name: 'erfc',
  gradFn: 'ErfcBackward0',
  result: 'float',
  compute: () => complement,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [negative(times(gradient, slopeOfErf(x!)))],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.erfc(x0)' },
    { inputs: [float32([6], edges)], attributes: {}, torch: 'torch.erfc(x0)' },
  ],
});

/** e^(x²) · erfc x. */
export const erfcx = unary({
  name: 'erfcx',
  gradFn: 'SpecialErfcxBackward0',
  result: 'float',
  compute: () => scaledComplement,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output }) => [
    times(gradient, minus(times(times(x!, output), 2), 2 / Math.sqrt(Math.PI))),
  ],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.special.erfcx(x0)' },
    { inputs: [float32([6], edges)], attributes: {}, torch: 'torch.special.erfcx(x0)' },
  ],
});

/** The inverse of erf: infinite at −1 and 1, NaN beyond. */
export const erfinv = unary({
  name: 'erfinv',
  gradFn: 'ErfinvBackward0',
  result: 'float',
  compute: () => erfInverse,
  roundsSteps: true,
  vjp: (gradient, { output }) => [
    times(gradient, times(exponential(squared(output)), Math.sqrt(Math.PI) / 2)),
  ],
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.erfinv(x0)' },
    { inputs: [float32([5], [-1, -0.999, 1e-5, 1, 2])], attributes: {}, torch: 'torch.erfinv(x0)' },
  ],
});

/** The quantiles of the standard normal distribution: the inverse of `ndtr`. */
export const ndtri = unary({
  name: 'ndtri',
  gradFn: 'SpecialNdtriBackward0',
  result: 'float',
  compute: () => normalQuantile,
  roundsSteps: true,
  vjp: (gradient, { output }) => [
    times(gradient, times(exponential(over(squared(output), 2)), Math.sqrt(2 * Math.PI))),
  ],
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.special.ndtri(x0)' },
    { inputs: [float32([5], [0, 1e-20, 0.5, 1, 2])], attributes: {}, torch: 'torch.special.ndtri(x0)' },
  ],
});

/** The logarithm of the standard normal distribution's cumulative function. */
export const log_ndtr: Op = unary({
  name: 'log_ndtr',
  gradFn: 'SpecialLogNdtrBackward0',
  result: 'float',
  compute: () => logNormalCumulative,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => {
    const scaled = Tensor.apply(erfcx, [times(x!, -1 / Math.SQRT2)], {});
    return [times(over(gradient, scaled), Math.sqrt(2 / Math.PI))];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.special.log_ndtr(x0)' },
    { inputs: [float32([4], [-3, 5, 0, NaN])], attributes: {}, torch: 'torch.special.log_ndtr(x0)' },
  ],
});
