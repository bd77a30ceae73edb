/** Branches: the one that is known to be taken, or all of them walked and joined. */
import { chosenBy, type Assumption } from './assumptions';
import { asFailure, type Completion } from './completion';
import type { Interpreter } from './interpreter';
import type { Value } from '../frameworks/values';
import { isValue, joinContents, joinValues } from './join';
import { adoptChanges, changesOfNewObjects, joinChanges, type Changes } from './trail';

/** Takes the branch that is known to be taken, or walks both, each under what it assumes, and joins what they leave. */
export function executeBranches(
  interpreter: Interpreter,
  truth: boolean | undefined,
  whenTrue: () => Completion | undefined,
  whenFalse: () => Completion | undefined,
  assumption?: Assumption,
): Completion | undefined {
  if (truth === true) return whenTrue();
  if (truth === false) return whenFalse();
  return joinWalks(
    interpreter,
    walk(interpreter, () => assuming(interpreter, assumption, true, whenTrue)),
    walk(interpreter, () => assuming(interpreter, assumption, false, whenFalse)),
    assumption,
  );
}

/** One of two values of which it is not known which is evaluated; one whose evaluation raises is not it. */
export function eitherValue(
  interpreter: Interpreter,
  first: () => Value,
  second: () => Value,
  assumption?: Assumption,
  join: (a: Value, b: Value) => Value = (a, b) => joinValues(a, b)!,
): Value {
  const walks = [first, second].map((body, at) =>
    walk(interpreter, () => ({
      kind: 'return',
      value: assuming(interpreter, assumption, at === 0, body),
    })),
  );
  const [one, other] = walks as [Walk, Walk];
  const [left, right] = [one.completion, other.completion];
  if (left?.kind === 'return' && right?.kind === 'return') {
    joinChanges(interpreter.trails, one.changes, other.changes, joinContents);
    return chosenBy(join(left.value, right.value), assumption, left.value, right.value);
  }
  const [taken] = walks.filter(({ completion }) => completion?.kind === 'return');
  if (taken?.completion?.kind !== 'return')
    return interpreter.unknown(left?.kind === 'raise' ? left.reason : 'both ways raise');
  adoptChanges(interpreter.trails, taken.changes);
  return taken.completion.value;
}

/** Reads a branch under what holds in it. */
function assuming<Result>(
  interpreter: Interpreter,
  assumption: Assumption | undefined,
  isTrue: boolean,
  body: () => Result,
): Result {
  if (!assumption) return body();
  interpreter.assumptions.push(isTrue ? assumption : { ...assumption, holds: !assumption.holds });
  try {
    return body();
  } finally {
    interpreter.assumptions.pop();
  }
}

/** A value that is perhaps not evaluated: what that changes is joined with its not having been. */
export function valuePerhaps(interpreter: Interpreter, body: () => Value): Value {
  const { changes, completion } = walk(interpreter, () => ({ kind: 'return', value: body() }));
  joinChanges(interpreter.trails, changes, [], joinContents);
  if (completion?.kind === 'return') return completion.value;
  return interpreter.unknown(completion?.kind === 'raise' ? completion.reason : 'it is not known');
}

interface Walk {
  readonly changes: Changes;
  readonly completion: Completion | undefined;
}

/** Walks a branch and takes back what it did. An error in it ends the branch. */
export function walk(interpreter: Interpreter, body: () => Completion | undefined): Walk {
  let completion: Completion | undefined;
  const changes = interpreter.trails.tryOut(() => {
    interpreter.perhapsDepth++;
    interpreter.branchDepth++;
    try {
      completion = body();
    } catch (error) {
      completion = { kind: 'raise', reason: asFailure(error).message };
    } finally {
      interpreter.perhapsDepth--;
      interpreter.branchDepth--;
    }
  });
  return { changes, completion };
}

/** Goes on with what both walks have in common; a walk that left the block contributes only what it returned. */
function joinWalks(
  interpreter: Interpreter,
  first: Walk,
  second: Walk,
  assumption: Assumption | undefined,
): Completion | undefined {
  const { trails } = interpreter;
  const join = (a: unknown, b: unknown): unknown => {
    const joined = joinContents(a, b);
    return assumption && isValue(joined) && isValue(a) && isValue(b)
      ? chosenBy(joined, assumption, a, b)
      : joined;
  };
  const firstLeaves = leaves(first.completion);
  const secondLeaves = leaves(second.completion);
  if (firstLeaves && secondLeaves) {
    if (first.completion?.kind === 'return') {
      if (second.completion?.kind !== 'return') {
        adoptChanges(trails, first.changes);
        return first.completion;
      }
      interpreter.frame?.possibleReturns.push(first.completion.value);
    }
    joinChanges(trails, first.changes, second.changes, joinContents);
    return second.completion;
  }
  if (firstLeaves || secondLeaves) {
    const left = firstLeaves ? first : second;
    const stays = firstLeaves ? second : first;
    if (left.completion?.kind === 'return') {
      interpreter.frame?.possibleReturns.push(left.completion.value);
      // What is returned may be an object that the branch made: it is what the branch made of it.
      adoptChanges(trails, changesOfNewObjects(left.changes));
    }
    adoptChanges(trails, stays.changes);
    return undefined;
  }
  joinChanges(trails, first.changes, second.changes, join);
  if (first.completion || second.completion) interpreter.leavesLoopPerhaps = true;
  return undefined;
}

/** Whether the rest of the block is not reached; `break` and `continue` leave only the round of a loop. */
const leaves = (completion: Completion | undefined): boolean =>
  completion?.kind === 'return' || completion?.kind === 'raise';
