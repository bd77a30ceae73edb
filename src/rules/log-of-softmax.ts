/** The logarithm of a softmax. */
import * as elsewhere from './examples/log-of-softmax';
import * as onPyTorch from './examples/on-pytorch/log-of-softmax';
import * as ofKeras from './examples/keras/log-of-softmax';
import { evidence, message, sampledNote } from './shared/evidence';
import {
  logsOf,
  replaceLog,
  severityOfLog,
  writtenLogOf,
  type WrittenLogCall,
} from './shared/log-of-activation';
import { oncePerPlace } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';

/** The activation's call with its name made `log_softmax`; null for a bare name, which would have to be imported. */
function asLogSoftmax({ source, activation }: WrittenLogCall): string | null {
  const { func } = activation;
  if (func.kind !== 'Attribute') return null;
  const { start, end } = func.attributeSpan;
  return source.text.slice(activation.start, start) + 'log_softmax' + source.text.slice(end, activation.end);
}

function judge(context: RuleContext): Finding[] {
  return logsOf(context, 'softmax').map((log): Finding => {
    const { operation, origin, output, isGuarded } = log;
    const written = writtenLogOf(context, log);
    const infinite = output.statistics?.negativeInfinity ?? 0;
    const at = origin.tensor.layer ?? origin.tensor.place;
    return {
      rule: 'log-of-softmax',
      severity: severityOfLog(log),
      place: operation.place,
      message: message([
        'the logarithm is taken of a softmax, but log-probabilities are expected to come out of log_softmax, in one step',
        isGuarded
          ? 'the small number hides the infinity of a probability that is too small, and with it the gradient'
          : 'a probability that is too small becomes 0, its logarithm -inf and its gradient nan: from a gap of 104 between two scores in float32, of 18 in float16',
        'use log_softmax of the scores',
      ]),
      evidence: evidence([
        infinite > 0 ? `${infinite} of these logarithms ${infinite === 1 ? 'is' : 'are'} -inf` : null,
        infinite > 0 ? sampledNote(output) : null,
      ]),
      related: at ? [{ place: at, message: 'the softmax is applied here' }] : [],
      fix: written && replaceLog(context, 'Use log_softmax', written, asLogSoftmax(written)),
    };
  });
}

export const logOfSoftmax: Rule = {
  name: 'log-of-softmax',
  title: 'logarithm of a softmax',
  severity: 'warning',
  why: `\`torch.log(F.softmax(scores, 1))\` computes the probability first. Where one score is far below the largest, it is
too small for the dtype and becomes exactly 0. Its logarithm is −inf, the loss inf, and the gradient nan, which the next
step of the optimizer writes into every weight.

| dtype | \`log(softmax)\` is −inf from a gap of |
| --- | --: |
| float16 | 18 |
| float32 | 104 |

For the scores (0, 105) and class 0 the loss is inf and its gradient (nan, nan); with \`log_softmax\` it is 105 and (−1, 1).

\`F.log_softmax(scores, 1)\` subtracts the logarithm of the sum instead, never leaves the scale of the scores, and is
faster. \`log(softmax + 1e-8)\` is finite, but stops at −18.4 and has no gradient there: only a hint. Where nothing but a probability is known
(a mixture, a model that gives no scores), \`p.clamp(min=1e-8).log()\` is right.`,
  check: (context) => oncePerPlace(judge(context)),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Both in one line.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[0.0, 105.0], [1.0, 2.0]], requires_grad=True)
log_p = torch.log(F.softmax(scores, dim=1))  # warning: log-of-softmax
loss = F.nll_loss(log_p, torch.tensor([0, 1]))
`,
      fixed: [['log_p = torch.log(F.softmax(scores, dim=1))', 'log_p = F.log_softmax(scores, dim=1)']],
    },
    {
      framework: 'PyTorch',
      title: 'Methods, at the end of a model.',
      code: `from torch import nn

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 7)

    def forward(self, words):
        return self.out(words).softmax(dim=-1).log()  # warning: log-of-softmax
`,
      fixed: [['return self.out(words).softmax(dim=-1).log()', 'return self.out(words).log_softmax(dim=-1)']],
    },
    {
      framework: 'PyTorch',
      title: 'The entropy of a policy: the probabilities are needed as well.',
      code: `import torch

def entropy(scores):
    p = torch.softmax(scores, dim=-1)
    log_p = torch.log(p)  # warning: log-of-softmax
    return -(p * log_p).sum(-1)
`,
      fixed: [['log_p = torch.log(p)', 'log_p = torch.log_softmax(scores, dim=-1)']],
    },
    {
      framework: 'PyTorch',
      title: 'A small number hides the infinity.',
      code: `import torch.nn.functional as F

def logarithms(scores):
    return (F.softmax(scores, dim=1) + 1e-8).log()  # info: log-of-softmax
`,
      fixed: [['return (F.softmax(scores, dim=1) + 1e-8).log()', 'return F.log_softmax(scores, dim=1)']],
    },
    {
      framework: 'PyTorch',
      title: 'Probabilities that a mask leaves out.',
      code: `import torch
import torch.nn.functional as F

def log_shares(features):
    similarities = features @ features.T
    others = 1 - torch.eye(len(features))
    return torch.log(F.softmax(similarities, dim=1) * others)  # warning: log-of-softmax
`,
    },
    {
      framework: 'PyTorch',
      title: 'A one-hot mask picks the probability first; an upper bound keeps nothing away from zero.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

classifier = nn.Linear(8, 4)

def focal(x, y):
    p = F.softmax(classifier(x), dim=1)
    picked = (p * F.one_hot(y, 4)).sum(1)
    return -((1 - picked) ** 2 * picked.log()).mean()  # warning: log-of-softmax

def entropy(x):
    p = classifier(x).softmax(dim=1)
    return -(p * torch.log(p.clamp(max=1 - 1e-7))).sum(1).mean()  # warning: log-of-softmax
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Shares of a mixture, with weights that are trained.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

class Mixture(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate = nn.Linear(8, 1)
        self.scores = nn.Linear(8, 4)

    def forward(self, x):
        return torch.log(torch.sigmoid(self.gate(x)) * F.softmax(self.scores(x), dim=1) + 1e-3)
`,
    },
    {
      framework: 'PyTorch',
      title: 'log_softmax.',
      code: `import torch.nn.functional as F

def loss_function(scores, target):
    return F.nll_loss(F.log_softmax(scores, dim=1), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The logarithm of a mixture of softmaxes.',
      code: `import torch
import torch.nn.functional as F

def mixture(first, second):
    return torch.log(0.5 * F.softmax(first, dim=1) + 0.5 * F.softmax(second, dim=1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Only the probability is known, and it is kept away from zero.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))

def log_likelihood(batch):
    return model(batch).clamp(min=1e-8).log()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Numbers that are only shown.',
      code: `import torch

scores = torch.tensor([[1.0, 2.0, 0.5]])
print(torch.log(torch.softmax(scores, dim=1)))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Probabilities of several classes are added up; a lower bound keeps them away from zero.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

classifier = nn.Linear(8, 4)

def marginal(x, allowed):
    p = F.softmax(classifier(x), dim=1)
    return -((p * allowed).sum(1)).log().mean() - p.clamp(1e-7, 1 - 1e-7).log().mean()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
