/** The user's classes: definition, and the making of instances of any class. */
import { define } from '../frameworks/define';
import { PythonError } from '../frameworks/errors';
import { namedTupleClass } from '../frameworks/standard/collections';
import { fieldClass } from '../frameworks/standard/copies';
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
import type { AnnAssign, ClassDef, Expression } from '../python/syntax';
import { findMethod } from './attributes';
import { callNative, callValue, hasUnknownBase } from './calls';
import { closureOf } from './functions';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { enumerateMembers, isEnumeration, memberWith, membersOf } from './enumerations';
import { initialized } from './module-init';
import { missingArguments } from './parameters';
import { fillPlain, makePlain, plainMaker } from './plain-objects';
import { innerScope, type Scope } from './scope';
import { execute } from './statements';

/** What is known of a class of the user's beside its attributes. */
export interface ClassClosure {
  /** The annotated names of the class body in order, with their defaults: the fields of a dataclass. */
  readonly fields: readonly Field[];
  /** `@dataclass(kw_only=True)`. */
  readonly takesKeywordsOnly: boolean;
  /** `metaclass=ABCMeta`. */
  readonly isAbstractBase: boolean;
}

interface Field {
  readonly name: string;
  readonly default: Value | undefined;
  /** `InitVar[…]`: handed to `__post_init__`, and no attribute. */
  readonly isPassedOn: boolean;
}

export function defineClass(interpreter: Interpreter, node: ClassDef, scope: Scope): Value {
  const bases: (ClassValue | UnknownValue)[] = [];
  for (const base of node.bases) {
    const value = evaluate(interpreter, base, scope);
    if (value.kind === 'class' || value.kind === 'unknown') bases.push(value);
    else bases.push(interpreter.unknown('a base class that is not understood'));
  }
  const decorators = node.decorators.map((decorator) => evaluate(interpreter, decorator, scope));
  const dataclassAt = decorators.findIndex(
    (decorator) => decoratorName(decorator) === 'dataclasses.dataclass',
  );
  const isDataclass =
    dataclassAt >= 0 ||
    bases.some((base) => base.kind === 'class' && linearize(base).some((above) => above.makesDataclasses));
  const dataclassOptions = optionsOf(interpreter, node.decorators[dataclassAt], scope);
  const meta = node.keywords.find(({ name }) => name === 'metaclass');
  const metaclass = meta && evaluate(interpreter, meta.value, scope);
  const isAbstractMeta = metaclass?.kind === 'class' && metaclass.name === 'abc.ABCMeta';
  const inner = innerScope('class', scope, { prefix: `${scope.prefix}${node.name}.` });
  execute(interpreter, node.body, inner);
  const fields = node.body.flatMap((statement) =>
    statement.kind === 'AnnAssign' &&
    statement.target.kind === 'Name' &&
    !isAnnotatedAs(statement, 'ClassVar')
      ? [
          {
            name: statement.target.id,
            default: inner.names.get(statement.target.id),
            isPassedOn: isAnnotatedAs(statement, 'InitVar'),
          },
        ]
      : [],
  );
  if (bases.some((base) => base.kind === 'class' && base.name === 'typing.NamedTuple')) {
    const ofFields = namedTupleClass(node.name, fields);
    if (node.body.every((statement) => statement.kind !== 'FunctionDef')) return ofFields;
    bases.splice(0, bases.length, ofFields);
    for (const { name } of fields) inner.names.delete(name);
  }
  const made: ClassValue = {
    kind: 'class',
    name: node.name,
    bases,
    attributes: inner.names,
    isUser: true,
    closure: {
      fields,
      takesKeywordsOnly: dataclassOptions.has('kw_only'),
      isAbstractBase: isAbstractMeta,
    } satisfies ClassClosure,
    ...(isDataclass ? { fields: fieldNames(bases, fields) } : {}),
    ...(dataclassOptions.has('frozen') ? { isFrozen: true } : {}),
  };
  if (dataclassOptions.has('order')) addOrder(interpreter, made);
  if (dataclassOptions.has('slots')) made.attributes.set('__slots__', tuple((made.fields ?? []).map(str)));
  if (isEnumeration(made)) enumerateMembers(interpreter, made);
  for (const value of inner.names.values()) {
    const method = value.kind === 'function' ? value : undefined;
    if (method && closureOf(method).node.kind === 'FunctionDef' && !closureOf(method).owner) {
      closureOf(method).owner = made;
    }
  }
  interpreter.classes.push(made);
  if (metaclass && !isKnownMetaclass(metaclass))
    return interpreter.unknown(`what its metaclass makes of the class ${node.name} is not known`);
  finishClass(interpreter, made, node, scope);
  const strange = decorators.find(
    (decorator) => decorator.kind === 'unknown' && !isHarmlessDecorator(decorator.name ?? ''),
  );
  return strange?.kind === 'unknown' && strange.name === undefined ? strange : made;
}

const isKnownMetaclass = (value: Value): boolean =>
  value.kind === 'class' && ['abc.ABCMeta', 'builtins.type', 'enum.EnumMeta'].includes(value.name);

/** Tells the descriptors of a class their names, and the class above that it has a new one below it. */
function finishClass(interpreter: Interpreter, made: ClassValue, node: ClassDef, scope: Scope): void {
  for (const [name, value] of made.attributes) {
    const tell = value.kind === 'instance' ? findMethod(value, '__set_name__') : undefined;
    if (tell) interpreter.call(tell, [made, str(name)]);
  }
  const above = linearize(made).slice(1);
  const owner = above.find((base) => base.attributes.get('__init_subclass__')?.kind === 'function');
  const hook = owner?.attributes.get('__init_subclass__');
  if (!owner || hook?.kind !== 'function') return;
  const keywords = node.keywords.flatMap(({ name, value }): [string, Value][] =>
    name === null || name === 'metaclass' ? [] : [[name, evaluate(interpreter, value, scope)]],
  );
  interpreter.call({ kind: 'method', self: made, function: hook, owner }, [], Object.fromEntries(keywords));
}

/** The options of a decorator that are set: `frozen` of `@dataclass(frozen=True)`. */
function optionsOf(
  interpreter: Interpreter,
  decorator: Expression | undefined,
  scope: Scope,
): ReadonlySet<string> {
  if (decorator?.kind !== 'Call') return new Set();
  return new Set(
    decorator.keywords.flatMap(({ name, value }) =>
      name !== null && interpreter.truth(evaluate(interpreter, value, scope)) === true ? [name] : [],
    ),
  );
}

/** The order of `@dataclass(order=True)`: that of the tuples of the fields. */
function addOrder(interpreter: Interpreter, type: ClassValue): void {
  const names = { __lt__: '<', __le__: '<=', __gt__: '>', __ge__: '>=' } as const;
  for (const [name, operator] of Object.entries(names)) {
    type.attributes.set(
      name,
      define(`${type.name}.${name}`, '(self, other)', (args) => {
        const [left, right] = [args.value('self'), args.value('other')].map((value) =>
          value.kind === 'instance'
            ? tuple((comparedItems(value) ?? []).map(([, item]) => item))
            : interpreter.partOfUnknown(value),
        );
        return interpreter.compare(operator, left!, right!);
      }),
    );
  }
}

/** The fields that count when two objects of a dataclass are compared. */
export const comparedItems = (instance: InstanceValue): (readonly [string, Value])[] | undefined =>
  dataclassItems(instance)?.filter(([name]) => fieldOption(instance.class, name, 'compare'));

/** Whether `field(…)` leaves an option of a field switched on. */
export function fieldOption(type: ClassValue, name: string, option: 'compare' | 'repr'): boolean {
  const declared = linearize(type)
    .flatMap((base) => (base.closure as ClassClosure | undefined)?.fields ?? [])
    .find((field) => field.name === name)?.default;
  const isSet = declared?.kind === 'instance' && declared.class === fieldClass;
  const value = isSet ? declared.attributes.get(option) : undefined;
  return !(value?.kind === 'bool' && !value.value);
}

/** The names that are abstract in a class, in the order of Python's message. */
function abstractNames(type: ClassValue): string[] {
  const names = new Set<string>();
  for (const base of linearize(type).toReversed()) {
    for (const [name, value] of base.attributes) {
      if (value.kind === 'function' && closureOf(value).isAbstract) names.add(name);
      else names.delete(name);
    }
  }
  return [...names].sort();
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
  const [value] = positional;
  if (value && positional.length === 1 && membersOf(type)?.length)
    return memberWith(interpreter, type, value) ?? interpreter.unknown(`which member of ${type.name} it is`);
  const missing = isAbstractBase(order) ? abstractNames(type) : [];
  if (missing.length > 0) {
    const methods = `abstract method${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
    throw new PythonError('TypeError', `Can't instantiate abstract class ${type.name} with ${methods}`);
  }
  const maker = order.find((base) => base.make);
  const above = plainMaker(order);
  if (maker?.make && !above) {
    return callNative(interpreter, type.name, maker.signature!, positional, keywords, spread, (args) =>
      maker.make!(args, interpreter),
    );
  }
  const ownMaker = order.find((base) => base.attributes.get('__new__')?.kind === 'function');
  if (ownMaker) return interpreter.unknown(`what ${ownMaker.name}.__new__ makes is not known`);
  const instance: InstanceValue = {
    kind: 'instance',
    class: type,
    attributes: new Map(),
    state: new Map(),
    place: interpreter.place,
  };
  // A Module's own fields are there even when the user's __init__ forgets to call super().__init__().
  for (const base of order) if (!base.isUser && base.prepare) base.prepare(instance, interpreter);
  const fill =
    above && makePlain(interpreter, instance, above, positional, keywords) ? fillPlain(instance) : undefined;
  const init = findMethod(instance, '__init__');
  if (init && init.function.kind === 'function') {
    initialized(instance, () => callValue(interpreter, init, positional, keywords, spread));
  } else if (fill) interpreter.call(fill, positional, keywords);
  else if (isDataclass(type)) fillFields(interpreter, instance, order, positional, keywords);
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
  for (const base of order) if (!base.isUser) base.complete?.(instance, interpreter);
  instance.state.set('constructed', true);
  if (type.isUser) interpreter.instances.set(type, instance);
  return instance;
}

const isAbstractBase = (order: readonly ClassValue[]): boolean =>
  order.some((base) => base.name === 'abc.ABC' || (base.closure as ClassClosure | undefined)?.isAbstractBase);

/** Whether a name is annotated as `name` or `name[…]` of `typing` or `dataclasses`. */
const isAnnotatedAs = ({ annotation }: AnnAssign, name: string): boolean => {
  const outer = annotation.kind === 'Subscript' ? annotation.value : annotation;
  return outer.kind === 'Name' ? outer.id === name : outer.kind === 'Attribute' && outer.attribute === name;
};

/** Inherited fields come first; one that is declared again keeps its place. */
function fieldNames(bases: readonly (ClassValue | UnknownValue)[], own: readonly Field[]): string[] {
  const inherited = bases.flatMap((base) => (base.kind === 'class' ? (base.fields ?? []) : []));
  return [...new Set([...inherited, ...own.map((field) => field.name)])];
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
  const passedOn = new Set<string>();
  for (const base of [...order].reverse())
    for (const field of (base.closure as ClassClosure | undefined)?.fields ?? []) {
      declared.set(field.name, field.default);
      if (field.isPassedOn) passedOn.add(field.name);
    }
  let at = 0;
  const forAfter: Value[] = [];
  const takesKeywordsOnly = order.some(
    (base) => (base.closure as ClassClosure | undefined)?.takesKeywordsOnly,
  );
  const places = takesKeywordsOnly ? 0 : declared.size;
  if (positional.length > places) {
    throw new PythonError(
      'TypeError',
      `${instance.class.name}.__init__() takes ${places + 1} positional argument${places === 0 ? '' : 's'} but ${positional.length + 1} were given`,
    );
  }
  const missing: string[] = [];
  for (const [name, byDefault] of declared) {
    const isSet = byDefault?.kind === 'instance' && byDefault.class === fieldClass;
    const init = isSet ? byDefault.attributes.get('init') : undefined;
    const isInitial = !(init?.kind === 'bool' && !init.value);
    const given = isInitial ? (positional[at++] ?? keywords[name]) : undefined;
    const value = given ?? defaultOf(interpreter, byDefault);
    if (!value && isInitial) missing.push(name);
    if (value && passedOn.has(name)) forAfter.push(value);
    else if (value) instance.attributes.set(name, value);
  }
  if (missing.length > 0) {
    const kind = takesKeywordsOnly ? 'keyword-only' : 'positional';
    throw new PythonError(
      'TypeError',
      `${instance.class.name}.__init__() ${missingArguments(kind, missing)}`,
    );
  }
  const ignored = order.flatMap((base) => base.makesDataclasses?.ignored ?? []);
  const unexpected = Object.keys(keywords).find((name) => !declared.has(name) && !ignored.includes(name));
  if (unexpected !== undefined) {
    throw new PythonError(
      'TypeError',
      `${instance.class.name}.__init__() got an unexpected keyword argument '${unexpected}'`,
    );
  }
  const after = findMethod(instance, '__post_init__');
  if (after) interpreter.call(after, forAfter);
}

/** An exception object, for `except … as error`. */
export const exceptionInstance = (type: ClassValue, message: string): InstanceValue => ({
  kind: 'instance',
  class: type,
  attributes: new Map<string, Value>([['args', tuple([str(message)])]]),
  state: new Map<string, unknown>([['message', message]]),
  place: undefined,
});
