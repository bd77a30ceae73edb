import * as elsewhere from './examples/relu-before-logits-loss';
import * as onPyTorch from './examples/on-pytorch/relu-before-logits-loss';
import * as ofKeras from './examples/keras/relu-before-logits-loss';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import { classesOf, evidence, message, number, sampledNote } from './shared/evidence';
import { endOfOutput, findingsAtHeads, type KerasHead } from './shared/keras-heads';
import { lastActivation } from './shared/last-activation';
import { findingsAtLosses, isOfKeras, predictionOf, type JudgedInput } from './shared/loss-findings';
import type { LossCall } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

/** What an activation does to scores, for a person: by its name. */
const effects: Readonly<Record<string, string>> = {
  relu: 'relu makes every negative score 0',
  softplus: 'softplus makes every score positive',
  tanh: 'tanh keeps every score between -1 and 1',
  leaky_relu: 'leaky_relu flattens every negative score',
  elu: 'elu keeps every score above -1',
};

/** The rows that a relu has left without any score: their loss is ln C, and they learn nothing. */
function deadRows({ record, classDim }: JudgedInput): number {
  const { data, shape } = record;
  if (!data || shape?.length !== 2 || classDim !== 1) return 0;
  const classes = shape[1] as number;
  let dead = 0;
  for (let row = 0; row < data.length / classes; row++) {
    if (data.subarray(row * classes, (row + 1) * classes).every((score) => score === 0)) dead++;
  }
  return dead;
}

/** The smallest loss that is left, as a sentence; null where the activation sets no bound. */
function floorOf(context: RuleContext, call: LossCall, input: JudgedInput, name: string): string | null {
  if (call.loss !== 'cross_entropy') {
    if (name === 'relu' || name === 'softplus')
      return "a negative's loss cannot fall below ln 2 = 0.6931, since its score cannot fall below 0";
    return name === 'tanh' ? "no element's loss can fall below ln(1 + 1/e) = 0.3133" : null;
  }
  const classes = classesOf(context, input);
  if (name === 'tanh' && classes !== null && classes >= 2)
    return `for ${classes} classes no row's loss can fall below ${number(Math.log(1 + (classes - 1) * Math.exp(-2)))}`;
  return name === 'relu'
    ? `a row without a positive score has the loss ln C${classes ? ` = ${number(Math.log(classes))}` : ''} and no gradient at all`
    : null;
}

/**
 * An output of a Keras model whose last layer has an activation of hidden layers, where `compile` gives it a
 * cross-entropy, or a training step one that takes probabilities. Rows of a softplus may be meant to be divided by their sum, as Keras does.
 */
function judgeHead(head: KerasHead): Finding | null {
  const { event, family, fromLogits, loss } = head;
  const isElsewhere = event === 'fit' || family === 'ctc' || (event === 'call' && fromLogits);
  const last = family === 'regression' || isElsewhere ? null : lastActivation(head.origin);
  const effect = last && effects[last.name];
  if (!last || effect === undefined || effect === null) return null;
  if (!fromLogits && last.name === 'softplus' && family !== 'binary') return null;
  // That a tanh is no probability is another mistake.
  if (!fromLogits && last.name === 'tanh' && family === 'binary') return null;
  const activation = family === 'binary' ? 'sigmoid' : 'softmax';
  return {
    rule: 'relu-before-logits-loss',
    severity: 'warning',
    place: head.place,
    message: message([
      `the output comes out of a ${last.name}, but ${loss} expects ${fromLogits ? 'raw scores (logits) of any sign' : 'probabilities'}`,
      fromLogits
        ? `${effect}, and little gradient is left to lower them`
        : 'Keras clips it to between 1e-7 and 1, where no gradient is left; on the JAX and torch back ends the loss may be nan',
      fromLogits
        ? 'leave the activation of the last layer out'
        : `leave the activation of the last layer out and pass from_logits=True, or give it activation='${activation}'`,
    ]),
    evidence: '',
    related: endOfOutput(head, `${last.name} is applied here`),
    fix: null,
  };
}

export const reluBeforeLogitsLoss: Rule = {
  name: 'relu-before-logits-loss',
  title: 'hidden activation before a loss of raw scores',
  severity: 'warning',
  judgesModels: true,
  why: `Cross-entropy and BCE with logits take raw scores (logits) of any sign: a large negative score is how a model says
no. An activation of hidden layers behind the last linear layer takes that away.

| last layer | what is lost |
| --- | --- |
| \`ReLU\` | negative scores: a row of nothing but zeros costs exactly ln C (1.386 for 4 classes) and has gradient 0; with BCE a negative stays above ln 2 = 0.693 |
| \`Softplus\` | the same, but smooth |
| \`Tanh\` | certainty: with scores from −1 to 1 BCE stays above 0.313 |
| \`LeakyReLU\`, \`ELU\` | most of the gradient of negative scores |

Nothing raises, and some rows may never learn. End the model in the linear layer.`,
  check: (context) => [
    ...findingsAtHeads(context, judgeHead),
    ...findingsAtLosses(context, ['cross_entropy', 'binary_cross_entropy_with_logits'], (call) => {
      if (isOfKeras(call) && call.options['from_logits'] !== true) return null;
      const input = predictionOf(context, call);
      const last = input && lastActivation(input.origin);
      const effect = last && effects[last.name];
      if (!input || !last || effect === undefined || effect === null) return null;
      const { record, origin, argument } = input;
      const loss = call.loss === 'cross_entropy' ? 'cross-entropy' : 'BCE with logits';
      const floor = floorOf(context, call, input, last.name);
      const dead = last.name === 'relu' && call.loss === 'cross_entropy' ? deadRows(input) : 0;
      return {
        rule: 'relu-before-logits-loss',
        severity: 'warning',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a ${last.name}, but ${loss} expects raw scores (logits) of any sign`,
          floor === null ? `${effect}, and little gradient is left to lower them` : `${effect}: ${floor}`,
          `pass what goes into the ${last.name}: end the model in its last linear layer`,
        ]),
        evidence: evidence([
          dead > 0 ? `${dead} of ${String(record.shape?.[0])} rows are all zeros` : null,
          dead > 0 ? sampledNote(record) : null,
        ]),
        related: placesOfActivation(context, call, origin, last.name),
        fix: removeActivation(context, call, origin, `Remove the ${last.name}`),
      };
    }),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'nn.ReLU is the last item of a Sequential.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10), nn.ReLU())
criterion = nn.CrossEntropyLoss()

def step(images, labels):
    return criterion(model(images), labels)  # warning: relu-before-logits-loss
`,
      fixed: [
        [
          'model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10), nn.ReLU())',
          'model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'forward applies relu to every layer, the last one too.',
      code: `from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 16)
        self.out = nn.Linear(16, 4)

    def forward(self, x):
        x = F.relu(self.hidden(x))
        return F.relu(self.out(x))

net = Net()

def step(batch, target):
    return F.cross_entropy(net(batch), target)  # warning: relu-before-logits-loss
`,
      fixed: [['return F.relu(self.out(x))', 'return self.out(x)']],
    },
    {
      framework: 'PyTorch',
      title: 'tanh before BCE with logits.',
      code: `import torch
from torch import nn

model = nn.Linear(6, 1)
criterion = nn.BCEWithLogitsLoss()
target = torch.tensor([[1.0], [0.0]])
loss = criterion(torch.tanh(model(torch.randn(2, 6))), target)  # warning: relu-before-logits-loss
`,
      fixed: [
        [
          'loss = criterion(torch.tanh(model(torch.randn(2, 6))), target)',
          'loss = criterion(model(torch.randn(2, 6)), target)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Softplus and LeakyReLU as last layers of two heads.',
      code: `from torch import nn

kind = nn.Sequential(nn.Linear(6, 3), nn.LeakyReLU())
flag = nn.Sequential(nn.Linear(6, 1), nn.Softplus())
cross_entropy = nn.CrossEntropyLoss()
bce = nn.BCEWithLogitsLoss()

def step(batch, kinds, flags):
    first = cross_entropy(kind(batch), kinds)  # warning: relu-before-logits-loss
    second = bce(flag(batch), flags)  # warning: relu-before-logits-loss
    return first + second
`,
      fixed: [
        [
          `kind = nn.Sequential(nn.Linear(6, 3), nn.LeakyReLU())
flag = nn.Sequential(nn.Linear(6, 1), nn.Softplus())`,
          `kind = nn.Sequential(nn.Linear(6, 3))
flag = nn.Sequential(nn.Linear(6, 1))`,
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
      title: 'The last layer is linear.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
criterion = nn.CrossEntropyLoss()

def step(images, labels):
    return criterion(model(images), labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The last convolution has a relu, and its maps are averaged over the image.',
      code: `from torch import nn

head = nn.Sequential(nn.Conv2d(64, 10, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
criterion = nn.CrossEntropyLoss()

def step(features, labels):
    return criterion(head(features), labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Scores clipped by a tanh and spread again, as in pointer networks.',
      code: `import torch
import torch.nn.functional as F

def step(queries, keys, chosen):
    scores = 10.0 * torch.tanh(queries @ keys.transpose(0, 1))
    return F.cross_entropy(scores, chosen)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A value head with tanh and a squared error.',
      code: `import torch
from torch import nn

value = nn.Sequential(nn.Linear(32, 1), nn.Tanh())
criterion = nn.MSELoss()

def step(boards, results):
    return criterion(value(boards), results)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
