/** Objects of the user's classes below dict, list, str and their kin: what each is as that type is kept in its state. */
import { define } from '../frameworks/define';
import { NotKnown } from '../frameworks/errors';
import {
  linearize,
  none,
  plain,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../frameworks/values';
import { callNative } from './calls';
import type { Interpreter } from './interpreter';

const MUTABLE = ['dict', 'list', 'set'];

/** The class above that makes values of one of Python's own types, where the user's class adds methods of its own. */
export function plainMaker(order: readonly ClassValue[]): ClassValue | undefined {
  const maker = order.find((base) => base.make);
  const isPlain = maker && (/^(builtins|collections)\./.test(maker.name) || maker.isUser);
  const hasOwn = order.some(
    (base) =>
      base.isUser &&
      [...base.attributes.values()].some(
        (value) => value.kind === 'function' || value.kind === 'native' || value.kind === 'instance',
      ),
  );
  return isPlain && hasOwn ? maker : undefined;
}

/**
 * Gives a new object what it is as `maker`'s type. A text or a tuple is made of the arguments before any `__init__`
 * runs; a dict or a list begins empty, and `__init__` fills it.
 */
export function makePlain(
  interpreter: Interpreter,
  instance: InstanceValue,
  maker: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): void {
  const make = (given: readonly Value[], named: Readonly<Record<string, Value>>): Value =>
    callNative(interpreter, instance.class.name, maker.signature!, given, named, false, (args) =>
      maker.make!(args, interpreter),
    );
  const empty = maker.isUser ? none : make([], {});
  const own = isMutable(empty) ? empty : make(positional, keywords);
  if (own.kind === 'unknown') throw new NotKnown(own.reason);
  instance.state.set('plain', own);
}

const isMutable = (value: Value): boolean =>
  MUTABLE.includes(value.kind) && !(value.kind === 'set' && value.isFrozen);

/** Whether an object is a dict, a list or a set, which its `__init__` fills. */
export const isFilledLater = (instance: InstanceValue): boolean => isMutable(plain(instance));

/** `super().__init__(…)` above the user's classes: puts what the type makes of the arguments into the object. */
export function fillPlain(self: InstanceValue): NativeFunction | undefined {
  const own = plain(self);
  const maker = linearize(self.class).find((base) => base.make);
  if (own === self || !maker?.make) return undefined;
  return {
    ...define(`${maker.name}.__init__`, '(*args, **kwargs)', (args, runtime) => {
      runtime.touch(own);
      const made = runtime.call(maker, args.rest, args.keywords);
      if (made.kind === 'unknown') throw new NotKnown(made.reason);
      if (own.kind === 'dict' && made.kind === 'dict') {
        // A dict keeps what it holds already.
        for (const [key, entry] of made.entries) own.entries.set(key, entry);
        if (made.factory) own.factory = made.factory;
        if (made.open) own.open = true;
      } else if (own.kind === 'list' && made.kind === 'list') {
        own.items = made.items;
        if (made.maximum !== undefined) own.maximum = made.maximum;
        if (made.open) own.open = true;
      } else if (own.kind === 'set' && made.kind === 'set') {
        own.items = made.items;
        if (made.open) own.open = true;
      }
      return none;
    }),
  };
}
