import * as elsewhere from './examples/missing-zero-grad';
import * as onPyTorch from './examples/on-pytorch/missing-zero-grad';
import { covers } from '../base/place';
import type { OperationRecord } from '../inspect/inspection';
import type { Call } from '../python/syntax';
import { walk, type SyntaxNode } from '../python/walk';
import { ancestorsOf, callAt, rootName, scopeOf, sourceAt } from './shared/code-shape';
import { clearsOfOthers, touchesGradients } from './shared/cleared-gradients';
import { certainFix } from './shared/edits';
import { message } from './shared/evidence';
import { loopsAround } from './shared/loops';
import { findingsAmong, oncePerPlace } from './shared/loss-findings';
import { reachableFrom } from './shared/reachable-code';
import {
  doneInSomeRounds,
  happensIn,
  isFresh,
  isLastBefore,
  repeatedTogether,
  type Repeated,
} from './shared/repeated-steps';
import { writtenEvents, type Level, type Written } from './shared/written-steps';
import type { Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'missing-zero-grad';

/** Whether any of the sources clears gradients: where a function is called from is not followed. */
const isClearedAnywhere = (context: RuleContext, others?: ReadonlySet<SyntaxNode>): boolean =>
  context.inspection.sources.some((_, index) =>
    touchesGradients(nodesOf(context.source(index).module), others),
  );

function nodesOf(module: SyntaxNode): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  walk(module, (node) => {
    nodes.push(node);
  });
  return nodes;
}

function judge(
  context: RuleContext,
  backward: Written,
  backwards: readonly Written[],
  steps: readonly Written[],
): Finding | null {
  const found = steps.flatMap((step) => {
    const repeated = repeatedTogether(context, backward, step);
    return repeated && !isFresh(repeated) ? [{ step, repeated }] : [];
  });
  for (const { step, repeated } of found) {
    const others = clearsOfOthers(context, step.events);
    const some = doneInSomeRounds(repeated);
    if (isCleared(context, repeated, others, some)) continue;
    // Of several backward passes it is the last one before the step whose gradients this takes.
    const isOther = isCleared(context, repeated) && !isLastBefore(repeated, backwards);
    if (isOther) continue;
    const optimizer = context.text({ ...step.events[0]!.place, ...step.of });
    const { around } = repeated;
    const isOnlyInSome = some.size > 0 && isCleared(context, repeated, others);
    return {
      rule: NAME,
      severity: 'warning',
      place: backward.events[0]!.place,
      message: told(optimizer, around.kind === 'FunctionDef' ? 'function' : 'loop', isOnlyInSome),
      evidence: '',
      related: [{ place: step.events[0]!.place, message: 'the step takes the sum of the gradients' }],
      fix: found.length === 1 ? zeroBefore(context, backward, step, optimizer) : null,
    };
  }
  return null;
}

/** Whether something clears the gradients in each round; `others` are clears of other parameters, `some` is what only some rounds do. */
function isCleared(
  context: RuleContext,
  repeated: Repeated,
  others: ReadonlySet<SyntaxNode> = new Set(),
  some?: ReadonlySet<SyntaxNode>,
): boolean {
  const { around, through } = repeated;
  const leftOut = new Set([...others, ...(some ?? [])]);
  if (touchesGradients(reachableFrom(context, [around, ...through], leftOut))) return true;
  if (around.kind === 'FunctionDef') return isClearedAnywhere(context, others);
  // An object that is called, as `step(loss)` may be, is followed where the reading went.
  return context.inspection.operations.some((event) => {
    if (event.operation !== 'zero_grad' || !happensIn(repeated, event)) return false;
    const call = callAt(sourceAt(context, event.place), event.place);
    if (call && others.has(call.func)) return false;
    return ![event.place, ...(event.within ?? [])].some(
      (place) =>
        place.source === repeated.source.index && [...(some ?? [])].some((node) => covers(node, place)),
    );
  });
}

const told = (optimizer: string, where: 'function' | 'loop' | 'module', isOnlyInSome = false): string =>
  message([
    `backward adds to the gradients of the round before, but ${optimizer}.step() expects those of this round alone: ${
      isOnlyInSome
        ? `only some rounds of this ${where} set them to zero`
        : `nothing in this ${where} sets them to zero`
    }`,
    'the steps follow the sum of all gradients so far, so they grow and overshoot',
    `call ${optimizer}.zero_grad() before backward`,
  ]);

/** `optimizer.zero_grad()` on a line of its own before backward, where both stand in one block. */
function zeroBefore(context: RuleContext, backward: Level, step: Level, optimizer: string): Fix | null {
  const { source } = backward;
  const [before, behind] = [backward, step].map(({ call }) => ancestorsOf(source, call));
  const [statement, block] = [before!.at(-2), before!.at(-3)];
  if (statement?.kind !== 'ExpressionStatement' || block !== behind!.at(-3)) return null;
  const line = source.text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = source.text.slice(line, statement.start);
  if (indent.trim() !== '') return null;
  return certainFix(context, `Call ${optimizer}.zero_grad() before backward`, [
    { source: source.index, start: line, end: line, newText: `${indent}${optimizer}.zero_grad()\n` },
  ]);
}

/**
 * Lightning with automatic_optimization = False: it calls the step for each batch, and clears nothing by itself. The
 * optimizers that it hands out are known by the name that they are assigned to.
 */
function judgeManual(context: RuleContext, event: OperationRecord): Finding | null {
  const source = sourceAt(context, event.place);
  const call = callAt(source, event.place);
  if (call?.func.kind !== 'Attribute' || call.func.attribute !== 'manual_backward') return null;
  const scope = scopeOf(source, call);
  if (scope.kind !== 'FunctionDef' || isClearedAnywhere(context)) return null;
  const nodes = nodesOf(scope);
  const handedOut = nodes.flatMap((node) =>
    node.kind === 'Assign' && isCallOf(node.value, 'optimizers')
      ? node.targets.flatMap((target) =>
          nodesOf(target).flatMap((part) => (part.kind === 'Name' ? [part.id] : [])),
        )
      : [],
  );
  const step = nodes.find(
    (node): node is Call =>
      node.kind === 'Call' &&
      node.func.kind === 'Attribute' &&
      node.func.attribute === 'step' &&
      handedOut.includes(rootName(node.func.value) ?? ''),
  );
  if (step?.func.kind !== 'Attribute') return null;
  const optimizer = context.text({ ...event.place, ...step.func.value });
  const loops = loopsAround(source, event.place);
  return {
    rule: NAME,
    severity: 'warning',
    place: event.place,
    message: told(optimizer, 'module'),
    evidence: '',
    related: [],
    fix: zeroBefore(
      context,
      { source, call, loops, of: call.func.value },
      { source, call: step, loops, of: step.func.value },
      optimizer,
    ),
  };
}

const isCallOf = (node: SyntaxNode, method: string): boolean =>
  node.kind === 'Call' && node.func.kind === 'Attribute' && node.func.attribute === method;

export const missingZeroGrad: Rule = {
  name: NAME,
  title: 'gradients are never set to zero',
  severity: 'warning',
  why: `\`backward()\` adds to the gradients that are there. Without \`optimizer.zero_grad()\` each step takes the sum of
the gradients of all rounds so far, as a momentum that never fades. Gradient descent with a rate of 0.1 on \`(w - 1) ** 2\`
from \`w = 0\`:

| round | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| loss with zero_grad | 1 | 0.64 | 0.41 | 0.262 | 0.168 | 0.107 | 0.069 | 0.044 | 0.028 | 0.018 |
| loss without | 1 | 0.64 | 0.194 | 0 | 0.206 | 0.656 | 1.007 | 0.993 | 0.624 | 0.181 |

The rule speaks where a loop calls \`backward()\` and the \`step()\` of one of PyTorch's optimizers, and neither the loop
nor anything that it calls clears a gradient (a \`zero_grad\` before the loop clears them once): \`zero_grad\` of the optimizer or of the model, or
\`p.grad = None\`; and where a LightningModule with \`automatic_optimization = False\` steps and nothing clears. Accumulating gradients over several batches on purpose has a \`zero_grad\` too, once for each step.`,
  check: (context) => {
    const steps = writtenEvents(context, 'step');
    const backwards = steps.length === 0 ? [] : writtenEvents(context, 'backward');
    const manual = context.inspection.operations.filter(({ operation }) => operation === 'backward');
    return [
      ...oncePerPlace(findingsAmong(backwards, (backward) => judge(context, backward, backwards, steps))),
      ...oncePerPlace(findingsAmong(manual, (event) => judgeManual(context, event))),
    ];
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A loop over a loader.',
      code: `from torch import nn, optim
import torch.nn.functional as F

model = nn.Linear(4, 3)
optimizer = optim.SGD(model.parameters(), lr=0.1)

def train(loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        loss.backward()  # warning: missing-zero-grad
        optimizer.step()
`,
      fixed: [
        [
          'loss = F.cross_entropy(model(x), y)',
          `loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()`,
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'Rounds over the same data.',
      code: `import torch
from torch import nn

model = nn.Linear(1, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
x = torch.tensor([[1.0], [2.0], [3.0]])
for step in range(5):
    loss = criterion(model(x), 2 * x)
    loss.backward()  # warning: missing-zero-grad
    optimizer.step()
`,
      fixed: [
        [
          'loss = criterion(model(x), 2 * x)',
          `loss = criterion(model(x), 2 * x)
    optimizer.zero_grad()`,
        ],
      ],
    },
    {
      framework: 'PyTorch',
      title: 'In a class, with the step in a condition.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

class Training:
    def __init__(self, lr=0.1):
        self.net = nn.Linear(4, 3)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=lr)

    def fit(self, loader, epochs):
        for epoch in range(epochs):
            for x, y in loader:
                loss = F.cross_entropy(self.net(x), y)
                loss.backward()  # warning: missing-zero-grad
                if torch.isfinite(loss):
                    self.optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The norms of the gradients are logged, and which optimizer it is is a setting.',
      code: `import torch
from torch import nn, optim
import torch.nn.functional as F

def train(loader, adaptive, log):
    model = nn.Linear(4, 3)
    if adaptive:
        optimizer = optim.Adam(model.parameters(), lr=0.001)
    else:
        optimizer = optim.SGD(model.parameters(), lr=0.1)
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        loss.backward()  # warning: missing-zero-grad
        for p in model.parameters():
            if p.grad is not None and not torch.isnan(p.grad).any():
                log(p.grad.data.norm(2))
        optimizer.step()
`,
      fixed: [['        loss.backward()', '        optimizer.zero_grad()\n        loss.backward()']],
    },
    {
      framework: 'PyTorch',
      title: 'A method that a loop calls on an object.',
      code: `from torch import nn, optim
import torch.nn.functional as F

class Agent:
    def __init__(self):
        self.net = nn.Linear(4, 3)
        self.optimizer = optim.SGD(self.net.parameters(), lr=0.1)

    def learn(self):
        x, y = self.sample()
        loss = F.cross_entropy(self.net(x), y)
        loss.backward()  # warning: missing-zero-grad
        self.optimizer.step()

agent = Agent()
for episode in range(100):
    agent.learn()
`,
      fixed: [['        loss.backward()', '        self.optimizer.zero_grad()\n        loss.backward()']],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'zero_grad in each round.',
      code: `from torch import nn, optim
import torch.nn.functional as F

model = nn.Linear(4, 3)
optimizer = optim.SGD(model.parameters(), lr=0.1)

def train(loader):
    for x, y in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Gradients are accumulated over four batches.',
      code: `from torch import nn, optim
import torch.nn.functional as F

model = nn.Linear(4, 3)
optimizer = optim.SGD(model.parameters(), lr=0.1)

def train(loader):
    for at, (x, y) in enumerate(loader):
        loss = F.cross_entropy(model(x), y) / 4
        loss.backward()
        if (at + 1) % 4 == 0:
            optimizer.step()
            optimizer.zero_grad()
`,
    },
    {
      framework: 'PyTorch',
      title: 'A function that the loop calls clears them.',
      code: `from torch import nn, optim
import torch.nn.functional as F

model = nn.Linear(4, 3)
optimizer = optim.SGD(model.parameters(), lr=0.1)

def clear(parameters):
    for p in parameters:
        p.grad = None

def train(loader):
    for x, y in loader:
        clear(model.parameters())
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Each round trains a model of its own for one step.',
      code: `import torch
from torch import nn

for lr in (0.1, 0.01, 0.001):
    model = nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = model(torch.ones(2, 4)).pow(2).mean()
    loss.backward()
    optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'One step, outside of a loop.',
      code: `import torch
from torch import nn

model = nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loss = model(torch.ones(2, 4)).pow(2).mean()
loss.backward()
optimizer.step()
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
