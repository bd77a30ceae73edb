import * as onPyTorch from './examples/on-pytorch/loss-constructed-with-tensors';
import * as ofKeras from './examples/keras/loss-constructed-with-tensors';
import * as elsewhere from './examples/loss-constructed-with-tensors';
import { walk } from '../python/walk';
import { bindingsOf } from './shared/bindings';
import { ancestorsOf, callAt, scopeOf, sourceAt } from './shared/code-shape';
import { certainFix } from './shared/edits';
import { message } from './shared/evidence';
import { findingsAmong } from './shared/loss-findings';
import type { OperationRecord } from '../inspect/inspection';
import type { Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'loss-constructed-with-tensors';

/** Whether a constructor got what only a call of the loss takes: a tensor in the place of a truth, or a prediction in that of the weights. */
function takesTensors(context: RuleContext, { inputs, options }: OperationRecord): boolean {
  const [weight, sizeAverage, reduce] = inputs;
  if (sizeAverage != null || reduce != null) return true;
  if (options['size_average'] !== 'unknown') return false;
  // Labels of which nothing is known, behind what a model gave.
  return weight != null && context.tensor(weight).requiresGrad;
}

/** What a tensor has and a loss object has not. */
const onlyOfTensors: ReadonlySet<string> = new Set(['backward', 'detach', 'item', 'numpy']);

/**
 * Whether the object is used as if it were the loss: `nn.MSELoss(a, b).item()`, or `loss.backward()` of the name that it is
 * given. Settings that are not known would have made an object that has no such method either.
 */
function isUsedAsLoss(context: RuleContext, { place, options }: OperationRecord): boolean {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  if (options['size_average'] !== 'unknown' || !call || call.args.length < 2) return false;
  const path = ancestorsOf(source, call);
  const around = path[path.indexOf(call) - 1];
  if (around?.kind === 'Attribute') return onlyOfTensors.has(around.attribute);
  const target = around?.kind === 'Assign' && around.targets.length === 1 ? around.targets[0] : undefined;
  if (target?.kind !== 'Name') return false;
  const scope = scopeOf(source, call);
  if (bindingsOf(scope).get(target.id)?.length !== 1) return false;
  let isUsed = false;
  walk(scope, (node) => {
    isUsed ||=
      node.kind === 'Attribute' &&
      node.value.kind === 'Name' &&
      node.value.id === target.id &&
      onlyOfTensors.has(node.attribute);
  });
  return isUsed;
}

function judge(context: RuleContext, event: OperationRecord): Finding | null {
  const name = /^torch\.nn\.(\w+)$/.exec(String(event.options['function']))?.[1];
  if (name === undefined || !(takesTensors(context, event) || isUsedAsLoss(context, event))) return null;
  const source = sourceAt(context, event.place);
  const call = callAt(source, event.place);
  const [input, target] = (call?.args ?? []).map((argument) => context.text({ ...event.place, ...argument }));
  const given = target === undefined ? 'tensors are' : `${input} and ${target} are`;
  return {
    rule: NAME,
    severity: 'error',
    place: event.place,
    message: message([
      `${given} passed to the constructor of nn.${name}, which expects settings: weight, reduction`,
      'the loss is not computed; PyTorch takes the tensors for settings and raises "Boolean value of Tensor with more than one value is ambiguous"',
      `construct the loss first and call it with the tensors: nn.${name}()(${input ?? 'input'}, ${target ?? 'target'})`,
    ]),
    evidence: '',
    related: [],
    fix: constructFirst(context, event),
  };
}

/** The same of a class of Keras, whose events name only tensors that stand where settings belong. */
function judgeKeras(context: RuleContext, event: OperationRecord): Finding | null {
  const name = /^keras\.losses\.(\w+)$/.exec(String(event.options['function']))?.[1];
  if (name === undefined) return null;
  const call = callAt(sourceAt(context, event.place), event.place);
  const [target, input] = (call?.args ?? []).map((argument) => context.text({ ...event.place, ...argument }));
  const given = input === undefined ? 'a tensor is' : `${target} and ${input} are`;
  return {
    rule: NAME,
    severity: 'error',
    place: event.place,
    message: message([
      `${given} passed to the constructor of ${name}, which expects settings: from_logits, reduction`,
      'the loss is not computed: what comes out is an object, or an error about the truth of a tensor',
      `construct the loss first and call it with the tensors: ${name}()(${target ?? 'y_true'}, ${input ?? 'y_pred'})`,
    ]),
    evidence: '',
    related: [],
    fix: constructFirst(context, event),
  };
}

/** `nn.MSELoss(x, y)` → `nn.MSELoss()(x, y)`, where the two tensors are all that is written. */
function constructFirst(context: RuleContext, { place }: OperationRecord): Fix | null {
  const call = callAt(sourceAt(context, place), place);
  if (!call || call.args.length !== 2 || call.keywords.length > 0) return null;
  if (call.args.some(({ kind }) => kind === 'Starred')) return null;
  const at = call.func.end;
  return certainFix(context, 'Construct the loss, then call it', [
    { source: place.source, start: at, end: at, newText: '()' },
  ]);
}

export const lossConstructedWithTensors: Rule = {
  name: NAME,
  title: 'tensors passed to the constructor of a loss',
  severity: 'error',
  why: `\`nn.CrossEntropyLoss\`, \`nn.MSELoss\` and their kin are classes. What stands in their brackets are settings: class
weights, the reduction. The object that comes out is called with the prediction and the target:

\`\`\`python
criterion = nn.CrossEntropyLoss()
loss = criterion(outputs, labels)
\`\`\`

\`nn.CrossEntropyLoss(outputs, labels)\` takes \`outputs\` for the weights of the classes and \`labels\` for the old argument
\`size_average\`, a truth. PyTorch asks whether the labels are true and raises

\`\`\`text
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
\`\`\`

With a batch of 1 nothing raises there, because one number has a truth; the error comes with the next line:
\`'CrossEntropyLoss' object has no attribute 'backward'\`. The functions, \`F.cross_entropy(outputs, labels)\`, do both in
one step.

Keras is the same: \`keras.losses.MeanSquaredError\` is a class, \`keras.losses.mean_squared_error\` the function. With tensors the
class raises "The truth value of an array with more than one element is ambiguous"; the cross-entropies take the first tensor for
\`from_logits\` and say nothing, until somebody asks for the gradient of the object.`,
  check: (context) =>
    findingsAmong(context.inspection.operations, (event) =>
      event.operation === 'loss_settings' ? (judge(context, event) ?? judgeKeras(context, event)) : null,
    ),
  wrong: [
    {
      framework: 'PyTorch',
      title: 'Cross-entropy of outputs and labels.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
outputs = model(torch.randn(8, 4))
labels = torch.randint(0, 3, (8,))
loss = nn.CrossEntropyLoss(outputs, labels)  # error: loss-constructed-with-tensors
`,
      fixed: [
        ['loss = nn.CrossEntropyLoss(outputs, labels)', 'loss = nn.CrossEntropyLoss()(outputs, labels)'],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'A loop over a loader.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.BCEWithLogitsLoss(model(x), y)  # error: loss-constructed-with-tensors
        loss.backward()
        optimizer.step()
`,
      fixed: [['loss = nn.BCEWithLogitsLoss(model(x), y)', 'loss = nn.BCEWithLogitsLoss()(model(x), y)']],
    },
    {
      framework: 'PyTorch',
      title: 'A squared error, with a setting behind the tensors.',
      code: `import torch
from torch import nn

prediction = nn.Linear(4, 1)(torch.randn(8, 4))
loss = nn.MSELoss(prediction, torch.zeros(8, 1), reduction='sum')  # error: loss-constructed-with-tensors
`,
    },
    {
      framework: 'PyTorch',
      title: 'Whatever the tensors are: what comes out is used as a loss.',
      code: `from torch import nn

def evaluate(net, loader):
    total = 0.0
    for x, y in loader:
        total += nn.CrossEntropyLoss(net(x), y).item()  # error: loss-constructed-with-tensors
    return total

def train(net, loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.MSELoss(net(x), y)  # error: loss-constructed-with-tensors
        loss.backward()
        optimizer.step()
`,
      fixed: [
        ['nn.CrossEntropyLoss(net(x), y)', 'nn.CrossEntropyLoss()(net(x), y)'],
        ['nn.MSELoss(net(x), y)', 'nn.MSELoss()(net(x), y)'],
      ],
    },
    ...onPyTorch.wrong,
    ...ofKeras.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Constructed once, called with tensors.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()
loss = criterion(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Class weights are a setting.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 0.5]))
loss = criterion(model(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Both in one line.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)

def step(x, y):
    return nn.MSELoss(reduction='sum')(model(x), y)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Settings that are not known, and a loss that is called.',
      code: `from torch import nn

def train(net, loader, optimizer, weight, average):
    criterion = nn.CrossEntropyLoss(weight, average)
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
`,
    },
    ...onPyTorch.right,
    ...ofKeras.right,
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
