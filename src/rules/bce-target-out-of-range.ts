import * as elsewhere from './examples/bce-target-out-of-range';
import * as ofKeras from './examples/keras/bce-target-out-of-range';
import * as onPyTorch from './examples/on-pytorch/bce-target-out-of-range';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import {
  isInteger,
  isTensorflowNn,
  isTorch,
  madeAt,
  named,
  pairOf,
  raised,
  type Pair,
} from './shared/class-targets';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { evidence, message, number, rangeText, sampledNote } from './shared/evidence';
import { binaryLosses } from './shared/loss-families';
import { findingsAtHeads, type KerasHead } from './shared/keras-heads';
import { findingsAtLosses } from './shared/loss-findings';
import { isMaskedByTargets } from './shared/masked-losses';
import { numberOf, withoutMoves } from './shared/origin';
import { rangeOf } from './shared/probability-values';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { areSwapped } from './shared/swapped-arguments';
import { writtenArgument } from './shared/target-fix';

const NAME = 'bce-target-out-of-range';

/** Sums of float32 may end a little beside 0 or 1. */
const TOLERANCE = 1e-5;

/** How targets of a known coding become numbers from 0 to 1. */
interface Coding {
  readonly low: number;
  readonly high: number;
  readonly text: (target: string) => string;
}

const codings: readonly Coding[] = [
  { low: -1, high: 1, text: (target) => `(${target} + 1) / 2` },
  { low: 0, high: 255, text: (target) => `${target} / 255` },
];

/**
 * The two numbers that a condition chooses between for each element of a target that is not known itself: which of them
 * is chosen where, nobody needs to know. Null for other targets.
 */
function chosenNumbers(
  context: RuleContext,
  { id, data, statistics }: TensorRecord,
): readonly number[] | null {
  if (data || statistics) return null;
  const { producer } = withoutMoves((other) => context.tensor(other), id);
  if (producer?.operation !== 'where') return null;
  const chosen = producer.inputs.slice(1).flatMap((input) => numberOf(context.tensor(input)) ?? []);
  return chosen.length === 2 ? chosen : null;
}

/** The range of a target: of its values, or of a coding whose two values are chosen between. */
function targetRange(context: RuleContext, target: TensorRecord): ReturnType<typeof rangeOf> {
  const chosen = chosenNumbers(context, target);
  if (!chosen) return rangeOf(target);
  return codingOf(context, target) ? { min: Math.min(...chosen), max: Math.max(...chosen) } : null;
}

/** The coding whose two values are all that a target holds; null for other targets. */
function codingOf(context: RuleContext, target: TensorRecord): Coding | null {
  const data = target.data ?? chosenNumbers(context, target);
  if (!data) return null;
  for (const coding of codings) {
    const { low, high } = coding;
    if (data.every((value) => value === low || value === high) && data.includes(high) && data.includes(low))
      return coding;
  }
  return null;
}

/**
 * Labels that noise was drawn for, as GANs have them on purpose: each is still nearer to its class than to any other
 * whole number, so that nobody took another coding for 0 and 1.
 */
const isNoise = (
  labels: TensorRecord,
  { min, max }: { readonly min: number; readonly max: number },
): boolean => labels.sampled && min > -0.5 && max < 1.5;

function judge(context: RuleContext, call: LossCall): Finding | null {
  const pair = pairOf(context, call);
  // Integers are refused by PyTorch and TensorFlow whatever they are, which is another mistake.
  if (!pair || areSwapped(context, call)) return null;
  if ((isTorch(call) || isTensorflowNn(call)) && isInteger(pair.labels)) return null;
  const { target, labels } = pair;
  const range = targetRange(context, labels);
  if (!range || (range.min >= -TOLERANCE && range.max <= 1 + TOLERANCE)) return null;
  if (isMaskedByTargets(context, call, labels)) return null;
  const coding = codingOf(context, labels);
  const expression = named(target);
  const isRefused = isTorch(call) && call.loss === 'binary_cross_entropy';
  return {
    rule: NAME,
    severity: isNoise(labels, range) && !isRefused ? 'info' : 'error',
    place: call.place,
    message: message([
      `${expression} holds ${rangeText(range)}, but ${call.loss} expects targets from 0 to 1`,
      isRefused
        ? 'PyTorch raises RuntimeError'
        : 'nothing raises: the loss has no lower bound and is driven below 0, and the scores grow without end',
      coding
        ? `write ${coding.text(expression)}`
        : 'scale the targets to 0 … 1, or use a regression loss for other numbers',
    ]),
    evidence: evidence([
      `targets from ${number(range.min)} to ${number(range.max)}`,
      call.value === null ? null : `loss ${number(call.value)} as written`,
      raised(call),
      sampledNote(labels),
    ]),
    related: madeAt(call, labels, 'the target is made here'),
    fix: coding ? recoded(context, pair, coding) : null,
  };
}

/** What a Keras model is fitted to with a binary cross-entropy. */
function judgeFit(context: RuleContext, { event, family, target, place }: KerasHead): Finding | null {
  const range = event === 'fit' && family === 'binary' && target ? targetRange(context, target) : null;
  if (!target || !range || (range.min >= -TOLERANCE && range.max <= 1 + TOLERANCE)) return null;
  const coding = codingOf(context, target);
  return {
    rule: NAME,
    severity: isNoise(target, range) ? 'info' : 'error',
    place,
    message: message([
      `the labels of fit hold ${rangeText(range)}, but binary_crossentropy expects targets from 0 to 1`,
      'nothing raises: the loss is no longer smallest where the prediction equals the label, and may fall below 0',
      coding
        ? `scale the labels with ${coding.text('y')}`
        : 'scale the targets to 0 … 1, or use a regression loss for other numbers',
    ]),
    evidence: evidence([`targets from ${number(range.min)} to ${number(range.max)}`, sampledNote(target)]),
    related: target.place ? [{ place: target.place, message: 'the labels are made here' }] : [],
    fix: null,
  };
}

function recoded(context: RuleContext, { target }: Pair, coding: Coding): Fix | null {
  const written = writtenArgument(context, target);
  if (!written) return null;
  const { source, expression } = written;
  return certainFix(context, `Scale the target with ${coding.text('y')}`, [
    replaceSpan(source, expression, coding.text(asOperand(source, expression))),
  ]);
}

export const bceTargetOutOfRange: Rule = {
  name: NAME,
  title: 'BCE target outside 0 to 1',
  severity: 'error',
  why: `The target y of binary cross-entropy is the probability of "yes". Outside 0 to 1 one of the two terms
y · log p and (1 − y) · log(1 − p) changes its sign, and the loss is no longer smallest where p equals y.

\`BCELoss\` raises "all elements of target should be between 0 and 1". The losses that take raw scores do not look:
with targets of −1 and +1, a score of −40 for a target of −1 gives a loss of −40. It falls without bound while
the scores run away.

Keras says nothing either: −1 and +1 give \`binary_crossentropy\` a loss below 0, pixels from 0 to 255 one in the hundreds.

Labels of hinge losses and SVMs are −1 and +1: \`(y + 1) / 2\`. Masks from image files are 0 and 255: \`y / 255\`. Smoothed
labels such as 0.9 and 0.1 are right. Noise that GANs draw for their labels on purpose may reach a little beyond 0 and 1,
which is a hint and no error.`,
  check: (context) => [
    ...findingsAtLosses(context, [...binaryLosses, 'binary_crossentropy'], (call) => judge(context, call)),
    ...findingsAtHeads(context, (head) => judgeFit(context, head)),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Labels of −1 and +1.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
labels = torch.tensor([1.0, -1.0, -1.0])
loss = F.binary_cross_entropy_with_logits(logits, labels)  # error: bce-target-out-of-range
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy_with_logits(logits, labels)',
          'loss = F.binary_cross_entropy_with_logits(logits, (labels + 1) / 2)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A mask as an image file holds it.',
      code: `import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(1, 1, 1), nn.Sigmoid())
image = torch.rand(1, 1, 2, 2)
mask = torch.tensor([[[[0, 255], [255, 0]]]])
loss = nn.BCELoss()(net(image), mask.float())  # error: bce-target-out-of-range
`,
      fixed: [
        [
          'loss = nn.BCELoss()(net(image), mask.float())',
          'loss = nn.BCELoss()(net(image), mask.float() / 255)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Ratings that were never scaled.',
      code: `import torch
from torch import nn

model = nn.Linear(3, 1)
ratings = torch.tensor([[4.5], [2.0], [3.5]])
loss = nn.BCEWithLogitsLoss()(model(torch.randn(3, 3)), ratings)  # error: bce-target-out-of-range
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The labels are recoded.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
labels = torch.tensor([1.0, -1.0, -1.0])
loss = F.binary_cross_entropy_with_logits(logits, (labels + 1) / 2)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Smoothed labels.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
loss = F.binary_cross_entropy_with_logits(logits, torch.tensor([0.9, 0.1, 0.1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Labels of −1 and +1 belong to a soft margin.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
loss = F.soft_margin_loss(scores, torch.tensor([1.0, -1.0, -1.0]))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
