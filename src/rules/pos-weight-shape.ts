import * as elsewhere from './examples/pos-weight-shape';
import * as onPyTorch from './examples/on-pytorch/pos-weight-shape';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { isTensorflowNn, isTorch } from './shared/class-targets';
import { classesOf, evidence, message } from './shared/evidence';
import { findingsAtLosses, oncePerPlace, predictionOf, type JudgedInput } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'pos-weight-shape';

/** The sizes, where all of them are known. */
const sizesOf = ({ shape }: TensorRecord): readonly number[] | null =>
  shape?.every((size): size is number => typeof size === 'number') ? shape : null;

/** Whether a tensor may broadcast to another's shape without making it larger; a size that is not known fits any. */
function mayFit(inner: readonly number[], outer: readonly (number | string)[]): boolean {
  const offset = outer.length - inner.length;
  return (
    offset >= 0 &&
    inner.every((size, at) => {
      const wanted = outer[offset + at]!;
      return size === 1 || typeof wanted === 'string' || size === wanted;
    })
  );
}

/** The sizes of the input; where only the layer that made it is known, its outputs, which are the last dim. */
function wantedSizes(context: RuleContext, prediction: JudgedInput): readonly (number | string)[] | null {
  if (prediction.record.shape) return prediction.record.shape;
  const outputs = classesOf(context, prediction);
  return outputs === null ? null : [outputs];
}

function judge(context: RuleContext, call: LossCall): Finding | null {
  const prediction = isTorch(call) || isTensorflowNn(call) ? predictionOf(context, call) : null;
  const weight = call.inputs.find(({ name }) => name === 'pos_weight');
  if (!prediction || !weight) return null;
  const record = context.tensor(weight.tensor);
  const [given, wanted] = [sizesOf(record), wantedSizes(context, prediction)];
  if (!given || !wanted || mayFit(given, wanted)) return null;
  // Of an input of unknown rank only the last dim is known.
  if (!prediction.record.shape && given.length > 1) return null;
  const outputs = wanted[wanted.length - 1] ?? 1;
  const expression = prediction.argument.expression || 'the input';
  return {
    rule: NAME,
    severity: 'error',
    place: call.constructed ?? call.place,
    message: message([
      `pos_weight has the shape [${given.join(', ')}], but it expects one number for each of the ${outputs} ${outputs === 1 ? 'output' : 'outputs'} of ${expression}`,
      isTorch(call)
        ? 'PyTorch raises RuntimeError at the first batch'
        : 'TensorFlow broadcasts where it can, so that each output is weighted by numbers that are not meant for it, and raises where it cannot',
      outputs === 1
        ? `for one output give one number, that of the negatives over that of the positives: ${isTorch(call) ? 'torch.tensor([negatives / positives])' : 'negatives / positives'}`
        : `give ${outputs} numbers, for each output that of the negatives over that of the positives`,
    ]),
    evidence: evidence([`pos_weight [${given.join(', ')}] does not broadcast to [${wanted.join(', ')}]`]),
    related: [
      ...(record.place ? [{ place: record.place, message: 'pos_weight is made here' }] : []),
      ...(call.constructed ? [{ place: call.place, message: 'the loss is computed here' }] : []),
    ],
    fix: null,
  };
}

export const posWeightShape: Rule = {
  name: NAME,
  title: 'pos_weight of the wrong shape',
  severity: 'error',
  why: `\`pos_weight\` of \`nn.BCEWithLogitsLoss\` multiplies the loss of the positives, output by output, so it has one number
for each output and broadcasts to the shape of the input. It is not a pair of class weights: with one output and
\`pos_weight=torch.tensor([1.0, 2.0])\` PyTorch raises

\`\`\`text
RuntimeError: output with shape [10, 1] doesn't match the broadcast shape [10, 2]
\`\`\`

The usual value is the number of negatives over that of positives. One number for each sample raises too, except where
there happen to be as many samples as outputs, which cannot be told from the shapes.

\`tf.nn.weighted_cross_entropy_with_logits\` raises nothing where the shapes broadcast: logits of shape (10, 1) with two
weights give losses of shape (10, 2), and their mean weighs every positive by both numbers.`,
  check: (context) =>
    oncePerPlace(
      findingsAtLosses(context, ['binary_cross_entropy_with_logits'], (call) => judge(context, call)),
    ),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Two class weights for one output, and batches of a loader.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Flatten(), nn.Linear(64, 1))
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 4.0]))  # error: pos-weight-shape

def step(images, labels):
    return criterion(model(images), labels.float().unsqueeze(1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Two class weights for one output.',
      code: `import torch
from torch import nn

model = nn.Linear(8, 1)
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 4.0]))  # error: pos-weight-shape
loss = criterion(model(torch.randn(10, 8)), torch.ones(10, 1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A number for each sample.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(10, 3, requires_grad=True)
loss = F.binary_cross_entropy_with_logits(scores, torch.ones(10, 3), pos_weight=torch.ones(10))  # error: pos-weight-shape
`,
    },
    {
      framework: 'PyTorch',
      title: 'Four numbers for six labels.',
      code: `import torch
from torch import nn

ratio = torch.tensor([3.0, 9.0, 1.5, 4.0])
criterion = nn.BCEWithLogitsLoss(pos_weight=ratio)  # error: pos-weight-shape
loss = criterion(nn.Linear(5, 6)(torch.randn(4, 5)), torch.zeros(4, 6))
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One number for one output, as a tensor of one element or of no dims.',
      code: `import torch
from torch import nn

model = nn.Linear(8, 1)
scores, target = model(torch.randn(10, 8)), torch.ones(10, 1)
first = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([4.0]))(scores, target)
second = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(4.0))(scores, target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A number for each label.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(10, 3, requires_grad=True)
loss = F.binary_cross_entropy_with_logits(scores, torch.ones(10, 3), pos_weight=torch.tensor([2.0, 5.0, 1.0]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A number for each channel of an image, shaped to meet the channels.',
      code: `import torch
from torch import nn

scores = nn.Conv2d(3, 2, 1)(torch.randn(4, 3, 8, 8))
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([6.0, 12.0]).view(2, 1, 1))
loss = criterion(scores, torch.zeros(4, 2, 8, 8))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
