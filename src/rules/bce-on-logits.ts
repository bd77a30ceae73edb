import * as elsewhere from './examples/bce-on-logits';
import * as onPyTorch from './examples/on-pytorch/bce-on-logits';
import { replaceLoss } from './shared/loss-fix';
import { sampledNote, number, rangeText, evidence, message } from './shared/evidence';
import {
  callsOfSameObject,
  findingsAtLosses,
  literalPlaces,
  predictionOf,
  scoresPlaces,
  type JudgedInput,
} from './shared/loss-findings';
import { rangeOf } from './shared/probability-values';
import type { Rule, RuleContext } from './rule';
import type { LossCall } from '../inspect/inspection';

/** How the input shows that it is no probability; null when it does not. */
function proveLogits(
  context: RuleContext,
  call: LossCall,
): (JudgedInput & { readonly by: 'dataflow' | 'values' }) | null {
  const input = predictionOf(context, call);
  if (!input) return null;
  if (input.origin.kind === 'scores') return { ...input, by: 'dataflow' };
  if (input.origin.kind !== 'leaf' && input.origin.kind !== 'values') return null;
  const range = rangeOf(input.record);
  return range && (range.min < 0 || range.max > 1) ? { ...input, by: 'values' } : null;
}

export const bceOnLogits: Rule = {
  name: 'bce-on-logits',
  title: 'BCE on logits',
  severity: 'error',
  judgesModels: true,
  why: `\`nn.BCELoss\` and \`F.binary_cross_entropy\` take probabilities, numbers from 0 to 1: they compute
−(y · log p + (1 − y) · log(1 − p)) and apply no sigmoid. Raw scores of a linear layer or a convolution leave that
range sooner or later. PyTorch on the CPU then raises \`RuntimeError: all elements of input should be between 0 and 1\`;
on a GPU a device-side assertion \`input >= 0. && input <= 1.\` ends the process.

The cure is the loss that has the sigmoid inside: \`nn.BCEWithLogitsLoss\` or
\`F.binary_cross_entropy_with_logits\`. It also stays exact where a separate sigmoid has rounded to 0 or 1. Apply
\`torch.sigmoid\` where probabilities are read, not before the loss.`,
  check: (context) =>
    findingsAtLosses(context, ['binary_cross_entropy'], (call) => {
      const proof = proveLogits(context, call);
      if (!proof) return null;
      const { record, origin, argument, by } = proof;
      const range = rangeOf(record);
      const right = record.data ? context.evaluateAs('binary_cross_entropy_with_logits', call) : null;
      const isAlwaysWrong = callsOfSameObject(context, call).every(
        (other) => proveLogits(context, other) !== null,
      );
      return {
        rule: 'bce-on-logits',
        severity: 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} ${by === 'dataflow' ? 'holds raw scores (logits)' : 'has values outside 0 to 1'}, ` +
            'but BCE expects probabilities from 0 to 1 and applies no sigmoid',
          'PyTorch raises RuntimeError as soon as a value leaves that range',
          'use the form with logits: BCEWithLogitsLoss or binary_cross_entropy_with_logits',
        ]),
        evidence: evidence([
          range ? `${rangeText(range)}, where 0 to 1 is allowed` : null,
          right?.value == null ? null : `with logits the loss is ${number(right.value)}`,
          sampledNote(record),
        ]),
        related:
          by === 'dataflow'
            ? scoresPlaces(origin, call.place)
            : literalPlaces(origin, 'these values are not all between 0 and 1'),
        fix: isAlwaysWrong
          ? replaceLoss(context, call, {
              title: 'Use the loss with logits',
              names: {
                binary_cross_entropy: 'binary_cross_entropy_with_logits',
                BCELoss: 'BCEWithLogitsLoss',
              },
            })
          : null,
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The last layer is linear, and the loss is BCELoss.',
      code: `import torch.nn as nn

model = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 1))
criterion = nn.BCELoss()

def step(batch, target):
    return criterion(model(batch), target)  # error: bce-on-logits
`,
      fixed: [['criterion = nn.BCELoss()', 'criterion = nn.BCEWithLogitsLoss()']],
    },
    {
      framework: 'PyTorch',
      title: 'Values below 0 and above 1, with the function.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([1.7, -0.4, 0.2])
target = torch.tensor([1.0, 0.0, 0.0])
loss = F.binary_cross_entropy(scores, target)  # error: bce-on-logits
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy(scores, target)',
          'loss = F.binary_cross_entropy_with_logits(scores, target)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A discriminator whose forward ends in a convolution; the names are imported one by one.',
      code: `from torch.nn import BCELoss, Conv2d, Module

class Discriminator(Module):
    def __init__(self):
        super().__init__()
        self.last = Conv2d(16, 1, kernel_size=4)

    def forward(self, image):
        return self.last(image).view(-1)

discriminator = Discriminator()
adversarial_loss = BCELoss()

def step(images, valid):
    return adversarial_loss(discriminator(images), valid)  # error: bce-on-logits
`,
      fixed: [
        [
          'from torch.nn import BCELoss, Conv2d, Module',
          'from torch.nn import BCELoss, BCEWithLogitsLoss, Conv2d, Module',
        ],
        ['adversarial_loss = BCELoss()', 'adversarial_loss = BCEWithLogitsLoss()'],
      ],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The loss with the sigmoid inside.',
      code: `import torch.nn as nn

model = nn.Linear(12, 1)
criterion = nn.BCEWithLogitsLoss()

def step(batch, target):
    return criterion(model(batch), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sigmoid is applied in the training loop.',
      code: `import torch
import torch.nn as nn

model = nn.Linear(12, 1)
criterion = nn.BCELoss()

def step(batch, target):
    probabilities = torch.sigmoid(model(batch))
    return criterion(probabilities, target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The model ends in a sigmoid, and what comes out is only reshaped.',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

model = nn.Sequential(nn.Linear(12, 1), nn.Sigmoid())
loss = F.binary_cross_entropy(model(torch.randn(4, 12)).squeeze(1), torch.tensor([1.0, 0.0, 1.0, 0.0]))
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
