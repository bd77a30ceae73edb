/** `torch.kl_div` and its kin: the losses that stand in torch too, where the reduction is an int. */
import { NotKnown } from '../../errors';
import { define } from '../../define';
import { str, type NativeFunction, type Value } from '../../values';
import { lossFunctions } from '.';

/** at::Reduction, in order. */
const reductions: readonly string[] = ['none', 'mean', 'sum'];

function named(reduction: number): Value {
  const name = reductions[reduction];
  if (name === undefined) throw new NotKnown(`a reduction of ${reduction} is none that PyTorch names`);
  return str(name);
}

/**
 * The signatures in torch; their arguments are called as in torch.nn.functional. Without a reduction they do not
 * reduce: PyTorch's messages name the mean as the default, and the call gives what 0 gives.
 */
const signatures: Readonly<Record<string, string>> = {
  binary_cross_entropy_with_logits: '(input, target, weight=None, pos_weight=None, reduction=0)',
  cosine_embedding_loss: '(input1, input2, target, margin=0.0, reduction=0)',
  ctc_loss: '(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=0, zero_infinity=False)',
  hinge_embedding_loss: '(input, target, margin=1.0, reduction=0)',
  kl_div: '(input, target, reduction=0, *, log_target=False)',
  margin_ranking_loss: '(input1, input2, target, margin=0.0, reduction=0)',
  poisson_nll_loss: '(input, target, log_input, full, eps, reduction)',
  triplet_margin_loss: '(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, reduction=0)',
};

export const functionLosses: readonly NativeFunction[] = Object.entries(signatures).flatMap(
  ([name, parameters]) => {
    const functional = lossFunctions.find((candidate) => candidate.name === `torch.nn.functional.${name}`);
    if (!functional) return [];
    return define(`torch.${name}`, parameters, (args, runtime) => {
      const given = args.signature.parameters.map(({ name: argument }): [string, Value] => [
        argument,
        argument === 'reduction' ? named(args.int(argument)) : args.value(argument),
      ]);
      return runtime.call(functional, [], Object.fromEntries(given));
    });
  },
);
