import * as onPyTorch from './examples/on-pytorch/accuracy-compares-probabilities';
import * as ofKeras from './examples/keras/accuracy-compares-probabilities';
import * as elsewhere from './examples/accuracy-compares-probabilities';
import { isFloating } from '../engine/dtype';
import type { OperationRecord, TensorRecord } from '../inspect/inspection';
import { sourceAt } from './shared/code-shape';
import { areClasses, comparisonsOf, isAveraged, type Comparison } from './shared/comparisons';
import { certainFix, replaceSpan } from './shared/edits';
import { evidence, message } from './shared/evidence';
import { oncePerPlace } from './shared/loss-findings';
import { originOf, type Origin } from './shared/origin';
import type { Expression } from '../python/syntax';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { scoresInLosses } from './shared/scores-in-losses';

interface Compared {
  readonly prediction: TensorRecord;
  readonly origin: Origin;
  readonly classes: TensorRecord;
  /** The prediction as it is written. */
  readonly expression: Expression | null;
}

/** What of a comparison is a probability or a score, held against classes; null where that is not certain. */
function comparedWithClasses(
  context: RuleContext,
  comparison: Comparison,
  isTarget: (id: number) => boolean,
): Compared | null {
  const { operation, sides, result } = comparison;
  if (operation.operation !== 'eq' || !result) return null;
  for (const [at, { record: prediction, expression }] of sides.entries()) {
    const classes = sides[1 - at]!.record;
    const isNumber = classes.producer === null && classes.data?.length === 1;
    const areKnown = (classes.dtype !== null && !isFloating(classes.dtype)) || isTarget(classes.id);
    // Of what a loader or a parameter gives, the mean over the samples tells that it is the target.
    const areGiven = (): boolean =>
      isAveraged(context, comparison) && areClasses(context, comparison, sides[1 - at]!, isTarget);
    if (isNumber || !(areKnown || areGiven())) continue;
    if (prediction.dtype !== null && !isFloating(prediction.dtype)) continue;
    const origin = originOf((id) => context.tensor(id), prediction.id);
    if (!['softmax', 'sigmoid', 'scores'].includes(origin.kind)) continue;
    // Of topk and sort there are places beside the numbers.
    const isPicked = origin.path.some(
      ({ producer: by }) => by?.operation === 'topk' || by?.operation === 'sort',
    );
    if (!isPicked) return { prediction, origin, classes, expression };
  }
  return null;
}

/** Takes the argmax where the dim of the classes is known, and what it leaves has the shape of the target. */
function takeArgmax(context: RuleContext, operation: OperationRecord, compared: Compared): Fix | null {
  const { prediction, origin, classes, expression: operand } = compared;
  const { role } = origin.tensor;
  const isWhole = origin.path.length === 1 && !origin.isAltered;
  const rank = prediction.shape?.length;
  if (origin.kind !== 'softmax' || role.dim === undefined || !isWhole || !rank) return null;
  const isKept = classes.shape?.length === rank && classes.shape[role.dim] === 1;
  if (!isKept && classes.shape?.length !== rank - 1) return null;
  if (!operand || !['Name', 'Attribute', 'Call', 'Subscript'].includes(operand.kind)) return null;
  const source = sourceAt(context, operation.place);
  const end = { start: operand.end, end: operand.end };
  return certainFix(context, 'Compare the largest class', [
    replaceSpan(source, end, `.argmax(${role.dim}${isKept ? ', keepdim=True' : ''})`),
  ]);
}

const what = { softmax: 'probabilities', sigmoid: 'probabilities', scores: 'raw scores' } as const;

export const accuracyComparesProbabilities: Rule = {
  name: 'accuracy-compares-probabilities',
  title: 'accuracy compares probabilities',
  severity: 'error',
  why: `An accuracy counts how often the predicted class is the class of the target. Probabilities are no classes:
\`softmax(out) == y\` asks whether 0.83 equals 2, and the answer is no nearly everywhere. Where the shapes fit, by
broadcasting too, nothing raises, and the accuracy stays near 0 however well the model learns; where they do not,
PyTorch's \`==\` raises.

The class is where the largest score is: \`out.argmax(1) == y\`. Of one output for each row it is the side of the
threshold: \`(out > 0) == y\` for scores, \`(p > 0.5) == y\` for probabilities.`,
  check: (context) => {
    const candidates = comparisonsOf(context);
    if (candidates.length === 0) return [];
    const seen = scoresInLosses(context);
    return oncePerPlace(
      candidates.flatMap((comparison): Finding[] => {
        const { operation, result: equal } = comparison;
        const compared = comparedWithClasses(context, comparison, seen.isTarget);
        if (!compared) return [];
        const kind = compared.origin.kind as keyof typeof what;
        const count = equal?.data?.filter((value) => value !== 0).length;
        const { place } = compared.origin.tensor;
        return [
          {
            rule: 'accuracy-compares-probabilities',
            severity: 'error',
            place: operation.place,
            message: message([
              `${what[kind]} are compared with classes, but == expects the predicted class on this side`,
              'a number such as 0.83 is equal to no class, so the accuracy stays near 0 whatever the model learns',
              kind === 'softmax'
                ? 'compare the class with the largest probability: .argmax(1)'
                : 'compare the predicted class: .argmax(1), or the side of a threshold for a single output',
            ]),
            evidence: evidence([
              equal?.data ? `${count} of ${equal.data.length} comparisons are equal` : null,
            ]),
            related: place ? [{ place, message: `the ${what[kind]} are made here` }] : [],
            fix: takeArgmax(context, operation, compared),
          },
        ];
      }),
    );
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Softmax is held against the labels.',
      code: `import torch

logits = torch.tensor([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = torch.tensor([0, 1, 2])
accuracy = (torch.softmax(logits, dim=1) == labels).float().mean()  # error: accuracy-compares-probabilities
`,
      fixed: [
        [
          'accuracy = (torch.softmax(logits, dim=1) == labels).float().mean()',
          'accuracy = (torch.softmax(logits, dim=1).argmax(1) == labels).float().mean()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The labels stand in a column, so that every probability of a row is held against its label.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
inputs = torch.randn(32, 20)
labels = torch.randint(0, 5, (32, 1))
probabilities = model(inputs).softmax(dim=1)
hits = (labels == probabilities).sum()  # error: accuracy-compares-probabilities
`,
      fixed: [
        [
          'hits = (labels == probabilities).sum()',
          'hits = (labels == probabilities.argmax(1, keepdim=True)).sum()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'One output through a sigmoid, without a threshold.',
      code: `import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

model = nn.Linear(8, 1)
criterion = nn.BCEWithLogitsLoss()
loader = DataLoader(TensorDataset(torch.randn(64, 8), torch.randint(0, 2, (64,)).float()), batch_size=16)
correct = 0
for x, y in loader:
    logits = model(x).squeeze(1)
    loss = criterion(logits, y)
    correct += (torch.sigmoid(logits) == y).sum().item()  # error: accuracy-compares-probabilities
`,
    },
    ...onPyTorch.wrong,
    ...ofKeras.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The class of the largest probability is compared.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
criterion = nn.CrossEntropyLoss()

def step(x, y):
    logits = model(x)
    return criterion(logits, y), (logits.softmax(dim=1).argmax(dim=1) == y).float().mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The side of the threshold is compared, and rounded probabilities are.',
      code: `import torch
from torch import nn

model = nn.Linear(8, 1)
criterion = nn.BCEWithLogitsLoss()

def step(x, y):
    logits = model(x).squeeze(1)
    p = torch.sigmoid(logits)
    return criterion(logits, y), ((p > 0.5) == y).sum(), (p.round() == y).sum()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Where the largest probability stands, and where one is zero.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)

def peaks(x):
    p = model(x).softmax(dim=1)
    places = p.topk(3, dim=1)[1]
    return p == p.max(), p == 0, places == torch.tensor([0, 1, 2])
`,
    },
    ...onPyTorch.right,
    ...ofKeras.right,
    ...elsewhere.right,
  ],
};
