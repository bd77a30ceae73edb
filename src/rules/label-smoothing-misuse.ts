import * as onPyTorch from './examples/on-pytorch/label-smoothing-misuse';
import * as ofKeras from './examples/keras/label-smoothing-misuse';
import * as elsewhere from './examples/label-smoothing-misuse';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { isTorch, raised } from './shared/class-targets';
import { evidence, message, number } from './shared/evidence';
import { findingsAmong, isOfKeras, targetOf } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'label-smoothing-misuse';

/** Whether a tensor was made of one-hot rows by factors and shares that are plain numbers. */
function isSmoothedOneHot(context: RuleContext, target: TensorRecord): boolean {
  let isScaled = false;
  for (let record = target; record.producer;) {
    const { operation, inputs } = record.producer;
    if (operation === 'one_hot') return isScaled;
    const [first, second] = inputs.map((input) => context.tensor(input));
    if (['add', 'sub', 'mul', 'div'].includes(operation) && first && second) {
      const isFirst = isNumber(second);
      if (!isFirst && !isNumber(first)) return false;
      isScaled = true;
      record = isFirst ? first : second;
    } else if (operation === 'cast' && first) record = first;
    else return false;
  }
  return hasSmoothedRows(target);
}

const isNumber = ({ data, shape, requiresGrad }: TensorRecord): boolean =>
  data !== null && shape?.length === 0 && !requiresGrad;

/** At least two rows of one large number and otherwise the same small one above zero, in all rows the same two. */
function hasSmoothedRows({ data, shape, sampled }: TensorRecord): boolean {
  const classes = shape?.length === 2 ? shape[1] : null;
  if (!data || sampled || typeof classes !== 'number' || classes < 2 || data.length < 2 * classes)
    return false;
  const sorted = [...new Set(data)].sort((a, b) => a - b);
  const [small, large] = sorted;
  if (sorted.length !== 2 || small! <= 0 || large! <= 0.5) return false;
  for (let at = 0; at < data.length; at += classes)
    if (data.slice(at, at + classes).filter((value) => value === large).length !== 1) return false;
  return Math.abs(large! + (classes - 1) * small! - 1) < 1e-3;
}

function judge(context: RuleContext, call: LossCall): Finding | null {
  const share = call.options['label_smoothing'];
  if (typeof share !== 'number' || share <= 0 || !(isTorch(call) || isOfKeras(call))) return null;
  const at = {
    rule: NAME,
    place: call.constructed ?? call.place,
    related: call.constructed ? [{ place: call.place, message: 'the loss is computed here' }] : [],
    fix: null,
  };
  if (share >= 1) {
    return {
      ...at,
      severity: 'error',
      message: message([
        `label_smoothing=${number(share)}, but it is expected to be a share below 1: what is taken from the target and given to all classes alike`,
        share === 1
          ? 'nothing of the target is left, every class gets the same, and nothing is learned'
          : isTorch(call)
            ? 'PyTorch raises RuntimeError at the first batch'
            : 'Keras does not complain: the target of the right class falls below that of the wrong ones, so the model learns to avoid it',
        share > 1 && share <= 100
          ? `for ${number(share)} percent write ${number(share / 100)}; usual is 0.1`
          : 'usual is 0.1',
      ]),
      evidence: evidence([raised(call)]),
    };
  }
  const target = targetOf(context, call);
  if (!target || !isSmoothedOneHot(context, target.record)) return null;
  return {
    ...at,
    severity: 'info',
    message: message([
      `${target.argument.expression || 'the target'} is smoothed already, but label_smoothing=${number(share)} expects class indices or one-hot rows`,
      'the target is smoothed twice, so the model is held further away from certainty than either number says',
      'smooth in one of the two places',
    ]),
    evidence: '',
  };
}

/** optax smooths labels by a function of its own, before any loss. */
function judgeOptax(context: RuleContext): Finding[] {
  return context.inspection.operations.flatMap(({ operation, inputs, options, place }): Finding[] => {
    const share = options['alpha'];
    const [labels] = inputs;
    if (operation !== 'smooth_labels' || typeof share !== 'number' || share <= 0) return [];
    const at = { rule: NAME, place, evidence: '', related: [], fix: null };
    if (share >= 1) {
      return [
        {
          ...at,
          severity: 'error',
          message: message([
            `alpha=${number(share)}, but it is expected to be a share below 1: what is taken from the labels and given to all classes alike`,
            share === 1
              ? 'nothing of the labels is left, every class gets the same, and nothing is learned'
              : 'optax does not complain: the target of the right class falls below that of the wrong ones, so the model learns to avoid it',
            share > 1 && share <= 100
              ? `for ${number(share)} percent write ${number(share / 100)}; usual is 0.1`
              : 'usual is 0.1',
          ]),
        },
      ];
    }
    if (typeof labels !== 'number' || !isSmoothedOneHot(context, context.tensor(labels))) return [];
    return [
      {
        ...at,
        severity: 'info',
        message: message([
          `the labels are smoothed already, but smooth_labels with alpha=${number(share)} expects one-hot rows`,
          'they are smoothed twice, so the model is held further away from certainty than either number says',
          'smooth in one of the two places',
        ]),
      },
    ];
  });
}

export const labelSmoothingMisuse: Rule = {
  name: NAME,
  title: 'label smoothing out of range or twice',
  severity: 'error',
  why: `\`label_smoothing\` takes a share of the target away from the right class and spreads it over all classes: with 0.1
and 4 classes the target is 0.925 and three times 0.025.

| value | what happens |
| --- | --- |
| above 1, PyTorch | \`RuntimeError: label_smoothing must be between 0.0 and 1.0. Got: 10\`, at the first call and not in the constructor |
| above 1, Keras and \`alpha\` of optax's \`smooth_labels\` | nothing: the target of the right class goes below that of the others, and with 10 the loss of a good prediction is 11 |
| 1 | each of C classes has the target 1 / C, whatever the label is |
| smoothed rows and \`label_smoothing\` as well | 0.1 twice is 0.19 once |

A loss with label smoothing does not come down to 0. With 0.1 and 4 classes it ends at 0.349, with 0.2 at 0.588, and that is
no sign of a mistake.`,
  check: (context) => [
    ...findingsAmong(context.inspection.losses, (call) => judge(context, call)),
    ...judgeOptax(context),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Ten percent, written as 10.',
      code: `from torch import nn

model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss(label_smoothing=10)  # error: label-smoothing-misuse

def step(x, y):
    return criterion(model(x), y)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Nothing of the labels is left.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(3, 4, requires_grad=True)
loss = F.cross_entropy(scores, torch.tensor([0, 2, 1]), label_smoothing=1.0)  # error: label-smoothing-misuse
`,
    },
    {
      framework: 'PyTorch',
      title: 'Smoothed by hand and by the loss.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)  # info: label-smoothing-misuse

def step(x, y):
    target = F.one_hot(y, 4).float() * 0.9 + 0.1 / 4
    return criterion(model(x), target)
`,
    },
    ...ofKeras.wrong,
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'A tenth.',
      code: `from torch import nn

model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

def step(x, y):
    return criterion(model(x), y)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Mixed targets and smoothing go together.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(8, 4)
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

def step(x, y, other, share):
    target = share * F.one_hot(y, 4).float() + (1 - share) * F.one_hot(other, 4).float()
    return criterion(model(x), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Smoothed by hand alone.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(8, 4)

def step(x, y):
    target = F.one_hot(y, 4).float() * 0.9 + 0.1 / 4
    return F.cross_entropy(model(x), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A whole one-hot target.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(3, 4, requires_grad=True)
target = torch.eye(4)[torch.tensor([0, 2, 1])]
loss = F.cross_entropy(scores, target, label_smoothing=0.1)
`,
    },
    ...ofKeras.right,
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
};
