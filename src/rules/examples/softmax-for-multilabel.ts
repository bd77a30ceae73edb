/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

const reason =
  'A softmax in a binary cross-entropy is keras-binary-crossentropy-multiclass, whatever the labels are.';

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
  JAX: 'optax has no binary cross-entropy of probabilities; a softmax before the one that takes raw scores is softmax-before-bce-with-logits.',
};
