import * as elsewhere from './examples/one-hot-target';
import * as onPyTorch from './examples/on-pytorch/one-hot-target';
import type { LossCall } from '../inspect/inspection';
import {
  classLosses,
  isInteger,
  isOneHot,
  isTorch,
  madeAt,
  named,
  oneHotStep,
  pairOf,
  raised,
  sameSizes,
  shapeText,
  type Pair,
} from './shared/class-targets';
import { firstArgument, lastName } from './shared/code-shape';
import { certainFix, replaceSpan } from './shared/edits';
import { evidence, message } from './shared/evidence';
import { findingsAtLosses } from './shared/loss-findings';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { areSwapped } from './shared/swapped-arguments';
import { appendMethod, withoutConversions, writtenArgument } from './shared/target-fix';

const NAME = 'one-hot-target';

function judge(context: RuleContext, call: LossCall): Finding | null {
  const pair = isTorch(call) ? pairOf(context, call) : null;
  if (!pair || areSwapped(context, call)) return null;
  return judgeColumn(context, call, pair) ?? judgeRows(context, call, pair);
}

/** Class indices with a dim of size 1 where the input has its classes: (N, 1) against (N, C). */
function judgeColumn(
  context: RuleContext,
  call: LossCall,
  { prediction, target, input, labels }: Pair,
): Finding | null {
  const [from, to] = [input.shape, labels.shape];
  if (!from || !to || from.length < 2 || from.length !== to.length || labels.dtype === null) return null;
  const classes = from[1];
  if (to[1] !== 1 || typeof classes !== 'number' || classes < 2) return null;
  const method = isInteger(labels) && labels.dtype !== 'bool' ? 'squeeze(1)' : 'squeeze(1).long()';
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${shapeText(to)}, but ${call.loss} expects class indices of shape ${shapeText([from[0]!, ...from.slice(2)])}: one for each sample, without the class dim that ${named(prediction, 'the input')} ${shapeText(from)} has`,
      'PyTorch refuses the target, and nothing is trained',
      `write ${named(target)}.${method}`,
    ]),
    evidence: evidence([raised(call)]),
    related: madeAt(call, labels, `the target of shape ${shapeText(to)} is made here`),
    fix: appendMethod(context, target, 'Take the dim of size 1 out of the target', method),
  };
}

/** Whether both have as many classes in dim 1, and no other two sizes are known to differ. */
function haveClassesInCommon(input: Sizes, labels: Sizes): boolean {
  const isNumber = (size: number | string | undefined): boolean => typeof size === 'number';
  const areAlike = input.every(
    (size, dim) => size === labels[dim] || !isNumber(size) || !isNumber(labels[dim]),
  );
  return input.length === labels.length && areAlike && isNumber(input[1]) && input[1] === labels[1];
}

type Sizes = readonly (number | string)[];

/** A number for each class where an index for each sample belongs. */
function judgeRows(context: RuleContext, call: LossCall, pair: Pair): Finding | null {
  const { target, input, labels } = pair;
  const isNll = call.loss === 'nll_loss';
  // Floating rows are class probabilities, which cross_entropy takes.
  if (!isNll && !isInteger(labels)) return null;
  const areKnown = input.shape !== null && labels.shape !== null;
  if (areKnown && !call.error) return null;
  const areRows =
    input.shape !== null &&
    labels.shape !== null &&
    input.shape.length >= 2 &&
    (sameSizes(input.shape, labels.shape) || haveClassesInCommon(input.shape, labels.shape));
  const areOneHot = isOneHot(context, labels);
  if (!areOneHot && !areRows) return null;
  const step = oneHotStep(context, labels);
  const kind = areOneHot ? 'one-hot' : 'a number for every class';
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${kind}${labels.shape ? ` of shape ${shapeText(labels.shape)}` : ''}, but ${call.loss} expects class indices${isNll ? '' : ' (int64), or probabilities of a floating dtype'}: one index for each sample`,
      'PyTorch refuses the target, and nothing is trained',
      areOneHot
        ? `pass the class indices themselves, or ${named(target)}.argmax(${dimOfClasses(pair, step !== null) ?? 1})`
        : isNll
          ? 'pass class indices, or give class probabilities to cross_entropy with raw scores'
          : 'pass class indices, or convert class probabilities with .float(); several labels of one sample are a task for BCEWithLogitsLoss',
    ]),
    evidence: evidence([raised(call)]),
    related: step
      ? madeAt(call, step, 'the one-hot rows are made here')
      : madeAt(call, labels, 'the target is made here'),
    fix: areOneHot ? indicesInstead(context, pair, dimOfClasses(pair, step !== null)) : null,
  };
}

/** The dim of a one-hot target's classes: the last after `one_hot`, the second of a target with the input's shape. */
function dimOfClasses({ input, labels }: Pair, isLast: boolean): number | null {
  const rank = labels.shape?.length;
  if (rank === 2) return 1;
  if (isLast) return -1;
  if (labels.role.dim !== undefined) return labels.role.dim;
  return rank !== undefined && rank === input.shape?.length ? 1 : null;
}

/** `F.one_hot(y, 3)` → `y`; another one-hot target is turned into indices with argmax. */
function indicesInstead(context: RuleContext, { target }: Pair, dim: number | null): Fix | null {
  const written = writtenArgument(context, target);
  if (!written) return null;
  const { source, expression } = written;
  const inner = withoutConversions(source, expression);
  if (inner.kind === 'Call' && lastName(inner.func) === 'one_hot') {
    const indices = firstArgument(inner);
    if (indices) {
      const text = source.text.slice(indices.start, indices.end);
      return certainFix(context, 'Pass the class indices', [replaceSpan(source, expression, text)]);
    }
  }
  return dim === null
    ? null
    : appendMethod(context, target, `Pass the class indices with argmax(${dim})`, `argmax(${dim})`);
}

export const oneHotTarget: Rule = {
  name: NAME,
  title: 'one-hot target where class indices belong',
  severity: 'error',
  why: `\`nn.CrossEntropyLoss\` and \`nn.NLLLoss\` pick one column of every row, so they want the *number* of the class:
for scores of shape (N, C) a target of shape (N,), with int64 values from 0 to C − 1. Rows of zeros with a single 1, as
\`F.one_hot\` makes them, are one dim too many:

- \`NLLLoss\` raises "0D or 1D target tensor expected, multi-target not supported".
- \`CrossEntropyLoss\` takes a target of the input's shape for class probabilities, and an integer one raises "Expected
  floating point type for target with class probabilities, got Long".
- Indices that stand in a column, (N, 1), raise the same as in \`NLLLoss\`; masks of shape (N, 1, H, W) raise "only
  batches of spatial targets supported".

The labels that went into \`one_hot\` are what the loss wants. Where only the rows are left, \`argmax(1)\` gives the
indices back; a column becomes a vector with \`squeeze(1)\`.

One-hot rows of a floating dtype are no mistake for \`CrossEntropyLoss\`: they are probabilities, as mixup and label
smoothing make them.`,
  check: (context) => findingsAtLosses(context, classLosses, (call) => judge(context, call)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The labels are one-hot encoded for cross-entropy.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
labels = torch.tensor([0, 1])
loss = F.cross_entropy(logits, F.one_hot(labels, 3))  # error: one-hot-target
`,
      fixed: [
        ['loss = F.cross_entropy(logits, F.one_hot(labels, 3))', 'loss = F.cross_entropy(logits, labels)'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'NLLLoss takes no rows, whatever their dtype.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Sequential(nn.Linear(20, 4), nn.LogSoftmax(dim=1))
criterion = nn.NLLLoss()

def train(loader, optimizer):
    for x, y in loader:
        target = F.one_hot(y, num_classes=4).float()
        loss = criterion(model(x), target)  # error: one-hot-target
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
      fixed: [['loss = criterion(model(x), target)', 'loss = criterion(model(x), target.argmax(-1))']],
    },
    {
      framework: 'PyTorch',
      title: 'Class indices in a column.',
      code: `import torch
from torch import nn

model = nn.Linear(5, 3)
x = torch.randn(8, 5)
y = torch.randint(0, 3, (8, 1))
loss = nn.CrossEntropyLoss()(model(x), y)  # error: one-hot-target
`,
      fixed: [
        ['loss = nn.CrossEntropyLoss()(model(x), y)', 'loss = nn.CrossEntropyLoss()(model(x), y.squeeze(1))'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A segmentation mask that kept its channel.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 21, kernel_size=1)
images = torch.randn(2, 3, 8, 8)
masks = torch.zeros(2, 1, 8, 8, dtype=torch.long)
loss = nn.CrossEntropyLoss()(net(images), masks)  # error: one-hot-target
`,
      fixed: [
        [
          'loss = nn.CrossEntropyLoss()(net(images), masks)',
          'loss = nn.CrossEntropyLoss()(net(images), masks.squeeze(1))',
        ],
      ],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One-hot rows of a floating dtype are class probabilities.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
loss = F.cross_entropy(logits, F.one_hot(torch.tensor([0, 1]), 3).float())
`,
    },
    {
      framework: 'PyTorch',
      title: 'A number for every label is what BCE with logits wants.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
loss = F.binary_cross_entropy_with_logits(logits, F.one_hot(torch.tensor([0, 1]), 3).float())
`,
    },
    {
      framework: 'PyTorch',
      title: 'The rows are turned back into indices.',
      code: `import torch
from torch import nn

rows = torch.tensor([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
log_probabilities = torch.randn(3, 3, requires_grad=True).log_softmax(dim=1)
loss = nn.NLLLoss()(log_probabilities, rows.argmax(dim=1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Segmentation: one index for each pixel.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 21, kernel_size=1)
images = torch.randn(2, 3, 8, 8)
masks = torch.zeros(2, 1, 8, 8, dtype=torch.long)
loss = nn.CrossEntropyLoss()(net(images), masks.squeeze(1))
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
