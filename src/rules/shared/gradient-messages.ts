/** What rules about gradients that do not arrive say of it, by the framework that asks for them. */
import { covers } from '../../base/place';
import type { BlockedLoss } from './blocked-losses';
import type { BackwardRoot } from './gradient-flow';
import type { Finding } from '../rule';

/** Who asks for the gradient, as a sentence names it. */
export const asker = (framework: BackwardRoot['framework']): string =>
  ({ torch: 'backward', trainer: 'the trainer', jax: 'jax.grad', tensorflow: 'the tape', keras: 'fit' })[
    framework
  ];

/** What training makes of a loss whose prediction has no gradient. */
export function happening({
  framework,
  isWhole,
  isHidden,
}: Pick<BlockedLoss, 'framework' | 'isWhole' | 'isHidden'>): string {
  if (isHidden)
    return 'no gradient passes, and requires_grad only hides it: nothing raises, and no weight gets a gradient';
  if (framework === 'jax' && !isWhole)
    return 'nothing raises: the gradient of this term is exactly zero, and it trains nothing';
  if (framework === 'jax') return 'nothing raises: jax.grad gives exactly zero, and nothing is learned';
  if (!isWhole) return 'no gradient passes, so this term is a constant and trains nothing';
  if (framework === 'keras')
    return 'no gradient passes: fit raises "No gradients provided for any variable" on TensorFlow, and learns nothing in silence on JAX';
  return framework === 'tensorflow'
    ? 'no gradient passes: the tape gives None, and nothing is learned'
    : 'no gradient passes, and backward raises "element 0 of tensors does not require grad"';
}

/** The place of the operation that lets no gradient through, where it is not the finding's own. */
export function placesOfCut(
  { place, cut }: Pick<BlockedLoss, 'place' | 'cut'>,
  message: string,
): Finding['related'] {
  const at = cut.place;
  if (!at || (at.source === place.source && covers(place, at) && covers(at, place))) return [];
  return [{ place: at, message }];
}
