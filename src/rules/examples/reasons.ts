/** Reasons that several rules have for not concerning a framework. */
import type { NotIn } from '../rule';

/** One reason for PyTorch and for what builds on it. */
export const onPyTorch = (reason: string): NotIn => ({
  PyTorch: reason,
  Lightning: reason,
  fastai: reason,
  'Hugging Face': reason,
});

export const noFromLogits =
  'The losses have no `from_logits`: each takes one of both. An activation before one that takes raw scores is ' +
  'softmax-before-cross-entropy or sigmoid-before-bce-with-logits.';

export const noHeads =
  'No table of names pairs outputs with losses: the program calls each loss itself, and the rules of that loss judge it.';

export const noGaussian = 'The framework has no Gaussian loss whose arguments could be taken for others.';

export const gradientsAreGiven =
  'Gradients are what a call gives, and are not added to those of the step before: there is nothing to set to zero.';
