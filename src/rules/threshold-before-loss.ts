import * as elsewhere from './examples/threshold-before-loss';
import * as onPyTorch from './examples/on-pytorch/threshold-before-loss';
import * as ofKeras from './examples/keras/threshold-before-loss';
import { blockedLosses, type BlockedLoss } from './shared/blocked-losses';
import { evidence, message } from './shared/evidence';
import { happening, placesOfCut } from './shared/gradient-messages';
import type { Finding, Rule } from './rule';

/** How the steps are called in a sentence. */
const names: Readonly<Record<string, string>> = {
  cast: 'a cast to integers',
  ceil: 'ceil',
  floor: 'floor',
  round: 'round',
  sign: 'sign',
  trunc: 'trunc',
};

/** Steps that stay in the graph with a derivative of zero: in PyTorch's, and of TensorFlow's the sign alone. */
const zeroInTorch: ReadonlySet<string> = new Set(['ceil', 'floor', 'round', 'sign', 'trunc']);
const zeroInTensorflow: ReadonlySet<string> = new Set(['sign']);
const zeroIn: Readonly<Record<BlockedLoss['framework'], ReadonlySet<string>>> = {
  torch: zeroInTorch,
  trainer: zeroInTorch,
  tensorflow: zeroInTensorflow,
  keras: zeroInTensorflow,
  jax: new Set(),
};

const finding = (blocked: BlockedLoss): Finding => {
  const { operation } = blocked.cut.result.producer!;
  const name = names[operation] ?? 'a comparison';
  const isSilent = zeroIn[blocked.framework].has(operation);
  return {
    rule: 'threshold-before-loss',
    severity: 'error',
    place: blocked.place,
    message: message([
      `${blocked.expression || 'the prediction'} comes out of ${name}, but a loss that trains expects values that change smoothly with the weights`,
      isSilent
        ? 'the derivative of a step is zero, so every gradient is exactly zero and nothing is learned, without an error'
        : happening(blocked),
      'give the loss the probabilities or scores from before the step, and keep the step for metrics',
    ]),
    evidence: evidence([
      blocked.isWhole
        ? 'nothing else in the loss has a gradient'
        : 'the rest of the loss has one, so nothing raises',
    ]),
    related: placesOfCut(blocked, `${name} lets no gradient through`),
    fix: null,
  };
};

export const thresholdBeforeLoss: Rule = {
  name: 'threshold-before-loss',
  title: 'threshold before the loss',
  severity: 'error',
  why: `A threshold, \`round\`, \`sign\` or a cast to integers makes steps of smooth numbers. Between the steps the
result does not change, so its derivative is zero, and no gradient gets behind it. Dice, IoU and F1 losses on hard masks are
made this way.

| written | PyTorch |
| --- | --- |
| \`(p > 0.5).float()\`, \`p.int()\` | the graph ends: \`element 0 of tensors does not require grad\` at \`backward()\`; beside another term that trains, silence |
| \`torch.round(p)\`, \`p.sign()\` | the graph goes on with a gradient of exactly 0: no error and no learning |

In JAX both give a gradient of exactly 0, in silence. In TensorFlow the gradient is None of all but \`tf.sign\`, whose is 0;
\`fit\` of a Keras model then raises \`No gradients provided for any variable\`, unless another term of the loss has one.

Use the probabilities themselves: \`(p * target).sum()\` is the soft intersection that Dice and IoU losses are trained with.
Where a forward pass has to see hard values, pass the gradient straight through: \`hard - p.detach() + p\`.`,
  check: (context) => blockedLosses(context, 'steps').map(finding),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A Dice loss of hard masks.',
      code: `import torch
from torch import nn

model = nn.Conv2d(3, 1, 1)
images = torch.randn(2, 3, 8, 8)
masks = torch.ones(2, 1, 8, 8)

probabilities = torch.sigmoid(model(images))
hard = (probabilities > 0.5).float()  # error: threshold-before-loss
dice = 2 * (hard * masks).sum() / (hard.sum() + masks.sum())
loss = 1 - dice
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Rounded probabilities in a loss.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)
criterion = nn.BCELoss()

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        predicted = torch.round(torch.sigmoid(model(x)))
        loss = criterion(predicted, y)  # error: threshold-before-loss
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'torch.where turns scores into zeros and ones, beside a term that trains.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 1)
x = torch.randn(8, 4)
y = torch.ones(8, 1)
scores = model(x)
decided = torch.where(scores > 0, 1.0, 0.0)
loss = F.binary_cross_entropy_with_logits(scores, y) + F.mse_loss(decided, y)  # error: threshold-before-loss
loss.backward()
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'A soft Dice loss; the hard mask is for the metric.',
      code: `import torch
from torch import nn

model = nn.Conv2d(3, 1, 1)
images = torch.randn(2, 3, 8, 8)
masks = torch.ones(2, 1, 8, 8)

p = torch.sigmoid(model(images))
loss = 1 - 2 * (p * masks).sum() / (p.sum() + masks.sum())
loss.backward()
hard = (p > 0.5).float()
dice = 2 * (hard * masks).sum() / (hard.sum() + masks.sum())
print(dice.item())
`,
    },
    {
      framework: 'PyTorch',
      title: 'Rounding with the gradient passed straight through.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 4)
x = torch.randn(8, 4)
p = torch.sigmoid(model(x))
quantized = p + (torch.round(p) - p).detach()
loss = F.mse_loss(quantized, x)
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A mask that only selects what is counted.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 1)
x = torch.randn(8, 4)
y = torch.ones(8, 1)
p = torch.sigmoid(model(x))
sure = (p > 0.9).float()
loss = (F.binary_cross_entropy(p, y, reduction='none') * sure).sum()
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A step whose backward is written by hand.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.sign()

    @staticmethod
    def backward(ctx, gradient):
        return gradient

model = nn.Linear(4, 4)
x = torch.randn(8, 4)
loss = F.mse_loss(Binarize.apply(model(x)), x.sign())
loss.backward()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
