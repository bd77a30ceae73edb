import { times } from '../formula';
import { scaledRole } from '../roles';
import { bool, float32, int64, number, otherFloat32 } from '../samples';
import { binary } from './family';
import { sumToSize } from './sum_to_size';

/** a · b. */
export const mul = binary({
  name: 'mul',
  gradFn: 'MulBackward0',
  result: 'promoted',
  keepsScalars: true,
  compute: () => (a, b) => a * b,
  gpu: () => 'a * b',
  role: scaledRole,
  roundsSteps: true,
  vjp: (gradient, { inputs: [a, b] }) => [
    a!.requiresGrad ? sumToSize(times(gradient, b!), a!.shape) : undefined,
    b!.requiresGrad ? sumToSize(times(gradient, a!), b!.shape) : undefined,
  ],
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: 'x0 * x1' },
    { inputs: [float32([2, 1]), otherFloat32([2])], attributes: {}, torch: 'x0 * x1' },
    { inputs: [float32([3]), number(0.5)], attributes: {}, torch: 'x0 * x1' },
    { inputs: [bool([2], [1, 0]), float32([2])], attributes: {}, torch: 'x0 * x1' },
    { inputs: [int64([3], [1, -2, 3]), int64([3], [4, 5, 6])], attributes: {}, torch: 'x0 * x1' },
  ],
});
