import * as elsewhere from './examples/loss-accumulated-with-graph';
import * as onPyTorch from './examples/on-pytorch/loss-accumulated-with-graph';
import { LineIndex } from '../base/line-index';
import type { OperationRecord } from '../inspect/inspection';
import type { Expression } from '../python/syntax';
import { walk } from '../python/walk';
import { ancestorsOf, callAt, scopeOf, sourceAt, type EditedSource } from './shared/code-shape';
import { asOperand, certainFix, replaceSpan } from './shared/edits';
import { message } from './shared/evidence';
import { gradientFlow, type BackwardRoot, type GradientFlow } from './shared/gradient-flow';
import { loopsAround } from './shared/loops';
import { oncePerPlace } from './shared/loss-findings';
import { accumulationsOf } from './shared/unread-accumulations';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'loss-accumulated-with-graph';

/** `total += loss` or `total = total + loss`. */
interface Accumulation {
  readonly target: Expression;
  readonly added: Expression;
}

const textOf = (source: EditedSource, { start, end }: Expression): string => source.text.slice(start, end);

/** The sum at a place, where it adds something to a name or an attribute. */
function accumulationAt(source: EditedSource, place: OperationRecord['place']): Accumulation | null {
  const path = ancestorsOf(source, place);
  const [node, around] = [path.at(-1), path.at(-2)];
  const statement = path.findLast(({ kind }) => kind === 'AugAssign' || kind === 'Assign');
  if (statement?.kind === 'AugAssign' && statement.operator === '+' && isTotal(statement.target))
    return { target: statement.target, added: statement.value };
  if (statement?.kind !== 'Assign' || around !== statement || node?.kind !== 'BinOp') return null;
  const [target] = statement.targets;
  if (node.operator !== '+' || !target || statement.targets.length > 1 || !isTotal(target)) return null;
  return textOf(source, target) === textOf(source, node.left) ? { target, added: node.right } : null;
}

const isTotal = ({ kind }: Expression): boolean => kind === 'Name' || kind === 'Attribute';

/** Whether the rounds of a loop, or the steps that a trainer asks for, pass through a backward pass and a sum. */
function runTogether(
  source: EditedSource,
  sum: OperationRecord,
  root: BackwardRoot,
  total: Expression,
): boolean {
  if (root.framework === 'trainer') {
    const { place } = root.event;
    const isInStep = place.source === source.index && place.start <= total.start && total.end <= place.end;
    return isInStep && total.kind === 'Attribute';
  }
  if (root.framework !== 'torch' || root.event.place.source !== source.index) return false;
  // A graph that is kept is wanted again.
  const call = callAt(source, root.event.place);
  if (!call || call.keywords.length > 0) return false;
  const loops = loopsAround(source, root.event.place);
  const own = loopsAround(source, sum.place);
  const loop = own.findLast((one) => loops.includes(one));
  return loop !== undefined && own.at(-1) === loop && !isSetIn(source, loop, total);
}

/** Whether a total is set anew inside of a node. */
function isSetIn(source: EditedSource, node: Parameters<typeof walk>[0], total: Expression): boolean {
  const text = textOf(source, total);
  let isSet = false;
  walk(node, (inner) => {
    if (inner.kind !== 'Assign') return;
    const isSum = inner.value.kind === 'BinOp' && textOf(source, inner.value.left) === text;
    isSet ||= !isSum && inner.targets.some((target) => textOf(source, target) === text);
  });
  return isSet;
}

/** Whether a text stands in another one as words of its own: `loss` does not stand in `batch_loss`. */
function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + word.length] ?? ' ')) return true;
  return false;
}

/** Whether a backward pass is asked of the total. */
function isPassedBack(source: EditedSource, total: Expression): boolean {
  const text = textOf(source, total);
  let isAsked = false;
  walk(scopeOf(source, total), (node) => {
    if (node.kind !== 'Call' || node.func.kind !== 'Attribute' || !/backward/.test(node.func.attribute))
      return;
    const given = [node.func.value, ...node.args].map((expression) => textOf(source, expression));
    isAsked ||= given.some((expression) => holdsWord(expression, text));
  });
  return isAsked;
}

function judge(context: RuleContext, flow: GradientFlow, sum: OperationRecord): Finding | null {
  const { output, inputs, place } = sum;
  const operand = inputs[1];
  if (output === null || operand == null || context.tensor(output).underNoGrad) return null;
  const source = sourceAt(context, place);
  const written = accumulationAt(source, place);
  if (!written || flow.roots.some(({ record }) => flow.from(record.id).passed.has(output))) return null;
  const { isLive, passed } = flow.from(operand);
  if (!isLive || isPassedBack(source, written.target)) return null;
  const root = flow.roots.find(
    (one) => passed.has(one.record.id) && runTogether(source, sum, one, written.target),
  );
  if (!root) return null;
  return accumulated(context, source, place, written, root);
}

function accumulated(
  context: RuleContext,
  source: EditedSource,
  place: OperationRecord['place'],
  written: Accumulation,
  root: BackwardRoot,
): Finding {
  const [total, added] = [written.target, written.added].map((expression) => textOf(source, expression));
  return {
    rule: NAME,
    severity: 'info',
    place,
    message: message([
      `${added} still has its graph, but ${total} expects a number: nobody asks for its gradient`,
      'the graph of every round stays in memory as long as the sum lives',
      `add ${asOperand(source, written.added)}.item(), or .detach() where the sum is to stay a tensor`,
    ]),
    evidence: '',
    related:
      root.framework === 'trainer'
        ? []
        : [{ place: root.event.place, message: 'the backward pass is made here, before the sum is used' }],
    fix: certainFix(context, 'Detach what is added', [
      replaceSpan(source, written.added, `${asOperand(source, written.added)}.detach()`),
    ]),
  };
}

/** The same of losses that are not read: where a backward pass is asked of a name, what it stands for has a graph. */
const judgeUnread = (context: RuleContext, root: BackwardRoot): readonly Finding[] => {
  const source = sourceAt(context, root.event.place);
  const lines = new LineIndex(source.text);
  return accumulationsOf(source, root).flatMap(({ statement, loop }) => {
    const { target, value } = statement;
    if (!isTotal(target) || isSetIn(source, loop, target) || isPassedBack(source, target)) return [];
    const place = lines.place(statement, source.index);
    return [accumulated(context, source, place, { target, added: value }, root)];
  });
};

export const lossAccumulatedWithGraph: Rule = {
  name: NAME,
  title: 'loss summed up with its graph',
  severity: 'info',
  why: `A loss that is added to a running sum brings along the record of how it was computed. The sum then holds the
records of all rounds: after 100 rounds of cross-entropy on one linear layer the graph behind \`total\` has 502 nodes, and it
grows by 5 with each round. The numbers are right; memory and the time for each round grow.

\`total += loss.item()\` adds the number. On a GPU \`item()\` waits for the result; \`total += loss.detach()\` does not, and is
what the fix writes.

The rule speaks where the loss was passed back in the same round, so that nobody wants the graph of the sum. Terms that
are added up before one \`backward()\` need theirs.`,
  check: (context) => {
    const flow = gradientFlow(context);
    if (flow.roots.length === 0) return [];
    return oncePerPlace([
      ...context.inspection.operations.flatMap((sum) =>
        sum.operation === 'add' && sum.function === null ? (judge(context, flow, sum) ?? []) : [],
      ),
      ...flow.roots.flatMap((root) => judgeUnread(context, root)),
    ]);
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The loss of an epoch.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train(loader, optimizer):
    total = 0
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss  # info: loss-accumulated-with-graph
    return total / len(loader)
`,
      fixed: [['total += loss', 'total += loss.detach()']],
    },
    {
      framework: 'PyTorch',
      title: 'Weighted by the size of the batch, and written out.',
      code: `import torch
from torch import nn

model = nn.Linear(2, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
running = 0.0
for at in range(3):
    x = torch.randn(5, 2)
    optimizer.zero_grad()
    loss = criterion(model(x), x.sum(1, keepdim=True))
    loss.backward()
    optimizer.step()
    running = running + loss * x.size(0)  # info: loss-accumulated-with-graph
print(running)
`,
      fixed: [['running = running + loss * x.size(0)', 'running = running + (loss * x.size(0)).detach()']],
    },
    {
      framework: 'PyTorch',
      title: 'An attribute of the object that trains.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

class Training:
    def __init__(self):
        self.net = nn.Linear(4, 3)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=0.1)
        self.total = 0.0

    def fit(self, loader):
        for x, y in loader:
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.net(x), y)
            self.total += loss  # info: loss-accumulated-with-graph
            loss.backward()
            self.optimizer.step()
`,
      fixed: [['self.total += loss', 'self.total += loss.detach()']],
    },
    {
      framework: 'PyTorch',
      title: 'A criterion that is not read: the backward pass says that the loss has a graph.',
      code: `import torch

def train(model, criterion, loader, optimizer):
    total_loss = 0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        loss *= len(y)
        total_loss += loss  # info: loss-accumulated-with-graph
    return total_loss / len(loader.dataset)
`,
      fixed: [['total_loss += loss', 'total_loss += loss.detach()']],
    },
    ...onPyTorch.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'The number is added.',
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
    return total / len(loader)
`,
    },
    {
      framework: 'PyTorch',
      title: 'Terms that are added up before one backward pass.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train(sequences, optimizer):
    for sequence, labels in sequences:
        loss = 0
        for x, y in zip(sequence, labels):
            loss = loss + F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'Evaluation under no_grad.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train_and_evaluate(loader, held_out, optimizer):
    total = 0
    for x, y in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
        with torch.no_grad():
            for a, b in held_out:
                total += F.cross_entropy(model(a), b)
    return total
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sum is passed back as well.',
      code: `from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)

def train(tasks, optimizer):
    total = 0
    for x, y in tasks:
        loss = F.cross_entropy(model(x), y)
        loss.backward(retain_graph=True)
        total += loss
    total.backward()
    optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The name stands for a number by then, or nothing is recorded.',
      code: `import torch

def train(model, criterion, loader, optimizer):
    total, counted, passed = 0, 0, 0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            counted += loss
        loss = loss.item()
        total += loss
    for x, y in loader:
        loss = criterion(model(x), y)
        loss.backward(retain_graph=True)
        passed += loss
    passed.backward()
    return total, counted
`,
    },
    ...onPyTorch.right,
  ],
  notIn: elsewhere.notIn,
};
