/** Metaclasses: classes whose objects are classes, and what Python's `type` does where they leave it to it. */
import { NotKnown } from '../frameworks/errors';
import { signature } from '../frameworks/signature';
import {
  dict,
  linearize,
  metaclassOf,
  none,
  plain,
  str,
  tuple,
  type ClassValue,
  type DictValue,
  type NativeFunction,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import { findMethod, setOwnAttribute } from './attributes';
import { callValue } from './calls';
import { makeClass, type ClassParts, type ClassText } from './classes';
import { instantiate } from './instances';
import type { Interpreter } from './interpreter';

const METACLASSES = ['builtins.type', 'abc.ABCMeta', 'enum.EnumMeta', 'enum.EnumType'];

/** Whether the objects of a class are classes. */
export const isMetaclass = (type: ClassValue): boolean =>
  linearize(type).some((base) => !base.isUser && METACLASSES.includes(base.name));

/** What `metaclass=` makes of a class statement: the class that it gives, or anything else. */
export function madeByMetaclass(
  interpreter: Interpreter,
  metaclass: Value,
  parts: ClassParts,
  text: ClassText,
): Value {
  const what = `what its metaclass makes of the class ${parts.name} is not known`;
  if (metaclass.kind === 'unknown') return interpreter.unknown(what);
  if (metaclass.kind === 'class') {
    const order = linearize(metaclass);
    const isOfEnumerations = order.some(({ name }) => name.startsWith('enum.'));
    const isStrange = order.some((base) => base.attributes.has('__prepare__') || base.bases.some(isUnknown));
    if (!isMetaclass(metaclass) || isOfEnumerations || isStrange) return interpreter.unknown(what);
  }
  const namespace = dict([
    [str('__module__'), str('__main__')],
    [str('__qualname__'), str(parts.name)],
    ...[...parts.namespace].map(([name, value]): [Value, Value] => [str(name), value]),
  ]);
  const bases = tuple(parts.bases);
  interpreter.classTexts.push(text);
  try {
    return callValue(interpreter, metaclass, [str(parts.name), bases, namespace], parts.keywords);
  } finally {
    interpreter.classTexts.pop();
  }
}

const isUnknown = (value: Value): value is UnknownValue => value.kind === 'unknown';

/** `Class(…)`: an object of it, unless its metaclass says what a call gives; a call of a metaclass makes a class. */
export function callClass(
  interpreter: Interpreter,
  type: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): Value {
  const call = type.isUser ? findMethod(type, '__call__') : undefined;
  if (call) return callValue(interpreter, call, positional, keywords, spread);
  if (positional.length === 3 && isMetaclass(type)) {
    try {
      return classFrom(interpreter, type, positional, keywords);
    } catch (error) {
      if (error instanceof NotKnown) return interpreter.unknown(error.message);
      throw error;
    }
  }
  return instantiate(interpreter, type, positional, keywords, spread);
}

/** `Meta(name, bases, namespace)`, and `type(name, bases, namespace)`: `type.__call__` with a metaclass. */
function classFrom(
  interpreter: Interpreter,
  metaclass: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): Value {
  const maker = linearize(metaclass).find((base) => base.attributes.has('__new__'));
  const made = maker
    ? callValue(interpreter, maker.attributes.get('__new__')!, [metaclass, ...positional], keywords)
    : typeNew(interpreter, metaclass, positional, keywords);
  const own = made.kind === 'class' ? metaclassOf(made) : undefined;
  if (made.kind !== 'class' || !own || !linearize(own).includes(metaclass)) return made;
  const owner = linearize(own).find((base) => base.attributes.get('__init__')?.kind === 'function');
  const init = owner?.attributes.get('__init__');
  if (init?.kind === 'function')
    callValue(interpreter, { kind: 'method', self: made, function: init, owner }, positional, keywords);
  return made;
}

/** `type.__new__(metaclass, name, bases, namespace)`. Throws NotKnown where the name, the bases or the names are not known. */
function typeNew(
  interpreter: Interpreter,
  metaclass: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): ClassValue {
  const [name, bases, namespace] = positional.map(plain);
  if (name?.kind !== 'str' || bases?.kind !== 'tuple' || namespace?.kind !== 'dict' || namespace.open)
    throw new NotKnown('what a class is made of is not known');
  const text = interpreter.classTexts.at(-1);
  const parts = {
    name: name.value,
    bases: bases.items.map((base) =>
      base.kind === 'class' || base.kind === 'unknown'
        ? base
        : interpreter.unknown('a base class that is not understood'),
    ),
    namespace: namesOf(namespace),
    keywords,
    ...(metaclass.name === 'builtins.type' ? {} : { metaclass }),
  };
  return makeClass(interpreter, parts, text?.name === name.value ? text : undefined);
}

/** The entries of a namespace whose keys are texts; what Python notes there of the class statement is no attribute of ours. */
const namesOf = (namespace: DictValue): Map<string, Value> =>
  new Map(
    [...namespace.entries.values()].flatMap(([key, value]): [string, Value][] => {
      const name = plain(key);
      if (name.kind !== 'str') return [];
      return name.value === '__module__' || name.value === '__qualname__' ? [] : [[name.value, value]];
    }),
  );

/** What `type` has for the metaclasses below it: `super().__new__`, `type.__call__` and their kin, as functions. */
export function memberOfType(interpreter: Interpreter, name: string): NativeFunction | undefined {
  const call = typeMembers[name];
  return (
    call && {
      kind: 'native',
      name: `type.${name}`,
      signature: signature('(self, *args, **kwargs)'),
      call: (args) => call(interpreter, args.value('self'), args.rest, args.keywords),
    }
  );
}

type TypeMember = (
  interpreter: Interpreter,
  self: Value,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
) => Value;

const typeMembers: Readonly<Record<string, TypeMember>> = {
  __new__: (interpreter, self, positional, keywords) => {
    if (self.kind !== 'class') throw new NotKnown('a metaclass that is not known');
    return typeNew(interpreter, self, positional, keywords);
  },
  __init__: () => none,
  __call__: (interpreter, self, positional, keywords) => {
    if (self.kind !== 'class') throw new NotKnown('a class that is not known');
    return instantiate(interpreter, self, positional, keywords, false);
  },
  __setattr__: (interpreter, self, [name, value]) => {
    if (self.kind === 'class' && name?.kind === 'str' && value)
      setOwnAttribute(interpreter, self, name.value, value);
    return none;
  },
};
