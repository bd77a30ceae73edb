/**
 * Logarithms that are taken of a softmax or a sigmoid, where one function computes
 * both without going through a probability that may be zero: finding them, and the
 * edit that puts that function in their place.
 */
import type { OperationRecord, TensorId, TensorRecord } from '../../inspect/inspection';
import type { Call, Expression } from '../../python/syntax';
import { isOneHot } from './class-targets';
import {
  ancestorsOf,
  assignedNames,
  callAt,
  lastName,
  operandOf,
  parentOf,
  scopeOf,
  sourceAt,
  type EditedSource,
} from './code-shape';
import { certainFix, replaceSpan } from './edits';
import { numberOf, originOf, withoutMoves, type Origin } from './origin';
import { madeFrom, usesIn } from './uses';
import type { Fix, RuleContext, Severity } from '../rule';

/** A logarithm of what an activation gives. */
export interface LogOfActivation {
  readonly operation: OperationRecord;
  readonly output: TensorRecord;
  readonly origin: Origin;
  /** The logarithm is of 1 − p. */
  readonly isComplement: boolean;
  /** A small number was added: it hides the infinity and keeps the error. */
  readonly isGuarded: boolean;
}

/**
 * Probabilities in their order are drawn from, and -inf is what a sampler wants of those that it leaves out.
 * Who chooses between p and 1 − p writes a binary cross-entropy out, to show what it is.
 */
const choosing: ReadonlySet<string> = new Set(['sort', 'topk', 'where']);

/** Operations on the way from a logarithm to a sampler, or to a sum from which nan is left out. */
const following: ReadonlySet<string> = new Set([
  'div',
  'mul',
  'neg',
  'reshape',
  'select',
  'slice',
  'squeeze',
]);

const asking: ReadonlySet<string> = new Set(['isfinite', 'isinf', 'isnan', 'nan_to_num']);

/** Who asks for what is not finite handles it: `nansum` asks whether each term is equal to itself. */
function asksForNan({ producer }: TensorRecord): boolean {
  const { operation, inputs } = producer!;
  return asking.has(operation) || (operation === 'eq' && inputs[0] === inputs[1]);
}

/** Whether a logarithm becomes the scores that a sampler draws from, or the terms of a sum that leaves nan out. */
function isHandled({ inspection }: RuleContext, output: TensorRecord): boolean {
  const drawnFrom = new Set(
    inspection.operations.flatMap(({ operation, inputs }) => (operation === 'categorical' ? inputs : [])),
  );
  const uses = usesIn(inspection);
  const made = [...madeFrom(uses, output, ({ producer }) => following.has(producer!.operation))];
  return made.some(({ id }) => drawnFrom.has(id) || (uses.get(id) ?? []).some(asksForNan));
}

/** NumPy has neither gradients nor the other function. */
const frameworks = /^(torch|jax|tensorflow|keras)\b/;

/** The logarithms of an activation of that kind in the user's text, in the order of the text. */
export function logsOf(context: RuleContext, kind: 'softmax' | 'sigmoid'): readonly LogOfActivation[] {
  const lookup = (id: number): TensorRecord => context.tensor(id);
  return context.inspection.operations.flatMap((operation): LogOfActivation[] => {
    if (operation.operation !== 'log' || operation.output === null) return [];
    if (!frameworks.test(operation.function ?? '') || isOnlyShown(context, operation)) return [];
    const output = context.tensor(operation.output);
    // Without gradients nothing is trained on it.
    if (output.underNoGrad || isHandled(context, output)) return [];
    let argument = output.producer?.inputs[0];
    if (argument === undefined || output.producer?.operation !== 'log') return [];
    let isGuarded = false;
    let isComplement = false;
    const sum = withoutMoves(lookup, argument);
    if (sum.producer?.operation === 'add') {
      const term = sum.producer.inputs.findIndex((id) => numberOf(lookup(id)) !== null);
      if (term < 0) return [];
      isGuarded = true;
      argument = sum.producer.inputs[1 - term]!;
    }
    const difference = withoutMoves(lookup, argument);
    if (kind === 'sigmoid' && difference.producer?.operation === 'sub') {
      const [one, p] = difference.producer.inputs;
      if (one === undefined || p === undefined || numberOf(lookup(one)) !== 1) return [];
      isComplement = true;
      argument = p;
    }
    const origin = originOf(lookup, pickedFrom(context, argument));
    if (origin.kind !== kind || origin.isAltered || !origin.before || origin.before.underNoGrad) return [];
    if (origin.path.some(({ producer }) => choosing.has(producer?.operation ?? ''))) return [];
    return [{ operation, output, origin, isComplement, isGuarded }];
  });
}

/**
 * The probabilities of which a one-hot mask picks one for each row, `(p * onehot).sum(1)`, those that are only kept
 * below a bound, and those of which each is multiplied by something that is not trained, as a mask is: near zero all of
 * them are what they were. Other tensors are themselves.
 */
function pickedFrom(context: RuleContext, id: TensorId): TensorId {
  const lookup = (of: TensorId): TensorRecord => context.tensor(of);
  const { producer } = withoutMoves(lookup, id);
  const [first] = producer?.inputs ?? [];
  if (producer?.operation === 'clamp' && producer.inputs.length === 1)
    return (producer.attributes['min'] ?? null) === null ? pickedFrom(context, first!) : id;
  if (producer?.operation === 'mul') {
    const factors = producer.inputs.map((factor) => ({
      factor,
      isSoftmax: originOf(lookup, factor).kind === 'softmax',
    }));
    const [p, other] = factors[0]?.isSoftmax ? factors : [...factors].reverse();
    return p?.isSoftmax && other && !other.isSoftmax && !lookup(other.factor).requiresGrad ? p.factor : id;
  }
  if (producer?.operation !== 'sum' || first === undefined) return id;
  const product = withoutMoves(lookup, first).producer;
  const [left, right] = product?.operation === 'mul' ? product.inputs : [];
  if (left === undefined || right === undefined) return id;
  if (isOneHot(context, lookup(right))) return left;
  return isOneHot(context, lookup(left)) ? right : id;
}

/** What is only printed, or stands alone at the end of a cell, trains nothing; `loss(p.log(), y).backward()` does. */
function isOnlyShown(context: RuleContext, { place }: OperationRecord): boolean {
  const path = ancestorsOf(sourceAt(context, place), place);
  return path.some((node) => {
    if (node.kind === 'Call') return lastName(node.func) === 'print';
    if (node.kind !== 'ExpressionStatement') return false;
    return !(node.value.kind === 'Call' && lastName(node.value.func) === 'backward');
  });
}

/**
 * Known numbers without a gradient are looked at, not trained on; a guard makes the infinity a wrong number;
 * who writes the activation out wants to see its parts.
 */
export const severityOfLog = ({ output, origin, isGuarded }: LogOfActivation): Severity =>
  isGuarded || origin.isWrittenOut || (output.data !== null && !output.requiresGrad) ? 'info' : 'warning';

/** The written calls: of the logarithm, and of the activation where it stands in it or in an assignment before. */
export interface WrittenLogCall {
  readonly source: EditedSource;
  readonly log: Call;
  readonly activation: Call;
  /** What the activation is applied to. */
  readonly operand: Expression;
}

/** Null where something stands between the two, or what goes into the activation may have changed since. */
export function writtenLogOf(
  context: RuleContext,
  { operation, origin }: LogOfActivation,
): WrittenLogCall | null {
  const { place, layer } = origin.tensor;
  if (origin.isWrittenOut || layer || !place || place.source !== operation.place.source) return null;
  const source = sourceAt(context, operation.place);
  const log = callAt(source, operation.place);
  const activation = callAt(source, place);
  const operand = activation && operandOf(source, activation);
  if (
    !log ||
    lastName(log.func) !== 'log' ||
    !operand ||
    !['softmax', 'sigmoid'].includes(lastName(activation.func) ?? '')
  )
    return null;
  const inner = withoutGuard(operandOf(source, log));
  if (inner === activation || (inner?.start === activation.start && inner.end === activation.end)) {
    return { source, log, activation, operand };
  }
  const holder = parentOf(source, activation);
  if (inner?.kind !== 'Name' || operand.kind !== 'Name') return null;
  if (holder?.kind !== 'Assign' || holder.value !== activation || holder.targets.length !== 1) return null;
  const [target] = holder.targets;
  if (target?.kind !== 'Name' || target.id !== inner.id || operand.id === inner.id) return null;
  const scope = scopeOf(source, log);
  if (scope.start !== scopeOf(source, activation).start || holder.end > log.start) return null;
  const written = assignedNames(scope, holder.end, log.start);
  return written.has(operand.id) || written.has(inner.id) ? null : { source, log, activation, operand };
}

/** The p of `p`, `p + 1e-8`, `1 - p` and `1 - p + 1e-8`. */
function withoutGuard(expression: Expression | null): Expression | null {
  if (expression?.kind !== 'BinOp') return expression;
  if (expression.operator === '+' && expression.right.kind === 'Constant')
    return withoutGuard(expression.left);
  if (expression.operator === '-' && expression.left.kind === 'Constant') return expression.right;
  return expression;
}

/** Puts an expression in the place of the logarithm's call. */
export const replaceLog = (
  context: RuleContext,
  title: string,
  { source, log }: WrittenLogCall,
  text: string | null,
): Fix | null => (text === null ? null : certainFix(context, title, [replaceSpan(source, log, text)]));
