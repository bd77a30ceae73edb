import type { Op } from '../op';
import type { Dim } from '../shape';
import { Tensor } from '../tensor';
import { resizedRole } from '../roles';

type Resized = {
  /** The sizes of the spatial dims, as far as they are known; undefined where not even their number is. */
  readonly output_size: readonly Dim[] | undefined;
  readonly mode: string;
};

/** `F.interpolate` of images, or to sizes, that are not known: it knows what the elements mean, and never has values. */
export const resized: Op<Resized> = {
  name: 'resized',
  infer: ([x], { output_size }) => ({
    shape: x!.shape && output_size && [...x!.shape.slice(0, -output_size.length), ...output_size],
    dtype: x!.dtype,
  }),
  role: ([x], { mode }) => resizedRole(x!, mode),
  kernel: {
    kind: 'general',
    compute: () => {
      throw new Error('resized has no values');
    },
  },
  hasNoValues: true,
  vjp: (gradient, { inputs: [x] }) => [
    Tensor.apply(resized, [gradient], { output_size: x!.shape?.slice(2), mode: 'nearest' }),
  ],
  samples: [],
};
