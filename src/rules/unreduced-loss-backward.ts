import * as onPyTorch from './examples/on-pytorch/unreduced-loss-backward';
import * as elsewhere from './examples/unreduced-loss-backward';
import type { Place } from '../base/place';
import type { LossCall, ProducerRecord, TensorId, TensorRecord } from '../inspect/inspection';
import { evidence, message } from './shared/evidence';
import { gradientFlow, type BackwardRoot } from './shared/gradient-flow';
import { asker } from './shared/gradient-messages';
import { findingsAmong } from './shared/loss-findings';
import { shapeText } from './shared/class-targets';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'unreduced-loss-backward';

/** Operations of each element for itself: what is not reduced before is not reduced after. */
const elementwise: ReadonlySet<string> = new Set(['add', 'cast', 'clone', 'div', 'mul', 'neg', 'sub']);

/** The call with reduction none whose elements a tensor still has, one by one; null when there is none. */
function unreducedCall(context: RuleContext, root: TensorRecord): LossCall | null {
  const calls = new Map<TensorId, LossCall>();
  for (const call of context.inspection.losses)
    if (call.output !== null && call.reduction === 'none') calls.set(call.output, call);
  const seen = new Set<TensorId>([root.id]);
  for (const id of seen) {
    const call = calls.get(id);
    if (call) return call;
    const { producer } = context.tensor(id);
    if (producer && (elementwise.has(producer.operation) || keepsBatch(producer)))
      for (const input of producer.inputs) seen.add(input);
  }
  return null;
}

/** Whether other dims than the first are averaged or summed: each sample still has its own loss. */
function keepsBatch({ operation, attributes }: ProducerRecord): boolean {
  if (operation !== 'mean' && operation !== 'sum') return false;
  const dims = [attributes['dim'] ?? []].flat();
  return dims.length > 0 && dims.every((dim) => typeof dim === 'number' && dim > 0);
}

/** Whether a tensor has certainly, or as far as a batch of unknown length can tell, more than one element. */
function isUnreduced({ record, framework }: BackwardRoot, call: LossCall | null): boolean {
  const { shape } = record;
  if (framework === 'jax') return shape !== null && shape.length > 0;
  if (!shape) return call !== null;
  if (shape.every((size): size is number => typeof size === 'number'))
    return shape.reduce((product, size) => product * size, 1) > 1;
  return call !== null || shape.some((size) => typeof size === 'number' && size > 1);
}

/** A trainer has no call of backward in the text: there the loss is marked. */
const placeOf = ({ event, framework }: BackwardRoot, call: LossCall | null): Place | null =>
  framework === 'trainer' ? (call?.place ?? null) : event.place;

function judge(context: RuleContext, root: BackwardRoot): Finding | null {
  if (root.event.options['wantsScalar'] !== true) return null;
  const call = unreducedCall(context, root.record);
  const place = placeOf(root, call);
  if (!place || !isUnreduced(root, call)) return null;
  const { shape } = root.record;
  const isJax = root.framework === 'jax';
  const what = call ? 'the losses of the elements, which were not reduced,' : 'more than one number';
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      `${asker(root.framework)} gets ${what} but expects a loss of one number`,
      isJax
        ? 'JAX raises TypeError: Gradient only defined for scalar-output functions'
        : 'PyTorch raises RuntimeError: grad can be implicitly created only for scalar outputs',
      call?.function.startsWith('torch.')
        ? "reduce them first, with .mean() or .sum(), or leave out reduction='none' where the elements are not needed"
        : 'reduce it first: take the mean or the sum',
    ]),
    evidence: evidence([shape && `the shape is ${shapeText(shape)}`]),
    related:
      call && place !== call.place ? [{ place: call.place, message: 'the losses are computed here' }] : [],
    fix: null,
  };
}

export const unreducedLossBackward: Rule = {
  name: NAME,
  title: 'backward on a loss that was not reduced',
  severity: 'error',
  why: `A gradient says how one number changes. A loss with \`reduction='none'\` is a number for each sample or element,
and so is anything that was made of it element by element, such as a product with weights. PyTorch refuses it:

\`\`\`text
RuntimeError: grad can be implicitly created only for scalar outputs
\`\`\`

and so does JAX, with the shape: \`Gradient only defined for scalar-output functions. Output had shape: (4,).\` A batch of
1 goes through in PyTorch, so that the error may come with the second batch only. TensorFlow's tape takes the sum
without a word.

Multiply by weights or a mask first and reduce then: \`(losses * weights).mean()\`, \`(losses * mask).sum() / mask.sum()\`.`,
  check: (context) => findingsAmong(gradientFlow(context).roots, (root) => judge(context, root)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The loss of each sample.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss(reduction='none')
loss = criterion(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
loss.backward()  # error: unreduced-loss-backward
`,
    },
    {
      framework: 'PyTorch',
      title: 'Weights of the samples, and no mean.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 1)

def train(loader, optimizer):
    for x, y, weight in loader:
        optimizer.zero_grad()
        losses = F.binary_cross_entropy_with_logits(model(x), y, reduction='none')
        loss = weight * losses
        loss.backward()  # error: unreduced-loss-backward
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A squared error that is written out.',
      code: `import torch

w = torch.tensor([[0.5], [-0.2]], requires_grad=True)
x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
error = (x @ w - torch.tensor([[1.0], [2.0], [3.0]])) ** 2
error.backward()  # error: unreduced-loss-backward
`,
    },
    {
      framework: 'PyTorch',
      title: 'The pixels are averaged, the samples are only weighted.',
      code: `import torch.nn.functional as F
from torch import nn

model = nn.Conv2d(3, 3, 3, padding=1)

def step(noisy, noise, weights, optimizer):
    losses = F.mse_loss(model(noisy), noise, reduction='none').mean(dim=(1, 2, 3))
    optimizer.zero_grad()
    (weights * losses).backward()  # error: unreduced-loss-backward
    optimizer.step()
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Reduced before the backward pass.',
      code: `from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss(reduction='none')

def train(loader, optimizer):
    for x, y, weight in loader:
        optimizer.zero_grad()
        loss = (criterion(model(x), y) * weight).mean()
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'backward gets the weights of the elements.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
losses = nn.CrossEntropyLoss(reduction='none')(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
losses.backward(torch.ones_like(losses))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A tensor of one element is one number.',
      code: `import torch
from torch import nn

critic = nn.Linear(4, 1)
error = (critic(torch.randn(4)) - 0.5) ** 2
error.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The pixels are averaged, and then the samples with their weights.',
      code: `import torch.nn.functional as F
from torch import nn

model = nn.Conv2d(3, 3, 3, padding=1)

def step(noisy, noise, weights, optimizer):
    losses = F.mse_loss(model(noisy), noise, reduction='none').mean(dim=(1, 2, 3))
    optimizer.zero_grad()
    (weights * losses).mean().backward()
    optimizer.step()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
