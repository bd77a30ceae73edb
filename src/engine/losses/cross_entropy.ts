import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { choose, negative, plus, reshaped, sumOf, times } from '../formula';
import type { Loss, LossResult } from '../loss';
import { exp } from '../ops/exponential';
import { log_softmax } from '../ops/softmax';
import { constant, bool, float32, float64, int32, int64, unitFloat32 } from '../samples';
import { formatShape, sameShape, type Dim } from '../shape';
import { Tensor } from '../tensor';
import { checkClassIndices, classDim, gradFnOf, pickTargets, reduceByWeights } from './class_targets';
import { required, shapesDiffer } from './inputs';
import { reduceLoss, type WithReduction } from './reduction';

/** What cross_entropy is told; PyTorch's defaults are -100 and 0. */
export type CrossEntropyAttributes = WithReduction & {
  readonly ignore_index: number;
  readonly label_smoothing: number;
};

/** Whether the target holds a probability for each class: PyTorch decides by its shape alone. */
function hasClassProbabilities(input: Tensor, target: Tensor): boolean {
  if (shapesDiffer(input.shape, target.shape)) return false;
  if (input.shape && target.shape && sameShape(input.shape, target.shape)) return true;
  // Where sizes are not known the dtype tells: class indices are never floating.
  return target.dtype ? isFloating(target.dtype) : input.rank !== undefined && input.rank === target.rank;
}

/** Class weights shaped so that they broadcast against the input. */
function weightsAlongClasses(weight: Tensor, input: Tensor): Tensor {
  const rank = input.rank ?? 2;
  const dim = classDim(input);
  const shape = Array.from({ length: rank }, (_, at): Dim => (at === dim ? (weight.shape?.[0] ?? -1) : 1));
  return reshaped(weight, shape);
}

/** l = −Σ_c w_c · y_c · log_softmax(x)_c, with y smoothed first; the mean is over samples, not over weights. */
function ofProbabilities(
  input: Tensor,
  logProbabilities: Tensor,
  target: Tensor,
  weight: Tensor | undefined,
  { reduction, label_smoothing, ignore_index }: CrossEntropyAttributes,
): Pick<LossResult, 'output' | 'perElement' | 'steps'> {
  if (target.dtype && !isFloating(target.dtype)) {
    throw new TensorError(
      'RuntimeError',
      `Expected floating point type for target with class probabilities, got ${torchScalarName(target.dtype)}`,
    );
  }
  if (ignore_index >= 0) {
    throw new TensorError('RuntimeError', 'ignore_index is not supported for floating point target');
  }
  const dim = classDim(input);
  const classes = input.shape?.[dim];
  const count = weight?.shape?.[0];
  if (weight && typeof classes === 'number' && typeof count === 'number' && classes !== count) {
    throw new TensorError(
      'RuntimeError',
      `cross_entropy: weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  const smoothed =
    label_smoothing > 0
      ? plus(
          times(target, 1 - label_smoothing),
          typeof classes === 'number' ? label_smoothing / classes : Tensor.leaf({ shape: [] }),
        )
      : target;
  const product = times(logProbabilities, smoothed);
  const weighted = weight ? times(product, weightsAlongClasses(weight, input)) : product;
  const perElement = negative(sumOf(weighted, dim));
  return {
    output: reduceLoss(perElement, reduction),
    perElement,
    steps: [
      ...(label_smoothing > 0
        ? [{ name: 'smoothed target', formula: '(1 − ε) · y + ε / C', tensor: smoothed }]
        : []),
      { name: 'times the target', formula: weight ? 'w · y · log p' : 'y · log p', tensor: weighted },
      { name: 'loss of each sample', formula: '−Σ over the classes', tensor: perElement },
    ],
  };
}

/** l = −w[y] · log_softmax(x)[y]; with smoothing ε: (1 − ε) · that − ε / C · Σ_c w_c · log_softmax(x)_c. */
function ofIndices(
  input: Tensor,
  logProbabilities: Tensor,
  target: Tensor,
  weight: Tensor | undefined,
  { reduction, label_smoothing, ignore_index }: CrossEntropyAttributes,
): Pick<LossResult, 'output' | 'perElement' | 'steps'> {
  checkClassIndices(input, target, weight, ignore_index);
  const picked = pickTargets(logProbabilities, target, weight, ignore_index);
  if (label_smoothing <= 0) {
    return {
      output: reduceByWeights(picked.perElement, picked.weights, reduction),
      perElement: picked.perElement,
      steps: picked.steps,
    };
  }
  const dim = classDim(input, target);
  const classes = input.shape?.[dim];
  const weighted = weight ? times(logProbabilities, weightsAlongClasses(weight, input)) : logProbabilities;
  const total = negative(sumOf(weighted, dim));
  const smooth = picked.ignored ? choose(picked.ignored, 0, total) : total;
  const share = typeof classes === 'number' ? label_smoothing / classes : Tensor.leaf({ shape: [] });
  const perElement = plus(times(picked.perElement, 1 - label_smoothing), times(smooth, share));
  return {
    output: reduceByWeights(perElement, picked.weights, reduction),
    perElement,
    steps: [
      ...picked.steps.slice(0, -1),
      {
        name: "loss of the target's class",
        formula: weight ? '−w[y] · log p[y]' : '−log p[y]',
        tensor: picked.perElement,
      },
      { name: 'smoothing', formula: weight ? '−Σ w · log p' : '−Σ log p', tensor: smooth },
      { name: 'loss of each sample', formula: '(1 − ε) · loss + ε / C · smoothing', tensor: perElement },
    ],
  };
}

const mean = { reduction: 'mean', ignore_index: -100, label_smoothing: 0 } as const;

/** −log softmax(x)[y]: log_softmax and nll_loss in one. The target holds class indices or class probabilities. */
export const cross_entropy: Loss<CrossEntropyAttributes> = {
  name: 'cross_entropy',
  gradFn: 'NllLossBackward0',
  formula: '−w[y] · log softmax(x)[y]',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: [
    {
      of: 'input',
      roles: ['logits'],
      dtype: 'floating',
      says: 'raw scores, one per class along dim 1; the softmax is inside the loss',
    },
    {
      of: 'target',
      roles: ['class-indices'],
      dtype: 'integer',
      says: 'class indices from 0 to C − 1 (int64), without the class dim',
    },
    {
      of: 'target',
      roles: ['probabilities', 'one-hot', 'soft-targets', 'binary-targets'],
      range: [0, 1],
      dtype: 'floating',
      says: 'a probability for each class, of the same shape as the input',
    },
    {
      of: 'weight',
      roles: ['values'],
      range: [0, Infinity],
      dtype: 'floating',
      says: 'one weight per class',
    },
  ],
  insideActivation: 'softmax',
  evaluate: (inputs, attributes) => {
    const input = required(inputs, 'input');
    const target = required(inputs, 'target');
    const { weight } = inputs;
    if (attributes.label_smoothing > 1) {
      throw new TensorError(
        'RuntimeError',
        `label_smoothing must be between 0.0 and 1.0. Got: ${attributes.label_smoothing}`,
      );
    }
    const isSoft = hasClassProbabilities(input, target);
    if (isSoft && target.dtype && !isFloating(target.dtype)) {
      throw new TensorError(
        'RuntimeError',
        `Expected floating point type for target with class probabilities, got ${torchScalarName(target.dtype)}`,
      );
    }
    if (!isSoft && input.rank === 0) checkClassIndices(input, target, weight, attributes.ignore_index);
    const dim = classDim(input, isSoft ? undefined : target);
    const logProbabilities = Tensor.apply(log_softmax, [input], { dim });
    const probabilities = Tensor.apply(exp, [logProbabilities], {});
    const compute = isSoft ? ofProbabilities : ofIndices;
    const { output, perElement, steps } = compute(input, logProbabilities, target, weight, attributes);
    let gradFn = gradFnOf(input);
    if (isSoft)
      gradFn = { mean: 'DivBackward1', sum: 'NegBackward0', none: 'NegBackward0', batchmean: '' }[
        attributes.reduction
      ];
    else if (attributes.label_smoothing > 0) gradFn = 'AddBackward0';
    return {
      output,
      perElement,
      gradFn,
      activation: { name: 'softmax', tensor: probabilities },
      steps: [
        { name: 'softmax', formula: 'p = e^x / Σ e^x', tensor: probabilities },
        { name: 'log_softmax', formula: 'log p = x − log Σ e^x', tensor: logProbabilities },
        ...steps,
      ],
    };
  },
  samples: [
    {
      inputs: { input: float32([4, 3]), target: int64([4], [0, 2, 1, 2]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: {
        input: float32([4, 3]),
        target: int64([4], [0, 2, 1, 2]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { ...mean, label_smoothing: 0.1 },
      torch: 'F.cross_entropy(input, target, weight, label_smoothing=0.1)',
    },
    {
      inputs: { input: float32([4, 3]), target: int64([4], [0, -100, 1, 2]) },
      attributes: { ...mean, label_smoothing: 0.2 },
      torch: 'F.cross_entropy(input, target, label_smoothing=0.2)',
    },
    {
      inputs: {
        input: float32([4, 3]),
        target: int64([4], [0, 1, 1, 2]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { reduction: 'none', ignore_index: 1, label_smoothing: 0.2 },
      torch: "F.cross_entropy(input, target, weight, ignore_index=1, reduction='none', label_smoothing=0.2)",
    },
    {
      inputs: { input: float32([4, 3]), target: int64([4], [0, 1, 1, 2]) },
      attributes: { reduction: 'sum', ignore_index: 1, label_smoothing: 0 },
      torch: "F.cross_entropy(input, target, ignore_index=1, reduction='sum')",
    },
    {
      inputs: { input: float32([3, 4]), target: unitFloat32([3, 4]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: { input: float32([3, 4]), target: unitFloat32([3, 4]), weight: float32([4], [1, 0.5, 2, 3]) },
      attributes: { ...mean, label_smoothing: 0.3 },
      torch: 'F.cross_entropy(input, target, weight, label_smoothing=0.3)',
    },
    {
      inputs: {
        input: float32([2, 3, 2]),
        target: unitFloat32([2, 3, 2]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { ...mean, reduction: 'none' },
      torch: "F.cross_entropy(input, target, weight, reduction='none')",
    },
    {
      inputs: { input: float32([3]), target: unitFloat32([3]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: { input: float32([2, 3, 2]), target: int64([2, 2], [0, 2, 1, 2]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: {
        input: float32([2, 3, 2, 2]),
        target: int64([2, 2, 2], [0, 2, 1, 2, 1, 1, 0, 2]),
        weight: constant(float32([3], [1, 0.5, 2])),
      },
      attributes: { reduction: 'mean', ignore_index: 1, label_smoothing: 0.1 },
      torch: 'F.cross_entropy(input, target, weight, ignore_index=1, label_smoothing=0.1)',
    },
    {
      inputs: { input: float32([3]), target: int64([], [1]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: { input: float32([3]), target: int64([1], [1]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: { input: float32([0, 3]), target: int64([0]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    {
      inputs: { input: float32([2, 2], [1, NaN, Infinity, 0]), target: int64([2], [0, 1]) },
      attributes: { ...mean, reduction: 'none' },
      torch: "F.cross_entropy(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([2, 2], [1000, -1000, -1000, 1000]), target: int64([2], [0, 0]) },
      attributes: { ...mean, reduction: 'none' },
      torch: "F.cross_entropy(input, target, reduction='none')",
    },
    {
      inputs: { input: float32([2, 2]), target: float64([2, 2], [1, 0, 0.25, 0.75]) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    },
    ...(
      [
        [float32([2, 3]), int64([3], [0, 1, 2])],
        [float32([2, 3]), int64([2], [0, 3])],
        [float32([2, 3]), int64([2], [0, -1])],
        [float32([2, 3]), float32([2], [0, 1])],
        [float32([2, 3]), int32([2], [0, 1])],
        [float32([2, 3]), bool([2], [0, 1])],
        [float32([2, 3]), int64([2, 3], [0, 0, 1, 1, 0, 0])],
        [float32([2, 3]), int64([2, 1], [0, 1])],
        [float32([2]), int64([2], [0, 1])],
        [float32([], [1]), int64([], [0])],
        [float32([2, 3, 4]), int64([2, 3], [0, 1, 2, 0, 1, 2])],
        [float32([2, 3, 2, 2]), int64([2, 2, 3], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])],
        [int64([1, 2], [1, 2]), int64([1], [0])],
      ] as const
    ).map(([input, target]) => ({
      inputs: { input, target },
      attributes: mean,
      torch: 'F.cross_entropy(input, target)',
    })),
    ...([int64([2], [0, 1]), unitFloat32([2, 3])] as const).map((target) => ({
      inputs: { input: float32([2, 3]), target, weight: constant(float32([2])) },
      attributes: mean,
      torch: 'F.cross_entropy(input, target, weight)',
    })),
    {
      inputs: { input: float32([2, 3]), target: unitFloat32([2, 3]) },
      attributes: { ...mean, ignore_index: 1 },
      torch: 'F.cross_entropy(input, target, ignore_index=1)',
    },
    {
      inputs: { input: float32([2, 3]), target: int64([2], [0, 1]) },
      attributes: { ...mean, label_smoothing: 1.5 },
      torch: 'F.cross_entropy(input, target, label_smoothing=1.5)',
    },
  ],
};
