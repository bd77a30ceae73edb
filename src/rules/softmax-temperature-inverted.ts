import * as elsewhere from './examples/softmax-temperature-inverted';
import * as onPyTorch from './examples/on-pytorch/softmax-temperature-inverted';
import * as ofKeras from './examples/keras/softmax-temperature-inverted';
import { definitionOf } from './shared/bindings';
import { callAt, lastName, operandOf, sourceAt, type EditedSource } from './shared/code-shape';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { message } from './shared/evidence';
import { oncePerPlace, predictionOf, targetOf } from './shared/loss-findings';
import { knownNumber } from './shared/known-number';
import { originOf } from './shared/origin';
import type { Place } from '../base/place';
import type { BinOp, Expression } from '../python/syntax';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'softmax-temperature-inverted';

/** What people call a temperature, and what only that can be. */
const temperatures: ReadonlySet<string> = new Set(['T', 'tau', 'temp', 'temperature']);

/** Scores that are divided by a temperature, or multiplied by one. */
interface Scaled {
  readonly source: EditedSource;
  readonly operation: BinOp;
  readonly scores: Expression;
  readonly temperature: Expression;
  /** As it is written. */
  readonly name: string;
  readonly value: number | null;
}

/** The scaling in what a softmax (or a distribution of logits) is applied to, in its call or in an assignment before; null when there is none. */
function scalingOf(source: EditedSource, operand: Expression | null): Scaled | null {
  const written = operand?.kind === 'Name' ? definitionOf(source, operand) : operand;
  if (written?.kind !== 'BinOp' || (written.operator !== '*' && written.operator !== '/')) return null;
  const isTemperature = (side: Expression): boolean => temperatures.has(lastName(side) ?? '');
  const temperature = isTemperature(written.right)
    ? written.right
    : written.operator === '*' && isTemperature(written.left)
      ? written.left
      : null;
  if (!temperature) return null;
  return {
    source,
    operation: written,
    scores: temperature === written.right ? written.left : written.right,
    temperature,
    name: source.text.slice(temperature.start, temperature.end),
    value: knownNumber(source, temperature),
  };
}

/** The scaling in front of the softmax that made a tensor. */
function scalingBefore(
  context: RuleContext,
  id: number,
): { readonly place: Place; readonly scaled: Scaled } | null {
  const { kind, tensor } = originOf((other) => context.tensor(other), id);
  if ((kind !== 'softmax' && kind !== 'log-probabilities') || !tensor.place || tensor.layer) return null;
  const source = sourceAt(context, tensor.place);
  const call = callAt(source, tensor.place);
  const scaled = call && scalingOf(source, operandOf(source, call));
  return scaled && { place: tensor.place, scaled };
}

/** Distillation: both sides of a KL divergence are softened by one temperature, which is above one. */
function inDistillation(context: RuleContext): Finding[] {
  return context.inspection.losses.flatMap((call): Finding[] => {
    if (call.loss !== 'kl_div' && call.loss !== 'kl_divergence') return [];
    const sides = [predictionOf(context, call), targetOf(context, call)].map(
      (input) => input && scalingBefore(context, input.record.id),
    );
    return sides.flatMap((side, at): Finding[] => {
      if (side?.scaled.operation.operator !== '*') return [];
      const other = sides[1 - at]?.scaled;
      const isMixed = other?.operation.operator === '/' && other.name === side.scaled.name;
      if (!isMixed && !(side.scaled.value !== null && side.scaled.value > 1)) return [];
      return [
        finding(context, side.place, side.scaled, {
          what: isMixed
            ? `the divergence expects both sides to be divided by it, as the other one is`
            : 'the divergence of a distillation expects softened distributions',
          reader: { place: call.place, message: 'the distributions are compared here' },
        }),
      ];
    });
  });
}

/** Sampling: scores are divided by a temperature before something is drawn. */
function inSampling(context: RuleContext): Finding[] {
  return context.inspection.operations.flatMap((operation): Finding[] => {
    const reader = { place: operation.place, message: 'something is drawn from the distribution here' };
    const what = 'sampling expects scores that are divided by the temperature';
    if (operation.operation === 'categorical') {
      // JAX and TensorFlow draw from logits; JAX' stand behind the key.
      const source = sourceAt(context, operation.place);
      const call = callAt(source, operation.place);
      const named = call?.keywords.find(({ name }) => name === 'logits')?.value;
      const logits = named ?? call?.args[Number(operation.options['position'])];
      const scaled = scalingOf(source, logits ?? null);
      if (!scaled || !isInverted(scaled)) return [];
      return [finding(context, operation.place, scaled, { what, reader: null })];
    }
    const [drawn] = operation.inputs;
    const isDrawn = operation.operation === 'multinomial' || operation.operation === 'Categorical';
    const side = isDrawn && drawn != null ? scalingBefore(context, drawn) : null;
    return side && isInverted(side.scaled)
      ? [finding(context, side.place, side.scaled, { what, reader })]
      : [];
  });
}

/** Of a whole word it is certain what is meant; of a letter, where its number is known. */
const isInverted = ({ operation, temperature, value }: Scaled): boolean =>
  operation.operator === '*' && (lastName(temperature) === 'temperature' || (value !== null && value !== 1));

/** What shows that a division is meant, and where the distribution is used; null for a use that is marked itself. */
interface Use {
  readonly what: string;
  readonly reader: Finding['related'][number] | null;
}

function finding(context: RuleContext, place: Place, scaled: Scaled, { what, reader }: Use): Finding {
  const { source, operation, scores, name, value } = scaled;
  const divided = `${asOperand(source, scores)} / ${name}`;
  return {
    rule: NAME,
    severity: 'info',
    place,
    message: message([
      `scores are multiplied by ${name}, but ${what}`,
      'multiplying by a number above one sharpens the distribution where dividing softens it, and the other way round below one',
      `write ${divided}`,
    ]),
    evidence: value === null ? '' : `${name} is ${value}`,
    related: reader ? [reader] : [],
    fix: certainFix(context, `Divide by ${name}`, [replaceSpan(source, operation, divided)]),
  };
}

export const softmaxTemperatureInverted: Rule = {
  name: NAME,
  title: 'scores multiplied by a temperature',
  severity: 'info',
  why: `A temperature divides the scores before the softmax: above one it softens the distribution, below one it sharpens it.
Multiplied, it does the opposite.

| scores 2, 1, 0.1 | probabilities |
| --- | --- |
| \`softmax(z)\` | 0.659, 0.242, 0.099 |
| \`softmax(z / 4)\` | 0.417, 0.324, 0.259 |
| \`softmax(z * 4)\` | 0.982, 0.018, 0.000 |

In distillation the student then gets nearly hard labels instead of soft ones; in sampling a low temperature gives nonsense instead of
the likely tokens.

It is a hint, because only names tell what is meant: \`T\`, \`tau\`, \`temp\` or \`temperature\` multiplies the scores on one side
of a KL divergence whose other side is divided by it, or both sides by a number that is known to be above one; or what is drawn
from. A learned scale in front of a contrastive loss or an attention is left alone.`,
  check: (context) => oncePerPlace([...inDistillation(context), ...inSampling(context)]),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Both sides of a distillation are sharpened.',
      code: `import torch.nn.functional as F

T = 4.0

def distillation(student_logits, teacher_logits):
    p = F.softmax(teacher_logits * T, dim=1)  # info: softmax-temperature-inverted
    q = F.log_softmax(student_logits * T, dim=1)  # info: softmax-temperature-inverted
    return F.kl_div(q, p, reduction='batchmean') * T * T
`,
      fixed: [
        [
          `    p = F.softmax(teacher_logits * T, dim=1)
    q = F.log_softmax(student_logits * T, dim=1)`,
          `    p = F.softmax(teacher_logits / T, dim=1)
    q = F.log_softmax(student_logits / T, dim=1)`,
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'One side is divided, the other multiplied.',
      code: `from torch import nn
import torch.nn.functional as F

class Distillation(nn.Module):
    def __init__(self, temperature):
        super().__init__()
        self.temperature = temperature

    def forward(self, student, teacher):
        soft = F.softmax(self.temperature * teacher, dim=-1)  # info: softmax-temperature-inverted
        log_p = F.log_softmax(student / self.temperature, dim=-1)
        return F.kl_div(log_p, soft, reduction='batchmean')
`,
      fixed: [
        [
          'soft = F.softmax(self.temperature * teacher, dim=-1)',
          'soft = F.softmax(teacher / self.temperature, dim=-1)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A token is drawn.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

head = nn.Linear(16, 100)

def draw(features, temperature=0.7):
    logits = head(features)[:, -1] * temperature
    probabilities = F.softmax(logits, dim=-1)  # info: softmax-temperature-inverted
    return torch.multinomial(probabilities, num_samples=1)
`,
      fixed: [
        ['logits = head(features)[:, -1] * temperature', 'logits = head(features)[:, -1] / temperature'],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Divided on both sides, the loss multiplied by the square.',
      code: `import torch.nn.functional as F

T = 4.0

def distillation(student_logits, teacher_logits):
    p = F.softmax(teacher_logits / T, dim=1)
    q = F.log_softmax(student_logits / T, dim=1)
    return F.kl_div(q, p, reduction='batchmean') * T * T
`,
    },
    {
      framework: 'PyTorch',
      title: 'A learned scale of similarities, and one of attention.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

class Matching(nn.Module):
    def __init__(self):
        super().__init__()
        self.temperature = nn.Parameter(torch.ones(1))

    def forward(self, images, texts):
        scores = images @ texts.t() * self.temperature
        return F.cross_entropy(scores, torch.arange(len(images)))

    def attend(self, q, k, v):
        return (q @ k.transpose(-2, -1) * self.temperature).softmax(dim=-1) @ v
`,
    },
    {
      framework: 'PyTorch',
      title: 'A factor below one that softens, and one of which nothing is known.',
      code: `import torch.nn.functional as F

T = 0.25

def soft(student_logits, teacher_logits, scale):
    p = F.softmax(teacher_logits * T, dim=1)
    q = F.log_softmax(student_logits * T, dim=1)
    return F.kl_div(q, p, reduction='batchmean') + F.kl_div(q, F.softmax(teacher_logits * scale, dim=1), reduction='batchmean')
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
