/** The user's classes: definition, and the making of instances of any class. */
import { PythonError } from '../frameworks/errors';
import { namedTupleClass } from '../frameworks/standard/collections';
import { fieldClass } from '../frameworks/standard/copies';
import { automatic } from '../frameworks/standard/functools';
import {
  int,
  linearize,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import type { AnnAssign, ClassDef } from '../python/syntax';
import { findMethod } from './attributes';
import { callNative, callValue, hasUnknownBase } from './calls';
import { closureOf } from './functions';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { innerScope, type Scope } from './scope';
import { execute } from './statements';

/** What is known of a class of the user's beside its attributes. */
export interface ClassClosure {
  /** The annotated names of the class body in order, with their defaults: the fields of a dataclass. */
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly default: Value | undefined;
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
    statement.kind === 'AnnAssign' && statement.target.kind === 'Name' && !isClassVariable(statement)
      ? [{ name: statement.target.id, default: inner.names.get(statement.target.id) }]
      : [],
  );
  if (bases.some((base) => base.kind === 'class' && base.name === 'typing.NamedTuple'))
    return namedTupleClass(node.name, fields);
  const made: ClassValue = {
    kind: 'class',
    name: node.name,
    bases,
    attributes: inner.names,
    isUser: true,
    closure: { fields } satisfies ClassClosure,
    ...(isDataclass ? { fields: fieldNames(bases, fields) } : {}),
  };
  if (isEnumeration(made)) enumerateMembers(interpreter, made);
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

const isMember = (interpreter: Interpreter, member: InstanceValue, value: Value): boolean =>
  interpreter.equals(member.attributes.get('value')!, value) === true;

/** Makes an instance: a framework's constructor, the user's `__init__`, or a dataclass's fields. */
export function instantiate(
  interpreter: Interpreter,
  type: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value {
  const order = linearize(type);
  const member =
    positional[0] && membersOf(type)?.find((candidate) => isMember(interpreter, candidate, positional[0]!));
  if (member) return member;
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

const isClassVariable = ({ annotation }: AnnAssign): boolean => {
  const outer = annotation.kind === 'Subscript' ? annotation.value : annotation;
  return outer.kind === 'Name'
    ? outer.id === 'ClassVar'
    : outer.kind === 'Attribute' && outer.attribute === 'ClassVar';
};

/** Inherited fields come first; one that is declared again keeps its place. */
function fieldNames(bases: readonly (ClassValue | UnknownValue)[], own: readonly Field[]): string[] {
  const inherited = bases.flatMap((base) => (base.kind === 'class' ? (base.fields ?? []) : []));
  return [...new Set([...inherited, ...own.map((field) => field.name)])];
}

const isEnumeration = (type: ClassValue): boolean =>
  linearize(type).some((base) => base.name.startsWith('enum.') && !base.isUser);

/** The members of an enumeration become objects with a name and a value. */
function enumerateMembers(interpreter: Interpreter, type: ClassValue): void {
  let count = 0;
  for (const [name, value] of type.attributes) {
    if (name.startsWith('_') || value.kind === 'function') continue;
    count++;
    const member: InstanceValue = {
      kind: 'instance',
      class: type,
      attributes: new Map<string, Value>([
        ['name', str(name)],
        // `auto()` counts from one.
        ['value', value === automatic ? int(count) : value],
      ]),
      state: new Map([['member', true]]),
      place: interpreter.place,
    };
    type.attributes.set(name, member);
  }
}

/** The members of an enumeration in order; undefined for any other class. */
export function membersOf(type: ClassValue): InstanceValue[] | undefined {
  if (!isEnumeration(type)) return undefined;
  return [...type.attributes.values()].filter(
    (value): value is InstanceValue => value.kind === 'instance' && value.state.has('member'),
  );
}

const isDataclass = (type: ClassValue): boolean => linearize(type).some((base) => base.fields);

/** The fields of a dataclass object with their values, in order; undefined for any other object. */
export function dataclassItems(instance: InstanceValue): (readonly [string, Value])[] | undefined {
  const fields = linearize(instance.class).find((base) => base.fields)?.fields;
  return fields?.flatMap((name) => {
    const value = instance.attributes.get(name);
    return value ? [[name, value] as const] : [];
  });
}

/** What a field holds where nothing is given: its default, or what its factory makes. */
function defaultOf(interpreter: Interpreter, given: Value | undefined): Value | undefined {
  if (given?.kind !== 'instance' || given.class !== fieldClass) return given;
  const factory = given.attributes.get('default_factory');
  return factory ? interpreter.call(factory, []) : given.attributes.get('default');
}

function fillFields(
  interpreter: Interpreter,
  instance: InstanceValue,
  order: readonly ClassValue[],
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): void {
  const declared = new Map<string, Value | undefined>();
  for (const base of [...order].reverse())
    for (const field of (base.closure as ClassClosure | undefined)?.fields ?? [])
      declared.set(field.name, field.default);
  let at = 0;
  for (const [name, byDefault] of declared) {
    const isSet = byDefault?.kind === 'instance' && byDefault.class === fieldClass;
    const init = isSet ? byDefault.attributes.get('init') : undefined;
    const isInitial = !(init?.kind === 'bool' && !init.value);
    const given = isInitial ? (positional[at++] ?? keywords[name]) : undefined;
    const value = given ?? defaultOf(interpreter, byDefault);
    if (!value && isInitial) {
      throw new PythonError(
        'TypeError',
        `${instance.class.name}.__init__() missing 1 required positional argument: '${name}'`,
      );
    }
    if (value) instance.attributes.set(name, value);
  }
  const unexpected = Object.keys(keywords).find((name) => !declared.has(name));
  if (unexpected !== undefined) {
    throw new PythonError(
      'TypeError',
      `${instance.class.name}.__init__() got an unexpected keyword argument '${unexpected}'`,
    );
  }
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
