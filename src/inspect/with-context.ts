/** What a `with` surrounds its body by. */
import { inUnknownPrecision, switchGrad, withGrad } from '../engine/context';
import { none, type Value } from '../frameworks/values';
import { findMethod } from './attributes';
import type { Interpreter } from './interpreter';

/** Runs the body inside the context; `entered` is what `as` binds. */
export function enterContext<Result>(
  interpreter: Interpreter,
  context: Value,
  body: (entered: Value) => Result,
): Result {
  if (context.kind === 'instance') {
    const grad = context.state.get('gradMode');
    if (typeof grad === 'boolean') {
      const before = context.state.get('gradModeBefore');
      const result = withGrad(grad, () => body(context));
      if (typeof before === 'boolean') switchGrad(before);
      return result;
    }
    if (context.state.get('precision') === 'unknown') return inUnknownPrecision(() => body(context));
    const enter = findMethod(context, '__enter__');
    const exit = findMethod(context, '__exit__');
    if (enter) {
      const entered = interpreter.call(enter, []);
      try {
        return body(entered);
      } finally {
        if (exit) interpreter.call(exit, [none, none, none]);
      }
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
