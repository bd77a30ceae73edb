import * as onPyTorch from './examples/on-pytorch/accuracy-threshold-on-logits';
import * as ofKeras from './examples/keras/accuracy-threshold-on-logits';
import * as elsewhere from './examples/accuracy-threshold-on-logits';
import type { OperationRecord, TensorRecord } from '../inspect/inspection';
import { LineIndex } from '../base/line-index';
import type { Expression } from '../python/syntax';
import { expressionAt, lastName, sourceAt, type EditedSource } from './shared/code-shape';
import { certainFix, replaceSpan, setKeyword } from './shared/edits';
import { endOfOutput, kerasHeads, metricsOf, type KerasHead } from './shared/keras-heads';
import { evidence, message, sampledNote } from './shared/evidence';
import { oncePerPlace, scoresPlaces } from './shared/loss-findings';
import { numberOf, originOf, type Origin } from './shared/origin';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { scoresInLosses, type ScoresInLosses } from './shared/scores-in-losses';

const comparisons: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le']);

/** Losses that take the sigmoid of what they are given themselves: their scores are logits. */
const losses: ReadonlySet<string> = new Set([
  'binary_cross_entropy_with_logits',
  'sigmoid_focal_loss',
  'multilabel_soft_margin_loss',
]);

/** The tensor that is held against 0.5, by a comparison or by rounding; null for any other operation. */
function heldAgainstHalf(context: RuleContext, operation: OperationRecord): TensorRecord | null {
  const { output } = operation;
  const producer = output === null ? null : context.tensor(output).producer;
  if (!producer || producer.operation !== operation.operation) return null;
  const [first, second] = producer.inputs.map((id) => context.tensor(id));
  if (!first) return null;
  if (producer.operation === 'round') return first;
  if (!comparisons.has(producer.operation) || !second) return null;
  if (numberOf(second) === 0.5) return first;
  return numberOf(first) === 0.5 ? second : null;
}

/** Whether the numbers are logits: a loss that is seen takes them as such, and no other loss takes them as anything else. */
function areLogits(origin: Origin, seen: ScoresInLosses): boolean {
  if (origin.isAltered || !['scores', 'leaf', 'values'].includes(origin.kind)) return false;
  // Scores that a metric is handed, which a contract calls logits.
  if (origin.tensor.producer === null && origin.tensor.role.kind === 'logits') return true;
  const found = [...seen.lossesOf(origin)];
  return found.length > 0 && found.every((loss) => losses.has(loss));
}

/** `logits > 0.5` becomes `logits > 0`; null where 0.5 is not written there, and for rounding. */
function compareWithZero(context: RuleContext, operation: OperationRecord): Fix | null {
  const source = sourceAt(context, operation.place);
  const node = expressionAt(source, operation.place);
  const operands =
    node?.kind === 'Compare' ? [node.left, ...node.comparators] : node?.kind === 'Call' ? node.args : [];
  const half = operands.filter(
    (operand) => operand.kind === 'Constant' && Number(source.text.slice(operand.start, operand.end)) === 0.5,
  );
  if (operation.operation === 'round') return null;
  return half.length === 1
    ? certainFix(context, 'Compare with 0', [replaceSpan(source, half[0]!, '0')])
    : null;
}

/** The metrics of Keras in a call of `compile` that hold the output of a single unit, or each of several, against 0.5. */
function metricsAtHalf(source: EditedSource, head: KerasHead): readonly Expression[] {
  const { units } = head;
  return metricsOf(head, source).filter((metric) => {
    if (metric.kind === 'Constant')
      return (
        metric.value === 'binary_accuracy' ||
        (units === 1 && ['accuracy', 'acc'].includes(String(metric.value)))
      );
    if (metric.kind !== 'Call' || lastName(metric.func) !== 'BinaryAccuracy') return false;
    return (
      metric.args.length < 3 && metric.keywords.every(({ name }) => name !== null && name !== 'threshold')
    );
  });
}

/** Models of Keras that end in raw scores, whose loss is told so, and whose accuracy is not. */
function inKeras(context: RuleContext): Finding[] {
  return kerasHeads(context).flatMap((head): Finding[] => {
    const isOfLogits = head.event === 'compile' && head.family === 'binary' && head.fromLogits;
    if (!isOfLogits || head.origin.kind !== 'scores') return [];
    const source = sourceAt(context, head.call);
    return metricsAtHalf(source, head).map((metric): Finding => {
      const edit = metric.kind === 'Call' ? setKeyword(source, metric, 'threshold', '0.0') : null;
      return {
        rule: 'accuracy-threshold-on-logits',
        severity: 'warning',
        place: new LineIndex(source.text).place(metric, source.index),
        message: message([
          'this metric holds the output against 0.5, but a threshold of 0.5 expects probabilities, and the model gives raw scores (from_logits=True)',
          'a score of 0.5 is a probability of 0.622, so positives with a score between 0 and 0.5 are answered with no and the metric is too low',
          'use BinaryAccuracy(threshold=0.0)',
        ]),
        evidence: '',
        related: endOfOutput(head, 'the raw scores are made here'),
        fix: certainFix(context, 'Hold the scores against 0', edit && [edit]),
      };
    });
  });
}

/** How many of the scores are answered wrongly because of it. */
function between(record: TensorRecord): string | null {
  if (!record.data) return null;
  const count = record.data.filter((value) => value > 0 && value <= 0.5).length;
  return count > 0
    ? `${count} of ${record.data.length} scores lie between 0 and 0.5: their probability is above 0.5, and they count as 0`
    : null;
}

export const accuracyThresholdOnLogits: Rule = {
  name: 'accuracy-threshold-on-logits',
  title: 'threshold of 0.5 on logits',
  severity: 'warning',
  why: `A threshold of 0.5 belongs to probabilities. \`nn.BCEWithLogitsLoss\` is given raw scores (logits), and a
score of 0.5 is a probability of 0.622: whatever lies between 0 and 0.5 is answered with no although the model
says yes. \`torch.round\` does the same.

| score | probability, sigmoid of it | \`score > 0.5\` | right answer |
| --: | --: | :-- | :-- |
| -0.2 | 0.450 | no | no |
| 0.2 | 0.550 | **no** | yes |
| 0.6 | 0.646 | yes | yes |

The loss is right and training goes on; only the accuracy that is reported, and every decision made so, are too
low on the positives. The threshold for scores is 0. Keras' \`'accuracy'\` of a model with one unit has the threshold 0.5 as well,
also where the loss is told \`from_logits=True\`.

Scores are taken for logits only where a loss with logits gets scores of the same layer, and no other loss does.`,
  check: (context) => {
    const { operations } = context.inspection;
    const candidates = operations.filter(
      ({ operation }) => operation === 'round' || comparisons.has(operation),
    );
    const seen = scoresInLosses(context);
    return oncePerPlace([
      ...inKeras(context),
      ...candidates.flatMap((operation): Finding[] => {
        const record = heldAgainstHalf(context, operation);
        const origin = record && originOf((id) => context.tensor(id), record.id);
        if (!record || !origin || !areLogits(origin, seen)) return [];
        return [
          {
            rule: 'accuracy-threshold-on-logits',
            severity: 'warning',
            place: operation.place,
            message: message([
              `${operation.operation === 'round' ? 'raw scores (logits) are rounded' : 'raw scores (logits) are held against 0.5'}, ` +
                'but a threshold of 0.5 expects probabilities',
              'a score of 0.5 is a probability of 0.622, so positives with a score between 0 and 0.5 are answered with no ' +
                'and the metric is too low',
              'compare the scores with 0, or take the sigmoid first',
            ]),
            evidence: evidence([between(record), sampledNote(record)]),
            related: scoresPlaces(origin, operation.place),
            fix: compareWithZero(context, operation),
          },
        ];
      }),
    ]);
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The scores that go into BCE with logits are held against 0.5.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.5, 0.3, -2.0, 0.1], requires_grad=True)
target = torch.tensor([1.0, 1.0, 0.0, 1.0])
loss = F.binary_cross_entropy_with_logits(logits, target)
accuracy = ((logits > 0.5) == target.bool()).float().mean()  # warning: accuracy-threshold-on-logits
`,
      fixed: [
        [
          'accuracy = ((logits > 0.5) == target.bool()).float().mean()',
          'accuracy = ((logits > 0) == target.bool()).float().mean()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Training and evaluation are two functions.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 1))
criterion = nn.BCEWithLogitsLoss()

def train(loader, optimizer):
    model.train()
    for x, y in loader:
        loss = criterion(model(x), y.float().unsqueeze(1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

@torch.no_grad()
def accuracy(loader):
    model.eval()
    correct = total = 0
    for x, y in loader:
        predicted = model(x).squeeze(1) >= 0.5  # warning: accuracy-threshold-on-logits
        correct += (predicted == y).sum().item()
        total += len(y)
    return correct / total
`,
      fixed: [['predicted = model(x).squeeze(1) >= 0.5', 'predicted = model(x).squeeze(1) >= 0']],
    },
    {
      framework: 'PyTorch',
      title: 'The scores are rounded.',
      code: `import torch
from torch import nn

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(32, 6)

    def forward(self, x):
        return self.out(x)

tagger = Tagger()
criterion = nn.BCEWithLogitsLoss()

def step(x, tags):
    scores = tagger(x)
    loss = criterion(scores, tags)
    hits = (torch.round(scores) == tags).float().mean()  # warning: accuracy-threshold-on-logits
    return loss, hits
`,
    },
    ...onPyTorch.wrong,
    ...ofKeras.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The threshold of scores is 0.',
      code: `import torch
from torch import nn

model = nn.Linear(10, 1)
criterion = nn.BCEWithLogitsLoss()

def step(x, y):
    logits = model(x).squeeze(1)
    loss = criterion(logits, y)
    return loss, ((logits > 0) == y.bool()).float().mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sigmoid comes first.',
      code: `import torch
from torch import nn

model = nn.Linear(10, 1)
criterion = nn.BCEWithLogitsLoss()

def step(x, y):
    logits = model(x).squeeze(1)
    loss = criterion(logits, y)
    return loss, torch.round(torch.sigmoid(logits)), logits.sigmoid() > 0.5
`,
    },
    {
      framework: 'PyTorch',
      title: 'A regression onto 0 and 1 is held against 0.5.',
      code: `import torch
from torch import nn

model = nn.Linear(10, 1)
criterion = nn.MSELoss()

def step(x, y):
    prediction = model(x).squeeze(1)
    return criterion(prediction, y), prediction > 0.5
`,
    },
    ...onPyTorch.right,
    ...ofKeras.right,
    ...elsewhere.right,
  ],
};
