import { choose, compare, times } from '../formula';
import { float32, int64 } from '../samples';
import { log1pExpSingle } from '../special/single';
import { Tensor } from '../tensor';
import { floatingOnly, unary } from './family';
import { sigmoid } from './sigmoid';

/** log(1 + e^(βx)) / β, and x itself where βx exceeds the threshold. */
export const softplus = unary<{ readonly beta: number; readonly threshold: number }>({
  name: 'softplus',
  gradFn: 'SoftplusBackward0',
  result: 'same',
  refuse: floatingOnly('softplus_cpu'),
  compute: ({ beta, threshold }, dtype) => {
    if (dtype === 'float64') return (x) => (x * beta > threshold ? x : Math.log1p(Math.exp(x * beta)) / beta);
    const { fround } = Math;
    return (x) => (fround(x * beta) > threshold ? x : fround(log1pExpSingle(fround(x * beta)) / beta));
  },
  vjp: (gradient, { inputs: [x], attributes: { beta, threshold } }) => [
    choose(
      compare(times(x!, beta), '>', threshold),
      gradient,
      times(gradient, Tensor.apply(sigmoid, [times(x!, beta)], {})),
    ),
  ],
  samples: [
    { inputs: [float32([2, 3])], attributes: { beta: 1, threshold: 20 }, torch: 'F.softplus(x0)' },
    {
      inputs: [float32([3], [-30, 5, 30])],
      attributes: { beta: 2, threshold: 5 },
      torch: 'F.softplus(x0, 2, 5)',
    },
    { inputs: [int64([1], [1])], attributes: { beta: 1, threshold: 20 }, torch: 'F.softplus(x0)' },
  ],
});
