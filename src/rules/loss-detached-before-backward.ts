import { covers, type Place } from '../base/place';
import * as elsewhere from './examples/loss-detached-before-backward';
import * as onPyTorch from './examples/on-pytorch/loss-detached-before-backward';
import * as ofKeras from './examples/keras/loss-detached-before-backward';
import type { OperationRecord, TensorId, TensorRecord } from '../inspect/inspection';
import type { SyntaxNode } from '../python/walk';
import { ancestorsOf, callAt, lastName, scopeOf, sourceAt } from './shared/code-shape';
import { certainFix, replaceSpan } from './shared/edits';
import { message } from './shared/evidence';
import { gradientFlow, type BackwardRoot, type Cut } from './shared/gradient-flow';
import { asker, happening } from './shared/gradient-messages';
import { loopsAround } from './shared/loops';
import { findingsAmong, oncePerPlace } from './shared/loss-findings';
import { stepsWithoutGradient, type StepWithoutGradient } from './shared/steps-without-gradient';
import type { Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'loss-detached-before-backward';

/** A cut that makes a new leaf, as `torch.tensor(loss, requires_grad=True)` does, and no detach. */
const isCopy = ({ result }: Cut): boolean => result.producer === null;

/**
 * Whether a leaf was copied from what parameters went into, without a detach: then somebody wanted the error away.
 * Leaves of detached values are trained themselves, as adversarial images and latent codes are.
 */
function isOfTrained(context: RuleContext, from: TensorRecord): boolean {
  const seen = new Set<TensorId>([from.id]);
  for (const id of seen) {
    const { producer, requiresGrad, underNoGrad } = context.tensor(id);
    if (!producer && requiresGrad) return true;
    if (!producer || producer.operation === 'detach' || underNoGrad) continue;
    for (const input of producer.inputs) seen.add(input);
  }
  return false;
}

/** Whether a loss is the mean or the sum of what a cut gives, and nothing was computed with it. */
function isReduced(context: RuleContext, loss: TensorRecord, { result }: Cut): boolean {
  let at = loss;
  while (at.producer && (at.producer.operation === 'mean' || at.producer.operation === 'sum'))
    at = context.tensor(at.producer.inputs[0]!);
  return at.id === result.id;
}

/** The cut that leaves nothing to train; null where something is trained, or where another rule has more to say. */
function cutOf(context: RuleContext, { record }: BackwardRoot): Cut | null {
  const { isLive, cuts } = gradientFlow(context).from(record.id);
  if (isLive || cuts.some(({ kind }) => kind === 'no-grad')) return null;
  const detaching = cuts.filter(({ kind }) => kind === 'detached');
  const isOnPurpose = detaching.some(
    (cut) =>
      isCopy(cut) &&
      cut.result.id !== record.id &&
      (!isOfTrained(context, cut.from) || (cut.isOfNumbers === true && !isReduced(context, record, cut))),
  );
  return isOnPurpose ? null : (detaching[0] ?? null);
}

function judge(context: RuleContext, root: BackwardRoot): Finding | null {
  const cut = cutOf(context, root);
  const place = cut?.place ?? null;
  if (!cut || !place) return null;
  const text = context.text(place);
  const isNewLeaf = isCopy(cut);
  const { framework, isHidden } = root;
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      isNewLeaf
        ? `${text} makes a new leaf, but ${asker(framework)} expects a loss that still knows what it was computed from`
        : `${text} ends the graph, but ${asker(framework)} expects a loss that still knows what it was computed from`,
      isNewLeaf
        ? 'nothing raises: the gradient ends at the new leaf, no weight gets one, and the loss stays where it is'
        : happening({ framework, isWhole: true, isHidden }),
      isNewLeaf
        ? 'give backward the loss as it was computed; if it has no graph, look for what cut it off'
        : `leave ${detacherOf(text)} out on the way to the loss, and use it for what is logged`,
    ]),
    evidence: '',
    related: isIn(root.event.place, place)
      ? []
      : [{ place: root.event.place, message: 'the gradient is asked for here' }],
    fix: isNewLeaf ? null : withoutDetaching(context, place),
  };
}

/** The step that follows moves weights which the loss reaches only through a detach: what it trains are others, whose gradients nobody uses. */
function judgeStep(context: RuleContext, { step, root, cut, isTerm }: StepWithoutGradient): Finding {
  const place = cut.place!;
  const text = context.text(place);
  const call = callAt(sourceAt(context, step.place), step.place);
  const stepped = call ? context.text({ ...step.place, ...call }) : 'the step';
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      `${text} ends the graph, but ${stepped} expects gradients of weights that stand before it`,
      isTerm
        ? 'nothing raises: this term of the loss has a gradient only in weights that this step does not move, so it trains nothing'
        : 'nothing raises: the loss has a gradient only in weights that this step does not move, so it trains nothing',
      `leave ${detacherOf(text)} out where the weights before it are trained, and keep it where only those behind it are`,
    ]),
    evidence: '',
    related: [
      { place: root.event.place, message: 'the gradient is asked for here' },
      { place: step.place, message: 'this moves the weights before the detach' },
    ],
    fix: null,
  };
}

/**
 * `torch.tensor(error, requires_grad=True).backward()` in a loop, of something that is not read: whatever it was, the
 * tensor is a leaf of its own, and the backward pass ends there.
 */
function judgeNewLeaf(context: RuleContext, { record, event, framework }: BackwardRoot): Finding | null {
  const { place, producer, requiresGrad, data, statistics } = record;
  if (framework !== 'torch' || producer || !requiresGrad || data || statistics || !place) return null;
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  const isMadeHere = call?.keywords.some(({ name }) => name === 'requires_grad') ?? false;
  if (!call || !isMadeHere || lastName(call.func) !== 'tensor') return null;
  if (place.source !== event.place.source || loopsAround(source, event.place).length === 0) return null;
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      `${context.text(place)} makes a new leaf, but ${asker(framework)} expects a loss that still knows what it was computed from`,
      'nothing raises: the gradient ends at the new leaf, no weight gets one, and the loss stays where it is',
      'compute the loss with tensors of the model and give backward what comes out',
    ]),
    evidence: '',
    related: [{ place: event.place, message: 'the gradient is asked for here' }],
    fix: null,
  };
}

/** `.detach()` of `loss.detach()`, `stop_gradient` of `jax.lax.stop_gradient(x)`. */
const detacherOf = (text: string): string =>
  /\.(?:detach_?\(\)|data|item\(\))$/.exec(text)?.[0] ?? `${/(\w+)\s*\(/.exec(text)?.[1] ?? ''}()`;

const isIn = (outer: Place, inner: Place): boolean => outer.source === inner.source && covers(outer, inner);

/** A number has no backward at all. */
function judgeNumber(context: RuleContext, { place, options }: OperationRecord): Finding {
  const text = context.text(place);
  const isForTrainer = options['framework'] === 'trainer';
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      `${text} is a number of Python's, but ${isForTrainer ? 'the trainer' : 'backward'} expects the tensor that the loss was computed as`,
      isForTrainer
        ? 'a number knows nothing of the weights, and the trainer cannot make a backward pass from it'
        : "PyTorch raises AttributeError: 'float' object has no attribute 'backward'",
      `keep the tensor for ${isForTrainer ? 'the trainer' : 'backward'}, and use ${detacherOf(text)} for what is logged`,
    ]),
    evidence: '',
    related: [],
    fix: withoutDetaching(context, place),
  };
}

/** A method whose result only a trainer gets. */
const isStep = (scope: SyntaxNode): boolean =>
  scope.kind === 'FunctionDef' && (scope.name === 'training_step' || scope.name === 'compute_loss');

/** Takes `.item()` or `.detach()` away where nothing but the backward pass, or the trainer, gets the result. */
function withoutDetaching(context: RuleContext, place: Place): Fix | null {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  if (!call || call.args.length + call.keywords.length > 0 || call.func.kind !== 'Attribute') return null;
  if (call.func.attribute !== 'item' && call.func.attribute !== 'detach') return null;
  const path = ancestorsOf(source, place);
  const around = path[path.indexOf(call) - 1];
  const isOnlyForBackward =
    (around?.kind === 'Return' && isStep(scopeOf(source, call))) ||
    (around?.kind === 'Attribute' && around.attribute === 'backward');
  if (!isOnlyForBackward) return null;
  const span = { start: call.func.value.end, end: call.end };
  return certainFix(context, `Remove .${call.func.attribute}()`, [replaceSpan(source, span, '')]);
}

export const lossDetachedBeforeBackward: Rule = {
  name: NAME,
  title: 'loss detached before backward',
  severity: 'error',
  why: `\`backward()\` walks from the loss to the weights along what PyTorch wrote down while the loss was computed. What
takes a value out of that record leaves it nowhere to go.

| on the way to the loss | at \`backward()\` |
| --- | --- |
| \`.item()\`, \`float(loss)\` | \`AttributeError: 'float' object has no attribute 'backward'\` |
| \`.detach()\`, \`.data\` | \`element 0 of tensors does not require grad and does not have a grad_fn\` |
| \`torch.tensor(loss, requires_grad=True)\`, \`loss.requires_grad = True\` | nothing: the loss prints the same number for ever, 0.4149 in each of 3 steps of a small classifier, and every weight's \`grad\` is None |
| JAX, \`jax.lax.stop_gradient\` | nothing: the gradient is exactly 0 |

The third row is what people write when they see the error of the second. It only hides it.

Detach what is logged, and targets that another network gives. Something else in the loss then still has a gradient, and
this rule is silent, unless the step that follows moves weights which the loss, or one of its terms, reaches only through a
detach: \`discriminator(fake.detach())\` in the generator's loss trains nothing but the discriminator, whose gradients are cleared
before its own step.`,
  check: (context) =>
    oncePerPlace([
      ...context.inspection.operations
        .filter(({ operation }) => operation === 'backward_of_number')
        .map((event) => judgeNumber(context, event)),
      ...findingsAmong(
        gradientFlow(context).roots,
        (root) => judge(context, root) ?? judgeNewLeaf(context, root),
      ),
      ...findingsAmong(stepsWithoutGradient(context), (step) => judgeStep(context, step)),
    ]),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The number of the loss has no backward.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y).item()  # error: loss-detached-before-backward
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The scores are detached before the loss.',
      code: `from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        scores = model(x).detach()  # error: loss-detached-before-backward
        loss = criterion(scores, y)
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A new tensor that requires grad hides the error.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 1)
prediction = model(torch.randn(8, 4))
loss = torch.tensor(F.mse_loss(prediction, torch.zeros(8, 1)), requires_grad=True)  # error: loss-detached-before-backward
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Detached in the call that asks for the gradient.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
loss = F.cross_entropy(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
loss.detach().backward()  # error: loss-detached-before-backward
`,
      fixed: [['loss.detach().backward()', 'loss.backward()']],
    },
    {
      framework: 'PyTorch',
      title: 'A tensor made of a number that another library computed.',
      code: `import torch
from sklearn.metrics import mean_absolute_error

def train(model, loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        error = mean_absolute_error(y.numpy(), model(x).detach().numpy())
        loss = torch.tensor(error, requires_grad=True)  # error: loss-detached-before-backward
        loss.backward()
        optimizer.step()
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The number is for the log.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train(loader, optimizer):
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total
`,
    },
    {
      framework: 'PyTorch',
      title: 'The target of Q-learning is detached; the prediction is not.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

q = nn.Linear(4, 2)
target_q = nn.Linear(4, 2)

def learn(state, action, reward, following, optimizer):
    wanted = reward + 0.99 * target_q(following).max(1).values.detach()
    chosen = q(state).gather(1, action.unsqueeze(1)).squeeze(1)
    loss = F.smooth_l1_loss(chosen, wanted)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The discriminator learns from images that are detached from the generator.',
      code: `import torch
from torch import nn

generator, discriminator = nn.Linear(8, 4), nn.Linear(4, 1)
criterion = nn.BCEWithLogitsLoss()
fake = generator(torch.randn(16, 8))
loss = criterion(discriminator(fake.detach()), torch.zeros(16, 1))
loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'An adversarial image is a leaf of its own.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3).requires_grad_(False)

def attack(images, labels):
    adversarial = images.clone().detach().requires_grad_(True)
    loss = F.cross_entropy(model(adversarial), labels)
    loss.backward()
    return adversarial + 0.1 * adversarial.grad.sign()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A new leaf that is trained itself.',
      code: `import torch

def attack(model, criterion, images, labels):
    for image, label in zip(images, labels):
        pixels = torch.tensor(image, requires_grad=True)
        criterion(model(pixels), label).backward()
        yield pixels.grad.sign()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
