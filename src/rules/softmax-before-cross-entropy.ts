import * as elsewhere from './examples/softmax-before-cross-entropy';
import * as onPyTorch from './examples/on-pytorch/softmax-before-cross-entropy';
import * as ofKeras from './examples/keras/softmax-before-cross-entropy';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import {
  sampledNote,
  classesOf,
  counterfactualText,
  crossEntropyWindow,
  number,
  evidence,
  message,
  sumsOf,
  withoutActivation,
} from './shared/evidence';
import {
  findingsAtLosses,
  isOfKeras,
  literalPlaces,
  predictionOf,
  proveDistributions,
} from './shared/loss-findings';
import type { Rule } from './rule';

export const softmaxBeforeCrossEntropy: Rule = {
  name: 'softmax-before-cross-entropy',
  title: 'softmax before cross-entropy',
  severity: 'warning',
  judgesModels: true,
  why: `Cross-entropy in PyTorch takes raw scores (logits): \`nn.CrossEntropyLoss\` and \`F.cross_entropy\` apply
\`log_softmax\` themselves. With a softmax before it, the softmax is taken twice. The second one sees only
numbers between 0 and 1, so it can never become certain:

| classes C | smallest possible loss, ln(e + C − 1) − 1 | largest, ln(e + C − 1) |
| --: | --: | --: |
| 2 | 0.313 | 1.313 |
| 3 | 0.551 | 1.551 |
| 4 | 0.744 | 1.744 |
| 10 | 1.461 | 2.461 |
| 100 | 3.622 | 4.622 |

Nothing raises. The loss stays in this window of width one, the gradient has to pass the softmax's flat parts
and shrinks, training is slow, and the probabilities are badly calibrated. Accuracy may still rise, because
the order of the scores is kept; that hides the mistake.`,
  check: (context) =>
    findingsAtLosses(context, ['cross_entropy'], (call) => {
      const input = isOfKeras(call) ? null : predictionOf(context, call);
      const proof = input && proveDistributions(input);
      if (!input || !proof) return null;
      const { record, origin, argument } = input;
      const dim = proof.by === 'dataflow' ? (record.role.dim ?? input.classDim) : input.classDim;
      const classes = classesOf(context, input);
      const window = classes === null || classes < 2 ? null : crossEntropyWindow(classes);
      const isByFlow = proof.by === 'dataflow';
      return {
        rule: 'softmax-before-cross-entropy',
        severity: proof.isWeak ? 'info' : 'warning',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} ${isByFlow ? 'comes out of a softmax' : 'looks like probabilities'}, ` +
            'but cross-entropy expects raw scores (logits) and applies log_softmax itself',
          window
            ? `the softmax is taken twice: for ${classes} classes the loss of each row stays between ` +
              `${number(window.low)} and ${number(window.high)}, and learning is slow`
            : 'the softmax is taken twice: the loss cannot come near 0, and learning is slow',
          isByFlow
            ? 'pass what goes into the softmax, and apply softmax only where probabilities are read'
            : 'pass the scores from before the softmax',
        ]),
        evidence: evidence([
          window ? `no row's loss can fall below ln(e + ${classes! - 1}) - 1 = ${number(window.low)}` : null,
          proof.lines ? sumsOf(proof.lines) : null,
          counterfactualText(withoutActivation(context, call, argument.name, 'softmax', dim), 'softmax'),
          sampledNote(record),
        ]),
        related: isByFlow
          ? placesOfActivation(context, call, origin, 'softmax')
          : literalPlaces(origin, 'the rows of these numbers add up to 1'),
        fix: isByFlow ? removeActivation(context, call, origin, 'Remove the softmax') : null,
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The softmax stands in the call.',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
target = torch.tensor([0, 1])
criterion = nn.CrossEntropyLoss()
loss = criterion(F.softmax(logits, dim=1), target)  # warning: softmax-before-cross-entropy
`,
      fixed: [['loss = criterion(F.softmax(logits, dim=1), target)', 'loss = criterion(logits, target)']],
    },
    {
      framework: 'PyTorch',
      title: 'The softmax is the last layer of a Sequential, and the loss is far away.',
      code: `import torch
from torch import nn

model = nn.Sequential(
    nn.Linear(784, 64),
    nn.ReLU(),
    nn.Linear(64, 10),
    nn.Softmax(dim=1),
)
criterion = nn.CrossEntropyLoss()

def train(loader, optimizer):
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(images), labels)  # warning: softmax-before-cross-entropy
        loss.backward()
        optimizer.step()
`,
      fixed: [
        [
          `    nn.Linear(64, 10),
    nn.Softmax(dim=1),`,
          '    nn.Linear(64, 10),',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'forward returns probabilities.',
      code: `import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 32)
        self.out = nn.Linear(32, 5)

    def forward(self, x):
        x = F.relu(self.hidden(x))
        return F.softmax(self.out(x), dim=1)

net = Net()

def step(batch, target):
    return F.cross_entropy(net(batch), target)  # warning: softmax-before-cross-entropy
`,
      fixed: [['return F.softmax(self.out(x), dim=1)', 'return self.out(x)']],
    },
    {
      framework: 'PyTorch',
      title: 'The softmax is kept as a layer of its own, and its result is reshaped before the loss.',
      code: `import torch.nn as nn

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 7)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, x):
        scores = self.out(x)
        return self.softmax(scores)

tagger = Tagger()
loss_function = nn.CrossEntropyLoss()

def step(words, tags):
    probabilities = tagger(words)
    return loss_function(probabilities.view(-1, 7), tags.view(-1))  # warning: softmax-before-cross-entropy
`,
      fixed: [['return self.softmax(scores)', 'return scores']],
    },
    {
      framework: 'PyTorch',
      title: 'Numbers that are already probabilities.',
      code: `import torch
import torch.nn.functional as F

predictions = torch.tensor([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
loss = F.cross_entropy(predictions, torch.tensor([0, 1]))  # info: softmax-before-cross-entropy
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The loss gets raw scores; probabilities are made for reading only.',
      code: `import torch
import torch.nn as nn

model = nn.Linear(20, 5)
criterion = nn.CrossEntropyLoss()

def step(batch, target):
    logits = model(batch)
    loss = criterion(logits, target)
    confidence = torch.softmax(logits, dim=1).max(dim=1).values
    return loss, confidence
`,
    },
    {
      framework: 'PyTorch',
      title: 'forward returns both; the loss takes the scores.',
      code: `import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        logits = self.out(x)
        return logits, F.softmax(logits, dim=1)

net = Net()

def step(batch, target):
    logits, probabilities = net(batch)
    return F.cross_entropy(logits, target), probabilities.argmax(1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Softmax as attention inside the model; another layer follows.',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.score = nn.Linear(8, 1)
        self.out = nn.Linear(8, 3)

    def forward(self, x):
        weights = F.softmax(self.score(x), dim=1)
        return self.out((weights * x).sum(dim=1))

model = Attention()
loss = F.cross_entropy(model(torch.randn(4, 6, 8)), torch.tensor([0, 1, 2, 0]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A soft or one-hot target is no mistake: only the first argument has to be raw.',
      code: `import torch
import torch.nn.functional as F

student = torch.tensor([[1.5, -0.5], [0.2, 0.9]], requires_grad=True)
teacher = torch.tensor([[2.0, -1.0], [0.1, 0.4]])
loss = F.cross_entropy(student, F.softmax(teacher, dim=1))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
