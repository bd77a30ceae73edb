/**
 * The objects that functions are read with which nobody calls: of a class that nobody instantiates one is made with
 * arguments of which only the defaults are known, and a parameter whose annotation names a model is one.
 */
import {
  linearize,
  type ClassValue,
  type InstanceValue,
  type UserFunction,
  type Value,
} from '../frameworks/values';
import type { Expression, Parameter } from '../python/syntax';
import { numberAnnotated, withoutNone } from './annotated';
import { isModel } from './choices';
import { evaluate } from './expressions';
import { closureOf, type Closure } from './functions';
import { guarded } from './guarded';
import { instantiate } from './instances';
import type { Interpreter } from './interpreter';
import type { Scope } from './scope';

/** Steps for each function that is read so, and for each constructor. */
export const STEPS_EACH = 10_000;

/** The object that stands for a class that nobody instantiates; undefined where its constructor cannot be followed. */
export function guessOf(interpreter: Interpreter, type: ClassValue): InstanceValue | undefined {
  const { guesses } = interpreter;
  if (!guesses.has(type)) {
    // Of a constructor that cannot be followed to its end that is known now: each method would try it again. A class
    // whose constructor takes an object of its own has none while it is made.
    guesses.set(type, undefined);
    guesses.set(
      type,
      guarded(() => guessInstance(interpreter, type)),
    );
    interpreter.renewSteps(STEPS_EACH);
  }
  return guesses.get(type);
}

/** An object made with arguments of which only defaults and annotations are known. */
function guessInstance(interpreter: Interpreter, type: ClassValue): InstanceValue | undefined {
  const init = type.attributes.get('__init__');
  const positional: Value[] = [];
  const keywords: Record<string, Value> = {};
  if (init?.kind === 'function') {
    const closure = closureOf(init);
    guessArguments(interpreter, init);
    for (const parameter of closure.node.parameters.items.slice(1)) {
      if (parameter.kind.startsWith('var-')) continue;
      const reason = `the parameter '${parameter.name}' of ${type.name}, which nothing that was read makes`;
      const guess = argumentFor(interpreter, parameter, closure, reason);
      if (parameter.kind === 'keyword-only') keywords[parameter.name] = guess;
      else positional.push(guess);
    }
  }
  const made = instantiate(interpreter, type, positional, keywords, init?.kind !== 'function');
  return made.kind === 'instance' ? { ...made, isGuess: true } : undefined;
}

/**
 * Makes the objects that the arguments of a function will be: before it is read, since all that reading it makes is
 * taken back.
 */
export function guessArguments(interpreter: Interpreter, { closure }: UserFunction): void {
  const { node, scope, source } = closure as Closure;
  interpreter.currentSource = source;
  interpreter.currentSpan = node;
  for (const { annotation } of node.parameters.items) {
    const type = annotation && classNamedBy(interpreter, annotation, scope);
    if (type && !interpreter.instances.has(type)) guessOf(interpreter, type);
  }
}

/**
 * What a parameter is where nobody gives it: its default, an object of the class that its annotation names, or unknown
 * for this reason, which may be a number all the same.
 */
export function argumentFor(
  interpreter: Interpreter,
  { name, annotation }: Parameter,
  { defaults, scope }: Closure,
  reason: string,
): Value {
  const byDefault = defaults.get(name);
  // None stands for what callers give, or for what the function makes itself.
  if (byDefault && byDefault.kind !== 'None') return byDefault;
  const type = annotation && classNamedBy(interpreter, annotation, scope);
  const object = type && (interpreter.instances.get(type) ?? interpreter.guesses.get(type));
  return object ?? numberAnnotated(annotation, scope, interpreter.unknown(reason));
}

/** The model of the user's own that an annotation names; not one that stands for the models below it. */
function classNamedBy(
  interpreter: Interpreter,
  annotation: Expression,
  scope: Scope,
): ClassValue | undefined {
  const written = withoutNone(annotation);
  if (written.kind !== 'Name' && written.kind !== 'Attribute') return undefined;
  const type = guarded(() => evaluate(interpreter, written, scope));
  if (type?.kind !== 'class' || !type.isUser) return undefined;
  return isModel(type) && !isForOthers(interpreter, type) ? type : undefined;
}

/** Whether other classes inherit from a model, or have to, because it computes nothing itself. */
function isForOthers(interpreter: Interpreter, type: ClassValue): boolean {
  if (interpreter.classes.some((other) => other !== type && linearize(other).includes(type))) return true;
  const step = linearize(type)
    .filter(({ isUser }) => isUser)
    .flatMap(({ attributes }) => STEPS.flatMap((name) => attributes.get(name) ?? []))[0];
  if (step?.kind !== 'function') return step === undefined;
  const { node } = closureOf(step);
  return node.kind === 'FunctionDef' && node.body.every(({ kind }) => EMPTY.has(kind));
}

/** What a model computes its outputs by. */
const STEPS = ['forward', 'call', '__call__', 'training_step'] as const;

/** What stands in a method that is to be overridden. */
const EMPTY: ReadonlySet<string> = new Set(['ExpressionStatement', 'Pass', 'Raise']);
