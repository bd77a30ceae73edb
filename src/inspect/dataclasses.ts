/** Dataclasses: the fields that a class statement declares, and objects that are made of them. */
import { define } from '../frameworks/define';
import { PythonError } from '../frameworks/errors';
import { resolveQualified } from '../frameworks/index';
import { signature } from '../frameworks/signature';
import { fieldClass } from '../frameworks/standard/copies';
import {
  linearize,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import type { AnnAssign, ClassDef, Expression } from '../python/syntax';
import { numberAnnotated } from './annotated';
import { findMethod } from './attributes';
import type { ClassClosure } from './classes';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { missingArguments } from './parameters';
import type { Scope } from './scope';

export interface Field {
  readonly name: string;
  readonly default: Value | undefined;
  /** `InitVar[…]`: handed to `__post_init__`, and no attribute. */
  readonly isPassedOn: boolean;
  /** It is given by its name only. */
  readonly isKeywordOnly: boolean;
  /** What its annotation says of a value that is not known. */
  readonly annotated: (value: UnknownValue) => UnknownValue;
}

/**
 * The fields that the body of a class statement declares; `scope` is where it ran. What stands after `_: KW_ONLY` is given
 * by its name, as all are under `@dataclass(kw_only=True)`, and a field may say for itself.
 */
export function fieldsOf({ body }: ClassDef, scope: Scope, areKeywordOnly: boolean): readonly Field[] {
  const fields: Field[] = [];
  let isAfterMark = false;
  for (const statement of body) {
    if (statement.kind !== 'AnnAssign' || statement.target.kind !== 'Name') continue;
    if (isAnnotatedAs(statement, 'ClassVar')) continue;
    if (isAnnotatedAs(statement, 'KW_ONLY')) {
      isAfterMark = true;
      continue;
    }
    const name = statement.target.id;
    const byDefault = scope.names.get(name);
    const own = byDefault && optionOf(byDefault, 'kw_only');
    fields.push({
      name,
      default: byDefault,
      isPassedOn: isAnnotatedAs(statement, 'InitVar'),
      isKeywordOnly: own?.kind === 'bool' ? own.value : areKeywordOnly || isAfterMark,
      annotated: (value) => numberAnnotated(statement.annotation, scope, value),
    });
  }
  return fields;
}

/** What a field that is declared with `field(…)` says of an option. */
const optionOf = (declared: Value, option: string): Value | undefined =>
  declared.kind === 'instance' && declared.class === fieldClass ? declared.attributes.get(option) : undefined;

/** The options of a decorator that are set: `frozen` of `@dataclass(frozen=True)`. */
export function optionsOf(
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
export function addOrder(interpreter: Interpreter, type: ClassValue): void {
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

/** `object.replace(field=…)` of a class under `@flax.struct.dataclass`. */
export const treeMethods: Readonly<Record<string, NativeMethod>> = {
  replace: {
    signature: signature('(**changes)'),
    call: (self, args, runtime) =>
      runtime.call(resolveQualified('dataclasses.replace')!, [self], args.keywords),
  },
};

/** The fields that `flax.struct.field(pytree_node=False)` keeps out of the tree. */
export const fieldsOutside = (interpreter: Interpreter, fields: readonly Field[]): readonly string[] =>
  fields.flatMap(({ name, default: declared }) => {
    const isSet = declared?.kind === 'instance' && declared.class === fieldClass;
    const inside = isSet ? declared.attributes.get('pytree_node') : undefined;
    return inside && interpreter.truth(inside) === false ? [name] : [];
  });

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

/** Whether a name is annotated as `name` or `name[…]` of `typing` or `dataclasses`. */
const isAnnotatedAs = ({ annotation }: AnnAssign, name: string): boolean => {
  const outer = annotation.kind === 'Subscript' ? annotation.value : annotation;
  return outer.kind === 'Name' ? outer.id === name : outer.kind === 'Attribute' && outer.attribute === name;
};

/** Inherited fields come first; one that is declared again keeps its place. */
export function fieldNames(bases: readonly (ClassValue | UnknownValue)[], own: readonly Field[]): string[] {
  const inherited = bases.flatMap((base) => (base.kind === 'class' ? (base.fields ?? []) : []));
  return [...new Set([...inherited, ...own.map((field) => field.name)])];
}

export const isDataclass = (type: ClassValue): boolean => linearize(type).some((base) => base.fields);

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

/** Gives the fields what was passed; `spread` where `*xs` or `**kw` of unknown content was passed too. */
export function fillFields(
  interpreter: Interpreter,
  instance: InstanceValue,
  order: readonly ClassValue[],
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): void {
  const declared = new Map<string, Value | undefined>();
  const annotated = new Map<string, Field['annotated']>();
  const passedOn = new Set<string>();
  const keywordOnly = new Set<string>();
  for (const base of [...order].reverse())
    for (const field of (base.closure as ClassClosure | undefined)?.fields ?? []) {
      declared.set(field.name, field.default);
      annotated.set(field.name, field.annotated);
      if (field.isPassedOn) passedOn.add(field.name);
      if (field.isKeywordOnly) keywordOnly.add(field.name);
      else keywordOnly.delete(field.name);
    }
  let at = 0;
  const forAfter: Value[] = [];
  const places = declared.size - keywordOnly.size;
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
    const given = isInitial
      ? ((keywordOnly.has(name) ? undefined : positional[at++]) ?? keywords[name])
      : undefined;
    const value =
      given ??
      (spread && isInitial
        ? annotated.get(name)!(interpreter.unknown(`the argument '${name}' is not known`))
        : defaultOf(interpreter, byDefault));
    if (!value && isInitial) missing.push(name);
    if (value && passedOn.has(name)) forAfter.push(value);
    else if (value) instance.attributes.set(name, value);
  }
  if (missing.length > 0) {
    const kind = missing.every((name) => keywordOnly.has(name)) ? 'keyword-only' : 'positional';
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
