import * as onPyTorch from './examples/on-pytorch/bare-squeeze-before-loss';
import * as elsewhere from './examples/bare-squeeze-before-loss';
import * as ofKeras from './examples/keras/bare-squeeze-before-loss';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { isOptax, isTensorflowNn, isTorch, named, classLosses } from './shared/class-targets';
import { callAt, sourceAt } from './shared/code-shape';
import { certainFix } from './shared/edits';
import { evidence, message } from './shared/evidence';
import { binaryLosses, regressionLosses } from './shared/loss-families';
import { isOfKeras, oncePerPlace, predictionOf } from './shared/loss-findings';
import { pathThroughMoves } from './shared/origin';
import { outputsOfScores } from './shared/output-width';
import type { Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'bare-squeeze-before-loss';

const judged: readonly string[] = [...classLosses, ...binaryLosses, ...regressionLosses];

/** The `squeeze()` without a dim on the way from the model to the loss, and what it was applied to. */
interface Squeeze {
  readonly result: TensorRecord;
  readonly from: TensorRecord;
}

function squeezeBefore(context: RuleContext, call: LossCall): Squeeze | null {
  const input = predictionOf(context, call);
  if (!input) return null;
  const path = pathThroughMoves((id) => context.tensor(id), input.record.id);
  for (const [at, result] of path.entries()) {
    const from = path[at + 1];
    if (!from || result.producer?.operation !== 'squeeze') continue;
    if (result.producer.attributes['dim'] == null && result.place) return { result, from };
  }
  return null;
}

/** Activations, whose results have the shape of what goes in. */
const elementwise: ReadonlySet<string> = new Set(['exp', 'relu', 'sigmoid', 'softplus', 'tanh']);

/** The size of the last dim: from the shape, or from the linear layer that made it. */
function lastSize(context: RuleContext, record: TensorRecord): number | null {
  const { shape, producer } = record;
  const size = shape?.at(-1);
  if (typeof size === 'number') return size;
  if (producer && elementwise.has(producer.operation))
    return lastSize(context, context.tensor(producer.inputs[0]!));
  return outputsOfScores(context, record);
}

/** How a sentence names the loss: Keras' own are known by their classes. */
const nameOf = (call: LossCall): string =>
  isOfKeras(call) ? call.function.slice(call.function.lastIndexOf('.') + 1) : call.loss;

function judge(context: RuleContext, call: LossCall): Finding | null {
  const isJudged = isTorch(call) || isOptax(call) || isTensorflowNn(call) || isOfKeras(call);
  const squeeze = isJudged ? squeezeBefore(context, call) : null;
  if (!squeeze) return null;
  const { result, from } = squeeze;
  const batch = from.shape?.[0];
  // A batch whose size is written down does not shrink to one row.
  if (typeof batch === 'number' || lastSize(context, from) !== 1) return null;
  const expression = context.text(result.place!);
  return {
    rule: NAME,
    severity: 'info',
    place: result.place!,
    message: message([
      `${expression} takes away every dim of size 1, but ${nameOf(call)} expects the batch to stay`,
      'when the last batch has one row, its dim goes too: the loss raises, or compares a number with a vector',
      isTorch(call) || isOptax(call) ? 'name the dim: squeeze(-1)' : 'name the axis: axis=-1',
    ]),
    evidence: evidence([]),
    related: [
      {
        place: call.place,
        message: `${named(predictionOf(context, call)!.argument, 'the result')} reaches the loss here`,
      },
    ],
    fix: namedDim(context, result),
  };
}

/** `x.squeeze()` → `x.squeeze(-1)`, `torch.squeeze(x)` → `torch.squeeze(x, -1)`. */
function namedDim(context: RuleContext, { place }: TensorRecord): Fix | null {
  if (!place) return null;
  const source = sourceAt(context, place);
  const written = callAt(source, place);
  if (written?.func.kind !== 'Attribute' || written.func.attribute !== 'squeeze') return null;
  if (written.keywords.length > 0 || written.args.length > 1) return null;
  const at = written.end - 1;
  const newText = written.args.length === 0 ? '-1' : ', -1';
  return certainFix(context, 'Squeeze the last dim only', [
    { source: source.index, start: at, end: at, newText },
  ]);
}

export const bareSqueezeBeforeLoss: Rule = {
  name: NAME,
  title: 'squeeze without a dim before a loss',
  severity: 'info',
  why: `A model with one output gives (N, 1), and \`squeeze()\` makes (N,) of it, except when N is 1: then the batch goes as
well, and a scalar is left. A data set of 101 rows in batches of 20 ends with such a batch.

\`BCELoss\` and \`BCEWithLogitsLoss\` then raise ("Target size (torch.Size([1])) must be the same as input size
(torch.Size([]))"), often at the end of a long first epoch; \`mse_loss\` only warns and broadcasts.

\`tf.squeeze(x)\` and \`jnp.squeeze(x)\` do the same: \`tf.nn.sigmoid_cross_entropy_with_logits\` then refuses the shapes () and (1,), and
optax' losses broadcast them. Losses of Keras refuse a target of shape (1,) beside a scalar, with "Invalid reduction dimension" on
TensorFlow and \`IndexError\` on JAX.

\`squeeze(-1)\` takes the last dim only. \`drop_last=True\` in the DataLoader hides the matter in training, and it comes
back when the model is asked about a single sample.`,
  check: (context) =>
    oncePerPlace(
      context.inspection.losses.flatMap((call) =>
        judged.includes(call.loss) ? (judge(context, call) ?? []) : [],
      ),
    ),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The last batch may have one row.',
      code: `from torch import nn

model = nn.Linear(20, 1)
criterion = nn.BCEWithLogitsLoss()

def train(loader, optimizer):
    for x, y in loader:
        logits = model(x).squeeze()  # info: bare-squeeze-before-loss
        loss = criterion(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
      fixed: [['logits = model(x).squeeze()', 'logits = model(x).squeeze(-1)']],
    },
    {
      framework: 'PyTorch',
      title: 'torch.squeeze in a regression.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))

def step(x, y):
    prediction = torch.squeeze(net(x))  # info: bare-squeeze-before-loss
    return F.mse_loss(prediction, y)
`,
      fixed: [['prediction = torch.squeeze(net(x))', 'prediction = torch.squeeze(net(x), -1)']],
    },
    {
      framework: 'PyTorch',
      title: 'The squeeze stands in the model.',
      code: `import torch.nn.functional as F
from torch import nn

class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(8, 1)

    def forward(self, x):
        return self.head(x).squeeze()  # info: bare-squeeze-before-loss

model = Regressor()

def step(x, y):
    return F.l1_loss(model(x), y)
`,
      fixed: [['return self.head(x).squeeze()', 'return self.head(x).squeeze(-1)']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The dim is named.',
      code: `from torch import nn

model = nn.Linear(20, 1)
criterion = nn.BCEWithLogitsLoss()

def step(x, y):
    return criterion(model(x).squeeze(1), y)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A batch whose size stands in the text.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(3, 1)
loss = F.mse_loss(model(torch.randn(8, 3)).squeeze(), torch.randn(8))
`,
    },
    {
      framework: 'PyTorch',
      title: 'A squeeze that no loss sees.',
      code: `import torch.nn.functional as F
from torch import nn

model = nn.Linear(8, 1)

def step(x, y):
    prediction = model(x)
    print(prediction.squeeze())
    return F.mse_loss(prediction, y)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
