/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

export const notIn: NotIn = {
  Keras:
    'Keras names this mistake keras-logits-without-from-logits: one loss takes both, and `from_logits` says which.',
  TensorFlow:
    '`tf.nn.sigmoid_cross_entropy_with_logits` takes raw scores; raw scores in a loss of tf.keras are keras-logits-without-from-logits.',
  JAX: 'optax has no binary cross-entropy of probabilities: all take raw scores. One that is written out on raw scores is missing-sigmoid.',
};
