import { negative, times } from '../formula';
import { float32, int64 } from '../samples';
import { log1pExpSingle } from '../special/single';
import { Tensor } from '../tensor';
import { floatingOnly, unary } from './family';
import { sigmoid } from './sigmoid';

/** log σ(x) = min(x, 0) − log(1 + e^−|x|), which takes no logarithm of a rounded zero. Its derivative is σ(−x). */
export const logsigmoid = unary({
  name: 'logsigmoid',
  gradFn: 'LogSigmoidBackward0',
  result: 'same',
  refuse: floatingOnly('log_sigmoid_cpu'),
  compute: (_, dtype) =>
    dtype === 'float64'
      ? (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)))
      : (x) => Math.min(x, 0) - log1pExpSingle(-Math.abs(x)),
  gpu: () => 'Math.min(a, 0.0) - Math.log1p(Math.exp(-Math.abs(a)))',
  role: () => ({ kind: 'log-probabilities' }),
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(sigmoid, [negative(x!)], {}))],
  samples: [
    { inputs: [float32([2, 3], [-100, -1.5, 0, 0.25, 3, 100])], attributes: {}, torch: 'F.logsigmoid(x0)' },
    { inputs: [float32([3], [NaN, Infinity, -Infinity])], attributes: {}, torch: 'F.logsigmoid(x0)' },
    { inputs: [int64([3], [-1, 0, 4])], attributes: {}, torch: 'F.logsigmoid(x0)' },
  ],
});
