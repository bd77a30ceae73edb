/** What each statement does to names, objects and the flow of reading. */
import { PythonError } from '../frameworks/errors';
import { none, unknown, type Value } from '../frameworks/values';
import type { AugAssign, Expression, If, Statement, Try, With } from '../python/syntax';
import { assign, deleteTarget, loseTargets } from './assignment';
import { assumptionOf } from './assumptions';
import { executeBranches, walk } from './branches';
import { asFailure, type Completion } from './completion';
import { exceptionMatches, exceptionOf, raised } from './exceptions';
import { evaluate } from './expressions';
import { defineClass } from './classes';
import { defineFunction } from './functions';
import { builtin, importFrom, importModules } from './imports';
import { LimitReached } from './guarded';
import type { Interpreter } from './interpreter';
import { executeFor, executeWhile } from './loops';
import { binaryOperation, inPlaceOperation } from './operators';
import { executeCases } from './patterns';
import { bindingScope, type Scope } from './scope';
import { truthOf } from './truth';
import { sizesUnpacked } from './unpacked-sizes';
import { enterContext } from './with-context';

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
    // A handler that is read for what it contains raises what Python would not have come to.
    const isMeant = statement.kind === 'Raise' && interpreter.isExploring;
    if (!isMeant)
      interpreter.recorder.unknown({
        place,
        reason: type ? `${type}: ${reason}` : reason,
        error: isCertain ? type : null,
      });
    // What a function raises on purpose ends it: a branch that raises is not one that goes on.
    if (statement.kind === 'Raise' && interpreter.frames.length > 0) return { kind: 'raise', reason };
    const value = unknown(type ? `${type}: ${reason}` : reason, place);
    loseTargets(interpreter, statement, value, scope);
    return statement.kind === 'Return' ? { kind: 'return', value } : undefined;
  }
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
      for (const target of statement.targets)
        assign(
          interpreter,
          target,
          sizesUnpacked(interpreter, target, statement.value, scope) ?? value,
          scope,
        );
      return undefined;
    }
    case 'AnnAssign':
      if (statement.value)
        assign(interpreter, statement.target, evaluate(interpreter, statement.value, scope), scope);
      return undefined;
    case 'AugAssign':
      augmentedAssign(interpreter, statement, scope);
      return undefined;
    // Its branches are closures, which each statement would pay for if they stood here.
    case 'If':
      return executeIf(interpreter, statement, scope);
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
      throw raisedWith(interpreter, 'AssertionError', message ? [message] : []);
    }
    case 'Match': {
      const subject = evaluate(interpreter, statement.subject, scope);
      return executeCases(interpreter, subject, statement.cases, scope);
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

function executeIf(interpreter: Interpreter, statement: If, scope: Scope): Completion | undefined {
  const told = truthOf(interpreter, evaluate(interpreter, statement.test, scope));
  const truth = told !== undefined && isRefusedWithoutDevice(statement, told) ? !told : told;
  return executeBranches(
    interpreter,
    truth,
    () => execute(interpreter, statement.body, scope),
    () => execute(interpreter, statement.orElse, scope),
    truth === undefined ? assumptionOf(statement.test, scope, interpreter.changedUnknowns) : undefined,
  );
}

/** Whether a program only ends here because there is no GPU: it is written for a machine that has one. */
function isRefusedWithoutDevice({ test, body, orElse }: If, truth: boolean): boolean {
  const asked = test.kind === 'UnaryOp' && test.operator === 'not' ? test.operand : test;
  return (
    (truth ? body : orElse).at(-1)?.kind === 'Raise' &&
    asked.kind === 'Call' &&
    asked.func.kind === 'Attribute' &&
    asked.func.attribute === 'is_available'
  );
}

/** The error of that type with these arguments. */
function raisedWith(interpreter: Interpreter, type: string, args: readonly Value[]): PythonError {
  const value = interpreter.call(builtin(type)!, args);
  return new PythonError(type, interpreter.format(value, 'str') ?? '', value);
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
  try {
    completion = executeTried(interpreter, statement, scope);
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    const last = execute(interpreter, statement.finalBody, scope);
    if (last) return last;
    throw error;
  }
  return execute(interpreter, statement.finalBody, scope) ?? completion;
}

/** A `try` without its `finally`. */
function executeTried(interpreter: Interpreter, statement: Try, scope: Scope): Completion | undefined {
  let completion: Completion | undefined;
  const caught = statement.handlers.length > 0 ? attempt(interpreter, statement, scope) : undefined;
  if (statement.handlers.length === 0) completion = execute(interpreter, statement.body, scope);
  else if (caught?.error) completion = handle(interpreter, statement, caught.error, scope);
  else {
    completion = caught?.completion;
    // Whether something unknown raises cannot be told, so handlers are read for what they contain only.
    // What they would print is not printed.
    const { isExploring } = interpreter;
    interpreter.isExploring = true;
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
    interpreter.isExploring = isExploring;
    completion ??= execute(interpreter, statement.orElse, scope);
  }
  return completion;
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
      interpreter.bind(bindingScope(scope, handler.name), handler.name, exceptionOf(interpreter, error));
    }
    interpreter.handling.push(error);
    try {
      return execute(interpreter, handler.body, scope);
    } finally {
      interpreter.handling.pop();
      if (handler.name) interpreter.unbind(bindingScope(scope, handler.name), handler.name);
    }
  }
  throw error;
}
