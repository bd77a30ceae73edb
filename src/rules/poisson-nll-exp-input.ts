import * as elsewhere from './examples/poisson-nll-exp-input';
import * as onPyTorch from './examples/on-pytorch/poisson-nll-exp-input';
import { callAt, lastName, operandOf, sourceAt } from './shared/code-shape';
import { certainFix, setKeyword, unwrapCall } from './shared/edits';
import { evidence, message, number, rangeText, sampledNote } from './shared/evidence';
import { callsOfSameObject, findingsAtLosses, predictionOf } from './shared/loss-findings';
import { withoutMoves } from './shared/origin';
import { rangeOf } from './shared/probability-values';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { writtenArgument } from './shared/target-fix';

/** What exp made of the input of a loss that takes logarithms of rates; null where it is something else. */
function exponential(context: RuleContext, call: LossCall): TensorRecord | null {
  const takesLogs = call.options['log_input'] === true || call.function === 'tensorflow.nn.log_poisson_loss';
  const input = takesLogs ? predictionOf(context, call) : null;
  const made = input && withoutMoves((id) => context.tensor(id), input.record.id);
  return made?.producer?.operation === 'exp' ? made : null;
}

/** Without the exp where it stands in the call, else `log_input=False`, which takes the rate as it is. */
function fixOf(context: RuleContext, call: LossCall): Fix | null {
  const argument = predictionOf(context, call)?.argument;
  const written = argument && writtenArgument(context, argument);
  const expression = written?.expression;
  if (written && expression?.kind === 'Call' && lastName(expression.func) === 'exp') {
    const operand = operandOf(written.source, expression);
    if (operand)
      return certainFix(context, 'Remove the exp', [unwrapCall(written.source, expression, operand)]);
  }
  if (!call.function.startsWith('torch.')) return null;
  if (!callsOfSameObject(context, call).every((other) => exponential(context, other))) return null;
  const place = call.constructed ?? call.place;
  const source = sourceAt(context, place);
  const constructor = callAt(source, place);
  const edit = constructor && setKeyword(source, constructor, 'log_input', 'False');
  return certainFix(context, 'Pass log_input=False', edit && [edit]);
}

/** The loss on the logarithms instead. */
function counterfactual(context: RuleContext, call: LossCall): string | null {
  const input = predictionOf(context, call);
  if (!input?.record.data) return null;
  const asWritten = context.evaluate(call, {})?.value;
  const without = context.evaluate(call, { [input.argument.name]: input.record.data.map(Math.log) })?.value;
  if (asWritten == null || without == null) return null;
  return `loss ${number(asWritten)} as written, ${number(without)} without the exp`;
}

export const poissonNllExpInput: Rule = {
  name: 'poisson-nll-exp-input',
  title: 'exp before a Poisson loss of logarithms',
  severity: 'error',
  why: `\`nn.PoissonNLLLoss\` and \`F.poisson_nll_loss\` take the *logarithm* of the expected count (\`log_input=True\` is the
default), and TensorFlow's \`tf.nn.log_poisson_loss\` always does. They apply exp themselves: \`exp(input) - target * input\`.
An exp before them makes exp(exp(x)), which overflows soon, and the least loss is elsewhere:

| count | expected count that the loss asks for | with an exp too many |
| --: | --: | --: |
| 7 | 7 | ln 7 = 1.946 |
| 2 | 2 | ln 2 = 0.693 |
| 1 | 1 | 0 |

For the counts 2, 3, 7 and the scores 0.5, 1, 2 the loss is 525.1 instead of -2.081. Nothing raises.

Pass the score itself and apply exp where the expected count is read, or say \`log_input=False\`. Keras' \`Poisson\` takes expected
counts: an exp (or a softplus) before it is right.`,
  check: (context) =>
    findingsAtLosses(context, ['poisson_nll_loss'], (call): Finding | null => {
      const made = exponential(context, call);
      const input = predictionOf(context, call);
      if (!made || !input) return null;
      const range = rangeOf(input.record);
      const isTorch = call.function.startsWith('torch.');
      return {
        rule: 'poisson-nll-exp-input',
        severity: 'error',
        place: call.place,
        message: message([
          `${input.argument.expression || 'the input'} comes out of an exp, but ${isTorch ? 'the loss (log_input=True)' : 'log_poisson_loss'} expects logarithms of the expected counts and applies exp itself`,
          'after two exps the loss grows out of bounds and is least at the logarithm of the count instead of the count',
          `pass what goes into the exp${isTorch ? ', or log_input=False' : ''}`,
        ]),
        evidence: evidence([
          range ? `${rangeText(range)} reach the loss` : null,
          counterfactual(context, call),
          sampledNote(input.record),
        ]),
        related: made.place ? [{ place: made.place, message: 'exp is applied here' }] : [],
        fix: fixOf(context, call),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The exp stands in the call.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([0.5, 1.0, 2.0], requires_grad=True)
counts = torch.tensor([2.0, 3.0, 7.0])
loss = F.poisson_nll_loss(torch.exp(scores), counts)  # error: poisson-nll-exp-input
`,
      fixed: [
        ['loss = F.poisson_nll_loss(torch.exp(scores), counts)', 'loss = F.poisson_nll_loss(scores, counts)'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A model that gives expected counts.',
      code: `from torch import nn

class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, x):
        return self.net(x).exp()

counter = Counter()
criterion = nn.PoissonNLLLoss()

def step(x, counts):
    return criterion(counter(x), counts)  # error: poisson-nll-exp-input
`,
      fixed: [['criterion = nn.PoissonNLLLoss()', 'criterion = nn.PoissonNLLLoss(log_input=False)']],
    },
    {
      framework: 'PyTorch',
      title: 'The rate is used elsewhere too.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(4, 1)

def step(x, counts):
    rate = torch.exp(model(x)).squeeze(-1)
    loss = F.poisson_nll_loss(rate, counts, full=True)  # error: poisson-nll-exp-input
    return loss, (rate - counts).abs().mean()
`,
      fixed: [
        [
          'loss = F.poisson_nll_loss(rate, counts, full=True)',
          'loss = F.poisson_nll_loss(rate, counts, full=True, log_input=False)',
        ],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The score is the logarithm of the rate.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(4, 1)

def step(x, counts):
    score = model(x).squeeze(-1)
    return F.poisson_nll_loss(score, counts), torch.exp(score)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The loss is told that it gets rates.',
      code: `from torch import nn

model = nn.Linear(4, 1)
criterion = nn.PoissonNLLLoss(log_input=False)

def step(x, counts):
    return criterion(model(x).exp().squeeze(-1), counts)
`,
    },
    {
      framework: 'PyTorch',
      title: 'An exp inside the model, before its last layer.',
      code: `import torch
from torch import nn

class Radial(nn.Module):
    def __init__(self):
        super().__init__()
        self.centers = nn.Parameter(torch.zeros(16, 4))
        self.out = nn.Linear(16, 1)

    def forward(self, x):
        distances = torch.cdist(x, self.centers)
        return self.out(torch.exp(-distances))

radial = Radial()
criterion = nn.PoissonNLLLoss()

def step(x, counts):
    return criterion(radial(x), counts)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
