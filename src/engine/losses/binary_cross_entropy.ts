import { TensorError } from '../error';
import { isFloating } from '../dtype';
import { notImplementedFor } from '../refusals';
import { logarithm, minus, times } from '../formula';
import type { Loss } from '../loss';
import { bce } from '../ops/bce';
import { clamp } from '../ops/clamp';
import { constant, float32, int64, unitFloat32 } from '../samples';
import { broadcastShapes, formatShape, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { formatSize, required, requireSameDType, shapesDiffer } from './inputs';
import { twoSides } from './two_sides';
import { reduceLoss, type WithReduction } from './reduction';

function checkWeight(weight: Shape | undefined, target: Shape | undefined): void {
  if (!weight || !target) return;
  try {
    broadcastShapes(weight, target);
  } catch {
    const fromEnd = weight
      .map((size, at) => ({
        size,
        back: weight.length - at,
        other: target[target.length - weight.length + at],
      }))
      .findLast(({ size, other }) => size !== 1 && other !== undefined && other !== 1 && size !== other);
    throw new TensorError(
      'RuntimeError',
      `Attempting to broadcast a dimension of length ${fromEnd?.size} at -${fromEnd?.back}! Mismatching argument at index 1 had ${formatSize(weight)}; but expected shape should be broadcastable to ${formatShape(target)}`,
    );
  }
}

/** l = −w · [y · log x + (1 − y) · log(1 − x)], each logarithm bounded below by −100. */
export const binary_cross_entropy: Loss<WithReduction> = {
  name: 'binary_cross_entropy',
  gradFn: 'BinaryCrossEntropyBackward0',
  formula: '−w · [y · log x + (1 − y) · log(1 − x)]',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: [
    {
      of: 'input',
      roles: ['sigmoid-probabilities', 'probabilities'],
      range: [0, 1],
      dtype: 'floating',
      says: 'probabilities from 0 to 1: the output of a sigmoid',
    },
    {
      of: 'target',
      roles: ['binary-targets', 'one-hot', 'soft-targets', 'sigmoid-probabilities', 'probabilities'],
      range: [0, 1],
      dtype: 'floating',
      says: 'numbers from 0 to 1 of the same shape and dtype as the input',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const { weight } = inputs;
    if (shapesDiffer(x.shape, y.shape)) {
      throw new TensorError(
        'ValueError',
        `Using a target size (${formatSize(y.shape)}) that is different to the input size (${formatSize(x.shape)}) is deprecated. Please ensure they have the same size.`,
      );
    }
    checkWeight(weight?.shape, y.shape);
    requireSameDType(x, y);
    if (x.dtype && !isFloating(x.dtype)) {
      throw notImplementedFor('binary_cross_entropy', x.dtype);
    }
    const unweighted = Tensor.apply(bce, [x, y], {});
    const perElement = weight ? times(unweighted, weight) : unweighted;
    const bounded = (probability: Tensor): Tensor =>
      Tensor.apply(clamp, [logarithm(probability)], { min: -100 });
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      weights: weight,
      steps: twoSides({
        letters: { probability: 'x', bound: -100 },
        probability: x,
        target: y,
        logProbability: bounded(x),
        logComplement: bounded(minus(1, x)),
        unweighted,
        weight,
        perElement,
      }),
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: unitFloat32([2, 3], 3) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy(input, target)',
    },
    {
      inputs: {
        input: unitFloat32([2, 3]),
        target: unitFloat32([2, 3], 3),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { reduction: 'sum' },
      torch: "F.binary_cross_entropy(input, target, weight=weight, reduction='sum')",
    },
    {
      inputs: { input: float32([4], [0, 1, 0, 1]), target: constant(float32([4], [0, 1, 1, 0])) },
      attributes: { reduction: 'none' },
      torch: "F.binary_cross_entropy(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([0]), target: float32([0]) },
      attributes: { reduction: 'mean' },
      torch: 'F.binary_cross_entropy(input, target)',
    },
    ...(
      [
        [unitFloat32([2]), int64([2], [1, 0]), undefined],
        [unitFloat32([2]), float32([2, 1], [1, 0]), undefined],
        [unitFloat32([2]), float32([2], [1, 0]), constant(float32([3]))],
        [int64([2], [1, 0]), int64([2], [1, 0]), undefined],
        [float32([2], [0.5, 1.5]), float32([2], [1, 0]), undefined],
        [float32([2], [0.5, -0.5]), float32([2], [1, 0]), undefined],
        [float32([2], [0.5, 0.5]), float32([2], [1, 2]), undefined],
      ] as const
    ).map(([input, target, weight]) => ({
      inputs: { input, target, ...(weight ? { weight } : {}) },
      attributes: { reduction: 'mean' } as const,
      torch: `F.binary_cross_entropy(input, target${weight ? ', weight=weight' : ''})`,
    })),
  ],
};
