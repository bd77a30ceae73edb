import { binary } from './family';
import { sumToSize } from './sum_to_size';

/** a + b. */
export const add = binary({
  name: 'add',
  gradFn: 'AddBackward0',
  result: 'promoted',
  compute: () => (a, b) => a + b,
  gpu: () => 'a + b',
  vjp: (gradient, { inputs: [a, b] }) => [sumToSize(gradient, a!.shape), sumToSize(gradient, b!.shape)],
  samples: [
    {
      inputs: [
        { shape: [2, 3], dtype: 'float32', values: [1, -2, 3.5, 0, 0.25, 7] },
        { shape: [3], dtype: 'float32', values: [0.5, 2, -1] },
      ],
      attributes: {},
      torch: 'x0 + x1',
    },
  ],
});
