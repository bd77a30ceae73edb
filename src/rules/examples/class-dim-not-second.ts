/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

const reason =
  'The losses take the classes in the last axis, where the layers put them: there is no second dim to move them to.';

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
  JAX: reason,
};
