/** Activations that put a constant in the place of what is near zero or below a bound. */
import { choose, compare } from '../formula';
import { float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { floatingOnly, unary } from './family';
import { threshold_backward } from './rectifier_gradients';

/** value where x ≤ threshold, else x. */
export const threshold = unary<{ readonly threshold: number; readonly value: number }>({
  name: 'threshold',
  gradFn: 'ThresholdBackward0',
  result: 'same',
  refuse: (dtype) => (dtype === 'bool' ? floatingOnly('threshold_cpu')(dtype) : undefined),
  compute:
    ({ threshold: bound, value }) =>
    (x) =>
      x <= bound ? value : x,
  vjp: (gradient, { inputs: [x], attributes: { threshold: bound } }) => [
    Tensor.apply(threshold_backward, [gradient, x!], { threshold: bound }),
  ],
  samples: [
    {
      inputs: [float32([5], [-1, 0.5, 0.75, NaN, 2])],
      attributes: { threshold: 0.5, value: 7 },
      torch: 'F.threshold(x0, 0.5, 7)',
    },
    {
      inputs: [float32([4], [-1, 0.25, 0.75, 2])],
      attributes: { threshold: 0.5, value: 7 },
      torch: 'F.threshold(x0, 0.5, 7)',
    },
    {
      inputs: [int64([3], [-1, 1, 2])],
      attributes: { threshold: 1, value: 20 },
      torch: 'F.threshold(x0, 1, 20)',
    },
  ],
});

/** x outside of −λ … λ, else 0. */
export const hardshrink = unary<{ readonly lambd: number }>({
  name: 'hardshrink',
  gradFn: 'HardshrinkBackward0',
  result: 'same',
  refuse: floatingOnly('hardshrink_cpu'),
  compute:
    ({ lambd }) =>
    (x) =>
      x >= -lambd && x <= lambd ? 0 : x,
  vjp: (gradient, { output }) => [choose(compare(output, '==', 0), 0, gradient)],
  samples: [
    {
      inputs: [float32([5], [-1, -0.5, 0.25, 0.75, NaN])],
      attributes: { lambd: 0.5 },
      torch: 'F.hardshrink(x0)',
    },
    { inputs: [float32([2, 3])], attributes: { lambd: 0.75 }, torch: 'F.hardshrink(x0, 0.75)' },
    { inputs: [int64([1], [1])], attributes: { lambd: 0.5 }, torch: 'F.hardshrink(x0)' },
  ],
});

/** x moved towards 0 by λ, and 0 within −λ … λ. */
export const softshrink = unary<{ readonly lambd: number }>({
  name: 'softshrink',
  gradFn: 'SoftshrinkBackward0',
  result: 'same',
  refuse: floatingOnly('softshrink_check'),
  compute:
    ({ lambd }) =>
    (x) =>
      x > lambd ? x - lambd : x < -lambd ? x + lambd : x * 0,
  vjp: (gradient, { output }) => [choose(compare(output, '==', 0), 0, gradient)],
  samples: [
    {
      inputs: [float32([5], [-1, -0.5, 0.25, 0.75, NaN])],
      attributes: { lambd: 0.5 },
      torch: 'F.softshrink(x0)',
    },
    { inputs: [float32([2, 3])], attributes: { lambd: 0.75 }, torch: 'F.softshrink(x0, 0.75)' },
    { inputs: [int64([1], [1])], attributes: { lambd: 0.5 }, torch: 'F.softshrink(x0)' },
  ],
});
