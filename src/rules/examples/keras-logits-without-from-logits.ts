/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { onPyTorch } from './reasons';

export const notIn: NotIn = {
  ...onPyTorch(
    'The losses have no `from_logits`. Raw scores where probabilities are wanted are bce-on-logits, nll-on-raw-logits or missing-softmax.',
  ),
  JAX: "optax's losses have no `from_logits`: they take raw scores. A logarithm of raw scores is missing-softmax or missing-sigmoid.",
};
