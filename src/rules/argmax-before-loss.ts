import * as elsewhere from './examples/argmax-before-loss';
import * as onPyTorch from './examples/on-pytorch/argmax-before-loss';
import * as ofKeras from './examples/keras/argmax-before-loss';
import { blockedLosses, type BlockedLoss } from './shared/blocked-losses';
import { evidence, message } from './shared/evidence';
import { happening, placesOfCut } from './shared/gradient-messages';
import type { Finding, Rule } from './rule';

const finding = (blocked: BlockedLoss): Finding => {
  const { operation } = blocked.cut.result.producer!;
  const name = operation === 'argmax' || operation === 'argmin' ? operation : 'the indices of a sort';
  return {
    rule: 'argmax-before-loss',
    severity: 'error',
    place: blocked.place,
    message: message([
      `${blocked.expression || 'the prediction'} comes out of ${name}, but a loss that trains expects values that change with the weights`,
      happening(blocked),
      'give the loss the scores: cross-entropy takes them with class indices as the target; for a position as a number use the mean of the positions weighted by softmax',
    ]),
    evidence: evidence([
      blocked.isWhole
        ? 'nothing else in the loss has a gradient'
        : 'the rest of the loss has one, so nothing raises',
    ]),
    related: placesOfCut(
      blocked,
      `${name === operation ? name : 'this'} gives positions, through which no gradient passes`,
    ),
    fix: null,
  };
};

export const argmaxBeforeLoss: Rule = {
  name: 'argmax-before-loss',
  title: 'argmax before the loss',
  severity: 'error',
  why: `\`argmax\` gives the position of the largest score. Moving a score a little does not move the position, so the
derivative is zero wherever it exists, and no framework passes a gradient through it. The same holds for the indices of
\`max\`, \`topk\` and \`sort\`. A loss on predicted classes can be read as a metric, but nothing can be trained on it.

| framework | what happens |
| --- | --- |
| PyTorch | \`element 0 of tensors does not require grad and does not have a grad_fn\` at \`backward()\` |
| PyTorch, when another term of the loss has a gradient | nothing: the term adds a constant |
| JAX | nothing: the gradient is exactly 0 |
| TensorFlow | \`tape.gradient\` gives None, and \`apply_gradients\` finds no gradients |
| Keras | \`fit\` raises \`No gradients provided for any variable\` on TensorFlow, and learns nothing in silence on JAX |

Give the loss the scores. \`F.cross_entropy(scores, classes)\` wants them raw, with the classes only as the target. Where
the loss has to compare positions (ordinal classes, keypoints), take the mean of the positions with softmax as the weights,
which has a gradient.`,
  check: (context) => blockedLosses(context, 'positions').map(finding),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The predicted classes are compared with the labels.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.MSELoss()

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        predicted = torch.argmax(model(x), dim=1)
        loss = criterion(predicted.float(), y.float())  # error: argmax-before-loss
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The indices of the maximum, in a term beside one that trains.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
y = torch.randint(0, 3, (8,))
scores = model(x)
_, predicted = torch.max(scores, 1)
loss = F.cross_entropy(scores, y)
distance = F.l1_loss(predicted.float(), y.float())  # error: argmax-before-loss
(loss + 0.1 * distance).backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'An error rate that is written out, as the loss.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
y = torch.randint(0, 3, (8,))
predicted = model(x).argmax(dim=1)  # error: argmax-before-loss
loss = (predicted.float() - y.float()).abs().mean()
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
      title: 'The loss gets the scores; argmax is for the accuracy.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        scores = model(x)
        loss = criterion(scores, y)
        loss.backward()
        optimizer.step()
        print((scores.argmax(1) == y).float().mean())
`,
    },
    {
      framework: 'PyTorch',
      title: 'Pseudo labels: argmax makes the target.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
teacher = nn.Linear(4, 3)
x = torch.randn(8, 4)
labels = teacher(x).argmax(dim=1)
loss = F.cross_entropy(model(x), labels)
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A straight-through sample: the soft one carries the gradient.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
soft = model(x).softmax(1)
hard = F.one_hot(soft.argmax(1), 3).float()
sample = hard - soft.detach() + soft
loss = F.mse_loss(sample, torch.zeros(8, 3))
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The error of the predicted classes as a metric.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
y = torch.randint(0, 3, (8,))
scores = model(x)
loss = F.cross_entropy(scores, y)
loss.backward()
distance = F.l1_loss(scores.argmax(1).float(), y.float())
print(distance.item())
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
