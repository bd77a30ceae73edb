import * as ofKeras from './examples/keras/all-targets-ignored';
import * as elsewhere from './examples/all-targets-ignored';
import * as onPyTorch from './examples/on-pytorch/all-targets-ignored';
import { isFloating } from '../engine/dtype';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { isTorch, named } from './shared/class-targets';
import { evidence, message, number } from './shared/evidence';
import { findingsAtLosses, oncePerPlace, placeKey, targetOf } from './shared/loss-findings';
import { withoutMoves } from './shared/origin';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'all-targets-ignored';

/** Whether each label is the one that is left out. */
function areAll({ data, statistics }: TensorRecord, ignored: number): boolean {
  if (data) return data.length > 0 && data.every((label) => label === ignored);
  return statistics !== null && statistics.min === ignored && statistics.max === ignored;
}

/** Whether the classes of all labels have the weight zero. */
function weighNothing({ data }: TensorRecord, weight: TensorRecord | null): boolean {
  return (
    data !== null && data.length > 0 && !!weight?.data && data.every((label) => weight.data![label] === 0)
  );
}

function judge(context: RuleContext, call: LossCall): Finding | null {
  const ignored = call.options['ignore_index'];
  const target = isTorch(call) && call.reduction === 'mean' ? targetOf(context, call) : null;
  if (!target || typeof ignored !== 'number' || call.error) return null;
  const weights = call.inputs.find(({ name }) => name === 'weight');
  const weight = weights ? context.tensor(weights.tensor) : null;
  const isIgnored = areAll(target.record, ignored);
  if (!isIgnored && !weighNothing(target.record, weight)) return null;
  const expression = named(target.argument);
  return {
    rule: NAME,
    severity: 'warning',
    place: call.place,
    message: message([
      isIgnored
        ? `every label of ${expression} is ${number(ignored)}, which ignore_index leaves out, but the mean expects at least one label that counts`
        : `every label of ${expression} has the class weight 0, but the mean expects at least one label that counts`,
      'the mean over nothing is nan; after one step with it every weight that it reaches is nan',
      'skip such a batch, or sum and divide by the number of labels that count, at least 1',
    ]),
    evidence: evidence([
      `${target.record.data?.length ?? target.record.statistics?.count ?? 0} labels, none counts`,
      call.value === null ? null : `loss ${number(call.value)}`,
    ]),
    related: target.record.place ? [{ place: target.record.place, message: 'the labels are made here' }] : [],
    fix: null,
  };
}

const comparing: ReadonlySet<string> = new Set(['eq', 'ge', 'gt', 'le', 'lt', 'ne']);

/** The comparison of whole numbers, the labels, that a mask was made of; null where something else made it. */
function labelsCompared(context: RuleContext, mask: TensorRecord): TensorRecord | null {
  const { producer } = withoutMoves((id) => context.tensor(id), mask.id);
  if (!producer || !comparing.has(producer.operation)) return null;
  const labels = context.tensor(producer.inputs[0]!);
  return labels.dtype !== null && !isFloating(labels.dtype) ? labels : null;
}

/** The labels behind a quotient of sums: masked losses over the number of labels that the mask leaves, where that is 0. */
function maskedByHand(context: RuleContext, quotient: TensorRecord): TensorRecord | null {
  const { producer, data } = quotient;
  const isNumber = data?.length === 1 && !Number.isNaN(data[0]);
  if (producer?.operation !== 'div' || isNumber) return null;
  const [losses, count] = producer.inputs.map((id) => withoutMoves((other) => context.tensor(other), id));
  if (losses?.producer?.operation !== 'sum' || count?.producer?.operation !== 'sum') return null;
  if (count.data?.length !== 1 || count.data[0] !== 0) return null;
  return labelsCompared(context, context.tensor(count.producer.inputs[0]!));
}

/** A masked mean that is written out, of labels whose numbers are known. */
function judgeByHand(context: RuleContext): Finding[] {
  // What a loss divides inside is said of the loss.
  const losses = new Set(context.inspection.losses.map(({ place }) => placeKey(place)));
  return context.inspection.operations.flatMap((operation): Finding[] => {
    const isInside = losses.has(placeKey(operation.place));
    if (operation.operation !== 'div' || operation.output === null || isInside) return [];
    const labels = maskedByHand(context, context.tensor(operation.output));
    if (!labels) return [];
    return [
      {
        rule: NAME,
        severity: 'warning',
        place: operation.place,
        message: message([
          'the mask leaves no label, but a mean expects at least one label that counts',
          'the mean over nothing is 0 / 0, so nan; after one step with it every weight that it reaches is nan',
          'divide by the number of labels that count, at least 1',
        ]),
        evidence: evidence([`${labels.data?.length ?? labels.statistics?.count ?? 0} labels, none counts`]),
        related: labels.place ? [{ place: labels.place, message: 'the labels are made here' }] : [],
        fix: null,
      },
    ];
  });
}

export const allTargetsIgnored: Rule = {
  name: NAME,
  title: 'no target counts',
  severity: 'warning',
  why: `\`nn.CrossEntropyLoss\` and \`nn.NLLLoss\` leave out the labels that equal \`ignore_index\`, −100 by default, and take
the mean over the others. Where there are no others, the mean is 0 / 0, and the loss is nan. So is that of labels whose
class weights are all 0. A batch of padding only does it: a crop without labelled pixels, a window without masked tokens.

One step with such a loss makes the weights nan, and every loss after it.

\`\`\`python
losses = F.cross_entropy(scores, labels, reduction='sum')
loss = losses / (labels != -100).sum().clamp(min=1)
\`\`\`

With \`reduction='sum'\` the loss of nothing is 0.

A masked mean that is written out, the sum of the losses times a mask over the sum of the mask, is 0 / 0 for the same batch.
Keras' own losses with \`ignore_class\` are not: their mean over nothing is 0.`,
  check: (context) => [
    ...findingsAtLosses(context, ['cross_entropy', 'nll_loss'], (call) => judge(context, call)),
    ...oncePerPlace(judgeByHand(context)),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A batch of padding.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(4, 3, requires_grad=True)
labels = torch.full((4,), -100)
loss = F.cross_entropy(scores, labels)  # warning: all-targets-ignored
`,
    },
    {
      framework: 'PyTorch',
      title: 'A mask without labelled pixels.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 2, kernel_size=1)
criterion = nn.CrossEntropyLoss(ignore_index=255)
mask = torch.full((1, 4, 4), 255)
loss = criterion(net(torch.randn(1, 3, 4, 4)), mask)  # warning: all-targets-ignored
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The only class of the batch has the weight 0.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(3, 2, requires_grad=True)
log_probabilities = F.log_softmax(scores, dim=1)
loss = F.nll_loss(log_probabilities, torch.tensor([0, 0, 0]), weight=torch.tensor([0.0, 1.0]))  # warning: all-targets-ignored
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One label counts.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(4, 3, requires_grad=True)
labels = torch.tensor([-100, -100, 2, -100])
loss = F.cross_entropy(scores, labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sum over nothing is 0.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(4, 3, requires_grad=True)
labels = torch.full((4,), -100)
loss = F.cross_entropy(scores, labels, reduction='sum') / (labels != -100).sum().clamp(min=1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Labels of which nothing is known.',
      code: `from torch import nn

net = nn.Linear(8, 3)
criterion = nn.CrossEntropyLoss(ignore_index=-1)

def step(x, labels):
    return criterion(net(x), labels)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
