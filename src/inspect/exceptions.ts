/** `raise`, and which exceptions an `except` catches. */
import { PythonError } from '../frameworks/errors';
import { linearize, type Value } from '../frameworks/values';
import type { Raise } from '../python/syntax';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import type { Scope } from './scope';

/** The error that a `raise` statement raises. */
export function raised(interpreter: Interpreter, statement: Raise, scope: Scope): PythonError {
  if (!statement.exception) return new PythonError('RuntimeError', 'the exception is raised again');
  const value = evaluate(interpreter, statement.exception, scope);
  if (value.kind === 'class') return new PythonError(value.name.replace('builtins.', ''), '');
  if (value.kind === 'instance') {
    const args = value.attributes.get('args');
    const first = args?.kind === 'tuple' ? args.items[0] : undefined;
    const message = first ? interpreter.format(first, 'str') : '';
    return new PythonError(value.class.name.replace('builtins.', ''), message ?? '', value);
  }
  return new PythonError('Exception', 'something unknown is raised', value);
}

const parents: Readonly<Record<string, readonly string[]>> = {
  IndexError: ['LookupError'],
  KeyError: ['LookupError'],
  ZeroDivisionError: ['ArithmeticError'],
  OverflowError: ['ArithmeticError'],
  RecursionError: ['RuntimeError'],
  _LinAlgError: ['RuntimeError', 'torch.linalg.LinAlgError'],
  NotImplementedError: ['RuntimeError'],
  ModuleNotFoundError: ['ImportError'],
};

/** Whether `except type` catches the error; a type that is not known catches. */
export function exceptionMatches(error: PythonError, type: Value): boolean {
  if (type.kind === 'tuple') return type.items.some((item) => exceptionMatches(error, item));
  if (type.kind !== 'class') return true;
  const names = new Set([error.type, ...(parents[error.type] ?? []), 'Exception', 'BaseException']);
  if (error.value?.kind === 'instance') {
    for (const base of linearize(error.value.class)) names.add(base.name.replace('builtins.', ''));
  }
  return names.has(type.name.replace('builtins.', ''));
}
