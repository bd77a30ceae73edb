import * as onPyTorch from './examples/on-pytorch/nll-on-softmax';
import * as elsewhere from './examples/nll-on-softmax';
import * as ofKeras from './examples/keras/nll-on-softmax';
import { placesOfActivation, useLogActivation } from './shared/activation-fix';
import { sampledNote, number, evidence, message, sumsOf } from './shared/evidence';
import {
  findingsAmong,
  findingsAtLosses,
  literalPlaces,
  predictionOf,
  proveDistributions,
} from './shared/loss-findings';
import { writtenNlls } from './shared/written-out-nll';
import type { Finding, Rule, RuleContext } from './rule';

/** The same written by hand: the labels pick a column of probabilities. */
const writtenOut = (context: RuleContext): readonly Finding[] =>
  findingsAmong(writtenNlls(context), ({ place, origin }) => {
    if (origin.kind !== 'softmax') return null;
    const at = origin.tensor.layer ?? origin.tensor.place;
    return {
      rule: 'nll-on-softmax',
      severity: 'error',
      place,
      message: message([
        'the labels pick a column of probabilities, but a negative log-likelihood expects log-probabilities',
        'the loss is minus the probability of the target, between -1 and 0, and its gradient vanishes where the model is most wrong',
        'use log_softmax instead, or the cross-entropy of the scores',
      ]),
      evidence: '',
      related: at ? [{ place: at, message: 'softmax is applied here' }] : [],
      fix: null,
    };
  });

export const nllOnSoftmax: Rule = {
  name: 'nll-on-softmax',
  title: 'NLL loss on probabilities',
  severity: 'error',
  judgesModels: true,
  why: `\`nn.NLLLoss\` and \`F.nll_loss\` take **log**-probabilities. They pick the target's column and change its sign;
they compute no logarithm. Given probabilities, the loss is minus the probability of the target: a number from −1 to 0,
where −1 is perfect.

Nothing raises and the loss falls, so it looks like training. But its gradient with respect to the probability is the same
−1 whether the model is almost right or utterly wrong, and behind a softmax it vanishes exactly where the model errs
most.

Either make it \`log_softmax\` (\`nn.LogSoftmax\`), or drop the softmax and use \`cross_entropy\`, which is both in one.

In JAX and TensorFlow the same is written by hand, \`-jnp.mean(jnp.sum(one_hot * probs, axis=1))\`, with the logarithm forgotten.`,
  check: (context) => [
    ...writtenOut(context),
    ...findingsAtLosses(context, ['nll_loss'], (call) => {
      const input = predictionOf(context, call);
      const proof = input && proveDistributions(input);
      if (!input || !proof) return null;
      const { record, origin, argument } = input;
      const isByFlow = proof.by === 'dataflow';
      const logs = record.data?.map(Math.log);
      const asWritten = logs ? context.evaluate(call, {}) : null;
      const right = logs?.every(Number.isFinite) ? context.evaluate(call, { [argument.name]: logs }) : null;
      return {
        rule: 'nll-on-softmax',
        severity: proof.isWeak ? 'info' : 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} ${isByFlow ? 'comes out of a softmax' : 'looks like probabilities'}, ` +
            'but NLL loss expects log-probabilities and computes no logarithm',
          'the loss is minus the probability of the target, between -1 and 0, and its gradient vanishes where the model is most wrong',
          isByFlow
            ? 'use log_softmax instead, or pass the scores to cross_entropy'
            : 'pass their logarithm, or the scores to cross_entropy',
        ]),
        evidence: evidence([
          proof.lines ? sumsOf(proof.lines) : null,
          asWritten?.value == null ? null : `loss ${number(asWritten.value)} as written`,
          right?.value == null ? null : `${number(right.value)} with the logarithm`,
          sampledNote(record),
        ]),
        related: isByFlow
          ? placesOfActivation(context, call, origin, 'softmax')
          : literalPlaces(origin, 'the rows of these numbers add up to 1'),
        fix: isByFlow ? useLogActivation(context, call, origin) : null,
      };
    }),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Softmax where log_softmax belongs.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
loss = F.nll_loss(F.softmax(logits, dim=1), torch.tensor([0, 1]))  # error: nll-on-softmax
`,
      fixed: [
        [
          'loss = F.nll_loss(F.softmax(logits, dim=1), torch.tensor([0, 1]))',
          'loss = F.nll_loss(F.log_softmax(logits, dim=1), torch.tensor([0, 1]))',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A classifier that ends in nn.Softmax, trained with nn.NLLLoss.',
      code: `from torch import nn

classifier = nn.Sequential(
    nn.Linear(30, 16),
    nn.ReLU(),
    nn.Linear(16, 4),
    nn.Softmax(dim=1)
)
loss_function = nn.NLLLoss()

def step(batch, target):
    return loss_function(classifier(batch), target)  # error: nll-on-softmax
`,
      fixed: [['nn.Softmax(dim=1)', 'nn.LogSoftmax(dim=1)']],
    },
    {
      framework: 'PyTorch',
      title: 'forward ends in the method softmax.',
      code: `import torch.nn as nn
import torch.nn.functional as F

class TextClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(1000, 32)
        self.out = nn.Linear(32, 6)

    def forward(self, words):
        return self.out(self.embedding(words).mean(dim=1)).softmax(dim=-1)

model = TextClassifier()

def step(words, target):
    output = model(words)
    return F.nll_loss(output, target)  # error: nll-on-softmax
`,
      fixed: [
        [
          'return self.out(self.embedding(words).mean(dim=1)).softmax(dim=-1)',
          'return self.out(self.embedding(words).mean(dim=1)).log_softmax(dim=-1)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Numbers that are already probabilities.',
      code: `import torch
import torch.nn.functional as F

activations = torch.tensor([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8]])
loss = F.nll_loss(activations, torch.tensor([0, 1, 1]))  # info: nll-on-softmax
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'log_softmax before NLL loss.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
loss = F.nll_loss(F.log_softmax(logits, dim=1), torch.tensor([0, 1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'The logarithm of a mixture of softmaxes.',
      code: `import torch
import torch.nn.functional as F

first = torch.tensor([[1.0, 0.0], [0.5, -0.5]])
second = torch.tensor([[0.0, 2.0], [1.0, 1.5]])
mixture = 0.5 * F.softmax(first, dim=1) + 0.5 * F.softmax(second, dim=1)
loss = F.nll_loss(torch.log(mixture), torch.tensor([0, 1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A layer named softmax that is a LogSoftmax.',
      code: `from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(10, 3)
        self.softmax = nn.LogSoftmax(dim=1)

    def forward(self, x):
        return self.softmax(self.out(x))

net = Net()
criterion = nn.NLLLoss()

def step(batch, target):
    return criterion(net(batch), target)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
