/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

const reason =
  'The loss of exclusive classes takes raw scores: a sigmoid before it is sigmoid-before-cross-entropy.';

export const notIn: NotIn = {
  PyTorch: reason,
  Lightning: reason,
  fastai: reason,
  'Hugging Face': reason,
  JAX: reason,
};
