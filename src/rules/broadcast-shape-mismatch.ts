/** Over 400 lines because the mistake has several shapes: in a loss that is called, in its target, in a difference, and in a choice. */
import * as elsewhere from './examples/broadcast-shape-mismatch';
import * as ofKeras from './examples/keras/broadcast-shape-mismatch';
import * as onPyTorch from './examples/on-pytorch/broadcast-shape-mismatch';
import type { Place } from '../base/place';
import type { Values } from '../engine/dtype';
import type { LossCall, OperationRecord, TensorRecord } from '../inspect/inspection';
import { isOptax, isTorch, pairOf, type Pair } from './shared/class-targets';
import { expressionAt, sourceAt } from './shared/code-shape';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { number, evidence, message } from './shared/evidence';
import { binaryLosses, regressionLosses } from './shared/loss-families';
import {
  grownFrom,
  isUnreadColumn,
  isVectorOfMany,
  mayBeOfOneSize,
  shapeWhereBothGrow,
  withoutOnes,
  type RecordedShape,
} from './shared/growing-shapes';
import { findingsAtLosses } from './shared/loss-findings';
import { originOf, pathThroughMoves } from './shared/origin';
import { knownShape } from './shared/probability-values';
import { isTextOfTorch } from './shared/text-framework';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { alongRows, alongShape, type Along } from './shared/unread-columns';
import { madeFrom, usesIn, type Uses } from './shared/uses';

const EVERY_WITH_EVERY =
  'the loss compares every prediction with every target, and the model learns the mean of the targets';

const text = (shape: RecordedShape): string => `[${shape.join(', ')}]`;

/**
 * `.unsqueeze(1)` or `.squeeze(1)`: what gives `target` the shape of `input`; null when it is neither.
 * JAX's arrays have no unsqueeze: there it is `[:, None]`.
 */
function alignment(input: RecordedShape, target: RecordedShape, isJax = false): string | null {
  const isColumn = (longer: RecordedShape, shorter: RecordedShape): boolean =>
    longer.length === shorter.length + 1 && longer[longer.length - 1] === 1 && longer.length >= 2;
  if (isColumn(input, target)) {
    if (isJax) return input.length === 2 ? '[:, None]' : '[..., None]';
    return `.unsqueeze(${input.length === 2 ? 1 : -1})`;
  }
  if (isColumn(target, input)) return `.squeeze(${target.length === 2 ? 1 : -1})`;
  return null;
}

function alignTarget(context: RuleContext, target: Place | null, method: string | null): Fix | null {
  if (!target || !method) return null;
  const source = sourceAt(context, target);
  const written = expressionAt(source, target);
  if (!written) return null;
  const operand = asOperand(source, written);
  return certainFix(context, `Give the target the input's shape with ${method.replace(/^\./, '')}`, [
    replaceSpan(source, target, `${operand}${method}`),
  ]);
}

/** The loss with the target in the input's shape, where both have equally many elements. */
function aligned(
  context: RuleContext,
  call: LossCall,
  input: TensorRecord,
  target: TensorRecord,
): number | null {
  const shape = knownShape(input);
  const values: Values | null = target.data;
  if (!shape || !values || values.length !== shape.reduce((a, b) => a * b, 1)) return null;
  return context.evaluate(call, { target: { shape, values } })?.value ?? null;
}

/** What a layer of one output gives for data that is not read, against a vector: whatever its rank, they never fit. */
function judgeUnreadColumn(context: RuleContext, call: LossCall, pair: Pair): Finding | null {
  const { prediction, target, input, labels } = pair;
  if (!isUnreadColumn(context, input) || !isVectorOfMany(context, labels)) return null;
  return {
    rule: 'broadcast-shape-mismatch',
    severity: 'error',
    place: call.place,
    message: message([
      `${prediction.expression || 'the input'} is [..., 1], as a layer of one output gives it, and ${target.expression || 'the target'} is ${text(labels.shape!)}, but ${call.loss} expects equal shapes`,
      binaryLosses.includes(call.loss) ? 'PyTorch raises ValueError' : `they broadcast: ${EVERY_WITH_EVERY}`,
      `write ${target.expression || 'target'}.unsqueeze(1), or take the last dim off the input with squeeze(-1)`,
    ]),
    evidence: '',
    related: labels.place ? [{ place: labels.place, message: 'the vector of targets is made here' }] : [],
    fix: null,
  };
}

/** A column and a vector, or both in one target, that come out of rows of scores, as what was chosen and what is best are of Q-learning. */
function judgeRows(context: RuleContext, call: LossCall, pair: Pair): Finding | null {
  if (pair.input.shape && pair.labels.shape) return null;
  const { prediction, target, input, labels } = pair;
  const [left, right] = [alongOrShape(context, input), alongOrShape(context, labels)];
  if (!left || !right || left === right) return null;
  return {
    rule: 'broadcast-shape-mismatch',
    severity: 'error',
    place: call.place,
    message: message([
      `${prediction.expression || 'the input'} is ${names[left]} and ${target.expression || 'the target'} is ${names[right]}, but ${call.loss} expects equal shapes`,
      `they broadcast: ${EVERY_WITH_EVERY}`,
      `use squeeze(1) on the column, or unsqueeze(1) on the vector`,
    ]),
    evidence: '',
    related: [],
    fix: null,
  };
}

const names: Readonly<Record<Along, string>> = {
  column: 'a column [..., 1]',
  vector: 'a vector',
  square: 'a square, made of a column and a vector',
};

const alongOrShape = (context: RuleContext, record: TensorRecord): Along | null => {
  const along = alongRows(context, record) ?? alongShape(context, record);
  const { shape } = record;
  if (along || !shape) return along;
  return shape.length === 2 && shape[1] === 1 && shape[0] !== 1 ? 'column' : null;
};

const dimsBesidesOnes = (shape: RecordedShape): number => shape.filter((size) => size !== 1).length;

/** `mse_loss(target, prediction)`, as many write it: the loss is the same. */
const swapped = ({ prediction, target, input, labels, ...rest }: Pair): Pair => ({
  ...rest,
  prediction: target,
  target: prediction,
  input: labels,
  labels: input,
});

/** A target in which a column met a vector, as rewards of shape (N, 1) and values of shape (N,) do: it is a square. */
function judgeGrownTarget(
  context: RuleContext,
  call: LossCall,
  { target, input, labels }: Pick<Pair, 'target' | 'input' | 'labels'>,
): Finding | null {
  if (!regressionLosses.includes(call.loss) || !input.shape || !labels.shape) return null;
  // Sizes that are not known may be equal; a dim that the input lacks is no matter of sizes.
  if (dimsBesidesOnes(input.shape) >= dimsBesidesOnes(labels.shape)) return null;
  const grown = grownFrom(context, labels);
  if (!grown?.shape || !grown.producer) return null;
  const parts = grown.producer.inputs.map((id) => text(context.tensor(id).shape ?? []));
  return {
    rule: 'broadcast-shape-mismatch',
    severity: 'error',
    place: call.place,
    message: message([
      `${target.expression || 'the target'} is ${text(labels.shape)}, made of ${parts.join(' and ')}, but ${call.loss} expects the shape of the other side, ${text(input.shape)}`,
      'each row of the target holds the numbers of all rows, and every prediction is compared with every one of them',
      'give both parts of the target one shape: use unsqueeze(1) on one or squeeze(1) on the other',
    ]),
    evidence: `${parts.join(' with ')} is ${text(grown.shape)}`,
    related: grown.place ? [{ place: grown.place, message: 'the target grows here' }] : [],
    fix: null,
  };
}

function judgeLoss(context: RuleContext, call: LossCall): Finding | null {
  // Keras aligns the ranks itself, and TensorFlow's own losses refuse what differs.
  const pair = call.prediction === 'input' || isOptax(call) ? pairOf(context, call) : null;
  if (pair && isTorch(call)) {
    const unread =
      judgeUnreadColumn(context, call, pair) ??
      judgeGrownTarget(context, call, pair) ??
      judgeGrownTarget(context, call, swapped(pair)) ??
      (regressionLosses.includes(call.loss) ? judgeRows(context, call, pair) : null);
    if (unread) return unread;
  }
  if (!pair?.input.shape || !pair.labels.shape) return null;
  const { prediction: left, target: right, input, labels: target } = pair;
  const [inputShape, targetShape] = [pair.input.shape, pair.labels.shape];
  const isRefused = isOptax(call) ? call.error !== null : binaryLosses.includes(call.loss);
  const method = alignment(inputShape, targetShape, isOptax(call));
  const grown = shapeWhereBothGrow(inputShape, targetShape);
  // A loss that refuses unequal shapes is judged only where a dim of size 1 is what is wrong: PyTorch says the rest.
  if (isRefused ? !method || !mayBeOfOneSize(inputShape, targetShape) : !grown) return null;
  const asWritten = isRefused ? null : call.value;
  const withEqualShapes = aligned(context, call, input, target);
  const passed = `${left.expression || 'the input'} is ${text(inputShape)} and ${right.expression || 'the target'} is ${text(targetShape)}`;
  return {
    rule: 'broadcast-shape-mismatch',
    severity: 'error',
    place: call.place,
    message: message([
      `${passed}, but ${call.loss} expects equal shapes`,
      isRefused
        ? `${isOptax(call) ? 'optax' : 'PyTorch'} raises ValueError`
        : `they broadcast to ${text(grown!)}: ${EVERY_WITH_EVERY}`,
      method
        ? `write ${right.expression || 'target'}${method}, or reshape the input`
        : 'reshape one of them so that both shapes are equal',
    ]),
    evidence: evidence([
      grown && !isRefused ? `${text(inputShape)} against ${text(targetShape)} is ${text(grown)}` : null,
      asWritten === null ? null : `loss ${number(asWritten)} as written`,
      withEqualShapes === null ? null : `${number(withEqualShapes)} with equal shapes`,
    ]),
    related: target.place
      ? [{ place: target.place, message: `the target of shape ${text(targetShape)} is made here` }]
      : [],
    fix: alignTarget(context, right.place, method),
  };
}

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/** What may follow on the power before the reduction: the larger of two losses, or one of them times a number. */
const afterPowers: ReadonlySet<string> = new Set(['div', 'maximum', 'minimum', 'mul']);

/** Reductions of a difference that make a loss of it, and what may stand between. */
const powers: ReadonlySet<string> = new Set(['pow', 'square', 'abs', 'mul']);
const reductions: ReadonlySet<string> = new Set(['mean', 'sum']);

/** Two tensors that a hand-written loss holds against each other, element by element. */
interface Compared {
  readonly left: TensorRecord;
  readonly right: TensorRecord;
  readonly output: TensorRecord;
  readonly how: 'difference' | 'choice';
}

/** The operands of `p - y`, or of `where(y == 1, 1 - p, p)`, which chooses by the target what is made of the prediction. */
function comparedIn(context: RuleContext, operation: OperationRecord): Compared | null {
  if (operation.output === null) return null;
  const output = context.tensor(operation.output);
  if (output.producer?.operation !== operation.operation) return null;
  const inputs = output.producer.inputs.map((id) => context.tensor(id));
  const [first, second, third] = inputs;
  if (operation.operation === 'sub' && first && second)
    return { left: first, right: second, output, how: 'difference' };
  if (operation.operation !== 'where' || !first || !second || !third) return null;
  const prediction = [second, third].find((branch) => isPrediction(context, branch));
  const target = first.producer && comparisons.has(first.producer.operation) && first.producer.inputs[0];
  return prediction && typeof target === 'number'
    ? { left: prediction, right: context.tensor(target), output, how: 'choice' }
    : null;
}

/** `((p - y) ** 2).mean()`: the difference of unequal shapes that a loss is made of. */
function judgeDifference(context: RuleContext, uses: Uses, operation: OperationRecord): Finding | null {
  const compared = comparedIn(context, operation);
  if (!compared) return null;
  if (!compared.left.shape || !compared.right.shape)
    return judgeUnreadDifference(context, uses, operation, compared);
  const { left, right, output, how } = compared;
  const [leftShape, rightShape] = [compared.left.shape, compared.right.shape];
  const grown = shapeWhereBothGrow(leftShape, rightShape);
  if (!grown || withoutOnes(leftShape) !== withoutOnes(rightShape)) return null;
  if (isMeant(context, operation, left, right) || !isReduced(uses, output, how)) return null;
  return {
    rule: 'broadcast-shape-mismatch',
    severity: 'error',
    place: operation.place,
    message: message([
      `the operands are ${text(leftShape)} and ${text(rightShape)}, but a ${how} of predictions and targets expects equal shapes`,
      `they broadcast to ${text(grown)} without a warning: every prediction is compared with every target, and the model learns their mean`,
      isTextOfTorch(sourceAt(context, operation.place))
        ? 'use unsqueeze(1) on one or squeeze(1) on the other'
        : 'use [:, None] on one, or squeeze axis 1 of the other',
    ]),
    evidence: `${text(leftShape)} ${how === 'difference' ? 'minus' : 'chosen by'} ${text(rightShape)} is ${text(grown)}`,
    related: [],
    fix: alignOperand(context, operation.place, left, right),
  };
}

/** `((critic(states) - returns) ** 2).mean()` of states that are not read: what a layer of one output gives, and a vector. */
function judgeUnreadDifference(
  context: RuleContext,
  uses: Uses,
  operation: OperationRecord,
  { left, right, output, how }: Compared,
): Finding | null {
  const [column, vector] = left.shape ? [right, left] : [left, right];
  if (how !== 'difference' || vector.requiresGrad || alongRows(context, column) !== 'column') return null;
  if (!isUnreadColumn(context, column) || !isVectorOfMany(context, vector)) return null;
  if (isMeant(context, operation, left, right) || !isReduced(uses, output, how)) return null;
  return {
    rule: 'broadcast-shape-mismatch',
    severity: 'error',
    place: operation.place,
    message: message([
      `the operands are [..., 1], as a layer of one output gives it, and ${text(vector.shape!)}, but a difference of predictions and targets expects equal shapes`,
      'they broadcast without a warning: every prediction is compared with every target, and the model learns their mean',
      'use unsqueeze(1) on the vector or squeeze(-1) on the column',
    ]),
    evidence: '',
    related: vector.place ? [{ place: vector.place, message: 'the vector is made here' }] : [],
    fix: null,
  };
}

/** Gives the operand of a difference that is no prediction the shape of the other one. */
function alignOperand(
  context: RuleContext,
  place: Place,
  left: TensorRecord,
  right: TensorRecord,
): Fix | null {
  const source = sourceAt(context, place);
  const written = expressionAt(source, place);
  if (written?.kind !== 'BinOp' || written.operator !== '-' || !left.shape || !right.shape) return null;
  const isTargetLeft = isPrediction(context, right) && !isPrediction(context, left);
  const [target, prediction, operand] = isTargetLeft
    ? [left.shape, right.shape, written.left]
    : [right.shape, left.shape, written.right];
  const isOfTorch = isTextOfTorch(source);
  const method = alignment(prediction, target, !isOfTorch);
  // Tensors of TensorFlow have no method squeeze.
  if (!method || !(isOfTorch || method.startsWith('['))) return null;
  return certainFix(context, `Give the target the prediction's shape with ${method.replace(/^\./, '')}`, [
    replaceSpan(source, operand, `${asOperand(source, operand)}${method}`),
  ]);
}

/** What a model gives: scores or probabilities, or something that needs a gradient. */
function isPrediction(context: RuleContext, record: TensorRecord): boolean {
  const { kind } = originOf((id) => context.tensor(id), record.id);
  return record.requiresGrad || kind === 'scores' || kind === 'sigmoid' || kind === 'softmax';
}

/**
 * Whether the pairs are wanted: both sides come from the same tensor, a dim is added
 * in the difference itself or on both sides, or nothing tells prediction and target apart.
 */
function isMeant(
  context: RuleContext,
  operation: OperationRecord,
  left: TensorRecord,
  right: TensorRecord,
): boolean {
  const lookup = (id: number): TensorRecord => context.tensor(id);
  const paths = [pathThroughMoves(lookup, left.id), pathThroughMoves(lookup, right.id)];
  const [leftPath, rightPath] = paths;
  if (leftPath!.some(({ id }) => rightPath!.some((other) => other.id === id))) return true;
  const added = paths.map((path) => path.filter((step, at) => addsDim(step, path[at + 1])));
  if (added.every((steps) => steps.length > 0)) return true;
  const { place } = operation;
  const isAddedHere = added
    .flat()
    .some(
      (step) =>
        step.place &&
        step.place.source === place.source &&
        step.place.start >= place.start &&
        step.place.end <= place.end,
    );
  if (isAddedHere) return true;
  const predictions = [left, right].filter((record) => isPrediction(context, record)).length;
  const areLiterals = [left, right].every((record) => originOf(lookup, record.id).kind === 'leaf');
  return predictions === 2 || (predictions === 0 && !areLiterals);
}

/** `x.unsqueeze(1)`, `x[:, None]`, `x.view(-1, 1)`: whether a step gave a tensor a dim more than it had. */
const addsDim = (step: TensorRecord, from: TensorRecord | undefined): boolean =>
  step.producer !== null &&
  from?.shape != null &&
  step.shape !== null &&
  step.shape.length > from.shape.length;

/**
 * Whether a difference is squared or made absolute and then reduced to one number, perhaps sample by sample first; a
 * choice is reduced as it is.
 */
function isReduced(uses: Uses, compared: TensorRecord, how: Compared['how']): boolean {
  const isOneOf = (record: TensorRecord, operations: ReadonlySet<string>): boolean =>
    record.producer !== null && operations.has(record.producer.operation);
  const isMadeScalar = (of: TensorRecord): boolean =>
    [...madeFrom(uses, of, (record) => isOneOf(record, reductions) || isOneOf(record, afterPowers))].some(
      (reduced) => reduced !== of && reduced.shape?.length === 0 && isOneOf(reduced, reductions),
    );
  if (how === 'choice') return isMadeScalar(compared);
  for (const power of madeFrom(uses, compared, (record) => isOneOf(record, powers)))
    if (power !== compared && isMadeScalar(power)) return true;
  return false;
}

export const broadcastShapeMismatch: Rule = {
  name: 'broadcast-shape-mismatch',
  title: 'prediction and target broadcast',
  severity: 'error',
  why: `A regression model that ends in \`nn.Linear(…, 1)\` gives a column of shape (N, 1); the targets are often a
plain vector of shape (N,). Broadcasting lines the vector up with the column's last dim, so their difference has N × N
elements: every prediction is compared with every target.

\`F.mse_loss\`, \`F.l1_loss\`, \`F.smooth_l1_loss\` and \`F.huber_loss\` only warn ("Using a target size … that is
different to the input size"); a hand-written \`((p - y) ** 2).mean()\` says nothing at all. The best answer to such a
loss is the same number for every row, the mean of the targets: the loss settles near their variance and the weights go
to zero. \`BCELoss\` and \`BCEWithLogitsLoss\` raise ValueError instead.

Keras brings both to one rank for its own losses and for a function that a model is compiled with. A class made of
\`keras.losses.Loss\`, a function among the metrics and a training step get the labels as \`fit\` was given them.

Give both the same shape: \`y.unsqueeze(1)\`, or \`prediction.squeeze(1)\`. Name the dim: a bare \`squeeze()\` also
takes away the batch when only one row is left.`,
  check: (context) => {
    const uses = usesIn(context.inspection);
    return [
      ...findingsAtLosses(context, [...regressionLosses, ...binaryLosses], (call) =>
        judgeLoss(context, call),
      ),
      ...context.inspection.operations.flatMap(
        (operation) => judgeDifference(context, uses, operation) ?? [],
      ),
    ];
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A column against a vector.',
      code: `import torch
import torch.nn.functional as F

prediction = torch.tensor([[1.0], [2.0], [3.0]], requires_grad=True)
target = torch.tensor([1.0, 2.0, 3.0])
loss = F.mse_loss(prediction, target)  # error: broadcast-shape-mismatch
`,
      fixed: [
        ['loss = F.mse_loss(prediction, target)', 'loss = F.mse_loss(prediction, target.unsqueeze(1))'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A regression model with one output and a vector of targets.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 1))
criterion = nn.L1Loss()
x = torch.randn(32, 5)
y = torch.randn(32)
loss = criterion(model(x), y)  # error: broadcast-shape-mismatch
`,
      fixed: [['loss = criterion(model(x), y)', 'loss = criterion(model(x), y.unsqueeze(1))']],
    },
    {
      framework: 'PyTorch',
      title: 'The mean squared error written out: no warning from PyTorch.',
      code: `import torch
from torch import nn

model = nn.Linear(3, 1)
x = torch.randn(8, 3)
y = torch.randn(8)
prediction = model(x)
loss = ((prediction - y) ** 2).mean()  # error: broadcast-shape-mismatch
`,
      fixed: [
        ['loss = ((prediction - y) ** 2).mean()', 'loss = ((prediction - y.unsqueeze(1)) ** 2).mean()'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'BCE with logits refuses the shapes.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[0.5], [-1.0]], requires_grad=True)
labels = torch.tensor([1.0, 0.0])
loss = F.binary_cross_entropy_with_logits(logits, labels)  # error: broadcast-shape-mismatch
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy_with_logits(logits, labels)',
          'loss = F.binary_cross_entropy_with_logits(logits, labels.unsqueeze(1))',
        ],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The target is made a column.',
      code: `import torch
from torch import nn

model = nn.Linear(3, 1)
x = torch.randn(8, 3)
y = torch.randn(8)
loss = nn.MSELoss()(model(x), y.unsqueeze(1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'The prediction is made a vector.',
      code: `import torch
from torch import nn

model = nn.Linear(3, 1)
x = torch.randn(8, 3)
y = torch.randn(8)
prediction = model(x).squeeze(1)
loss = ((prediction - y) ** 2).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'All pairs on purpose.',
      code: `import torch

points = torch.tensor([0.5, 1.5, 4.0], requires_grad=True)
spread = ((points.unsqueeze(1) - points) ** 2).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A weight for each channel.',
      code: `import torch

errors = torch.tensor([[0.1, 0.4], [0.3, 0.2]])
scale = torch.tensor([1.0, 2.0])
loss = (errors * scale).mean()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
