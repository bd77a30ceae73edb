import * as onPyTorch from './examples/on-pytorch/float-class-indices';
import * as elsewhere from './examples/float-class-indices';
import { isFloating } from '../engine/dtype';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import {
  classLosses,
  isOneHot,
  isOptax,
  isTorch,
  madeAt,
  named,
  pairOf,
  raised,
  shapeText,
  type Pair,
} from './shared/class-targets';
import { evidence, message, number } from './shared/evidence';
import { findingsAtLosses } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';
import { areSwapped } from './shared/swapped-arguments';
import { castElsewhere, convertDtype } from './shared/target-fix';

const NAME = 'float-class-indices';

/** PyTorch's words where the shape says class indices and the dtype does not. */
const refusal = 'expected target dtype to be Long or Byte';

function judge(context: RuleContext, call: LossCall): Finding | null {
  const pair = isTorch(call) ? pairOf(context, call) : null;
  if (!pair) return null;
  const isRefused = call.error?.message.startsWith(refusal) ?? isNumberASample(pair);
  if (!isRefused || areSwapped(context, call)) return null;
  const { target, input, labels } = pair;
  if (labels.dtype === null || isOneHot(context, labels)) return null;
  const fraction = labels.data?.find((value) => !Number.isInteger(value));
  const areIndices =
    fraction === undefined &&
    labels.shape !== null &&
    (input.shape === null || labels.shape.length === input.shape.length - 1);
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${labels.dtype}${labels.shape ? ` of shape ${shapeText(labels.shape)}` : ''}, but ${call.loss} expects class indices of dtype int64`,
      'PyTorch refuses the dtype, and nothing is trained',
      fraction === undefined
        ? `write ${named(target)}.long(), or make the labels int64 where they are read`
        : 'pass whole numbers from 0 to C − 1; for numbers on a scale use a regression loss such as mse_loss',
    ]),
    evidence: evidence([
      fraction === undefined ? null : `the target holds ${number(fraction)}`,
      raised(call),
    ]),
    related: madeAt(call, labels, `the ${labels.dtype} target is made here`),
    fix:
      areIndices && isCastSafe(labels)
        ? convertDtype(context, target, 'Convert the target with long()', 'long')
        : null,
  };
}

/**
 * Of a batch one number a sample, where nothing is known of the scores: for each class a probability would be another dim.
 * Other dims than that of a batch may be those of the classes.
 */
const isNumberASample = ({ input, labels }: Pair): boolean =>
  input.shape === null &&
  labels.dtype !== null &&
  isFloating(labels.dtype) &&
  labels.shape?.length === 1 &&
  labels.shape[0] === 'batch';

/** Whole numbers stay what they are. Values that were left out for their number are taken for labels, as their shape says. */
const isCastSafe = ({ dtype, statistics }: TensorRecord): boolean =>
  dtype !== null && (!isFloating(dtype) || !statistics || statistics.nan + statistics.positiveInfinity === 0);

/** The losses of TensorFlow and optax that take nothing but integers. */
const ofIndices =
  /^(?:tensorflow\.nn\.sparse_softmax_cross_entropy_with_logits|optax\.(?:losses\.)?softmax_cross_entropy_with_integer_labels)$/;

/** Floats where TensorFlow and optax take class indices. Rows of floats belong to the other loss, and another rule says so. */
function judgeElsewhere(context: RuleContext, call: LossCall): Finding | null {
  const pair = ofIndices.test(call.function) ? pairOf(context, call) : null;
  if (!pair || areSwapped(context, call)) return null;
  const { target, input, labels } = pair;
  if (labels.dtype === null || !isFloating(labels.dtype) || isOneHot(context, labels)) return null;
  if (labels.shape !== null && labels.shape.length === input.shape?.length) return null;
  const fraction = labels.data?.find((value) => !Number.isInteger(value));
  const [framework, to] = isOptax(call) ? ['optax', '.astype(int)'] : ['TensorFlow', 'tf.cast(…, tf.int32)'];
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${labels.dtype}${labels.shape ? ` of shape ${shapeText(labels.shape)}` : ''}, but ${call.function.slice(call.function.lastIndexOf('.') + 1)} expects class indices of an integer dtype`,
      `${framework} refuses the dtype, and nothing is trained`,
      fraction === undefined
        ? `make them integers with ${to}, or where they are read`
        : 'pass whole numbers from 0 to C − 1; for numbers on a scale use a regression loss',
    ]),
    evidence: evidence([
      fraction === undefined ? null : `the target holds ${number(fraction)}`,
      raised(call),
    ]),
    related: madeAt(call, labels, `the ${labels.dtype} target is made here`),
    fix:
      fraction === undefined && isCastSafe(labels)
        ? castElsewhere(context, target, 'Convert the target to integers', {
            tensorflow: 'tf.int32',
            array: 'int',
          })
        : null,
  };
}

export const floatClassIndices: Rule = {
  name: NAME,
  title: 'class indices of another dtype than int64',
  severity: 'error',
  why: `\`nn.CrossEntropyLoss\` and \`nn.NLLLoss\` use the target to pick columns, so it has to be int64 (or uint8). Labels
from a table of floats, from \`torch.Tensor([0, 1, 2])\` (which is float32, whatever numbers stand in it) or from a
NumPy array of int32 raise "expected target dtype to be Long or Byte, but got Float" (or "got Int", "got Bool"); older
versions of PyTorch say "expected scalar type Long but found Float".

\`.long()\` in the call mends it. It is better to keep the labels as integers from the start: \`torch.tensor\` instead of
\`torch.Tensor\`, \`.astype("int64")\` in pandas and NumPy, and features and labels in arrays of their own.

TensorFlow's \`sparse_softmax_cross_entropy_with_logits\` takes int32 and int64 alone ("Value for attr 'Tlabels' of float is not in
the list of allowed values"), optax' \`softmax_cross_entropy_with_integer_labels\` any integers ("Expected the input to have a dtype
that is a subdtype of <class 'numpy.integer'>"). Keras' sparse losses cast their labels.

A floating target is right when it has a probability for every class and therefore the shape of the scores.`,
  check: (context) =>
    findingsAtLosses(context, classLosses, (call) => judge(context, call) ?? judgeElsewhere(context, call)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'torch.Tensor makes float32 of whole numbers.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
labels = torch.Tensor([0, 1])
loss = F.cross_entropy(logits, labels)  # error: float-class-indices
`,
      fixed: [['loss = F.cross_entropy(logits, labels)', 'loss = F.cross_entropy(logits, labels.long())']],
    },
    {
      framework: 'PyTorch',
      title: 'A data set whose labels were made floats with the features.',
      code: `import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

features = torch.randn(12, 5)
labels = torch.randint(0, 3, (12,)).float()
loader = DataLoader(TensorDataset(features, labels), batch_size=4)
model = nn.Linear(5, 3)
criterion = nn.CrossEntropyLoss()
for x, y in loader:
    loss = criterion(model(x), y)  # error: float-class-indices
`,
      fixed: [['loss = criterion(model(x), y)', 'loss = criterion(model(x), y.long())']],
    },
    {
      framework: 'PyTorch',
      title: 'NumPy labels of int32.',
      code: `import numpy as np
import torch
import torch.nn.functional as F

labels = torch.from_numpy(np.array([2, 0], dtype=np.int32))
log_probabilities = torch.randn(2, 3, requires_grad=True).log_softmax(dim=1)
loss = F.nll_loss(log_probabilities, labels)  # error: float-class-indices
`,
      fixed: [
        [
          'loss = F.nll_loss(log_probabilities, labels)',
          'loss = F.nll_loss(log_probabilities, labels.long())',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The conversion in the call is the mistake.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
labels = torch.tensor([0, 1])
loss = F.cross_entropy(logits, labels.float())  # error: float-class-indices
`,
      fixed: [
        ['loss = F.cross_entropy(logits, labels.float())', 'loss = F.cross_entropy(logits, labels.long())'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'One float for each sample of a batch, whatever the model gives.',
      code: `import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

class Names(Dataset):
    def __init__(self, lines):
        self.lines = lines

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, index):
        label = 1 if self.lines[index].startswith("A") else 0
        return torch.rand(16), label

def train(model, lines, optimizer):
    criterion = nn.CrossEntropyLoss()
    for x, y in DataLoader(Names(lines), batch_size=4):
        optimizer.zero_grad()
        loss = criterion(model(x), y.float())  # error: float-class-indices
        loss.backward()
        optimizer.step()
`,
      fixed: [['loss = criterion(model(x), y.float())', 'loss = criterion(model(x), y.long())']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'A probability for every class is a floating target.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
target = torch.tensor([[0.9, 0.1, 0.0], [0.0, 0.8, 0.2]])
loss = F.cross_entropy(logits, target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The labels are converted in the call.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
labels = torch.Tensor([0, 1])
loss = F.cross_entropy(logits, labels.long())
`,
    },
    {
      framework: 'PyTorch',
      title: 'uint8 masks are taken.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(2, 4, 3, 3, requires_grad=True)
mask = torch.zeros(2, 3, 3, dtype=torch.uint8)
loss = F.cross_entropy(scores, mask)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A target of which nothing is known but that it is floating.',
      code: `from torch import nn

model = nn.Linear(20, 4)
criterion = nn.CrossEntropyLoss()

def step(x, soft_labels):
    return criterion(model(x), soft_labels.float())
`,
    },
    {
      framework: 'PyTorch',
      title: 'A probability for each class of each sample, of a model that is not read.',
      code: `import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

class Names(Dataset):
    def __init__(self, lines):
        self.lines = lines

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, index):
        label = 1 if self.lines[index].startswith("A") else 0
        return torch.rand(16), torch.tensor([1.0 - label, label])

def train(model, lines, optimizer):
    criterion = nn.CrossEntropyLoss()
    for x, y in DataLoader(Names(lines), batch_size=4):
        optimizer.zero_grad()
        loss = criterion(model(x), y.float())
        loss.backward()
        optimizer.step()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
