/** The user's classes: what a class statement makes. */
import { totalOrdering } from '../frameworks/standard/total-ordering';
import { namedTupleClass } from '../frameworks/standard/collections';
import {
  dict,
  linearize,
  metaclassOf,
  none,
  str,
  tuple,
  type ClassValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import type { ClassDef } from '../python/syntax';
import { findMethod } from './attributes';
import {
  addOrder,
  fieldNames,
  fieldsOf,
  fieldsOutside,
  treeMethods,
  optionsOf,
  type Field,
} from './dataclasses';
import { enumerateMembers, isEnumeration } from './enumerations';
import { evaluate } from './expressions';
import { closureOf } from './functions';
import type { Interpreter } from './interpreter';
import { isMetaclass, madeByMetaclass } from './metaclasses';
import { innerScope, type Scope } from './scope';
import { execute } from './statements';

/** What is known of a class of the user's beside its attributes. */
export interface ClassClosure {
  /** The annotated names of the class body in order, with their defaults: the fields of a dataclass. */
  readonly fields: readonly Field[];
  /** `Class.__annotations__`. */
  readonly annotations: () => Value;
}

/** What a class is made of, by a class statement or by `type(name, bases, namespace)`. */
export interface ClassParts {
  readonly name: string;
  readonly bases: readonly (ClassValue | UnknownValue)[];
  readonly namespace: Map<string, Value>;
  /** The keywords of the class statement without `metaclass`, for `__init_subclass__`. */
  readonly keywords: Readonly<Record<string, Value>>;
  readonly metaclass?: ClassValue | undefined;
}

/** What only the text of a class statement says. */
export interface ClassText {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly annotations: () => Value;
  readonly isDataclass: boolean;
  readonly dataclassOptions: ReadonlySet<string>;
  /** `@flax.struct.dataclass`. */
  readonly isTree: boolean;
  /** A package that is not known decorates it, which may add what it likes; calls nearly always do what they did. */
  readonly isOpen: boolean;
}

const DATACLASS_DECORATORS = ['dataclasses.dataclass', 'flax.struct.dataclass'];

export function defineClass(interpreter: Interpreter, node: ClassDef, scope: Scope): Value {
  const bases: (ClassValue | UnknownValue)[] = [];
  for (const base of node.bases) {
    const value = evaluate(interpreter, base, scope);
    if (value.kind === 'class' || value.kind === 'unknown') bases.push(value);
    else bases.push(interpreter.unknown('a base class that is not understood'));
  }
  const decorators = node.decorators.map((decorator) => evaluate(interpreter, decorator, scope));
  const dataclassAt = decorators.findIndex((decorator) =>
    DATACLASS_DECORATORS.includes(decoratorName(decorator) ?? ''),
  );
  const isDataclass =
    dataclassAt >= 0 ||
    bases.some((base) => base.kind === 'class' && linearize(base).some((above) => above.makesDataclasses));
  const isTree = decoratorName(decorators[dataclassAt] ?? none) === 'flax.struct.dataclass';
  const dataclassOptions = new Set([
    ...optionsOf(interpreter, node.decorators[dataclassAt], scope),
    ...(isTree ? ['frozen'] : []),
  ]);
  const keywords = Object.fromEntries(
    node.keywords.flatMap(({ name, value }): [string, Value][] =>
      name === null ? [] : [[name, evaluate(interpreter, value, scope)]],
    ),
  );
  const { metaclass, ...others } = keywords;
  const inner = innerScope('class', scope, { prefix: `${scope.prefix}${node.name}.` });
  execute(interpreter, node.body, inner);
  const fields = fieldsOf(node, inner, dataclassOptions.has('kw_only'));
  if (bases.some((base) => base.kind === 'class' && base.name === 'typing.NamedTuple')) {
    const ofFields = namedTupleClass(node.name, fields);
    if (node.body.every((statement) => statement.kind !== 'FunctionDef')) return ofFields;
    bases.splice(0, bases.length, ofFields);
    for (const { name } of fields) inner.names.delete(name);
  }
  const parts = { name: node.name, bases, namespace: inner.names, keywords: others };
  const annotations = (): Value => annotationsIn(interpreter, node, inner);
  const strange = decorators.find(({ kind }) => kind === 'unknown');
  const isOpen = strange?.kind === 'unknown';
  const text = { name: node.name, fields, annotations, isDataclass, dataclassOptions, isTree, isOpen };
  const made: Value = madeBy(interpreter, metaclass, parts, text);
  if (made.kind !== 'class') return made;
  if (strange?.kind === 'unknown' && strange.name === undefined) return strange;
  return decorators.reduceRight((inner, decorator) => decorated(interpreter, decorator, inner), made);
}

/** What a decorator makes of a class; those of packages leave it what it is. */
function decorated(interpreter: Interpreter, decorator: Value, made: Value): Value {
  const isFollowed =
    decorator.kind === 'function' ||
    (decorator.kind === 'method' && decorator.function.kind === 'function') ||
    (decorator.kind === 'instance' && decorator.class.isUser) ||
    decorator === totalOrdering;
  if (!isFollowed) return made;
  const result = interpreter.call(decorator, [made]);
  return result.kind === 'unknown' ? made : result;
}

/** The annotations of a class body by name; under `from __future__ import annotations` they are texts. */
function annotationsIn(interpreter: Interpreter, node: ClassDef, scope: Scope): Value {
  const future = scope.module.names.get('annotations');
  const areTexts = future?.kind === 'unknown' && future.name === '__future__.annotations';
  return dict(
    node.body.flatMap((statement): [Value, Value][] =>
      statement.kind === 'AnnAssign' && statement.target.kind === 'Name'
        ? [
            [
              str(statement.target.id),
              areTexts
                ? str(interpreter.textOf(statement.annotation))
                : evaluate(interpreter, statement.annotation, scope),
            ],
          ]
        : [],
    ),
  );
}

/** The class that a metaclass makes of a class statement; without one it is Python's own `type` that does. */
function madeBy(
  interpreter: Interpreter,
  given: Value | undefined,
  parts: ClassParts,
  text: ClassText,
): Value {
  const inherited = parts.bases.flatMap((base) => (base.kind === 'class' ? (metaclassOf(base) ?? []) : []));
  const metaclass = given ?? inherited[0];
  if (!metaclass) return makeClass(interpreter, parts, text);
  if (metaclass.kind === 'class' && isMetaclass(metaclass) && !metaclass.isUser)
    return makeClass(interpreter, { ...parts, metaclass }, text);
  const made = madeByMetaclass(interpreter, metaclass, parts, text);
  // The methods of what is not known are still read.
  if (made.kind === 'unknown') makeClass(interpreter, parts, text);
  return made;
}

/** What `type.__new__` does: makes the class, and tells of it those who want to know. */
export function makeClass(interpreter: Interpreter, parts: ClassParts, text?: ClassText): ClassValue {
  const { name, bases, namespace, metaclass } = parts;
  const fields = text?.fields ?? [];
  const options = text?.dataclassOptions ?? new Set();
  const made: ClassValue = {
    kind: 'class',
    name,
    bases,
    attributes: namespace,
    isUser: true,
    closure: {
      fields,
      annotations: text?.annotations ?? dict,
    } satisfies ClassClosure,
    ...(metaclass ? { metaclass } : {}),
    ...(text?.isDataclass ? { fields: fieldNames(bases, fields) } : {}),
    ...(options.has('frozen') ? { isFrozen: true } : {}),
    ...(text?.isTree
      ? { treeOf: { outside: fieldsOutside(interpreter, fields) }, methods: treeMethods }
      : {}),
    ...(text?.isOpen ? { isOpen: true } : {}),
  };
  if (options.has('order')) addOrder(interpreter, made);
  if (options.has('slots')) made.attributes.set('__slots__', tuple((made.fields ?? []).map(str)));
  for (const value of namespace.values()) {
    const method = value.kind === 'function' ? value : undefined;
    if (method && closureOf(method).node.kind === 'FunctionDef' && !closureOf(method).owner) {
      closureOf(method).owner = made;
    }
  }
  if (isEnumeration(made)) enumerateMembers(interpreter, made);
  interpreter.classes.push(made);
  announce(interpreter, made, parts.keywords);
  return made;
}

/** Tells the descriptors of a class their names, and the class above that it has a new one below it. */
function announce(
  interpreter: Interpreter,
  made: ClassValue,
  keywords: Readonly<Record<string, Value>>,
): void {
  for (const [name, value] of made.attributes) {
    const tell = value.kind === 'instance' ? findMethod(value, '__set_name__') : undefined;
    if (tell) interpreter.call(tell, [made, str(name)]);
  }
  const above = linearize(made).slice(1);
  const owner = above.find((base) => base.attributes.get('__init_subclass__')?.kind === 'function');
  const hook = owner?.attributes.get('__init_subclass__');
  if (!owner || hook?.kind !== 'function') return;
  interpreter.call({ kind: 'method', self: made, function: hook, owner }, [], keywords);
}

const decoratorName = (decorator: Value): string | undefined =>
  decorator.kind === 'native' || decorator.kind === 'class' || decorator.kind === 'unknown'
    ? decorator.name
    : undefined;
