import type { Op } from '../op';
import { SymbolicDim } from '../shape';
import { Tensor } from '../tensor';
import { either } from './either';

/**
 * The states that a recurrent layer gives for the positions of a sequence, where they are not computed: a state of
 * one position is made of the sequence up to there, with `bidirectional` of the rest as well.
 */
export const recurrence: Op<{ readonly width?: number | undefined; readonly bidirectional: boolean }> = {
  name: 'recurrence',
  infer: ([sequence], { width }) => ({
    shape: sequence!.shape && [...sequence!.shape.slice(0, -1), width ?? new SymbolicDim('?')],
    dtype: sequence!.dtype ?? 'float32',
  }),
  kernel: {
    kind: 'general',
    compute: () => {
      throw new Error('recurrence has no values');
    },
  },
  hasNoValues: true,
  vjp: (gradient, { inputs }) => inputs.map(() => Tensor.apply(either, [gradient], {})),
  samples: [],
};
