import * as elsewhere from './examples/softmax-before-bce-with-logits';
import * as onPyTorch from './examples/on-pytorch/softmax-before-bce-with-logits';
import * as ofKeras from './examples/keras/softmax-before-bce-with-logits';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import { evidence, message, rangeText, sampledNote } from './shared/evidence';
import { findingsAtLosses, isOfKeras, predictionOf, targetOf } from './shared/loss-findings';
import { hasSeveralLabels } from './shared/multi-hot';
import { rangeOf, sizeAlong } from './shared/probability-values';
import type { Rule } from './rule';

export const softmaxBeforeBceWithLogits: Rule = {
  name: 'softmax-before-bce-with-logits',
  title: 'softmax before BCE with logits',
  severity: 'warning',
  judgesModels: true,
  why: `\`nn.BCEWithLogitsLoss\` takes raw scores and applies a sigmoid to each. Softmax probabilities lie between 0 and 1,
and the sigmoid of such a number between 0.5 and 0.731: no element's loss can fall below 0.313, and that of a zero not
below 0.693. The two also contradict each other: a softmax lets the classes compete, a sigmoid for each class does not.

Where a sample has exactly one class, give the raw scores to \`cross_entropy\`. Where it may have several labels, give the raw
scores to BCE with logits.`,
  check: (context) =>
    findingsAtLosses(context, ['binary_cross_entropy_with_logits', 'sigmoid_focal_loss'], (call) => {
      const input = isOfKeras(call) ? null : predictionOf(context, call);
      if (!input || input.origin.kind !== 'softmax') return null;
      const { record, origin, argument } = input;
      if (origin.tensor.role.dim !== undefined && sizeAlong(origin.tensor, origin.tensor.role.dim) === 1)
        return null;
      const range = rangeOf(record);
      const target = targetOf(context, call);
      const isMultiHot = target !== null && hasSeveralLabels(target.record);
      return {
        rule: 'softmax-before-bce-with-logits',
        severity: 'warning',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a softmax, but BCE with logits expects raw scores and applies ` +
            'a sigmoid to each of them',
          'the sigmoid of a number between 0 and 1 lies between 0.5 and 0.731, so no element falls below 0.313',
          isMultiHot
            ? 'pass what goes into the softmax: the targets have several labels a sample'
            : 'pass the raw scores: to cross_entropy where each sample has one class, to this loss where it may have several labels',
        ]),
        evidence: evidence([range ? `${rangeText(range)} reach the loss` : null, sampledNote(record)]),
        related: placesOfActivation(context, call, origin, 'softmax'),
        fix: isMultiHot ? removeActivation(context, call, origin, 'Remove the softmax') : null,
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The softmax stands in the call, the target is one-hot.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

fc = nn.Linear(6, 3)
criterion = nn.BCEWithLogitsLoss()
target = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
loss = criterion(F.softmax(fc(torch.randn(2, 6)), dim=1), target)  # warning: softmax-before-bce-with-logits
`,
    },
    {
      framework: 'PyTorch',
      title: 'The model ends in nn.Softmax, the targets have several labels.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1))
target = torch.tensor([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
loss = nn.BCEWithLogitsLoss()(model(torch.randn(2, 6)), target)  # warning: softmax-before-bce-with-logits
`,
      fixed: [
        [
          'model = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1))',
          'model = nn.Sequential(nn.Linear(6, 4))',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The softmax of a segmentation over its channels.',
      code: `from torch import nn
import torch.nn.functional as F

class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Conv2d(16, 4, 1)

    def forward(self, features):
        return F.softmax(self.head(features), dim=1)

segmenter = Segmenter()

def step(features, masks):
    probabilities = segmenter(features)
    return F.binary_cross_entropy_with_logits(probabilities, masks)  # warning: softmax-before-bce-with-logits
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Raw scores, a sigmoid for each label inside the loss.',
      code: `from torch import nn

model = nn.Linear(6, 4)
criterion = nn.BCEWithLogitsLoss()

def step(batch, labels):
    return criterion(model(batch), labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Softmax probabilities with one-hot targets and BCE: unusual, but consistent.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 3), nn.Softmax(dim=1))
target = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
loss = nn.BCELoss()(model(torch.randn(2, 6)), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Softmax as attention before the last layer.',
      code: `import torch
from torch import nn

class Pooled(nn.Module):
    def __init__(self):
        super().__init__()
        self.score = nn.Linear(8, 1)
        self.out = nn.Linear(8, 4)

    def forward(self, x):
        weights = torch.softmax(self.score(x), dim=1)
        return self.out((weights * x).sum(dim=1))

model = Pooled()
loss = nn.BCEWithLogitsLoss()(model(torch.randn(2, 5, 8)), torch.ones(2, 4))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
