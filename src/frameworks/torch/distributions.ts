/** torch.distributions, as far as rules look at it: what a distribution is made from. */
import { Tensor } from '../../engine/tensor';
import { anySignature, signature } from '../signature';
import { tensorValue, type ClassValue, type NativeMethod } from '../values';

const unknownTensor: NativeMethod = { signature: anySignature, call: () => tensorValue(Tensor.leaf({})) };

/** A distribution over classes or truths, made from probabilities or from logits. */
const categorical = (name: string): ClassValue => ({
  kind: 'class',
  name: `torch.distributions.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(probs=None, logits=None, validate_args=None)'),
  construct: (_, args, runtime) => {
    const isProbabilities = !args.isNone('probs');
    const given = args.value(isProbabilities ? 'probs' : 'logits');
    runtime.noteOperation(name, given.kind === 'tensor' ? [given.tensor] : [null], {
      parametrization: isProbabilities ? 'probs' : 'logits',
    });
  },
  methods: {
    sample: {
      signature: anySignature,
      call: (_, __, runtime) => {
        runtime.random.torch.lose();
        return tensorValue(Tensor.leaf({ sampled: true }));
      },
    },
    log_prob: unknownTensor,
    entropy: unknownTensor,
  },
});

export const distributions: readonly ClassValue[] = ['Categorical', 'Bernoulli', 'OneHotCategorical'].map(
  categorical,
);
