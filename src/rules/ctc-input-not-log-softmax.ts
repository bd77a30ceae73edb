import * as ofKeras from './examples/keras/ctc-input-not-log-softmax';
import * as onPyTorch from './examples/on-pytorch/ctc-input-not-log-softmax';
import * as elsewhere from './examples/ctc-input-not-log-softmax';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import { isOptax, isTorch } from './shared/class-targets';
import { evidence, message, number, rangeText, sampledNote, sumsOf } from './shared/evidence';
import { endOfOutput, findingsAtHeads, type KerasHead } from './shared/keras-heads';
import { passLogProbabilities, proveNoLogProbabilities } from './shared/log-probability-input';
import {
  findingsAtLosses,
  literalPlaces,
  predictionOf,
  proveDistributions,
  scoresPlaces,
} from './shared/loss-findings';
import { rangeOf } from './shared/probability-values';
import type { LossCall } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'ctc-input-not-log-softmax';

/** optax and TensorFlow take raw scores, so that a softmax before them is taken twice. */
function judgeOfLogits(context: RuleContext, call: LossCall): Finding | null {
  const input = predictionOf(context, call);
  const proof = input && proveDistributions(input);
  if (!input || !proof) return null;
  const { record, origin, argument } = input;
  const isByFlow = proof.by === 'dataflow';
  return {
    rule: NAME,
    severity: proof.isWeak ? 'info' : 'warning',
    place: call.place,
    message: message([
      `${argument.expression || 'the input'} ${isByFlow ? 'comes out of a softmax' : 'looks like probabilities'}, ` +
        `but ${isOptax(call) ? 'optax.ctc_loss' : 'tf.nn.ctc_loss'} expects raw scores (logits) and applies log_softmax itself`,
      'the softmax is taken twice: a perfect alignment has a large loss too, and learning is slow',
      isByFlow
        ? 'pass what goes into the softmax, and apply softmax only where probabilities are read'
        : 'pass the scores from before the softmax',
    ]),
    evidence: evidence([proof.lines ? sumsOf(proof.lines) : null, sampledNote(record)]),
    related: isByFlow
      ? placesOfActivation(context, call, origin, 'softmax')
      : literalPlaces(origin, 'the rows of these numbers add up to 1'),
    fix: isByFlow ? removeActivation(context, call, origin, 'Remove the softmax') : null,
  };
}

/** A model of Keras whose output is compiled with its CTC loss, which takes raw scores. */
function judgeHead(head: KerasHead): Finding | null {
  if (head.event !== 'compile' || head.family !== 'ctc' || head.origin.kind !== 'softmax') return null;
  return {
    rule: NAME,
    severity: 'warning',
    place: head.place,
    message: message([
      "the output comes out of a softmax, but Keras' CTC expects raw scores (logits) and applies log_softmax itself",
      'the softmax is taken twice: a perfect alignment has a large loss too, and learning is slow',
      'end the model in a linear layer, and apply softmax only where probabilities are read',
    ]),
    evidence: '',
    related: endOfOutput(head, 'softmax is applied here'),
    fix: null,
  };
}

export const ctcInputNotLogSoftmax: Rule = {
  name: NAME,
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

Pass \`scores.log_softmax(2)\`.

The CTC losses of TensorFlow (\`tf.nn.ctc_loss\`), Keras and optax take raw scores and apply log_softmax themselves. log_softmax
before them changes nothing. A softmax is taken twice: scores of 12 steps and 5 classes that leave no doubt about 3 labels
cost 0 as they are, and 7.284 behind a softmax.`,
  check: (context) => [
    ...findingsAtHeads(context, judgeHead),
    ...findingsAtLosses(context, ['ctc_loss'], (call) => {
      if (!isTorch(call)) return judgeOfLogits(context, call);
      const input = predictionOf(context, call);
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
        rule: NAME,
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
  ],
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
    ...ofKeras.wrong,
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
    ...ofKeras.right,
  ],
};
