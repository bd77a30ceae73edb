import * as onPyTorch from './examples/on-pytorch/ctc-input-not-log-softmax';
import * as elsewhere from './examples/ctc-input-not-log-softmax';
import { placesOfActivation } from './shared/activation-fix';
import { evidence, message, number, rangeText, sampledNote } from './shared/evidence';
import { passLogProbabilities, proveNoLogProbabilities } from './shared/log-probability-input';
import { findingsAtLosses, literalPlaces, predictionOf, scoresPlaces } from './shared/loss-findings';
import { rangeOf } from './shared/probability-values';
import type { Rule } from './rule';

export const ctcInputNotLogSoftmax: Rule = {
  name: 'ctc-input-not-log-softmax',
  title: 'CTC loss of no log-probabilities',
  severity: 'error',
  why: `\`nn.CTCLoss\` and \`F.ctc_loss\` take **log**-probabilities of shape (T, N, C) and compute neither softmax nor
logarithm. Softmax or raw scores in their place give a number that is no negative logarithm of a probability any more; it
may be below zero. For random scores of 12 steps and 5 classes, and 3 labels a sample:

| first argument | value |
| --- | --: |
| \`scores.log_softmax(2)\` | 4.491 |
| \`scores.softmax(2)\` | −3.552 |
| \`scores\` | −3.592 |

Nothing raises, and the gradient is wrong as well: PyTorch computes it for an input that came out of a log_softmax.

Pass \`scores.log_softmax(2)\`. The CTC losses of TensorFlow (\`tf.nn.ctc_loss\`) and optax take raw scores.`,
  check: (context) =>
    findingsAtLosses(context, ['ctc_loss'], (call) => {
      const input = call.function.startsWith('torch.') ? predictionOf(context, call) : null;
      const proof = input && proveNoLogProbabilities(input);
      if (!input || !proof) return null;
      const { record, origin, argument } = input;
      const range = rangeOf(record);
      const isByFlow = proof.by === 'dataflow';
      const activation = origin.kind === 'sigmoid' ? 'sigmoid' : 'softmax';
      const found = !isByFlow
        ? 'holds positive values, which no logarithm of a probability has'
        : proof.holds === 'scores'
          ? 'holds raw scores (logits)'
          : `comes out of a ${activation}`;
      return {
        rule: 'ctc-input-not-log-softmax',
        severity: proof.isWeak ? 'info' : 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} ${found}, but CTC loss expects log-probabilities and computes neither softmax nor logarithm`,
          'the value may be negative, and its gradient is wrong',
          'pass log_softmax of the scores, over the last dim of (T, N, C)',
        ]),
        evidence: evidence([
          range ? rangeText(range) : null,
          call.value === null ? null : `loss ${number(call.value)} as written`,
          sampledNote(record),
        ]),
        related: !isByFlow
          ? literalPlaces(origin, 'these values are no log-probabilities')
          : proof.holds === 'scores'
            ? scoresPlaces(origin, call.place)
            : placesOfActivation(context, call, origin, activation),
        fix: isByFlow ? passLogProbabilities(context, call, input, proof, -1) : null,
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Softmax instead of log_softmax.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

criterion = nn.CTCLoss()
encoder = nn.Linear(16, 5)

def step(frames, targets, input_lengths, target_lengths):
    p = F.softmax(encoder(frames), dim=2)
    return criterion(p, targets, input_lengths, target_lengths)  # error: ctc-input-not-log-softmax
`,
      fixed: [['p = F.softmax(encoder(frames), dim=2)', 'p = F.log_softmax(encoder(frames), dim=2)']],
    },
    {
      framework: 'PyTorch',
      title: 'Raw scores.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

encoder = nn.Linear(16, 5)

def step(frames, targets, input_lengths, target_lengths):
    scores = encoder(frames).transpose(0, 1)
    return F.ctc_loss(scores, targets, input_lengths, target_lengths)  # error: ctc-input-not-log-softmax
`,
      fixed: [
        [
          'return F.ctc_loss(scores, targets, input_lengths, target_lengths)',
          'return F.ctc_loss(scores.log_softmax(-1), targets, input_lengths, target_lengths)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Random scores with positive values.',
      code: `import torch
from torch import nn

torch.manual_seed(0)
scores = torch.randn(12, 2, 5)
targets = torch.tensor([[1, 2, 3], [2, 2, 4]])
lengths = torch.tensor([12, 12]), torch.tensor([3, 3])
loss = nn.CTCLoss()(scores, targets, *lengths)  # info: ctc-input-not-log-softmax
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'log_softmax over the classes.',
      code: `import torch
from torch import nn

torch.manual_seed(0)
scores = torch.randn(12, 2, 5)
targets = torch.tensor([[1, 2, 3], [2, 2, 4]])
lengths = torch.tensor([12, 12]), torch.tensor([3, 3])
loss = nn.CTCLoss()(scores.log_softmax(2), targets, *lengths)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A model that ends in nn.LogSoftmax.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(16, 5), nn.LogSoftmax(dim=2))
criterion = nn.CTCLoss(blank=4)

def step(frames, targets, input_lengths, target_lengths):
    return criterion(model(frames).permute(1, 0, 2), targets, input_lengths, target_lengths)
`,
    },
    {
      framework: 'PyTorch',
      title: 'An input of which nothing is known.',
      code: `from torch import nn

criterion = nn.CTCLoss()

def step(log_p, targets, input_lengths, target_lengths):
    return criterion(log_p, targets, input_lengths, target_lengths)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
};
