/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { gradientsAreGiven } from './reasons';

export const notIn: NotIn = {
  Keras: gradientsAreGiven,
  TensorFlow: gradientsAreGiven,
  JAX: gradientsAreGiven,
};
