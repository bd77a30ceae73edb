import * as onPyTorch from './examples/on-pytorch/kldiv-reduction-mean';
import * as elsewhere from './examples/kldiv-reduction-mean';
import type { Place } from '../base/place';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { SyntaxNode } from '../python/walk';
import { ancestorsOf, callAt, expressionAt, readsOf, sourceAt } from './shared/code-shape';
import { certainFix, setKeyword } from './shared/edits';
import { evidence, message, number } from './shared/evidence';
import { callsOfSameObject, findingsAtLosses, placeKey, predictionOf } from './shared/loss-findings';
import { knownShape } from './shared/probability-values';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { usesIn, type Uses } from './shared/uses';

/** By how much the mean is smaller than the divergence of a row: the elements behind the batch dim; null when not known. */
function factorOf(record: TensorRecord): number | null {
  const shape = knownShape(record);
  return shape && shape.slice(1).reduce((product, size) => product * size, 1);
}

/** Whether mean and batchmean are the same number: there is nothing behind the batch dim. */
const isSame = (record: TensorRecord): boolean =>
  record.shape !== null && record.shape.slice(1).every((size) => size === 1);

/** Where the elements of a loss without reduction are averaged over the classes: `kl_div(…, reduction='none').mean()`. */
function meanOfElements(
  context: RuleContext,
  uses: Uses,
  call: LossCall,
  input: TensorRecord,
): TensorRecord | null {
  if (call.reduction !== 'none' || call.output === null) return null;
  const elements = context.tensor(call.output);
  const rank = elements.shape?.length ?? null;
  for (const use of uses.get(call.output) ?? []) {
    if (use.producer?.operation !== 'mean') continue;
    const { dim } = use.producer.attributes;
    if (dim === undefined || dim === null) return use;
    const dims = (Array.isArray(dim) ? dim : [dim]).filter((value) => typeof value === 'number');
    const classes = input.role.dim;
    const takesClasses = dims.some(
      (value) => value === classes || (rank !== null && value < 0 && value + rank === classes),
    );
    if (classes !== undefined && takesClasses) return use;
  }
  return null;
}

/** Whether the sum of a divergence is divided by the count of all elements of its input: `kl_div(p, q, reduction='sum') / p.numel()`. */
function isSumOverElements(context: RuleContext, call: LossCall, input: Place | null): boolean {
  if (call.reduction !== 'sum' || !input) return false;
  const source = sourceAt(context, call.place);
  const written = expressionAt(source, input);
  // Behind the call stands what it is multiplied with and divided by: the temperatures of distillation, then the count.
  let within: SyntaxNode | null = callAt(source, call.place);
  for (const around of ancestorsOf(source, call.place).toReversed()) {
    if (around === within) continue;
    if (around.kind !== 'BinOp' || around.left !== within || !/^[*/]$/.test(around.operator)) return false;
    within = around;
    const { operator, right } = around;
    const counted = right.kind === 'Call' && right.func.kind === 'Attribute' ? right.func : null;
    if (operator !== '/' || counted?.attribute !== 'numel' || counted.value.kind !== 'Name') continue;
    return written !== null && readsOf(written, counted.value.id) > 0;
  }
  return false;
}

/** `reduction='batchmean'` where the loss is constructed or called. */
function useBatchmean(context: RuleContext, place: Place): Fix | null {
  const source = sourceAt(context, place);
  const written = callAt(source, place);
  // The old arguments decide over `reduction`, and positional ones may be them.
  const isOld = written?.keywords.some(({ name }) => name === 'size_average' || name === 'reduce');
  const positional = written?.args.length ?? 0;
  const isFunction = written !== null && !isConstructor(context, place);
  if (!written || isOld || positional > (isFunction ? 2 : 0)) return null;
  const edit = setKeyword(source, written, 'reduction', "'batchmean'");
  return certainFix(context, "Use reduction='batchmean'", edit && [edit]);
}

const isConstructor = (context: RuleContext, place: Place): boolean =>
  context.inspection.losses.some(
    ({ constructed }) => constructed !== null && placeKey(constructed) === placeKey(place),
  );

function judge(context: RuleContext, uses: Uses, call: LossCall): Finding | null {
  if (!call.function.startsWith('torch.')) return null;
  const input = predictionOf(context, call);
  if (!input || isSame(input.record)) return null;
  const isMean = call.reduction === 'mean';
  const averaged = meanOfElements(context, uses, call, input.record);
  const isDivided = isSumOverElements(context, call, input.argument.place);
  if (!isMean && !averaged && !isDivided) return null;
  const place = isMean ? (call.constructed ?? call.place) : call.place;
  const factor = factorOf(input.record);
  const divergence = isMean && call.value !== null && factor !== null ? call.value * factor : null;
  // A constructor serves all its calls: each of them has to be better off.
  const others = callsOfSameObject(context, call).filter(
    ({ place: at }) => placeKey(at) !== placeKey(call.place),
  );
  const areAllMean = others.every((other) => other.reduction === 'mean');
  return {
    rule: 'kldiv-reduction-mean',
    severity: 'warning',
    place,
    message: message([
      isMean
        ? "the KL divergence is reduced with 'mean', but the divergence of a batch expects 'batchmean'"
        : isDivided
          ? 'the sum of the KL divergence is divided by the number of all elements, but the divergence of a batch expects that of its samples'
          : 'the elements of the KL divergence are averaged over the classes, but a divergence expects their sum',
      factor === null
        ? 'the mean divides by the number of classes too, so the term is as many times too small beside the other losses'
        : `the mean divides by the ${factor} elements of each row too, so the term is ${factor} times too small beside the other losses`,
      isMean
        ? "write reduction='batchmean', and choose the weight of the term anew"
        : isDivided
          ? 'divide by the size of the batch, and choose the weight of the term anew'
          : 'sum over the classes first, then average over the batch, and choose the weight of the term anew',
    ]),
    evidence: evidence([
      divergence === null || call.value === null
        ? null
        : `loss ${number(call.value)} as written, ${number(divergence)} with batchmean`,
    ]),
    related: !isMean && averaged?.place ? [{ place: averaged.place, message: 'the mean is taken here' }] : [],
    fix: isMean && areAllMean ? useBatchmean(context, place) : null,
  };
}

export const kldivReductionMean: Rule = {
  name: 'kldiv-reduction-mean',
  title: "KL divergence with reduction 'mean'",
  severity: 'warning',
  why: `The divergence of two distributions is a **sum** over the classes. \`nn.KLDivLoss()\` and \`F.kl_div(…)\` without
\`reduction\` average over all elements instead, classes (and pixels) included: the result is smaller by the number of
elements in a row. PyTorch says so in a warning that many people never see.

For 8 rows of 1000 classes with random scores:

| reduction | value |
| --- | --: |
| \`'batchmean'\` | 0.977 |
| \`'mean'\` | 0.000977 |

Alone such a loss would only learn more slowly. Beside another loss, as in distillation, its term weighs next to nothing.
The same happens with \`reduction='none'\` and a \`.mean()\` of the elements, and with \`reduction='sum'\` over \`.numel()\`.

\`'batchmean'\` sums over the classes and divides by the batch. The term's weight was chosen for the small number, so
choose it anew.`,
  check: (context) => {
    const uses = usesIn(context.inspection);
    const found = findingsAtLosses(context, ['kl_div'], (call) => judge(context, uses, call));
    return [...new Map(found.map((finding) => [placeKey(finding.place), finding])).values()];
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The default of the class.',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

criterion = nn.KLDivLoss()  # warning: kldiv-reduction-mean
student = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
teacher = torch.tensor([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
loss = criterion(F.log_softmax(student, dim=1), F.softmax(teacher, dim=1))
`,
      fixed: [['criterion = nn.KLDivLoss()', "criterion = nn.KLDivLoss(reduction='batchmean')"]],
    },
    {
      framework: 'PyTorch',
      title: 'The mean, written down in the call of the function.',
      code: `import torch.nn.functional as F

def distillation(student_logits, teacher_logits, labels, weight=0.5):
    soft = F.kl_div(F.log_softmax(student_logits, dim=1), F.softmax(teacher_logits, dim=1), reduction='mean')  # warning: kldiv-reduction-mean
    return weight * soft + (1 - weight) * F.cross_entropy(student_logits, labels)
`,
      fixed: [
        [
          "soft = F.kl_div(F.log_softmax(student_logits, dim=1), F.softmax(teacher_logits, dim=1), reduction='mean')",
          "soft = F.kl_div(F.log_softmax(student_logits, dim=1), F.softmax(teacher_logits, dim=1), reduction='batchmean')",
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'No reduction, and then the mean of all elements.',
      code: `import torch.nn.functional as F

def consistency(first, second):
    p = F.log_softmax(first, dim=-1)
    q = F.softmax(second, dim=-1)
    return F.kl_div(p, q, reduction='none').mean()  # warning: kldiv-reduction-mean
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sum over the number of all elements.',
      code: `import torch.nn.functional as F

def distillation(student, teacher, tau):
    soft = F.kl_div(F.log_softmax(student / tau, dim=1), F.softmax(teacher / tau, dim=1), reduction='sum')
    soft_mean = F.kl_div(F.log_softmax(student / tau, dim=1), F.softmax(teacher / tau, dim=1), reduction='sum') * tau**2 / student.numel()  # warning: kldiv-reduction-mean
    return soft / student.size(0), soft_mean
`,
    },
    {
      framework: 'PyTorch',
      title: 'A loss object of the module.',
      code: `import torch.nn.functional as F
from torch import nn

class Student(nn.Module):
    def __init__(self, teacher):
        super().__init__()
        self.net = nn.Linear(32, 10)
        self.teacher = teacher
        self.divergence = nn.KLDivLoss(log_target=False)  # warning: kldiv-reduction-mean

    def forward(self, x):
        target = F.softmax(self.teacher(x), dim=1)
        return self.divergence(F.log_softmax(self.net(x), dim=1), target)
`,
      fixed: [
        [
          'self.divergence = nn.KLDivLoss(log_target=False)',
          "self.divergence = nn.KLDivLoss(log_target=False, reduction='batchmean')",
        ],
      ],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'batchmean.',
      code: `import torch.nn.functional as F

def distillation(student_logits, teacher_logits):
    return F.kl_div(F.log_softmax(student_logits, dim=1), F.softmax(teacher_logits, dim=1), reduction='batchmean')
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sum, divided by something of the program.',
      code: `import torch.nn.functional as F

def distillation(student_logits, teacher_logits, tokens):
    total = F.kl_div(F.log_softmax(student_logits, dim=-1), F.softmax(teacher_logits, dim=-1), reduction='sum')
    return total / tokens
`,
    },
    {
      framework: 'PyTorch',
      title: 'No reduction, and a mask before the mean.',
      code: `import torch.nn.functional as F

def masked(student_logits, teacher_logits, mask):
    elements = F.kl_div(F.log_softmax(student_logits, dim=-1), F.softmax(teacher_logits, dim=-1), reduction='none')
    rows = elements.sum(dim=-1) * mask
    return rows.sum() / mask.sum()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Summed over the classes, then averaged over the batch.',
      code: `import torch.nn.functional as F

def divergence(p, q):
    return F.kl_div(F.log_softmax(p, dim=1), F.softmax(q, dim=1), reduction='none').sum(dim=1).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The mean over the batch alone.',
      code: `import torch.nn.functional as F

def by_class(p, q):
    return F.kl_div(F.log_softmax(p, dim=1), F.softmax(q, dim=1), reduction='none').mean(0).sum()
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
