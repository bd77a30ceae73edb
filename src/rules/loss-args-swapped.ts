import * as elsewhere from './examples/loss-args-swapped';
import * as onPyTorch from './examples/on-pytorch/loss-args-swapped';
import * as ofKeras from './examples/keras/loss-args-swapped';
import type { LossCall } from '../inspect/inspection';
import { classLosses, madeAt, named, pairOf, raised } from './shared/class-targets';
import { evidence, message, number } from './shared/evidence';
import { binaryLosses } from './shared/loss-families';
import { findingsAtLosses, isOfKeras } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';
import { areSwapped } from './shared/swapped-arguments';
import { swapArguments } from './shared/target-fix';

const NAME = 'loss-args-swapped';

/** Keras' losses take the labels first; PyTorch's and optax' take them second. */
const takesLabelsFirst = (call: LossCall): boolean => isOfKeras(call);

function judge(context: RuleContext, call: LossCall): Finding | null {
  const pair = pairOf(context, call);
  if (!pair || !areSwapped(context, call)) return null;
  const { prediction, target, input, labels } = pair;
  const swapped =
    context.evaluate(call, { [prediction.name]: labels.id, [target.name]: input.id })?.value ?? null;
  const [given, made] = [named(prediction, 'the prediction'), named(target, 'the target')];
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${given} holds ${call.loss === 'kl_div' ? 'the probabilities that are wanted' : 'labels'} and ${made} is what the model gives, but ${call.loss} expects ` +
        (takesLabelsFirst(call)
          ? 'the labels first and the prediction second'
          : 'the prediction first and the target second'),
      call.error
        ? 'the framework refuses the call, and nothing is trained'
        : 'nothing raises: the labels are taken for predictions, so the loss and its gradient are those of another formula',
      `write (${(takesLabelsFirst(call) ? [given, made] : [made, given]).join(', ')})`,
    ]),
    evidence: evidence([
      call.value === null ? null : `loss ${number(call.value)} as written`,
      swapped === null ? null : `${number(swapped)} with the arguments exchanged`,
      raised(call),
    ]),
    related: madeAt(call, labels, 'the prediction is made here'),
    fix: swapArguments(context, prediction, target, 'Exchange prediction and target'),
  };
}

/** What Keras' losses of classes are called in the engine. */
const kerasLosses: readonly string[] = [
  'binary_crossentropy',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
];

export const lossArgsSwapped: Rule = {
  name: NAME,
  title: 'prediction and target exchanged',
  severity: 'error',
  why: `PyTorch's losses take \`(input, target)\`: first what the model gives, then the labels, and so do optax'. Keras and scikit-learn have
it the other way round, \`(y_true, y_pred)\`, and code that is carried over keeps that order.

| loss | with the arguments exchanged |
| --- | --- |
| \`BCELoss\` | labels of 0 and 1 as predictions: their logarithm is cut off at −100, so the first loss is about 50, and the weights become nan |
| \`BCEWithLogitsLoss\` | a wrong number, without an error |
| \`KLDivLoss\` | a wrong number: the logarithm is taken of logarithms |
| \`CrossEntropyLoss\` | integer labels are refused where the scores belong: PyTorch takes a log_softmax of floats only |

The mistake is reported only where it is certain: what is passed as the prediction holds integers, one-hot rows or zeros
and ones that no parameter went into or what a loop over data gives, and what is passed as the target comes out of a layer or an activation.`,
  check: (context) =>
    findingsAtLosses(context, [...classLosses, ...binaryLosses, ...kerasLosses, 'kl_div'], (call) =>
      judge(context, call),
    ),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'BCE with the labels first.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())
x = torch.randn(4, 3)
y = torch.tensor([[1.0], [0.0], [0.0], [1.0]])
loss = nn.BCELoss()(y, model(x))  # error: loss-args-swapped
`,
      fixed: [['loss = nn.BCELoss()(y, model(x))', 'loss = nn.BCELoss()(model(x), y)']],
    },
    {
      framework: 'PyTorch',
      title: 'With logits nothing raises.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(3, 1)
labels = torch.tensor([[1.0], [0.0], [0.0], [1.0]])
outputs = model(torch.randn(4, 3))
loss = F.binary_cross_entropy_with_logits(labels, outputs)  # error: loss-args-swapped
`,
      fixed: [
        [
          'loss = F.binary_cross_entropy_with_logits(labels, outputs)',
          'loss = F.binary_cross_entropy_with_logits(outputs, labels)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Cross-entropy with class indices first.',
      code: `import torch
from torch import nn

model = nn.Linear(5, 3)
criterion = nn.CrossEntropyLoss()
labels = torch.tensor([0, 2, 1, 1])
loss = criterion(labels, model(torch.randn(4, 5)))  # error: loss-args-swapped
`,
      fixed: [
        [
          'loss = criterion(labels, model(torch.randn(4, 5)))',
          'loss = criterion(model(torch.randn(4, 5)), labels)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Keyword arguments that name the wrong tensors.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(5, 3)
labels = torch.tensor([0, 2, 1, 1])
loss = F.cross_entropy(target=model(torch.randn(4, 5)), input=labels)  # error: loss-args-swapped
`,
      fixed: [
        [
          'loss = F.cross_entropy(target=model(torch.randn(4, 5)), input=labels)',
          'loss = F.cross_entropy(target=labels, input=model(torch.randn(4, 5)))',
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
      title: 'The prediction first.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())
y = torch.tensor([[1.0], [0.0], [0.0], [1.0]])
loss = nn.BCELoss()(model(torch.randn(4, 3)), y)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Targets that another model gives.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

student, teacher = nn.Linear(3, 1), nn.Linear(3, 1)
x = torch.randn(4, 3)
loss = F.binary_cross_entropy_with_logits(student(x), torch.sigmoid(teacher(x)).detach())
`,
    },
    {
      framework: 'PyTorch',
      title: 'A loss of your own with the other order.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

def bce(y_true, y_pred):
    return F.binary_cross_entropy_with_logits(y_pred, y_true)

model = nn.Linear(3, 1)
y = torch.tensor([[1.0], [0.0], [0.0], [1.0]])
loss = bce(y, model(torch.randn(4, 3)))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Scores of zeros, as a test may start with.',
      code: `import torch
import torch.nn.functional as F

logits = torch.zeros(4, 1, requires_grad=True)
target = torch.rand(4, 1)
loss = F.binary_cross_entropy_with_logits(logits, target)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
