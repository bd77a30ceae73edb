import * as elsewhere from './examples/class-dim-not-second';
import * as onPyTorch from './examples/on-pytorch/class-dim-not-second';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import {
  classLosses,
  isInteger,
  isTorch,
  named,
  pairOf,
  raised,
  sameSizes,
  shapeText,
  type Pair,
} from './shared/class-targets';
import { callAt } from './shared/code-shape';
import { evidence, message } from './shared/evidence';
import { findingsAtLosses, placeKey } from './shared/loss-findings';
import { pathThroughMoves, withoutMoves } from './shared/origin';
import { outputsOf } from './shared/output-width';
import type { Finding, Rule, RuleContext } from './rule';
import { appendMethod, writtenArgument } from './shared/target-fix';
import { nextTokensOf, readsRowsOf } from './shared/token-positions';

const NAME = 'class-dim-not-second';

/** What moves the last dim second, by the rank of the scores. */
const moves: Readonly<Record<number, string>> = {
  3: 'transpose(1, 2)',
  4: 'permute(0, 3, 1, 2)',
  5: 'permute(0, 4, 1, 2, 3)',
};

/** Scores (N, T, C) of a model of which only the contract is known: it says that the classes are last, whatever the labels are. */
function judgeContract(
  context: RuleContext,
  call: LossCall,
  { prediction, input, labels }: Pair,
): Finding | null {
  const { shape } = input;
  const isOfTokens = shape?.length === 3 && shape[1] === POSITIONS && endsInClasses(context, input);
  if (!isOfTokens || labels.shape || labels.dtype) return null;
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(prediction, 'the input')} ${shapeText(shape)} has its classes last, one row for each token, but ${call.loss} expects them in dim 1`,
      'PyTorch refuses the shapes, or compares positions instead of classes where both sizes are equal',
      `write ${named(prediction, 'input')}.${moves[3]!}, or flatten scores to (-1, classes) and target to (-1)`,
    ]),
    evidence: '',
    related: [],
    fix: appendMethod(context, prediction, `Move the classes second with ${moves[3]!}`, moves[3]!),
  };
}

/** Scores of a model that reads rows of tokens, against the next ones of the same rows: whatever is not read of them, they are no classes of rows. */
function judgeNextTokens(
  context: RuleContext,
  call: LossCall,
  { prediction, target, input, labels }: Pair,
): Finding | null {
  if (labels.shape || (input.shape && input.shape.length < 3) || !endsInClasses(context, input)) return null;
  if (
    outputsOf(
      context,
      withoutMoves((id) => context.tensor(id), input.id),
    ) === 1
  )
    return null;
  const written = writtenArgument(context, target);
  const rows = written && nextTokensOf(written.source, written.expression);
  if (rows === null) return null;
  const path = pathThroughMoves((id) => context.tensor(id), input.id);
  const isRead = context.inspection.operations.some(({ operation, output, place }) => {
    if (operation !== 'call' || place.source !== written!.source.index) return false;
    const model = path.some(({ id }) => id === output) ? callAt(written!.source, place) : null;
    return model?.args.some((argument) => readsRowsOf(written!.source, argument, rows)) ?? false;
  });
  if (!isRead) return null;
  const method = moves[3]!;
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(prediction, 'the input')} has its classes last, a row of them for each token of ${rows}, but ${call.loss} expects them in dim 1`,
      'PyTorch refuses the shapes, or compares positions instead of classes where both sizes are equal',
      `write ${named(prediction, 'input')}.${method}, or flatten scores to (-1, classes) and target to (-1)`,
    ]),
    evidence: '',
    related: [],
    fix: null,
  };
}

/** What models of transformers call the tokens of a sequence in the shape of their scores. */
const POSITIONS = 'positions';

function judge(context: RuleContext, call: LossCall): Finding | null {
  const pair = isTorch(call) ? pairOf(context, call) : null;
  if (!pair) return null;
  const flattened = judgeFlattened(context, call, pair);
  if (flattened) return flattened;
  const { prediction, input, labels } = pair;
  // Where the dtype is not known the dims tell: probabilities have as many as the scores.
  const isOfIndices = labels.dtype === null ? labels.shape !== null : isInteger(labels);
  if (!isOfIndices) return judgeContract(context, call, pair) ?? judgeNextTokens(context, call, pair);
  const [scores, target] = [input.shape, labels.shape];
  if (!scores || !target || scores.length < 3 || target.length !== scores.length - 1) return null;
  if (!arePositionsOf(target, scores.slice(0, -1))) return null;
  // Where the sizes fit both ways, only the layer that made the scores tells which dim has the classes.
  const fitsAsIs = !areDifferent([scores[0]!, ...scores.slice(2)], target);
  if (fitsAsIs && !endsInClasses(context, input)) return null;
  const isSilent = fitsAsIs && sameSizes([scores[0]!, ...scores.slice(2)], target);
  const classes = scores[scores.length - 1]!;
  const method = moves[scores.length];
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(prediction, 'the input')} ${shapeText(scores)} has its ${classes} classes last, but ${call.loss} expects them in dim 1: ${shapeText([scores[0]!, classes, ...scores.slice(1, -1)])} for a target ${shapeText(target)}`,
      isSilent
        ? 'both sizes are equal, so nothing raises: the softmax runs over the positions, and the model learns to compare positions instead of classes'
        : 'PyTorch refuses the shapes, or compares positions instead of classes where both sizes are equal',
      method
        ? `write ${named(prediction, 'input')}.${method}, or flatten scores to (-1, ${classes}) and target to (-1)`
        : `move the last dim second, or flatten scores to (-1, ${classes}) and target to (-1)`,
    ]),
    evidence: evidence([`input ${shapeText(scores)}, target ${shapeText(target)}`, raised(call)]),
    related:
      input.place && input.place.start < call.place.start
        ? [{ place: input.place, message: `the scores of shape ${shapeText(scores)} are made here` }]
        : [],
    fix: method ? appendMethod(context, prediction, `Move the classes second with ${method}`, method) : null,
  };
}

/**
 * Maps of a convolution, their classes in dim 1, in a loss of fastai that flattens by itself and takes the classes
 * from the last axis unless it is told otherwise.
 */
function judgeFlattened(
  context: RuleContext,
  call: LossCall,
  { prediction, input, labels }: Pair,
): Finding | null {
  const { producer, place } = input;
  const isOfTheLoss = producer?.operation === 'reshape' && place && placeKey(place) === placeKey(call.place);
  const maps = isOfTheLoss ? context.tensor(producer.inputs[0]!) : null;
  if (!maps?.shape || maps.shape.length < 4 || labels.shape?.length !== 1) return null;
  if (!endsIn(context, maps, convolutions)) return null;
  const [classes, last] = [maps.shape[1]!, maps.shape[maps.shape.length - 1]!];
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(prediction, 'the input')} ${shapeText(maps.shape)} has its ${classes} classes in dim 1, but this loss flattens it and expects them in the last`,
      `it takes each row of ${last} pixels for the scores of ${last} classes: PyTorch refuses the number of targets, or the model learns to compare pixels`,
      'give the loss axis=1',
    ]),
    evidence: evidence([`rows ${shapeText(input.shape!)}, target ${shapeText(labels.shape)}`, raised(call)]),
    related: [],
    fix: null,
  };
}

const convolutions: ReadonlySet<string> = new Set(['convolution', 'conv_transpose']);

type Sizes = readonly (number | string)[];

/** Whether a target has the sizes of all dims of the scores but the last: of those that are not known one other has to agree. */
function arePositionsOf(target: Sizes, positions: Sizes): boolean {
  if (sameSizes(positions, target)) return true;
  const agrees = positions.some(
    (size, dim) => dim > 0 && typeof size === 'number' && size > 1 && size === target[dim],
  );
  return agrees && !areDifferent(positions, target);
}

/** Whether two shapes certainly differ in a size. */
const areDifferent = (a: Sizes, b: Sizes): boolean =>
  a.some((size, at) => typeof size === 'number' && typeof b[at] === 'number' && size !== b[at]);

/** Whether a linear layer made the last dim and nothing moved it since: then the classes are there. */
const endsInClasses = (context: RuleContext, input: TensorRecord): boolean =>
  endsIn(context, input, new Set(['linear']));

/** Whether one of these operations made the dims of a tensor and nothing moved them since. */
function endsIn(context: RuleContext, input: TensorRecord, makers: ReadonlySet<string>): boolean {
  const path = pathThroughMoves((id) => context.tensor(id), input.id);
  return path.every(({ producer }, at) =>
    at === path.length - 1
      ? producer !== null && makers.has(producer.operation)
      : producer !== null && keepsLast.has(producer.operation),
  );
}

const keepsLast: ReadonlySet<string> = new Set(['cast', 'clone', 'detach']);

export const classDimNotSecond: Rule = {
  name: NAME,
  title: 'classes not in dim 1',
  severity: 'error',
  why: `PyTorch's class losses look for the classes in the *second* dim, whatever the rank: (N, C), (N, C, T) for
sequences, (N, C, H, W) for images. A linear layer, a transformer or an LSTM puts them last: (N, T, C).

With other sizes PyTorch raises: for scores (4, 6, 10) and a target (4, 6), "Expected target size [4, 10], got [4, 6]".
When the number of positions happens to equal the number of classes, nothing raises: the softmax then runs over the
positions of a sequence, and the model is trained to prefer a position instead of a class.

Either move the dim, \`scores.transpose(1, 2)\` or for images \`scores.permute(0, 3, 1, 2)\`, or flatten both sides:
\`scores.reshape(-1, C)\` with \`target.reshape(-1)\`. Keras and optax have the classes last, so code that is carried over
from there stumbles here. fastai's \`CrossEntropyLossFlat\` flattens by itself, from the last axis unless it is told \`axis=1\`, as
the scores of an image's pixels want it.`,
  check: (context) => findingsAtLosses(context, classLosses, (call) => judge(context, call)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A tagger with its scores in the last dim.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

embed = nn.Embedding(100, 16)
head = nn.Linear(16, 10)
tokens = torch.randint(0, 100, (4, 6))
tags = torch.randint(0, 10, (4, 6))
loss = F.cross_entropy(head(embed(tokens)), tags)  # error: class-dim-not-second
`,
      fixed: [
        [
          'loss = F.cross_entropy(head(embed(tokens)), tags)',
          'loss = F.cross_entropy(head(embed(tokens)).transpose(1, 2), tags)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'As many positions as classes: nothing raises.',
      code: `import torch
from torch import nn

head = nn.Linear(16, 8)
features = torch.randn(4, 8, 16)
labels = torch.randint(0, 8, (4, 8))
logits = head(features)
loss = nn.CrossEntropyLoss()(logits, labels)  # error: class-dim-not-second
`,
      fixed: [
        [
          'loss = nn.CrossEntropyLoss()(logits, labels)',
          'loss = nn.CrossEntropyLoss()(logits.transpose(1, 2), labels)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Pixels with the classes last.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(2, 32, 32, 21, requires_grad=True)
mask = torch.zeros(2, 32, 32, dtype=torch.long)
loss = F.nll_loss(F.log_softmax(scores, dim=-1), mask)  # error: class-dim-not-second
`,
      fixed: [
        [
          'loss = F.nll_loss(F.log_softmax(scores, dim=-1), mask)',
          'loss = F.nll_loss(F.log_softmax(scores, dim=-1).permute(0, 3, 1, 2), mask)',
        ],
      ],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The classes are moved second.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

head = nn.Linear(16, 8)
labels = torch.randint(0, 8, (4, 8))
loss = F.cross_entropy(head(torch.randn(4, 8, 16)).transpose(1, 2), labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Both sides are flattened.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

head = nn.Linear(16, 10)
labels = torch.randint(0, 10, (4, 6))
logits = head(torch.randn(4, 6, 16))
loss = F.cross_entropy(logits.reshape(-1, 10), labels.reshape(-1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A convolution has its classes second, also where a side is as long.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Conv2d(3, 8, kernel_size=3, padding=1)
masks = torch.zeros(2, 8, 8, dtype=torch.long)
loss = F.cross_entropy(net(torch.randn(2, 3, 8, 8)), masks)
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
