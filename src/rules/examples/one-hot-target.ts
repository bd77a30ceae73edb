/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

export const notIn: NotIn = {
  Keras: 'Keras names this mistake keras-sparse-with-one-hot.',
  TensorFlow:
    'One-hot rows in a loss of class indices are int-labels-to-dense-loss, in those of tf.keras keras-sparse-with-one-hot.',
  JAX: 'optax names this mistake int-labels-to-dense-loss.',
};
