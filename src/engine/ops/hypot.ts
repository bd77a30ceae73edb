/** Functions of two elements that are neither arithmetic nor comparisons. */
import { TensorError } from '../error';
import { over, times } from '../formula';
import { bfloat16, constant, float32, int64, otherFloat32 } from '../samples';
import { binary, promotedFloatingOnly } from './family';
import { sumToSize } from './sum_to_size';

/** √(a² + b²), without overflow. */
export const hypot = binary({
  name: 'hypot',
  gradFn: 'HypotBackward0',
  result: 'float',
  refuse: promotedFloatingOnly('hypot_cpu'),
  compute: () => (a, b) => Math.hypot(a, b),
  roundsSteps: true,
  vjp: (gradient, { inputs: [a, b], output }) => [
    sumToSize(over(times(gradient, a!), output), a!.shape),
    sumToSize(over(times(gradient, b!), output), b!.shape),
  ],
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'torch.hypot(x0, x1)' },
    { inputs: [bfloat16([5, 1]), bfloat16([5])], attributes: {}, torch: 'torch.hypot(x0, x1)' },
    {
      inputs: [float32([2], [3e30, 0]), float32([2], [4e30, 2])],
      attributes: {},
      torch: 'torch.hypot(x0, x1)',
    },
  ],
});

/** 0 below zero, 1 above, and b at zero. */
export const heaviside = binary({
  name: 'heaviside',
  result: 'promoted',
  refuse: (a, b) =>
    a === b
      ? undefined
      : new TensorError(
          'RuntimeError',
          'heaviside is not yet implemented for tensors with different dtypes.',
        ),
  compute: () => (a, b) => (a === 0 ? b : Number(a > 0)),
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [constant(float32([4], [-1, 0, 2, NaN])), constant(float32([1], [0.5]))],
      attributes: {},
      torch: 'torch.heaviside(x0, x1)',
    },
    { inputs: [int64([2], [0, -1]), int64([2], [5, 6])], attributes: {}, torch: 'torch.heaviside(x0, x1)' },
  ],
});
