import * as elsewhere from './examples/missing-softmax';
import * as onPyTorch from './examples/on-pytorch/missing-softmax';
import * as ofKeras from './examples/keras/missing-softmax';
import type { Place } from '../base/place';
import type { OperationRecord, TensorRecord } from '../inspect/inspection';
import type { Call, Expression } from '../python/syntax';
import { callAt, operandOf, readsOf, scopeOf, sourceAt, type EditedSource } from './shared/code-shape';
import { passAsLogits } from './shared/distribution-fix';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { rangeText, evidence, message, sumsOf } from './shared/evidence';
import { literalPlaces, oncePerPlace, scoresPlaces } from './shared/loss-findings';
import { numberOf, originOf, withoutMoves, type Origin } from './shared/origin';
import { rangeOf, summarizeLines } from './shared/probability-values';
import { isTextOfTorch } from './shared/text-framework';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { proveNoProbability, writtenLogs, type NoProbability } from './shared/written-out-losses';

/** The numbers that show that these are no probabilities. */
function evidenceOf(record: TensorRecord): string {
  const range = rangeOf(record);
  const lines =
    record.shape && record.shape.length > 1 ? summarizeLines(record, record.shape.length - 1) : null;
  return evidence([range ? rangeText(range) : null, lines ? sumsOf(lines, 'rows') : null]);
}

const relatedOf = (origin: Origin, proof: NoProbability, place: Place): Finding['related'] =>
  proof.by === 'dataflow'
    ? scoresPlaces(origin, place)
    : literalPlaces(origin, 'these rows are no probabilities');

/** The dim of the classes where it is certain: of a row, and of a batch of rows. */
const lastDim = (record: TensorRecord): number | null =>
  record.shape && (record.shape.length === 1 || record.shape.length === 2) ? record.shape.length - 1 : null;

/** `torch.log(out)` and `torch.log(out + 1e-8)` → `out.log_softmax(1)`, and the same in the words of other frameworks. */
function useLogSoftmax(context: RuleContext, operation: OperationRecord, dim: number): Fix | null {
  const source = sourceAt(context, operation.place);
  const call = callAt(source, operation.place);
  const operand = call && operandOf(source, call);
  if (!call || !operand) return null;
  const isGuarded = operand.kind === 'BinOp' && operand.operator === '+' && operand.right.kind === 'Constant';
  const scores = isGuarded ? operand.left : operand;
  // Where the formula has them elsewhere too, they want a softmax there.
  if (scores.kind === 'Name' && readsOf(scopeOf(source, call), scores.id, scores.start) > 1) return null;
  const text = logSoftmaxOf(source, operation.function ?? '', call, scores, dim);
  return text === null ? null : certainFix(context, 'Use log_softmax', [replaceSpan(source, call, text)]);
}

/** In the framework of the logarithm; null where its log_softmax would have to be imported. All but PyTorch's are along the last axis. */
function logSoftmaxOf(
  source: EditedSource,
  logarithm: string,
  { func }: Call,
  scores: Expression,
  dim: number,
): string | null {
  if (logarithm.startsWith('torch.')) return `${asOperand(source, scores)}.log_softmax(${dim})`;
  const callee = source.text.slice(func.start, func.end);
  const known =
    logarithm === 'keras.ops.log' ? callee.replace(/\.log$/, '.log_softmax') : logSoftmaxes[callee];
  return known?.endsWith('log_softmax') ? `${known}(${source.text.slice(scores.start, scores.end)})` : null;
}

/** As the function is written beside the logarithm where modules have their usual names. */
const logSoftmaxes: Readonly<Record<string, string>> = {
  'tf.math.log': 'tf.nn.log_softmax',
  'jax.numpy.log': 'jax.nn.log_softmax',
};

/** Logs of raw scores in a cross-entropy or entropy that is written out. */
function judgeLogs(context: RuleContext): Finding[] {
  return writtenLogs(context).flatMap((log): Finding[] => {
    if (log.kind !== 'classes') return [];
    const proof = proveNoProbability(log.base, log.origin, 'classes');
    if (!proof) return [];
    // Only a log of the whole rows can become log_softmax: after a column was picked it is too late.
    const dim = log.base.id === log.argument.id ? lastDim(log.base) : null;
    return [
      {
        rule: 'missing-softmax',
        severity: proof.isWeak ? 'info' : 'error',
        place: log.operation.place,
        message: message([
          `${proof.by === 'dataflow' ? 'raw scores (logits) are' : 'values that are no probabilities are'} put into log, ` +
            'but a cross-entropy written out expects probabilities: positive and adding up to one',
          'the log of a negative score is nan, and without softmax the loss has no lower bound',
          'use log_softmax of the scores, or cross_entropy for the whole',
        ]),
        evidence: evidenceOf(log.base),
        related: relatedOf(log.origin, proof, log.operation.place),
        fix: dim === null || proof.isWeak ? null : useLogSoftmax(context, log.operation, dim),
      },
    ];
  });
}

/** Where a distribution is made of raw scores: `Categorical(probs=out)`, `torch.multinomial(out, 1)`. */
function judgeDistributions(context: RuleContext): Finding[] {
  return context.inspection.operations.flatMap((operation): Finding[] => {
    const isMultinomial =
      operation.operation === 'multinomial' && operation.function?.startsWith('torch.') !== false;
    if (
      !isMultinomial &&
      !(operation.operation === 'Categorical' && operation.options['parametrization'] === 'probs')
    )
      return [];
    const id = operation.inputs[0];
    if (id == null) return [];
    const record = context.tensor(id);
    const origin = originOf((other) => context.tensor(other), id);
    const proof = proveNoProbability(record, origin, 'classes');
    // Positive weights that do not add up to one are welcome here: both divide by the sum.
    if (!proof || proof.isWeak) return [];
    const dim = lastDim(record);
    return [
      {
        rule: 'missing-softmax',
        severity: 'error',
        place: operation.place,
        message: message([
          `${isMultinomial ? 'torch.multinomial' : 'Categorical'} gets raw scores (logits), but expects probabilities`,
          operation.options['raises'] === false
            ? 'nothing raises: the logarithm of a negative score is nan, and positive ones give a distribution that has nothing to do with the softmax'
            : 'negative scores raise an error, and positive ones give a distribution that has nothing to do with the softmax',
          isMultinomial ? 'apply softmax to the scores first' : 'pass them as logits=',
        ]),
        evidence: evidenceOf(record),
        related: relatedOf(origin, proof, operation.place),
        fix: isMultinomial
          ? dim === null
            ? null
            : softmaxFirst(context, operation.place, dim)
          : passAsLogits(context, operation.place),
      },
    ];
  });
}

/** Applies softmax to what the call at a place is applied to. */
function softmaxFirst(context: RuleContext, place: Place, dim: number): Fix | null {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  const operand = call && operandOf(source, call);
  if (!operand) return null;
  return certainFix(context, 'Apply softmax first', [
    replaceSpan(source, operand, `${asOperand(source, operand)}.softmax(${dim})`),
  ]);
}

/** What the output of a model is, where a library takes its logarithm and it is no probability. */
const notToBeLogged: Readonly<Partial<Record<Origin['kind'], string>>> = {
  scores: 'raw scores (logits)',
  'log-probabilities': 'log-probabilities',
};

/** skorch takes the log of what the module gives, where its loss is NLLLoss. */
function judgeLogsOfLibraries(context: RuleContext): Finding[] {
  return context.inspection.operations.flatMap((operation): Finding[] => {
    const id = operation.operation === 'log_of_output' ? operation.inputs[0] : null;
    if (id == null) return [];
    const origin = originOf((other) => context.tensor(other), id);
    const given = notToBeLogged[origin.kind];
    if (given === undefined) return [];
    return [
      {
        rule: 'missing-softmax',
        severity: 'error',
        place: operation.place,
        message: message([
          `the module gives ${given}, but NeuralNetClassifier expects probabilities: with NLLLoss it takes their log itself`,
          'the log of a negative number is nan',
          'end the module in a softmax, or give it criterion=nn.CrossEntropyLoss and raw scores',
        ]),
        evidence: '',
        related: [{ place: origin.tensor.place ?? operation.place, message: `the ${given} are made here` }],
        fix: null,
      },
    ];
  });
}

const comparisons: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le']);
const maxima: ReadonlySet<string> = new Set(['max', 'amax', 'max_values']);

/** `conf, pred = model(x).max(1); conf > 0.9`: a confidence read off raw scores. */
function judgeConfidences(context: RuleContext): Finding[] {
  const lookup = (id: number): TensorRecord => context.tensor(id);
  return context.inspection.operations.flatMap((operation): Finding[] => {
    if (!comparisons.has(operation.operation)) return [];
    // A method such as `conf.ge(0.9)` is recorded with what it is called on; what it compares says its result.
    const result = operation.output === null ? null : context.tensor(operation.output);
    const [left, right] = result?.producer ? result.producer.inputs : operation.inputs;
    if (left == null || right == null) return [];
    const threshold = numberOf(context.tensor(right));
    if (threshold === null || threshold <= 0 || threshold >= 1) return [];
    const largest = withoutMoves(lookup, left);
    const scores =
      largest.producer && maxima.has(largest.producer.operation) ? largest.producer.inputs[0] : undefined;
    if (scores === undefined || (largest.shape !== null && largest.shape.length === 0)) return [];
    const origin = originOf(lookup, scores);
    if (origin.kind !== 'scores') return [];
    return [
      {
        rule: 'missing-softmax',
        severity: 'warning',
        place: operation.place,
        message: message([
          `the largest raw score (logit) is compared with ${threshold}, but a threshold on confidence expects a probability from 0 to 1`,
          'scores have no such scale, so the threshold picks rows by the size of the weights',
          'apply softmax before the maximum',
        ]),
        evidence: evidenceOf(context.tensor(scores)),
        related: scoresPlaces(origin, operation.place),
        fix:
          largest.place &&
          isTextOfTorch(sourceAt(context, largest.place)) &&
          typeof largest.producer?.attributes['dim'] === 'number'
            ? softmaxFirst(context, largest.place, largest.producer.attributes['dim'])
            : null,
      },
    ];
  });
}

export const missingSoftmax: Rule = {
  name: 'missing-softmax',
  title: 'raw scores where probabilities are wanted',
  severity: 'error',
  why: `A cross-entropy, an entropy or a KL divergence that is written by hand takes the logarithm of
probabilities. Raw scores (logits) of a linear layer are none: they may be negative, whose log is \`nan\`, and their rows do
not add up to one, so that the "cross-entropy" has no lower bound: it falls as long as the scores grow.

The same holds for \`Categorical(probs=…)\` and \`torch.multinomial\`, which divide by the sum and know nothing of exp, and
for a confidence: \`model(x).max(1)\` gives a score on no scale, and comparing it with 0.9 means nothing. skorch's
\`NeuralNetClassifier\` with its usual \`NLLLoss\` takes the log of what the module gives, so the module ends in a softmax.

Use \`F.log_softmax\` in place of the log (it is also exact where a probability is too small for its logarithm),
\`F.cross_entropy\` for the whole, \`logits=\` for a distribution, \`.softmax(-1)\` before a threshold.`,
  check: (context) =>
    oncePerPlace([
      ...judgeLogs(context),
      ...judgeLogsOfLibraries(context),
      ...judgeDistributions(context),
      ...judgeConfidences(context),
    ]),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Cross-entropy written out on the scores of a linear layer.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
onehot = torch.eye(3)[torch.randint(0, 3, (8,))]
out = model(x)
loss = -(onehot * torch.log(out)).sum(1).mean()  # error: missing-softmax
`,
      fixed: [
        [
          'loss = -(onehot * torch.log(out)).sum(1).mean()',
          'loss = -(onehot * out.log_softmax(1)).sum(1).mean()',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: "The target's column of raw scores.",
      code: `import torch

scores = torch.tensor([[1.2, -0.7, 0.3], [-0.4, 2.1, 0.8]], requires_grad=True)
target = torch.tensor([0, 0])
loss = -torch.log(scores[range(2), target]).mean()  # error: missing-softmax
`,
    },
    {
      framework: 'PyTorch',
      title: 'Sampling from raw scores.',
      code: `import torch
from torch import nn

policy = nn.Linear(6, 4)
scores = policy(torch.randn(2, 6))
action = torch.multinomial(scores, 1)  # error: missing-softmax
`,
      fixed: [['action = torch.multinomial(scores, 1)', 'action = torch.multinomial(scores.softmax(1), 1)']],
    },
    {
      framework: 'PyTorch',
      title: 'A confidence read off raw scores.',
      code: `import torch
from torch import nn

model = nn.Linear(6, 4)

def certain(batch):
    confidence, prediction = model(batch).max(1)
    return prediction[confidence > 0.9]  # warning: missing-softmax
`,
      fixed: [
        [
          'confidence, prediction = model(batch).max(1)',
          'confidence, prediction = model(batch).softmax(1).max(1)',
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'The confidence of pseudo labels, compared by a method.',
      code: `import torch
from torch import nn

model = nn.Linear(8, 4)

def pseudo_labels(images):
    with torch.no_grad():
        confidence, labels = model(images).max(dim=1)
    return labels, confidence.ge(0.95).float()  # warning: missing-softmax
`,
      fixed: [
        [
          'confidence, labels = model(images).max(dim=1)',
          'confidence, labels = model(images).softmax(1).max(dim=1)',
        ],
      ],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'log_softmax in a cross-entropy written out.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
onehot = torch.eye(3)[torch.randint(0, 3, (8,))]
loss = -(onehot * torch.log_softmax(model(x), dim=1)).sum(1).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Softmax written out, with the maximum subtracted.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
x = torch.randn(8, 4)
target = torch.randint(0, 3, (8,))
scores = model(x)
exponentials = torch.exp(scores - scores.max(dim=1, keepdim=True).values)
probabilities = exponentials / exponentials.sum(dim=1, keepdim=True)
loss = -torch.log(probabilities[torch.arange(8), target].clamp(min=1e-8)).mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A distribution that is given logits.',
      code: `import torch
from torch import nn
from torch.distributions import Categorical

policy = nn.Linear(6, 4)
scores = policy(torch.randn(2, 6))
action = Categorical(logits=scores).sample()
other = torch.multinomial(torch.softmax(scores, dim=-1), 1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A confidence is the largest probability.',
      code: `import torch
from torch import nn

model = nn.Linear(6, 4)

def certain(batch):
    confidence, prediction = model(batch).softmax(-1).max(1)
    return prediction[confidence > 0.9]
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
