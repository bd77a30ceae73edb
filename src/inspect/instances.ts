/** The making of objects of any class: by a framework's constructor, the user's `__new__` and `__init__`, or a dataclass's fields. */
import { NotKnown, PythonError } from '../frameworks/errors';
import {
  linearize,
  metaclassOf,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../frameworks/values';
import { findMethod } from './attributes';
import { callNative, callValue, hasUnknownBase } from './calls';
import { fillFields, isDataclass } from './dataclasses';
import { memberWith, membersOf } from './enumerations';
import { closureOf } from './functions';
import type { Interpreter } from './interpreter';
import { LimitReached } from './guarded';
import { initialized } from './module-init';
import { fillPlain, isFilledLater, makePlain, plainMaker } from './plain-objects';

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
  const ownMaker = order.find((base) => base.attributes.get('__new__')?.kind === 'function');
  if (ownMaker) {
    const make = ownMaker.attributes.get('__new__')!;
    const made = callValue(interpreter, make, [type, ...positional], keywords, spread);
    if (made.kind === 'instance' && linearize(made.class).includes(type))
      initialize(interpreter, made, positional, keywords, spread);
    return made;
  }
  refuseAbstract(type);
  const maker = order.find((base) => base.make);
  if (maker?.make && !plainMaker(order)) {
    return callNative(interpreter, type.name, maker.signature!, positional, keywords, spread, (args) =>
      maker.make!(args, interpreter),
    );
  }
  const instance = newObject(interpreter, type, positional, keywords);
  initialize(interpreter, instance, positional, keywords, spread);
  return instance;
}

/** Throws what Python says where a class leaves a method abstract. */
function refuseAbstract(type: ClassValue): void {
  const missing = isAbstractBase(type) ? abstractNames(type) : [];
  if (missing.length === 0) return;
  const methods = `abstract method${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
  throw new PythonError('TypeError', `Can't instantiate abstract class ${type.name} with ${methods}`);
}

/**
 * What `object.__new__` makes: an object without what `__init__` gives it. A text or a tuple is made of the arguments.
 * Throws NotKnown for a class of which the framework makes the objects.
 */
export function newObject(
  interpreter: Interpreter,
  type: ClassValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): InstanceValue {
  refuseAbstract(type);
  const order = linearize(type);
  const above = plainMaker(order);
  const maker = order.find((base) => base.make);
  if (maker && !above) throw new NotKnown(`what ${maker.name}.__new__ makes is not known`);
  const instance: InstanceValue = {
    kind: 'instance',
    class: type,
    attributes: new Map(),
    state: new Map(),
    place: interpreter.place,
  };
  interpreter.trails.born(instance.attributes);
  // A Module's own fields are there even when the user's __init__ forgets to call super().__init__().
  for (const base of order) if (!base.isUser && base.prepare) base.prepare(instance, interpreter);
  if (above) makePlain(interpreter, instance, above, positional, keywords);
  return instance;
}

/** What follows on `__new__`: the user's `__init__`, the fields of a dataclass, or a framework's constructor. */
function initialize(
  interpreter: Interpreter,
  instance: InstanceValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  spread: boolean,
): void {
  const { class: type } = instance;
  const order = linearize(type);
  const fill = isFilledLater(instance) ? fillPlain(instance) : undefined;
  const init = findMethod(instance, '__init__');
  if (init && init.function.kind === 'function') {
    asFarAsFollowed(interpreter, instance, () =>
      initialized(instance, () => callValue(interpreter, init, positional, keywords, spread)),
    );
  } else if (fill) interpreter.call(fill, positional, keywords);
  else if (isDataclass(type)) fillFields(interpreter, instance, order, positional, keywords, spread);
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
}

/** Where functions are only explored, an object whose constructor takes too many steps is known as far as it was made. */
function asFarAsFollowed(interpreter: Interpreter, instance: InstanceValue, init: () => void): void {
  try {
    init();
  } catch (error) {
    const isTooLong = error instanceof LimitReached && error.bound === 'steps';
    if (!isTooLong || !interpreter.isExploring) throw error;
    instance.state.set(
      'unknown',
      `what is set at the end of the constructor of ${instance.class.name} was not read`,
    );
  }
}

const isAbstractBase = (type: ClassValue): boolean => {
  const metaclass = metaclassOf(type);
  return (
    linearize(type).some(({ name }) => name === 'abc.ABC') ||
    (metaclass !== undefined && linearize(metaclass).some(({ name }) => name === 'abc.ABCMeta'))
  );
};

/** An exception object, for `except … as error`. */
export const exceptionInstance = (
  type: ClassValue,
  message: string,
  args: readonly Value[] = [str(message)],
): InstanceValue => ({
  kind: 'instance',
  class: type,
  attributes: new Map<string, Value>([['args', tuple(args)]]),
  state: new Map<string, unknown>([['message', message]]),
  place: undefined,
});
