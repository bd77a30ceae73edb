/** The logarithm of a sigmoid, and of one minus it. */
import * as elsewhere from './examples/log-of-sigmoid';
import * as onPyTorch from './examples/on-pytorch/log-of-sigmoid';
import * as ofKeras from './examples/keras/log-of-sigmoid';
import { asOperand } from './shared/edits';
import { evidence, message, sampledNote } from './shared/evidence';
import {
  logsOf,
  replaceLog,
  severityOfLog,
  writtenLogOf,
  type LogOfActivation,
  type WrittenLogCall,
} from './shared/log-of-activation';
import { oncePerPlace } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';

/** The function of the framework that computes both, as the text of the activation's call lets it be named. */
function asLogSigmoid({ source, activation, operand }: WrittenLogCall, isComplement: boolean): string | null {
  const callee = source.text.slice(activation.func.start, activation.func.end);
  const name: string | undefined = {
    'torch.sigmoid': 'torch.nn.functional.logsigmoid',
    'F.sigmoid': 'F.logsigmoid',
    'jax.nn.sigmoid': 'jax.nn.log_sigmoid',
    'tf.sigmoid': 'tf.math.log_sigmoid',
    'tf.nn.sigmoid': 'tf.math.log_sigmoid',
    'tf.math.sigmoid': 'tf.math.log_sigmoid',
    'keras.ops.sigmoid': 'keras.ops.log_sigmoid',
  }[callee];
  if (name === undefined) return null;
  const text = source.text.slice(operand.start, operand.end);
  return `${name}(${isComplement ? `-${asOperand(source, operand)}` : text})`;
}

function judge(context: RuleContext, log: LogOfActivation): Finding {
  const { operation, origin, output, isGuarded, isComplement } = log;
  const written = writtenLogOf(context, log);
  const infinite = output.statistics?.negativeInfinity ?? 0;
  const at = origin.tensor.layer ?? origin.tensor.place;
  return {
    rule: 'log-of-sigmoid',
    severity: severityOfLog(log),
    place: operation.place,
    message: message([
      `the logarithm is taken of ${isComplement ? '1 - sigmoid' : 'a sigmoid'}, but its logarithm is expected to come out of logsigmoid, in one step`,
      isGuarded
        ? 'the small number hides the infinity of a probability that is too small, and with it the gradient'
        : isComplement
          ? 'in float32 it is -inf from a score of 17 on, and the gradient nan'
          : 'in float32 it is -inf for scores below about -89, and the gradient nan',
      isComplement ? 'use logsigmoid of the negated scores' : 'use logsigmoid of the scores',
    ]),
    evidence: evidence([
      infinite > 0 ? `${infinite} of these logarithms ${infinite === 1 ? 'is' : 'are'} -inf` : null,
      infinite > 0 ? sampledNote(output) : null,
    ]),
    related: at ? [{ place: at, message: 'the sigmoid is applied here' }] : [],
    fix: written && replaceLog(context, 'Use logsigmoid', written, asLogSigmoid(written, isComplement)),
  };
}

export const logOfSigmoid: Rule = {
  name: 'log-of-sigmoid',
  title: 'logarithm of a sigmoid',
  severity: 'warning',
  why: `\`torch.log(torch.sigmoid(x))\` goes through a probability that float32 rounds to 0, and
\`torch.log(1 - torch.sigmoid(x))\` through one that it rounds to 1, much earlier:

| x | \`log(sigmoid(-x))\` | \`log(1 - sigmoid(x))\` | right |
| --: | --: | --: | --: |
| 15 | −15 | −14.844 | −15 |
| 17 | −17 | −inf | −17 |
| 89 | −inf | −inf | −89 |

The loss is inf then, its gradient nan, and after one step of the optimizer so is every weight. The losses of GANs and of
rankings (BPR) are where it is met.

\`F.logsigmoid(x)\` computes both in one, and log(1 − sigmoid(x)) is \`F.logsigmoid(-x)\`. The whole of a binary
cross-entropy is \`F.binary_cross_entropy_with_logits\`. JAX has \`jax.nn.log_sigmoid\`, TensorFlow \`tf.math.log_sigmoid\`.`,
  check: (context) => {
    const logs = logsOf(context, 'sigmoid');
    // Both logarithms of one p are a binary cross-entropy written out, whose author shows the formula.
    const isPair = (log: LogOfActivation): boolean =>
      logs.some(
        ({ origin, isComplement }) =>
          origin.tensor.id === log.origin.tensor.id && isComplement !== log.isComplement,
      );
    return oncePerPlace(logs.filter((log) => !isPair(log)).map((log) => judge(context, log)));
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The loss of a ranking.',
      code: `import torch

def bpr(positive, negative):
    return -torch.log(torch.sigmoid(positive - negative)).mean()  # warning: log-of-sigmoid
`,
      fixed: [
        [
          'return -torch.log(torch.sigmoid(positive - negative)).mean()',
          'return -torch.nn.functional.logsigmoid(positive - negative).mean()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A generator that is trained on one minus the probability.',
      code: `import torch
from torch import nn

critic = nn.Linear(16, 1)

def generator_loss(fake):
    scores = critic(fake)
    p = torch.sigmoid(scores)
    return torch.log(1 - p).mean()  # warning: log-of-sigmoid
`,
      fixed: [['return torch.log(1 - p).mean()', 'return torch.nn.functional.logsigmoid(-scores).mean()']],
    },
    {
      framework: 'PyTorch',
      title: 'A discriminator that ends in nn.Sigmoid.',
      code: `import torch
from torch import nn

discriminator = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())

def real_loss(real):
    return -torch.log(discriminator(real)).mean()  # warning: log-of-sigmoid
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'logsigmoid.',
      code: `import torch.nn.functional as F

def bpr(positive, negative):
    return -F.logsigmoid(positive - negative).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Only the probability is known, and it is kept away from zero.',
      code: `import torch
from torch import nn

discriminator = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())

def real_loss(real):
    return -torch.log(discriminator(real).clamp(min=1e-7)).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The logarithm of a positive number that is no probability.',
      code: `import torch

def entropy_of(rate):
    return torch.log(1 + torch.exp(rate))
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
