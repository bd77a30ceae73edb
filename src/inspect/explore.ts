/**
 * Functions and classes that nothing calls are read with arguments of which
 * nothing is known, so that a training loop in a function is understood too.
 * What this walk changes is taken back.
 */
import { TensorError } from '../engine/error';
import { NotKnown, PythonError } from '../frameworks/errors';
import type { ClassValue, InstanceValue, UserFunction, Value } from '../frameworks/values';
import { instantiate } from './classes';
import { callWithUnknowns, closureOf } from './functions';
import type { Interpreter } from './interpreter';

/** Steps for each function that is read so. */
const STEPS_EACH = 50_000;

export function exploreUncalled(interpreter: Interpreter): void {
  interpreter.isExploring = true;
  const guesses = new Map<ClassValue, InstanceValue | undefined>();
  // Reading one function may define others: the list grows while it is gone through.
  for (let at = 0; at < interpreter.functions.length; at++) {
    const candidate = interpreter.functions[at]!;
    if (interpreter.called.has(candidate) || candidate.name === '<lambda>') continue;
    interpreter.renewSteps(STEPS_EACH);
    interpreter.trails.tryOut(() => guarded(() => explore(interpreter, candidate, guesses)));
  }
  interpreter.isExploring = false;
}

function explore(
  interpreter: Interpreter,
  candidate: UserFunction,
  guesses: Map<ClassValue, InstanceValue | undefined>,
): void {
  const closure = closureOf(candidate);
  const { owner } = closure;
  interpreter.currentSource = closure.source;
  interpreter.currentSpan = closure.node;
  if (!owner || closure.binding === 'static') {
    callWithUnknowns(interpreter, candidate, undefined);
    return;
  }
  if (closure.binding === 'class') {
    callWithUnknowns(interpreter, candidate, owner);
    return;
  }
  let self: Value | undefined = interpreter.instances.get(owner) ?? guesses.get(owner);
  if (!self) {
    const made = guessInstance(interpreter, owner);
    guesses.set(owner, made);
    self = made;
  }
  // A constructor was read by making the guess.
  if (candidate.name !== '__init__' || !interpreter.called.has(candidate)) {
    callWithUnknowns(interpreter, candidate, self ?? interpreter.unknown(`an object of ${owner.name}`));
  }
}

/** An object made with arguments of which only the defaults are known. */
function guessInstance(interpreter: Interpreter, type: ClassValue): InstanceValue | undefined {
  const init = type.attributes.get('__init__');
  const positional: Value[] = [];
  const keywords: Record<string, Value> = {};
  if (init?.kind === 'function') {
    const closure = closureOf(init);
    for (const parameter of closure.node.parameters.items.slice(1)) {
      if (parameter.kind.startsWith('var-')) continue;
      const byDefault = closure.defaults.get(parameter.name);
      const guess =
        byDefault && byDefault.kind !== 'None'
          ? byDefault
          : interpreter.unknown(`the parameter '${parameter.name}' of ${type.name}, which nothing that was read makes`);
      if (parameter.kind === 'keyword-only') keywords[parameter.name] = guess;
      else positional.push(guess);
    }
  }
  const made = instantiate(interpreter, type, positional, keywords, init?.kind !== 'function');
  return made.kind === 'instance' ? { ...made, isGuess: true } : undefined;
}

/** What Python would raise while a function is read with unknown arguments tells nothing. */
function guarded(body: () => void): void {
  try {
    body();
  } catch (error) {
    if (!(error instanceof PythonError || error instanceof NotKnown || error instanceof TensorError)) throw error;
  }
}
