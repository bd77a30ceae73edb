/** The calls of `backward` and of an optimizer's `step` as they are written, with the loops around them and around their callers. */
import type { OperationRecord } from '../../inspect/inspection';
import { nodesOfKind } from '../../python/nodes';
import type { Call, Expression, For, FunctionDef, While } from '../../python/syntax';
import type { Place } from '../../base/place';
import {
  argumentFor,
  assignedNames,
  callAt,
  lastName,
  rootName,
  scopeOf,
  sourceAt,
  type EditedSource,
} from './code-shape';
import { loopsAround } from './loops';
import type { RuleContext } from '../rule';

/** A call on the way to `backward` or `step`: of it, or of a function that calls it. */
export interface Level {
  readonly source: EditedSource;
  readonly call: Call;
  /** Of what it is called: the loss, the optimizer, the object that has the optimizer; null where that is not written. */
  readonly of: Expression | null;
  /** The loops of its function that it stands in. */
  readonly loops: readonly (For | While)[];
}

/** A call of `backward` or `step`. */
export interface Written extends Level {
  readonly of: Expression;
  /** Itself, and the calls of the functions around it, the innermost first. */
  readonly levels: readonly [Level, ...Level[]];
  /** The events that were read on this way. */
  readonly events: OperationRecord[];
}

/** The call at an event, where it is written as `x.backward()` or `optimizer.step()`. */
function writtenAt(context: RuleContext, event: OperationRecord): Omit<Written, 'levels' | 'events'> | null {
  const source = sourceAt(context, event.place);
  const call = callAt(source, event.place);
  // What manual_backward is given as an argument is another matter (`judgeManual`).
  if (call?.func.kind !== 'Attribute' || call.func.attribute !== event.operation) return null;
  const { value } = call.func;
  const loops = loopsAround(source, event.place);
  if (event.operation === 'step' && isOfScaler(source, call))
    return { source, call, loops, of: call.args[0]! };
  // `y.backward(gradient)` starts from a gradient; behind `accelerator.backward(loss)` an engine may step and clear by itself.
  if (call.args.length > 0) return null;
  if (event.operation === 'step' && call.keywords.length > 0) return null;
  return { source, call, loops, of: value };
}

/** The written calls of the functions around a call, as far as it is written what they have to do with it. */
function levelsFrom(context: RuleContext, inner: Level, within: readonly Place[]): [Level, ...Level[]] {
  const levels: [Level, ...Level[]] = [inner];
  let level = inner;
  for (const place of within) {
    const called = scopeOf(level.source, level.call);
    const source = sourceAt(context, place);
    const call = called.kind === 'FunctionDef' ? callAt(source, place) : null;
    // A call of a framework's that calls a function of the program's has no more to do with it.
    if (!call || called.kind !== 'FunctionDef' || !mayCall(call, called)) break;
    level = {
      source,
      call,
      of: level.of && seenFrom(call, called, level.of),
      loops: loopsAround(source, place),
    };
    levels.push(level);
  }
  return levels;
}

/** Whether a call may be one of a function, by its name; an object is called by its own. */
const mayCall = ({ func }: Call, { name }: FunctionDef): boolean =>
  lastName(func) === name || name === '__call__' || name === 'forward' || name === '__init__';

/** What an expression of a function is where the function is called; null where it is made inside. */
function seenFrom(call: Call, called: FunctionDef, expression: Expression): Expression | null {
  const root = rootName(expression);
  if (root === null) return null;
  const at = called.parameters.items.findIndex(({ name }) => name === root);
  if (at === 0 && (root === 'self' || root === 'cls')) {
    const isOfObject = call.func.kind === 'Attribute' && call.func.attribute === called.name;
    return isOfObject && call.func.kind === 'Attribute' ? call.func.value : call.func;
  }
  if (at >= 0) return argumentFor(call, called, at, root);
  return assignedNames(called, called.start, called.end).has(root) ? null : expression;
}

/** `scaler.step(optimizer)`, where the name is given a GradScaler somewhere in the file. */
function isOfScaler({ module }: EditedSource, { func, args }: Call): boolean {
  const name = func.kind === 'Attribute' ? lastName(func.value) : null;
  return (
    args.length === 1 &&
    name !== null &&
    nodesOfKind(module, 'Assign').some(
      ({ targets, value }) =>
        value.kind === 'Call' &&
        lastName(value.func) === 'GradScaler' &&
        targets.some((target) => lastName(target) === name),
    )
  );
}

/** The places of one kind of event, each once for each way that leads to it. */
export function writtenEvents(context: RuleContext, operation: 'backward' | 'step'): readonly Written[] {
  const found = new Map<string, Written | null>();
  for (const event of context.inspection.operations) {
    const isOfTorch = operation === 'step' || event.options['framework'] === 'torch';
    if (event.operation !== operation || !isOfTorch) continue;
    const within = event.within ?? [];
    const key = [event.place, ...within]
      .map(({ source, start, end }) => `${source}:${start}:${end}`)
      .join(' ');
    const known = found.get(key);
    if (known) known.events.push(event);
    if (known !== undefined) continue;
    const at = writtenAt(context, event);
    found.set(key, at && { ...at, levels: levelsFrom(context, at, within), events: [event] });
  }
  return [...found.values()].filter((written) => written !== null);
}
