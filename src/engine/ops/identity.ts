/** Results with the same elements: copies with and without a gradient. */
import type { Op } from '../op';
import { float32 } from '../samples';
import { keepsRole } from './family';

const same = (name: string): Pick<Op<Record<string, never>>, 'name' | 'infer' | 'role' | 'kernel'> => ({
  name,
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  role: keepsRole,
  kernel: { kind: 'elementwise', compute: () => (x) => x },
});

/** `x.detach()`: the same values, no gradient. The node stays, so that where a role came from can be found. */
export const detach: Op<Record<string, never>> = {
  ...same('detach'),
  vjp: 'not differentiable',
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'x0.detach()' }],
};

/** `x.clone()`. */
export const clone: Op<Record<string, never>> = {
  ...same('clone'),
  gradFn: 'CloneBackward0',
  vjp: (gradient) => [gradient],
  samples: [{ inputs: [float32([2, 3])], attributes: {}, torch: 'x0.clone()' }],
};
