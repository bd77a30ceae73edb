import * as elsewhere from './examples/softmax-then-argmax';
import * as onPyTorch from './examples/on-pytorch/softmax-then-argmax';
import * as ofKeras from './examples/keras/softmax-then-argmax';
import { removeAnywhere } from './shared/activation-fix';
import { callAt, parentOf, readsOf, scopeOf, sourceAt } from './shared/code-shape';
import { message } from './shared/evidence';
import { placeKey } from './shared/loss-findings';
import { originOf, moving } from './shared/origin';
import { madeFrom, usesIn, type Uses } from './shared/uses';
import { writtenActivations } from './shared/written-activations';
import type { TensorRecord } from '../inspect/inspection';
import { covers, type Place } from '../base/place';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'softmax-then-argmax';

/** The argmax that alone reads what a softmax gives, along the softmax's own dim; null where anything else reads it. */
function onlyArgmax(context: RuleContext, uses: Uses, softmax: TensorRecord): TensorRecord | null {
  const moved = [
    ...madeFrom(uses, softmax, ({ producer }) => producer !== null && moving.has(producer.operation)),
  ];
  const read = moved.flatMap(({ id }) => uses.get(id) ?? []).filter((use) => !moved.includes(use));
  const [argmax] = read;
  if (!argmax || read.some(({ producer }) => producer?.operation !== 'argmax')) return null;
  const before = context.tensor(argmax.producer!.inputs[0]!);
  const rank = before.shape?.length;
  const count = (dim: unknown): number | null =>
    typeof dim !== 'number' ? null : dim < 0 && rank !== undefined ? dim + rank : dim;
  const along = count(argmax.producer!.attributes['dim']);
  const wanted = before.role.dim ?? count(softmax.producer!.attributes['dim']);
  return along !== null && along === wanted ? argmax : null;
}

/** Whether the text passes a softmax on to its argmax alone: inside its call, or by a name that is read once. */
function isPassedOnce(context: RuleContext, softmax: Place, argmax: TensorRecord): boolean {
  const source = sourceAt(context, softmax);
  if (argmax.place?.source !== softmax.source) return false;
  if (covers(argmax.place, softmax)) return true;
  const call = callAt(source, softmax);
  const holder = call && parentOf(source, call);
  if (holder?.kind !== 'Assign' || holder.targets.length !== 1) return false;
  const [target] = holder.targets;
  return target?.kind === 'Name' && readsOf(scopeOf(source, softmax), target.id, holder.end) === 1;
}

/** The softmaxes that only an argmax reads, at each of their evaluations. */
function redundant(
  context: RuleContext,
): readonly { readonly place: Place; readonly softmax: TensorRecord; readonly argmax: TensorRecord }[] {
  const uses = usesIn(context.inspection);
  const written = writtenActivations(context, ['softmax', 'log_softmax']);
  const byPlace = new Map<string, readonly (typeof written)[number][]>();
  for (const each of written) {
    // The last layer of a model gives probabilities to whoever calls it.
    if (each.record.layer) continue;
    const key = placeKey(each.place);
    byPlace.set(key, [...(byPlace.get(key) ?? []), each]);
  }
  return [...byPlace.values()].flatMap((evaluations) => {
    const read = evaluations.map(({ record }) => onlyArgmax(context, uses, record));
    const [{ place, record: softmax }, argmax] = [evaluations[0]!, read[0]];
    const isOnly = read.every((each) => each !== null && isPassedOnce(context, place, each));
    return argmax && isOnly ? [{ place, softmax, argmax }] : [];
  });
}

export const softmaxThenArgmax: Rule = {
  name: NAME,
  title: 'softmax before argmax',
  severity: 'info',
  isOffByDefault: true,
  why: `Softmax keeps the order of the scores: the largest score has the largest probability, and \`softmax(x).argmax()\` is
\`x.argmax()\`. The softmax in between costs time and changes nothing (but for two large scores whose probabilities both round
to 1).

It is a habit of teaching code, and harmless. This rule is for people who want it gone.`,
  check: (context) =>
    redundant(context).map(({ place, softmax, argmax }): Finding => {
      const name = softmax.producer!.operation;
      const origin = originOf((id) => context.tensor(id), softmax.id);
      return {
        rule: NAME,
        severity: 'info',
        place,
        message: message([
          `only argmax reads what this ${name} gives, but argmax expects nothing of its numbers except their order, which the scores have as well`,
          'the result is the same without it',
          `leave the ${name} out`,
        ]),
        evidence: '',
        related: argmax.place ? [{ place: argmax.place, message: 'argmax is taken here' }] : [],
        fix: removeAnywhere(context, origin, `Remove the ${name}`),
      };
    }),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A prediction.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)

def predict(x):
    return torch.softmax(model(x), dim=1).argmax(dim=1)  # info: softmax-then-argmax
`,
      fixed: [['return torch.softmax(model(x), dim=1).argmax(dim=1)', 'return model(x).argmax(dim=1)']],
    },
    {
      framework: 'PyTorch',
      title: 'An accuracy beside the loss.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(20, 5)

def step(x, y):
    logits = model(x)
    probabilities = F.softmax(logits, dim=-1)  # info: softmax-then-argmax
    accuracy = (probabilities.argmax(dim=-1) == y).float().mean()
    return F.cross_entropy(logits, y), accuracy
`,
      fixed: [['probabilities = F.softmax(logits, dim=-1)', 'probabilities = logits']],
    },
    {
      framework: 'PyTorch',
      title: 'Known numbers, and a logarithm that nobody needs.',
      code: `import torch

scores = torch.tensor([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
predicted = scores.log_softmax(1).argmax(1)  # info: softmax-then-argmax
`,
      fixed: [['predicted = scores.log_softmax(1).argmax(1)', 'predicted = scores.argmax(1)']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The probabilities are read too, or given to whoever calls.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 5)

def predict(x):
    p = torch.softmax(model(x), dim=1)
    return p.argmax(dim=1), p.amax(dim=1)

def both(x):
    p = torch.softmax(model(x), dim=1)
    return p.argmax(dim=1), p
`,
    },
    {
      framework: 'PyTorch',
      title: 'A softmax along the other dim changes which one is largest.',
      code: `import torch

scores = torch.tensor([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
matches = scores.softmax(dim=0).argmax(dim=1)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The model itself gives probabilities.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))

def predict(x):
    return model(x).argmax(dim=1)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
