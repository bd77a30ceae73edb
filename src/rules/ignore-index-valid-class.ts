import * as ofKeras from './examples/keras/ignore-index-valid-class';
import * as elsewhere from './examples/ignore-index-valid-class';
import * as onPyTorch from './examples/on-pytorch/ignore-index-valid-class';
import type { LossCall } from '../inspect/inspection';
import { isFloating } from '../engine/dtype';
import { isTorch, named, raised, sameSizes } from './shared/class-targets';
import { classesOf, evidence, message } from './shared/evidence';
import { findingsAtHeads, type KerasHead } from './shared/keras-heads';
import { knownNumber } from './shared/known-number';
import { findingsAtLosses, predictionOf, targetOf } from './shared/loss-findings';
import { outputsOfScores } from './shared/output-width';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'ignore-index-valid-class';

function judge(context: RuleContext, call: LossCall): Finding | null {
  const ignored = call.options['ignore_index'];
  if (!isTorch(call) || typeof ignored !== 'number' || ignored < 0) return null;
  return ofTwo(context, call, ignored) ?? ofProbabilities(context, call, ignored);
}

const places = (call: LossCall): Finding['related'] =>
  call.constructed ? [{ place: call.constructed, message: 'ignore_index is set here' }] : [];

/** Of two classes one is left out, so that there is nothing to tell apart. */
function ofTwo(context: RuleContext, call: LossCall, ignored: number): Finding | null {
  const prediction = predictionOf(context, call);
  if (!prediction || ignored > 1) return null;
  // Of a batch or of one sample, a convolution has as many classes as channels.
  const classes = classesOf(context, prediction) ?? outputsOfScores(context, prediction.record);
  if (classes !== 2) return null;
  return {
    rule: NAME,
    severity: 'warning',
    place: call.place,
    message: message([
      `ignore_index=${ignored} leaves out the class ${ignored} of 2, but it expects a number that is no class`,
      `only samples of class ${1 - ignored} are trained on, so the model learns to answer ${1 - ignored} to everything`,
      'leave ignore_index out, or give what is to be ignored a number outside of 0 and 1, such as the default -100',
    ]),
    evidence: evidence(['2 classes, of which 1 is left']),
    related: places(call),
    fix: null,
  };
}

/** The number that `ignore_class` of Keras is given where the loss is constructed or called; null where it is not written. */
function ignoredOf({ family, site }: KerasHead): number | null {
  if (family !== 'sparse' || site?.kind !== 'call') return null;
  const written = site.call.keywords.find(({ name }) => name === 'ignore_class')?.value;
  return written ? knownNumber(site.source, written) : null;
}

/** The same of a model of Keras, whose sparse loss calls it `ignore_class`. */
function ofTwoUnits(context: RuleContext, head: KerasHead): Finding | null {
  const ignored = head.event === 'fit' || head.units !== 2 ? null : ignoredOf(head);
  if (ignored !== 0 && ignored !== 1) return null;
  return {
    rule: NAME,
    severity: 'warning',
    place: head.place,
    message: message([
      `ignore_class=${ignored} leaves out the class ${ignored} of 2, but it expects a number that is no class`,
      `only samples of class ${1 - ignored} are trained on, so the model learns to answer ${1 - ignored} to everything`,
      'leave ignore_class out, or give what is to be ignored a number outside of 0 and 1, such as 255',
    ]),
    evidence: evidence(['2 classes, of which 1 is left']),
    related: [],
    fix: null,
  };
}

/** PyTorch cannot tell which rows of probabilities to leave out. */
function ofProbabilities(context: RuleContext, call: LossCall, ignored: number): Finding | null {
  const [prediction, target] = [predictionOf(context, call), targetOf(context, call)];
  const { shape, dtype } = target?.record ?? { shape: null, dtype: null };
  const isSame = !!shape && !!prediction?.record.shape && sameSizes(shape, prediction.record.shape);
  if (!target || call.loss !== 'cross_entropy' || !dtype || !isFloating(dtype) || !isSame) return null;
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target.argument)} holds probabilities, with which ignore_index=${ignored} cannot be used: it expects class indices`,
      'PyTorch raises RuntimeError at the first batch',
      "leave ignore_index out and multiply the losses of reduction='none' by a mask",
    ]),
    evidence: evidence([raised(call)]),
    related: places(call),
    fix: null,
  };
}

export const ignoreIndexValidClass: Rule = {
  name: NAME,
  title: 'ignore_index is one of the classes',
  severity: 'warning',
  why: `\`ignore_index\` is the label of what has no class: padding, unlabelled pixels. Samples with that label add nothing
to the loss and get no gradient. With two classes and \`ignore_index=0\` (or 1) one class is left, and a model that always
answers with it is right about everything that counts: its loss goes to 0. \`ignore_class\` of Keras'
\`SparseCategoricalCrossentropy\` is the same.

With more classes a class may be left out on purpose, such as the padding of number 0 of a vocabulary, and the rule is
silent.

Targets that are probabilities have no index to compare with, and PyTorch raises

\`\`\`text
RuntimeError: ignore_index is not supported for floating point target
\`\`\``,
  check: (context) => [
    ...findingsAtHeads(context, (head) => ofTwoUnits(context, head)),
    ...findingsAtLosses(context, ['cross_entropy', 'nll_loss'], (call) => judge(context, call)),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The background of images that are not read: the last convolution has two channels.',
      code: `import torch
from torch import nn
from torch.utils.data import DataLoader

net = nn.Sequential(nn.Conv2d(4, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 2, 1))
criterion = nn.CrossEntropyLoss(ignore_index=0)

def train(tiles, optimizer):
    for bands, mask in DataLoader(tiles, 8):
        optimizer.zero_grad()
        loss = criterion(net(bands), mask)  # warning: ignore-index-valid-class
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The background of a mask of two classes.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 2, kernel_size=1)
criterion = nn.CrossEntropyLoss(ignore_index=0)

def step(masks):
    return criterion(net(torch.randn(4, 3, 8, 8)), masks)  # warning: ignore-index-valid-class
`,
    },
    {
      framework: 'PyTorch',
      title: 'The second of two classes.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(16, 2)

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y, ignore_index=1)  # warning: ignore-index-valid-class
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Probabilities as the target.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(3, 4, requires_grad=True)
target = torch.full((3, 4), 0.25)
loss = F.cross_entropy(scores, target, ignore_index=0)  # error: ignore-index-valid-class
`,
    },
    ...onPyTorch.wrong,
    ...ofKeras.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: '255 marks the pixels without a class.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 2, kernel_size=1)
criterion = nn.CrossEntropyLoss(ignore_index=255)

def step(masks):
    return criterion(net(torch.randn(4, 3, 8, 8)), masks)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The padding of a vocabulary.',
      code: `from torch import nn

head = nn.Linear(32, 5000)
criterion = nn.CrossEntropyLoss(ignore_index=0)

def step(hidden, tokens):
    return criterion(head(hidden).view(-1, 5000), tokens.view(-1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A number that is no class.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(3, 2, requires_grad=True)
loss = F.cross_entropy(scores, torch.tensor([0, 1, -1]), ignore_index=-1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Probabilities, with the default.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(3, 4, requires_grad=True)
loss = F.cross_entropy(scores, torch.full((3, 4), 0.25))
`,
    },
    ...onPyTorch.right,
    ...ofKeras.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
