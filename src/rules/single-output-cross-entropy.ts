import * as elsewhere from './examples/single-output-cross-entropy';
import * as onPyTorch from './examples/on-pytorch/single-output-cross-entropy';
import * as ofKeras from './examples/keras/single-output-cross-entropy';
import { sourceAt } from './shared/code-shape';
import { evidence, message, number, sampledNote } from './shared/evidence';
import {
  callsOfSameObject,
  findingsAtLosses,
  predictionOf,
  scoresPlaces,
  targetOf,
} from './shared/loss-findings';
import { useLoss } from './shared/keras-fix';
import { endOfOutput, findingsAtHeads, kerasHeads, metricsOf, type KerasHead } from './shared/keras-heads';
import { partnerOf } from './shared/keras-verdict';
import { replaceLoss } from './shared/loss-fix';
import { outputsOf, outputsOfScores } from './shared/output-width';
import { sizeAlong } from './shared/probability-values';
import { moving, withoutMoves, type Lookup } from './shared/origin';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { JudgedInput } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';

/** The input of a class loss when it certainly has one class; null otherwise. */
function singleOutput(context: RuleContext, call: LossCall): JudgedInput | null {
  const input = predictionOf(context, call);
  if (!input) return null;
  const { record, origin } = input;
  // A softmax over one unit is wrong in itself, and marked where it stands.
  if (origin.kind === 'softmax') return null;
  if (record.shape === null) {
    // Where not even the rank is known, only the layer itself can tell, or the one right before a sigmoid.
    return outputsOfScores(context, record) === 1 ? input : null;
  }
  if (record.shape.length < 2 || sizeAlong(record, input.classDim) !== 1) return null;
  if (comparesSamples((id) => context.tensor(id), record)) return null;
  if (record.shape.length === 2) return input;
  // In more dims a 1 in the place of the classes may be time or space that was put there: a convolution's are channels.
  const isConvolution = origin.tensor.producer?.operation === 'convolution';
  return isConvolution && outputsOf(context, origin.tensor) === 1 ? input : null;
}

/**
 * Whether scores are products of results of a model, as a contrastive loss compares samples: there are as many of
 * them as samples, or positions, and not as many as the model has outputs.
 */
function comparesSamples(lookup: Lookup, record: TensorRecord): boolean {
  const waiting = [record];
  for (const { producer } of waiting) {
    if (!producer) continue;
    if (producer.operation !== 'matmul') {
      if (leadingOn.has(producer.operation)) waiting.push(...producer.inputs.map(lookup));
      if (waiting.length > MAXIMUM_WALK) return false;
    } else if (producer.inputs.every((id) => withoutMoves(lookup, id).producer !== null)) return true;
  }
  return false;
}

/** Operations that move, join, scale or mask scores. */
const leadingOn: ReadonlySet<string> = new Set([
  ...moving,
  'add',
  'cat',
  'div',
  'masked_fill',
  'mul',
  'stack',
]);

/** Scores that more operations made than these are no longer looked through. */
const MAXIMUM_WALK = 100;

/** BCE with logits takes the same tensors: scores and floating targets of one shape, without options of its own. */
function takesBce(context: RuleContext, call: LossCall): boolean {
  const input = singleOutput(context, call);
  const target = targetOf(context, call);
  if (input?.origin.kind !== 'scores' && input?.origin.kind !== 'leaf') return false;
  if (call.loss !== 'cross_entropy' || call.prediction !== 'input') return false;
  if (!input.record.shape || !target?.record.shape || target.record.dtype !== 'float32') return false;
  const isPlain = call.inputs.length === 2 && (call.options['label_smoothing'] ?? 0) === 0;
  return isPlain && input.record.shape.join() === target.record.shape.join();
}

/** The models of Keras that are compiled with a loss of classes and end in one unit without an activation. */
function inCompile(context: RuleContext): readonly Finding[] {
  const heads = kerasHeads(context);
  return findingsAtHeads(context, (head) => {
    const isOfClasses = head.family === 'categorical' || head.family === 'sparse';
    const isSingle = head.units === 1 && head.origin.kind === 'scores' && !head.origin.isJoined;
    if (head.event !== 'compile' || !isOfClasses || !isSingle || (head.prediction.shape?.length ?? 2) !== 2)
      return null;
    // The loss may be that of another output.
    if (partnerOf(head, heads)) return null;
    return {
      rule: 'single-output-cross-entropy',
      severity: 'error',
      place: head.place,
      message: message([
        `the output is a single unit, but ${head.loss} expects a unit for each of at least two classes`,
        'with one class the loss is 0 whatever the labels are, or raises, and nothing is learned',
        `use binary_crossentropy${head.fromLogits ? '' : ' with from_logits=True'}, or two units`,
      ]),
      evidence: '',
      related: endOfOutput(head, 'the single unit is here'),
      fix: isFixable(context, head) ? useLoss(context, head, 'binary_crossentropy') : null,
    };
  });
}

/** A metric that was right for classes may be wrong for one score. */
const isFixable = (context: RuleContext, head: KerasHead): boolean =>
  head.fromLogits && metricsOf(head, sourceAt(context, head.call)).length === 0;

export const singleOutputCrossEntropy: Rule = {
  name: 'single-output-cross-entropy',
  title: 'cross-entropy of a single output',
  severity: 'error',
  why: `Cross-entropy compares classes: it takes one score for each. With a single column the softmax of a row is always 1,
and minus its logarithm always 0. Whatever the model says, the loss is exactly 0, and so is every gradient.

For the target 0 that looks like a perfect model. The target 1 raises \`IndexError: Target 1 is out of bounds.\` Floating
targets of shape (N, 1) are taken for probabilities, and the loss is −0.0.

Keras does the same for a model that is compiled with a categorical loss and ends in one unit: the loss is 0.0 from the first
epoch, and with \`sparse_categorical_crossentropy\` the label 1 is refused.

For yes-or-no questions keep the one output and use \`nn.BCEWithLogitsLoss\` with floating targets of the same shape, or give
the last layer two outputs.`,
  check: (context) => [
    ...inCompile(context),
    ...findingsAtLosses(context, ['cross_entropy', 'categorical_crossentropy'], (call) => {
      const input = singleOutput(context, call);
      if (!input) return null;
      const { record, origin, argument } = input;
      const canReplace = callsOfSameObject(context, call).every((other) => takesBce(context, other));
      const right = canReplace ? context.evaluateAs('binary_cross_entropy_with_logits', call) : null;
      return {
        rule: 'single-output-cross-entropy',
        severity: 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the input'} has a single class, but cross-entropy expects a score for each of at least two`,
          'the softmax of one score is 1, so the loss is 0 and nothing is learned; the target 1 is out of bounds',
          'use BCE with logits and floating targets of the same shape, or two outputs',
        ]),
        evidence: evidence([
          record.shape
            ? `the input has the shape [${record.shape.join(', ')}]`
            : 'the last layer has one output',
          call.value === null ? null : `loss ${number(call.value)} as written`,
          right?.value == null ? null : `${number(right.value)} with BCE with logits`,
          sampledNote(record),
        ]),
        related: origin.kind === 'scores' ? scoresPlaces(origin, call.place) : [],
        fix: canReplace
          ? replaceLoss(context, call, {
              title: 'Use BCE with logits',
              names: {
                cross_entropy: 'binary_cross_entropy_with_logits',
                CrossEntropyLoss: 'BCEWithLogitsLoss',
              },
            })
          : null,
      };
    }),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The last layer has one output.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 1))
criterion = nn.CrossEntropyLoss()

def step(batch, labels):
    return criterion(model(batch), labels)  # error: single-output-cross-entropy
`,
    },
    {
      framework: 'PyTorch',
      title: 'Targets of shape (N, 1) are taken for probabilities, and the loss is 0.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)
criterion = nn.CrossEntropyLoss()
labels = torch.tensor([[1.0], [0.0], [1.0]])
loss = criterion(model(torch.randn(3, 4)), labels)  # error: single-output-cross-entropy
`,
      fixed: [['criterion = nn.CrossEntropyLoss()', 'criterion = nn.BCEWithLogitsLoss()']],
    },
    {
      framework: 'PyTorch',
      title: 'A column of numbers: the loss is exactly 0.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[1.3], [-0.4]], requires_grad=True)
loss = F.cross_entropy(scores, torch.tensor([0, 0]))  # error: single-output-cross-entropy
`,
    },
    {
      framework: 'PyTorch',
      title: 'A segmentation with one channel.',
      code: `from torch import nn

class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Conv2d(16, 1, kernel_size=1)

    def forward(self, features):
        return self.out(features)

segmenter = Segmenter()
criterion = nn.CrossEntropyLoss()

def step(features, masks):
    return criterion(segmenter(features), masks)  # error: single-output-cross-entropy
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One output and BCE with logits.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)
loss = nn.BCEWithLogitsLoss()(model(torch.randn(3, 4)), torch.tensor([[1.0], [0.0], [1.0]]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Two outputs for two classes.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 2)
loss = nn.CrossEntropyLoss()(model(torch.randn(3, 4)), torch.tensor([1, 0, 1]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'One score for each choice, put side by side.',
      code: `from torch import nn
import torch.nn.functional as F

scorer = nn.Linear(16, 1)

def step(choices, right):
    scores = scorer(choices).view(-1, 4)
    return F.cross_entropy(scores, right)
`,
    },
    {
      framework: 'PyTorch',
      title: 'One score for each position of a sequence: the positions are the classes.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

pointer = nn.Linear(16, 1)
scores = pointer(torch.randn(2, 7, 16))
loss = F.cross_entropy(scores.squeeze(2), torch.tensor([3, 6]))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
