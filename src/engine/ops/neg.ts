import { TensorError } from '../error';
import { negative } from '../formula';
import { bool, float32, int64 } from '../samples';
import { unary } from './family';

/** −x. */
export const neg = unary({
  name: 'neg',
  gradFn: 'NegBackward0',
  result: 'same',
  compute: () => (x) => -x,
  gpu: () => '-a',
  refuse: (dtype) =>
    dtype === 'bool'
      ? new TensorError(
          'RuntimeError',
          'Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
        )
      : undefined,
  vjp: (gradient) => [negative(gradient)],
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: '-x0' },
    { inputs: [int64([3], [1, 0, -3])], attributes: {}, torch: '-x0' },
    { inputs: [bool([2], [1, 0])], attributes: {}, torch: '-x0' },
  ],
});
