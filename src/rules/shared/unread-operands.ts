/**
 * Operands of which nothing is known, by what the text says that they are: a count of elements, data that a
 * loop gives, or what a function is given beside what JAX differentiates it by. None has a gradient.
 */
import type { Inspection, LossCall, TensorId, TensorRecord } from '../../inspect/inspection';
import type { Call, Expression, FunctionDef } from '../../python/syntax';
import { nodesNear } from '../../python/nodes';
import { walk, type SyntaxNode } from '../../python/walk';
import { bindingsOf, type Bindings } from './bindings';
import {
  argumentFor,
  callAt,
  expressionAt,
  isImported,
  lastName,
  operandOf,
  rootName,
  scopeOf,
  sourceAt,
  type EditedSource,
} from './code-shape';
import { baseName, isGivenByLoop } from './data-names';
import { isDifferentiatedByFirst } from './differentiated';
import { placeKey } from './loss-findings';
import { madeFrom, usesIn } from './uses';
import type { RuleContext } from '../rule';

const known = new WeakMap<Inspection, ReadonlySet<TensorId>>();

/** The operands of operators that are no tensors, or tensors that nobody trains; worked out once for all rules. */
export function operandsWithoutGradient(context: RuleContext): ReadonlySet<TensorId> {
  const found = known.get(context.inspection) ?? new Set(operandsIn(context));
  known.set(context.inspection, found);
  return found;
}

function* operandsIn(context: RuleContext): Generator<TensorId> {
  const unread = context.inspection.tensors.filter(isUnread);
  if (unread.length === 0) return;
  const uses = usesIn(context.inspection);
  const losses = new Map(context.inspection.losses.map((call) => [placeKey(call.place), call]));
  for (const leaf of unread) {
    const source = sourceAt(context, leaf.place!);
    const loss = losses.get(placeKey(leaf.place!));
    const operand = loss
      ? argumentOfLoss(source, loss, leaf)
      : operandOfLeaf(source, leaf, uses.get(leaf.id)?.[0]);
    if (operand && hasNoGradient(context, source, operand, leaf.id)) yield leaf.id;
  }
}

/** What nobody made that was read. A cast may have told its dtype. */
const isUnread = ({ producer, data, requiresGrad, role, place }: TensorRecord): boolean =>
  place !== null && producer === null && data === null && !requiresGrad && role.kind === 'unknown';

/** What is written for an argument of a loss: which comes first, prediction or target, is its framework's affair. */
function argumentOfLoss(source: EditedSource, { inputs }: LossCall, { id }: TensorRecord): Expression | null {
  const place = inputs.find(({ tensor }) => tensor === id)?.place;
  return place ? expressionAt(source, place) : null;
}

/** What is written for a leaf: an operand of an operator, or an argument of the call that stands at its place. */
function operandOfLeaf(
  source: EditedSource,
  { id, place }: TensorRecord,
  user: TensorRecord | undefined,
): Expression | null {
  const written = expressionAt(source, place!);
  const isOfCall = user?.place && place && placeKey(user.place) === placeKey(place);
  if (written?.kind !== 'Call' || !isOfCall) return written;
  const { func, args } = written;
  const at = user.producer!.inputs.indexOf(id);
  const isMethod = func.kind === 'Attribute' && !isImported(source, rootName(func.value));
  const argument = isMethod ? (at === 0 ? func.value : args[at - 1]) : args[at];
  return argument && argument.kind !== 'Starred' ? argument : null;
}

/** What is asked of an argument that a function hands on is asked of its callers; `asked` are the functions on the way. */
function hasNoGradient(
  context: RuleContext,
  source: EditedSource,
  operand: Expression,
  id: TensorId,
  asked: ReadonlySet<FunctionDef> = new Set(),
): boolean {
  const scope = scopeOf(source, operand);
  if (isCount(operand, bindingsOf(scope), new Set())) return true;
  const data = reduced(source, operand);
  if (isOfBatches(data, scope)) return true;
  const name = baseName(data);
  if (name === null || scope.kind !== 'FunctionDef' || asked.has(scope)) return false;
  const bound = bindingsOf(scope).get(name);
  const at = scope.parameters.items.findIndex((parameter) => parameter.name === name);
  // `target = target.view(-1)` leaves it what it was.
  const isKept = bound?.every((value) => value === null || baseName(value) === name);
  if (at < 0 || !isKept) return false;
  if (at > 0 && isDifferentiatedByFirst(source, scope)) return true;
  const passed = [...callsOf(context, source, scope, id)].map((call) => ({
    written: argumentFor(call.node, scope, at, name),
    from: call.source,
  }));
  const way = new Set([...asked, scope]);
  return (
    passed.length > 0 &&
    passed.every(
      ({ written, from }) =>
        written !== null &&
        (isOfBatches(written, scopeOf(from, written)) || hasNoGradient(context, from, written, id, way)),
    )
  );
}

/** `y` of `y.sum(dim=1)` and of `torch.sum(y)`. */
const reduced = (source: EditedSource, operand: Expression): Expression =>
  operand.kind === 'Call' && reductions.has(lastName(operand.func) ?? '')
    ? (operandOf(source, operand) ?? operand)
    : operand;

const reductions: ReadonlySet<string> = new Set(['mean', 'reduce_mean', 'reduce_sum', 'sum']);

/** Whether a loop over something that has a name gives it; what a call gives item by item may be parameters. */
function isOfBatches(written: Expression, scope: SyntaxNode): boolean {
  if (!isGivenByLoop(written, scope)) return false;
  let areBatches = true;
  walk(scope, (node) => {
    if (node.kind === 'For') areBatches &&= isNamed(node.iterable);
  });
  return areBatches;
}

/** `loader`, `self.loader`, `enumerate(loader)`, `tqdm(loader)`, `DataLoader(samples)`, `range(10)`. */
function isNamed(iterable: Expression): boolean {
  if (iterable.kind === 'Name' || iterable.kind === 'Attribute') return true;
  if (iterable.kind !== 'Call') return false;
  const name = lastName(iterable.func) ?? '';
  if (name === 'range') return true;
  return around.has(name) && iterable.args[0] !== undefined && isNamed(iterable.args[0]);
}

const around: ReadonlySet<string> = new Set(['DataLoader', 'enumerate', 'tqdm', 'track', 'trange']);

/** Whether an expression counts elements: `x.size(0)`, `x.shape[1]`, `len(x)`, or a name of such a number. */
function isCount(written: Expression, bindings: Bindings, asked: Set<string>): boolean {
  switch (written.kind) {
    case 'Name': {
      if (asked.has(written.id)) return true;
      asked.add(written.id);
      const bound = bindings.get(written.id);
      return bound !== undefined && bound.every((value) => value !== null && isCount(value, bindings, asked));
    }
    case 'Constant':
      return true;
    case 'Attribute':
      return written.attribute === 'shape' || written.attribute === 'ndim';
    case 'Subscript':
      return isCount(written.value, bindings, asked);
    case 'BinOp':
      return isCount(written.left, bindings, asked) && isCount(written.right, bindings, asked);
    case 'Call':
      return counting.has(lastName(written.func) ?? '');
    default:
      return false;
  }
}

const counting: ReadonlySet<string> = new Set(['dim', 'len', 'nelement', 'numel', 'size']);

interface CallSite {
  readonly source: EditedSource;
  readonly node: Call;
}

/** The calls of a function: of a module's forward those whose result the operand went into, of another one those by its name. */
function* callsOf(
  context: RuleContext,
  source: EditedSource,
  called: FunctionDef,
  id: TensorId,
): Generator<CallSite> {
  if (called.name === 'forward' || called.name === 'call') {
    const made = new Set<TensorId>();
    for (const record of madeFrom(usesIn(context.inspection), context.tensor(id), () => true))
      made.add(record.id);
    for (const { operation, output, place } of context.inspection.operations) {
      if (operation !== 'call' || output === null || !made.has(output)) continue;
      const from = sourceAt(context, place);
      const node = callAt(from, place);
      // What stands in the function itself calls another one.
      if (node && scopeOf(from, node) !== called) yield { source: from, node };
    }
    return;
  }
  for (const index of context.inspection.sources.keys()) {
    const from = sourceAt(context, { source: index });
    for (const node of nodesNear(from, 'Call', called.name))
      if (lastName(node.func) === called.name) yield { source: from, node };
  }
}
