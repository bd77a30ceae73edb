/** Whether a backward pass and a step of an optimizer run again and again, and what runs with them. */
import { covers } from '../../base/place';
import type { OperationRecord } from '../../inspect/inspection';
import type { Expression, For, FunctionDef, If, While } from '../../python/syntax';
import { walk, type SyntaxNode } from '../../python/walk';
import { assignedNames, scopeOf, type EditedSource } from './code-shape';
import { isCalledInLoop } from './called-in-loops';
import type { Level, Written } from './written-steps';
import type { RuleContext } from '../rule';

/** What runs again and again with a backward pass and a step in it. */
export interface Repeated {
  readonly source: EditedSource;
  /** The loop; or the function that a loop of the program calls, where it is not known which. */
  readonly around: For | While | FunctionDef;
  /** The calls in it that lead to the backward pass and to the step. */
  readonly backward: Level;
  readonly step: Level;
  /** The functions that lie between. */
  readonly through: readonly SyntaxNode[];
}

/** The innermost loop that both a backward and a step run in, be it that of a caller; else the function that both run in and that a loop calls. */
export function repeatedTogether(context: RuleContext, backward: Written, step: Written): Repeated | null {
  const readings = new Set(backward.events.map(({ options }) => options['reading']));
  if (!step.events.some(({ options }) => readings.has(options['reading']))) return null;
  return (
    nearest(backward, step, (one, other) => one.loops.findLast((loop) => other.loops.includes(loop))) ??
    nearest(backward, step, (one, other) => {
      if (one.loops.length + other.loops.length > 0) return undefined;
      const scope = scopeOf(one.source, one.call);
      const isShared = scope.kind === 'FunctionDef' && scopeOf(other.source, other.call) === scope;
      return isShared && isCalledInLoop(context, scope) ? scope : undefined;
    })
  );
}

/** The levels that are the fewest calls away from a backward and a step and have something around both. */
function nearest(
  backward: Written,
  step: Written,
  around: (backward: Level, step: Level) => For | While | FunctionDef | undefined,
): Repeated | null {
  const most = backward.levels.length + step.levels.length - 2;
  for (let calls = 0; calls <= most; calls++) {
    for (let at = 0; at <= calls; at++) {
      const [one, other] = [backward.levels[at], step.levels[calls - at]];
      if (!one || !other || one.source.index !== other.source.index) continue;
      const found = around(one, other);
      if (!found) continue;
      const inner = [...backward.levels.slice(0, at), ...step.levels.slice(0, calls - at)];
      const through = inner.map(({ source, call }) => scopeOf(source, call));
      return { source: one.source, around: found, backward: one, step: other, through };
    }
  }
  return null;
}

/** Whether each round makes a new optimizer, or leaves after one; and where it is not written which optimizer it is. */
export function isFresh({ step, around }: Repeated): boolean {
  const last = around.kind === 'FunctionDef' ? undefined : around.body.at(-1);
  if (last?.kind === 'Break' || last?.kind === 'Return') return true;
  const name = ownerIn(step, around);
  return name === null || assignedNames(around, around.start, around.end).has(name);
}

/** The name that a step's optimizer is kept under outside: of `for optimizer in optimizers.values()` it is that of the dict. */
function ownerIn({ of, loops }: Level, around: SyntaxNode): string | null {
  let name = of && keptUnder(of);
  for (const loop of [...loops].reverse()) {
    if (loop === around || name === null) break;
    if (loop.kind === 'For' && assignedNames(loop, loop.target.start, loop.target.end).has(name))
      name = keptUnder(loop.iterable);
  }
  return name;
}

/** The name at the start of `a.b['c'].values()`. */
function keptUnder(expression: Expression): string | null {
  let at = expression;
  for (;;) {
    if (at.kind === 'Attribute' || at.kind === 'Subscript') at = at.value;
    else if (at.kind === 'Call' && at.func.kind === 'Attribute') at = at.func.value;
    else return at.kind === 'Name' ? at.id : null;
  }
}

/** Whether no other backward pass lies between this one and the step, as their calls are written. */
export function isLastBefore({ source, backward, step }: Repeated, backwards: readonly Written[]): boolean {
  const calls = backwards
    .flatMap(({ levels }) => levels)
    .filter((level) => level.source.index === source.index);
  return (
    backward.call.start < step.call.start &&
    !calls.some(({ call }) => backward.call.start < call.start && call.start < step.call.start)
  );
}

/** Whether an event happened in each round, as it was read. */
export const happensIn = (
  { source, around }: Repeated,
  { place, within }: Pick<OperationRecord, 'place' | 'within'>,
): boolean => [place, ...(within ?? [])].some((at) => at.source === source.index && covers(around, at));

/**
 * What only every n-th round does, as `if i % n == 0` says; nothing where the backward pass or the step is itself done
 * in some rounds only.
 */
export function doneInSomeRounds({ around, backward, step }: Repeated): ReadonlySet<SyntaxNode> {
  const found = new Set<SyntaxNode>();
  let isPartOfSome = false;
  walk(around, (node) => {
    if (node.kind !== 'If' || !countsRounds(node)) return;
    isPartOfSome ||= [backward, step].some(({ call }) => covers(node, call));
    for (const statement of node.body) found.add(statement);
  });
  return isPartOfSome ? new Set() : found;
}

/** `i % n == 0`, with any comparison, and with other conditions beside it. */
function countsRounds({ test }: If): boolean {
  const compared = test.kind === 'BoolOp' && test.operator === 'and' ? test.values : [test];
  return compared.some(
    (part) => part.kind === 'Compare' && part.left.kind === 'BinOp' && part.left.operator === '%',
  );
}
