/** What the losses of a difference have in common: broadcasting with its warning, and a weight per element. */
import { TensorError } from '../error';
import { over, sumOf, times } from '../formula';
import type { Expectation, LossInputs, LossResult, LossStep, Reduction } from '../loss';
import type { Tensor } from '../tensor';
import { broadcastWarnings, required, shapesDiffer } from './inputs';
import { elements } from './operands';
import { readReduction, reduceLoss } from './reduction';

/** What most of these losses start with: `d = x − y`. */
export const differenceStep = (x: Tensor, y: Tensor, difference: Tensor): readonly LossStep[] => [
  { name: 'difference', formula: 'd = x − y', tensor: difference, operands: elements({ x, y }) },
];

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

interface ElementLoss {
  readonly loss: Tensor;
  /** What leads to the loss. */
  readonly steps: readonly LossStep[];
  /** The last step, which gives the loss, in the letters of what leads to it. */
  readonly last: Omit<LossStep, 'tensor'>;
}

/**
 * A loss of each element's difference, with PyTorch's warning when input and target differ in shape.
 * `weightedMean` says whether the mean divides by the sum of the weights or by their number.
 */
export function regressionLoss(
  inputs: LossInputs,
  reduction: Reduction,
  elementLoss: (input: Tensor, target: Tensor) => ElementLoss,
  weightedMean: 'by weights' | 'by number' = 'by weights',
): LossResult {
  const input = required(inputs, 'input');
  const target = required(inputs, 'target');
  const { weight } = inputs;
  const warnings = broadcastWarnings(input, target);
  readReduction(reduction);
  const { loss, steps: leading, last } = elementLoss(input, target);
  const steps = [...leading, { ...last, tensor: loss }];
  if (!weight) {
    return {
      output: reduceLoss(loss, reduction),
      perElement: loss,
      steps,
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
    weights: weight,
    steps: [
      ...leading,
      { ...last, formula: `l = ${last.formula}`, tensor: loss },
      {
        name: 'times the weight',
        formula: 'w · l',
        tensor: perElement,
        operands: elements({ w: weight, l: loss }),
      },
    ],
    warnings,
  };
}
