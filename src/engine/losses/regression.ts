/** What the losses of a difference have in common: broadcasting with its warning, and a weight per element. */
import { TensorError } from '../error';
import { over, sumOf, times } from '../formula';
import type { Expectation, LossInputs, LossResult, LossStep, Reduction } from '../loss';
import type { Tensor } from '../tensor';
import { broadcastWarnings, required, shapesDiffer } from './inputs';
import { readReduction, reduceLoss } from './reduction';

/** What a prediction of numbers and its target have to be. */
export const regressionExpectations: readonly Expectation[] = [
  {
    of: 'input',
    roles: ['values', 'logits', 'probabilities', 'sigmoid-probabilities'],
    dtype: 'floating',
    says: 'predicted numbers',
  },
  {
    of: 'target',
    roles: ['values', 'soft-targets', 'probabilities', 'sigmoid-probabilities', 'one-hot', 'binary-targets'],
    dtype: 'floating',
    says: 'the true numbers, of the same shape as the input',
  },
];

/**
 * A loss of each element's difference, with PyTorch's warning when input and target differ in shape.
 * `weightedMean` says whether the mean divides by the sum of the weights or by their number.
 */
export function regressionLoss(
  inputs: LossInputs,
  reduction: Reduction,
  elementLoss: (
    input: Tensor,
    target: Tensor,
  ) => { readonly loss: Tensor; readonly steps: readonly LossStep[] },
  weightedMean: 'by weights' | 'by number' = 'by weights',
): LossResult {
  const input = required(inputs, 'input');
  const target = required(inputs, 'target');
  const { weight } = inputs;
  const warnings = broadcastWarnings(input, target);
  readReduction(reduction);
  const { loss, steps } = elementLoss(input, target);
  if (!weight) {
    return {
      output: reduceLoss(loss, reduction),
      perElement: loss,
      steps: [...steps, { name: 'loss of each element', formula: 'l', tensor: loss }],
      warnings,
    };
  }
  if (shapesDiffer(weight.shape, input.shape)) {
    throw new TensorError('ValueError', 'Weights and input must have the same size.');
  }
  const perElement = times(loss, weight);
  const output =
    reduction === 'mean' && weightedMean === 'by weights'
      ? over(sumOf(perElement), sumOf(weight))
      : reduceLoss(perElement, reduction);
  return {
    output,
    perElement,
    // With weights PyTorch computes in Python, so that the last operation is what it prints.
    gradFn: output.gradFn,
    steps: [...steps, { name: 'loss of each element', formula: 'weight · l', tensor: perElement }],
    warnings,
  };
}
