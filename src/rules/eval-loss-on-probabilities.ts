import * as onPyTorch from './examples/on-pytorch/eval-loss-on-probabilities';
import * as elsewhere from './examples/eval-loss-on-probabilities';
import * as ofKeras from './examples/keras/eval-loss-on-probabilities';
import { placesOfActivation, removeActivation } from './shared/activation-fix';
import { isOptax, isTensorflowNn, isTorch } from './shared/class-targets';
import { scopeOf, sourceAt } from './shared/code-shape';
import { classesOf, crossEntropyWindow, evidence, message, number } from './shared/evidence';
import {
  findingsAtLosses,
  isOfKeras,
  placeKey,
  predictionOf,
  type JudgedInput,
} from './shared/loss-findings';
import { gradientFlow } from './shared/gradient-flow';
import { originOf } from './shared/origin';
import { scoresInLosses, type ScoresInLosses } from './shared/scores-in-losses';
import type { LossCall } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

/** Losses of raw scores, which apply the activation themselves. */
const lossesOfScores: readonly string[] = ['cross_entropy', 'binary_cross_entropy_with_logits'];

/** The methods that Lightning calls without gradients. */
const evaluating: ReadonlySet<string> = new Set(['validation_step', 'test_step']);

/**
 * Whether nothing is trained on what a loss call gives: without gradients, on what a model gave without them, in a method
 * that is called without them, or, in JAX and TensorFlow, where no gradient is asked for, while another loss has one.
 */
function isEvaluation(context: RuleContext, call: LossCall): boolean {
  const { place, underNoGrad } = call;
  if (underNoGrad || isOfNoGrad(context, call)) return true;
  const scope = scopeOf(sourceAt(context, place), place);
  if (scope.kind === 'FunctionDef' && evaluating.has(scope.name)) return true;
  if (!isOptax(call) && !isTensorflowNn(call)) return false;
  const { roots } = gradientFlow(context);
  return roots.length > 0 && !isTrained(context, call);
}

/** Whether parameters made the prediction of a loss of PyTorch and it has no gradient all the same: they were read without. */
function isOfNoGrad(context: RuleContext, call: LossCall): boolean {
  const input = isTorch(call) ? predictionOf(context, call) : null;
  if (!input || input.record.requiresGrad || input.origin.kind === 'scores') return false;
  const scores = input.origin.before;
  const last = scores && originOf((id) => context.tensor(id), scores.id).tensor;
  return last?.producer?.inputs.some((id) => context.tensor(id).requiresGrad) === true && !last.requiresGrad;
}

/** Whether a gradient is asked for that passes through what a loss call gives. */
function isTrained(context: RuleContext, { output }: LossCall): boolean {
  const flow = gradientFlow(context);
  return output !== null && flow.roots.some(({ record }) => flow.from(record.id).passed.has(output));
}

/** The call that trains with the same loss on the scores that go into the activation here; undefined where none is seen. */
function trainingOn(
  context: RuleContext,
  seen: ScoresInLosses,
  call: LossCall,
  { origin }: JudgedInput,
): LossCall | undefined {
  const scores = origin.before && originOf((id) => context.tensor(id), origin.before.id);
  if (scores?.kind !== 'scores') return undefined;
  return seen
    .callsOf(scores)
    .find(
      (other) =>
        other.loss === call.loss &&
        predictionOf(context, other)?.origin.kind === 'scores' &&
        !isEvaluation(context, other),
    );
}

/** Below what the loss of evaluation cannot fall, however good the model is. */
function floorOf(context: RuleContext, call: LossCall, input: JudgedInput): string {
  if (call.loss === 'binary_cross_entropy_with_logits')
    return '0.313 for a positive and 0.693 for a negative';
  const classes = classesOf(context, input);
  return classes === null || classes < 2
    ? 'ln(e + C - 1) - 1 for C classes'
    : `${number(crossEntropyWindow(classes).low)} for ${classes} classes`;
}

function judge(context: RuleContext, seen: ScoresInLosses, call: LossCall): Finding | null {
  const input = isOfKeras(call) || !isEvaluation(context, call) ? null : predictionOf(context, call);
  const kind = input?.origin.kind;
  if (!input || (kind !== 'softmax' && kind !== 'sigmoid')) return null;
  const training = trainingOn(context, seen, call, input);
  if (!training || placeKey(training.place) === placeKey(call.place)) return null;
  return {
    rule: 'eval-loss-on-probabilities',
    severity: 'warning',
    place: call.place,
    message: message([
      `the loss of evaluation gets probabilities (${input.argument.expression || 'the input'} comes out of a ${kind}), but ` +
        `it expects raw scores, as training passes them`,
      `the activation is taken twice here: this loss stays above ${floorOf(context, call, input)}, cannot be compared with ` +
        'that of training, and misleads early stopping and schedules that watch it',
      `pass the scores, and apply ${kind} where probabilities are read`,
    ]),
    evidence: evidence([
      call.value !== null && training.value !== null
        ? `loss ${number(call.value)} in evaluation, ${number(training.value)} in training`
        : null,
    ]),
    related: [
      ...placesOfActivation(context, call, input.origin, kind),
      { place: training.place, message: 'training passes the scores themselves here' },
    ],
    fix: removeActivation(context, call, input.origin, `Remove the ${kind}`),
  };
}

export const evalLossOnProbabilities: Rule = {
  name: 'eval-loss-on-probabilities',
  title: 'evaluation passes probabilities to the loss',
  severity: 'warning',
  why: `Training passes raw scores to the loss, as \`CrossEntropyLoss\` and \`BCEWithLogitsLoss\` want them; the loop that evaluates
applies softmax or sigmoid first, because probabilities are read there anyway, and gives these to the same loss. The model is
trained well, but the loss that is reported for it is of another kind:

| a perfect model | loss in training | loss in evaluation |
| --- | --: | --: |
| cross-entropy, 3 classes | 0 | 0.551 |
| cross-entropy, 10 classes | 0 | 1.461 |
| cross-entropy, 100 classes | 0 | 3.622 |
| BCE with logits, positives / negatives | 0 / 0 | 0.313 / 0.693 |

It looks like overfitting from the first epoch on, and early stopping, the choice of the best checkpoint and schedules that wait
for a plateau all read this number.

Where the training call makes the same mistake, the rules about softmax and sigmoid before these losses speak of both calls.`,
  check: (context) => {
    const seen = scoresInLosses(context);
    return findingsAtLosses(context, lossesOfScores, (call) => judge(context, seen, call));
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The loop that evaluates applies softmax before the loss.',
      code: `import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 10))
criterion = nn.CrossEntropyLoss()

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()

def evaluate(loader):
    total = 0.0
    with torch.no_grad():
        for x, y in loader:
            output = model(x).softmax(dim=1)
            total += criterion(output, y).item()  # warning: eval-loss-on-probabilities
    return total / len(loader)
`,
      fixed: [['output = model(x).softmax(dim=1)', 'output = model(x)']],
    },
    {
      framework: 'PyTorch',
      title: 'A sigmoid in evaluation only.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Linear(12, 1)

def train_step(x, y):
    return F.binary_cross_entropy_with_logits(net(x).squeeze(-1), y)

@torch.no_grad()
def test_step(x, y):
    p = torch.sigmoid(net(x)).squeeze(-1)
    return F.binary_cross_entropy_with_logits(p, y), (p > 0.5).float()  # warning: eval-loss-on-probabilities
`,
    },
    {
      framework: 'PyTorch',
      title: 'Probabilities and their argmax are at hand, so they go to the loss too.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return self.out(x)

net = Net()

def train_step(x, y):
    return F.cross_entropy(net(x), y)

def validate(x, y):
    with torch.inference_mode():
        logits = net(x)
        probabilities = F.softmax(logits, dim=1)
        loss = F.cross_entropy(probabilities, y)  # warning: eval-loss-on-probabilities
        return loss, probabilities.max(dim=1)
`,
      fixed: [['loss = F.cross_entropy(probabilities, y)', 'loss = F.cross_entropy(logits, y)']],
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Both pass scores; probabilities are made for the metric.',
      code: `import torch
from torch import nn

model = nn.Linear(20, 10)
criterion = nn.CrossEntropyLoss()

def train_step(x, y):
    return criterion(model(x), y)

@torch.no_grad()
def evaluate(x, y):
    logits = model(x)
    return criterion(logits, y), logits.softmax(dim=1).max(dim=1).values.mean()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Evaluation uses the loss of probabilities.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Linear(12, 1)

def train_step(x, y):
    return F.binary_cross_entropy_with_logits(net(x).squeeze(-1), y)

@torch.no_grad()
def evaluate(x, y):
    return F.binary_cross_entropy(torch.sigmoid(net(x)).squeeze(-1), y)
`,
    },
    {
      framework: 'PyTorch',
      title: 'A loss of logarithms of probabilities.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Linear(20, 10)

def train_step(x, y):
    return F.cross_entropy(net(x), y)

@torch.no_grad()
def evaluate(x, y):
    return F.nll_loss(net(x).log_softmax(dim=1), y)
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
