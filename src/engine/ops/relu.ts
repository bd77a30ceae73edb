/** Rectifiers: the positive part, and variants that let a little of the negative part through. */
import { TensorError } from '../error';
import { choose, compare, exponential, times } from '../formula';
import { bool, float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { clamp } from './clamp';
import { floatingOnly, unary } from './family';
import { leaky_relu_backward, threshold_backward } from './rectifier_gradients';

/** max(x, 0). Its derivative at 0 is 0. */
export const relu = unary({
  name: 'relu',
  gradFn: 'ReluBackward0',
  result: 'same',
  compute: () => (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  gpu: () => 'Math.max(a, 0.0)',
  refuse: (dtype) =>
    dtype === 'bool' ? new TensorError('RuntimeError', 'Boolean inputs not supported for relu') : undefined,
  vjp: (gradient, { output }) => [Tensor.apply(threshold_backward, [gradient, output], { threshold: 0 })],
  samples: [
    { inputs: [float32([2, 3], [-1, 0, 2, -0.5, 3, 1])], attributes: {}, torch: 'F.relu(x0)' },
    { inputs: [int64([3], [-1, 0, 2])], attributes: {}, torch: 'F.relu(x0)' },
    { inputs: [bool([1], [1])], attributes: {}, torch: 'F.relu(x0)' },
  ],
});

/** x where it is positive, else negative_slope · x. */
export const leaky_relu = unary<{ readonly negative_slope: number }>({
  name: 'leaky_relu',
  gradFn: 'LeakyReluBackward0',
  result: 'same',
  refuse: floatingOnly('leaky_relu_cpu'),
  compute:
    ({ negative_slope }) =>
    (x) =>
      x > 0 ? x : x * negative_slope,
  gpu: ({ negative_slope }) => `Math.max(a, 0.0) + Math.min(a, 0.0) * ${negative_slope.toFixed(9)}`,
  vjp: (gradient, { inputs: [x], attributes }) => [
    Tensor.apply(leaky_relu_backward, [gradient, x!], attributes),
  ],
  samples: [
    {
      inputs: [float32([4], [-1, 0, 2, -0.5])],
      attributes: { negative_slope: 0.01 },
      torch: 'F.leaky_relu(x0)',
    },
    {
      inputs: [float32([4], [-1, 0, 2, -0.5])],
      attributes: { negative_slope: 0.2 },
      torch: 'F.leaky_relu(x0, 0.2)',
    },
    { inputs: [int64([1], [1])], attributes: { negative_slope: 0.01 }, torch: 'F.leaky_relu(x0)' },
  ],
});

/** α · (e^x − 1) for x ≤ 0, where the exponential is taken of nothing positive, so that it is finite. */
const negativeSlope = (x: Tensor, alpha: number): Tensor =>
  times(exponential(Tensor.apply(clamp, [x], { max: 0 })), alpha);

/** x where it is positive, else α · (e^x − 1). */
export const elu = unary<{ readonly alpha: number }>({
  name: 'elu',
  gradFn: 'EluBackward0',
  result: 'same',
  refuse: floatingOnly('elu_cpu'),
  compute:
    ({ alpha }) =>
    (x) =>
      x > 0 ? x : alpha * Math.expm1(x),
  vjp: (gradient, { inputs: [x], attributes: { alpha } }) => [
    choose(compare(x!, '>', 0), gradient, times(gradient, negativeSlope(x!, alpha))),
  ],
  samples: [
    { inputs: [float32([4], [-1, 0.5, 200, -0.5])], attributes: { alpha: 1 }, torch: 'F.elu(x0)' },
    { inputs: [float32([4], [-1, 0.5, 2, -30])], attributes: { alpha: 0.5 }, torch: 'F.elu(x0, 0.5)' },
    { inputs: [int64([1], [1])], attributes: { alpha: 1 }, torch: 'F.elu(x0)' },
  ],
});

/** The constants that keep mean 0 and variance 1 (Klambauer et al. 2017, "Self-Normalizing Neural Networks", eq. 14). */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** λ · elu(x) with α, so that activations normalise themselves. */
export const selu = unary({
  name: 'selu',
  gradFn: 'EluBackward0',
  result: 'same',
  refuse: floatingOnly('elu_cpu'),
  compute: () => (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  vjp: (gradient, { inputs: [x] }) => [
    times(choose(compare(x!, '>', 0), gradient, times(gradient, negativeSlope(x!, SELU_ALPHA))), SELU_SCALE),
  ],
  samples: [{ inputs: [float32([4], [-1, 0.5, 2, -0.5])], attributes: {}, torch: 'F.selu(x0)' }],
});
