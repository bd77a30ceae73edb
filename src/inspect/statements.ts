/** What each statement does to names, objects and the flow of reading. */
import { TensorError } from '../engine/error';
import { TooMuchWork } from '../engine/work';
import { NotKnown, PythonError } from '../frameworks/errors';
import { none, unknown, type Value } from '../frameworks/values';
import type { AugAssign, Expression, For, Statement, Try, While, With } from '../python/syntax';
import { assign, deleteTarget, targetNames } from './assignment';
import { exceptionMatches, raised } from './exceptions';
import { evaluate } from './expressions';
import { defineClass } from './classes';
import { defineFunction } from './functions';
import { importFrom, importModules } from './imports';
import { LimitReached, type Interpreter } from './interpreter';
import { iterate } from './iterate';
import { generalizeContents, generalizeValue, joinContents } from './join';
import { binaryOperation, inPlaceOperation } from './operators';
import { bindingScope, findBinding, type Scope } from './scope';
import { adoptChanges, generalizeChanges, joinChanges, type Changes } from './trail';
import { truthOf } from './truth';
import { enterContext } from './with-context';

/** How a statement ends when it does not simply go on to the next. */
export type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue' }
  /** Python raised, or every way onward did: what follows is not reached. */
  | { readonly kind: 'raise'; readonly reason: string };

/** The rounds after which a loop that does not end is left. */
const MAXIMUM_ROUNDS = 100_000;

/** Executes statements until one leaves the block. */
export function execute(
  interpreter: Interpreter,
  statements: readonly Statement[],
  scope: Scope,
): Completion | undefined {
  for (const statement of statements) {
    const completion = executeGuarded(interpreter, statement, scope);
    if (completion) return completion;
  }
  return undefined;
}

/** A statement that Python would end with an error is noted, its targets become unknown, and reading goes on. */
function executeGuarded(
  interpreter: Interpreter,
  statement: Statement,
  scope: Scope,
): Completion | undefined {
  interpreter.currentSpan = statement;
  try {
    interpreter.step();
    return executeStatement(interpreter, statement, scope);
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof PythonError && interpreter.tryDepth > 0) throw failure;
    // Endless recursion ends the outermost call: were it noted at every level, each level would go on.
    if (failure instanceof PythonError && failure.type === 'RecursionError' && interpreter.frames.length > 0)
      throw failure;
    interpreter.currentSpan = interpreter.currentSpan ?? statement;
    const place = interpreter.placeOf(interpreter.currentSpan);
    const reason = failure.message;
    const type = failure instanceof PythonError ? failure.type : null;
    // With arguments that nobody passes an error proves nothing; and what Python itself would say may be our own gap.
    const isCertain = failure instanceof PythonError && failure.isFromEngine && !interpreter.isExploring;
    interpreter.recorder.unknown({
      place,
      reason: type ? `${type}: ${reason}` : reason,
      error: isCertain ? type : null,
    });
    // What a function raises on purpose ends it: a branch that raises is not one that goes on.
    if (statement.kind === 'Raise' && interpreter.frames.length > 0) return { kind: 'raise', reason };
    const value = unknown(type ? `${type}: ${reason}` : reason, place);
    for (const name of targetNames(statement)) interpreter.bind(bindingScope(scope, name), name, value);
    return statement.kind === 'Return' ? { kind: 'return', value } : undefined;
  }
}

/**
 * Errors of Python and missing knowledge are data. A fault of our own is one statement
 * that is not understood, and says so: reading a text must never fail as a whole.
 */
function asFailure(error: unknown): PythonError | NotKnown {
  if (error instanceof LimitReached) throw error;
  if (error instanceof PythonError || error instanceof NotKnown) return error;
  if (error instanceof TensorError) return new PythonError(error.type, error.message, undefined, true);
  if (error instanceof TooMuchWork) return new NotKnown(error.message);
  if (error instanceof RangeError) return new NotKnown('the expression is nested too deeply to be read');
  return new NotKnown(
    `LossLens itself failed here: ${error instanceof Error ? error.message : String(error)}`,
  );
}

function executeStatement(
  interpreter: Interpreter,
  statement: Statement,
  scope: Scope,
): Completion | undefined {
  switch (statement.kind) {
    case 'ExpressionStatement':
      noteUnknown(interpreter, statement.value, evaluate(interpreter, statement.value, scope));
      return undefined;
    case 'Assign': {
      const value = evaluate(interpreter, statement.value, scope);
      noteUnknown(interpreter, statement.value, value);
      for (const target of statement.targets) assign(interpreter, target, value, scope);
      return undefined;
    }
    case 'AnnAssign':
      if (statement.value)
        assign(interpreter, statement.target, evaluate(interpreter, statement.value, scope), scope);
      return undefined;
    case 'AugAssign':
      augmentedAssign(interpreter, statement, scope);
      return undefined;
    case 'If':
      return executeBranches(
        interpreter,
        truthOf(interpreter, evaluate(interpreter, statement.test, scope)),
        () => execute(interpreter, statement.body, scope),
        () => execute(interpreter, statement.orElse, scope),
      );
    case 'For':
      return executeFor(interpreter, statement, scope);
    case 'While':
      return executeWhile(interpreter, statement, scope);
    case 'With':
      return executeWith(interpreter, statement, scope);
    case 'Try':
      return executeTry(interpreter, statement, scope);
    case 'Return':
      return {
        kind: 'return',
        value: statement.value ? evaluate(interpreter, statement.value, scope) : none,
      };
    case 'FunctionDef':
      interpreter.bind(
        bindingScope(scope, statement.name),
        statement.name,
        defineFunction(interpreter, statement, scope),
      );
      return undefined;
    case 'ClassDef':
      interpreter.bind(
        bindingScope(scope, statement.name),
        statement.name,
        defineClass(interpreter, statement, scope),
      );
      return undefined;
    case 'Import':
      importModules(interpreter, statement, scope);
      return undefined;
    case 'ImportFrom':
      importFrom(interpreter, statement, scope);
      return undefined;
    case 'Delete':
      for (const target of statement.targets) deleteTarget(interpreter, target, scope);
      return undefined;
    case 'Raise':
      throw raised(interpreter, statement, scope);
    case 'Assert': {
      const truth = truthOf(interpreter, evaluate(interpreter, statement.test, scope));
      if (truth !== false) return undefined;
      const message = statement.message ? evaluate(interpreter, statement.message, scope) : undefined;
      throw new PythonError('AssertionError', (message && interpreter.format(message, 'str')) ?? '');
    }
    case 'Match': {
      const subject = evaluate(interpreter, statement.subject, scope);
      return executeCases(interpreter, statement.cases, subject, scope);
    }
    case 'Break':
      return { kind: 'break' };
    case 'Continue':
      return { kind: 'continue' };
    case 'BrokenStatement':
      interpreter.recorder.unknown({
        place: interpreter.placeOf(statement),
        reason: `this is not valid Python: ${statement.message}`,
        error: null,
      });
      return undefined;
    case 'TypeAlias':
      interpreter.bind(scope, statement.name, interpreter.unknown('a type alias'));
      return undefined;
    case 'Global':
    case 'Nonlocal':
    case 'Pass':
      return undefined;
    default:
      return statement satisfies never;
  }
}

/** A statement whose value is not known is listed, with the place where the knowledge ends. */
function noteUnknown(interpreter: Interpreter, node: Expression, value: Value): void {
  if (value.kind !== 'unknown' || interpreter.isExploring) return;
  interpreter.recorder.unknown({
    place: value.place ?? interpreter.placeOf(node),
    reason: value.reason,
    error: null,
  });
}

function augmentedAssign(interpreter: Interpreter, statement: AugAssign, scope: Scope): void {
  const before = evaluate(interpreter, statement.target, scope);
  const operand = evaluate(interpreter, statement.value, scope);
  interpreter.currentSpan = statement;
  const changed = inPlaceOperation(interpreter, statement.operator, before, operand);
  const after = changed ?? binaryOperation(interpreter, statement.operator, before, operand);
  interpreter.recorder.operator(interpreter, statement, statement.operator, [before, operand], after);
  // `x[i] += v` changes the container through the assignment, whatever the item's type.
  assign(interpreter, statement.target, after, scope);
}

// -------------------------------------------------------------------- branches

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

interface Walk {
  readonly changes: Changes;
  readonly completion: Completion | undefined;
}

/** Walks a branch and takes back what it did. An error in it ends the branch. */
function walk(interpreter: Interpreter, body: () => Completion | undefined): Walk {
  let completion: Completion | undefined;
  const changes = interpreter.trails.tryOut(() => {
    try {
      completion = body();
    } catch (error) {
      completion = { kind: 'raise', reason: asFailure(error).message };
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
      if (second.completion?.kind !== 'return') return first.completion;
      interpreter.frame?.possibleReturns.push(first.completion.value);
    }
    joinChanges(trails, first.changes, second.changes, joinContents);
    return second.completion;
  }
  if (firstLeaves || secondLeaves) {
    const left = firstLeaves ? first : second;
    const stays = firstLeaves ? second : first;
    if (left.completion?.kind === 'return') interpreter.frame?.possibleReturns.push(left.completion.value);
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

function executeCases(
  interpreter: Interpreter,
  cases: readonly { readonly names: readonly string[]; readonly body: readonly Statement[] }[],
  subject: Value,
  scope: Scope,
): Completion | undefined {
  const [first, ...others] = cases;
  if (!first) return undefined;
  return executeBranches(
    interpreter,
    undefined,
    () => {
      for (const name of first.names) {
        interpreter.bind(
          bindingScope(scope, name),
          name,
          interpreter.unknown('a part of the subject of match'),
        );
      }
      return execute(interpreter, first.body, scope);
    },
    () => executeCases(interpreter, others, subject, scope),
  );
}

// ----------------------------------------------------------------------- loops

function executeFor(interpreter: Interpreter, statement: For, scope: Scope): Completion | undefined {
  const iterable = evaluate(interpreter, statement.iterable, scope);
  const items = iterate(interpreter, iterable);
  if (items === undefined) {
    const item = interpreter.itemOfUnknown(iterable, statement.iterable);
    return executeUnknownRounds(interpreter, statement, scope, () =>
      assign(interpreter, statement.target, item, scope),
    );
  }
  return executeRounds(interpreter, statement, scope, items, (item) =>
    assign(interpreter, statement.target, item, scope),
  );
}

function executeWhile(interpreter: Interpreter, statement: While, scope: Scope): Completion | undefined {
  const test = (): boolean | undefined => truthOf(interpreter, evaluate(interpreter, statement.test, scope));
  const first = test();
  if (first === undefined) return executeUnknownRounds(interpreter, statement, scope, () => undefined);
  if (!first) return execute(interpreter, statement.orElse, scope);
  let isFirst = true;
  const rounds = function* (): Iterable<Value> {
    for (;;) {
      const truth: boolean | undefined = isFirst ? true : test();
      isFirst = false;
      if (truth === undefined) interpreter.leavesLoopPerhaps = true;
      if (!truth) return;
      yield none;
    }
  };
  return executeRounds(interpreter, statement, scope, rounds(), () => undefined);
}

/** A loop whose items are known: each round is read. */
function executeRounds(
  interpreter: Interpreter,
  loop: For | While,
  scope: Scope,
  items: Iterable<Value>,
  begin: (item: Value) => void,
): Completion | undefined {
  const outerPerhaps = interpreter.leavesLoopPerhaps;
  interpreter.leavesLoopPerhaps = false;
  let result: Completion | undefined;
  let broke = false;
  let cut = false;
  // A loop may use at most half of what is left, so that what follows it is read too.
  const reserve = Math.floor(interpreter.stepsLeft / 2);
  const changes = interpreter.trails.record(() => {
    let rounds = 0;
    for (const item of items) {
      interpreter.step();
      if (++rounds > MAXIMUM_ROUNDS || interpreter.stepsLeft < reserve) {
        interpreter.recorder.limit(
          interpreter.placeOf(loop),
          `this loop was left after ${(rounds - 1).toLocaleString('en')} rounds`,
        );
        cut = true;
        break;
      }
      begin(item);
      const completion = execute(interpreter, loop.body, scope);
      if (!completion || completion.kind === 'continue') continue;
      broke = true;
      if (completion.kind !== 'break') result = completion;
      break;
    }
  });
  if (cut || interpreter.leavesLoopPerhaps)
    generalizeChanges(interpreter.trails, changes, generalizeContents);
  interpreter.leavesLoopPerhaps = outerPerhaps;
  return broke ? result : execute(interpreter, loop.orElse, scope);
}

/** A loop of which neither items nor length are known: the body is read once, for any round. */
function executeUnknownRounds(
  interpreter: Interpreter,
  loop: For | While,
  scope: Scope,
  begin: () => void,
): Completion | undefined {
  const outerPerhaps = interpreter.leavesLoopPerhaps;
  // What the body assigns has, in an unknown round, no longer the value from before the loop.
  for (const name of interpreter.namesBoundIn(loop)) {
    const holder = findBinding(scope, name);
    const before = holder?.names.get(name);
    if (holder && before && holder === bindingScope(scope, name)) {
      interpreter.bind(holder, name, generalizeValue(undefined, before));
    }
  }
  let completion: Completion | undefined;
  const changes = interpreter.trails.record(() => {
    begin();
    completion = execute(interpreter, loop.body, scope);
  });
  generalizeChanges(interpreter.trails, changes, generalizeContents);
  interpreter.leavesLoopPerhaps = outerPerhaps;
  if (completion?.kind === 'return') interpreter.frame?.possibleReturns.push(completion.value);
  return execute(interpreter, loop.orElse, scope);
}

// ---------------------------------------------------------------- with and try

function executeWith(
  interpreter: Interpreter,
  statement: With,
  scope: Scope,
  from = 0,
): Completion | undefined {
  const item = statement.items[from];
  if (!item) return execute(interpreter, statement.body, scope);
  const context = evaluate(interpreter, item.context, scope);
  interpreter.currentSpan = item.context;
  return enterContext(interpreter, context, (entered) => {
    if (item.target) assign(interpreter, item.target, entered, scope);
    return executeWith(interpreter, statement, scope, from + 1);
  });
}

function executeTry(interpreter: Interpreter, statement: Try, scope: Scope): Completion | undefined {
  let completion: Completion | undefined;
  const caught = statement.handlers.length > 0 ? attempt(interpreter, statement, scope) : undefined;
  if (statement.handlers.length === 0) completion = execute(interpreter, statement.body, scope);
  else if (caught?.error) completion = handle(interpreter, statement, caught.error, scope);
  else {
    completion = caught?.completion;
    // Whether something unknown raises cannot be told, so handlers are read for what they contain only.
    for (const handler of statement.handlers) {
      walk(interpreter, () => {
        if (handler.name)
          interpreter.bind(
            bindingScope(scope, handler.name),
            handler.name,
            interpreter.unknown('an exception'),
          );
        return execute(interpreter, handler.body, scope);
      });
    }
    completion ??= execute(interpreter, statement.orElse, scope);
  }
  return execute(interpreter, statement.finalBody, scope) ?? completion;
}

function attempt(
  interpreter: Interpreter,
  statement: Try,
  scope: Scope,
): { completion?: Completion | undefined; error?: PythonError } {
  interpreter.tryDepth++;
  try {
    return { completion: execute(interpreter, statement.body, scope) };
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof PythonError) return { error: failure };
    throw failure;
  } finally {
    interpreter.tryDepth--;
  }
}

function handle(
  interpreter: Interpreter,
  statement: Try,
  error: PythonError,
  scope: Scope,
): Completion | undefined {
  for (const handler of statement.handlers) {
    const type = handler.type ? evaluate(interpreter, handler.type, scope) : undefined;
    if (type && !exceptionMatches(error, type)) continue;
    if (handler.name) {
      interpreter.bind(
        bindingScope(scope, handler.name),
        handler.name,
        error.value ?? interpreter.exception(error),
      );
    }
    return execute(interpreter, handler.body, scope);
  }
  throw error;
}
