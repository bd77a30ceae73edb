import * as ofKeras from './examples/keras/kldiv-input-not-log';
import * as elsewhere from './examples/kldiv-input-not-log';
import * as onPyTorch from './examples/on-pytorch/kldiv-input-not-log';
import type { LossCall } from '../inspect/inspection';
import { placesOfActivation } from './shared/activation-fix';
import { evidence, message, number, rangeText, sampledNote, sumsOf } from './shared/evidence';
import { passLogProbabilities, proveNoLogProbabilities } from './shared/log-probability-input';
import {
  findingsAtLosses,
  isOfKeras,
  literalPlaces,
  predictionOf,
  targetOf,
  scoresPlaces,
  type JudgedInput,
} from './shared/loss-findings';
import { rangeOf } from './shared/probability-values';
import type { Finding, Rule, RuleContext } from './rule';

/** The dim that the target's probabilities run along: log_softmax of the input has to run along the same. */
const dimOfTarget = (target: JudgedInput | null): number | null => target?.record.role.dim ?? null;

function judge(context: RuleContext, call: LossCall): Finding | null {
  const input = predictionOf(context, call);
  const proof = input && proveNoLogProbabilities(input);
  if (!input || !proof) return null;
  const target = targetOf(context, call);
  // Logarithms where the target belongs: the arguments are swapped, which is another mistake.
  if (proof.holds === 'probabilities' && target?.origin.kind === 'log-probabilities') return null;
  const { record, origin, argument } = input;
  const range = rangeOf(record);
  const isByFlow = proof.by === 'dataflow';
  const activation = origin.kind === 'sigmoid' ? 'sigmoid' : 'softmax';
  const logs = proof.holds === 'probabilities' ? record.data?.map(Math.log) : undefined;
  const right = logs?.every(Number.isFinite) ? context.evaluate(call, { [argument.name]: logs }) : null;
  const passed = argument.expression || 'the input';
  const found = !isByFlow
    ? proof.holds === 'probabilities'
      ? 'looks like probabilities'
      : 'holds positive values, which no logarithm of a probability has'
    : proof.holds === 'scores'
      ? 'holds raw scores (logits)'
      : `comes out of a ${activation}`;
  return {
    rule: 'kldiv-input-not-log',
    severity: proof.isWeak ? 'info' : 'error',
    place: call.place,
    message: message([
      `${passed} ${found}, but KL divergence expects log-probabilities as its first argument and takes no logarithm of it`,
      'the value may be negative, does not reach 0 where both distributions are equal, and its gradient pulls towards no distribution',
      proof.holds === 'scores' || activation === 'softmax'
        ? 'pass log_softmax of the scores'
        : 'pass the logarithm of the probabilities',
    ]),
    evidence: evidence([
      proof.holds === 'probabilities' && proof.lines ? sumsOf(proof.lines) : range ? rangeText(range) : null,
      call.value === null ? null : `loss ${number(call.value)} as written`,
      right?.value == null ? null : `${number(right.value)} with the logarithm`,
      sampledNote(record),
    ]),
    related: !isByFlow
      ? literalPlaces(origin, 'these values are no log-probabilities')
      : proof.holds === 'scores'
        ? scoresPlaces(origin, call.place)
        : placesOfActivation(context, call, origin, activation),
    fix: isByFlow ? passLogProbabilities(context, call, input, proof, dimOfTarget(target)) : null,
  };
}

/** Keras takes the logarithms itself: it wants probabilities on both sides. */
function judgeKeras(context: RuleContext, call: LossCall): Finding | null {
  const sides = isOfKeras(call) ? [predictionOf(context, call), targetOf(context, call)] : [];
  const wrong = sides.find((side) => side && ['log-probabilities', 'scores'].includes(side.origin.kind));
  if (!wrong) return null;
  const areLogarithms = wrong.origin.kind === 'log-probabilities';
  return {
    rule: 'kldiv-input-not-log',
    severity: 'error',
    place: call.place,
    message: message([
      `${wrong.argument.expression || 'the input'} ${areLogarithms ? 'holds log-probabilities' : 'holds raw scores (logits)'}, but KL divergence of Keras expects probabilities on both sides and takes the logarithms itself`,
      areLogarithms
        ? 'every logarithm is negative and clipped to 1e-7, so that the loss is nearly constant and has no gradient'
        : 'scores below 0 are clipped to 1e-7 and have no gradient, and the rows do not add up to one',
      'pass softmax of the scores',
    ]),
    evidence: evidence([call.value === null ? null : `loss ${number(call.value)} as written`]),
    related: areLogarithms
      ? placesOfActivation(context, call, wrong.origin, 'the logarithm')
      : scoresPlaces(wrong.origin, call.place),
    fix: null,
  };
}

export const kldivInputNotLog: Rule = {
  name: 'kldiv-input-not-log',
  title: 'KL divergence of no log-probabilities',
  severity: 'error',
  why: `\`F.kl_div(input, target)\` and \`nn.KLDivLoss\` compute target · (log target − **input**): the input has to be
a logarithm already, while the target is a probability. optax's \`kl_divergence(log_predictions, targets)\` has the same
order. Only Keras takes probabilities on both sides, so that there logarithms and raw scores are the mistake.

With probabilities in the first place the number has no meaning. The divergence of a distribution from itself is 0;
for the softmax p of the scores (2, −1, 0.5) and (0.3, 1.2, −0.7):

| call | value |
| --- | --: |
| \`F.kl_div(p.log(), p, reduction='batchmean')\` | 0 |
| \`F.kl_div(p, p, reduction='batchmean')\` | −1.311 |

Nothing raises, and a negative "divergence" looks like a loss that is doing well. Its gradient with respect to the
input is minus the target whatever the input is, so on raw scores it falls for ever.

Pass \`F.log_softmax(scores, dim)\`.`,
  check: (context) => [
    ...findingsAtLosses(context, ['kl_div'], (call) => judge(context, call)),
    ...findingsAtLosses(context, ['kl_divergence'], (call) => judgeKeras(context, call)),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Softmax on both sides.',
      code: `import torch
import torch.nn.functional as F

student = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
teacher = torch.tensor([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
loss = F.kl_div(F.softmax(student, dim=1), F.softmax(teacher, dim=1), reduction='batchmean')  # error: kldiv-input-not-log
`,
      fixed: [
        [
          "loss = F.kl_div(F.softmax(student, dim=1), F.softmax(teacher, dim=1), reduction='batchmean')",
          "loss = F.kl_div(F.log_softmax(student, dim=1), F.softmax(teacher, dim=1), reduction='batchmean')",
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: "The student's raw scores.",
      code: `import torch
from torch import nn

student = nn.Linear(16, 5)
teacher = nn.Linear(16, 5)
criterion = nn.KLDivLoss(reduction='batchmean')

def step(batch):
    with torch.no_grad():
        target = teacher(batch).softmax(dim=1)
    return criterion(student(batch), target)  # error: kldiv-input-not-log
`,
      fixed: [
        [
          'return criterion(student(batch), target)',
          'return criterion(student(batch).log_softmax(1), target)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A model that ends in nn.Softmax.',
      code: `import torch
from torch import nn

model = nn.Sequential(
    nn.Linear(8, 4),
    nn.Softmax(dim=-1),
)
criterion = nn.KLDivLoss(reduction='sum')

def step(batch, ratings):
    return criterion(model(batch), ratings)  # error: kldiv-input-not-log
`,
      fixed: [['nn.Softmax(dim=-1),', 'nn.LogSoftmax(dim=-1),']],
    },
    {
      framework: 'PyTorch',
      title: 'Numbers that are probabilities.',
      code: `import torch
import torch.nn.functional as F

p = torch.tensor([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
q = torch.tensor([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
divergence = F.kl_div(p, q, reduction='batchmean')  # info: kldiv-input-not-log
`,
    },
    ...ofKeras.wrong,
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'log_softmax for the student, softmax for the teacher, with a temperature.',
      code: `import torch.nn.functional as F

T = 4.0

def distillation(student_logits, teacher_logits):
    student = F.log_softmax(student_logits / T, dim=1)
    teacher = F.softmax(teacher_logits / T, dim=1)
    return F.kl_div(student, teacher, reduction='batchmean') * T * T
`,
    },
    {
      framework: 'PyTorch',
      title: 'The logarithm of a mean of distributions (Jensen-Shannon).',
      code: `import torch
import torch.nn.functional as F

def jensen_shannon(first, second):
    p, q = F.softmax(first, dim=1), F.softmax(second, dim=1)
    middle = (0.5 * (p + q)).log()
    return 0.5 * (F.kl_div(middle, p, reduction='batchmean') + F.kl_div(middle, q, reduction='batchmean'))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Logarithms on both sides, and the loss is told.',
      code: `import torch
import torch.nn.functional as F

def divergence(student_logits, teacher_logits):
    student = F.log_softmax(student_logits, dim=-1)
    teacher = F.log_softmax(teacher_logits, dim=-1)
    return F.kl_div(student, teacher, log_target=True, reduction='batchmean')
`,
    },
    {
      framework: 'PyTorch',
      title: 'Numbers that are logarithms.',
      code: `import torch
import torch.nn.functional as F

log_p = torch.tensor([[-0.3567, -1.6094, -2.3026]])
q = torch.tensor([[0.6, 0.3, 0.1]])
divergence = F.kl_div(log_p, q, reduction='batchmean')
`,
    },
    ...ofKeras.right,
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
};
