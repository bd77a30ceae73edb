import * as elsewhere from './examples/softmax-for-multilabel';
import * as onPyTorch from './examples/on-pytorch/softmax-for-multilabel';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import { targetPath } from './shared/class-targets';
import { certainFix } from './shared/edits';
import { evidence, message } from './shared/evidence';
import { callsOfSameObject, findingsAtLosses, isOfKeras, predictionOf } from './shared/loss-findings';
import { replaceLoss } from './shared/loss-fix';
import { binaryRows, hasSeveralLabels } from './shared/multi-hot';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { Fix, Rule, RuleContext } from './rule';

/** The target, before its rows were flattened perhaps, where its samples have several labels; null otherwise. */
function severalLabels(context: RuleContext, call: LossCall): TensorRecord | null {
  const input = isOfKeras(call) ? null : predictionOf(context, call);
  if (input?.origin.kind !== 'softmax') return null;
  return targetPath(context, call)?.find(hasSeveralLabels) ?? null;
}

const isWrong = (context: RuleContext, call: LossCall): boolean => severalLabels(context, call) !== null;

/** Takes the softmax away and lets the loss apply its sigmoids: only both together are right. */
function useLogits(context: RuleContext, call: LossCall): Fix | null {
  if (!callsOfSameObject(context, call).every((other) => isWrong(context, other))) return null;
  const title = 'Remove the softmax and use BCE with logits';
  const removed = removeActivation(context, call, predictionOf(context, call)!.origin, title);
  const replaced = replaceLoss(context, call, {
    title,
    names: { binary_cross_entropy: 'binary_cross_entropy_with_logits', BCELoss: 'BCEWithLogitsLoss' },
  });
  return removed && replaced && certainFix(context, title, [...removed.edits, ...replaced.edits]);
}

export const softmaxForMultilabel: Rule = {
  name: 'softmax-for-multilabel',
  title: 'softmax for several labels',
  severity: 'warning',
  why: `A softmax shares 1 among the classes. Where a sample has several labels, they cannot all be probable: with two labels
neither can reach more than 0.5 without taking from the other, with four none more than 0.25 if all are to be found. The loss
stays high, and a threshold of 0.5 misses most labels.

Several labels are several yes-or-no questions. Give the raw scores to \`nn.BCEWithLogitsLoss\`, and read each label with its own
sigmoid.

It is reported where the targets' values show rows with more than one 1, or come from scikit-learn's \`MultiLabelBinarizer\` or fastai's
\`MultiCategoryBlock\`. A softmax with one-hot targets and BCE is unusual, but
consistent.`,
  check: (context) =>
    findingsAtLosses(context, ['binary_cross_entropy'], (call) => {
      const target = severalLabels(context, call);
      if (!target) return null;
      const { argument, origin } = predictionOf(context, call)!;
      return {
        rule: 'softmax-for-multilabel',
        severity: 'warning',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a softmax, but targets with several labels a sample expect a ` +
            'probability of its own for each label',
          'softmax probabilities add up to 1, so labels that occur together take from each other and recall is capped',
          'pass the raw scores to BCE with logits, and apply sigmoid where probabilities are read',
        ]),
        evidence: evidence([
          target.data
            ? `rows of the target have up to ${Math.max(...binaryRows(target)!.counts)} ones`
            : null,
          target.sampled ? 'with random numbers drawn for this reading' : null,
        ]),
        related: placesOfActivation(context, call, origin, 'softmax'),
        fix: useLogits(context, call),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The model ends in nn.Softmax, and the targets have several labels.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1))
criterion = nn.BCELoss()
tags = torch.tensor([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]])
loss = criterion(model(torch.randn(3, 6)), tags)  # warning: softmax-for-multilabel
`,
      fixed: [
        [
          `model = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1))
criterion = nn.BCELoss()`,
          `model = nn.Sequential(nn.Linear(6, 4))
criterion = nn.BCEWithLogitsLoss()`,
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The softmax stands in the call.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, 1.5, -1.0], [0.1, 0.9, 0.8]], requires_grad=True)
labels = torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
loss = F.binary_cross_entropy(scores.softmax(dim=1), labels)  # warning: softmax-for-multilabel
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy(scores.softmax(dim=1), labels)',
          'loss = F.binary_cross_entropy_with_logits(scores, labels)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The probabilities are needed elsewhere too.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(5, 3)
labels = torch.tensor([[1, 1, 1], [0, 1, 0]]).float()
scores = model(torch.randn(2, 5))
probabilities = F.softmax(scores, dim=1)
best = probabilities.argmax(dim=1)
loss = F.binary_cross_entropy(probabilities, labels)  # warning: softmax-for-multilabel
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy(probabilities, labels)',
          'loss = F.binary_cross_entropy_with_logits(scores, labels)',
        ],
      ],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One-hot targets: each sample has one class.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 3), nn.Softmax(dim=1))
target = torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
loss = nn.BCELoss()(model(torch.randn(2, 6)), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A sigmoid for each label.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 4), nn.Sigmoid())
tags = torch.tensor([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
loss = nn.BCELoss()(model(torch.randn(2, 6)), tags)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Targets that are not known may have one class each.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1))
criterion = nn.BCELoss()

def step(batch, target):
    return criterion(model(batch), target)
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
