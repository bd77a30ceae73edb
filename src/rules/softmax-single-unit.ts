import * as onPyTorch from './examples/on-pytorch/softmax-single-unit';
import * as ofKeras from './examples/keras/softmax-single-unit';
import * as elsewhere from './examples/softmax-single-unit';
import { callAt, lastName, sourceAt } from './shared/code-shape';
import { certainFix, replaceSpan } from './shared/edits';
import { evidence, message } from './shared/evidence';
import { inQuotes } from './shared/keras-fix';
import { kerasHeads } from './shared/keras-heads';
import { oncePerPlace, placeKey, predictionOf } from './shared/loss-findings';
import { outputsOf } from './shared/output-width';
import type { Place } from '../base/place';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { writtenActivations } from './shared/written-activations';

/**
 * Whether a softmax runs over the one output of a layer: along the last dim of a linear layer,
 * or along the channels of a convolution. Attention over time has its softmax along another dim.
 */
function isOverOneUnit(context: RuleContext, softmax: TensorRecord, isPrediction: boolean): boolean {
  const id = softmax.producer?.inputs[0];
  const layer = id === undefined ? null : context.tensor(id);
  const operation = layer?.producer?.operation;
  if (!layer || operation === undefined || outputsOf(context, layer) !== 1) return false;
  const dim = softmax.producer!.attributes['dim'];
  if (typeof dim !== 'number') return false;
  const rank = softmax.shape?.length ?? null;
  if (operation === 'convolution') return rank !== null && dim === 1 && rank >= 3;
  // Left to choose, PyTorch takes the samples of a batch of sequences: without the rank it may be no dim of one unit.
  if (rank === null && !isPrediction && isLeftToChoose(context, softmax)) return false;
  if (dim === -1 || (rank !== null && dim === rank - 1)) return true;
  // The rank is not known: what goes to a loss in one piece is a batch of rows.
  return rank === null && dim === 1 && isPrediction;
}

/** Whether a softmax is given no dim. */
const isLeftToChoose = (context: RuleContext, softmax: TensorRecord): boolean =>
  context.inspection.operations.some(
    ({ operation, output }) => operation === 'softmax-implicit-dim' && output === softmax.id,
  );

/** `nn.Softmax(dim=1)` → `nn.Sigmoid()`, `F.softmax(x, dim=1)` → `torch.sigmoid(x)`; null where it is written otherwise. */
function useSigmoid(context: RuleContext, place: Place): Fix | null {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  if (call?.func.kind !== 'Attribute') return null;
  const { attribute, attributeSpan } = call.func;
  if (attribute === 'Softmax')
    return certainFix(context, 'Use a sigmoid', [
      replaceSpan(source, { start: attributeSpan.start, end: call.end }, 'Sigmoid()'),
    ]);
  return null;
}

/** `activation='softmax'` → `activation='sigmoid'`, and the same as an argument of Activation; null where it is no string. */
function useKerasSigmoid(context: RuleContext, place: Place): Fix | null {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  const written =
    call?.keywords.find(({ name }) => name === 'activation')?.value ??
    (call && lastName(call.func) === 'Activation' ? call.args[0] : undefined);
  if (written?.kind !== 'Constant' || written.value !== 'softmax') return null;
  return certainFix(context, 'Use a sigmoid', [replaceSpan(source, inQuotes(written, source), 'sigmoid')]);
}

function finding(
  softmax: TensorRecord,
  place: Place,
  { losses, fix }: { readonly losses: readonly Place[]; readonly fix: Fix | null },
): Finding {
  const name = softmax.producer!.operation;
  return {
    rule: 'softmax-single-unit',
    severity: 'error',
    place,
    message: message([
      `the layer before this ${name} has one unit, but a softmax expects at least two scores to share 1 among`,
      `the result is the constant ${name === 'softmax' ? '1' : '0'} for every sample, and nothing is learned`,
      'use a sigmoid (or no activation and BCE with logits), or give the layer two units',
    ]),
    evidence: evidence([
      softmax.shape ? `the softmax runs over a dim of size 1 of [${softmax.shape.join(', ')}]` : null,
    ]),
    related: losses.map((at) => ({ place: at, message: 'the loss gets the constant here' })),
    fix,
  };
}

/** The models of Keras whose one unit ends in a softmax, at the layer that has it. */
function inKeras(context: RuleContext): Finding[] {
  const heads = kerasHeads(context).filter(
    ({ origin }) =>
      origin.kind === 'softmax' &&
      !origin.isJoined &&
      !origin.isAltered &&
      origin.tensor.layer !== null &&
      isOverOneUnit(context, origin.tensor, true),
  );
  return heads.map(({ origin }): Finding => {
    const place = origin.tensor.layer!;
    const own = heads.filter((head) => placeKey(head.origin.tensor.layer!) === placeKey(place));
    const isBinary = own.every(({ family, fromLogits }) => family === 'binary' && !fromLogits);
    return finding(origin.tensor, place, {
      losses: own.map((head) => head.place),
      fix: isBinary ? useKerasSigmoid(context, place) : null,
    });
  });
}

/** BCE takes the sigmoid of one score, so the softmax may be replaced by it. */
const takesSigmoid = (losses: readonly LossCall[]): boolean =>
  losses.length > 0 && losses.every(({ loss }) => loss === 'binary_cross_entropy');

export const softmaxSingleUnit: Rule = {
  name: 'softmax-single-unit',
  title: 'softmax over a single unit',
  severity: 'error',
  why: `A softmax divides by the sum over its dim. Over a single number that is the number's exponential divided by itself:
1, whatever the score. The model's answer is the constant 1.0, its accuracy the share of class 1, and no gradient passes.

With BCE each row then costs 0 or 100, so that the mean is 100 times the share of zeros; it never changes. With cross-entropy the
loss is exactly 0.

One unit that says yes or no wants a sigmoid, or no activation and \`nn.BCEWithLogitsLoss\`. Two classes with a softmax want two
units. Keras warns at run time that the axis has size 1; on its TensorFlow back end the loss even looks right, because it takes the
scores behind the activation, and only the predictions are all 1.`,
  check: (context) => {
    const readBy = new Map<string, LossCall[]>();
    for (const call of context.inspection.losses) {
      const place = predictionOf(context, call)?.origin.tensor.place;
      if (!place) continue;
      const key = placeKey(place);
      readBy.set(key, [...(readBy.get(key) ?? []), call]);
    }
    return oncePerPlace([
      ...inKeras(context),
      ...writtenActivations(context, ['softmax', 'log_softmax']).flatMap(({ record, place }): Finding[] => {
        const losses = record.place ? (readBy.get(placeKey(record.place)) ?? []) : [];
        if (!isOverOneUnit(context, record, losses.length > 0)) return [];
        const name = record.producer!.operation;
        return [
          finding(record, place, {
            losses: losses.map((call) => call.place),
            fix: name === 'softmax' && takesSigmoid(losses) ? useSigmoid(context, place) : null,
          }),
        ];
      }),
    ]);
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'One unit and nn.Softmax, trained with BCELoss.',
      code: `from torch import nn

model = nn.Sequential(
    nn.Linear(12, 8),
    nn.ReLU(),
    nn.Linear(8, 1),
    nn.Softmax(dim=1),  # error: softmax-single-unit
)
criterion = nn.BCELoss()

def step(batch, labels):
    return criterion(model(batch), labels)
`,
      fixed: [['nn.Softmax(dim=1),', 'nn.Sigmoid(),']],
    },
    {
      framework: 'PyTorch',
      title: 'softmax over the last dim of a linear layer with one output.',
      code: `from torch import nn
import torch.nn.functional as F

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def forward(self, x):
        return F.softmax(self.out(x), dim=-1)  # error: softmax-single-unit

classifier = Classifier()

def predict(batch):
    return classifier(batch) > 0.5
`,
    },
    {
      framework: 'PyTorch',
      title: 'A known batch.',
      code: `import torch
from torch import nn

model = nn.Linear(3, 1)
x = torch.randn(5, 3)
probability = model(x).softmax(dim=1)  # error: softmax-single-unit
loss = nn.functional.mse_loss(probability, torch.ones(5, 1))
`,
    },
    ...ofKeras.wrong,
    ...elsewhere.wrong,
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'A sigmoid for one unit.',
      code: `from torch import nn

model = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())
criterion = nn.BCELoss()

def step(batch, labels):
    return criterion(model(batch), labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'One score for each position, and the softmax runs over the positions.',
      code: `import torch
from torch import nn

class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.score = nn.Sequential(nn.Linear(16, 8), nn.Tanh(), nn.Linear(8, 1), nn.Softmax(dim=1))
        self.out = nn.Linear(16, 3)

    def forward(self, x):
        return self.out((self.score(x) * x).sum(dim=1))

model = Attention()
criterion = nn.CrossEntropyLoss()

def step(batch, target):
    return criterion(model(batch), target)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A sequence of one position gives a weight of 1, which is right.',
      code: `import torch
from torch import nn

score = nn.Linear(16, 1)
x = torch.randn(2, 1, 16)
weights = torch.softmax(score(x), dim=1)
pooled = (weights * x).sum(dim=1)
loss = pooled.mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'One score for each item of a list, softmax over the items.',
      code: `import torch
from torch import nn

scorer = nn.Linear(16, 1)

def choose(items):
    return torch.softmax(scorer(items).squeeze(-1), dim=-1)
`,
    },
    ...ofKeras.right,
    ...elsewhere.right,
    ...onPyTorch.right,
  ],
};
