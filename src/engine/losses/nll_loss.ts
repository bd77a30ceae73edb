import { isFloating } from '../dtype';
import { notImplementedFor } from '../refusals';
import type { Loss } from '../loss';
import { constant, float32, int32, int64, spreadLogProbabilities, uint8 } from '../samples';
import {
  checkClassIndices,
  classDim,
  classIndices,
  gradFnOf,
  pickTargets,
  reduceByWeights,
} from './class_targets';
import { required } from './inputs';
import type { WithReduction } from './reduction';

/** What nll_loss is told; `ignore_index` is -100 in PyTorch unless given. */
export type NllAttributes = WithReduction & { readonly ignore_index: number };

const mean = { reduction: 'mean', ignore_index: -100 } as const;

/** l = −w[y] · x[y], with x log-probabilities along dim 1 and y class indices. */
export const nll_loss: Loss<NllAttributes> = {
  name: 'nll_loss',
  gradFn: 'NllLossBackward0',
  formula: '−w[y] · x[y]',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: [
    {
      of: 'input',
      roles: ['log-probabilities'],
      range: [-Infinity, 0],
      dtype: 'floating',
      says: 'log-probabilities along dim 1: the output of log_softmax',
    },
    classIndices,
    {
      of: 'weight',
      roles: ['values'],
      range: [0, Infinity],
      dtype: 'floating',
      says: 'one weight per class',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, ignore_index }) => {
    const input = required(inputs, 'input');
    const target = required(inputs, 'target');
    const { weight } = inputs;
    checkClassIndices(input, target, weight, ignore_index);
    if (input.dtype && !isFloating(input.dtype)) {
      throw notImplementedFor('nll_loss_out_frame', input.dtype);
    }
    const { perElement, weights, steps } = pickTargets(input, target, weight, ignore_index, 'x');
    const output = reduceByWeights(perElement, weights, reduction);
    return { output, perElement, steps, classDim: classDim(input, target), weights, gradFn: gradFnOf(input) };
  },
  samples: [
    {
      inputs: { input: spreadLogProbabilities([4, 3]), target: int64([4], [0, 2, 1, 2]) },
      attributes: mean,
      torch: 'F.nll_loss(input, target)',
    },
    {
      inputs: {
        input: spreadLogProbabilities([4, 3]),
        target: int64([4], [0, 2, 1, 2]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: mean,
      torch: 'F.nll_loss(input, target, weight)',
    },
    {
      inputs: {
        input: spreadLogProbabilities([4, 3]),
        target: int64([4], [0, -100, 1, -100]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { reduction: 'none', ignore_index: -100 },
      torch: "F.nll_loss(input, target, weight, reduction='none')",
    },
    {
      inputs: { input: spreadLogProbabilities([4, 3]), target: int64([4], [0, 2, 1, 2]) },
      attributes: { reduction: 'sum', ignore_index: 2 },
      torch: "F.nll_loss(input, target, ignore_index=2, reduction='sum')",
    },
    {
      inputs: { input: spreadLogProbabilities([2, 3]), target: int64([2], [1, 1]) },
      attributes: { reduction: 'mean', ignore_index: 1 },
      torch: 'F.nll_loss(input, target, ignore_index=1)',
    },
    {
      inputs: { input: spreadLogProbabilities([2, 3, 2]), target: int64([2, 2], [0, 2, 1, 2]) },
      attributes: mean,
      torch: 'F.nll_loss(input, target)',
    },
    {
      inputs: {
        input: spreadLogProbabilities([2, 3, 2, 2]),
        target: int64([2, 2, 2], [0, 2, 1, 2, 1, 1, 0, 2]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { reduction: 'mean', ignore_index: 1 },
      torch: 'F.nll_loss(input, target, weight, ignore_index=1)',
    },
    {
      inputs: { input: spreadLogProbabilities([3]), target: int64([], [1]) },
      attributes: mean,
      torch: 'F.nll_loss(input, target)',
    },
    {
      inputs: { input: spreadLogProbabilities([3]), target: int64([1], [1]) },
      attributes: mean,
      torch: 'F.nll_loss(input, target)',
    },
    {
      inputs: { input: spreadLogProbabilities([2, 3]), target: uint8([2], [1, 0]) },
      attributes: mean,
      torch: 'F.nll_loss(input, target)',
    },
    ...(
      [
        [float32([2, 3]), int64([3], [0, 1, 2])],
        [float32([2, 3]), int64([2], [0, 3])],
        [float32([2, 3]), int64([2], [0, -1])],
        [float32([2, 3]), float32([2], [0, 1])],
        [float32([2, 3]), int32([2], [0, 1])],
        [float32([2, 3]), int64([2, 1], [0, 1])],
        [float32([3]), int64([2], [0, 1])],
        [float32([], [1]), int64([], [0])],
        [float32([2, 3, 4]), int64([2, 3], [0, 1, 2, 0, 1, 2])],
        [float32([2, 3, 2, 2]), int64([2, 2, 3], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])],
        [float32([2, 3, 2, 2]), int64([2, 2], [0, 1, 2, 0])],
        [float32([2, 3, 2, 2]), float32([2, 2, 2], [0, 1, 2, 0, 0, 0, 0, 0])],
        [int64([1, 2], [1, 2]), int64([1], [0])],
      ] as const
    ).map(([input, target]) => ({
      inputs: { input, target },
      attributes: mean,
      torch: 'F.nll_loss(input, target)',
    })),
    {
      inputs: { input: float32([2, 3]), target: int64([2], [0, 1]), weight: constant(float32([2])) },
      attributes: mean,
      torch: 'F.nll_loss(input, target, weight)',
    },
  ],
};
