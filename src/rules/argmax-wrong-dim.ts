import * as elsewhere from './examples/argmax-wrong-dim';
import * as onPyTorch from './examples/on-pytorch/argmax-wrong-dim';
import * as ofKeras from './examples/keras/argmax-wrong-dim';
import { shapeText } from './shared/class-targets';
import {
  areClasses,
  areHandedToMetric,
  comparisonsOf,
  isAveraged,
  type Comparison,
} from './shared/comparisons';
import { callWithDimAt, setDim } from './shared/dim-argument';
import { certainFix } from './shared/edits';
import { evidence, message } from './shared/evidence';
import { oncePerPlace } from './shared/loss-findings';
import { originOf, withoutMoves, type Origin, type OriginKind } from './shared/origin';
import { scoresInLosses, type ScoresInLosses } from './shared/scores-in-losses';
import type { TensorRecord } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'argmax-wrong-dim';

/** What a class is chosen of. */
const predicted: ReadonlySet<OriginKind> = new Set(['scores', 'softmax', 'log-probabilities', 'sigmoid']);
const named: ReadonlySet<string> = new Set(['argmax', 'max']);

/** An argmax whose result is held against the classes of the target. */
interface Misplaced {
  readonly argmax: TensorRecord;
  readonly scores: TensorRecord;
  readonly comparison: Comparison;
  /** The dim that it runs along; null for all at once. */
  readonly along: number | null;
}

/** The argmax on one side of a comparison when it certainly runs along another dim than the classes; null otherwise. */
function misplaced(context: RuleContext, seen: ScoresInLosses, comparison: Comparison): Misplaced | null {
  const lookup = (id: number): TensorRecord => context.tensor(id);
  for (const [at, side] of comparison.sides.entries()) {
    const other = comparison.sides[1 - at]!;
    const argmax = withoutMoves(lookup, side.record.id);
    if (argmax.producer?.operation !== 'argmax') continue;
    const scores = lookup(argmax.producer.inputs[0]!);
    const { dim } = argmax.producer.attributes;
    const along = typeof dim === 'number' ? dim : null;
    if (along !== null && along !== 0) continue;
    const origin = originOf(lookup, scores.id);
    const isForClasses = seen.isForClasses(origin);
    if (!isForClasses && !predicted.has(origin.kind)) continue;
    if (!areClasses(context, comparison, other, seen.isTarget)) continue;
    const isBatch = scores.shape
      ? isBatchOfRows(origin, other.record, {
          along,
          isForClasses,
          isCounted: isAveraged(context, comparison),
        })
      : // Of an unknown rank, a mean over the samples shows that there are several.
        along === 0 && isForClasses && isAveraged(context, comparison);
    if (isBatch) return { argmax, scores, comparison, along };
  }
  return null;
}

interface Rows {
  readonly along: number | null;
  readonly isForClasses: boolean;
  /** The matches are counted or averaged. */
  readonly isCounted: boolean;
}

/** Whether a linear layer made the scores: it has its outputs, which are the classes, in the last dim. */
const isOfLayer = ({ kind, tensor }: Origin): boolean =>
  kind === 'scores' && tensor.producer?.operation === 'linear';

/** Whether scores are rows for several samples, their classes last, and the other side has one class for each of them. */
function isBatchOfRows(
  origin: Origin,
  labels: TensorRecord,
  { along, isForClasses, isCounted }: Rows,
): boolean {
  const { path } = origin;
  const [samples, classes] = path[0]!.shape!;
  if (path[0]!.shape!.length !== 2 || samples === undefined || samples === 1 || classes === 1) return false;
  const isTurned = path.some(({ producer }, at) => at < path.length - 1 && !keeping.has(producer!.operation));
  if (isTurned) return false;
  if (!labels.shape)
    return along === 0
      ? isForClasses || areHandedToMetric(origin) || (isCounted && isOfLayer(origin))
      : isForClasses && (typeof samples === 'number' || isCounted);
  // Of sizes that are not known nothing but a loss tells that there is a label for each row.
  const [labelled] = labels.shape;
  if (labels.shape.length === 1 && typeof labelled !== 'number' && labelled !== samples)
    return along === 0 && isForClasses && (typeof classes === 'number' || isOfLayer(origin));
  // As many classes as samples say nothing, except of scores that a loss takes for rows.
  return labels.shape.length === 1 && labels.shape[0] === samples && (samples !== classes || isForClasses);
}

const keeping: ReadonlySet<string> = new Set(['cast', 'clone', 'detach', 'either']);

function finding(context: RuleContext, { argmax, scores, comparison, along }: Misplaced): Finding[] {
  const { place } = argmax;
  if (!place) return [];
  const written = callWithDimAt(context, place, named);
  const keyword = usesAxis(context, argmax) ? 'axis' : 'dim';
  const edit = written && setDim(written, 1, keyword);
  const [samples, classes] = scores.shape ?? [];
  const areCounted = typeof samples === 'number' && typeof classes === 'number';
  return [
    {
      rule: NAME,
      severity: 'error',
      place,
      message: message([
        along === null
          ? `argmax without ${keyword === 'axis' ? 'an axis' : 'a dim'} looks for the largest of all scores, but the best class of each sample is expected`
          : `argmax along ${keyword} 0 looks for the best sample of each class, but the best class of each sample is expected`,
        along === null
          ? 'it gives one number for all samples'
          : areCounted
            ? `it gives ${classes} numbers for ${samples} samples`
            : 'it gives a number for each class instead of one for each sample',
        comparison.result === null
          ? 'the comparison with the targets raises'
          : 'the accuracy has nothing to do with what the model has learned, or the comparison raises when the sizes differ',
        `write ${keyword}=1`,
      ]),
      evidence: evidence([
        scores.shape
          ? `scores of shape ${shapeText(scores.shape)} give ${shapeText(argmax.shape ?? [])} instead of [${samples}]`
          : null,
      ]),
      related: [
        { place: comparison.operation.place, message: 'the result is held against the targets here' },
      ],
      fix: certainFix(context, `Look for the largest along ${keyword} 1`, edit && [edit]),
    },
  ];
}

/** Whether the call is one of NumPy, JAX, TensorFlow or Keras, which say axis instead of dim. */
function usesAxis(context: RuleContext, argmax: TensorRecord): boolean {
  const called = context.inspection.operations.find(({ output }) => output === argmax.id)?.function;
  return called !== undefined && called !== null && !called.startsWith('torch.');
}

export const argmaxWrongDim: Rule = {
  name: NAME,
  title: 'argmax along the wrong dim',
  severity: 'error',
  why: `Scores of a classifier have a row for each sample and a column for each class: (N, C). The predicted class of each sample
is the place of the largest number in its row, \`scores.argmax(1)\`. Along dim 0 argmax goes down the columns instead and says
which *sample* is best for each class; without a dim it takes all rows as one line and gives one number.

| scores of shape (4, 3) | gives |
| :-- | :-- |
| \`scores.argmax(1)\` | 4 classes, one for each sample |
| \`scores.argmax(0)\` | 3 numbers of samples |
| \`scores.argmax()\` | one number from 0 to 11 |

Where the number of samples and of classes differ, the comparison with the targets raises. Where they are equal, or a single
number is broadcast, nothing raises and the accuracy means nothing. TensorFlow's \`tf.argmax\` goes along axis 0 when no
axis is written, NumPy and JAX take everything as one line.

It is reported where the result is held against targets. Looking for the best sample of each class is left alone.`,
  check: (context) => {
    const comparisons = comparisonsOf(context);
    if (comparisons.length === 0) return [];
    const seen = scoresInLosses(context);
    return oncePerPlace(
      comparisons.flatMap((comparison) => {
        const found = misplaced(context, seen, comparison);
        return found ? finding(context, found) : [];
      }),
    );
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The best sample of each class is taken for the predictions.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
x, y = torch.randn(32, 20), torch.randint(0, 5, (32,))
logits = model(x)
loss = nn.functional.cross_entropy(logits, y)
correct = (logits.argmax(0) == y).sum()  # error: argmax-wrong-dim
`,
      fixed: [['correct = (logits.argmax(0) == y).sum()', 'correct = (logits.argmax(1) == y).sum()']],
    },
    {
      framework: 'PyTorch',
      title: 'Without a dim there is one number for the whole batch.',
      code: `import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

model = nn.Linear(8, 3)
criterion = nn.CrossEntropyLoss()
loader = DataLoader(TensorDataset(torch.randn(64, 8), torch.randint(0, 3, (64,))), batch_size=16)
correct = 0
for x, y in loader:
    scores = model(x)
    loss = criterion(scores, y)
    predicted = torch.argmax(scores)  # error: argmax-wrong-dim
    correct += (predicted == y).sum().item()
`,
      fixed: [['predicted = torch.argmax(scores)', 'predicted = torch.argmax(scores, dim=1)']],
    },
    {
      framework: 'PyTorch',
      title: 'An accuracy in a function that nobody calls here.',
      code: `from torch import nn

model = nn.Linear(20, 5)
criterion = nn.CrossEntropyLoss()

def step(x, y):
    logits = model(x)
    loss = criterion(logits, y)
    accuracy = (logits.argmax(dim=0) == y).float().mean()  # error: argmax-wrong-dim
    return loss, accuracy
`,
      fixed: [
        [
          'accuracy = (logits.argmax(dim=0) == y).float().mean()',
          'accuracy = (logits.argmax(dim=1) == y).float().mean()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The places of max along the first dim.',
      code: `import torch

logits = torch.tensor([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = torch.tensor([0, 1, 2, 2])
loss = torch.nn.functional.cross_entropy(logits, labels)
best, predicted = torch.max(logits, 0)  # error: argmax-wrong-dim
accuracy = (predicted == labels).float().mean()
`,
      fixed: [['best, predicted = torch.max(logits, 0)', 'best, predicted = torch.max(logits, 1)']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The best class of each sample.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
x, y = torch.randn(32, 20), torch.randint(0, 5, (32,))
logits = model(x)
loss = nn.functional.cross_entropy(logits, y)
correct = (logits.argmax(1) == y).sum() + (logits.argmax(dim=-1) == y).sum()
`,
    },
    {
      framework: 'PyTorch',
      title: 'One sample without a batch has its classes in dim 0.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
x, y = torch.randn(20), torch.tensor(3)
scores = model(x)
is_right = scores.argmax(0) == y
is_right_too = model(torch.randn(4, 20))[0].argmax(0) == y
`,
    },
    {
      framework: 'PyTorch',
      title: 'The best sample of each class is shown, and a batch of one has one prediction.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
scores = model(torch.randn(32, 20))
examples = scores.argmax(0)
print(examples)
single = model(torch.randn(1, 20)).argmax() == torch.tensor([2])
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
