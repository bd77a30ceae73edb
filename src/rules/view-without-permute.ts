import * as headsOfAnchors from './examples/heads-of-anchors';
import * as onPyTorch from './examples/on-pytorch/view-without-permute';
import * as elsewhere from './examples/view-without-permute';
import * as ofKeras from './examples/keras/view-without-permute';
import { movedLast } from './shared/channels-moved-last';
import {
  atEachPosition,
  convolutionOf,
  hasSeveralPositions,
  keepingChannels,
} from './shared/channels-of-convolution';
import { classLosses, sameSizes, shapeText, targetPath } from './shared/class-targets';
import { callAt, sourceAt } from './shared/code-shape';
import { evidence, message } from './shared/evidence';
import { cutOfGroups, type CutOfGroups } from './shared/groups-of-channels';
import { oncePerPlace, predictionOf } from './shared/loss-findings';
import { pathThroughMoves } from './shared/origin';
import { usesIn, type Uses } from './shared/uses';
import type { Place } from '../base/place';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'view-without-permute';

/** Scores with their channels in dim 1 that are cut into rows as if these stood last. */
interface Scrambled {
  /** The rows. */
  readonly rows: TensorRecord;
  /** What was cut, and its sizes. */
  readonly scores: TensorRecord;
  readonly sizes: readonly (number | string)[];
  /** Who reads the rows. */
  readonly reader: Finding['related'][number] | null;
}

/** The tensor that a reshape to (-1, C) cut, when its dim 1 has C numbers and its last dim has another number; null otherwise. */
function cutOf(context: RuleContext, rows: TensorRecord): TensorRecord | null {
  const { producer, shape } = rows;
  if (producer?.operation !== 'reshape' || shape?.length !== 2) return null;
  const scores = context.tensor(producer.inputs[0]!);
  const channels = scores.shape?.[1];
  const last = scores.shape?.at(-1);
  if (!scores.shape || scores.shape.length < 3 || scores.shape.length > 5) return null;
  const isCutByChannels = typeof channels === 'number' && channels > 1 && shape[1] === channels;
  return isCutByChannels && typeof last === 'number' && last !== channels ? scores : null;
}

/** The same of scores of which not even the channels are known, but that dim 1 has as many as each row: `n, c, h, w = x.size()`. */
function cutBySize(context: RuleContext, rows: TensorRecord): TensorRecord | null {
  const { producer, shape } = rows;
  if (producer?.operation !== 'reshape' || shape?.length !== 2) return null;
  const scores = context.tensor(producer.inputs[0]!);
  const channels = scores.shape?.[1];
  const isCut = typeof channels === 'string' && /^\w/.test(channels) && shape[1] === channels;
  const isLast = scores.shape?.slice(2).includes(channels ?? '');
  return isCut && scores.shape!.length >= 3 && scores.shape!.length <= 5 && !isLast ? scores : null;
}

/** Whether a convolution made the channels, and there is more than one position. */
function hasChannelsOfConvolution(context: RuleContext, scores: TensorRecord): boolean {
  if (!convolutionOf(context, scores, keepingChannels)) return false;
  const positions = scores.shape!.slice(2);
  return positions.every((size) => typeof size === 'number') && positions.some((size) => Number(size) > 1);
}

/** Operations that read each row by itself. */
const readingRows: ReadonlySet<string> = new Set(['argmax', 'log_softmax', 'softmax']);

function readersOfRows(context: RuleContext, uses: Uses): Scrambled[] {
  return context.inspection.tensors.flatMap((rows): Scrambled[] => {
    const scores = cutOf(context, rows);
    if (!scores || !hasChannelsOfConvolution(context, scores)) return [];
    const reader = (uses.get(rows.id) ?? []).find(({ producer }) => {
      const dim = producer?.attributes['dim'];
      return producer !== null && readingRows.has(producer.operation) && (dim === 1 || dim === -1);
    });
    if (!reader) return [];
    const related = reader.place
      ? { place: reader.place, message: 'each row is read as the scores of one position here' }
      : null;
    return [{ rows, scores, sizes: scores.shape!, reader: related }];
  });
}

/** A target, and the class indices that one-hot rows were made of. */
function withIndices(context: RuleContext, target: readonly TensorRecord[]): readonly TensorRecord[] {
  const encoded = target.at(-1)?.producer;
  if (encoded?.operation !== 'one_hot') return target;
  return [...target, ...pathThroughMoves((id) => context.tensor(id), encoded.inputs[0]!)];
}

/** A class loss whose target was flattened position by position. */
function cutForLoss(context: RuleContext, call: LossCall): Scrambled[] {
  if (!classLosses.includes(call.loss)) return [];
  const input = predictionOf(context, call);
  const target = targetPath(context, call);
  if (!input || !target) return [];
  const labels = withIndices(context, target);
  const { before } = input.origin;
  const ways = [input.record, ...(before ? [before] : [])].map(({ id }) =>
    pathThroughMoves((other) => context.tensor(other), id),
  );
  for (const rows of ways.flat()) {
    const unread = cutBySize(context, rows);
    const scores = unread ?? cutOf(context, rows);
    if (!scores) continue;
    const positions = scores.shape!.filter((_, dim) => dim !== 1);
    const isByPosition = labels.some(
      ({ shape }) =>
        shape &&
        shape.length > 1 &&
        (sameSizes(shape, positions) ||
          // A label for each position, and flattened since: there are several.
          (unread !== null && shape.length === positions.length) ||
          sameSizes(shape, [...positions, scores.shape![1]!])),
    );
    const reader = { place: call.place, message: 'each row is read as the scores of one position here' };
    return isByPosition ? [{ rows, scores, sizes: scores.shape!, reader }] : [];
  }
  return cutUnread(context, call, ways.flat());
}

/** Sizes of what a convolution gives, by their number: of images that are not read only the channels are known. */
const unreadSizes: Readonly<Record<number, readonly [string, ...string[]]>> = {
  3: ['N', 'T'],
  4: ['N', 'H', 'W'],
  5: ['N', 'D', 'H', 'W'],
};

/** The same of scores whose shape is not known: a convolution with C channels made them, and the target is flattened as it is. */
function cutUnread(context: RuleContext, call: LossCall, ways: readonly TensorRecord[]): Scrambled[] {
  const target = call.inputs.find(({ name }) => name === 'target');
  if (!target?.place || !isFlattened(context, target.place)) return [];
  for (const rows of ways) {
    const { producer, shape } = rows;
    if (producer?.operation !== 'reshape' || shape?.length !== 2) continue;
    const scores = context.tensor(producer.inputs[0]!);
    const convolution = scores.shape === null ? convolutionOf(context, scores, atEachPosition) : null;
    if (!convolution || !hasSeveralPositions(context, convolution)) continue;
    const weight = context.tensor(convolution.producer!.inputs[1]!).shape;
    // A larger kernel may cover the whole image.
    if (!weight?.slice(2).every((size) => size === 1 || size === 3)) continue;
    const [batch, ...positions] = unreadSizes[weight.length] ?? [];
    const channels = weight[0];
    if (batch === undefined || typeof channels !== 'number' || channels < 2 || shape[1] !== channels)
      continue;
    const reader = { place: call.place, message: 'each row is read as the scores of one position here' };
    return [{ rows, scores, sizes: [batch, channels, ...positions], reader }];
  }
  return [];
}

/** `mask.view(-1)`, `mask.reshape(-1)`, `mask.flatten()`: one label for each of several positions. */
function isFlattened(context: RuleContext, place: Place): boolean {
  const call = callAt(sourceAt(context, place), place);
  if (call?.func.kind !== 'Attribute') return false;
  const { attribute } = call.func;
  if (attribute === 'flatten' || attribute === 'ravel') return call.args.length === 0;
  const [size, ...others] = call.args;
  const isRow = size !== undefined && others.length === 0;
  const { source } = place;
  return (
    (attribute === 'view' || attribute === 'reshape') &&
    isRow &&
    context.text({ source, start: size.start, end: size.end }) === '-1'
  );
}

function finding(context: RuleContext, scrambled: Scrambled): Finding[] {
  const { rows, sizes, reader } = scrambled;
  if (!rows.place) return [];
  const channels = Number(sizes[1]);
  const moved = movedLast(context, rows.place, sizes.length, channels);
  return [
    {
      rule: NAME,
      severity: 'error',
      place: rows.place,
      message: message([
        `the ${channels} classes of ${shapeText(sizes)} stand in dim 1, but cutting into rows of ${channels} expects them last`,
        `each row gets ${channels} neighbouring positions of one class instead of the ${channels} classes of one position: the model is trained on scrambled scores`,
        `move them last first: ${moved.text}`,
      ]),
      evidence: evidence([`${shapeText(sizes)} becomes ${shapeText(rows.shape!)} without a move`]),
      related: reader ? [reader] : [],
      fix: moved.fix,
    },
  ];
}

/** The same of heads with the scores of several anchors in dim 1, which are cut to (N, -1, C). */
function findingOfGroups(context: RuleContext, { rows, sizes, classes, reader }: CutOfGroups): Finding[] {
  if (!rows.place) return [];
  const channels = Number(sizes[1]);
  return [
    {
      rule: NAME,
      severity: 'error',
      place: rows.place,
      message: message([
        `the ${channels} channels of ${shapeText(sizes)}, ${channels / classes} groups of ${classes}, stand in dim 1, but cutting into rows of ${classes} expects them last`,
        `each row gets ${classes} neighbouring positions of one channel instead of the ${classes} numbers of one anchor: the model is trained on scrambled scores`,
        `move them last first: .permute(${sizes.length === 3 ? '0, 2, 1' : '0, 2, 3, 1'})`,
      ]),
      evidence: '',
      related: reader ? [reader] : [],
      fix: movedLast(context, rows.place, sizes.length, classes).fix,
    },
  ];
}

export const viewWithoutPermute: Rule = {
  name: NAME,
  title: 'flattened without moving the classes last',
  severity: 'error',
  why: `A convolution gives scores of shape (N, C, H, W): all positions of class 0, then all of class 1. \`view(-1, C)\` cuts this
line into pieces of C numbers as it stands, so that a row holds C neighbouring *positions of one class*. For two classes and four
positions, numbered 0 to 7 as they lie in memory:

| row | \`scores.view(-1, 2)\` | \`scores.permute(0, 2, 3, 1).reshape(-1, 2)\` |
| --- | --- | --- |
| 0 | 0, 1 | 0, 4 |
| 1 | 2, 3 | 1, 5 |
| 2 | 4, 5 | 2, 6 |
| 3 | 6, 7 | 3, 7 |

The shape is right either way, and nothing raises. Perfect scores for 5 classes (10 for the true one, 0 for the others) on two
images of 8 × 8 cost 0.0002 with the classes moved last, and 6.17 without.

Move the classes last before flattening, or give the loss the scores as they are: \`F.cross_entropy\` takes (N, C, H, W) and
(N, H, W). Scores of shape (N, T, C) have their classes last already.

In TensorFlow, Keras and JAX the move is \`transpose(scores, (0, 2, 3, 1))\`. Layers of Keras and Flax have their channels last
unless they are told otherwise; with \`channels_first\`, \`NCHW\` or weights from PyTorch they stand in dim 1 there too.`,
  check: (context) => {
    const uses = usesIn(context.inspection);
    const found = [
      ...context.inspection.losses.flatMap((call) => cutForLoss(context, call)),
      ...readersOfRows(context, uses),
    ];
    const groups = cutOfGroups(context, uses).flatMap((cut) => findingOfGroups(context, cut));
    return oncePerPlace([...found.flatMap((scrambled) => finding(context, scrambled)), ...groups]);
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Segmentation scores and a flattened mask.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 5, 1))
images = torch.randn(2, 3, 16, 16)
masks = torch.randint(0, 5, (2, 16, 16))
scores = net(images)
loss = F.cross_entropy(scores.view(-1, 5), masks.view(-1))  # error: view-without-permute
`,
      fixed: [
        [
          'loss = F.cross_entropy(scores.view(-1, 5), masks.view(-1))',
          'loss = F.cross_entropy(scores.permute(0, 2, 3, 1).reshape(-1, 5), masks.view(-1))',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Scores of a sequence, as a convolution over time gives them.',
      code: `import torch
from torch import nn

tagger = nn.Conv1d(12, 4, 3, padding=1)
criterion = nn.CrossEntropyLoss()
tags = torch.randint(0, 4, (8, 20))
out = tagger(torch.randn(8, 12, 20)).contiguous()
flat = out.reshape(-1, out.size(1))  # error: view-without-permute
loss = criterion(flat, tags.flatten())
`,
      fixed: [
        ['flat = out.reshape(-1, out.size(1))', 'flat = out.permute(0, 2, 1).reshape(-1, out.size(1))'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A teacher and a student, compared position by position.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

student, teacher = nn.Conv2d(3, 6, 1), nn.Conv2d(3, 6, 1)
images = torch.randn(4, 3, 8, 8)
p = F.softmax(teacher(images).view(-1, 6), dim=1)  # error: view-without-permute
q = F.log_softmax(student(images).view(-1, 6), dim=1)  # error: view-without-permute
loss = F.kl_div(q, p, reduction='batchmean')
`,
      fixed: [
        [
          `p = F.softmax(teacher(images).view(-1, 6), dim=1)
q = F.log_softmax(student(images).view(-1, 6), dim=1)`,
          `p = F.softmax(teacher(images).permute(0, 2, 3, 1).reshape(-1, 6), dim=1)
q = F.log_softmax(student(images).permute(0, 2, 3, 1).reshape(-1, 6), dim=1)`,
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'By the function.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(2, 3, 4, 4, requires_grad=True)
masks = torch.randint(0, 3, (2, 4, 4))
loss = F.nll_loss(F.log_softmax(torch.reshape(scores, (-1, 3)), dim=1), masks.reshape(-1))  # error: view-without-permute
`,
    },
    ...headsOfAnchors.wrong,
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The classes are moved last first.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Conv2d(3, 5, 1)
masks = torch.randint(0, 5, (2, 16, 16))
scores = net(torch.randn(2, 3, 16, 16))
loss = F.cross_entropy(scores.permute(0, 2, 3, 1).reshape(-1, 5), masks.view(-1))
as_they_are = F.cross_entropy(scores, masks)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Scores with the classes last.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

head = nn.Linear(16, 10)
tokens = torch.randint(0, 10, (4, 6))
scores = head(torch.randn(4, 6, 16))
loss = F.cross_entropy(scores.view(-1, 10), tokens.view(-1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'One position is left, and features become a row for a linear layer.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 10, 3), nn.AdaptiveAvgPool2d(1))
images, labels = torch.randn(4, 3, 8, 8), torch.randint(0, 10, (4,))
loss = F.cross_entropy(net(images).view(-1, 10), labels)
features = nn.Conv2d(3, 4, 3)(images)
other = F.cross_entropy(nn.Linear(144, 10)(features.view(-1, 144)), labels)
`,
    },
    ...headsOfAnchors.right,
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
