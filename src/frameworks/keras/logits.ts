/**
 * Keras' softmax and sigmoid leave their input on their result (`_keras_logits`), and its cross entropies then
 * compute from that: an output of 1 that is wrong costs the logit and not −log ε.
 */
import type { Tensor } from '../../engine/tensor';

const logitsOfResults = new WeakMap<Tensor, Tensor>();

/** Notes what a result was made from. */
export function withLogits(result: Tensor, logits: Tensor): Tensor {
  logitsOfResults.set(result, logits);
  return result;
}

/** The logits that an activation of Keras made a tensor from. */
export const logitsOf = (result: Tensor): Tensor | undefined => logitsOfResults.get(result);
