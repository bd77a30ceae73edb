/** The sign of elements, and their distance from zero. */
import { times, zerosLike } from '../formula';
import { notImplementedFor } from '../refusals';
import { float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { unary } from './family';

/** −1, 0 or 1. Its derivative is zero. */
export const sign = unary({
  name: 'sign',
  gradFn: 'SignBackward0',
  result: 'same',
  compute: () => (x) => (Number.isNaN(x) ? 0 : Math.sign(x)),
  vjp: (_, { inputs: [x] }) => [zerosLike(x!)],
  samples: [
    { inputs: [float32([4], [-1.5, 0, 2, Infinity])], attributes: {}, torch: 'torch.sign(x0)' },
    { inputs: [float32([1], [NaN])], attributes: {}, torch: 'torch.sign(x0)' },
    { inputs: [int64([3], [-4, 0, 2])], attributes: {}, torch: 'torch.sign(x0)' },
  ],
});

/** |x|. Its derivative is the sign, so 0 at 0. */
export const abs = unary({
  name: 'abs',
  gradFn: 'AbsBackward0',
  result: 'same',
  compute: () => Math.abs,
  gpu: () => 'Math.abs(a)',
  refuse: (dtype) => (dtype === 'bool' ? notImplementedFor('abs_cpu', dtype) : undefined),
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(sign, [x!], {}))],
  samples: [
    { inputs: [float32([4], [-1.5, 0, 2, -Infinity])], attributes: {}, torch: 'torch.abs(x0)' },
    { inputs: [float32([2, 3])], attributes: {}, torch: 'torch.abs(x0)' },
    { inputs: [int64([3], [-4, 0, 2])], attributes: {}, torch: 'torch.abs(x0)' },
  ],
});
