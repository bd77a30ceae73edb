import * as onPyTorch from './examples/on-pytorch/nll-on-raw-logits';
import * as elsewhere from './examples/nll-on-raw-logits';
import * as ofKeras from './examples/keras/nll-on-raw-logits';
import type { LossCall } from '../inspect/inspection';
import { sampledNote, number, rangeText, evidence, message, sumsOf } from './shared/evidence';
import {
  callsOfSameObject,
  findingsAmong,
  findingsAtLosses,
  isHandwritten,
  literalPlaces,
  predictionOf,
  proveDistributions,
  scoresPlaces,
  type JudgedInput,
} from './shared/loss-findings';
import { replaceLoss } from './shared/loss-fix';
import { classDim, rangeOf, summarizeLines, type LineSummary } from './shared/probability-values';
import { writtenNlls } from './shared/written-out-nll';
import type { Finding, Rule, RuleContext } from './rule';

/** How far exp of a row may be from adding up to one for log-probabilities that were printed with four digits. */
const EXP_SUM_TOLERANCE = 0.05;

interface RawProof extends JudgedInput {
  readonly by: 'dataflow' | 'values';
  /** The rows of exp(input), where the values are known. */
  readonly exponentials: LineSummary | null;
}

/** How the input shows that it holds no log-probabilities; null when it does not, or holds probabilities. */
function proveRaw(context: RuleContext, call: LossCall): RawProof | null {
  const input = predictionOf(context, call);
  if (!input) return null;
  const { record, origin } = input;
  const exponentials = summarizeLines(record, classDim(record), 'exp');
  if (origin.kind === 'scores') return { ...input, by: 'dataflow', exponentials };
  if (origin.kind !== 'leaf' && origin.kind !== 'values') return null;
  if (!exponentials || exponentials.classes < 2 || proveDistributions(input)) return null;
  if (summarizeLines(record, classDim(record))?.isOneHot) return null;
  const isOff =
    Math.abs(exponentials.smallestSum - 1) > EXP_SUM_TOLERANCE ||
    Math.abs(exponentials.largestSum - 1) > EXP_SUM_TOLERANCE;
  return isOff ? { ...input, by: 'values', exponentials } : null;
}

/** The same written by hand: the labels pick a column of raw scores. */
const writtenOut = (context: RuleContext): readonly Finding[] =>
  findingsAmong(writtenNlls(context), ({ place, origin }) =>
    origin.kind !== 'scores'
      ? null
      : {
          rule: 'nll-on-raw-logits',
          severity: 'error',
          place,
          message: message([
            'the labels pick a column of raw scores (logits), but a negative log-likelihood expects log-probabilities',
            'the loss is minus the score of the target and falls without bound',
            'use log_softmax of the scores, or the cross-entropy for the whole',
          ]),
          evidence: '',
          related: scoresPlaces(origin, place),
          fix: null,
        },
  );

export const nllOnRawLogits: Rule = {
  name: 'nll-on-raw-logits',
  title: 'NLL loss on raw scores',
  severity: 'error',
  judgesModels: true,
  why: `\`nn.NLLLoss\` and \`F.nll_loss\` take log-probabilities: they pick the target's column and change its sign, and
nothing else. On raw scores the "loss" is minus the score of the target. It has no lower bound, and the optimizer
makes it fall for ever by making the scores larger, right ones and wrong ones alike, since nothing ties the classes together.

For the scores 1.5, −0.3, 2.1 and target 2 it gives −2.1, and −21 when all scores are ten times as large; the
cross-entropy is 0.494 and 0.0025.

A loss below zero, falling without end, is the sign. \`F.cross_entropy\` (\`nn.CrossEntropyLoss\`) is \`log_softmax\` and
NLL loss in one and takes raw scores.

In JAX and TensorFlow the same is written by hand, \`-jnp.mean(jnp.sum(one_hot * logits, axis=1))\`, with the log_softmax forgotten.`,
  check: (context) => [
    ...writtenOut(context),
    ...findingsAtLosses(context, ['nll_loss'], (call) => {
      const proof = proveRaw(context, call);
      if (!proof) return null;
      const { record, origin, argument, by, exponentials } = proof;
      const range = rangeOf(record);
      const asWritten = record.data ? context.evaluate(call, {}) : null;
      const right = record.data ? context.evaluateAs('cross_entropy', call) : null;
      const isAlwaysWrong = callsOfSameObject(context, call).every(
        (other) => proveRaw(context, other) !== null,
      );
      return {
        rule: 'nll-on-raw-logits',
        severity: by === 'values' && isHandwritten(origin) ? 'info' : 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} ${by === 'dataflow' ? 'holds raw scores (logits)' : 'holds no log-probabilities'}, ` +
            'but NLL loss expects log-probabilities and only picks a column',
          'the loss is minus the score of the target and falls without bound',
          'use cross_entropy, which applies log_softmax first',
        ]),
        evidence: evidence([
          range ? rangeText(range) : null,
          exponentials ? sumsOf(exponentials, 'exp of the rows') : null,
          asWritten?.value == null ? null : `loss ${number(asWritten.value)} as written`,
          right?.value == null ? null : `${number(right.value)} with cross_entropy`,
          sampledNote(record),
        ]),
        related:
          by === 'dataflow'
            ? scoresPlaces(origin, call.place)
            : literalPlaces(origin, 'exp of these rows does not add up to 1'),
        fix: isAlwaysWrong
          ? replaceLoss(context, call, {
              title: 'Use cross-entropy',
              names: { nll_loss: 'cross_entropy', NLLLoss: 'CrossEntropyLoss' },
            })
          : null,
      };
    }),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'forward ends in a linear layer.',
      code: `import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 50)
        self.out = nn.Linear(50, 10)

    def forward(self, x):
        return self.out(F.relu(self.hidden(x)))

model = Net()

def train(batch, target):
    output = model(batch)
    loss = F.nll_loss(output, target)  # error: nll-on-raw-logits
    loss.backward()
`,
      fixed: [['loss = F.nll_loss(output, target)', 'loss = F.cross_entropy(output, target)']],
    },
    {
      framework: 'PyTorch',
      title: 'The loss is an object.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.NLLLoss(reduction='sum')
loss = criterion(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))  # error: nll-on-raw-logits
`,
      fixed: [
        ["criterion = nn.NLLLoss(reduction='sum')", "criterion = nn.CrossEntropyLoss(reduction='sum')"],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Numbers that are no log-probabilities.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[1.5, -0.3, 2.1], [0.2, 0.9, -1.4]])
loss = F.nll_loss(scores, torch.tensor([2, 1]))  # info: nll-on-raw-logits
`,
      fixed: [
        [
          'loss = F.nll_loss(scores, torch.tensor([2, 1]))',
          'loss = F.cross_entropy(scores, torch.tensor([2, 1]))',
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
      title: 'cross_entropy takes the scores.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[1.5, -0.3, 2.1], [0.2, 0.9, -1.4]])
loss = F.cross_entropy(scores, torch.tensor([2, 1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'log_softmax is applied in another function.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def log_probabilities(batch):
    return F.log_softmax(model(batch), dim=1)

def step(batch, target):
    return F.nll_loss(log_probabilities(batch), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Log-probabilities written out.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[1.5, -0.3, 2.1], [0.2, 0.9, -1.4]])
normalized = scores - scores.exp().sum(dim=1, keepdim=True).log()
loss = F.nll_loss(normalized, torch.tensor([2, 1]))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
