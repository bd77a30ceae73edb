import { TensorError } from '../error';
import { times, unsqueezed } from '../formula';
import { float16, float32, otherFloat32 } from '../samples';
import { composite } from './composite';

/** `torch.outer(a, b)`: each element of one vector times each of the other. */
export const outer = composite<Record<string, never>>({
  name: 'outer',
  gradFn: 'MulBackward0',
  compose: ([a, b]) => {
    [a!, b!].forEach((vector, at) => {
      if (vector.rank !== undefined && vector.rank !== 1) {
        throw new TensorError(
          'RuntimeError',
          `outer: Expected 1-D argument ${at === 0 ? 'self' : 'vec2'}, but got ${vector.rank}-D`,
        );
      }
    });
    return times(unsqueezed(a!, 1), b!);
  },
  roundsSteps: true,
  samples: [
    { inputs: [float16([5]), float16([10])], attributes: {}, torch: 'torch.outer(x0, x1)' },
    { inputs: [float32([2]), otherFloat32([3])], attributes: {}, torch: 'torch.outer(x0, x1)' },
    { inputs: [float32([2, 2]), float32([3])], attributes: {}, torch: 'torch.outer(x0, x1)' },
  ],
});
