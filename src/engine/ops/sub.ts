import { categoryOf } from '../dtype';
import { TensorError } from '../error';
import { negative } from '../formula';
import { complementRole } from '../roles';
import { bool, float32, int64, number } from '../samples';
import { binary } from './family';
import { sumToSize } from './sum_to_size';

/** a − b. Bools are refused, as in PyTorch. */
export const sub = binary({
  name: 'sub',
  // `1 - x` is PyTorch's rsub.
  gradFn: ([a]) => (a!.wrapped ? 'RsubBackward1' : 'SubBackward0'),
  result: 'promoted',
  keepsScalars: true,
  compute: () => (a, b) => a - b,
  gpu: () => 'a - b',
  role: complementRole,
  refuse: (a, b) => {
    const bools = [a, b].filter((dtype) => categoryOf(dtype) === 'bool').length;
    if (bools === 0) return undefined;
    return new TensorError(
      'RuntimeError',
      bools === 2
        ? 'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.'
        : 'Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
    );
  },
  vjp: (gradient, { inputs: [a, b] }) => [
    sumToSize(gradient, a!.shape),
    sumToSize(negative(gradient), b!.shape),
  ],
  samples: [
    { inputs: [float32([2, 3]), float32([3], [0.5, 2, -1])], attributes: {}, torch: 'x0 - x1' },
    { inputs: [number(1), float32([3])], attributes: {}, torch: 'x0 - x1' },
    { inputs: [int64([2], [3, 4]), int64([2], [5, 1])], attributes: {}, torch: 'x0 - x1' },
    { inputs: [bool([2], [1, 0]), bool([2], [1, 1])], attributes: {}, torch: 'x0 - x1' },
    { inputs: [number(1), bool([2], [1, 1])], attributes: {}, torch: 'x0 - x1' },
  ],
});
