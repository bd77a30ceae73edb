/** The first steps of a loss on logits of classes, as they are written by hand. */
import { exponential, sumOf } from '../formula';
import type { LossStep } from '../loss';
import type { Tensor } from '../tensor';
import { elements, samples } from './operands';

/**
 * exp, sum, softmax and logarithm. The loss itself takes its logarithm in one operation that does not
 * overflow; where e^x is too large for the dtype, these two columns say Inf and the softmax is right even so.
 */
export function softmaxSteps(
  input: Tensor,
  dim: number,
  probabilities: Tensor,
  logProbabilities: Tensor,
): readonly LossStep[] {
  const powers = exponential(input);
  return [
    { name: 'exp', formula: 'e^x', tensor: powers, operands: elements({ x: input }) },
    { name: 'sum', formula: 'Σ e^x', tensor: sumOf(powers, dim), operands: samples({ x: input }) },
    { name: 'softmax', formula: 'p = e^x / Σ e^x', tensor: probabilities, operands: samples({ x: input }) },
    { name: 'log', formula: 'log p', tensor: logProbabilities, operands: elements({ p: probabilities }) },
  ];
}
