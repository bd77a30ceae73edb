/**
 * What the names of TensorFlow Probability and Distrax mean: distributions over classes and truths, as far as rules look
 * at what they are made from. What is drawn from them, and how likely it was, is not followed.
 */
import { openClass } from '../define';
import { signature } from '../signature';
import type { ClassValue } from '../values';

const packages = [
  'tensorflow_probability.distributions',
  'tensorflow_probability.substrates.jax.distributions',
  'distrax',
];

/** One that takes logits first, or probabilities by their name, and looks at neither. */
const distribution = (place: string, name: string, noted: string): ClassValue =>
  openClass(`${place}.${name}`, {
    signature: signature('(logits=None, probs=None, *args, **kwargs)'),
    construct: (self, args, runtime) => {
      self.state.set('unknown', 'what a distribution has is not followed');
      const isProbabilities = !args.isNone('probs');
      const given = args.value(isProbabilities ? 'probs' : 'logits');
      runtime.noteOperation(noted, given.kind === 'tensor' ? [given.tensor] : [null], {
        parametrization: isProbabilities ? 'probs' : 'logits',
        raises: false,
      });
    },
  });

export const probabilityNames: ReadonlyMap<string, ClassValue> = new Map(
  packages
    .flatMap((place) => [
      distribution(place, 'Categorical', 'Categorical'),
      distribution(place, 'OneHotCategorical', 'Categorical'),
      distribution(place, 'Bernoulli', 'Bernoulli'),
    ])
    .map((type) => [type.name, type]),
);
