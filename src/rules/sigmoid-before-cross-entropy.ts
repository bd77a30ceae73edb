import * as elsewhere from './examples/sigmoid-before-cross-entropy';
import * as onPyTorch from './examples/on-pytorch/sigmoid-before-cross-entropy';
import * as ofKeras from './examples/keras/sigmoid-before-cross-entropy';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import {
  classesOf,
  counterfactualText,
  evidence,
  message,
  number,
  rangeText,
  sampledNote,
  withoutActivation,
} from './shared/evidence';
import { findingsAtLosses, isOfKeras, predictionOf, targetOf } from './shared/loss-findings';
import { rangeOf } from './shared/probability-values';
import type { Rule } from './rule';

export const sigmoidBeforeCrossEntropy: Rule = {
  name: 'sigmoid-before-cross-entropy',
  title: 'sigmoid before cross-entropy',
  severity: 'warning',
  judgesModels: true,
  why: `Cross-entropy takes raw scores (logits) and applies \`log_softmax\` itself. After a sigmoid every score lies between
0 and 1, so the best that a row can say is a 1 for its class against zeros for all others:

| classes C | smallest possible loss, ln(e + C − 1) − 1 | largest, ln(1 + (C − 1) · e) |
| --: | --: | --: |
| 2 | 0.313 | 1.313 |
| 10 | 1.461 | 3.237 |

Nothing raises. The loss gets stuck at that floor, and gradients pass the sigmoid's slope of at most 1/4.

Where each sample has one class, leave the sigmoid out. Where it may have several labels, keep the idea of a sigmoid for each
label and use \`nn.BCEWithLogitsLoss\`, which has it inside.`,
  check: (context) =>
    findingsAtLosses(context, ['cross_entropy'], (call) => {
      const input = isOfKeras(call) ? null : predictionOf(context, call);
      if (!input || input.origin.kind !== 'sigmoid') return null;
      const { record, origin, argument } = input;
      const classes = classesOf(context, input);
      const hasWindow = classes !== null && classes >= 2;
      const low = hasWindow ? Math.log(Math.E + classes - 1) - 1 : 0;
      const range = rangeOf(record);
      const target = targetOf(context, call);
      const kind = target?.record.role.kind;
      const mayHaveSeveralLabels =
        target !== null && (target.record.dtype?.startsWith('float') === true || kind === 'binary-targets');
      return {
        rule: 'sigmoid-before-cross-entropy',
        severity: 'warning',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a sigmoid, but cross-entropy expects raw scores (logits) and ` +
            'applies log_softmax itself',
          hasWindow
            ? `scores between 0 and 1 cannot be certain: for ${classes} classes no row's loss falls below ${number(low)}`
            : 'scores between 0 and 1 cannot be certain: the loss cannot come near 0',
          'pass what goes into the sigmoid; for several labels a sample use BCE with logits instead',
        ]),
        evidence: evidence([
          hasWindow ? `no row's loss can fall below ln(e + ${classes - 1}) - 1 = ${number(low)}` : null,
          range ? `${rangeText(range)} reach the loss` : null,
          counterfactualText(
            withoutActivation(context, call, argument.name, 'sigmoid', input.classDim),
            'sigmoid',
          ),
          sampledNote(record),
        ]),
        related: placesOfActivation(context, call, origin, 'sigmoid'),
        fix: mayHaveSeveralLabels ? null : removeActivation(context, call, origin, 'Remove the sigmoid'),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The sigmoid stands in the call.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
target = torch.tensor([0, 1])
loss = F.cross_entropy(torch.sigmoid(scores), target)  # warning: sigmoid-before-cross-entropy
`,
      fixed: [
        ['loss = F.cross_entropy(torch.sigmoid(scores), target)', 'loss = F.cross_entropy(scores, target)'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'forward returns the sigmoid of the last layer.',
      code: `import torch
from torch import nn

class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 32)
        self.fc = nn.Linear(32, 10)

    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return torch.sigmoid(self.fc(x))

digits = Digits()
criterion = nn.CrossEntropyLoss()

def step(images, labels):
    return criterion(digits(images), labels)  # warning: sigmoid-before-cross-entropy
`,
      fixed: [['return torch.sigmoid(self.fc(x))', 'return self.fc(x)']],
    },
    {
      framework: 'PyTorch',
      title: 'nn.Sigmoid is the last item of a Sequential.',
      code: `from torch import nn

model = nn.Sequential(
    nn.Linear(20, 16),
    nn.ReLU(),
    nn.Linear(16, 5),
    nn.Sigmoid(),
)
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

def train(loader):
    for batch, target in loader:
        loss = criterion(model(batch), target)  # warning: sigmoid-before-cross-entropy
        loss.backward()
`,
      fixed: [
        [
          `    nn.Linear(16, 5),
    nn.Sigmoid(),`,
          '    nn.Linear(16, 5),',
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
      title: 'Sigmoid as a gate inside the model.',
      code: `import torch
from torch import nn

class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate = nn.Linear(8, 8)
        self.out = nn.Linear(8, 3)

    def forward(self, x):
        return self.out(x * torch.sigmoid(self.gate(x)))

model = Gated()
criterion = nn.CrossEntropyLoss()

def step(batch, target):
    return criterion(model(batch), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Sigmoid and BCE for several labels a sample.',
      code: `import torch
from torch import nn

tagger = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())
criterion = nn.BCELoss()

def step(batch, tags):
    return criterion(tagger(batch), tags)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A similarity squeezed into 0 to 1 and scaled by a temperature.',
      code: `import torch
import torch.nn.functional as F

queries = torch.randn(4, 8)
keys = torch.randn(4, 8)
similarities = torch.sigmoid(queries @ keys.T) / 0.07
loss = F.cross_entropy(similarities, torch.arange(4))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
