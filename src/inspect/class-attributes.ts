/** `Class.name`: what a class has for itself, and the methods of its objects as functions. */
import { NotKnown, PythonError } from '../frameworks/errors';
import { signature } from '../frameworks/signature';
import {
  dict,
  linearize,
  list,
  metaclassOf,
  none,
  plain,
  str,
  tuple,
  type BoundMethod,
  type ClassValue,
  type NativeFunction,
  type Value,
} from '../frameworks/values';
import { findMethod, setOwnAttribute, special } from './attributes';
import { builtinMethod } from './builtins/methods';
import { hasSpecial } from './builtins/special-methods';
import { hasUnknownBase } from './calls';
import type { ClassClosure } from './classes';
import { closureOf } from './functions';
import { builtin as builtinName } from './imports';
import { newObject } from './instances';
import type { Interpreter } from './interpreter';
import { isMetaclass, memberOfType } from './metaclasses';
import { endWaiting } from './module-init';

/** `dict.__setitem__`: what the type does, whatever the object's class has made of it. */
const ofPlainSelf = (method: NativeFunction): NativeFunction => ({
  ...method,
  call: (args, runtime) =>
    runtime.call(
      method,
      method.signature.parameters.map(({ name }) =>
        name === 'self' ? plain(args.value(name)) : args.value(name),
      ),
    ),
});

/** The attribute of a class, with what it inherits; unknown with a reason where it is not known. */
export function classAttribute(interpreter: Interpreter, type: ClassValue, name: string): Value {
  const ofMetaclass = metaclassAttribute(type, name);
  if (ofMetaclass?.isProperty) return interpreter.call(ofMetaclass.found, []);
  for (const candidate of linearize(type)) {
    const found = candidate.attributes.get(name);
    if (found) {
      if (found.kind === 'function' && closureOf(found).binding === 'class') {
        return { kind: 'method', self: type, function: found, owner: candidate };
      }
      const get = found.kind === 'instance' ? findMethod(found, '__get__') : undefined;
      return get ? interpreter.call(get, [none, type]) : found;
    }
    const own = candidate.classMethods?.[name];
    if (own) return own(type);
    const native = candidate.methods?.[name];
    if (native) return unboundMethod(candidate, name);
    if (name === '__init__' && candidate.construct) return unboundConstructor(candidate);
  }
  if (ofMetaclass) return ofMetaclass.found;
  if (isMetaclass(type)) {
    const ofType = memberOfType(interpreter, name);
    if (ofType) return ofType;
  }
  if (name === '__new__' && type.name !== 'builtins.type') return objectNew(interpreter);
  if (name === '__class__') return metaclassOf(type) ?? builtinName('type')!;
  if (name === '__module__' && type.isUser) return str('__main__');
  if (name === '__dict__' && type.isUser) return classAsDict(interpreter, type);
  const closure = type.closure as ClassClosure | undefined;
  if (name === '__annotations__' && closure) return closure.annotations();
  if (name === '__subclasses__') return subclassesOf(interpreter, type);
  if (name === '__name__' || name === '__qualname__')
    return str(type.name.slice(type.name.lastIndexOf('.') + 1));
  if (name === '__setattr__' && type.name === 'builtins.object') return objectSetAttribute(interpreter);
  const object = builtinName('object');
  const isPlain = type.isUser && !hasUnknownBase(type) && object?.kind === 'class';
  if (name === '__mro__' && isPlain) return tuple([...new Set([...linearize(type), object])]);
  if (name === '__bases__' && isPlain) return tuple(type.bases.length > 0 ? type.bases : [object]);
  const builtin = type.name.startsWith('builtins.')
    ? builtinMethod(type.name.slice('builtins.'.length), name)
    : undefined;
  if (builtin) return builtin;
  const fallback = findMethod(type, '__getattr__');
  if (fallback) return interpreter.call(fallback, [str(name)]);
  const kind = type.name.replace('builtins.', '');
  if ((kind === 'dict' || kind === 'list') && hasSpecial(kind, name)) return ofPlainSelf(special.get(name)!);
  if (isListed(type) && !name.startsWith('__') && !interpreter.isExploring)
    throw new PythonError('AttributeError', `type object '${type.name}' has no attribute '${name}'`);
  return interpreter.unknown(`the attribute '${name}' of the class ${type.name} is not known`);
}

/** Whether all that a class has stands in what was read. */
const isListed = (type: ClassValue): boolean =>
  !hasUnknownBase(type) &&
  linearize(type).every((base) => base.isUser || ['builtins.object', 'abc.ABC'].includes(base.name));

/** What a class has by its metaclass: a property, or another attribute, of which a function is bound to the class. */
function metaclassAttribute(
  type: ClassValue,
  name: string,
): { readonly found: Value; readonly isProperty: boolean } | undefined {
  const meta = metaclassOf(type);
  const owner = meta && linearize(meta).find((candidate) => candidate.attributes.has(name));
  const found = owner?.attributes.get(name);
  if (found?.kind !== 'function') return found && { found, isProperty: false };
  const { binding } = closureOf(found);
  if (binding === 'static') return { found, isProperty: false };
  const self = binding === 'class' ? meta! : type;
  return { found: { kind: 'method', self, function: found, owner }, isProperty: binding === 'property' };
}

/** A class method of a class of the user's, or of one above it, bound to it; undefined where there is none. */
export function classMethod(type: ClassValue, name: string): BoundMethod | undefined {
  const owner = linearize(type).find((candidate) => candidate.attributes.has(name));
  const found = owner?.attributes.get(name);
  return found?.kind === 'function' && closureOf(found).binding === 'class'
    ? { kind: 'method', self: type, function: found, owner }
    : undefined;
}

/** `object.__new__`, and what dict, tuple and their kin have of that name: a new object, which nobody has initialized. */
export const objectNew = (interpreter: Interpreter): NativeFunction => ({
  kind: 'native',
  name: 'object.__new__',
  signature: signature('(cls, *args, **kwargs)'),
  call: (args) => {
    const type = args.value('cls');
    if (type.kind !== 'class') throw new NotKnown('the class of a new object is not known');
    return newObject(interpreter, type, args.rest, args.keywords);
  },
});

/** `Class.__dict__`: the attributes of a class as they are now, and beside them what Python keeps there. */
function classAsDict(interpreter: Interpreter, type: ClassValue): Value {
  const hidden = ['__dict__', '__weakref__'].map((name): [Value, Value] => [
    str(name),
    interpreter.unknown(`what ${name} is in a class is not followed`),
  ]);
  return dict([
    [str('__module__'), str('__main__')],
    ...[...type.attributes].map(([name, value]): [Value, Value] => [str(name), value]),
    ...hidden,
    [str('__doc__'), none],
  ]);
}

/** `type.__subclasses__`: the classes that name a class among their bases, in the order in which they were made. */
const subclassesOf = (interpreter: Interpreter, type: ClassValue): NativeFunction => ({
  kind: 'native',
  name: 'type.__subclasses__',
  signature: signature('()'),
  call: () => list(interpreter.classes.filter(({ bases }) => bases.includes(type))),
});

/** `object.__setattr__`, by which a class sets what its own `__setattr__` guards. */
export const objectSetAttribute = (interpreter: Interpreter): NativeFunction => ({
  kind: 'native',
  name: 'object.__setattr__',
  signature: signature('(self, name, value)'),
  call: (args) => {
    const self = args.value('self');
    if (self.kind === 'instance')
      setOwnAttribute(interpreter, self, args.string('name'), args.value('value'));
    return none;
  },
});

/** `nn.Module.forward` as a function whose first argument is the object. */
const unboundMethod = (owner: ClassValue, name: string): NativeFunction => ({
  kind: 'native',
  name: `${owner.name}.${name}`,
  signature: {
    parameters: [
      { name: 'self', kind: 'positional', default: undefined },
      ...owner.methods![name]!.signature.parameters,
    ],
  },
  call: (args, runtime) => {
    const self = args.value('self');
    return self.kind === 'instance' ? owner.methods![name]!.call(self, args, runtime) : none;
  },
});

/** `nn.Module.__init__(self)`, the old way of calling the base class. */
const unboundConstructor = (owner: ClassValue): NativeFunction => ({
  kind: 'native',
  name: `${owner.name}.__init__`,
  signature: {
    parameters: [{ name: 'self', kind: 'positional', default: undefined }, ...owner.signature!.parameters],
  },
  call: (args, runtime) => {
    const self = args.value('self');
    if (self.kind === 'instance') {
      endWaiting(self);
      owner.construct!(self, args, runtime);
    }
    return none;
  },
});
