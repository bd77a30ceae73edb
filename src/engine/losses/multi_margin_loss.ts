import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import {
  choose,
  compare,
  minus,
  onesLike,
  over,
  plus,
  reshaped,
  squeezed,
  sumOf,
  times,
  unsqueezed,
} from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { gather, scatter } from '../ops/gather';
import { index } from '../ops/indexing';
import { square } from '../ops/power';
import { numberTensor } from '../ops/number';
import { constant, float32, int64 } from '../samples';
import { formatShape } from '../shape';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, picked, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** The power p is 1 or 2, and the target's score should win by `margin`; both are 1 in PyTorch unless given. */
export type MultiMarginAttributes = WithReduction & { readonly p: number; readonly margin: number };

function checkInputs(input: Tensor, target: Tensor, weight: Tensor | undefined, p: number): void {
  if (p !== 1 && p !== 2) throw new TensorError('ValueError', 'only p == 1 and p == 2 supported');
  const classes = input.rank === 0 ? 1 : input.shape?.[input.shape.length - 1];
  const batch = input.rank === 2 ? input.shape![0] : undefined;
  if (weight?.rank !== undefined && weight.rank !== 1) {
    throw new TensorError('ValueError', 'weight must be one-dimensional');
  }
  const isWrongBatch =
    target.shape !== undefined &&
    input.rank === 2 &&
    (target.shape.length !== 1 ||
      (typeof batch === 'number' && typeof target.shape[0] === 'number' && target.shape[0] !== batch));
  if (isWrongBatch) {
    throw new TensorError(
      'RuntimeError',
      `multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [${String(batch)}], but got ${formatShape(target.shape)}. Input has shape ${formatShape(input.shape)}.`,
    );
  }
  const { shape } = input;
  if (shape && (shape.length > 2 || shape[shape.length - 1] === 0)) {
    throw new TensorError(
      'RuntimeError',
      `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${formatShape(shape)}`,
    );
  }
  const isOne = target.shape?.every((size) => size === 1 || typeof size !== 'number') ?? true;
  if (shape && shape.length < 2 && !(isOne && (target.rank ?? 0) < 2)) {
    throw new TensorError(
      'RuntimeError',
      `multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [1], but got ${formatShape(target.shape)}. Input has shape ${formatShape(shape)}.`,
    );
  }
  if (input.dtype && input.dtype !== 'float32' && input.dtype !== 'float64') {
    throw notImplementedFor('multi_margin_loss_cpu_kernel', input.dtype);
  }
  const count = weight?.shape?.[0];
  if (typeof count === 'number' && typeof classes === 'number' && count !== classes) {
    throw new TensorError(
      'RuntimeError',
      `inconsistent weight size, expected ${classes} but got ${formatShape(weight!.shape)}`,
    );
  }
  if (target.dtype && target.dtype !== 'int64') {
    throw new TensorError(
      'RuntimeError',
      `expected scalar type Long but found ${torchScalarName(target.dtype)}`,
    );
  }
  if (target.hasValues && typeof classes === 'number') {
    if (target.values().some((label) => label < 0 || label >= classes)) {
      throw new TensorError('RuntimeError', 'target out of range');
    }
  }
}

/** l = Σ over the other classes i of max(0, margin − x[y] + x[i])^p · w[y] / C. */
export const multi_margin_loss: Loss<MultiMarginAttributes> = {
  name: 'multi_margin_loss',
  gradFn: 'MultiMarginLossBackward0',
  formula: 'Σ_{i ≠ y} w[y] · max(0, margin − x[y] + x[i])^p / C',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html',
  tensors: ['input', 'target', 'weight'],
  expects: [
    {
      of: 'input',
      roles: ['logits', 'values'],
      dtype: 'floating',
      says: 'raw scores, one per class along the last dim',
    },
    {
      of: 'target',
      roles: ['class-indices'],
      dtype: 'integer',
      says: 'class indices from 0 to C − 1 (int64)',
    },
    {
      of: 'weight',
      roles: ['values'],
      range: [0, Infinity],
      dtype: 'floating',
      says: 'one weight per class',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, p, margin }) => {
    const given = required(inputs, 'input');
    const target = required(inputs, 'target');
    const { weight } = inputs;
    checkInputs(given, target, weight, p);
    // One sample without a batch, or a single number, is a batch of one; the target's shape is the result's.
    const isAlone = given.rank !== undefined && given.rank < 2;
    const x = isAlone ? reshaped(given, [1, given.shape![0] ?? 1]) : given;
    const y = isAlone ? reshaped(target, [1]) : target;
    const columns = unsqueezed(y, -1);
    const own = Tensor.apply(gather, [x, columns], { dim: -1 });
    const gap = Tensor.apply(clamp, [plus(minus(margin, own), x)], { min: 0 });
    const powered = p === 2 ? Tensor.apply(square, [gap], {}) : gap;
    const isOther = Tensor.apply(scatter, [onesLike(x), columns, numberTensor(0)], { dim: -1 });
    const others = choose(compare(isOther, '!=', 0), powered, 0);
    const chosen = weight && Tensor.apply(index, [weight, columns], { items: [{ kind: 'tensor' }] });
    const weighted = chosen ? times(others, chosen) : others;
    const classes = x.shape?.[x.shape.length - 1];
    const ofBatch = over(
      sumOf(weighted, -1),
      typeof classes === 'number' ? classes : Tensor.leaf({ shape: [], dtype: 'int64' }),
    );
    const perElement = isAlone && target.shape ? reshaped(ofBatch, target.shape) : ofBatch;
    // A sample without a batch is drawn without one, too.
    const drawn = (tensor: Tensor): Tensor => (isAlone ? squeezed(tensor, 0) : tensor);
    const [z, o, g, h] = [drawn(x), drawn(own), drawn(gap), drawn(others)];
    const v = chosen && drawn(chosen);
    const k = v && drawn(weighted);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        {
          name: "the target's score",
          formula: 'o = x[y]',
          tensor: o,
          operands: [...picked({ x: z }), ...elements({ y: target })],
        },
        {
          name: 'what it lacks to the margin',
          formula: `g = max(0, ${margin} − o + x)`,
          tensor: g,
          operands: elements({ o, x: z }),
        },
        {
          name: 'that of the other classes',
          formula: `h = ${p === 2 ? 'g²' : 'g'}, and 0 for class y`,
          tensor: h,
          operands: elements({ g, y: target }),
        },
        ...(weight && v && k
          ? [
              {
                name: "weight of the target's class",
                formula: 'v = w[y]',
                tensor: v,
                operands: [...picked({ w: weight }), ...elements({ y: target })],
              },
              {
                name: 'times the weight',
                formula: 'k = v · h',
                tensor: k,
                operands: elements({ v, h }),
              },
            ]
          : []),
        {
          name: 'loss of each sample',
          formula: `Σ ${k ? 'k' : 'h'} / ${typeof classes === 'number' ? classes : 'C'}`,
          tensor: perElement,
          operands: samples(k ? { k } : { h }),
        },
      ],
      classDim: isAlone ? 0 : 1,
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input: float32([3, 4]), target: int64([3], [0, 3, 1]) },
      attributes: { reduction, p: 1, margin: 1 },
      torch: `F.multi_margin_loss(input, target, reduction='${reduction}')`,
    })),
    {
      inputs: {
        input: float32([3, 4]),
        target: int64([3], [0, 3, 1]),
        weight: constant(float32([4], [1, 2, 0.5, 3])),
      },
      attributes: { reduction: 'none', p: 2, margin: 0.4 },
      torch: "F.multi_margin_loss(input, target, p=2, margin=0.4, weight=weight, reduction='none')",
    },
    {
      inputs: { input: float32([], [0.7]), target: int64([], [0]) },
      attributes: { reduction: 'mean', p: 1, margin: 1 },
      torch: 'F.multi_margin_loss(input, target)',
    },
    {
      inputs: { input: float32([3]), target: int64([1], [1]) },
      attributes: { reduction: 'none', p: 2, margin: 1 },
      torch: "F.multi_margin_loss(input, target, p=2, reduction='none')",
    },
    {
      inputs: { input: float32([3]), target: int64([], [1]) },
      attributes: { reduction: 'mean', p: 1, margin: 1 },
      torch: 'F.multi_margin_loss(input, target)',
    },
    ...(
      [
        [int64([2], [0, 3]), 1],
        [int64([2], [0, -1]), 1],
        [int64([2], [0, 1]), 3],
        [int64([1], [0]), 1],
        [float32([2], [0, 1]), 1],
      ] as const
    ).map(([target, p]) => ({
      inputs: { input: float32([2, 3]), target },
      attributes: { reduction: 'mean', p, margin: 1 } as const,
      torch: `F.multi_margin_loss(input, target, p=${p})`,
    })),
    {
      inputs: { input: float32([2, 3]), target: int64([2], [0, 1]), weight: constant(float32([2])) },
      attributes: { reduction: 'mean', p: 1, margin: 1 },
      torch: 'F.multi_margin_loss(input, target, weight=weight)',
    },
  ],
};
