import * as elsewhere from './examples/gaussian-nll-var-vs-logvar';
import * as onPyTorch from './examples/on-pytorch/gaussian-nll-var-vs-logvar';
import { raised } from './shared/class-targets';
import { evidence, message, number, rangeText } from './shared/evidence';
import { findingsAtLosses, scoresPlaces } from './shared/loss-findings';
import { numberOf, originOf, withoutMoves } from './shared/origin';
import { rangeOf } from './shared/probability-values';
import { appendMethod } from './shared/target-fix';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'gaussian-nll-var-vs-logvar';

/** What shows that a tensor is a standard deviation: the operation that made it. Null where nothing does. */
function standardDeviation(context: RuleContext, record: TensorRecord): string | null {
  const { producer } = withoutMoves((id) => context.tensor(id), record.id);
  const [input, ...others] = (producer?.inputs ?? []).map((id) => context.tensor(id));
  switch (producer?.operation) {
    case 'std':
      return 'std';
    case 'sqrt':
      return 'a square root';
    case 'exp':
      return input && others.length === 0 && isHalf(context, input) ? 'exp of a half' : null;
    default:
      return null;
  }
}

/** `0.5 * x` and `x / 2`: exp of half a log variance is the standard deviation. */
function isHalf(context: RuleContext, { producer }: TensorRecord): boolean {
  const factors = (producer?.inputs ?? []).map((id) => numberOf(context.tensor(id)));
  return (
    (producer?.operation === 'mul' && factors.includes(0.5)) ||
    (producer?.operation === 'div' && factors[1] === 2)
  );
}

/** What bounds on both sides of zero were put around, as keep a logarithm from growing: it is of either sign still. */
function withoutBounds(context: RuleContext, record: TensorRecord): TensorRecord {
  const end = withoutMoves((id) => context.tensor(id), record.id);
  const { operation, attributes, inputs } = end.producer ?? {};
  const least = operation === 'clamp' ? attributes?.['min'] : undefined;
  const isOfEitherSign = operation === 'clamp' && (least == null || (typeof least === 'number' && least < 0));
  return isOfEitherSign ? withoutBounds(context, context.tensor(inputs![0]!)) : record;
}

function judge(context: RuleContext, call: LossCall): Finding | null {
  const argument = call.inputs.find(({ name }) => name === 'var');
  if (!argument) return null;
  const record = context.tensor(argument.tensor);
  const origin = originOf((id) => context.tensor(id), withoutBounds(context, record).id);
  const range = rangeOf(record);
  const isNegative = range !== null && range.min < 0;
  const name = argument.expression || 'var';
  const deviation = standardDeviation(context, record);
  if (origin.kind === 'scores' || isNegative) {
    return {
      rule: NAME,
      severity: 'error',
      place: call.place,
      message: message([
        `${name} ${origin.kind === 'scores' ? 'is what a layer gives, of either sign' : 'has negative values'}, but gaussian_nll_loss expects a variance, which is not negative`,
        'a negative entry raises ValueError, and one at 0 is lifted to eps, a number near 0, where the loss is huge',
        `take it for the logarithm of the variance and pass its exp: ${name}.exp(), or F.softplus of it`,
      ]),
      evidence: evidence([range && rangeText(range), raised(call)]),
      related:
        origin.kind === 'scores'
          ? scoresPlaces(origin, call.place).map(({ place }) => ({
              place,
              message: 'the numbers are made here',
            }))
          : [],
      fix: null,
    };
  }
  if (deviation === null) return null;
  const made = withoutMoves((id) => context.tensor(id), record.id);
  const squared = record.data && context.evaluate(call, { var: record.data.map((value) => value * value) });
  return {
    rule: NAME,
    severity: 'warning',
    place: call.place,
    message: message([
      `${name} is a standard deviation (${deviation}), but gaussian_nll_loss expects a variance`,
      'nothing raises: the model learns to give the square of the true standard deviation, and the errors are weighed wrongly',
      `square it: ${name}.square()`,
    ]),
    evidence: evidence([
      squared?.value != null && call.value !== null
        ? `loss ${number(call.value)} as written, ${number(squared.value)} with the square`
        : null,
    ]),
    related: made.place ? [{ place: made.place, message: 'the standard deviation is made here' }] : [],
    fix: appendMethod(context, argument, 'Square the standard deviation', 'square()'),
  };
}

export const gaussianNllVarVsLogvar: Rule = {
  name: NAME,
  title: 'no variance for the Gaussian loss',
  severity: 'error',
  why: `\`nn.GaussianNLLLoss\` and \`F.gaussian_nll_loss\` take a mean, a target and a **variance**: ½ (log v + (x − y)² / v). Two
other things are passed there by mistake.

*The logarithm of the variance*, or whatever the last layer gives. It may be negative, and PyTorch raises "var has negative
entry/entries" at the first batch that has one. An entry of 0 is lifted to \`eps\`: with an error of 2 the loss is 1999993.

*The standard deviation.* Nothing raises. For errors of ±2 the loss is least for v = 4, so a model that passes σ is driven to
σ = 4 where 2 is right: every interval that is made of it later is twice as wide, and for errors below 1 it is too narrow.

| passed for errors of ±2 | loss |
| --- | --: |
| the variance 4 | 1.193 |
| the standard deviation 2 | 1.347 |

Pass \`logvar.exp()\`, \`F.softplus(raw)\`, or \`std.square()\`.`,
  check: (context) => findingsAtLosses(context, ['gaussian_nll_loss'], (call) => judge(context, call)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The second half of what the network gives, as it is.',
      code: `import torch.nn.functional as F
from torch import nn

net = nn.Linear(8, 2)

def step(x, y):
    mean, logvar = net(x).chunk(2, dim=-1)
    return F.gaussian_nll_loss(mean, y, logvar)  # error: gaussian-nll-var-vs-logvar
`,
    },
    {
      framework: 'PyTorch',
      title: 'A head of its own, without an activation.',
      code: `from torch import nn

class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 32), nn.ReLU())
        self.mean = nn.Linear(32, 1)
        self.variance = nn.Linear(32, 1)

    def forward(self, x):
        features = self.body(x)
        return self.mean(features), self.variance(features)

model = Regressor()
criterion = nn.GaussianNLLLoss()

def step(x, y):
    mean, variance = model(x)
    return criterion(mean, y, variance)  # error: gaussian-nll-var-vs-logvar
`,
    },
    {
      framework: 'PyTorch',
      title: 'The standard deviation of a variational network.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

mean, logvar = nn.Linear(8, 1), nn.Linear(8, 1)

def step(x, y):
    std = torch.exp(0.5 * logvar(x))
    return F.gaussian_nll_loss(mean(x), y, std)  # warning: gaussian-nll-var-vs-logvar
`,
      fixed: [
        [
          'return F.gaussian_nll_loss(mean(x), y, std)',
          'return F.gaussian_nll_loss(mean(x), y, std.square())',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Known numbers and the spread of an ensemble.',
      code: `import torch
import torch.nn.functional as F

predictions = torch.tensor([[1.0, 2.0, 4.0], [1.4, 2.6, 3.0], [0.9, 2.2, 5.0]])
target = torch.tensor([1.2, 2.0, 4.5])
loss = F.gaussian_nll_loss(predictions.mean(0), target, predictions.std(0))  # warning: gaussian-nll-var-vs-logvar
`,
      fixed: [
        [
          'loss = F.gaussian_nll_loss(predictions.mean(0), target, predictions.std(0))',
          'loss = F.gaussian_nll_loss(predictions.mean(0), target, predictions.std(0).square())',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A logarithm that is kept within bounds.',
      code: `from torch import nn

class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 32), nn.ReLU())
        self.mean = nn.Linear(32, 1)
        self.logvar = nn.Linear(32, 1)

    def forward(self, x):
        features = self.body(x)
        return self.mean(features).squeeze(-1), self.logvar(features).clamp(-8, 8).squeeze(-1)

model = Regressor()
criterion = nn.GaussianNLLLoss()

def step(x, y):
    mean, logvar = model(x)
    return criterion(mean, y, logvar)  # error: gaussian-nll-var-vs-logvar
`,
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The exp of the logarithm.',
      code: `import torch.nn.functional as F
from torch import nn

net = nn.Linear(8, 2)

def step(x, y):
    mean, logvar = net(x).chunk(2, dim=-1)
    return F.gaussian_nll_loss(mean, y, logvar.exp())
`,
    },
    {
      framework: 'PyTorch',
      title: 'A softplus, and a fixed variance.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Linear(8, 2)

def step(x, y):
    mean, raw = net(x).unbind(-1)
    fixed = F.gaussian_nll_loss(mean, y, torch.ones(1).expand_as(mean))
    return F.gaussian_nll_loss(mean, y, F.softplus(raw) + 1e-6) + fixed
`,
    },
    {
      framework: 'PyTorch',
      title: 'A standard deviation that is squared, and one that a distribution takes.',
      code: `import torch
import torch.nn.functional as F
from torch import nn
from torch.distributions import Normal

mean, logvar = nn.Linear(8, 1), nn.Linear(8, 1)

def step(x, y):
    std = torch.exp(0.5 * logvar(x))
    return F.gaussian_nll_loss(mean(x), y, std ** 2), -Normal(mean(x), std).log_prob(y).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Bounds of a variance, and those of a logarithm before its exp.',
      code: `import torch.nn.functional as F
from torch import nn

net, mean = nn.Linear(8, 1), nn.Linear(8, 1)

def step(x, y):
    of_variance = F.gaussian_nll_loss(mean(x), y, net(x).clamp(min=1e-4))
    return of_variance + F.gaussian_nll_loss(mean(x), y, net(x).clamp(-8, 8).exp())
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
