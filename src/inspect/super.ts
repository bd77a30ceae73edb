/** `super()`: the object seen from above the class whose method is being read. */
import {
  linearize,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../frameworks/values';
import { anySignature } from '../frameworks/signature';
import { none } from '../frameworks/values';
import { inheritedAttribute } from './attributes';
import type { Interpreter } from './interpreter';

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
    inheritedAttribute(interpreter, self, above, name) ?? (name === '__init__' ? doNothing : undefined);
  return {
    kind: 'instance',
    class: proxy,
    attributes: new LookupMap(lookUp),
    state: new Map<string, unknown>([['unknown', 'no class above has this attribute']]),
    place: undefined,
  };
}

/** `object.__init__`, where no class above has one. */
const doNothing: NativeFunction = {
  kind: 'native',
  name: 'builtins.object.__init__',
  signature: anySignature,
  call: () => none,
};

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
