import * as elsewhere from './examples/kldiv-log-target-mismatch';
import * as onPyTorch from './examples/on-pytorch/kldiv-log-target-mismatch';
import type { LossCall } from '../inspect/inspection';
import { callAt, sourceAt } from './shared/code-shape';
import { certainFix, removeItem, renameCallee, setKeyword } from './shared/edits';
import { evidence, message, number, rangeText, sampledNote, sumsOf } from './shared/evidence';
import {
  callsOfSameObject,
  findingsAtLosses,
  predictionOf,
  targetOf,
  isHandwritten,
  type JudgedInput,
} from './shared/loss-findings';
import { areDistributions, rangeOf, summarizeLines, type LineSummary } from './shared/probability-values';
import type { Edit, Finding, Fix, Rule, RuleContext } from './rule';

/** How a target contradicts what the loss was told of it. */
interface Mismatch extends JudgedInput {
  /** What the target holds. */
  readonly holds: 'logarithms' | 'probabilities';
  readonly isWeak: boolean;
  readonly lines: LineSummary | null;
}

/** Whether the loss takes the target for logarithms: by its flag, in optax by its name. */
const takesLogarithms = (call: LossCall): boolean =>
  call.options['log_target'] === true || call.inputs.some(({ name }) => name === 'log_targets');

function mismatchOf(context: RuleContext, call: LossCall): Mismatch | null {
  const target = targetOf(context, call);
  const input = predictionOf(context, call);
  if (!target || !input) return null;
  // Probabilities or raw scores in the first place are another mistake, or the arguments are swapped.
  if (['softmax', 'sigmoid', 'scores'].includes(input.origin.kind)) return null;
  const { record, origin } = target;
  const rank = record.shape?.length ?? 0;
  const line = (map: 'identity' | 'exp'): LineSummary | null =>
    rank > 0 ? summarizeLines(record, rank - 1, map) : null;
  const isOpen = origin.kind === 'leaf' || origin.kind === 'values';
  if (takesLogarithms(call)) {
    const lines = line('identity');
    const isByFlow = origin.kind === 'softmax' || origin.kind === 'sigmoid';
    if (!isByFlow && !(isOpen && lines && areDistributions(lines))) return null;
    const isWeak = !isByFlow && (isHandwritten(origin) || lines!.count < 2);
    return { ...target, holds: 'probabilities', isWeak, lines };
  }
  if (origin.kind === 'log-probabilities')
    return { ...target, holds: 'logarithms', isWeak: false, lines: null };
  const lines = line('exp');
  const range = rangeOf(record);
  const areLogarithms =
    isOpen && range && range.min < 0 && range.max <= 0 && lines && areDistributions(lines);
  return areLogarithms
    ? { ...target, holds: 'logarithms', isWeak: isHandwritten(origin), lines: null }
    : null;
}

/** Sets or removes `log_target`, or calls the other of optax's two functions. */
function tellTarget(context: RuleContext, call: LossCall, { holds }: Mismatch): Fix | null {
  const place = call.constructed ?? call.place;
  const source = sourceAt(context, place);
  const written = callAt(source, place);
  if (!written) return null;
  if (call.function.startsWith('optax.')) {
    const names = ['kl_divergence', 'kl_divergence_with_log_targets'] as const;
    const [from, to] = holds === 'logarithms' ? names : [names[1], names[0]];
    return certainFix(context, `Use ${to}`, renameCallee(source, written.func, from, to));
  }
  const isAlwaysSo = callsOfSameObject(context, call).every(
    (other) => mismatchOf(context, other)?.holds === holds,
  );
  if (!isAlwaysSo) return null;
  const edits = (edit: Edit | null): readonly Edit[] | null => edit && [edit];
  if (holds === 'logarithms') {
    return certainFix(
      context,
      'Set log_target=True',
      edits(setKeyword(source, written, 'log_target', 'True')),
    );
  }
  const flag = written.keywords.find(({ name }) => name === 'log_target');
  if (!flag) return null;
  const items = [...written.args, ...written.keywords].sort((a, b) => a.start - b.start);
  const removed = removeItem(source, items, flag) ?? setKeyword(source, written, 'log_target', 'False');
  return certainFix(context, 'Remove log_target=True', edits(removed));
}

function judge(context: RuleContext, call: LossCall): Finding | null {
  const mismatch = mismatchOf(context, call);
  if (!mismatch) return null;
  const { record, origin, argument, holds, isWeak, lines } = mismatch;
  const range = rangeOf(record);
  const place = origin.tensor.place;
  const passed = argument.expression || 'the target';
  const other = holds === 'logarithms' ? 'log_target=True' : 'log_target=False';
  const isTorch = call.function.startsWith('torch.');
  return {
    rule: 'kldiv-log-target-mismatch',
    severity: isWeak ? 'info' : 'error',
    place: call.place,
    message: message(
      holds === 'logarithms'
        ? [
            `${passed} holds log-probabilities, but the KL divergence expects probabilities as its target unless it is told otherwise`,
            'it takes the logarithm of negative numbers, and the loss is nan',
            isTorch
              ? 'set log_target=True, or pass the softmax'
              : 'use optax.kl_divergence_with_log_targets, or pass the softmax',
          ]
        : [
            `${passed} holds probabilities, but with ${isTorch ? 'log_target=True' : 'log targets'} the KL divergence expects log-probabilities as its target`,
            'it takes exp of the probabilities as weights, and the loss does not reach 0 where both distributions are equal',
            isTorch
              ? 'remove log_target=True, or pass the log_softmax'
              : 'use optax.kl_divergence, or pass the log_softmax',
          ],
    ),
    evidence: evidence([
      holds === 'probabilities' && lines
        ? sumsOf(lines, 'rows of the target')
        : range
          ? rangeText(range)
          : null,
      call.value === null ? null : `loss ${number(call.value)} as written`,
      correctedText(context, call, mismatch, other),
      sampledNote(record),
    ]),
    related: place ? [{ place, message: `the target is made here` }] : [],
    fix: tellTarget(context, call, mismatch),
  };
}

/** The value with the flag the other way round, which is the value on exp or log of the target. */
function correctedText(
  context: RuleContext,
  call: LossCall,
  { record, argument, holds }: Mismatch,
  flag: string,
): string | null {
  const right = record.data?.map(holds === 'logarithms' ? Math.exp : Math.log);
  if (!right?.every(Number.isFinite)) return null;
  const value = context.evaluate(call, { [argument.name]: right })?.value;
  return value == null ? null : `${number(value)} with ${flag}`;
}

export const kldivLogTargetMismatch: Rule = {
  name: 'kldiv-log-target-mismatch',
  title: 'KL divergence with the wrong log_target',
  severity: 'error',
  why: `The first argument of \`F.kl_div\` is always a logarithm. Whether the second is one, the loss has to be told:
\`log_target=False\` (the default) takes it for probabilities and computes their logarithm, \`log_target=True\` takes it for
log-probabilities and computes exp of them. optax has two functions, \`kl_divergence\` and
\`kl_divergence_with_log_targets\`.

| target | told | value for a pair whose divergence is 0.147 |
| --- | --- | --: |
| \`log_softmax(t)\` | nothing | nan |
| \`softmax(t)\` | \`log_target=True\` | 7.586 |

The nan at least shows; the other number falls a little while training and never comes near 0: for two equal
distributions it was 7.389.`,
  check: (context) => findingsAtLosses(context, ['kl_div'], (call) => judge(context, call)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Logarithms on both sides, and the loss is not told.',
      code: `import torch
import torch.nn.functional as F

student = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
teacher = torch.tensor([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
loss = F.kl_div(F.log_softmax(student, dim=1), F.log_softmax(teacher, dim=1), reduction='batchmean')  # error: kldiv-log-target-mismatch
`,
      fixed: [
        [
          "loss = F.kl_div(F.log_softmax(student, dim=1), F.log_softmax(teacher, dim=1), reduction='batchmean')",
          "loss = F.kl_div(F.log_softmax(student, dim=1), F.log_softmax(teacher, dim=1), reduction='batchmean', log_target=True)",
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A loss object that expects logarithms gets probabilities.',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

criterion = nn.KLDivLoss(reduction='batchmean', log_target=True)

def distill(student_scores, teacher_scores):
    log_p = F.log_softmax(student_scores, dim=1)
    q = F.softmax(teacher_scores, dim=1)
    return criterion(log_p, q)  # error: kldiv-log-target-mismatch
`,
      fixed: [
        [
          "criterion = nn.KLDivLoss(reduction='batchmean', log_target=True)",
          "criterion = nn.KLDivLoss(reduction='batchmean')",
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The logarithm of a softmax as the target.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(10, 4), nn.LogSoftmax(dim=1))
criterion = nn.KLDivLoss(reduction='sum')

def step(batch, other):
    with torch.no_grad():
        target = model(other)
    return criterion(model(batch), target)  # error: kldiv-log-target-mismatch
`,
      fixed: [
        [
          "criterion = nn.KLDivLoss(reduction='sum')",
          "criterion = nn.KLDivLoss(reduction='sum', log_target=True)",
        ],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Logarithms on both sides, and the loss is told.',
      code: `import torch.nn.functional as F

def divergence(student_scores, teacher_scores):
    log_p = F.log_softmax(student_scores, dim=1)
    log_q = F.log_softmax(teacher_scores, dim=1)
    return F.kl_div(log_p, log_q, reduction='batchmean', log_target=True)
`,
    },
    {
      framework: 'PyTorch',
      title: 'exp of the logarithms.',
      code: `import torch.nn.functional as F

def divergence(student_scores, teacher_scores):
    log_p = F.log_softmax(student_scores, dim=1)
    log_q = F.log_softmax(teacher_scores, dim=1)
    return F.kl_div(log_p, log_q.exp(), reduction='batchmean')
`,
    },
    {
      framework: 'PyTorch',
      title: 'Probabilities of a table as the target.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]], requires_grad=True)
ratings = torch.tensor([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
loss = F.kl_div(scores.log_softmax(1), ratings, reduction='batchmean')
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
