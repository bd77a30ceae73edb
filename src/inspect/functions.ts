/** The user's functions: definition, calls, and what a decorator makes of them. */
import {
  atPlace,
  inLayer,
  isGradEnabled,
  isInferenceMode,
  withGrad,
  withInferenceMode,
} from '../engine/context';
import { NotKnown, PythonError } from '../frameworks/errors';
import {
  linearize,
  none,
  type BoundMethod,
  type ClassValue,
  type UserFunction,
  type Value,
} from '../frameworks/values';
import { boundNames } from '../python/scopes';
import type { FunctionDef, Lambda, Parameters } from '../python/syntax';
import { applyDecorators } from './decorators';
import { evaluate } from './expressions';
import { generator } from './generators';
import { argumentFor } from './guesses';
import { bindParameters } from './parameters';
import type { Interpreter } from './interpreter';
import { joinValues } from './join';
import { callRemembered } from './remembered-calls';
import { innerScope, type Frame, type Scope } from './scope';
import { execute } from './statements';

/** What a function of the user's closes over. */
export interface Closure {
  readonly node: FunctionDef | Lambda;
  readonly scope: Scope;
  readonly source: number;
  readonly defaults: ReadonlyMap<string, Value>;
  /** What Python's messages call it: `Model.forward`, `train.<locals>.step`. */
  readonly qualifiedName: string;
  /** How it is bound when it is found in a class. */
  readonly binding: 'method' | 'static' | 'class' | 'property' | 'cached property';
  /** A class that leaves it as it is cannot have objects. */
  readonly isAbstract: boolean;
  /** The class whose body defines it. */
  owner: ClassValue | undefined;
}

export const closureOf = (value: UserFunction): Closure => value.closure as Closure;

export function defineFunction(interpreter: Interpreter, node: FunctionDef, scope: Scope): Value {
  const decorated = applyDecorators(interpreter, node, scope);
  const made: UserFunction = {
    kind: 'function',
    name: node.name,
    attributes: new Map(),
    closure: {
      node,
      scope,
      source: interpreter.currentSource,
      defaults: defaultsOf(interpreter, node.parameters, scope),
      qualifiedName: `${scope.prefix}${node.name}`,
      binding: isImplicitClassMethod(node, scope) ? 'class' : decorated.binding,
      isAbstract: decorated.isAbstract,
      owner: undefined,
    } satisfies Closure,
  };
  const at = interpreter.functions.push(made) - 1;
  const wrapped = decorated.wrap(made);
  // Under `@torch.no_grad()` it is still the same function, which is to be read so as well where nobody calls it.
  if (wrapped.kind === 'function' && wrapped.closure === made.closure) interpreter.functions[at] = wrapped;
  return wrapped;
}

export function defineLambda(interpreter: Interpreter, node: Lambda, scope: Scope): Value {
  const made: UserFunction = {
    kind: 'function',
    name: '<lambda>',
    attributes: new Map(),
    closure: {
      node,
      scope,
      source: interpreter.currentSource,
      defaults: defaultsOf(interpreter, node.parameters, scope),
      qualifiedName: `${scope.prefix}<lambda>`,
      binding: 'method',
      isAbstract: false,
      owner: undefined,
    } satisfies Closure,
  };
  interpreter.functions.push(made);
  return made;
}

/** Python makes class methods of these without being told. */
const isImplicitClassMethod = (node: FunctionDef, scope: Scope): boolean =>
  scope.kind === 'class' && ['__init_subclass__', '__class_getitem__'].includes(node.name);

function defaultsOf(interpreter: Interpreter, parameters: Parameters, scope: Scope): Map<string, Value> {
  const defaults = new Map<string, Value>();
  for (const parameter of parameters.items) {
    if (parameter.default) defaults.set(parameter.name, evaluate(interpreter, parameter.default, scope));
  }
  return defaults;
}

/** Calls a user's function with what was passed; a generator begins when its first item is asked for. */
export function callUserFunction(
  interpreter: Interpreter,
  callee: UserFunction,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread = false,
  method?: BoundMethod,
): Value {
  const result = interpreter.userModules.call(closureOf(callee).source, () =>
    callRemembered(interpreter, callee, positional, keywords, () =>
      followCall(interpreter, callee, positional, keywords, spread, method),
    ),
  );
  if (result) return result;
  const reason = `${callee.name} stands in an imported file, of which too much was followed already`;
  // Whatever an object lacks, it may have got there.
  for (const value of positional)
    if (value.kind === 'instance' && !value.state.has('unknown')) value.state.set('unknown', reason);
  return interpreter.resultOfUnknown(interpreter.unknown(reason), positional, keywords);
}

function followCall(
  interpreter: Interpreter,
  callee: UserFunction,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
  method: BoundMethod | undefined,
): Value {
  const closure = closureOf(callee);
  if (interpreter.frames.length >= interpreter.limits.depth) {
    throw new PythonError(
      'RecursionError',
      `maximum recursion depth exceeded (LossLens follows ${interpreter.limits.depth} nested calls)`,
    );
  }
  const self = method?.self ?? positional[0];
  if (recursesInVain(interpreter, closure, self)) {
    return interpreter.unknown(`how often ${callee.name} calls itself is not known`);
  }
  const prefix = `${closure.qualifiedName}.<locals>.`;
  // Asked for at the call: the body of a function that nobody calls need not be read.
  const names = boundNames(closure.node);
  const scope = innerScope('function', closure.scope, { ...names, prefix });
  scope.source = closure.source;
  bindParameters(interpreter, closure, scope, positional, keywords, spread);
  const frame: Frame = {
    name: callee.name,
    closure,
    perhapsDepth: interpreter.perhapsDepth,
    branchDepth: interpreter.branchDepth,
    owner: method?.owner ?? closure.owner,
    self,
    possibleReturns: [],
    give: null,
  };
  if (closure.node.kind === 'FunctionDef' && names.isGenerator) {
    return generator(
      interpreter,
      (give) => runBody(interpreter, callee, scope, { ...frame, give }),
      names.usesSent,
    );
  }
  return runBody(interpreter, callee, scope, frame);
}

/** So often a function is followed into itself where it is not known whether it gets there. */
const CALLS_IN_VAIN = 2;

/**
 * Whether a function calls itself, for the same object or one of which nothing is known, on a way that is perhaps not
 * taken. Nothing then tells when it ends, and the calls inside would find what those outside have found.
 */
function recursesInVain(interpreter: Interpreter, closure: Closure, self: Value | undefined): boolean {
  let { perhapsDepth } = interpreter;
  let mayHaveReturned = false;
  let inVain = 0;
  for (let at = interpreter.frames.length - 1; at >= 0; at--) {
    const frame = interpreter.frames[at]!;
    mayHaveReturned ||= frame.possibleReturns.length > 0;
    if (frame.closure !== closure || !(frame.self === self || self?.kind === 'unknown')) continue;
    if (frame.perhapsDepth < perhapsDepth || mayHaveReturned) inVain++;
    ({ perhapsDepth } = frame);
    mayHaveReturned = false;
  }
  return inVain > CALLS_IN_VAIN;
}

/** Runs a body in the modes that a decorator of the function chose. */
const withModes = (callee: UserFunction, body: () => Value): Value =>
  withInferenceMode(callee.inferenceMode ?? isInferenceMode(), () =>
    withGrad(callee.gradMode ?? isGradEnabled(), body),
  );

/** Reads the body of a function in a scope that has its parameters; the value is what it returns. */
function runBody(interpreter: Interpreter, callee: UserFunction, scope: Scope, frame: Frame): Value {
  const closure = closureOf(callee);
  const { node } = closure;
  interpreter.called.add(closure);
  const outerSource = interpreter.currentSource;
  const outerSpan = interpreter.currentSpan;
  const outerPerhaps = interpreter.leavesLoopPerhaps;
  interpreter.frames.push(frame);
  interpreter.currentSource = closure.source;
  interpreter.leavesLoopPerhaps = false;
  try {
    // Inside, operations belong to the places inside, and to no layer of the caller's.
    return withModes(callee, () =>
      inLayer(undefined, () =>
        atPlace(undefined, () => {
          if (node.kind === 'Lambda') return evaluate(interpreter, node.body, scope);
          const completion = execute(interpreter, node.body, scope);
          if (completion?.kind === 'raise' && frame.possibleReturns.length === 0) {
            throw new NotKnown(`${callee.name} raises: ${completion.reason}`);
          }
          const returned = completion?.kind === 'return' ? completion.value : completion ? undefined : none;
          return [...frame.possibleReturns, ...(returned ? [returned] : [])].reduce((a, b) =>
            joinValues(a, b)!,
          );
        }),
      ),
    );
  } finally {
    interpreter.frames.pop();
    interpreter.currentSource = outerSource;
    interpreter.currentSpan = outerSpan;
    interpreter.leavesLoopPerhaps = outerPerhaps;
  }
}

/** What a framework hands to a method that overrides one of its own, by the parameters' names. */
function handedOver(
  interpreter: Interpreter,
  callee: UserFunction,
  self: Value | undefined,
): Readonly<Record<string, Value>> {
  const { owner, node } = closureOf(callee);
  const above = owner ? linearize(owner).find((base) => base.handsOver?.[callee.name]) : undefined;
  const known = self?.kind === 'instance' ? self : undefined;
  const handed = above?.handsOver?.[callee.name]?.(known, interpreter) ?? {};
  if (!isList(handed)) return handed;
  const names = node.parameters.items.slice(1).filter(({ kind }) => !kind.startsWith('var-'));
  return Object.fromEntries(
    handed.flatMap((value, at) => (names[at] ? [[names[at].name, value] as const] : [])),
  );
}

/** Array.isArray does not tell readonly arrays from other objects. */
const isList = (handed: Readonly<Record<string, Value>> | readonly Value[]): handed is readonly Value[] =>
  Array.isArray(handed);

/**
 * Calls a function that nobody calls, with arguments of which nothing is known
 * but their defaults, so that what it contains is understood.
 */
export function callWithUnknowns(
  interpreter: Interpreter,
  callee: UserFunction,
  self: Value | undefined,
): Value {
  const closure = closureOf(callee);
  const { parameters } = closure.node;
  const positional: Value[] = [];
  const keywords: Record<string, Value> = {};
  const handed = handedOver(interpreter, callee, self);
  for (const parameter of parameters.items) {
    if (parameter.kind.startsWith('var-')) continue;
    const isFirst = positional.length === 0 && parameter === parameters.items[0];
    const guess: Value =
      isFirst && self
        ? self
        : (handed[parameter.name] ??
          argumentFor(
            interpreter,
            parameter,
            closure,
            `the parameter '${parameter.name}' of ${callee.name}, which nothing that was read calls`,
          ));
    if (parameter.kind === 'keyword-only') keywords[parameter.name] = guess;
    else positional.push(guess);
  }
  const method: BoundMethod | undefined = self && {
    kind: 'method',
    self,
    function: callee,
    owner: closure.owner,
  };
  return callUserFunction(interpreter, callee, positional, keywords, false, method);
}
