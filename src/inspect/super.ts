/** `super()`: the object seen from above the class whose method is being read. */
import {
  linearize,
  metaclassOf,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../frameworks/values';
import { anySignature, signature } from '../frameworks/signature';
import { none, str } from '../frameworks/values';
import { inheritedAttribute, plainAttribute } from './attributes';
import { objectNew, objectSetAttribute } from './class-attributes';
import { fillPlain } from './plain-objects';
import { closureOf } from './functions';
import type { Interpreter } from './interpreter';
import { isMetaclass, memberOfType } from './metaclasses';

/** A stand-in whose attributes are those that the classes above `owner` give to `self`. */
export function superObject(
  interpreter: Interpreter,
  self: InstanceValue,
  owner: ClassValue | undefined,
): Value {
  const order = linearize(self.class);
  const above = owner ? order.slice(order.indexOf(owner) + 1) : order.slice(1);
  const proxy: ClassValue = {
    kind: 'class',
    name: 'super',
    bases: [],
    attributes: new Map(),
    isUser: false,
    properties: {},
  };
  const lookUp = (name: string): Value | undefined =>
    inheritedAttribute(interpreter, self, above, name) ?? ofObject(interpreter, self, name);
  return {
    kind: 'instance',
    class: proxy,
    attributes: new LookupMap(lookUp),
    state: new Map<string, unknown>([['unknown', 'no class above has this attribute']]),
    place: undefined,
  };
}

/** `super()` in a class method, and in what Python makes one: the class seen from above. */
export function superClass(interpreter: Interpreter, type: ClassValue, owner: ClassValue | undefined): Value {
  const own = linearize(type);
  // In a method of a metaclass the class is the object, unless the metaclass itself was given, as to `__new__`.
  const isObjectOf = owner !== undefined && isMetaclass(owner) && !own.includes(owner);
  const meta = isObjectOf ? metaclassOf(type) : undefined;
  const order = meta ? linearize(meta) : own;
  const above = owner ? order.slice(order.indexOf(owner) + 1) : order.slice(1);
  const lookUp = (name: string): Value | undefined => {
    for (const candidate of above) {
      const found = candidate.attributes.get(name);
      if (found?.kind === 'function') {
        const { binding } = closureOf(found);
        const isBound = meta ? binding === 'method' && name !== '__new__' : binding === 'class';
        return isBound ? { kind: 'method', self: type, function: found, owner: candidate } : found;
      }
      if (found) return found;
    }
    if (name === '__init_subclass__') return doNothing;
    const ofType = owner && isMetaclass(owner) ? memberOfType(interpreter, name) : undefined;
    if (ofType && name !== '__new__')
      return { kind: 'method', self: type, function: ofType, owner: undefined };
    return ofType ?? (name === '__new__' ? objectNew(interpreter) : undefined);
  };
  const proxy: ClassValue = { kind: 'class', name: 'super', bases: [], attributes: new Map(), isUser: false };
  return {
    kind: 'instance',
    class: proxy,
    attributes: new LookupMap(lookUp),
    state: new Map<string, unknown>([['unknown', 'no class above has this attribute']]),
    place: undefined,
  };
}

/** What `object` and Python's exceptions have, where no class above has more. */
function ofObject(interpreter: Interpreter, self: InstanceValue, name: string): Value | undefined {
  const ofType = name === '__init__' ? fillPlain(self) : plainAttribute(interpreter, self, name);
  if (ofType) return ofType;
  if (name === '__init__') return doNothing;
  const message = self.state.get('message');
  if (name === '__str__' && typeof message === 'string')
    return {
      kind: 'native',
      name: 'BaseException.__str__',
      signature: noParameters,
      call: () => str(message),
    };
  if (name !== '__setattr__') return undefined;
  return { kind: 'method', self, function: objectSetAttribute(interpreter), owner: undefined };
}

/** `object.__init__`, where no class above has one. */
const doNothing: NativeFunction = {
  kind: 'native',
  name: 'builtins.object.__init__',
  signature: anySignature,
  call: () => none,
};

const noParameters = signature('()');

/** Attributes that are found when they are asked for. */
class LookupMap extends Map<string, Value> {
  readonly #lookUp: (name: string) => Value | undefined;

  constructor(lookUp: (name: string) => Value | undefined) {
    super();
    this.#lookUp = lookUp;
  }

  override get(name: string): Value | undefined {
    return this.#lookUp(name);
  }
}
