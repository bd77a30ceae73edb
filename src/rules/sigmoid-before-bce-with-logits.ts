import * as elsewhere from './examples/sigmoid-before-bce-with-logits';
import * as onPyTorch from './examples/on-pytorch/sigmoid-before-bce-with-logits';
import * as ofKeras from './examples/keras/sigmoid-before-bce-with-logits';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import {
  sampledNote,
  counterfactualText,
  rangeText,
  evidence,
  message,
  withoutActivation,
} from './shared/evidence';
import { findingsAtLosses, isOfKeras, predictionOf } from './shared/loss-findings';
import { rangeOf } from './shared/probability-values';
import type { Rule } from './rule';

export const sigmoidBeforeBceWithLogits: Rule = {
  name: 'sigmoid-before-bce-with-logits',
  title: 'sigmoid before BCE with logits',
  severity: 'warning',
  judgesModels: true,
  why: `\`nn.BCEWithLogitsLoss\` and \`F.binary_cross_entropy_with_logits\` apply the sigmoid themselves. A sigmoid
before them squeezes the scores into 0 to 1 first, and the sigmoid of such a number lies between 0.5 and 0.731: the
model can never say no.

| target | smallest possible loss | largest |
| --: | --: | --: |
| 1 | 0.313 | 0.693 |
| 0 | 0.693 (ln 2) | 1.313 |

Nothing raises. A batch without positives cannot get below ln 2, predictions look all positive, and the gradient has
to pass a second sigmoid's slope of at most 1/4.

Numbers from 0 to 1 alone prove nothing here, since scores may lie there too: the mistake is reported only where
a sigmoid is seen on the way to the loss.`,
  check: (context) =>
    findingsAtLosses(context, ['binary_cross_entropy_with_logits', 'sigmoid_focal_loss'], (call) => {
      const input = isOfKeras(call) ? null : predictionOf(context, call);
      if (!input || input.origin.kind !== 'sigmoid') return null;
      const { record, origin, argument } = input;
      const range = rangeOf(record);
      return {
        rule: 'sigmoid-before-bce-with-logits',
        severity: 'warning',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a sigmoid, but BCE with logits expects raw scores and ` +
            'applies the sigmoid itself',
          'after two sigmoids every probability lies between 0.5 and 0.731, so the loss of a negative stays above ' +
            '0.693 and the model seems to answer always positive',
          'pass what goes into the sigmoid, and apply sigmoid only where probabilities are read',
        ]),
        evidence: evidence([
          range ? `${rangeText(range)} reach the loss` : null,
          counterfactualText(withoutActivation(context, call, argument.name, 'sigmoid', 0), 'sigmoid'),
          sampledNote(record),
        ]),
        related: placesOfActivation(context, call, origin, 'sigmoid'),
        fix: removeActivation(context, call, origin, 'Remove the sigmoid'),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The sigmoid stands in the call.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[1.5], [-2.0], [0.3]], requires_grad=True)
target = torch.tensor([[1.0], [0.0], [0.0]])
loss = F.binary_cross_entropy_with_logits(torch.sigmoid(logits), target)  # warning: sigmoid-before-bce-with-logits
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy_with_logits(torch.sigmoid(logits), target)',
          'loss = F.binary_cross_entropy_with_logits(logits, target)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The model ends in nn.Sigmoid.',
      code: `from torch import nn

class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 1, 1), nn.Sigmoid())

    def forward(self, image):
        return self.net(image)

segmenter = Segmenter()
criterion = nn.BCEWithLogitsLoss()

def step(image, mask):
    prediction = segmenter(image)
    return criterion(prediction, mask)  # warning: sigmoid-before-bce-with-logits
`,
      fixed: [
        [
          'self.net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 1, 1), nn.Sigmoid())',
          'self.net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 1, 1))',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The probabilities are needed elsewhere too, so the loss is given the scores.',
      code: `import torch
from torch import nn

model = nn.Linear(6, 3)
criterion = nn.BCEWithLogitsLoss()

def step(batch, target):
    scores = model(batch)
    probabilities = scores.sigmoid()
    hits = (probabilities > 0.5).sum()
    loss = criterion(probabilities, target)  # warning: sigmoid-before-bce-with-logits
    return loss, hits
`,
      fixed: [['loss = criterion(probabilities, target)', 'loss = criterion(scores, target)']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The same name becomes a probability after the loss.',
      code: `import torch
from torch import nn

model = nn.Linear(6, 1)
criterion = nn.BCEWithLogitsLoss()

def step(batch, target):
    output = model(batch)
    loss = criterion(output, target)
    output = torch.sigmoid(output)
    return loss, output > 0.5
`,
    },
    {
      framework: 'PyTorch',
      title: 'A focal weight made of the sigmoid of the same scores.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.2, -0.8, 0.1], requires_grad=True)
target = torch.tensor([1.0, 0.0, 1.0])
p = torch.sigmoid(logits)
weight = (p * (1 - target) + (1 - p) * target) ** 2
loss = (weight * F.binary_cross_entropy_with_logits(logits, target, reduction='none')).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Scores that happen to lie between 0 and 1.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([0.9, 0.1, 0.1])
loss = F.binary_cross_entropy_with_logits(logits, torch.tensor([1.0, 0.0, 0.0]))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
