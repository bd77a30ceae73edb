import { choose, compare, minus, over, times } from '../formula';
import { float32 } from '../samples';
import { Tensor } from '../tensor';
import { unary } from './family';
import { square } from './power';
import { cos, sin } from './trigonometry';

/** sin(πx) / (πx), and 1 at 0. */
export const sinc = unary({
  name: 'sinc',
  gradFn: 'SincBackward0',
  result: 'float',
  compute: (_, dtype) => {
    // With the angle in the result's precision, which shows at the zeros.
    const round = dtype === 'float64' ? (value: number): number => value : Math.fround;
    return (x) => {
      const angle = round(round(Math.PI) * x);
      return x === 0 ? 1 : Math.sin(angle) / angle;
    };
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => {
    const angle = times(x!, Math.PI);
    const rise = minus(times(angle, Tensor.apply(cos, [angle], {})), Tensor.apply(sin, [angle], {}));
    const slope = over(rise, times(Tensor.apply(square, [x!], {}), Math.PI));
    return [choose(compare(x!, '==', 0), 0, times(gradient, slope))];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.sinc(x0)' },
    { inputs: [float32([4], [0, 1, 0.5, -2.5])], attributes: {}, torch: 'torch.sinc(x0)' },
  ],
});
