import * as elsewhere from './examples/max-values-not-indices';
import * as onPyTorch from './examples/on-pytorch/max-values-not-indices';
import * as ofKeras from './examples/keras/max-values-not-indices';
import { classLosses, isOneHot, pairOf } from './shared/class-targets';
import { parentOf, callAt, lastName, readsOf, scopeOf, sourceAt } from './shared/code-shape';
import { areClasses, areHandedToMetric, comparisonsOf, isAveraged } from './shared/comparisons';
import { certainFix, replaceSpan } from './shared/edits';
import { evidence, message, rangeText } from './shared/evidence';
import { oncePerPlace } from './shared/loss-findings';
import { originOf, withoutMoves, type OriginKind } from './shared/origin';
import { rangeOf } from './shared/probability-values';
import { scoresInLosses, type ScoresInLosses } from './shared/scores-in-losses';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { Expression } from '../python/syntax';
import type { Edit, Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'max-values-not-indices';

const predicted: ReadonlySet<OriginKind> = new Set(['scores', 'softmax', 'log-probabilities']);

/** The largest numbers along the dim of the classes, where they stand for classes. */
interface Maximum {
  readonly values: TensorRecord;
  /** What the largest is taken of. */
  readonly of: TensorRecord;
}

/** The maximum along one dim behind a tensor whose elements were only moved or cast since; null when there is none. */
function maximumOf(context: RuleContext, id: number): Maximum | null {
  const values = withoutMoves((other) => context.tensor(other), id);
  const { producer } = values;
  if (producer?.operation !== 'max_values' && producer?.operation !== 'amax') return null;
  const { dim } = producer.attributes;
  const along = Array.isArray(dim) && dim.length === 1 ? dim[0] : dim;
  const of = context.tensor(producer.inputs[0]!);
  const rank = of.shape?.length;
  const isLast = along === -1 || (rank !== undefined && along === rank - 1);
  // Classes stand last, or second as in PyTorch's losses; the maximum over a batch is another question.
  return isLast || along === 1 ? { values, of } : null;
}

/** What `torch.max(scores, 1)[0]` is written as, with the place of the largest instead; null where it is written otherwise. */
function takeIndices(context: RuleContext, { values }: Maximum, isStrictAboutDtype: boolean): Fix | null {
  const title = 'Take the place of the largest';
  if (!values.place) return null;
  const source = sourceAt(context, values.place);
  const call = callAt(source, values.place);
  const parent = call && parentOf(source, call);
  if (!call || !parent) return null;
  if (values.producer!.operation === 'max_values') {
    if (parent.kind === 'Subscript' && isIndexZero(parent.index))
      return certainFix(context, title, [replaceSpan(source, parent.index, '1')]);
    if (parent.kind === 'Attribute' && parent.attribute === 'values')
      return certainFix(context, title, [replaceSpan(source, parent.attributeSpan, 'indices')]);
    return certainFix(context, title, exchangeTargets(context, values));
  }
  // TensorFlow compares equal dtypes only, and its argmax gives int64.
  if (isStrictAboutDtype || call.func.kind !== 'Attribute') return null;
  // A tuple of one dim is for amax; argmax takes a number.
  const given = [...call.args, ...call.keywords.map(({ value }) => value)];
  if (given.some(({ kind }) => kind === 'Tuple' || kind === 'List')) return null;
  const name = lastName(call.func);
  return name === 'max' || name === 'amax'
    ? certainFix(context, title, [replaceSpan(source, call.func.attributeSpan, 'argmax')])
    : null;
}

const isIndexZero = (index: Expression): boolean => index.kind === 'Constant' && Number(index.value) === 0;

/** `predicted, _ = torch.max(scores, 1)` → `_, predicted = …`: nobody reads the other name. */
function exchangeTargets(context: RuleContext, { place }: TensorRecord): readonly Edit[] | null {
  const source = sourceAt(context, place!);
  const call = callAt(source, place!);
  const statement = call && parentOf(source, call);
  if (statement?.kind !== 'Assign' || statement.targets.length !== 1) return null;
  const [target] = statement.targets;
  if (target?.kind !== 'Tuple' || target.elements.length !== 2) return null;
  const [first, second] = target.elements;
  if (first?.kind !== 'Name' || second?.kind !== 'Name') return null;
  const isRead = readsOf(scopeOf(source, statement), second.id, statement.end) > 0;
  return isRead ? null : [replaceSpan(source, first, second.id), replaceSpan(source, second, first.id)];
}

const what = (maximum: Maximum, context: RuleContext): string => {
  if (isOneHot(context, maximum.of)) return 'the largest number of each one-hot row, which is always 1';
  const { kind } = originOf((id) => context.tensor(id), maximum.of.id);
  return kind === 'softmax' ? 'the largest probability of each row' : 'the largest score of each row';
};

const rangeEvidence = ({ values }: Maximum): string => {
  const range = rangeOf(values);
  return evidence([range ? `${rangeText(range)} where classes are wanted` : null]);
};

/** `scores.max(1)[0] == labels`: the numbers are held against classes. */
function comparedWithClasses(context: RuleContext, seen: ScoresInLosses): Finding[] {
  return comparisonsOf(context).flatMap((comparison): Finding[] => {
    for (const [at, side] of comparison.sides.entries()) {
      const maximum = maximumOf(context, side.record.id);
      if (!maximum) continue;
      const origin = originOf((id) => context.tensor(id), maximum.of.id);
      const isForClasses = seen.isForClasses(origin);
      // Of other scores than those of a metric the dtype has to say that these are classes, or that they are counted.
      const isKnown =
        areHandedToMetric(origin) ||
        comparison.sides[1 - at]!.record.dtype !== null ||
        isAveraged(context, comparison);
      if (!isForClasses && !(isKnown && predicted.has(origin.kind))) continue;
      if (!areClasses(context, comparison, comparison.sides[1 - at]!, seen.isTarget)) continue;
      return [
        {
          rule: NAME,
          severity: 'error',
          place: comparison.operation.place,
          message: message([
            `${what(maximum, context)} is compared with classes, but == expects the predicted class on this side`,
            'max gives the numbers themselves, argmax their places: the accuracy stays near 0 whatever the model learns',
            'take the places: [1] or .indices of torch.max, or argmax',
          ]),
          evidence: rangeEvidence(maximum),
          related: maximum.values.place
            ? [{ place: maximum.values.place, message: 'the largest numbers are taken here' }]
            : [],
          fix: takeIndices(
            context,
            maximum,
            comparison.operation.function?.startsWith('tensorflow.') ?? false,
          ),
        },
      ];
    }
    return [];
  });
}

/** `criterion(scores, onehot.max(1)[0].long())`: the numbers are the target. */
function usedAsTarget(context: RuleContext, call: LossCall): Finding[] {
  const pair = classLosses.includes(call.loss) ? pairOf(context, call) : null;
  const maximum = pair && maximumOf(context, pair.labels.id);
  if (!maximum) return [];
  const { kind } = originOf((id) => context.tensor(id), maximum.of.id);
  if (!isOneHot(context, maximum.of) && !predicted.has(kind)) return [];
  return [
    {
      rule: NAME,
      severity: 'error',
      place: call.place,
      message: message([
        `the target is ${what(maximum, context)}, but ${call.loss} expects the class of each sample`,
        isOneHot(context, maximum.of)
          ? 'the model is trained to answer class 1 for every sample'
          : 'a number between the classes is cut to a whole one, so that nearly every target is the same class',
        'take the places: [1] or .indices of torch.max, or argmax',
      ]),
      evidence: rangeEvidence(maximum),
      related: maximum.values.place
        ? [{ place: maximum.values.place, message: 'the largest numbers are taken here' }]
        : [],
      fix: takeIndices(context, maximum, false),
    },
  ];
}

export const maxValuesNotIndices: Rule = {
  name: NAME,
  title: 'largest numbers instead of their places',
  severity: 'error',
  why: `\`torch.max(scores, 1)\` gives two tensors: the largest number of each row, and where it stands. The class is the second one,
\`[1]\` or \`.indices\`; \`argmax\` gives it alone. The first one, \`[0]\` or \`.values\`, holds scores.

As a prediction, a score of 2.31 is equal to no class: the accuracy stays near 0. As a target, the largest number of a one-hot row
is 1 for every sample, so that the model learns to answer class 1. Nothing raises in either case.

| of one-hot rows for the classes 0, 2, 1 | gives |
| :-- | :-- |
| \`torch.max(onehot, 1)[0]\` | 1, 1, 1 |
| \`torch.max(onehot, 1)[1]\` | 0, 2, 1 |

\`jnp.max\`, \`np.max\` and \`tf.reduce_max\` give the numbers only; \`argmax\` is another function there. The largest value of each
row is what Q-learning takes, and a confidence: both are left alone.`,
  check: (context) => {
    const { losses } = context.inspection;
    return oncePerPlace([
      ...comparedWithClasses(context, scoresInLosses(context)),
      ...losses.flatMap((call) => usedAsTarget(context, call)),
    ]);
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The largest numbers of one-hot rows as targets.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(6, 3)
onehot = F.one_hot(torch.tensor([0, 2, 1, 0]), 3).float()
target = torch.max(onehot, 1)[0].long()
loss = F.cross_entropy(model(torch.randn(4, 6)), target)  # error: max-values-not-indices
`,
      fixed: [['target = torch.max(onehot, 1)[0].long()', 'target = torch.max(onehot, 1)[1].long()']],
    },
    {
      framework: 'PyTorch',
      title: 'The largest scores are held against the labels.',
      code: `from torch import nn

model = nn.Linear(20, 5)
criterion = nn.CrossEntropyLoss()

def step(x, y):
    scores = model(x)
    loss = criterion(scores, y)
    correct = (scores.max(dim=1).values == y).sum()  # error: max-values-not-indices
    return loss, correct
`,
      fixed: [
        [
          'correct = (scores.max(dim=1).values == y).sum()',
          'correct = (scores.max(dim=1).indices == y).sum()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The first of the two results is taken for the predictions.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 5), nn.LogSoftmax(dim=1))
criterion = nn.NLLLoss()

def evaluate(loader):
    total, correct = 0.0, 0
    for x, y in loader:
        output = model(x)
        total += criterion(output, y).item()
        predicted, _ = torch.max(output, 1)
        correct += predicted.eq(y).sum().item()  # error: max-values-not-indices
    return total, correct
`,
      fixed: [['predicted, _ = torch.max(output, 1)', '_, predicted = torch.max(output, 1)']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The places are compared, and the largest probability is a confidence.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)
criterion = nn.CrossEntropyLoss()

def step(x, y):
    scores = model(x)
    loss = criterion(scores, y)
    confidence, predicted = torch.max(scores.softmax(1), 1)
    return loss, (predicted == y).sum(), confidence.mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Q-learning takes the largest value of each row.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

policy, frozen = nn.Linear(4, 2), nn.Linear(4, 2)

def step(states, actions, rewards, following):
    with torch.no_grad():
        target = rewards + 0.99 * frozen(following).max(1)[0]
    chosen = policy(states).gather(1, actions.unsqueeze(1)).squeeze(1)
    return F.smooth_l1_loss(chosen, target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Where the largest of each row stands, and the largest of several labels.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(6, 3)
scores = model(torch.randn(4, 6))
is_best = scores == scores.max(dim=1, keepdim=True).values
votes = torch.randint(0, 3, (4, 2))
loss = F.cross_entropy(scores, votes.max(dim=1).values)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
