/** `Class.name`: what a class has for itself, and the methods of its objects as functions. */
import { signature } from '../frameworks/signature';
import {
  linearize,
  none,
  plain,
  str,
  tuple,
  type ClassValue,
  type NativeFunction,
  type Value,
} from '../frameworks/values';
import { setOwnAttribute, special } from './attributes';
import { builtinMethod } from './builtins/methods';
import { hasSpecial } from './builtins/special-methods';
import { hasUnknownBase } from './calls';
import { closureOf } from './functions';
import { builtin as builtinName } from './imports';
import type { Interpreter } from './interpreter';
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
  for (const candidate of linearize(type)) {
    const found = candidate.attributes.get(name);
    if (found) {
      if (found.kind === 'function' && closureOf(found).binding === 'class') {
        return { kind: 'method', self: type, function: found, owner: candidate };
      }
      return found;
    }
    const own = candidate.classMethods?.[name];
    if (own) return own(type);
    const native = candidate.methods?.[name];
    if (native) return unboundMethod(candidate, name);
    if (name === '__init__' && candidate.construct) return unboundConstructor(candidate);
  }
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
  const kind = type.name.replace('builtins.', '');
  if ((kind === 'dict' || kind === 'list') && hasSpecial(kind, name)) return ofPlainSelf(special.get(name)!);
  return interpreter.unknown(`the attribute '${name}' of the class ${type.name} is not known`);
}

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
