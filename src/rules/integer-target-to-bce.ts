import * as onPyTorch from './examples/on-pytorch/integer-target-to-bce';
import * as elsewhere from './examples/integer-target-to-bce';
import type { LossCall } from '../inspect/inspection';
import { isInteger, isTorch, madeAt, named, pairOf, raised } from './shared/class-targets';
import { evidence, message } from './shared/evidence';
import { binaryLosses } from './shared/loss-families';
import { findingsAtLosses } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';
import { areSwapped } from './shared/swapped-arguments';
import { castElsewhere, convertDtype } from './shared/target-fix';

const NAME = 'integer-target-to-bce';

function judge(context: RuleContext, call: LossCall): Finding | null {
  const pair = isTorch(call) ? pairOf(context, call) : null;
  if (!pair || !isInteger(pair.labels) || isInteger(pair.input) || areSwapped(context, call)) return null;
  const { target, input, labels } = pair;
  // BCE wants the input's own dtype; with logits any floating one does.
  const isFloatRight = input.dtype === 'float32' || call.loss === 'binary_cross_entropy_with_logits';
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${labels.dtype}, but ${call.loss} expects a target of a floating dtype`,
      'PyTorch raises RuntimeError, and nothing is trained',
      isFloatRight
        ? `write ${named(target)}.float()`
        : `write ${named(target)}.to(${pair.prediction.expression || 'input'}.dtype)`,
    ]),
    evidence: evidence([raised(call)]),
    related: madeAt(call, labels, `the ${labels.dtype} target is made here`),
    fix: isFloatRight ? convertDtype(context, target, 'Convert the target with float()', 'float') : null,
  };
}

/** The losses of TensorFlow that multiply labels and logits without a cast; Keras' and optax' cast. */
const ofTensorflow = /^tensorflow\.nn\.(?:sigmoid|weighted)_cross_entropy_with_logits$/;

function judgeTensorflow(context: RuleContext, call: LossCall): Finding | null {
  const pair = ofTensorflow.test(call.function) ? pairOf(context, call) : null;
  if (!pair || !isInteger(pair.labels) || isInteger(pair.input) || areSwapped(context, call)) return null;
  const { target, input, labels } = pair;
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${labels.dtype}, but ${call.function.slice(call.function.lastIndexOf('.') + 1)} expects labels of the dtype of the logits`,
      'TensorFlow casts nothing here: it raises, and nothing is trained',
      `write tf.cast(${named(target, 'labels')}, tf.float32)`,
    ]),
    evidence: evidence([raised(call)]),
    related: madeAt(call, labels, `the ${labels.dtype} target is made here`),
    fix:
      input.dtype === 'float32'
        ? castElsewhere(context, target, 'Convert the labels to floats', {
            tensorflow: 'tf.float32',
            array: 'float',
          })
        : null,
  };
}

export const integerTargetToBce: Rule = {
  name: NAME,
  title: 'integer target for BCE',
  severity: 'error',
  why: `The targets of binary cross-entropy are probabilities, so they are numbers of the input's floating dtype, even
where each is 0 or 1. Integers and truths are refused:

| loss | target | PyTorch raises |
| --- | --- | --- |
| \`BCELoss\` | int64 | Found dtype Long but expected Float |
| \`BCEWithLogitsLoss\` | int64 | result type Float can't be cast to the desired output type Long |
| \`BCEWithLogitsLoss\` | bool | Subtraction, the \`-\` operator, with two bool tensors is not supported |

TensorFlow's \`sigmoid_cross_entropy_with_logits\` refuses int32 where the logits are float32 as well ("cannot compute Mul as input
#1(zero-based) was expected to be a float tensor but is a int32 tensor"). The losses of Keras and optax cast.

Integers come from \`torch.full((n,), 1)\`, from \`torch.randint\`, from comparisons, and from labels that once belonged to
\`CrossEntropyLoss\`, which wants the opposite. Convert them: \`y.float()\`, or write \`1.0\` where the target is made.

Integers that are the numbers of more than two classes are another matter: they belong to \`CrossEntropyLoss\`.`,
  check: (context) =>
    findingsAtLosses(context, binaryLosses, (call) => judge(context, call) ?? judgeTensorflow(context, call)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Labels of whole numbers.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
labels = torch.tensor([1, 0, 0])
loss = F.binary_cross_entropy_with_logits(logits, labels)  # error: integer-target-to-bce
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy_with_logits(logits, labels)',
          'loss = F.binary_cross_entropy_with_logits(logits, labels.float())',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The labels of a discriminator, made with torch.full.',
      code: `import torch
from torch import nn

discriminator = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
criterion = nn.BCELoss()

def real_loss(images):
    scores = discriminator(images).view(-1)
    labels = torch.full((images.size(0),), 1)
    return criterion(scores, labels)  # error: integer-target-to-bce
`,
      fixed: [['return criterion(scores, labels)', 'return criterion(scores, labels.float())']],
    },
    {
      framework: 'PyTorch',
      title: 'A comparison gives truths.',
      code: `import torch
from torch import nn

ratings = torch.tensor([4.5, 2.0, 3.5])
logits = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
loss = nn.BCEWithLogitsLoss()(logits, ratings > 3)  # error: integer-target-to-bce
`,
      fixed: [
        [
          'loss = nn.BCEWithLogitsLoss()(logits, ratings > 3)',
          'loss = nn.BCEWithLogitsLoss()(logits, (ratings > 3).float())',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Multi-hot rows that were made integers.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

tagger = nn.Linear(20, 5)

def step(x, tags):
    rows = F.one_hot(tags, 5).amax(dim=1)
    return F.binary_cross_entropy_with_logits(tagger(x), rows)  # error: integer-target-to-bce
`,
      fixed: [
        [
          'return F.binary_cross_entropy_with_logits(tagger(x), rows)',
          'return F.binary_cross_entropy_with_logits(tagger(x), rows.float())',
        ],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The target is a floating tensor.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
labels = torch.tensor([1, 0, 0]).float()
loss = F.binary_cross_entropy_with_logits(logits, labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'ones_like has the dtype of the scores.',
      code: `import torch
from torch import nn

scores = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
loss = nn.BCEWithLogitsLoss()(scores, torch.ones_like(scores))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Integers are what cross-entropy wants.',
      code: `import torch
from torch import nn

scores = torch.tensor([[1.5, -2.0], [0.3, 0.1]], requires_grad=True)
loss = nn.CrossEntropyLoss()(scores, torch.tensor([1, 0]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'mse_loss promotes integers.',
      code: `import torch
import torch.nn.functional as F

prediction = torch.tensor([1.5, -2.0, 0.3], requires_grad=True)
loss = F.mse_loss(prediction, torch.tensor([1, 0, 0]))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
