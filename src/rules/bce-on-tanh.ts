import * as onPyTorch from './examples/on-pytorch/bce-on-tanh';
import * as ofKeras from './examples/keras/bce-on-tanh';
import * as elsewhere from './examples/bce-on-tanh';
import { placesOfActivation, renameActivation } from './shared/activation-fix';
import { evidence, message, number, rangeText, sampledNote } from './shared/evidence';
import { findingsAtLosses, oncePerPlace, predictionOf, targetOf } from './shared/loss-findings';
import { writtenLogs } from './shared/written-out-losses';
import { endOfOutput, findingsAtHeads, type KerasHead } from './shared/keras-heads';
import { lastActivation } from './shared/last-activation';
import { rangeOf } from './shared/probability-values';
import type { TensorRecord } from '../inspect/inspection';
import { originOf } from './shared/origin';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'bce-on-tanh';

/** Whether negative numbers go into a tanh: raw scores, or values that show it. The tanh of a relu is no less than 0. */
function isOfBothSigns(context: RuleContext, tanh: TensorRecord): boolean {
  const input = tanh.producer?.inputs[0];
  if (input === undefined) return false;
  const { kind } = originOf((id) => context.tensor(id), input);
  const range = rangeOf(tanh);
  return kind === 'scores' || (range !== null && range.min < 0);
}

/** The output of a Keras model that is compiled with a binary cross-entropy of probabilities. */
function judgeHead(context: RuleContext, head: KerasHead): Finding | null {
  const { event, family, fromLogits, origin } = head;
  if (event !== 'compile' || family !== 'binary' || fromLogits) return null;
  if (lastActivation(origin)?.name !== 'tanh' || !isOfBothSigns(context, origin.tensor)) return null;
  return {
    rule: NAME,
    severity: 'error',
    place: head.place,
    message: message([
      `the output comes out of a tanh and lies between -1 and 1, but ${head.loss} expects probabilities from 0 to 1`,
      'Keras clips what is negative to 1e-7, where no gradient is left',
      'use a sigmoid for targets from 0 to 1, or a squared error for targets from -1 to 1',
    ]),
    evidence: '',
    related: endOfOutput(head, 'tanh is applied here'),
    fix: null,
  };
}

/** A binary cross-entropy that is written out: log p and log(1 − p) of a tanh. */
function judgeWritten(context: RuleContext): Finding[] {
  return writtenLogs(context).flatMap((log): Finding[] => {
    if (log.kind !== 'binary' || !log.isFirst || lastActivation(log.origin)?.name !== 'tanh') return [];
    if (!isOfBothSigns(context, log.origin.tensor)) return [];
    const { place } = log.origin.tensor;
    return [
      {
        rule: NAME,
        severity: 'error',
        place: log.operation.place,
        message: message([
          'log p and log(1 - p) are taken of a tanh, which lies between -1 and 1, but a binary cross-entropy expects probabilities from 0 to 1',
          'the log of a negative number is nan, so the loss and every weight become nan',
          'use a sigmoid for targets from 0 to 1, or a squared error for targets from -1 to 1',
        ]),
        evidence: '',
        related: place ? [{ place, message: 'tanh is applied here' }] : [],
        fix: null,
      },
    ];
  });
}

export const bceOnTanh: Rule = {
  name: NAME,
  title: 'BCE on a tanh',
  severity: 'error',
  judgesModels: true,
  why: `\`nn.BCELoss\` and \`F.binary_cross_entropy\` take probabilities from 0 to 1. A tanh gives numbers from −1 to 1, so
about half of what an untrained network says is refused: on the CPU PyTorch raises
\`RuntimeError: all elements of input should be between 0 and 1\`, on a GPU a device-side assertion ends the process.

Decoders and generators of images often end in tanh, because their images are scaled to −1 … 1. Such images need a loss
of numbers (\`nn.MSELoss\`, \`nn.L1Loss\`). For targets from 0 to 1 end the network in a sigmoid, or in raw scores with
\`nn.BCEWithLogitsLoss\`.`,
  check: (context) => [
    ...findingsAtHeads(context, (head) => judgeHead(context, head)),
    ...oncePerPlace(judgeWritten(context)),
    ...findingsAtLosses(context, ['binary_cross_entropy', 'binary_crossentropy'], (call) => {
      const input = predictionOf(context, call);
      if (!input || lastActivation(input.origin)?.name !== 'tanh') return null;
      const { record, origin, argument } = input;
      const range = rangeOf(record);
      if (!isOfBothSigns(context, origin.tensor)) return null;
      const target = targetOf(context, call);
      const targets = target && rangeOf(target.record);
      const isProbability = targets !== null && targets.min >= 0 && targets.max <= 1;
      return {
        rule: NAME,
        severity: 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a tanh and lies between -1 and 1, but BCE expects probabilities from 0 to 1`,
          'the first negative output raises an error, on a GPU a device-side assertion',
          'use a sigmoid for targets from 0 to 1, or MSE or L1 for targets from -1 to 1',
        ]),
        evidence: evidence([
          range ? `${rangeText(range)}, where 0 to 1 is allowed` : null,
          isProbability ? `the targets lie between ${number(targets.min)} and ${number(targets.max)}` : null,
          sampledNote(record),
        ]),
        related: placesOfActivation(context, call, origin, 'tanh'),
        fix: isProbability
          ? renameActivation(context, call, origin, {
              title: 'Use a sigmoid',
              functions: ['tanh', 'sigmoid'],
              layers: ['Tanh', 'Sigmoid'],
            })
          : null,
      };
    }),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A decoder of images ends in nn.Tanh.',
      code: `from torch import nn

decoder = nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())
criterion = nn.BCELoss()

def step(codes, images):
    return criterion(decoder(codes), images)  # error: bce-on-tanh
`,
    },
    {
      framework: 'PyTorch',
      title: 'The targets are labels from 0 to 1.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 1), nn.Tanh())
labels = torch.tensor([[1.0], [0.0], [1.0]])
loss = nn.BCELoss()(model(torch.randn(3, 4)), labels)  # error: bce-on-tanh
`,
      fixed: [
        [
          'model = nn.Sequential(nn.Linear(4, 1), nn.Tanh())',
          'model = nn.Sequential(nn.Linear(4, 1), nn.Sigmoid())',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'tanh as a function, and what comes out is reshaped.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Linear(64, 8)
        self.decode = nn.Linear(8, 64)

    def forward(self, x):
        return torch.tanh(self.decode(torch.relu(self.encode(x)))).view(-1, 8, 8)

model = AutoEncoder()

def step(images):
    return F.binary_cross_entropy(model(images), images.view(-1, 8, 8))  # error: bce-on-tanh
`,
    },
    ...onPyTorch.wrong,
    ...ofKeras.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Images from -1 to 1 and a squared error.',
      code: `from torch import nn

decoder = nn.Sequential(nn.Linear(16, 784), nn.Tanh())
criterion = nn.MSELoss()

def step(codes, images):
    return criterion(decoder(codes), images)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The tanh is brought to 0 to 1 first.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

decoder = nn.Sequential(nn.Linear(16, 784), nn.Tanh())

def step(codes, images):
    return F.binary_cross_entropy((decoder(codes) + 1) / 2, images)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A generator that ends in tanh; the loss sees the discriminator.',
      code: `from torch import nn

generator = nn.Sequential(nn.Linear(16, 784), nn.Tanh())
discriminator = nn.Sequential(nn.Linear(784, 1), nn.Sigmoid())
criterion = nn.BCELoss()

def step(noise, valid):
    return criterion(discriminator(generator(noise)), valid)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The tanh of numbers that are not negative lies between 0 and 1.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

layer = nn.Linear(6, 1)

def step(batch, target):
    return F.binary_cross_entropy(torch.tanh(F.relu(layer(batch))), target)
`,
    },
    ...onPyTorch.right,
    ...ofKeras.right,
    ...elsewhere.right,
  ],
};
