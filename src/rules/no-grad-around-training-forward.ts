import * as onPyTorch from './examples/on-pytorch/no-grad-around-training-forward';
import * as elsewhere from './examples/no-grad-around-training-forward';
import * as ofKeras from './examples/keras/no-grad-around-training-forward';
import type { Place } from '../base/place';
import { evidence, message } from './shared/evidence';
import { gradientFlow, type BackwardRoot, type Cut } from './shared/gradient-flow';
import { asker } from './shared/gradient-messages';
import { findingsAmong, oncePerPlace } from './shared/loss-findings';
import type { OperationRecord } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'no-grad-around-training-forward';

/** The nearest operations without gradients, where nothing else is trained; empty where something is. */
function cutsOf(context: RuleContext, { record }: BackwardRoot): readonly Cut[] {
  const { isLive, cuts } = gradientFlow(context).from(record.id);
  return isLive ? [] : cuts.filter(({ kind }) => kind === 'no-grad');
}

/** A trainer has no call of backward in the text: there the place that made the loss is marked. */
function placeOf(context: RuleContext, { event, framework, record }: BackwardRoot): Place | null {
  if (framework !== 'trainer') return event.place;
  const { passed } = gradientFlow(context).from(record.id);
  const loss = context.inspection.losses.find(({ output }) => output !== null && passed.has(output));
  return loss?.place ?? record.place;
}

/** Nothing in the loss has a gradient, because the weights of every layer that made it were told to have none. */
function judgeFrozen(context: RuleContext, root: BackwardRoot): Finding | null {
  const { isLive, cuts, frozen } = gradientFlow(context).from(root.record.id);
  const place = !isLive && cuts.length === 0 && frozen.length > 0 ? placeOf(context, root) : null;
  const at = frozen[0]?.place;
  if (!place) return null;
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      `${asker(root.framework)} gets a loss of which no weight has requires_grad, but it expects one that something can be learned from`,
      'all layers that made it were frozen with requires_grad_(False), and PyTorch raises "element 0 of tensors does not require grad and does not have a grad_fn"',
      'leave the layers that are to be trained out, as the head of a model whose backbone is frozen',
    ]),
    evidence: '',
    related: at ? [{ place: at, message: 'this layer is frozen' }] : [],
    fix: null,
  };
}

function judge(context: RuleContext, root: BackwardRoot): Finding | null {
  const cuts = cutsOf(context, root);
  if (cuts.length === 0) return judgeFrozen(context, root);
  const place = cuts.length > 0 ? placeOf(context, root) : null;
  if (!place) return null;
  const at = cuts.find((cut) => cut.place !== null)?.place;
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      `${asker(root.framework)} gets a loss that was computed without gradients, but it expects one whose forward pass was recorded`,
      'under torch.no_grad, inference_mode or set_grad_enabled(False) nothing is recorded, and PyTorch raises "element 0 of tensors does not require grad and does not have a grad_fn"',
      'take the forward pass of training out of no_grad, and keep no_grad for evaluation',
    ]),
    evidence: evidence([at ? `line ${at.line} was computed without gradients` : null]),
    related: at && at !== place ? [{ place: at, message: 'this is computed without gradients' }] : [],
    fix: null,
  };
}

/** TensorFlow's tape knows what was computed while it recorded, and nothing else. */
function judgeUnrecorded(context: RuleContext, { place, inputs }: OperationRecord): Finding | null {
  const [target, ...unrecorded] = inputs;
  const first = unrecorded[0];
  if (target == null || first == null) return null;
  const others = new Set(unrecorded.flatMap((id) => id ?? []));
  if (gradientFlow(context).isLiveBeside(target, others)) return null;
  const at = context.tensor(first).place;
  const isLoss = others.has(target);
  return {
    rule: NAME,
    severity: 'error',
    place,
    message: message([
      isLoss
        ? 'the tape is asked for the gradient of something that was computed while it did not record, but it expects a loss that is made inside of its with block'
        : 'the tape gets a loss whose forward pass it did not record, but it expects the whole way from the weights to the loss inside of its with block',
      'tape.gradient gives None for every weight, and apply_gradients raises "No gradients provided for any variable"',
      `move the ${isLoss ? 'loss' : 'call of the model'} into the with block`,
    ]),
    evidence: evidence([at ? `line ${at.line} was not recorded` : null]),
    related: at ? [{ place: at, message: 'this is computed outside of the with block' }] : [],
    fix: null,
  };
}

export const noGradAroundTrainingForward: Rule = {
  name: NAME,
  title: 'no_grad around the forward pass of training',
  severity: 'error',
  why: `Under \`torch.no_grad()\`, \`torch.inference_mode()\` and \`torch.set_grad_enabled(False)\` PyTorch writes nothing
down about what it computes, which saves memory in evaluation. A loss whose whole forward pass ran there has no way back to
the weights:

\`\`\`text
RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn
\`\`\`

The usual causes are a decorator \`@torch.no_grad()\` on a function that trains as well, a \`with\` block that reaches 1 line
too far, and \`set_grad_enabled(False)\` that nobody takes back.

A model whose layers were all frozen with \`requires_grad_(False)\` ends the same way.

TensorFlow has it the other way round: a \`GradientTape\` knows what is computed inside of its \`with\` block and nothing else. A
model that is called before the block, or a loss that is made after it, has the gradient None.

A backbone that is kept as it is may run under \`no_grad\`; the head behind it runs outside, and the loss has a gradient.`,
  check: (context) =>
    oncePerPlace([
      ...findingsAmong(gradientFlow(context).roots, (root) => judge(context, root)),
      ...findingsAmong(context.inspection.operations, (event) =>
        event.operation === 'unrecorded' ? judgeUnrecorded(context, event) : null,
      ),
    ]),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The scores are computed under no_grad.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        with torch.no_grad():
            scores = model(x)
        loss = criterion(scores, y)
        loss.backward()  # error: no-grad-around-training-forward
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The decorator of an evaluation, on a function that trains.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 1)

@torch.no_grad()
def run(loader, optimizer):
    for x, y in loader:
        loss = F.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()  # error: no-grad-around-training-forward
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'set_grad_enabled is not taken back.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
torch.set_grad_enabled(False)
loss = F.cross_entropy(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
loss.backward()  # error: no-grad-around-training-forward
`,
    },
    {
      framework: 'PyTorch',
      title: 'Every layer is frozen, the head too.',
      code: `import torch
from torch import nn

backbone = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
model = nn.Sequential(backbone, nn.Linear(8, 2))
for parameter in model.parameters():
    parameter.requires_grad = False
loss = nn.CrossEntropyLoss()(model(torch.randn(4, 3, 8, 8)), torch.tensor([0, 1, 1, 0]))
loss.backward()  # error: no-grad-around-training-forward
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Evaluation under no_grad, training outside.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()

@torch.no_grad()
def evaluate(loader):
    return sum(F.cross_entropy(model(x), y).item() for x, y in loader)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The backbone is kept as it is, the head is trained.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

backbone, head = nn.Linear(8, 4), nn.Linear(4, 3)

def train(loader, optimizer):
    for x, y in loader:
        with torch.no_grad():
            features = backbone(x)
        loss = F.cross_entropy(head(features), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The phase decides.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def run(loaders, optimizer):
    for phase in ['train', 'val']:
        for x, y in loaders[phase]:
            optimizer.zero_grad()
            with torch.set_grad_enabled(phase == 'train'):
                loss = F.cross_entropy(model(x), y)
                if phase == 'train':
                    loss.backward()
                    optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The target comes from a teacher without gradients.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

student, teacher = nn.Linear(4, 3), nn.Linear(4, 3)

def step(x):
    with torch.no_grad():
        wanted = teacher(x).softmax(dim=1)
    loss = F.cross_entropy(student(x), wanted)
    loss.backward()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A frozen network, whose input is what is learned.',
      code: `import torch
from torch import nn

features = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU()).requires_grad_(False)
image = torch.randn(1, 3, 8, 8, requires_grad=True)
wanted = features(torch.randn(1, 3, 8, 8))
loss = nn.MSELoss()(features(image), wanted)
loss.backward()
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
  notIn: elsewhere.notIn,
};
