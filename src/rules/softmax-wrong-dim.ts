/** The softmax whose dim nobody reads. */
import * as elsewhere from './examples/softmax-wrong-dim';
import * as onPyTorch from './examples/on-pytorch/softmax-wrong-dim';
import * as ofKeras from './examples/keras/softmax-wrong-dim';
import type { Place } from '../base/place';
import type { TensorId, TensorRecord } from '../inspect/inspection';
import { channelsFirst } from './shared/channels-first';
import { setDim, writtenDim } from './shared/dim-argument';
import { certainFix } from './shared/edits';
import { evidence, message, number } from './shared/evidence';
import { oncePerPlace } from './shared/loss-findings';
import { isSoftmax, misreadByLosses, type Misread } from './shared/misread-by-losses';
import { moving, originOf } from './shared/origin';
import { ancestorsOf, callAt, scopeOf, sourceAt } from './shared/code-shape';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { placeOfSoftmax, softmaxCallAt } from './shared/softmax-calls';
import { madeFrom, usesIn, type Uses } from './shared/uses';
import { writtenOutSoftmax } from './shared/written-out-softmax';

/** A softmax over the last dim of images whose channels, the classes, stand in dim 1. */
function misreadChannels(context: RuleContext): Misread[] {
  return context.inspection.tensors.flatMap((softmax): Misread[] => {
    const { dim } = softmax.producer?.attributes ?? {};
    const images = isSoftmax(softmax)
      ? channelsFirst(context, context.tensor(softmax.producer!.inputs[0]!))
      : null;
    if (!images || (dim !== -1 && dim !== images.rank - 1)) return [];
    const reader = { name: 'a convolution with its channels first', place: images.layer };
    return [{ softmax, read: softmax, along: images.rank - 1, classes: 1, reader }];
  });
}

/** Operations that choose a class of each row, or its probability. */
const choosing: ReadonlySet<string> = new Set([
  'argmax',
  'gather',
  'max_values',
  'take_along_dim',
  'topk',
  'topk_indices',
]);

/** Whether an operation reads the dim of the classes: it chooses along it, or adds up the logarithms that one-hot rows choose. */
function readsClasses(reading: TensorRecord, read: TensorRecord): boolean {
  const { producer } = reading;
  if (!producer || producer.inputs[0] !== read.id) return false;
  const { dim } = producer.attributes;
  // Along dim 1 there are two dims at least; the last one may be the only one.
  return choosing.has(producer.operation) && (dim === 1 || (dim === -1 && read.shape !== null));
}

/** Whether an element of each row is picked, `p[arange(N), labels]`: the columns are classes. */
function picksOfRows(context: RuleContext, { producer }: TensorRecord, read: TensorRecord): boolean {
  const [picked, rows, ...others] = producer?.operation === 'index' ? producer.inputs : [];
  if (picked !== read.id || rows === undefined || others.length !== 1 || read.shape?.length !== 2)
    return false;
  const { data, shape } = context.tensor(rows);
  if (shape?.length !== 1) return false;
  if (data) return data.length > 1 && data.every((row, at) => row === at);
  // How many rows there are need not be known.
  return context.inspection.operations.some(
    ({ operation, output }) => operation === 'arange' && output === rows,
  );
}

/** Whether a result is one number of several: averages or sums of all that there is are taken of it. */
function isOfSeveral(uses: Uses, result: TensorRecord): boolean {
  const weighed = madeFrom(
    uses,
    result,
    ({ producer }) => producer !== null && ['cast', 'eq', 'mul', 'neg'].includes(producer.operation),
  );
  for (const record of weighed)
    for (const { producer } of uses.get(record.id) ?? [])
      if (
        (producer?.operation === 'mean' || producer?.operation === 'sum') &&
        producer.inputs[0] === record.id &&
        producer.attributes['dim'] == null
      )
        return true;
  return false;
}

/** The sums along the classes that products with a logarithm go into: `-(onehot * log_p).sum(1)`. */
function sumOfChosen(uses: Uses, logarithms: TensorRecord): TensorRecord | null {
  const products = madeFrom(
    uses,
    logarithms,
    ({ producer }) => producer !== null && (producer.operation === 'mul' || producer.operation === 'neg'),
  );
  for (const product of products) {
    if (product === logarithms || (product.shape && product.shape.length !== 2)) continue;
    for (const sum of uses.get(product.id) ?? []) {
      const dims = [sum.producer?.attributes['dim']].flat();
      if (sum.producer?.operation === 'sum' && dims.length === 1 && (dims[0] === 1 || dims[0] === -1))
        return sum;
    }
  }
  return null;
}

/** Where \`forward\` gives a softmax of (N, C) back and nothing that was read goes on with it. */
function isGivenBack(context: RuleContext, uses: Uses, softmax: TensorRecord): boolean {
  if (softmax.shape?.length !== 2 || !softmax.place || (uses.get(softmax.id) ?? []).length > 0) return false;
  const source = sourceAt(context, softmax.place);
  const path = ancestorsOf(source, softmax.place);
  const at = path.findIndex(({ kind }) => kind === 'Return');
  const scope = at < 0 ? null : scopeOf(source, softmax.place);
  return (
    scope?.kind === 'FunctionDef' &&
    ['forward', 'call', '__call__'].includes(scope.name) &&
    path[at + 1] === callAt(source, softmax.place)
  );
}

/** What goes into a softmax over the batch, dim 0, which may be written out with exp; null for anything else. */
function normalizedOverBatch(context: RuleContext, result: TensorRecord): TensorId | null {
  if (isSoftmax(result)) return result.role.dim === 0 ? (result.producer!.inputs[0] ?? null) : null;
  const written = writtenOutSoftmax((id) => context.tensor(id), result);
  return written?.dim === 0 ? written.scores : null;
}

/** Operations that leave each element where it is. */
const inPlace: ReadonlySet<string> = new Set(['cast', 'clone', 'detach']);

/** Scores of a batch that are normalized over the batch, and of which then a class of each row is chosen. */
function misreadByChoices(context: RuleContext, uses: Uses): Misread[] {
  return context.inspection.tensors.flatMap((softmax): Misread[] => {
    const scores = normalizedOverBatch(context, softmax);
    const rank = softmax.shape?.length;
    if (scores === null || rank === 1 || softmax.shape?.[1] === 1) return [];
    // The role of what is written out says nothing of its dim.
    const isMoved = isSoftmax(softmax)
      ? ({ producer, role }: TensorRecord): boolean => role.dim === 0 && moving.has(producer!.operation)
      : ({ producer }: TensorRecord): boolean => inPlace.has(producer!.operation);
    const { kind, isJoined } = originOf((id) => context.tensor(id), scores);
    const areScores = kind === 'scores';
    // What is not known to be scores is when a class of each row is picked.
    if (isJoined || !(areScores || kind === 'values')) return [];
    const misread = { softmax, along: 0, classes: 1 };
    const kept = madeFrom(
      uses,
      softmax,
      (record) =>
        record.producer !== null &&
        (isMoved(record) ||
          ((rank === 2 || rank === undefined) &&
            record.producer.operation === 'log' &&
            (!isSoftmax(softmax) || record.role.dim === 0))),
    );
    for (const read of kept) {
      if (read.shape?.length !== rank) continue;
      const reading = uses
        .get(read.id)
        ?.find((next) => (areScores && readsClasses(next, read)) || picksOfRows(context, next, read));
      const name = reading?.producer?.operation.replace(/_(values|indices)$/, '');
      if (reading && name) return [{ ...misread, read, reader: { name, place: reading.place } }];
      const isLogarithm = read.producer?.operation === 'log' || read.producer?.operation === 'log_softmax';
      const sum =
        areScores && isLogarithm && (rank === 2 || rank === undefined) ? sumOfChosen(uses, read) : null;
      // Of one sample the last dim is dim 0, but there is a sum for each of several.
      if (sum && (rank === 2 || (sum.producer!.attributes['keepdim'] !== true && isOfSeveral(uses, sum))))
        return [{ ...misread, read, reader: { name: 'the sum', place: sum.place } }];
    }
    if (!areScores || !isGivenBack(context, uses, softmax)) return [];
    return [{ ...misread, read: softmax, reader: { name: 'who gets the result', place: null } }];
  });
}

/** Writes the dim of the classes where the softmax has a number; only where nothing moves the elements in between. */
function correctDim(
  context: RuleContext,
  { softmax, read, along, classes }: Misread,
  dim: number,
): Fix | null {
  const place = placeOfSoftmax(softmax);
  const written = place && read.id === softmax.id ? softmaxCallAt(context, place) : null;
  if (!written || !writtenDim(written) || classes === along) return null;
  const edit = setDim(written, dim, 'dim');
  return certainFix(context, `Normalize along dim ${dim}`, edit && [edit]);
}

/** Where the result of an operator stands, which has no place of its own. */
const placeOfOperator = (context: RuleContext, { id }: TensorRecord): Place | null =>
  context.inspection.operations.find(({ output }) => output === id)?.place ?? null;

function finding(context: RuleContext, misread: Misread): Finding[] {
  const { softmax, read, along, classes, reader } = misread;
  const place = placeOfSoftmax(softmax) ?? placeOfOperator(context, softmax);
  const shape = read.shape ?? [];
  if (!place) return [];
  const size = shape[along];
  // The last dim is written as such: it stays right when a dim is added.
  const dim = classes === shape.length - 1 && classes !== 1 ? -1 : classes;
  return [
    {
      rule: 'softmax-wrong-dim',
      severity: 'error',
      place,
      message: message([
        `the probabilities add up to one along dim ${along}, but ${reader.name} expects the classes${read.shape ? ` of [${shape.join(', ')}]` : ''} along dim ${classes}`,
        along === 0
          ? 'each row depends on the other samples of the batch, and a batch of one sample gives 1 for every class'
          : 'the classes of one element do not add up to one',
        `write dim=${dim}`,
      ]),
      evidence: evidence([
        along === 0 && typeof size === 'number' && size > 1
          ? `where all scores are equal, every class has probability 1/${size} (-log: ${number(Math.log(size))}) instead of 1/${shape[classes]}`
          : null,
      ]),
      related: reader.place
        ? [{ place: reader.place, message: `dim ${classes} is read as the classes here` }]
        : [],
      fix: correctDim(context, misread, dim),
    },
  ];
}

export const softmaxWrongDim: Rule = {
  name: 'softmax-wrong-dim',
  title: 'softmax along the wrong dim',
  severity: 'error',
  why: `A softmax makes numbers that add up to one **along its dim**. For scores of shape (N, C) that has to be dim 1, for
images of scores (N, C, H, W) as well, for sequences (N, T, C) the last one. With \`dim=0\` a class competes with itself in the other samples
of the batch: what a sample gets depends on its neighbours, the rows do not add up to one, and a batch of one sample
gives 1 for every class, whatever the scores.

Nothing raises. For 64 samples whose scores are all equal, the NLL loss starts at 4.159, ln 64, instead of
ln 10 = 2.303 for ten classes: the sign of this mistake is a loss that changes with the batch size.

| rows of \`softmax\` of 8 × 10 random scores | add up to |
| --- | --- |
| \`dim=1\` | 1 |
| \`dim=0\` | 0.68 to 1.82 |

It is reported where the result is read along another dim than it was made: by a loss that says where it wants the
classes, by an \`argmax\` or \`gather\` of each row, or by the sum of a cross-entropy that is written out; and where \`forward\` gives it
back for scores (N, C). Attention over time, over a bag or over experts is left alone.`,
  check: (context) => {
    const undecided = new Set(
      context.inspection.operations
        .filter(({ operation }) => operation === 'softmax-implicit-dim')
        .map(({ output }) => output),
    );
    const misread = [
      ...misreadByLosses(context),
      ...misreadByChoices(context, usesIn(context.inspection)),
      ...misreadChannels(context),
    ];
    // A softmax without a dim is another mistake, with a rule of its own.
    return oncePerPlace(
      misread.filter(({ softmax }) => !undecided.has(softmax.id)).flatMap((each) => finding(context, each)),
    );
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A classifier that normalizes over the batch.',
      code: `import torch
from torch import nn

model = nn.Sequential(
    nn.Linear(20, 10),
    nn.LogSoftmax(dim=0),  # error: softmax-wrong-dim
)
criterion = nn.NLLLoss()
loss = criterion(model(torch.randn(64, 20)), torch.randint(0, 10, (64,)))
`,
      fixed: [['nn.LogSoftmax(dim=0),', 'nn.LogSoftmax(dim=1),']],
    },
    {
      framework: 'PyTorch',
      title: 'forward flattens the images, so the rank is known.',
      code: `import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.out = nn.Linear(784, 10)

    def forward(self, images):
        x = F.relu(self.conv(images)).view(-1, 784)
        return F.log_softmax(self.out(x), dim=0)  # error: softmax-wrong-dim

net = Net()

def step(images, labels):
    return F.nll_loss(net(images), labels)
`,
      fixed: [['return F.log_softmax(self.out(x), dim=0)', 'return F.log_softmax(self.out(x), dim=1)']],
    },
    {
      framework: 'PyTorch',
      title: 'The class of each row is chosen among numbers that were normalized over the rows.',
      code: `import torch
from torch import nn

model = nn.Linear(6, 3)
scores = model(torch.randn(5, 6))
probabilities = torch.softmax(scores, 0)  # error: softmax-wrong-dim
prediction = probabilities.argmax(dim=1)
`,
      fixed: [['probabilities = torch.softmax(scores, 0)', 'probabilities = torch.softmax(scores, 1)']],
    },
    {
      framework: 'PyTorch',
      title: 'Images of scores, normalized over the height.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

head = nn.Conv2d(8, 4, 1)
scores = head(torch.randn(2, 8, 6, 6))
loss = F.nll_loss(F.log_softmax(scores, dim=2), torch.randint(0, 4, (2, 6, 6)))  # error: softmax-wrong-dim
`,
      fixed: [
        [
          'loss = F.nll_loss(F.log_softmax(scores, dim=2), torch.randint(0, 4, (2, 6, 6)))',
          'loss = F.nll_loss(F.log_softmax(scores, dim=1), torch.randint(0, 4, (2, 6, 6)))',
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
      title: 'One row has its classes along dim 0.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(6, 3)
scores = model(torch.randn(5, 6))
first = F.softmax(scores[0], dim=0)
prediction = first.argmax(0)
loss = F.nll_loss(F.log_softmax(scores[1], dim=0), torch.tensor(2))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Rows that were normalized one by one and stacked.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(6, 3)
scores = model(torch.randn(5, 6))
rows = torch.stack([F.log_softmax(row, dim=0) for row in scores])
loss = F.nll_loss(rows, torch.tensor([0, 1, 2, 0, 1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Attention over the instances of a bag.',
      code: `import torch
from torch import nn

attention = nn.Linear(8, 2)
instances = torch.randn(30, 8)
weights = torch.softmax(attention(instances), dim=0)
bag = weights.transpose(0, 1) @ instances
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
