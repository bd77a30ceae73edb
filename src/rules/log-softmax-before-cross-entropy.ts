import * as elsewhere from './examples/log-softmax-before-cross-entropy';
import * as onPyTorch from './examples/on-pytorch/log-softmax-before-cross-entropy';
import * as ofKeras from './examples/keras/log-softmax-before-cross-entropy';
import { covers } from '../base/place';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import { message } from './shared/evidence';
import {
  callsOfSameObject,
  findingsAtLosses,
  isOfKeras,
  predictionOf,
  targetOf,
} from './shared/loss-findings';
import { replaceLoss } from './shared/loss-fix';
import type { LossCall } from '../inspect/inspection';
import type { Fix, Rule, RuleContext } from './rule';

/** Whether the input of a cross-entropy comes straight out of a log_softmax over the classes. */
function isNormalized(context: RuleContext, call: LossCall): boolean {
  // Without the flag Keras takes them for probabilities.
  const takesScores = !isOfKeras(call) || call.options['from_logits'] === true;
  const input = takesScores ? predictionOf(context, call) : null;
  if (!input || input.origin.isAltered || input.origin.isJoined) return false;
  const { producer, role } = input.origin.tensor;
  if (input.origin.kind !== 'log-probabilities' || producer?.operation !== 'log_softmax') return false;
  const at = input.record.role.dim ?? role.dim;
  return at === undefined || input.record.shape === null || at === input.classDim;
}

/** NLL loss takes log-probabilities, but neither smoothing nor targets that are probabilities. */
function takesNll(context: RuleContext, call: LossCall): boolean {
  const target = targetOf(context, call);
  const isIndex = target?.record.dtype === 'int64' || target?.record.role.kind === 'class-indices';
  return isIndex && (call.options['label_smoothing'] ?? 0) === 0 && isNormalized(context, call);
}

function fixOf(context: RuleContext, call: LossCall): Fix | null {
  const input = predictionOf(context, call)!;
  const { place } = input.origin.tensor;
  const isInCall = place !== null && place.source === call.place.source && covers(call.place, place);
  if (isInCall && input.origin.tensor.layer === null)
    return removeActivation(context, call, input.origin, 'Remove the log_softmax');
  if (!callsOfSameObject(context, call).every((other) => takesNll(context, other))) return null;
  return replaceLoss(context, call, {
    title: 'Use NLL loss',
    names: { cross_entropy: 'nll_loss', CrossEntropyLoss: 'NLLLoss' },
  });
}

export const logSoftmaxBeforeCrossEntropy: Rule = {
  name: 'log-softmax-before-cross-entropy',
  title: 'log_softmax before cross-entropy',
  severity: 'info',
  judgesModels: true,
  why: `Cross-entropy applies \`log_softmax\` to what it gets. Doing so twice changes nothing: log-probabilities are already
normalized, so the second \`log_softmax\` subtracts ln 1 = 0. The loss and its gradient are the same to the last digit.

It is a hint and no mistake: one operation too much, and a reader who wonders which of the two is meant. Either return raw
scores and keep cross-entropy, or keep the log-probabilities and use \`nn.NLLLoss\`.`,
  check: (context) =>
    findingsAtLosses(context, ['cross_entropy'], (call) => {
      if (!isNormalized(context, call)) return null;
      const { argument, origin } = predictionOf(context, call)!;
      return {
        rule: 'log-softmax-before-cross-entropy',
        severity: 'info',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} comes out of a log_softmax, but cross-entropy expects raw scores (logits) and applies ` +
            'log_softmax itself',
          'the value and the gradient are the same, so training is not harmed: one of the two is superfluous',
          'pass the raw scores, or use NLL loss on the log-probabilities',
        ]),
        evidence: '',
        related: placesOfActivation(context, call, origin, 'log_softmax'),
        fix: fixOf(context, call),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The log_softmax stands in the call.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
loss = F.cross_entropy(F.log_softmax(scores, dim=1), torch.tensor([0, 1]))  # info: log-softmax-before-cross-entropy
`,
      fixed: [
        [
          'loss = F.cross_entropy(F.log_softmax(scores, dim=1), torch.tensor([0, 1]))',
          'loss = F.cross_entropy(scores, torch.tensor([0, 1]))',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The model ends in nn.LogSoftmax, and the labels are class indices.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(8, 3), nn.LogSoftmax(dim=1))
criterion = nn.CrossEntropyLoss()
labels = torch.randint(0, 3, (4,))
loss = criterion(model(torch.randn(4, 8)), labels)  # info: log-softmax-before-cross-entropy
`,
      fixed: [['criterion = nn.CrossEntropyLoss()', 'criterion = nn.NLLLoss()']],
    },
    {
      framework: 'PyTorch',
      title: 'forward ends in log_softmax.',
      code: `from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return F.log_softmax(self.out(x), dim=1)

net = Net()
criterion = nn.CrossEntropyLoss()

def step(batch, target):
    return criterion(net(batch), target)  # info: log-softmax-before-cross-entropy
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'log_softmax and NLL loss.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(8, 3), nn.LogSoftmax(dim=1))
criterion = nn.NLLLoss()

def step(batch, target):
    return criterion(model(batch), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The logarithm of probabilities that a model gives makes scores of them.',
      code: `import torch
import torch.nn.functional as F

first = torch.tensor([[1.0, 0.0], [0.5, -0.5]])
second = torch.tensor([[0.0, 2.0], [1.0, 1.5]])
mixture = (F.softmax(first, dim=1) + F.softmax(second, dim=1)) / 2
loss = F.cross_entropy(torch.log(mixture), torch.tensor([0, 1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'log_softmax for a distillation term beside the loss of raw scores.',
      code: `import torch.nn.functional as F
from torch import nn

student = nn.Linear(8, 3)
teacher = nn.Linear(8, 3)

def step(batch, target):
    scores = student(batch)
    soft = F.softmax(teacher(batch) / 2.0, dim=1)
    distilled = F.kl_div(F.log_softmax(scores / 2.0, dim=1), soft, reduction='batchmean')
    return F.cross_entropy(scores, target) + 4.0 * distilled
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
