import * as elsewhere from './examples/double-activation';
import * as onPyTorch from './examples/on-pytorch/double-activation';
import * as ofKeras from './examples/keras/double-activation';
import { placeOfActivation, removeAnywhere } from './shared/activation-fix';
import { message } from './shared/evidence';
import { findingsAmong, oncePerPlace, placeKey, predictionOf } from './shared/loss-findings';
import { numberOf, originOf, withoutMoves, type Origin } from './shared/origin';
import type { OperationRecord, TensorRecord } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';
import { writtenActivations } from './shared/written-activations';

const NAME = 'double-activation';

const comparisons: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le']);

/** The tensors that are compared with 0.5: after two sigmoids all of them are above it. */
function comparedWithHalf(context: RuleContext): ReadonlySet<number> {
  const lookup = (id: number): TensorRecord => context.tensor(id);
  const compared = new Set<number>();
  for (const { operation, inputs } of context.inspection.operations) {
    const [left, right] = inputs;
    if (!comparisons.has(operation) || left == null || right == null) continue;
    if (numberOf(lookup(right)) === 0.5) compared.add(withoutMoves(lookup, left).id);
  }
  return compared;
}

/** Where activations stand that already reach a loss of raw scores: what is wrong is the first one, and other rules say so. */
function marksOfLosses(context: RuleContext): ReadonlySet<string> {
  const withLogits = new Set(['cross_entropy', 'binary_cross_entropy_with_logits', 'sigmoid_focal_loss']);
  const marks = new Set<string>();
  for (const call of context.inspection.losses) {
    const origin = withLogits.has(call.loss) ? predictionOf(context, call)?.origin : null;
    const place = origin && (origin.tensor.layer ?? origin.tensor.place);
    if (place) marks.add(placeKey(place));
  }
  return marks;
}

/** The first activation when a second one of its kind is applied to what it gives; null otherwise. */
function firstOf(context: RuleContext, second: TensorRecord): Origin | null {
  const { operation, inputs, attributes } = second.producer!;
  const input = inputs[0];
  if (input === undefined) return null;
  const origin = originOf((id) => context.tensor(id), input);
  if (origin.isJoined || origin.kind !== (operation.endsWith('sigmoid') ? 'sigmoid' : 'softmax')) return null;
  if (origin.kind === 'sigmoid') return origin;
  // A softmax over another dim normalizes something else: rows after columns.
  const before = context.tensor(input);
  const rank = before.shape?.length;
  const written = attributes['dim'];
  const dim = typeof written === 'number' && written < 0 && rank !== undefined ? written + rank : written;
  const isSameDim = before.role.dim === undefined || before.role.dim === dim || dim === -1;
  return isSameDim ? origin : null;
}

/** A metric that takes the sigmoid by itself, of what a model with a sigmoid gives. */
function judgeMetric(
  context: RuleContext,
  { options, inputs, place }: OperationRecord,
  marked: ReadonlySet<string>,
): Finding | null {
  const { metric } = options;
  const [given] = inputs;
  if (typeof metric !== 'string' || given == null) return null;
  const first = originOf((id) => context.tensor(id), given);
  const made = first.tensor.layer ?? first.tensor.place;
  const firstPlace = placeOfActivation(context, first);
  if (first.kind !== 'sigmoid' || first.isJoined || !made || !firstPlace || marked.has(placeKey(made)))
    return null;
  return {
    rule: NAME,
    severity: 'warning',
    place,
    message: message([
      `what ${metric} gets already comes out of a sigmoid, but ${metric} takes the sigmoid of it by itself and expects raw scores`,
      'after two sigmoids every number lies between 0.5 and 0.731, so all of them pass a threshold of up to 0.5',
      `write partial(${metric}, sigmoid=False)`,
    ]),
    evidence: '',
    related: [{ place: firstPlace, message: 'the first sigmoid is applied here' }],
    fix: null,
  };
}

export const doubleActivation: Rule = {
  name: NAME,
  title: 'the same activation twice',
  severity: 'warning',
  why: `A sigmoid of a probability lies between 0.5 and 0.731: every answer is "yes" at a threshold of 0.5, and a mask is all
foreground. A softmax of probabilities flattens them: with 10 classes the most certain answer becomes
e / (e + 9) = 0.232. The order is kept, so an argmax hides it, and everything that reads the number itself is wrong.

It happens where a model already ends in the activation and the code that uses it applies it once more. Leave one of the two
out: best the one in the model, so that losses with logits can be used.

A \`logsigmoid\` or \`log_softmax\` takes the activation as well: behind one, a loss that is written out gets nothing but flat
probabilities.

Nothing is said of a model that gives raw scores and gets its activation later, nor of a softmax over another dim.`,
  check: (context) => {
    const compared = comparedWithHalf(context);
    const marked = marksOfLosses(context);
    return oncePerPlace([
      ...findingsAmong(context.inspection.operations, (event) =>
        event.operation === 'sigmoid' ? judgeMetric(context, event, marked) : null,
      ),
      ...writtenActivations(context, ['softmax', 'log_softmax', 'sigmoid', 'logsigmoid']).flatMap(
        ({ record }): Finding[] => {
          const { operation } = record.producer!;
          const first = firstOf(context, record);
          if (!first) return [];
          const made = first.tensor.layer ?? first.tensor.place;
          const firstPlace = placeOfActivation(context, first);
          if (!made || !firstPlace || marked.has(placeKey(made))) return [];
          const kind = first.kind as 'softmax' | 'sigmoid';
          const isThreshold = kind === 'sigmoid' && compared.has(record.id);
          const again: Origin = { ...first, tensor: record, isWrittenOut: false, isAltered: false };
          const place = placeOfActivation(context, again);
          if (!place || placeKey(place) === placeKey(firstPlace)) return [];
          return [
            {
              rule: NAME,
              severity: isThreshold ? 'error' : 'warning',
              place,
              message: message([
                `what goes into this ${operation} already comes out of a ${kind}, but a ${operation} expects raw scores`,
                operation === 'logsigmoid'
                  ? 'the logarithm of the second sigmoid lies between -0.693 and -0.313: every answer stays a weak "yes"'
                  : kind === 'sigmoid'
                    ? `after two sigmoids every number lies between 0.5 and 0.731${isThreshold ? ', so all of them pass the threshold 0.5' : ''}`
                    : 'the second softmax flattens the probabilities: none comes near 1',
                `leave one of the two ${kind === 'sigmoid' ? 'sigmoids' : 'softmaxes'} out`,
              ]),
              evidence: '',
              related: [{ place: firstPlace, message: `the first ${kind} is applied here` }],
              // Without the logarithm that the second one takes, the loss would be another.
              fix: operation.startsWith('log')
                ? null
                : removeAnywhere(context, again, `Remove the second ${kind}`),
            },
          ];
        },
      ),
    ]);
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The model ends in a sigmoid, and the threshold is applied to a second one.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(12, 1), nn.Sigmoid())
criterion = nn.BCELoss()

def step(batch, target):
    return criterion(model(batch), target)

def predict(batch):
    return torch.sigmoid(model(batch)) > 0.5  # error: double-activation
`,
      fixed: [['return torch.sigmoid(model(batch)) > 0.5', 'return model(batch) > 0.5']],
    },
    {
      framework: 'PyTorch',
      title: 'A softmax of what a model with a softmax gives.',
      code: `from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return F.softmax(self.out(x), dim=1)

net = Net()

def confidence(batch):
    probabilities = F.softmax(net(batch), dim=1)  # warning: double-activation
    return probabilities.max(dim=1)
`,
      fixed: [['probabilities = F.softmax(net(batch), dim=1)', 'probabilities = net(batch)']],
    },
    {
      framework: 'PyTorch',
      title: 'Two softmax layers one after the other.',
      code: `from torch import nn

model = nn.Sequential(
    nn.Linear(8, 3),
    nn.Softmax(dim=1),
    nn.Softmax(dim=1),  # warning: double-activation
)

def step(batch, target):
    probabilities = model(batch)
    return -probabilities[range(len(target)), target].mean()
`,
      fixed: [
        [
          `    nn.Softmax(dim=1),
    nn.Softmax(dim=1),`,
          '    nn.Softmax(dim=1),',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Numbers through two sigmoids.',
      code: `import torch

scores = torch.tensor([2.0, -3.0, 0.5])
probabilities = torch.sigmoid(scores)
mask = probabilities.sigmoid()  # warning: double-activation
`,
      fixed: [['mask = probabilities.sigmoid()', 'mask = probabilities']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'A model of raw scores gets its softmax where probabilities are read.',
      code: `from torch import nn
import torch.nn.functional as F

net = nn.Linear(20, 5)

def step(batch, target):
    return F.cross_entropy(net(batch), target)

def confidence(batch):
    return F.softmax(net(batch), dim=1).max(dim=1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A layer between two sigmoids.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid())
criterion = nn.BCELoss()

def step(batch, target):
    return criterion(model(batch), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A softmax over the rows and one over the columns of the same scores.',
      code: `import torch

scores = torch.randn(4, 4)
matches = scores.softmax(dim=0) * scores.softmax(dim=1)
best = matches.argmax(dim=1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A softmax of scaled probabilities sharpens them on purpose.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, 1.0, 0.1]])
weights = F.softmax(F.softmax(scores, dim=1) / 0.1, dim=1)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
