/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { onPyTorch } from './reasons';

export const notIn: NotIn = {
  ...onPyTorch(
    '`BCELoss` of a softmax is consistent with one-hot targets, and nothing renames its accuracy; with several labels a sample it is softmax-for-multilabel.',
  ),
  JAX: 'optax has no binary cross-entropy of probabilities; a softmax before the one that takes raw scores is softmax-before-bce-with-logits.',
};
