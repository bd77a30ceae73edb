import { float32, float64, int64, number, bool } from '../samples';
import { shiftedRole } from '../roles';
import { binary } from './family';
import { sumToSize } from './sum_to_size';

/** a + b. */
export const add = binary({
  name: 'add',
  gradFn: 'AddBackward0',
  result: 'promoted',
  keepsScalars: true,
  compute: () => (a, b) => a + b,
  gpu: () => 'a + b',
  role: shiftedRole,
  vjp: (gradient, { inputs: [a, b] }) => [sumToSize(gradient, a!.shape), sumToSize(gradient, b!.shape)],
  samples: [
    {
      inputs: [float32([2, 3], [1, -2, 3.5, 0, 0.25, 7]), float32([3], [0.5, 2, -1])],
      attributes: {},
      torch: 'x0 + x1',
    },
    { inputs: [float32([2, 1]), float64([3])], attributes: {}, torch: 'x0 + x1' },
    { inputs: [int64([2], [1, 2]), number(0.5)], attributes: {}, torch: 'x0 + x1' },
    { inputs: [bool([2], [1, 0]), bool([2], [1, 1])], attributes: {}, torch: 'x0 + x1' },
    { inputs: [float32([0, 3]), float32([3])], attributes: {}, torch: 'x0 + x1' },
    { inputs: [float32([2, 3]), float32([2, 2])], attributes: {}, torch: 'x0 + x1' },
  ],
});
