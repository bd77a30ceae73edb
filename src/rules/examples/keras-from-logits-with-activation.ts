/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';
import { noFromLogits, onPyTorch } from './reasons';

export const notIn: NotIn = {
  ...onPyTorch(noFromLogits),
  JAX: "optax's losses have no `from_logits`: they take raw scores. An activation before them is softmax-before-cross-entropy or sigmoid-before-bce-with-logits.",
};
