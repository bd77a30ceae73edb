/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { onPyTorch } from './reasons';

export const notIn: NotIn = {
  ...onPyTorch('`cross_entropy` takes class indices; a loss for rows only does not exist.'),
  JAX: 'optax names this mistake int-labels-to-dense-loss.',
};
