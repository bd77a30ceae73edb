import * as elsewhere from './examples/class-weight-length';
import * as onPyTorch from './examples/on-pytorch/class-weight-length';
import type { LossCall } from '../inspect/inspection';
import { isTorch } from './shared/class-targets';
import { classesOf, evidence, message } from './shared/evidence';
import { findingsAtLosses, oncePerPlace, predictionOf } from './shared/loss-findings';
import { classDim } from './shared/probability-values';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'class-weight-length';

function judge(context: RuleContext, call: LossCall): Finding | null {
  const prediction = isTorch(call) ? predictionOf(context, call) : null;
  const weight = call.inputs.find(({ name }) => name === 'weight');
  if (!prediction || !weight) return null;
  const { record } = prediction;
  const dim = classDim(record);
  const classes = classesOf(context, prediction);
  const { shape, place } = context.tensor(weight.tensor);
  // One column is another mistake: there is no class to choose.
  if (classes === null || classes < 2 || !shape?.every((size) => typeof size === 'number')) return null;
  if (shape.length === 1 && shape[0] === classes) return null;
  const given = shape.length === 1 ? `${shape[0]} weights` : `weights of shape [${shape.join(', ')}]`;
  return {
    rule: NAME,
    severity: 'error',
    place: call.constructed ?? call.place,
    message: message([
      `the loss has ${given}, but it expects a weight for each of the ${classes} classes of ${prediction.argument.expression || 'the input'}, in one dim`,
      'PyTorch raises RuntimeError at the first batch',
      `give ${classes} weights in the order of the class indices, or make the last layer ${shape.length === 1 && Number(shape[0]) > 1 ? `${shape[0]} outputs` : 'as many outputs as there are weights'}`,
    ]),
    evidence: evidence([
      `weight has the shape [${shape.join(', ')}], the input has ${classes} classes${record.shape ? ` in dim ${dim}` : ''}`,
    ]),
    related: [
      ...(place ? [{ place, message: 'the weights are made here' }] : []),
      ...(call.constructed ? [{ place: call.place, message: 'the loss is computed here' }] : []),
    ],
    fix: null,
  };
}

export const classWeightLength: Rule = {
  name: NAME,
  title: 'class weights of another number than classes',
  severity: 'error',
  why: `The \`weight\` of \`nn.CrossEntropyLoss\` and \`nn.NLLLoss\` multiplies the loss of each sample by the weight of its
class. It is one dim with one number for each class, in the order of the class indices. With 4 classes and 3 weights PyTorch raises

\`\`\`text
RuntimeError: weight tensor should be defined either for all 4 classes or no classes but got weight tensor of shape: [3]
\`\`\`

and says the same of a column of shape [4, 1], and of one weight for each sample. Weights of samples are no weights of
classes: compute the loss with \`reduction='none'\` and multiply it yourself.`,
  check: (context) =>
    oncePerPlace(findingsAtLosses(context, ['cross_entropy', 'nll_loss'], (call) => judge(context, call))),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Three weights for four classes.',
      code: `import torch
from torch import nn

model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]))  # error: class-weight-length
loss = criterion(model(torch.randn(5, 8)), torch.randint(4, (5,)))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A column instead of a row.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(6, 3)
weights = torch.tensor([[0.2], [0.3], [0.5]])
loss = F.nll_loss(F.log_softmax(scores, dim=1), torch.tensor([0, 1, 2, 0, 1, 2]), weight=weights)  # error: class-weight-length
`,
    },
    {
      framework: 'PyTorch',
      title: 'A weight for each sample.',
      code: `import torch
import torch.nn.functional as F

head = torch.nn.Linear(16, 10)

def step(labels, samples=32):
    scores = head(torch.randn(samples, 16))
    return F.cross_entropy(scores, labels, weight=torch.ones(samples))  # error: class-weight-length
`,
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'A weight for each class.',
      code: `import torch
from torch import nn

model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5, 1.0]))
loss = criterion(model(torch.randn(5, 8)), torch.randint(4, (5,)))
`,
    },
    {
      framework: 'PyTorch',
      title:
        'The classes of an image stand in dim 1; its height and width have nothing to do with the weights.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(2, 3, 8, 8)
loss = F.cross_entropy(scores, torch.randint(3, (2, 8, 8)), weight=torch.tensor([0.1, 0.6, 0.3]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Weights of samples, multiplied by hand.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(5, 4, requires_grad=True)
each = F.cross_entropy(scores, torch.tensor([0, 1, 2, 3, 0]), reduction='none')
loss = (each * torch.tensor([1.0, 1.0, 0.5, 0.5, 1.0])).mean()
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
