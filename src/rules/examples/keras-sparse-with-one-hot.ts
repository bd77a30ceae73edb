/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { onPyTorch } from './reasons';

export const notIn: NotIn = {
  ...onPyTorch('One-hot rows where class indices belong are one-hot-target.'),
  JAX: 'optax names this mistake int-labels-to-dense-loss.',
};
