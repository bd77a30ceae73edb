import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import {
  castTo,
  choose,
  compare,
  full,
  minus,
  over,
  plus,
  sumOf,
  times,
  unsqueezed,
  zerosLike,
} from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { cumprod } from '../ops/cumulative';
import { gather, scatter_add } from '../ops/gather';
import { float32, int64 } from '../samples';
import { formatShape } from '../shape';
import { Tensor } from '../tensor';
import { required, shapesDiffer } from './inputs';
import { elements, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

function checkInputs(input: Tensor, target: Tensor): void {
  const { shape } = input;
  const isEmpty = shape !== undefined && shape.length > 0 && shape[shape.length - 1] === 0;
  if (shape && (shape.length > 2 || isEmpty)) {
    throw new TensorError(
      'RuntimeError',
      `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${formatShape(shape)}`,
    );
  }
  if (shapesDiffer(input.shape, target.shape)) {
    throw new TensorError(
      'RuntimeError',
      `inconsistent target size: ${formatShape(target.shape)} for input of size: ${formatShape(shape)}`,
    );
  }
  if (target.dtype && target.dtype !== 'int64') {
    throw new TensorError(
      'RuntimeError',
      `expected scalar type Long but found ${torchScalarName(target.dtype)}`,
    );
  }
  if (input.dtype && (!isFloating(input.dtype) || input.dtype === 'float16' || input.dtype === 'bfloat16')) {
    throw notImplementedFor('multilabel_margin_loss_forward_out_frame', input.dtype);
  }
  const classes = shape && (shape.length === 0 ? 1 : shape[shape.length - 1]);
  if (typeof classes === 'number' && target.hasValues) {
    if (target.values().some((label) => label < -1 || label >= classes)) {
      throw new TensorError('RuntimeError', "argument #2 'target' is out of range");
    }
  }
}

/** l = Σ over the labels j and the other classes i of max(0, 1 − (x[j] − x[i])) / C; labels end at the first −1. */
export const multilabel_margin_loss: Loss<WithReduction> = {
  name: 'multilabel_margin_loss',
  gradFn: 'MultilabelMarginLossBackward0',
  formula: 'Σ_{j ∈ y, i ∉ y} max(0, 1 − (x[j] − x[i])) / C',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html',
  tensors: ['input', 'target'],
  expects: [
    {
      of: 'input',
      roles: ['logits', 'values'],
      dtype: 'floating',
      says: 'raw scores, one per class along the last dim',
    },
    {
      of: 'target',
      roles: ['class-indices', 'values'],
      dtype: 'integer',
      says: 'the labels of each sample (int64), filled up with −1',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction }) => {
    const given = required(inputs, 'input');
    const target = required(inputs, 'target');
    checkInputs(given, target);
    // A single number is one class.
    const isNumber = given.rank === 0 || target.rank === 0;
    const [x, y] = isNumber ? [unsqueezed(given, 0), unsqueezed(target, 0)] : [given, target];
    const isLabel = Tensor.apply(cumprod, [castTo(compare(y, '>=', 0), 'int64')], { dim: -1 });
    const columns = times(y, isLabel);
    const counts = Tensor.apply(scatter_add, [zerosLike(y), columns, isLabel], { dim: -1 });
    const own = Tensor.apply(gather, [x, columns], { dim: -1 });
    const gap = Tensor.apply(clamp, [plus(minus(1, unsqueezed(own, -1)), unsqueezed(x, -2))], { min: 0 });
    const counted = times(unsqueezed(isLabel, -1), unsqueezed(castTo(compare(counts, '==', 0), 'int64'), -2));
    const pairs = choose(compare(counted, '!=', 0), gap, full([], x.dtype, 0));
    const ofClasses = sumOf(pairs, -2);
    const classes = x.shape?.[x.shape.length - 1];
    const perElement = over(
      sumOf(pairs, [-2, -1]),
      typeof classes === 'number' ? classes : Tensor.leaf({ shape: [], dtype: 'int64' }),
    );
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      classDim: -1,
      steps: [
        {
          name: 'how often it is a label',
          formula: 'n, up to the first −1',
          tensor: counts,
          operands: samples({ y }),
        },
        {
          name: 'what it lacks to the margin',
          formula: 'g = max(0, 1 − x[y] + x) added for each label y, and 0 for a label',
          tensor: ofClasses,
          operands: [...elements({ n: counts, x }), ...samples({ y })],
        },
        {
          name: 'loss of each sample',
          formula: `Σ g / ${typeof classes === 'number' ? classes : 'C'}`,
          tensor: perElement,
          operands: samples({ g: ofClasses }),
        },
      ],
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([3, 4]), target: int64([3, 4], [3, 0, -1, 1, 0, 1, 2, 3, -1, 2, 2, 2]) },
      attributes: { reduction },
      torch: `F.multilabel_margin_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input: float32([4]), target: int64([4], [3, 3, -1, 1]) },
      attributes: { reduction: 'mean' },
      torch: 'F.multilabel_margin_loss(input, target)',
    },
    {
      inputs: { input: float32([], [0.3]), target: int64([], [0]) },
      attributes: { reduction: 'none' },
      torch: "F.multilabel_margin_loss(input, target, reduction='none')",
    },
    ...(
      [
        [float32([2, 4]), int64([2, 3], [0, 1, 2, 0, 1, 2])],
        [float32([2]), float32([2], [0, 1])],
        [float32([2]), int64([2], [0, 2])],
        [float32([1, 1, 2]), int64([1, 1, 2], [0, 1])],
        [int64([2], [1, 2]), int64([2], [0, 1])],
      ] as const
    ).map(([input, target]) => ({
      inputs: { input, target },
      attributes: { reduction: 'mean' as const },
      torch: 'F.multilabel_margin_loss(input, target)',
    })),
  ],
};
