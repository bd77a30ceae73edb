/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

const reason = 'The softmax takes the last axis unless it is told another.';

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
  JAX: reason,
};
