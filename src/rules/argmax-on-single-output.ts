import * as onPyTorch from './examples/on-pytorch/argmax-on-single-output';
import * as ofKeras from './examples/keras/argmax-on-single-output';
import * as elsewhere from './examples/argmax-on-single-output';
import type { Place } from '../base/place';
import type { TensorRecord } from '../inspect/inspection';
import { evidence, message } from './shared/evidence';
import { binaryLosses } from './shared/loss-families';
import { oncePerPlace, predictionOf, scoresPlaces } from './shared/loss-findings';
import { originOf } from './shared/origin';
import { outputsOfScores } from './shared/output-width';
import { scoresInLosses, type ScoresInLosses } from './shared/scores-in-losses';
import type { Finding, Rule, RuleContext } from './rule';

/** A place where the largest class of each row is looked for: argmax, or the second that `max` gives. */
interface Choice {
  readonly place: Place;
  readonly result: TensorRecord;
}

/** What chooses classes in the text. `max` gives a tuple, so that its call is no event and only the tensor says where. */
function choicesIn({ inspection, tensor }: RuleContext): readonly Choice[] {
  const called = inspection.operations.flatMap(({ operation, output, place }): Choice[] => {
    const result = operation === 'argmax' && output !== null ? tensor(output) : null;
    return result?.producer?.operation === 'argmax' ? [{ place, result }] : [];
  });
  const known = new Set(called.map(({ result }) => result.id));
  const others = inspection.tensors.flatMap((result): Choice[] => {
    const isOther = result.producer?.operation === 'argmax' && !known.has(result.id);
    return isOther && result.place ? [{ place: result.place, result }] : [];
  });
  return [...called, ...others];
}

/** The tensor whose largest class is looked for, where there is only one class; null otherwise. */
function singleOutput(context: RuleContext, { result }: Choice, seen: ScoresInLosses): TensorRecord | null {
  const producer = result.producer!;
  const { dim } = producer.attributes;
  const record = context.tensor(producer.inputs[0]!);
  if (typeof dim !== 'number') return null;
  if (!record.shape)
    return outputsOfScores(context, record) === 1 && isOfRows(context, record, dim, seen) ? record : null;
  const rank = record.shape.length;
  // The classes stand last, or second of images; a batch or a line of one is no mistake.
  const at = dim < 0 ? dim + rank : dim;
  const isClassDim = rank >= 2 && (at === rank - 1 || (at === 1 && rank === 4));
  return isClassDim && record.shape[at] === 1 ? record : null;
}

/** Losses of yes and no: where they train a single output, dim 1 is that output's. */
const binary: ReadonlySet<string> = new Set(binaryLosses);

/** Of scores whose rank is not known: whether a dim is that of the single output. */
function isOfRows(context: RuleContext, record: TensorRecord, dim: number, seen: ScoresInLosses): boolean {
  if (dim !== 1) return dim === -1;
  const origin = originOf((id) => context.tensor(id), record.id);
  const losses = [...seen.lossesOf(origin)];
  if (losses.length > 0 && losses.every((loss) => binary.has(loss))) return true;
  // A loss of classes has them in dim 1, unless the output was taken away before: then dim 1 was a sequence.
  const calls = seen.callsOf(origin);
  const areUnmoved = calls.every((call) => {
    const given = predictionOf(context, call);
    return given !== null && given.record.id === given.origin.tensor.id;
  });
  return calls.length > 0 && areUnmoved && losses.every((loss) => loss === 'cross_entropy');
}

export const argmaxOnSingleOutput: Rule = {
  name: 'argmax-on-single-output',
  title: 'argmax on a single output',
  severity: 'error',
  why: `\`argmax\` gives the place of the largest number along a dim. Along a dim of size 1 there is one place only:
the answer is 0 for every row, whatever the model has learned. A model with one output per row says yes or no by the
size of its score, not by its place.

| output of the model, shape (3, 1) | \`argmax(1)\` | \`output > 0\` |
| :-- | :-- | :-- |
| [[2.1], [-0.3], [0.8]] | [0, 0, 0] | [yes, no, yes] |

Nothing raises. The accuracy that is reported is the share of class 0, from the first epoch to the last.`,
  check: (context) => {
    const seen = scoresInLosses(context);
    return oncePerPlace(
      choicesIn(context).flatMap((choice): Finding[] => {
        const record = singleOutput(context, choice, seen);
        const origin = record && originOf((id) => context.tensor(id), record.id);
        if (!record || !origin || !['scores', 'sigmoid', 'softmax'].includes(origin.kind)) return [];
        return [
          {
            rule: 'argmax-on-single-output',
            severity: 'error',
            place: choice.place,
            message: message([
              `the model gives one number for each row${record.shape ? ` (shape [${record.shape.join(', ')}])` : ''}, but argmax expects one for each class`,
              'the largest of one number is always at place 0: every row is answered with class 0, and the accuracy is the share of that class',
              origin.kind === 'scores'
                ? 'compare the scores with a threshold: output > 0'
                : 'compare the probabilities with a threshold: output > 0.5',
            ]),
            evidence: evidence([
              record.data ? `argmax gives 0 for each of ${record.data.length} rows` : null,
            ]),
            related: scoresPlaces(origin, choice.place),
            fix: null,
          },
        ];
      }),
    );
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A binary classifier with one output.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 1))
criterion = nn.BCEWithLogitsLoss()

def step(x, y):
    logits = model(x)
    loss = criterion(logits, y.float().unsqueeze(1))
    accuracy = (logits.argmax(dim=-1) == y).float().mean()  # error: argmax-on-single-output
    return loss, accuracy
`,
    },
    {
      framework: 'PyTorch',
      title: 'Cross-entropy on one output, and the largest of one in a function of its own.',
      code: `import torch
from torch import nn

def accuracy(model, x, y):
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()  # error: argmax-on-single-output

def main(path):
    x, y = torch.load(path)
    model = nn.Sequential(nn.Linear(13, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(20):
        loss = nn.CrossEntropyLoss()(model(x), y)  # error: single-output-cross-entropy
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(accuracy(model, x, y))
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sigmoid does not help.',
      code: `import torch
from torch import nn

scorer = nn.Linear(4, 1)
x = torch.randn(6, 4)
probabilities = torch.sigmoid(scorer(x))
predicted = torch.argmax(probabilities, dim=-1)  # error: argmax-on-single-output
`,
    },
    {
      framework: 'PyTorch',
      title: 'A mask with one channel.',
      code: `import torch
from torch import nn

class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 1, 1))

    def forward(self, images):
        return self.net(images)

segmenter = Segmenter()
masks = segmenter(torch.randn(2, 3, 8, 8)).argmax(1)  # error: argmax-on-single-output
`,
    },
    ...onPyTorch.wrong,
    ...ofKeras.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One output is held against a threshold.',
      code: `import torch
from torch import nn

model = nn.Linear(10, 1)

def predict(x):
    return (model(x).squeeze(1) > 0).long()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Two outputs have a larger and a smaller one.',
      code: `import torch
from torch import nn

model = nn.Linear(10, 2)

def predict(x):
    return model(x).argmax(dim=1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The largest of several rows, with a batch of one.',
      code: `import torch
from torch import nn

attention = nn.Linear(8, 1)
weights = attention(torch.randn(1, 12, 8)).squeeze(-1)
where = weights.argmax(dim=-1)
best = nn.Linear(8, 1)(torch.randn(5, 8)).argmax(dim=0)
`,
    },
    ...onPyTorch.right,
    ...ofKeras.right,
    ...elsewhere.right,
  ],
};
