import * as elsewhere from './examples/target-out-of-class-range';
import * as onPyTorch from './examples/on-pytorch/target-out-of-class-range';
import * as ofKeras from './examples/keras/target-out-of-class-range';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import {
  classLosses,
  isInteger,
  isOptax,
  isTensorflowNn,
  isTorch,
  madeAt,
  named,
  pairOf,
  raised,
  type Pair,
} from './shared/class-targets';
import { evidence, message, number, sampledNote } from './shared/evidence';
import { findingsAtHeads, type KerasHead } from './shared/keras-heads';
import { findingsAtLosses, isOfKeras } from './shared/loss-findings';
import { outputsOfScores } from './shared/output-width';
import { sizeAlong } from './shared/probability-values';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { areSwapped } from './shared/swapped-arguments';
import { writtenArgument } from './shared/target-fix';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { usesIn, type Uses } from './shared/uses';

const NAME = 'target-out-of-class-range';

/** The class indices of a target that are no classes. */
interface Outside {
  readonly min: number;
  readonly max: number;
  /** A label that is out of range. */
  readonly label: number;
}

/** What is out of range in labels of `classes` classes; null when nothing is, or the values are not known. */
function outsideOf(
  { data, statistics }: TensorRecord,
  classes: number,
  ignored: number | null,
): Outside | null {
  if (!data) {
    if (!statistics || statistics.min === null || statistics.max === null) return null;
    const { min, max } = statistics;
    // Of values that were left out only the ends are known.
    const label = [max, min].find((value) => value !== ignored && (value < 0 || value >= classes));
    return label === undefined ? null : { min, max, label };
  }
  let [min, max] = [Infinity, -Infinity];
  let label: number | undefined;
  for (const value of data) {
    if (value === ignored) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (value < 0 || value >= classes) label ??= value;
  }
  return label === undefined ? null : { min, max, label };
}

function judge(context: RuleContext, call: LossCall, uses: () => Uses): Finding | null {
  const isSparse = isTorch(call) || isIntegerLoss(call);
  const pair = isSparse ? pairOf(context, call) : null;
  // A loss object of Keras makes floats of the labels first.
  if (!pair || !(isInteger(pair.labels) || isSparseOfKeras(call)) || areSwapped(context, call)) return null;
  // PyTorch looks at the values last: another error is another mistake. Scores that are not computed have no say in it.
  if (isTorch(call) && (call.error ? call.error.type !== 'IndexError' : call.value !== null)) return null;
  const { target, input, labels, classDim } = pair;
  if (!labels.shape || labels.shape.length >= Math.max(input.shape?.length ?? 2, 2)) return null;
  // Of data that is not read the last layer tells: with a vector of labels its outputs are the classes.
  const isUnread = !input.shape && labels.shape.length === 1;
  const classes = isUnread ? outputsOfScores(context, input) : sizeAlong(input, classDim);
  // One column is another mistake: there is no class to choose.
  if (classes === null || classes < 2) return null;
  const ignored = call.options['ignore_index'] ?? call.options['ignore_class'];
  const outside = outsideOf(labels, classes, typeof ignored === 'number' ? ignored : null);
  if (!outside || (isOptax(call) && isSelectedAfterwards(uses(), call))) return null;
  const isShifted = outside.min === 1 && outside.max === classes;
  const expression = named(target);
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${expression} holds the class ${number(outside.label)}, but ${call.loss} expects class indices from 0 to ${classes - 1} for the ${classes} classes of ${pair.prediction.expression || 'the input'}`,
      consequence(call, outside.label),
      isShifted
        ? `the labels run from 1 to ${classes}: write ${expression} - 1, or give the last layer ${classes + 1} outputs`
        : outside.label === 255 && isTorch(call)
          ? 'if 255 marks pixels without a class, pass ignore_index=255'
          : `renumber the labels from 0, or give the last layer ${Math.max(outside.max + 1, classes)} outputs`,
    ]),
    evidence: evidence([
      `labels from ${number(outside.min)} to ${number(outside.max)}, ${classes} classes`,
      raised(call),
      sampledNote(labels),
    ]),
    related: madeAt(call, labels, 'the labels are made here'),
    fix: isShifted ? shifted(context, pair) : null,
  };
}

const isIntegerLoss = (call: LossCall): boolean =>
  (isOptax(call) && call.function.endsWith('_with_integer_labels')) ||
  (isTensorflowNn(call) && call.function.endsWith('.sparse_softmax_cross_entropy_with_logits')) ||
  isSparseOfKeras(call);

const isSparseOfKeras = (call: LossCall): boolean =>
  isOfKeras(call) && /\.(sparse_categorical_crossentropy|SparseCategoricalCrossentropy)$/.test(call.function);

/** Labels that `fit` is given for a model whose number of units is known. */
function judgeFit({ event, family, units, target, call, loss, site }: KerasHead): Finding | null {
  if (event !== 'fit' || family !== 'sparse' || units === null || units < 2) return null;
  if (site?.kind === 'call' && site.call.keywords.some(({ name }) => name === 'ignore_class')) return null;
  const isOfIndices = target?.shape?.length === 1 || target?.shape?.[1] === 1;
  const outside = target && isOfIndices ? outsideOf(target, units, null) : null;
  if (!target || !outside) return null;
  const isShifted = outside.min === 1 && outside.max === units;
  return {
    rule: NAME,
    severity: 'error',
    place: call,
    message: message([
      `the labels hold the class ${number(outside.label)}, but ${loss} expects class indices from 0 to ${units - 1} for the ${units} units of the last layer`,
      'TensorFlow raises on the CPU and gives nan on a GPU; the JAX back end goes on with a number that means nothing',
      isShifted
        ? `the labels run from 1 to ${units}: subtract 1, or give the last layer ${units + 1} units`
        : `renumber the labels from 0, or give the last layer ${Math.max(outside.max + 1, units)} units`,
    ]),
    evidence: evidence([
      `labels from ${number(outside.min)} to ${number(outside.max)}, ${units} units`,
      sampledNote(target),
    ]),
    related: [],
    fix: null,
  };
}

function consequence(call: LossCall, label: number): string {
  if (isOptax(call)) {
    return label < 0
      ? 'nothing raises: JAX counts a negative index from the end, so the last class is trained in its place'
      : 'nothing raises: JAX reads past the end, and the loss of this sample is nan';
  }
  if (isOfKeras(call))
    return 'TensorFlow raises on the CPU and gives nan on a GPU; the JAX back end goes on with a number that means nothing';
  if (isTensorflowNn(call)) return 'TensorFlow raises on the CPU and gives nan on a GPU';
  return 'PyTorch raises IndexError on the CPU; on a GPU a device-side assert ends the process';
}

/** Whether the losses of the samples are multiplied or picked before they are reduced: padding is masked that way. */
const isSelectedAfterwards = (uses: Uses, call: LossCall): boolean =>
  call.output !== null &&
  (uses.get(call.output) ?? []).some(({ producer }) => producer && selecting.has(producer.operation));

const selecting: ReadonlySet<string> = new Set(['mul', 'where', 'index', 'masked_fill', 'either', 'matmul']);

function shifted(context: RuleContext, { target }: Pair): Fix | null {
  const written = writtenArgument(context, target);
  if (!written) return null;
  const { source, expression } = written;
  return certainFix(context, 'Count the classes from 0', [
    replaceSpan(source, expression, `${asOperand(source, expression)} - 1`),
  ]);
}

export const targetOutOfClassRange: Rule = {
  name: NAME,
  title: 'class index out of range',
  severity: 'error',
  why: `A class index picks one of the C scores of a row, so it lies between 0 and C − 1. Labels that were counted from 1,
a last layer with too few outputs, and masks in which 255 means "no class" fall outside.

| where | what happens |
| --- | --- |
| PyTorch, CPU | \`IndexError: Target 5 is out of bounds.\` |
| PyTorch, GPU | a device-side assert, which names no line and leaves the GPU unusable until a restart |
| Keras, TensorFlow back end | \`Received a label value of 3 which is outside the valid range of [0, 3)\`; nan on a GPU |
| optax | nothing: an index of C or more gives nan, and −1 is taken for the last class |

Subtract 1 from labels that start at 1, give the model one output more, or tell PyTorch what to leave out:
\`ignore_index=255\` (the default is −100). optax has no such option; mask the losses of the samples before the mean.`,
  check: (context) => {
    let known: Uses | undefined;
    const uses = (): Uses => (known ??= usesIn(context.inspection));
    const losses = [...classLosses, 'sparse_categorical_crossentropy'];
    return [
      ...findingsAtLosses(context, losses, (call) => judge(context, call, uses)),
      ...findingsAtHeads(context, judgeFit),
    ];
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Labels counted from 1.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]], requires_grad=True)
labels = torch.tensor([1, 2, 3])
loss = F.cross_entropy(logits, labels)  # error: target-out-of-class-range
`,
      fixed: [['loss = F.cross_entropy(logits, labels)', 'loss = F.cross_entropy(logits, labels - 1)']],
    },
    {
      framework: 'PyTorch',
      title: 'A model with too few outputs.',
      code: `import torch
from torch import nn

model = nn.Linear(5, 3)
x = torch.randn(4, 5)
y = torch.tensor([0, 1, 4, 2])
loss = nn.CrossEntropyLoss()(model(x), y)  # error: target-out-of-class-range
`,
    },
    {
      framework: 'PyTorch',
      title: 'A mask whose unlabelled pixels are 255.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 2, kernel_size=1)
image = torch.randn(1, 3, 2, 2)
mask = torch.tensor([[[0, 1], [255, 1]]])
loss = nn.CrossEntropyLoss()(net(image), mask)  # error: target-out-of-class-range
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Class indices from 0.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]], requires_grad=True)
loss = F.cross_entropy(logits, torch.tensor([0, 1, 2]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Padding with the default of ignore_index.',
      code: `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]], requires_grad=True)
loss = F.cross_entropy(logits, torch.tensor([2, -100]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Unlabelled pixels that are ignored.',
      code: `import torch
from torch import nn

net = nn.Conv2d(3, 2, kernel_size=1)
mask = torch.tensor([[[0, 1], [255, 1]]])
loss = nn.CrossEntropyLoss(ignore_index=255)(net(torch.randn(1, 3, 2, 2)), mask)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
