import { exponential, negative, times } from '../formula';
import { float32 } from '../samples';
import { erf as errorFunction } from '../special';
import { Tensor } from '../tensor';
import { unary } from './family';
import { square } from './power';

/** The error function. Its derivative is 2/√π · e^(−x²). */
export const erf = unary({
  name: 'erf',
  gradFn: 'ErfBackward0',
  result: 'float',
  compute: () => errorFunction,
  vjp: (gradient, { inputs: [x] }) => [
    times(gradient, times(exponential(negative(Tensor.apply(square, [x!], {}))), 2 / Math.sqrt(Math.PI))),
  ],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.erf(x0)' },
    { inputs: [float32([6], [-3, 2.6, 5, 0.001, -Infinity, NaN])], attributes: {}, torch: 'torch.erf(x0)' },
  ],
});
