import { times } from '../formula';
import { shiftedRole } from '../roles';
import { float32, float64, number, otherFloat32 } from '../samples';
import { fused } from '../special/single';
import { binary } from './family';
import { sumToSize } from './sum_to_size';

/** a + α · b of floats, in single precision rounded once: `torch.add` with an `alpha`, and the step of an optimizer. */
export const add_scaled = binary<{ readonly alpha: number }>({
  name: 'add_scaled',
  gradFn: 'AddBackward0',
  result: 'promoted',
  keepsScalars: true,
  compute: ({ alpha }, dtype) => {
    if (dtype !== 'float32') return (a, b) => a + alpha * b;
    const factor = Math.fround(alpha);
    return (a, b) => fused(factor, b, a);
  },
  role: shiftedRole,
  vjp: (gradient, { inputs: [a, b], attributes: { alpha } }) => [
    sumToSize(gradient, a!.shape),
    sumToSize(times(gradient, alpha), b!.shape),
  ],
  samples: [
    {
      inputs: [float32([2, 3]), otherFloat32([3])],
      attributes: { alpha: -0.3 },
      torch: 'torch.add(x0, x1, alpha=-0.3)',
    },
    {
      inputs: [float64([2]), float32([2, 2])],
      attributes: { alpha: 0.1 },
      torch: 'torch.add(x0, x1, alpha=0.1)',
    },
    { inputs: [float32([3]), number(2)], attributes: { alpha: 0.7 }, torch: 'torch.add(x0, x1, alpha=0.7)' },
  ],
});
