import { exponential, minus, negative, plus, times } from '../formula';
import { float32, int64 } from '../samples';
import { erf as errorFunction } from '../special/error_function';
import { fused } from '../special/single';
import { Tensor } from '../tensor';
import { erf } from './erf';
import { floatingOnly, unary } from './family';
import { tanh } from './hyperbolic';
import { square } from './power';

const ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);

/** The coefficient of the cubic term (Hendrycks and Gimpel 2016, "Gaussian Error Linear Units", section 2). */
const CUBIC = 0.044715;

const { fround } = Math;

/** With the roundings of PyTorch's kernels in single precision, which show where 1 + erf cancels. */
const inSingle = (x: number): number =>
  fround(0.5 * x) * fround(1 + fround(errorFunction(fround(x * fround(Math.SQRT1_2)))));

const tanhApproximated = (x: number): number => {
  const cube = fround(fround(x * x) * x);
  const inner = fround(fround(ROOT_2_OVER_PI) * fused(fround(CUBIC), cube, x));
  return fround(0.5 * x) * fround(1 + fround(Math.tanh(inner)));
};

/**
 * x · Φ(x), with Φ the normal distribution function; or, with approximate 'tanh',
 * x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
 */
export const gelu = unary<{ readonly approximate: string }>({
  name: 'gelu',
  gradFn: 'GeluBackward0',
  result: 'same',
  refuse: floatingOnly('GeluKernelImpl'),
  compute: ({ approximate }, dtype) => {
    if (dtype === 'float64')
      return approximate === 'tanh'
        ? (x) => 0.5 * x * (1 + Math.tanh(ROOT_2_OVER_PI * (x + CUBIC * x ** 3)))
        : (x) => 0.5 * x * (1 + errorFunction(x / Math.SQRT2));
    return approximate === 'tanh' ? tanhApproximated : inSingle;
  },
  vjp: (gradient, { inputs: [given], attributes: { approximate } }) => {
    const x = given!;
    const squared = Tensor.apply(square, [x], {});
    if (approximate === 'tanh') {
      const inner = times(times(x, plus(times(squared, CUBIC), 1)), ROOT_2_OVER_PI);
      const bend = Tensor.apply(tanh, [inner], {});
      const slope = times(plus(times(squared, 3 * CUBIC), 1), ROOT_2_OVER_PI);
      const bent = times(times(x, 0.5), times(minus(1, Tensor.apply(square, [bend], {})), slope));
      return [times(gradient, plus(times(plus(bend, 1), 0.5), bent))];
    }
    const distribution = times(plus(Tensor.apply(erf, [times(x, Math.SQRT1_2)], {}), 1), 0.5);
    const density = times(exponential(negative(times(squared, 0.5))), 1 / Math.sqrt(2 * Math.PI));
    return [times(gradient, plus(distribution, times(x, density)))];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { approximate: 'none' }, torch: 'F.gelu(x0)' },
    {
      inputs: [float32([2, 3])],
      attributes: { approximate: 'tanh' },
      torch: "F.gelu(x0, approximate='tanh')",
    },
    { inputs: [int64([1], [1])], attributes: { approximate: 'none' }, torch: 'F.gelu(x0)' },
  ],
});
