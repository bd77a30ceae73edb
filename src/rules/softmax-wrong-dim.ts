/** The softmax whose dim nobody reads. */
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { setDim, writtenDim } from './shared/dim-argument';
import { certainFix } from './shared/edits';
import { evidence, message, number } from './shared/evidence';
import { isOfKeras, oncePerPlace, predictionOf, targetOf } from './shared/loss-findings';
import { moving, originOf } from './shared/origin';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { placeOfSoftmax, softmaxCallAt, softmaxOperations } from './shared/softmax-calls';
import { madeFrom, usesIn, type Uses } from './shared/uses';

/** A softmax along one dim whose result is read along another. */
interface Misread {
  /** The result of the softmax. */
  readonly softmax: TensorRecord;
  /** The tensor where the other dim is read: the softmax's result, perhaps moved since. */
  readonly read: TensorRecord;
  readonly along: number;
  /** The dim of the classes, for whoever reads. */
  readonly classes: number;
  readonly reader: { readonly name: string; readonly place: Finding['place'] | null };
}

/** The losses that take probabilities or their logarithms, by who says along which dim. */
const lossesOfDistributions: ReadonlySet<string> = new Set([
  'nll_loss',
  'ctc_loss',
  'kl_div',
  'kl_divergence',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
]);

/** The dim in which a loss expects the classes; null where it does not say. */
function classesOfLoss(context: RuleContext, call: LossCall, rank: number): number | null {
  const { loss } = call;
  if (loss === 'ctc_loss') return rank - 1;
  if (call.function.startsWith('torch.')) {
    if (loss === 'nll_loss') return rank === 1 ? 0 : 1;
    // kl_div adds everything up: only the target says along which dim its distributions are.
    const target = loss === 'kl_div' ? targetOf(context, call) : null;
    const isDistribution = target?.origin.kind === 'softmax' || target?.origin.kind === 'log-probabilities';
    return isDistribution && target.record.shape?.length === rank ? (target.record.role.dim ?? null) : null;
  }
  if (!isOfKeras(call) && loss !== 'kl_div') return null;
  const axis = call.options['axis'];
  if (axis === undefined || axis === -1) return rank - 1;
  return typeof axis === 'number' && axis >= 0 ? axis : null;
}

function misreadByLosses(context: RuleContext): Misread[] {
  return context.inspection.losses.flatMap((call): Misread[] => {
    if (!lossesOfDistributions.has(call.loss)) return [];
    const input = predictionOf(context, call);
    const along = input?.record.role.dim;
    const rank = input?.record.shape?.length;
    if (!input || along === undefined || rank === undefined || !isSoftmax(input.origin.tensor)) return [];
    const classes = classesOfLoss(context, call, rank);
    if (classes === null || classes === along || along >= rank) return [];
    // Classes that were left last are in the wrong place, not normalized along the wrong dim.
    if (call.loss === 'nll_loss' && rank > 2 && along === rank - 1) return [];
    const reader = { name: call.loss, place: call.place };
    return [{ softmax: input.origin.tensor, read: input.record, along, classes, reader }];
  });
}

const isSoftmax = (record: TensorRecord): boolean =>
  record.producer !== null && softmaxOperations.has(record.producer.operation);

/** Operations that choose a class of each row. */
const choosing: ReadonlySet<string> = new Set(['argmax', 'gather', 'take_along_dim']);

/** Scores of a batch that are normalized over the batch, and of which then a class of each row is chosen. */
function misreadByChoices(context: RuleContext, uses: Uses): Misread[] {
  return context.inspection.tensors.flatMap((softmax): Misread[] => {
    const scores = softmax.producer?.inputs[0];
    if (!isSoftmax(softmax) || scores === undefined || softmax.shape?.length !== 2) return [];
    if (softmax.role.dim !== 0 || softmax.shape[1] === 1) return [];
    if (originOf((id) => context.tensor(id), scores).kind !== 'scores') return [];
    const kept = madeFrom(
      uses,
      softmax,
      ({ producer, role }) => producer !== null && moving.has(producer.operation) && role.dim === 0,
    );
    for (const read of kept) {
      if (read.shape?.length !== 2) continue;
      for (const { producer, place } of uses.get(read.id) ?? []) {
        const dim = producer?.attributes['dim'];
        const isChosen = producer && choosing.has(producer.operation) && producer.inputs[0] === read.id;
        if (!isChosen || (dim !== 1 && dim !== -1)) continue;
        return [{ softmax, read, along: 0, classes: 1, reader: { name: producer.operation, place } }];
      }
    }
    return [];
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

function finding(context: RuleContext, misread: Misread): Finding[] {
  const { softmax, read, along, classes, reader } = misread;
  const place = placeOfSoftmax(softmax);
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
        `the probabilities add up to one along dim ${along}, but ${reader.name} expects the classes of [${shape.join(', ')}] along dim ${classes}`,
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
classes, or by an \`argmax\` or \`gather\` of each row. Attention over time, over a bag or over experts is left alone.`,
  check: (context) => {
    const undecided = new Set(
      context.inspection.operations
        .filter(({ operation }) => operation === 'softmax-implicit-dim')
        .map(({ output }) => output),
    );
    const misread = [...misreadByLosses(context), ...misreadByChoices(context, usesIn(context.inspection))];
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
    {
      framework: 'JAX',
      title: 'Logarithms over the batch where optax wants the last axis.',
      code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
targets = jnp.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=0), targets).mean()  # error: softmax-wrong-dim
`,
      fixed: [
        [
          'loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=0), targets).mean()',
          'loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=1), targets).mean()',
        ],
      ],
    },
    {
      framework: 'JAX',
      title: 'A sequence, normalized over time.',
      code: `import jax
import jax.numpy as jnp
import optax

key = jax.random.PRNGKey(0)
scores = jax.random.normal(key, (4, 7, 5))
targets = jax.nn.softmax(jnp.zeros((4, 7, 5)))
log_p = jax.nn.log_softmax(scores, axis=1)  # error: softmax-wrong-dim
loss = optax.kl_divergence(log_p, targets).mean()
`,
      fixed: [['log_p = jax.nn.log_softmax(scores, axis=1)', 'log_p = jax.nn.log_softmax(scores, axis=-1)']],
    },
    {
      framework: 'JAX',
      title: 'Both sides are logarithms, one of them along the batch.',
      code: `import jax
import jax.numpy as jnp
import optax

student = jnp.zeros((6, 4))
teacher = jnp.ones((6, 4))
log_q = jax.nn.log_softmax(teacher)
loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student, 0), log_q).sum()  # error: softmax-wrong-dim
`,
      fixed: [
        [
          'loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student, 0), log_q).sum()',
          'loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student, 1), log_q).sum()',
        ],
      ],
    },
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
    {
      framework: 'PyTorch',
      title: 'A sequence whose classes are moved to the second dim after the softmax.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

out = nn.Linear(16, 5)
log_p = F.log_softmax(out(torch.randn(4, 7, 16)), dim=2)
loss = F.nll_loss(log_p.transpose(1, 2), torch.randint(0, 5, (4, 7)))
flat = F.nll_loss(log_p.view(-1, 5), torch.randint(0, 5, (28,)))
`,
    },
    {
      framework: 'JAX',
      title: 'The last axis, which is the default.',
      code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
targets = jnp.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
loss = optax.kl_divergence(jax.nn.log_softmax(scores), targets).mean()
`,
    },
    {
      framework: 'JAX',
      title: 'The classes are first, and the loss is told.',
      code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.zeros((3, 6))
targets = jax.nn.softmax(jnp.ones((3, 6)), axis=0)
loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=0), targets, axis=0).mean()
`,
    },
    {
      framework: 'JAX',
      title: 'Attention over time.',
      code: `import jax
import jax.numpy as jnp

scores = jnp.zeros((4, 7, 1))
values = jnp.ones((4, 7, 16))
context = (jax.nn.softmax(scores, axis=1) * values).sum(axis=1)
`,
    },
  ],
};
