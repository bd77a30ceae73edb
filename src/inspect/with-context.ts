/** What a `with` surrounds its body by. */
import { recastTo, type Lower } from '../engine/autocast';
import {
  inUnknownPrecision,
  switchGrad,
  withGrad,
  withInferenceMode,
  withRecast,
  activeRecast,
  type Recast,
} from '../engine/context';
import { PythonError } from '../frameworks/errors';
import { SUPPRESSED } from '../frameworks/standard/functools';
import { none, type Value } from '../frameworks/values';
import { findMethod } from './attributes';
import { exceptionMatches, exceptionOf } from './exceptions';
import { LimitReached } from './guarded';
import type { Interpreter } from './interpreter';

/** Runs the body inside the context; `entered` is what `as` binds. Undefined where the context kept an error of the body. */
export function enterContext<Result>(
  interpreter: Interpreter,
  context: Value,
  body: (entered: Value) => Result,
): Result | undefined {
  if (context.kind === 'instance') {
    const grad = context.state.get('gradMode');
    if (typeof grad === 'boolean') {
      const before = context.state.get('gradModeBefore');
      const inference = context.state.get('inferenceMode');
      const run = (): Result => withGrad(grad, () => body(context));
      const result = typeof inference === 'boolean' ? withInferenceMode(inference, run) : run();
      if (typeof before === 'boolean') switchGrad(before);
      return result;
    }
    if (context.state.get('precision') === 'unknown') return inUnknownPrecision(() => body(context));
    // Autocast: to a dtype, or off within a region where it is on.
    if (context.state.has('recast'))
      return withRecast(regionOf(context.state.get('recast') as Autocast | undefined), () => body(context));
    const suppressed = context.state.get(SUPPRESSED) as Value | undefined;
    if (suppressed) return suppressing(interpreter, suppressed, () => body(none));
    const enter = findMethod(context, '__enter__');
    const exit = findMethod(context, '__exit__');
    if (enter) {
      return leaving(interpreter, exit, body, interpreter.call(enter, []));
    }
  }
  // A generator under `contextlib.contextmanager`: what follows its `yield` comes after the body.
  if (context.kind === 'iterator' && context.drive) {
    let result: { readonly of: Result } | undefined;
    context.drive((entered) => {
      result = { of: body(entered) };
      return true;
    });
    if (result) return result.of;
  }
  return body(
    context.kind === 'unknown'
      ? context
      : interpreter.unknown('what this context manager gives is not known'),
  );
}

/** What `torch.autocast` was made with. */
interface Autocast {
  readonly dtype: Lower;
  readonly keepsCasts: boolean;
}

/** A region within another of the same dtype is part of that. */
function regionOf(autocast: Autocast | undefined): Recast | undefined {
  const outer = activeRecast();
  if (!autocast) return undefined;
  const { dtype, keepsCasts } = autocast;
  return outer?.dtype === dtype ? outer.within(keepsCasts) : recastTo(dtype, keepsCasts);
}

/** Runs the body, and ends it where it raises what is to be suppressed. */
function suppressing<Result>(
  interpreter: Interpreter,
  suppressed: Value,
  body: () => Result,
): Result | undefined {
  interpreter.tryDepth++;
  try {
    return body();
  } catch (error) {
    if (error instanceof PythonError && exceptionMatches(error, suppressed)) return undefined;
    throw error;
  } finally {
    interpreter.tryDepth--;
  }
}

/** Runs the body and then `__exit__`, which is told what the body raised and may keep it from going further. */
function leaving<Result>(
  interpreter: Interpreter,
  exit: Value | undefined,
  body: (entered: Value) => Result,
  entered: Value,
): Result | undefined {
  let result: Result;
  // An `__exit__` of the user's sees the errors of the body, as the handlers of a `try` do.
  const sees = exit?.kind === 'method' && exit.function.kind === 'function' ? 1 : 0;
  interpreter.tryDepth += sees;
  try {
    result = body(entered);
  } catch (error) {
    if (!exit || !(error instanceof PythonError)) {
      if (exit && !(error instanceof LimitReached)) interpreter.call(exit, [none, none, none]);
      throw error;
    }
    const exception = exceptionOf(interpreter, error);
    const type = exception.kind === 'instance' ? exception.class : interpreter.partOfUnknown(exception);
    const keeps = interpreter.call(exit, [type, exception, interpreter.unknown('a traceback')]);
    if (interpreter.truth(keeps) !== true) throw error;
    return undefined;
  } finally {
    interpreter.tryDepth -= sees;
  }
  if (exit) interpreter.call(exit, [none, none, none]);
  return result;
}
