/** x times something between 0 and 1 that grows with it. */
import { minus, plus, times } from '../formula';
import { float32, int64 } from '../samples';
import { expSingle } from '../special/single';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { floatingOnly, unary } from './family';
import { tanh } from './hyperbolic';
import { sigmoid } from './sigmoid';
import { softplus } from './softplus';

/** x · σ(x), also called swish. */
export const silu = unary({
  name: 'silu',
  gradFn: 'SiluBackward0',
  result: 'same',
  refuse: floatingOnly('silu_cpu'),
  compute: (_, dtype) =>
    dtype === 'float64' ? (x) => x / (1 + Math.exp(-x)) : (x) => x / Math.fround(1 + expSingle(-x)),
  gpu: () => 'a / (1.0 + Math.exp(-a))',
  vjp: (gradient, { inputs: [x] }) => {
    const gate = Tensor.apply(sigmoid, [x!], {});
    return [times(gradient, times(gate, plus(times(x!, minus(1, gate)), 1)))];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'F.silu(x0)' },
    { inputs: [int64([1], [1])], attributes: {}, torch: 'F.silu(x0)' },
  ],
});

/** x · tanh(softplus(x)). */
export const mish = composite<Record<string, never>>({
  name: 'mish',
  gradFn: 'MishBackward0',
  compose: ([x]) => {
    const error = x!.dtype && floatingOnly('mish_cpu')(x!.dtype);
    if (error) throw error;
    return times(x!, Tensor.apply(tanh, [Tensor.apply(softplus, [x!], { beta: 1, threshold: 20 })], {}));
  },
  roundsSingles: true,
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'F.mish(x0)' },
    { inputs: [int64([1], [1])], attributes: {}, torch: 'F.mish(x0)' },
  ],
});
