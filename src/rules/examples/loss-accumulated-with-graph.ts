/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

export const notIn: NotIn = {
  Keras: '`fit` keeps numbers of the losses; what is added up outside of a tape has no graph.',
  TensorFlow:
    'The tape keeps what gradients need, and lets go of it when it ends; a tensor that was computed has no graph.',
  JAX: 'Gradients are those of functions: an array that `value_and_grad` gives has no graph.',
};
