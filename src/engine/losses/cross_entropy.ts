import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { choose, negative, plus, reshaped, sumOf, times } from '../formula';
import type { Loss, LossResult } from '../loss';
import { exp } from '../ops/exponential';
import { log_softmax } from '../ops/softmax';
import { constant, bool, float32, float64, int32, int64, unitFloat32 } from '../samples';
import { formatShape, sameShape, type Dim } from '../shape';
import { Tensor } from '../tensor';
import {
  checkClassIndices,
  classDim,
  classIndices,
  gradFnOf,
  pickTargets,
  reduceByWeights,
} from './class_targets';
import { required, shapesDiffer } from './inputs';
import { elements, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';
import { softmaxSteps } from './softmax_steps';

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
  const along = weight && weightsAlongClasses(weight, input);
  const weighted = along ? times(product, along) : product;
  const total = sumOf(weighted, dim);
  const perElement = negative(total);
  return {
    output: reduceLoss(perElement, reduction),
    perElement,
    steps: [
      ...(label_smoothing > 0
        ? [
            {
              name: 'label smoothing',
              formula: `z = ${1 - label_smoothing} · y + ${label_smoothing} / ${String(classes ?? 'C')}`,
              tensor: smoothed,
              operands: elements({ y: target }),
            },
          ]
        : []),
      {
        name: 'times the target',
        formula: label_smoothing > 0 ? 'a = z · log p' : 'a = y · log p',
        tensor: product,
        operands: elements({
          [label_smoothing > 0 ? 'z' : 'y']: smoothed,
          'log p': logProbabilities,
        }),
      },
      ...(along
        ? [
            {
              name: "times the class's weight",
              formula: 'b = w · a',
              tensor: weighted,
              operands: elements({ w: weight, a: product }),
            },
          ]
        : []),
      {
        name: 'sum over the classes',
        formula: along ? 's = Σ b' : 's = Σ a',
        tensor: total,
        operands: samples({ [along ? 'b' : 'a']: weighted }),
      },
      { name: '× −1', formula: '−s', tensor: perElement, operands: elements({ s: total }) },
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
): Pick<LossResult, 'output' | 'perElement' | 'steps' | 'weights'> {
  checkClassIndices(input, target, weight, ignore_index);
  const picked = pickTargets(logProbabilities, target, weight, ignore_index, 'log p');
  if (label_smoothing <= 0) {
    return {
      output: reduceByWeights(picked.perElement, picked.weights, reduction),
      perElement: picked.perElement,
      weights: picked.weights,
      steps: picked.steps,
    };
  }
  const dim = classDim(input, target);
  const classes = input.shape?.[dim];
  const along = weight && weightsAlongClasses(weight, input);
  const weighted = along ? times(logProbabilities, along) : logProbabilities;
  const total = negative(sumOf(weighted, dim));
  const smooth = picked.ignored ? choose(picked.ignored, 0, total) : total;
  const share = typeof classes === 'number' ? label_smoothing / classes : Tensor.leaf({ shape: [] });
  const perElement = plus(times(picked.perElement, 1 - label_smoothing), times(smooth, share));
  return {
    output: reduceByWeights(perElement, picked.weights, reduction),
    perElement,
    weights: picked.weights,
    steps: [
      ...picked.steps.slice(0, -1),
      // The last of these steps is the loss without smoothing, which the letter of the last formula names.
      ...picked.steps
        .slice(-1)
        .map((last) => ({ ...last, formula: `k = ${last.formula.replace(/^l = /, '')}` })),
      {
        name: 'loss of all classes alike',
        formula: `u = ${picked.ignored ? 'm · ' : ''}−Σ ${along ? 'w · ' : ''}log p`,
        tensor: smooth,
        operands: [
          ...samples({ 'log p': logProbabilities, w: weight }),
          ...elements({ m: picked.ignored && picked.steps[0]?.tensor }),
        ],
      },
      {
        name: 'label smoothing',
        formula: `${1 - label_smoothing} · k + ${label_smoothing} / ${String(classes ?? 'C')} · u`,
        tensor: perElement,
        operands: elements({ k: picked.perElement, u: smooth }),
      },
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
      elsewhere: 'raw scores, one per class along the last axis; the softmax is inside the loss',
    },
    classIndices,
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
    const { steps, ...computed } = compute(input, logProbabilities, target, weight, attributes);
    let gradFn = gradFnOf(input);
    if (isSoft)
      gradFn = { mean: 'DivBackward1', sum: 'NegBackward0', none: 'NegBackward0', batchmean: '' }[
        attributes.reduction
      ];
    else if (attributes.label_smoothing > 0) gradFn = 'AddBackward0';
    return {
      ...computed,
      classDim: dim,
      gradFn,
      activation: { name: 'softmax', tensor: probabilities },
      steps: [...softmaxSteps(input, dim, probabilities, logProbabilities), ...steps],
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
