import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { minus, negative, plus, times } from '../formula';
import type { Loss } from '../loss';
import { bce_with_logits } from '../ops/bce_with_logits';
import { logsigmoid } from '../ops/logsigmoid';
import { sigmoid } from '../ops/sigmoid';
import { constant, bool, float32, float64, int64, unitFloat32 } from '../samples';
import { broadcastShapes, formatShape, isKnownShape } from '../shape';
import { EAGER_ELEMENTS, Tensor } from '../tensor';
import { formatSize, required, shapesDiffer } from './inputs';
import { elements } from './operands';
import { reduceLoss, type WithReduction } from './reduction';
import { twoSides } from './two_sides';

/** Refuses what PyTorch refuses: other shapes, and a target that is not floating. */
function checkInputs(input: Tensor, target: Tensor, posWeight: Tensor | undefined): void {
  if (shapesDiffer(input.shape, target.shape)) {
    throw new TensorError(
      'ValueError',
      `Target size (${formatSize(target.shape)}) must be the same as input size (${formatSize(input.shape)})`,
    );
  }
  if (target.dtype === 'bool') {
    throw new TensorError(
      'RuntimeError',
      'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.',
    );
  }
  if (input.dtype && target.dtype && isFloating(input.dtype) && !isFloating(target.dtype)) {
    throw new TensorError(
      'RuntimeError',
      `result type ${torchScalarName(input.dtype)} can't be cast to the desired output type ${torchScalarName(target.dtype)}`,
    );
  }
  if (posWeight?.shape && target.shape) {
    const broadcast = broadcastShapes(posWeight.shape, target.shape);
    if (shapesDiffer(broadcast, target.shape)) {
      throw new TensorError(
        'RuntimeError',
        `output with shape ${formatShape(target.shape)} doesn't match the broadcast shape ${formatShape(broadcast)}`,
      );
    }
  }
}

/**
 * l = −w · [p · y · log σ(x) + (1 − y) · log(1 − σ(x))], with log(1 − σ(x)) = log σ(−x), so that no
 * logarithm of a rounded zero is taken. `weight` (w) and `pos_weight` (p) broadcast to the input.
 */
export const binary_cross_entropy_with_logits: Loss<WithReduction> = {
  name: 'binary_cross_entropy_with_logits',
  gradFn: 'BinaryCrossEntropyWithLogitsBackward0',
  formula: '−w · [p · y · log σ(x) + (1 − y) · log(1 − σ(x))]',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html',
  tensors: ['input', 'target', 'weight', 'pos_weight'],
  expects: [
    { of: 'input', roles: ['logits'], dtype: 'floating', says: 'raw scores; the sigmoid is inside the loss' },
    {
      of: 'target',
      roles: ['binary-targets', 'one-hot', 'soft-targets', 'sigmoid-probabilities', 'probabilities'],
      range: [0, 1],
      dtype: 'floating',
      says: 'numbers from 0 to 1 of the same shape as the input',
    },
  ],
  insideActivation: 'sigmoid',
  evaluate: (inputs, { reduction }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const { weight, pos_weight } = inputs;
    checkInputs(x, y, pos_weight);
    const logProbability = Tensor.apply(logsigmoid, [x], {});
    const logComplement = Tensor.apply(logsigmoid, [negative(x)], {});
    const positive = times(pos_weight ? times(pos_weight, y) : y, logProbability);
    const negativeClass = times(minus(1, y), logComplement);
    // Half precision shows the roundings of PyTorch's form, and so does a loss that is printed in full; in the other
    // nothing cancels, on a GPU neither.
    const isHalf = x.dtype === 'float16' || x.dtype === 'bfloat16';
    const isSmall = x.dtype === 'float32' && isKnownShape(x.shape) && x.numel <= EAGER_ELEMENTS;
    const unweighted =
      isHalf || isSmall
        ? Tensor.apply(bce_with_logits, pos_weight ? [x, y, pos_weight] : [x, y], {
            weighted: pos_weight !== undefined,
          })
        : negative(plus(positive, negativeClass));
    const perElement = weight ? times(unweighted, weight) : unweighted;
    const probability = Tensor.apply(sigmoid, [x], {});
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      weights: weight,
      activation: { name: 'sigmoid', tensor: probability },
      steps: [
        { name: 'sigmoid', formula: 'p = σ(x)', tensor: probability, operands: elements({ x }) },
        ...twoSides({
          letters: { probability: 'p' },
          probability,
          target: y,
          logProbability,
          logComplement,
          pos_weight,
          unweighted,
          weight,
          perElement,
        }),
      ],
    };
  },
  samples: [
    {
      inputs: { input: float32([3], [0.9, 0.1, 0.1]), target: float32([3], [1, 0, 0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: float32([2, 3]), target: unitFloat32([2, 3]) },
      attributes: { reduction: 'sum' },
      torch: "F.binary_cross_entropy_with_logits(input, target, reduction='sum')",
    },
    {
      inputs: {
        input: float32([2, 3]),
        target: unitFloat32([2, 3]),
        weight: constant(float32([3], [1, 0.5, 2])),
        pos_weight: constant(float32([3], [3, 1, 0.2])),
      },
      attributes: { reduction: 'none' },
      torch:
        "F.binary_cross_entropy_with_logits(input, target, weight=weight, pos_weight=pos_weight, reduction='none')",
    },
    {
      inputs: {
        input: float32([10, 4]),
        target: float32([10, 4], new Array<number>(40).fill(1.5)),
        pos_weight: constant(float32([4], [1, 1, 1, 1])),
      },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target, pos_weight=pos_weight)',
    },
    {
      inputs: {
        input: float32([6], [100, -100, 100, -100, 20, -20]),
        target: float32([6], [1, 0, 0, 1, 0, 1]),
      },
      attributes: { reduction: 'none' },
      torch: "F.binary_cross_entropy_with_logits(input, target, reduction='none')",
    },
    {
      inputs: {
        input: float32([4], [NaN, Infinity, -Infinity, Infinity]),
        target: float32([4], [1, 1, 0, 0]),
      },
      attributes: { reduction: 'none' },
      torch: "F.binary_cross_entropy_with_logits(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([0]), target: float32([0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: float32([2]), target: float64([2], [1, 0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: float32([2]), target: int64([2], [1, 0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: float32([2]), target: bool([2], [1, 0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: int64([2], [1, 2]), target: float32([2], [1, 0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: float32([2]), target: float32([2, 1], [1, 0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target)',
    },
    {
      inputs: { input: float32([2]), target: float32([2], [1, 0]), pos_weight: constant(float32([3])) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target, pos_weight=pos_weight)',
    },
    {
      inputs: { input: float32([2]), target: float32([2], [1, 0]), pos_weight: constant(float32([2, 1])) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target, pos_weight=pos_weight)',
    },
    {
      inputs: { input: float32([2]), target: float32([2], [1, 0]), weight: constant(float32([3])) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy_with_logits(input, target, weight=weight)',
    },
  ],
};
