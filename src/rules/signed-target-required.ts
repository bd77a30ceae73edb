import * as elsewhere from './examples/signed-target-required';
import * as onPyTorch from './examples/on-pytorch/signed-target-required';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { expressionAt, sourceAt } from './shared/code-shape';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { evidence, message, number } from './shared/evidence';
import { findingsAtLosses, targetOf } from './shared/loss-findings';
import { withoutMoves } from './shared/origin';
import type { Fix, Rule, RuleContext } from './rule';

/** What a target of 0 does to a row, by loss. */
const effects: Readonly<Record<string, string>> = {
  cosine_embedding_loss:
    'rows with target 0 give a loss of 0 and no gradient: dissimilar pairs are not learned',
  margin_ranking_loss:
    'rows with target 0 give the margin as a constant and no gradient: half of the pairs are not learned',
  soft_margin_loss: 'rows with target 0 give ln 2 = 0.693 and no gradient: negatives are not learned',
  hinge_embedding_loss:
    'rows with target 0 give the margin as a constant where the distance is below it: dissimilar pairs are not pushed apart',
  hinge_loss: 'rows with target 0 give the margin as a constant and no gradient: negatives are not learned',
};

const comparing: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

/** Keras' hinges take labels of 0 and 1 for −1 and 1 themselves. */
const isStrict = (call: LossCall): boolean =>
  call.function.startsWith('torch.') || (call.loss === 'hinge_loss' && call.function.startsWith('optax.'));

/** Whether a target holds 0 and 1 instead of −1 and 1: by its values, because it is the class, or because a comparison gives it or chooses it. */
function isZeroOne(context: RuleContext, target: TensorRecord): boolean {
  const { data, statistics } = target;
  if (data) {
    const values = Array.from(data, Number);
    return values.includes(0) && values.every((value) => value === 0 || value === 1);
  }
  if (statistics) return false;
  // Classes are counted from 0.
  if (target.role.kind === 'class-indices') return true;
  const { producer } = withoutMoves((id) => context.tensor(id), target.id);
  if (producer?.operation !== 'where') return producer !== null && comparing.has(producer.operation);
  // What is chosen is known, whichever it is.
  const chosen = producer.inputs.slice(1).map((input) => context.tensor(input).data);
  const values = chosen.flatMap((data) => (data ? Array.from(data, Number) : [Number.NaN]));
  return values.includes(0) && values.every((value) => value === 0 || value === 1);
}

/** `target` → `2 * target - 1`. */
function signed(context: RuleContext, place: LossCall['place'] | null): Fix | null {
  if (!place) return null;
  const source = sourceAt(context, place);
  const written = expressionAt(source, place);
  if (!written) return null;
  return certainFix(context, 'Make the target -1 and 1', [
    replaceSpan(source, written, `2 * ${asOperand(source, written)} - 1`),
  ]);
}

export const signedTargetRequired: Rule = {
  name: 'signed-target-required',
  title: 'targets 0 and 1 where -1 and 1 are meant',
  severity: 'error',
  why: `Some losses of pairs and of two classes multiply by the target, and so take **−1 and 1** for the two cases:
\`CosineEmbeddingLoss\`, \`MarginRankingLoss\`, \`SoftMarginLoss\`, \`HingeEmbeddingLoss\`, and optax's \`hinge_loss\`. A label of
0 is neither: nothing raises, and its rows teach nothing.

| loss | a row with target 0 | with target −1 |
| --- | --- | --- |
| \`margin_ranking_loss(1.5, 0.5, y)\` | 0 | 1 |
| \`soft_margin_loss(3, y)\` | 0.693, whatever the input | 3.049 |
| \`hinge_embedding_loss(0.8, y)\` | 1, the margin | 0.2 |
| \`cosine_embedding_loss\` of equal directions | 0 | close to 1 |

Write \`2 * y - 1\`. Keras' hinge losses do this themselves.`,
  check: (context) =>
    findingsAtLosses(context, Object.keys(effects), (call) => {
      const target = isStrict(call) ? targetOf(context, call) : null;
      if (!target || !isZeroOne(context, target.record)) return null;
      const { record, argument } = target;
      const zeros = record.data
        ? Array.from(record.data, Number).filter((value) => value === 0).length
        : null;
      const values = record.data?.map((value) => 2 * Number(value) - 1);
      const right =
        values && record.dtype !== 'bool' && record.dtype !== 'uint8'
          ? context.evaluate(call, { [argument.name]: values })
          : null;
      return {
        rule: 'signed-target-required',
        severity: 'error',
        place: call.place,
        message: message([
          `${argument.expression || 'the target'} holds 0 and 1, but ${call.loss} expects -1 and 1`,
          effects[call.loss]!,
          `write 2 * ${argument.expression || 'target'} - 1`,
        ]),
        evidence: evidence([
          zeros === null ? null : `${zeros} of ${record.data!.length} targets are 0`,
          call.value === null || right?.value == null
            ? null
            : `loss ${number(call.value)} as written, ${number(right.value)} with -1 and 1`,
        ]),
        related: record.place ? [{ place: record.place, message: 'the target is made here' }] : [],
        fix: signed(context, argument.place),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Pairs of embeddings with labels 0 and 1.',
      code: `import torch
import torch.nn.functional as F

first = torch.tensor([[1.0, 0.0], [1.0, 1.0]], requires_grad=True)
second = torch.tensor([[1.0, 0.1], [0.0, 1.0]])
same = torch.tensor([1.0, 0.0])
loss = F.cosine_embedding_loss(first, second, same)  # error: signed-target-required
`,
      fixed: [
        [
          'loss = F.cosine_embedding_loss(first, second, same)',
          'loss = F.cosine_embedding_loss(first, second, 2 * same - 1)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A comparison says which of two is better.',
      code: `import torch
from torch import nn

scorer = nn.Linear(8, 1)
quality = nn.Linear(8, 1)
criterion = nn.MarginRankingLoss(margin=0.1)

def step(first, second):
    better = (quality(first) > quality(second)).float()
    return criterion(scorer(first), scorer(second), better)  # error: signed-target-required
`,
      fixed: [
        [
          'return criterion(scorer(first), scorer(second), better)',
          'return criterion(scorer(first), scorer(second), 2 * better - 1)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'One for the same person and zero for another, chosen by a mask that is not known.',
      code: `import torch
from torch import nn

tower = nn.Sequential(nn.Flatten(), nn.Linear(784, 64))
loss_fn = nn.CosineEmbeddingLoss(margin=0.3)

def train(loader, optimizer):
    for first, second, same in loader:
        target = torch.where(same, 1.0, 0.0)
        loss = loss_fn(tower(first), tower(second), target)  # error: signed-target-required
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
      fixed: [['tower(second), target)', 'tower(second), 2 * target - 1)']],
    },
    {
      framework: 'PyTorch',
      title: 'Labels of two classes to the soft margin loss.',
      code: `import torch
from torch import nn

scores = torch.tensor([2.0, -1.0, 3.0], requires_grad=True)
labels = torch.tensor([1.0, 0.0, 0.0])
loss = nn.SoftMarginLoss()(scores, labels)  # error: signed-target-required
`,
      fixed: [
        ['loss = nn.SoftMarginLoss()(scores, labels)', 'loss = nn.SoftMarginLoss()(scores, 2 * labels - 1)'],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'One and minus one, chosen by a mask that is not known.',
      code: `import torch
from torch import nn

tower = nn.Sequential(nn.Flatten(), nn.Linear(784, 64))
loss_fn = nn.CosineEmbeddingLoss(margin=0.3)

def validate(loader):
    with torch.no_grad():
        return sum(
            loss_fn(tower(first), tower(second), torch.where(same, 1.0, -1.0)).item()
            for first, second, same in loader
        )
`,
    },
    {
      framework: 'PyTorch',
      title: 'Labels -1 and 1.',
      code: `import torch
import torch.nn.functional as F

first = torch.tensor([[1.0, 0.0], [1.0, 1.0]], requires_grad=True)
second = torch.tensor([[1.0, 0.1], [0.0, 1.0]])
loss = F.cosine_embedding_loss(first, second, torch.tensor([1.0, -1.0]))
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sign of a difference; where it is 0 the pair is a tie.',
      code: `import torch
import torch.nn.functional as F

a = torch.tensor([0.2, 1.5, 0.1], requires_grad=True)
b = torch.tensor([0.5, 0.5, 0.4])
ratings = torch.tensor([3.0, 1.0, 2.0])
others = torch.tensor([1.0, 2.0, 2.0])
loss = F.margin_ranking_loss(a, b, torch.sign(ratings - others))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Every pair is in the right order: a target of ones.',
      code: `import torch
import torch.nn.functional as F

better = torch.tensor([1.2, 0.4], requires_grad=True)
worse = torch.tensor([0.3, 0.1])
loss = F.margin_ranking_loss(better, worse, torch.ones(2), margin=0.2)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
