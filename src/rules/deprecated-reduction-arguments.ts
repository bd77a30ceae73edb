import * as elsewhere from './examples/deprecated-reduction-arguments';
import * as onPyTorch from './examples/on-pytorch/deprecated-reduction-arguments';
import { legacyReduction } from '../engine/losses/reduction';
import type { OperationRecord } from '../inspect/inspection';
import type { Call, Constant, Expression, Keyword } from '../python/syntax';
import { callAt, sourceAt, type EditedSource } from './shared/code-shape';
import { certainFix, replaceSpan } from './shared/edits';
import { message } from './shared/evidence';
import { findingsAmong } from './shared/loss-findings';
import type { Edit, Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'deprecated-reduction-arguments';

const oldNames: readonly string[] = ['size_average', 'reduce'];

/** An old argument as it is written: behind its name, or by its place. */
interface Written {
  readonly item: Keyword | Expression;
  readonly value: boolean;
}

const isTruth = (expression: Expression): expression is Constant & { readonly value: boolean } =>
  expression.kind === 'Constant' && expression.type === 'bool';

/**
 * The old arguments of a call that are written as True or False; null where one that was passed is not,
 * or cannot be told from other truths.
 */
function writtenIn(call: Call, { options }: OperationRecord): readonly Written[] | null {
  const told = oldNames.filter((name) => typeof options[name] === 'boolean');
  const named = call.keywords.flatMap((item): readonly Written[] =>
    item.name !== null && told.includes(item.name) && isTruth(item.value)
      ? [{ item, value: item.value.value }]
      : [],
  );
  const missing = told.length - named.length;
  if (missing === 0) return named;
  // By place they are the last truths.
  const placed = call.args.filter(isTruth);
  if (placed.length !== missing || call.args.slice(-missing).some((argument) => !isTruth(argument)))
    return null;
  return [...placed.map((item) => ({ item, value: item.value })), ...named];
}

function judge(context: RuleContext, event: OperationRecord): Finding | null {
  const { options, place } = event;
  if (oldNames.some((name) => options[name] !== null && typeof options[name] !== 'boolean')) return null;
  const given = (name: string): boolean | undefined => (options[name] as boolean | null) ?? undefined;
  const reduction = legacyReduction(given('size_average'), given('reduce'));
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  const written = call && writtenIn(call, event);
  if (reduction === undefined || !call || !written) return null;
  const told = oldNames.flatMap((name) =>
    given(name) === undefined ? [] : [`${name}=${given(name) ? 'True' : 'False'}`],
  );
  const overruled = call.keywords.some(({ name }) => name === 'reduction');
  return {
    rule: NAME,
    severity: 'info',
    place,
    message: message([
      `${told.join(' and ')} ${told.length > 1 ? 'are old arguments' : 'is an old argument'}; a loss expects reduction='mean', 'sum' or 'none'`,
      overruled
        ? `the old argument decides and reduction is ignored: the loss has the reduction '${reduction}'`
        : `it still works, with a warning, and means reduction='${reduction}'`,
      `write reduction='${reduction}'`,
    ]),
    evidence: '',
    related: [],
    fix: overruled ? null : useReduction(context, source, call, written, reduction),
  };
}

/** Puts `reduction=` in the place of the first old argument, and takes the other one away. */
function useReduction(
  context: RuleContext,
  source: EditedSource,
  call: Call,
  written: readonly Written[],
  reduction: string,
): Fix | null {
  const items = [...call.args, ...call.keywords].sort((a, b) => a.start - b.start);
  const edits = written.map(({ item }, at): Edit => {
    if (at === 0) return replaceSpan(source, item, `reduction='${reduction}'`);
    const before = items[items.findIndex(({ start }) => start === item.start) - 1];
    return replaceSpan(source, { start: before?.end ?? item.start, end: item.end }, '');
  });
  return certainFix(context, `Use reduction='${reduction}'`, edits);
}

export const deprecatedReductionArguments: Rule = {
  name: NAME,
  title: 'size_average and reduce',
  severity: 'info',
  why: `Before PyTorch 1.0 two truths said how the losses of the elements become one number. They still work, and PyTorch
warns: \`size_average and reduce args will be deprecated, please use reduction='sum' instead.\`

| written | today |
| --- | --- |
| \`size_average=True\` | \`reduction='mean'\` |
| \`size_average=False\` | \`reduction='sum'\` |
| \`reduce=True\` | \`reduction='mean'\` |
| \`reduce=False\`, whatever \`size_average\` is | \`reduction='none'\` |

Where both an old argument and \`reduction\` are given, the old one decides. The fix writes the reduction that the old
arguments mean, so the numbers stay as they are.`,
  check: (context) =>
    findingsAmong(context.inspection.operations, (event) =>
      event.operation === 'loss_settings' ? judge(context, event) : null,
    ),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A sum by its old name.',
      code: `import torch
from torch import nn

criterion = nn.MSELoss(size_average=False)  # info: deprecated-reduction-arguments
loss = criterion(torch.zeros(4, 1), torch.ones(4, 1))
`,
      fixed: [['criterion = nn.MSELoss(size_average=False)', "criterion = nn.MSELoss(reduction='sum')"]],
    },
    {
      framework: 'PyTorch',
      title: 'Both old arguments of a function.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(4, 3)
each = F.cross_entropy(scores, torch.tensor([0, 2, 1, 0]), size_average=False, reduce=False)  # info: deprecated-reduction-arguments
`,
      fixed: [
        [
          'each = F.cross_entropy(scores, torch.tensor([0, 2, 1, 0]), size_average=False, reduce=False)',
          "each = F.cross_entropy(scores, torch.tensor([0, 2, 1, 0]), reduction='none')",
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'By its place.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)

def loss_of(x, y):
    return nn.L1Loss(False)(model(x), y)  # info: deprecated-reduction-arguments
`,
      fixed: [['return nn.L1Loss(False)(model(x), y)', "return nn.L1Loss(reduction='sum')(model(x), y)"]],
    },
    {
      framework: 'PyTorch',
      title: 'The old argument overrules the new one.',
      code: `import torch
import torch.nn.functional as F

x = torch.tensor([0.2, 0.9])
loss = F.binary_cross_entropy(x, torch.tensor([0.0, 1.0]), size_average=True, reduction='sum')  # info: deprecated-reduction-arguments
`,
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The reduction by its name.',
      code: `import torch
from torch import nn

criterion = nn.MSELoss(reduction='sum')
loss = criterion(torch.zeros(4, 1), torch.ones(4, 1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'None leaves the decision to reduction.',
      code: `import torch
import torch.nn.functional as F

scores = torch.randn(4, 3)
each = F.cross_entropy(scores, torch.tensor([0, 2, 1, 0]), size_average=None, reduce=None, reduction='none')
`,
    },
    {
      framework: 'PyTorch',
      title: 'A class that passes on what it was given.',
      code: `import torch
from torch import nn

class ScaledLoss(nn.MSELoss):
    def __init__(self, scale, size_average=None, reduce=None, reduction='mean'):
        super().__init__(size_average, reduce, reduction)
        self.scale = scale

    def forward(self, input, target):
        return self.scale * super().forward(input, target)

loss = ScaledLoss(0.5)(torch.zeros(4, 1), torch.ones(4, 1))
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
