/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { noGaussian } from './reasons';

export const notIn: NotIn = {
  Keras: noGaussian,
  TensorFlow: noGaussian,
  JAX: noGaussian,
};
