import * as elsewhere from './examples/missing-sigmoid';
import * as onPyTorch from './examples/on-pytorch/missing-sigmoid';
import * as ofKeras from './examples/keras/missing-sigmoid';
import { passAsLogits } from './shared/distribution-fix';
import { useLossWithLogits } from './shared/written-out-bce';
import { message, rangeText } from './shared/evidence';
import { literalPlaces, oncePerPlace, scoresPlaces } from './shared/loss-findings';
import { originOf } from './shared/origin';
import { rangeOf } from './shared/probability-values';
import type { Finding, Rule, RuleContext } from './rule';
import { proveNoProbability, writtenLogs } from './shared/written-out-losses';

/** log p and log(1 − p) of raw scores. */
function judgeLogs(context: RuleContext): Finding[] {
  return writtenLogs(context).flatMap((log): Finding[] => {
    if (log.kind !== 'binary' || !log.isFirst) return [];
    const range = rangeOf(log.base);
    const isAboveOne = range !== null && range.max > 1 && log.origin.kind === 'leaf';
    const proof = proveNoProbability(log.base, log.origin, 'binary');
    if (!proof) return [];
    return [
      {
        rule: 'missing-sigmoid',
        severity: proof.isWeak && !isAboveOne ? 'info' : 'error',
        place: log.operation.place,
        message: message([
          `log p and log(1 - p) are taken of ${proof.by === 'dataflow' ? 'raw scores (logits)' : 'values outside 0 to 1'}, ` +
            'but a binary cross-entropy expects probabilities',
          'the log of a negative number is nan, so the loss and every weight become nan',
          'use binary_cross_entropy_with_logits, or apply sigmoid first',
        ]),
        evidence: range ? rangeText(range) : '',
        related:
          proof.by === 'dataflow'
            ? scoresPlaces(log.origin, log.operation.place)
            : literalPlaces(log.origin, 'these values are not all between 0 and 1'),
        fix: useLossWithLogits(context, log.operation.place),
      },
    ];
  });
}

/** `Bernoulli(probs=out)`. */
function judgeDistributions(context: RuleContext): Finding[] {
  return context.inspection.operations.flatMap((operation): Finding[] => {
    const takesProbabilities =
      operation.operation === 'Bernoulli' && operation.options['parametrization'] === 'probs';
    const id = operation.inputs[0];
    if ((!takesProbabilities && operation.operation !== 'bernoulli') || id == null) return [];
    const record = context.tensor(id);
    const origin = originOf((other) => context.tensor(other), id);
    const range = rangeOf(record);
    const isOutside = range !== null && (range.min < 0 || range.max > 1);
    const proof = proveNoProbability(record, origin, 'binary');
    if (!proof || (proof.by === 'values' && !isOutside)) return [];
    return [
      {
        rule: 'missing-sigmoid',
        severity: 'error',
        place: operation.place,
        message: message([
          `${takesProbabilities ? 'Bernoulli' : 'torch.bernoulli'} gets raw scores (logits), but expects probabilities from 0 to 1`,
          operation.options['raises'] === false
            ? 'nothing raises: the logarithm of a score below 0 is nan'
            : 'it raises an error as soon as a score leaves that range',
          takesProbabilities ? 'pass them as logits=' : 'apply sigmoid first',
        ]),
        evidence: range ? rangeText(range) : '',
        related: scoresPlaces(origin, operation.place),
        fix: takesProbabilities ? passAsLogits(context, operation.place) : null,
      },
    ];
  });
}

export const missingSigmoid: Rule = {
  name: 'missing-sigmoid',
  title: 'raw scores in a binary cross-entropy',
  severity: 'error',
  why: `A binary cross-entropy written by hand, −(y · log p + (1 − y) · log(1 − p)), takes probabilities. A raw score
(logit) below 0 has no logarithm, and one above 1 has none of its complement: the loss is \`nan\` at the first such row,
and after one step so is every weight.

\`F.binary_cross_entropy_with_logits\` takes the scores and is exact also where the sigmoid rounds to 0 or 1. With
\`Bernoulli\`, pass \`logits=\`. Where the formula has to stay, write \`F.logsigmoid(x)\` for log p and
\`F.logsigmoid(-x)\` for log(1 − p).`,
  check: (context) => oncePerPlace([...judgeLogs(context), ...judgeDistributions(context)]),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The formula on the output of a linear layer.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)
x = torch.randn(8, 4)
y = torch.ones(8, 1)
out = model(x)
loss = -(y * out.log() + (1 - y) * (1 - out).log()).mean()  # error: missing-sigmoid
`,
      fixed: [
        [
          'loss = -(y * out.log() + (1 - y) * (1 - out).log()).mean()',
          'loss = torch.nn.functional.binary_cross_entropy_with_logits(out, y)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Scores as numbers.',
      code: `import torch

scores = torch.tensor([0.9, -1.2, 2.3], requires_grad=True)
target = torch.tensor([1.0, 0.0, 1.0])
loss = -(target * torch.log(scores) + (1 - target) * torch.log(1 - scores)).mean()  # error: missing-sigmoid
`,
      fixed: [
        [
          'loss = -(target * torch.log(scores) + (1 - target) * torch.log(1 - scores)).mean()',
          'loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, target)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'where chooses between p and 1 - p.',
      code: `import torch
from torch import nn

model = nn.Linear(784, 1)

def mnist_loss(batch, targets):
    predictions = model(batch)
    return -torch.where(targets == 1, predictions, 1 - predictions).log().mean()  # error: missing-sigmoid
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The formula on probabilities.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)
x = torch.randn(8, 4)
y = torch.ones(8, 1)
p = torch.sigmoid(model(x))
loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sigmoid written out.',
      code: `import torch

def sigmoid(x):
    return 1 / (1 + torch.exp(-x))

scores = torch.tensor([0.9, -1.2, 2.3])
target = torch.tensor([1.0, 0.0, 1.0])
p = sigmoid(scores)
loss = -(target * torch.log(p) + (1 - target) * torch.log(1 - p)).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The loss that takes scores.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([0.9, -1.2, 2.3])
target = torch.tensor([1.0, 0.0, 1.0])
loss = F.binary_cross_entropy_with_logits(scores, target)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
