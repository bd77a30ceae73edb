import type { Op } from '../op';
import type { Shape } from '../shape';
import { Tensor } from '../tensor';
import { either } from './either';

/**
 * A buffer in which a loop puts results at places that are not known: `outputs[t] = output`. What is in it is what was
 * put there, in another shape, and where is not known. It never has values.
 */
export const stored: Op<{ readonly shape: Shape | null }> = {
  name: 'stored',
  infer: ([value], { shape }) => ({ shape: shape ?? undefined, dtype: value!.dtype }),
  role: ([value], { shape }) => {
    const { kind, dim } = value!.role;
    // The last dim of what is put into the places is that of the buffer.
    const isLast = dim !== undefined && shape && value!.shape && dim === value!.shape.length - 1;
    return isLast ? { kind, dim: shape.length - 1 } : { kind };
  },
  kernel: {
    kind: 'general',
    compute: () => {
      throw new Error('what is stored at unknown places has no values');
    },
  },
  hasNoValues: true,
  vjp: (_, { inputs: [value] }) => [
    Tensor.apply(either, [Tensor.leaf({ shape: value!.shape, dtype: value!.dtype })], {}),
  ],
  samples: [],
};
