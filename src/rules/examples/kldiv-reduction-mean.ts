/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

const reason =
  '`KLDivergence` adds up over the classes itself, so that a mean over what it gives is one over the samples.';

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
  JAX: '`optax.kl_divergence` adds up over the classes itself, so that a mean over what it gives is one over the samples.',
};
