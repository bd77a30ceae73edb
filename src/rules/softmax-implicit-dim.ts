import * as onPyTorch from './examples/on-pytorch/softmax-implicit-dim';
import * as elsewhere from './examples/softmax-implicit-dim';
import type { Place } from '../base/place';
import type { TensorRecord } from '../inspect/inspection';
import { setDim } from './shared/dim-argument';
import { certainFix } from './shared/edits';
import { message } from './shared/evidence';
import { placeKey } from './shared/loss-findings';
import { placeOfSoftmax, softmaxCallAt } from './shared/softmax-calls';
import type { Finding, Fix, Rule, RuleContext } from './rule';

/** A softmax that was left to choose its dim, with all that it was applied to. */
interface Undecided {
  readonly place: Place;
  readonly inputs: TensorRecord[];
}

const rankOf = (record: TensorRecord): number | null => record.shape?.length ?? null;

/** PyTorch's choice: the first dim of a tensor of rank 3, and of none or one dim. */
const chosenDim = (rank: number): number => (rank === 0 || rank === 1 || rank === 3 ? 0 : 1);

/** Linear layers put the classes last. */
const hasClassesLast = (record: TensorRecord): boolean => record.producer?.operation === 'linear';

/** What `contiguous()` was called of: the copy is made of the flat elements, and has the same shape. */
function withoutCopy(context: RuleContext, record: TensorRecord): TensorRecord {
  let from = record;
  for (let steps = 0; steps < 2 && from.producer?.operation === 'reshape'; steps++)
    from = context.tensor(from.producer.inputs[0]!);
  return from.shape?.join() === record.shape?.join() ? from : record;
}

/** Whether the last dim, where the classes are, was just moved to the front: whoever does that counts on PyTorch's choice. */
function hasClassesFirst(context: RuleContext, record: TensorRecord): boolean {
  const { producer, shape } = withoutCopy(context, record);
  if (!producer || !shape) return false;
  const last = shape.length - 1;
  const isLast = (dim: unknown): boolean => dim === last || dim === -1;
  const { dims, dim0, dim1 } = producer.attributes;
  switch (producer.operation) {
    case 'permute':
      return Array.isArray(dims) && isLast(dims[0]);
    case 'transpose':
      return (dim0 === 0 && isLast(dim1)) || (dim1 === 0 && isLast(dim0));
    default:
      return false;
  }
}

/** The dim to write: where the classes are moved first, 0; the last where the classes are there, or where it is the one that PyTorch takes. Null when that is not certain. */
function certainDim(context: RuleContext, inputs: readonly TensorRecord[]): number | null {
  if (inputs.every((input) => rankOf(input) === 3 && hasClassesFirst(context, input))) return 0;
  const isLast = inputs.every((input) => {
    const rank = rankOf(input);
    return hasClassesLast(input) || (rank !== null && rank >= 1 && rank <= 2);
  });
  if (isLast) return -1;
  return inputs.every((input) => rankOf(input) === 4) ? 1 : null;
}

function nameDim(context: RuleContext, { place, inputs }: Undecided): Fix | null {
  const dim = certainDim(context, inputs);
  const written = softmaxCallAt(context, place);
  if (dim === null || !written) return null;
  const edit = setDim(written, dim, 'dim');
  return certainFix(context, `Write dim=${dim}`, edit && [edit]);
}

/** The softmaxes without a dim, one a place: a layer that is used in several places is one mistake. */
function undecided(context: RuleContext): readonly Undecided[] {
  const found = new Map<string, Undecided>();
  for (const { operation, output, inputs, place } of context.inspection.operations) {
    const [input] = inputs;
    if (operation !== 'softmax-implicit-dim' || input == null) continue;
    const at = (output === null ? null : placeOfSoftmax(context.tensor(output))) ?? place;
    // Settings that are handed on, `nn.Softmax(**params)`, may hold the dim.
    if (context.text(at).includes('**')) continue;
    const known = found.get(placeKey(at));
    if (known) known.inputs.push(context.tensor(input));
    else found.set(placeKey(at), { place: at, inputs: [context.tensor(input)] });
  }
  return [...found.values()];
}

function judge(context: RuleContext, softmax: Undecided): Finding {
  const { place, inputs } = softmax;
  const isOverBatch = (input: TensorRecord): boolean =>
    rankOf(input) === 3 && !hasClassesFirst(context, input);
  const worst = inputs.find(isOverBatch) ?? inputs[0]!;
  const rank = rankOf(worst);
  const shape = worst.shape ? `[${worst.shape.join(', ')}]` : null;
  const isWrong = isOverBatch(worst);
  return {
    rule: 'softmax-implicit-dim',
    severity: isWrong ? 'error' : 'info',
    place,
    message: message([
      'this softmax is given no dim, but expects to be told along which one the probabilities add up to one',
      isWrong
        ? `a tensor of rank 3 is normalized along dim 0: over the samples of the batch, and not over the classes`
        : rank === null
          ? 'PyTorch warns and chooses by the rank: dim 1 of a matrix, but dim 0, the batch, of a tensor of rank 3'
          : `PyTorch warns and takes dim ${chosenDim(rank)} of a tensor of rank ${rank}`,
      'write dim=-1 where the classes are last, dim=1 for images of scores',
    ]),
    evidence: shape === null ? '' : `the input is ${shape}`,
    related: [],
    fix: nameDim(context, softmax),
  };
}

export const softmaxImplicitDim: Rule = {
  name: 'softmax-implicit-dim',
  title: 'softmax without a dim',
  severity: 'error',
  why: `\`F.softmax(x)\`, \`F.log_softmax(x)\`, \`F.softmin(x)\` and the layers \`nn.Softmax()\`, \`nn.LogSoftmax()\` and
\`nn.Softmin()\` without \`dim\` choose one by the rank of what they get, and warn: "Implicit dimension choice for softmax has
been deprecated".

| rank of the input | dim that is taken |
| --: | --: |
| 0, 1, 3 | 0 |
| 2, 4 and more | 1 |

For a matrix of scores (N, C) and for images of scores (N, C, H, W) that is the class dim, and only a hint is given. For
sequences (N, T, C) it is the batch: the probabilities of a word add up to one over the sentences of the batch, the result
of one sample depends on the others, and for a batch of one every probability is 1. \`torch.softmax(x)\` without a dim
raises.

Write the dim: \`dim=-1\` where the classes are last. The softmaxes of JAX, TensorFlow and Keras take the last axis by
default, which is right.`,
  check: (context) => undecided(context).map((softmax) => judge(context, softmax)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Scores of the words of sentences are normalized over the sentences.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

out = nn.Linear(16, 5)
sentences = torch.randn(4, 7, 16)
probabilities = F.softmax(out(sentences))  # error: softmax-implicit-dim
`,
      fixed: [
        ['probabilities = F.softmax(out(sentences))', 'probabilities = F.softmax(out(sentences), dim=-1)'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A layer without a dim at the end of a classifier.',
      code: `import torch
from torch import nn

model = nn.Sequential(
    nn.Linear(20, 8),
    nn.ReLU(),
    nn.Linear(8, 3),
    nn.LogSoftmax(),  # info: softmax-implicit-dim
)
criterion = nn.NLLLoss()
loss = criterion(model(torch.randn(6, 20)), torch.randint(0, 3, (6,)))
`,
      fixed: [['nn.LogSoftmax(),', 'nn.LogSoftmax(dim=-1),']],
    },
    {
      framework: 'PyTorch',
      title: 'A class with an inner softmax layer, whose input is not known.',
      code: `from torch import nn

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 4)
        self.softmax = nn.Softmax()  # info: softmax-implicit-dim

    def forward(self, x):
        return self.softmax(self.out(x))
`,
      fixed: [['self.softmax = nn.Softmax()', 'self.softmax = nn.Softmax(dim=-1)']],
    },
    {
      framework: 'PyTorch',
      title: 'Attention over three dims: which one is meant is for the author to say.',
      code: `import torch
import torch.nn.functional as F

query = torch.randn(2, 5, 8)
key = torch.randn(2, 5, 8)
weights = F.softmax(query @ key.transpose(1, 2))  # error: softmax-implicit-dim
`,
    },
    {
      framework: 'PyTorch',
      title: 'No dim, in so many words.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[1.0, 2.0, 0.5]])
print(F.log_softmax(scores, None))  # info: softmax-implicit-dim
`,
      fixed: [['print(F.log_softmax(scores, None))', 'print(F.log_softmax(scores, -1))']],
    },
    {
      framework: 'PyTorch',
      title: 'The classes are moved to the front, where PyTorch takes them: right, but for the warning.',
      code: `import torch
import torch.nn.functional as F

def softmax_along(scores, dim):
    moved = scores.transpose(dim, 0).contiguous()
    return F.softmax(moved).transpose(dim, 0)  # info: softmax-implicit-dim

edges = softmax_along(torch.randn(4, 7, 2), -1)
first = F.softmax(torch.randn(4, 7, 2).permute(2, 0, 1))  # info: softmax-implicit-dim
`,
      fixed: [
        ['F.softmax(moved)', 'F.softmax(moved, dim=0)'],
        ['.permute(2, 0, 1))', '.permute(2, 0, 1), dim=0)'],
      ],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The dim is written.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

out = nn.Linear(16, 5)
sentences = torch.randn(4, 7, 16)
probabilities = F.softmax(out(sentences), dim=-1)
logs = nn.LogSoftmax(2)(out(sentences))
`,
    },
    {
      framework: 'PyTorch',
      title: 'The dim comes from the program.',
      code: `import torch.nn.functional as F

def normalized(scores, dim):
    return F.softmax(scores, dim)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A layer of the user that is only called so.',
      code: `import torch
from torch import nn

class Softmax(nn.Module):
    def forward(self, x):
        return torch.softmax(x, dim=-1)

softmax = Softmax()
print(softmax(torch.randn(2, 3, 4)))
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
