/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

const reason = "`size_average` and `reduce` are arguments of PyTorch's losses alone.";

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
  JAX: reason,
};
