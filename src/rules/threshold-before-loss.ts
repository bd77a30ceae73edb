import * as elsewhere from './examples/threshold-before-loss';
import * as onPyTorch from './examples/on-pytorch/threshold-before-loss';
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

/** round and sign stay in PyTorch's graph, with a derivative of zero. */
const smooth: ReadonlySet<string> = new Set(['ceil', 'floor', 'round', 'sign', 'trunc']);

const finding = (blocked: BlockedLoss): Finding => {
  const { operation } = blocked.cut.result.producer!;
  const name = names[operation] ?? 'a comparison';
  const isSilent = smooth.has(operation) && blocked.framework !== 'jax';
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

In JAX both give a gradient of exactly 0, in silence.

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
    {
      framework: 'JAX',
      title: 'Rounded probabilities: the gradient is zero.',
      code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    p = jnp.round(jax.nn.sigmoid(x @ w))  # error: threshold-before-loss
    return jnp.mean((p - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([0.0, 1.0, 0.0, 1.0]))
`,
    },
    {
      framework: 'JAX',
      title: 'A hard mask in an optax loss.',
      code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    mask = (x @ w > 0).astype(jnp.float32)
    return optax.l2_loss(mask, y).mean()  # error: threshold-before-loss

value, gradient = jax.value_and_grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
    },
    {
      framework: 'JAX',
      title: 'The sign of the scores.',
      code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    side = jnp.sign(x @ w)  # error: threshold-before-loss
    return jnp.mean(jnp.maximum(0.0, 1.0 - side * y))

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([1.0, -1.0, 1.0, -1.0]))
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
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
    {
      framework: 'JAX',
      title: 'Probabilities as they are.',
      code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    p = jax.nn.sigmoid(x @ w)
    return jnp.mean((p - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([0.0, 1.0, 0.0, 1.0]))
`,
    },
    {
      framework: 'JAX',
      title: 'Straight through.',
      code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    p = jax.nn.sigmoid(x @ w)
    hard = p + jax.lax.stop_gradient(jnp.round(p) - p)
    return jnp.mean((hard - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([0.0, 1.0, 0.0, 1.0]))
`,
    },
    {
      framework: 'JAX',
      title: 'A custom derivative for the step.',
      code: `import jax
import jax.numpy as jnp

@jax.custom_vjp
def binarize(x):
    return jnp.sign(x)

def forward(x):
    return binarize(x), None

def backward(_, gradient):
    return (gradient,)

binarize.defvjp(forward, backward)

def loss_fn(w, x, y):
    return jnp.mean((binarize(x @ w) - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.ones(4))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
};
