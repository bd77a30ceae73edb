/** The user's classes: definition, and the making of instances of any class. */
import {
  linearize,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import type { ClassDef } from '../python/syntax';
import { findMethod } from './attributes';
import { callNative, callValue, hasUnknownBase } from './calls';
import { closureOf } from './functions';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { innerScope, type Scope } from './scope';
import { execute } from './statements';

/** What is known of a class of the user's beside its attributes. */
export interface ClassClosure {
  /** The fields of a dataclass in order, with their defaults. */
  readonly fields: readonly { readonly name: string; readonly default: Value | undefined }[];
  readonly isDataclass: boolean;
}

export function defineClass(interpreter: Interpreter, node: ClassDef, scope: Scope): Value {
  const bases: (ClassValue | UnknownValue)[] = [];
  for (const base of node.bases) {
    const value = evaluate(interpreter, base, scope);
    if (value.kind === 'class' || value.kind === 'unknown') bases.push(value);
    else bases.push(interpreter.unknown('a base class that is not understood'));
  }
  const decorators = node.decorators.map((decorator) => evaluate(interpreter, decorator, scope));
  const isDataclass = decorators.some((decorator) => decoratorName(decorator) === 'dataclasses.dataclass');
  const inner = innerScope('class', scope);
  execute(interpreter, node.body, inner);
  const fields = node.body.flatMap((statement) =>
    statement.kind === 'AnnAssign' && statement.target.kind === 'Name'
      ? [{ name: statement.target.id, default: inner.names.get(statement.target.id) }]
      : [],
  );
  const made: ClassValue = {
    kind: 'class',
    name: node.name,
    bases,
    attributes: inner.names,
    isUser: true,
    closure: { fields, isDataclass } satisfies ClassClosure,
  };
  for (const value of inner.names.values()) {
    const method = value.kind === 'function' ? value : undefined;
    if (method && closureOf(method).node.kind === 'FunctionDef' && !closureOf(method).owner) {
      closureOf(method).owner = made;
    }
  }
  interpreter.classes.push(made);
  const strange = decorators.find(
    (decorator) => decorator.kind === 'unknown' && !isHarmlessDecorator(decorator.name ?? ''),
  );
  return strange?.kind === 'unknown' && strange.name === undefined ? strange : made;
}

const decoratorName = (decorator: Value): string | undefined =>
  decorator.kind === 'native' || decorator.kind === 'class' || decorator.kind === 'unknown'
    ? decorator.name
    : undefined;

/** Decorators of classes nearly always register or wrap without changing what calls do. */
const isHarmlessDecorator = (name: string): boolean => name !== '';

/** Makes an instance: a framework's constructor, the user's `__init__`, or a dataclass's fields. */
export function instantiate(
  interpreter: Interpreter,
  type: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value {
  const order = linearize(type);
  const maker = order.find((base) => base.make);
  if (maker?.make) {
    return callNative(interpreter, type.name, maker.signature!, positional, keywords, spread, (args) =>
      maker.make!(args, interpreter),
    );
  }
  const instance: InstanceValue = {
    kind: 'instance',
    class: type,
    attributes: new Map(),
    state: new Map(),
    place: interpreter.place,
  };
  // A Module's own fields are there even when the user's __init__ forgets to call super().__init__().
  for (const base of order) if (!base.isUser && base.prepare) base.prepare(instance, interpreter);
  const init = findMethod(instance, '__init__');
  if (init && init.function.kind === 'function') {
    callValue(interpreter, init, positional, keywords, spread);
  } else if (isDataclass(type)) fillFields(interpreter, instance, order, positional, keywords);
  else {
    const native = order.find((base) => base.construct);
    if (native?.construct) {
      const failed = callNative(
        interpreter,
        native.name,
        native.signature!,
        positional,
        keywords,
        spread,
        (args) => {
          native.construct!(instance, args, interpreter);
          return none;
        },
      );
      // Of an object whose arguments are not known the kind still is: a Softmax along an unknown dim is a softmax.
      if (failed.kind === 'unknown') instance.state.set('unknown', failed.reason);
    } else if (hasUnknownBase(type)) instance.state.set('unknown', 'the base class is not known');
  }
  if (type.isUser) interpreter.instances.set(type, instance);
  return instance;
}

const isDataclass = (type: ClassValue): boolean =>
  linearize(type).some((base) => (base.closure as ClassClosure | undefined)?.isDataclass);

function fillFields(
  interpreter: Interpreter,
  instance: InstanceValue,
  order: readonly ClassValue[],
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): void {
  const fields = [...order]
    .reverse()
    .flatMap((base) => (base.closure as ClassClosure | undefined)?.fields ?? []);
  fields.forEach((field, at) => {
    const given = positional[at] ?? keywords[field.name] ?? field.default;
    instance.attributes.set(
      field.name,
      given ?? interpreter.unknown(`the field '${field.name}' is not given`),
    );
  });
  const after = findMethod(instance, '__post_init__');
  if (after) interpreter.call(after, []);
}

/** An exception object, for `except … as error`. */
export const exceptionInstance = (type: ClassValue, message: string): InstanceValue => ({
  kind: 'instance',
  class: type,
  attributes: new Map<string, Value>([['args', tuple([str(message)])]]),
  state: new Map<string, unknown>([['message', message]]),
  place: undefined,
});
