import { Tensor } from '../tensor';
import { unary } from './family';
import { mul } from './mul';
import { sub } from './sub';
import { numberTensor } from './number';

/** 1 / (1 + e^-x). Its derivative is s · (1 − s), with s the result. */
export const sigmoid = unary({
  name: 'sigmoid',
  gradFn: 'SigmoidBackward0',
  result: 'float',
  compute: () => (x) => 1 / (1 + Math.exp(-x)),
  gpu: () => '1.0 / (1.0 + Math.exp(-a))',
  role: () => ({ kind: 'sigmoid-probabilities' }),
  vjp: (gradient, { output }) => {
    const complement = Tensor.apply(sub, [numberTensor(1), output], {});
    return [Tensor.apply(mul, [gradient, Tensor.apply(mul, [output, complement], {})], {})];
  },
  samples: [
    {
      inputs: [{ shape: [2, 3], dtype: 'float32', values: [-90, -1.5, 0, 0.25, 3, 90] }],
      attributes: {},
      torch: 'torch.sigmoid(x0)',
    },
  ],
});
