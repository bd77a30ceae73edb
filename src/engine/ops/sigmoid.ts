import { minus, times } from '../formula';
import { float32, int64 } from '../samples';
import { sigmoidSingle } from '../special/single';
import { unary } from './family';

/** 1 / (1 + e^-x). Its derivative is s · (1 − s), with s the result. */
export const sigmoid = unary({
  name: 'sigmoid',
  gradFn: 'SigmoidBackward0',
  result: 'float',
  compute: (_, dtype) => (dtype === 'float64' ? (x) => 1 / (1 + Math.exp(-x)) : sigmoidSingle),
  gpu: () => '1.0 / (1.0 + Math.exp(-a))',
  role: () => ({ kind: 'sigmoid-probabilities' }),
  vjp: (gradient, { output }) => [times(gradient, times(output, minus(1, output)))],
  samples: [
    { inputs: [float32([2, 3], [-90, -1.5, 0, 0.25, 3, 90])], attributes: {}, torch: 'torch.sigmoid(x0)' },
    { inputs: [int64([3], [-1, 0, 4])], attributes: {}, torch: 'torch.sigmoid(x0)' },
    { inputs: [float32([3], [NaN, Infinity, -Infinity])], attributes: {}, torch: 'torch.sigmoid(x0)' },
  ],
});
