/** Branches: the one that is known to be taken, or all of them walked and joined. */
import { asFailure, type Completion } from './completion';
import type { Interpreter } from './interpreter';
import type { Value } from '../frameworks/values';
import { joinContents, joinValues } from './join';
import { adoptChanges, changesOfNewObjects, joinChanges, type Changes } from './trail';

/** Takes the branch that is known to be taken, or walks both and joins what they leave. */
export function executeBranches(
  interpreter: Interpreter,
  truth: boolean | undefined,
  whenTrue: () => Completion | undefined,
  whenFalse: () => Completion | undefined,
): Completion | undefined {
  if (truth === true) return whenTrue();
  if (truth === false) return whenFalse();
  return joinWalks(interpreter, walk(interpreter, whenTrue), walk(interpreter, whenFalse));
}

/** One of two values of which it is not known which is evaluated; one whose evaluation raises is not it. */
export function eitherValue(interpreter: Interpreter, first: () => Value, second: () => Value): Value {
  const walks = [first, second].map((body) => walk(interpreter, () => ({ kind: 'return', value: body() })));
  const [one, other] = walks as [Walk, Walk];
  const [left, right] = [one.completion, other.completion];
  if (left?.kind === 'return' && right?.kind === 'return') {
    joinChanges(interpreter.trails, one.changes, other.changes, joinContents);
    return joinValues(left.value, right.value)!;
  }
  const [taken] = walks.filter(({ completion }) => completion?.kind === 'return');
  if (taken?.completion?.kind !== 'return')
    return interpreter.unknown(left?.kind === 'raise' ? left.reason : 'both ways raise');
  adoptChanges(interpreter.trails, taken.changes);
  return taken.completion.value;
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
    try {
      completion = body();
    } catch (error) {
      completion = { kind: 'raise', reason: asFailure(error).message };
    } finally {
      interpreter.perhapsDepth--;
    }
  });
  return { changes, completion };
}

/** Goes on with what both walks have in common; a walk that left the block contributes only what it returned. */
function joinWalks(interpreter: Interpreter, first: Walk, second: Walk): Completion | undefined {
  const { trails } = interpreter;
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
  joinChanges(trails, first.changes, second.changes, joinContents);
  if (first.completion || second.completion) interpreter.leavesLoopPerhaps = true;
  return undefined;
}

/** Whether the rest of the block is not reached; `break` and `continue` leave only the round of a loop. */
const leaves = (completion: Completion | undefined): boolean =>
  completion?.kind === 'return' || completion?.kind === 'raise';
