/** `raise`, and which exceptions an `except` catches. */
import { PythonError } from '../frameworks/errors';
import { numpyExceptions } from '../frameworks/numpy/errors';
import { tensorflowExceptions } from '../frameworks/tensorflow/errors';
import { linearize, none, type Value } from '../frameworks/values';
import type { Raise } from '../python/syntax';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import type { Scope } from './scope';

/** The error that a `raise` statement raises. */
export function raised(interpreter: Interpreter, statement: Raise, scope: Scope): PythonError {
  const current = interpreter.handling[interpreter.handling.length - 1];
  if (!statement.exception)
    return current ?? new PythonError('RuntimeError', 'No active exception to reraise');
  const given = evaluate(interpreter, statement.exception, scope);
  const value = given.kind === 'class' ? interpreter.call(given, []) : given;
  if (value.kind !== 'instance') return new PythonError('Exception', 'something unknown is raised', value);
  const cause = statement.cause ? evaluate(interpreter, statement.cause, scope) : none;
  value.attributes.set('__cause__', cause);
  value.attributes.set('__context__', (current && exceptionOf(interpreter, current)) ?? none);
  const message = interpreter.format(value, 'str');
  return new PythonError(value.class.name.replace('builtins.', ''), message ?? '', value);
}

/** The exception object of an error: what was raised, or one made for what the engine or Python itself refused. */
export function exceptionOf(interpreter: Interpreter, error: PythonError): Value {
  if (error.value) return error.value;
  const made = interpreter.exception(error);
  error.value = made;
  return made;
}

const parents: Readonly<Record<string, readonly string[]>> = {
  IndexError: ['LookupError'],
  UnboundLocalError: ['NameError'],
  FileNotFoundError: ['OSError'],
  UnicodeDecodeError: ['ValueError'],
  KeyError: ['LookupError'],
  ZeroDivisionError: ['ArithmeticError'],
  OverflowError: ['ArithmeticError'],
  RecursionError: ['RuntimeError'],
  _LinAlgError: ['RuntimeError', 'torch._C._LinAlgError'],
  GradcheckError: ['RuntimeError', 'torch.autograd.gradcheck.GradcheckError'],
  'dataclasses.FrozenInstanceError': ['AttributeError'],
  NotImplementedError: ['RuntimeError'],
  ModuleNotFoundError: ['ImportError'],
  ...numpyExceptions,
  ...tensorflowExceptions,
};

/** What ends a program or a generator is no `Exception`, so that a handler of those lets it through. */
const endings = new Set(['KeyboardInterrupt', 'SystemExit', 'GeneratorExit']);

/** Whether `except type` catches the error; a type that is not known catches. */
export function exceptionMatches(error: PythonError, type: Value): boolean {
  if (type.kind === 'tuple') return type.items.some((item) => exceptionMatches(error, item));
  if (type.kind !== 'class') return true;
  const names = new Set([error.type, ...(parents[error.type] ?? []), 'BaseException']);
  if (!endings.has(error.type)) names.add('Exception');
  if (error.value?.kind === 'instance') {
    for (const base of linearize(error.value.class)) names.add(base.name.replace('builtins.', ''));
  }
  return names.has(type.name.replace('builtins.', ''));
}
