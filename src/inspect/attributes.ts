/** `value.name`: reading and setting attributes of every kind of value. */
import { resolveQualified, tensorAttribute } from '../frameworks/index';
import { PythonError } from '../frameworks/errors';
import { dtypeAttribute } from '../frameworks/numpy/dtype-questions';
import { asView } from '../frameworks/views';
import {
  linearize,
  metaclassOf,
  none,
  str,
  tuple,
  typeName,
  type BoundMethod,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type UserFunction,
  type Value,
  plain,
} from '../frameworks/values';
import { methodOf } from './builtins/methods';
import { methodNotFollowed, ownFact } from './builtins/python-names';
import { hasSpecial, specialMethods } from './builtins/special-methods';
import { hasUnknownBase } from './calls';
import { DELETER, SETTER } from './decorators';
import { setTensorAttribute } from './tensor-attributes';
import { classAttribute } from './class-attributes';
import { atEach, attributeOfChoice, isChoice } from './each-option';
import { closureOf } from './functions';
import { builtin as builtinName } from './imports';
import type { Interpreter } from './interpreter';
import { attributesAsDict } from './object-dict';
import { endWaiting, refuseEarly } from './module-init';
import { attributeOfModule, setAttributeOfModule } from './module-attributes';
import { nameLocation } from './trail';
import { unknownAttributeOf } from './unknowns';
import { methodOfUsual } from './usual-names';

/** The attribute's value; `unknown` with a reason where it is not known, PythonError where Python would raise. */
export function getAttribute(interpreter: Interpreter, value: Value, name: string): Value {
  if (name === 'backward') interpreter.noteBackwardOfNumber(value, 'torch');
  switch (value.kind) {
    case 'module':
      return attributeOfModule(interpreter, value, name);
    case 'tensor': {
      if (value.framework === 'torch') interpreter.onUse?.(`torch.Tensor.${name}`);
      const found = tensorAttribute(value, name, interpreter);
      if (found) return asView(value, found);
      if (hasSpecial('tensor', name)) return bind(value, special.get(name)!);
      return unknownAttributeOf(
        value,
        name,
        interpreter.unknown(`the attribute '${name}' of a ${typeName(value)} is not known to LossLens`),
      );
    }
    case 'instance':
      return instanceAttribute(interpreter, value, name);
    case 'class':
      return classAttribute(interpreter, value, name);
    case 'function': {
      const own = value.attributes.get(name);
      if (own) return own;
      if (name === '__name__') return str(value.name);
      if (name === '__qualname__') return str(closureOf(value).qualifiedName);
      if (name === '__doc__') return docstringOf(value);
      return interpreter.unknown(`the attribute '${name}' of the function ${value.name} is not known`);
    }
    case 'tuple': {
      const at = value.names?.indexOf(name) ?? -1;
      if (at >= 0) return value.items[at]!;
      if (name === '_fields' && value.names) return tuple(value.names.map(str));
      const own = value.methods?.[name];
      if (own) return { kind: 'method', self: value, function: own, owner: undefined };
      const fact = value.facts?.[name];
      if (fact) return fact;
      break;
    }
    case 'unknown':
      if (isChoice(value)) return attributeOfChoice(interpreter, value, name);
      return (
        methodOfUsual(value, name) ??
        value.contract?.attribute?.(name, interpreter) ??
        interpreter.attributeOfUnknown(value, name)
      );
    case 'dtype': {
      const found = dtypeAttribute(value, name);
      if (found) return found;
      break;
    }
    case 'iterator':
      // Of a generator these would act on a body that is read at once.
      if (name === 'send' || name === 'throw' || name === 'close')
        return interpreter.unknown(`what ${name} does to a generator is not followed`);
      break;
    case 'slice':
      if (name === 'start') return value.lower;
      if (name === 'stop') return value.upper;
      if (name === 'step') return value.step;
      break;
    case 'native': {
      if (name === '__name__') return str(value.name.slice(value.name.lastIndexOf('.') + 1));
      // `np.add.at` and its kin: what a function of numpy has beside being called.
      const part = resolveQualified(`${value.name}.${name}`);
      if (part) return part;
      if (value.name.startsWith('numpy.'))
        return interpreter.unknown(`${value.name}.${name} is not known to LossLens`);
      break;
    }
    default:
  }
  const method = methodOf(value, name) ?? (hasSpecial(value.kind, name) ? special.get(name) : undefined);
  if (method) return bind(value, method);
  const fact = ownFact(value, name);
  if (fact) return fact;
  const unread = methodNotFollowed(value, name);
  if (unread) return unread;
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
}

/** The methods behind operators and built-in functions that Python's own types have, by name: `__add__`, `__len__`. */
export const special = specialMethods(builtinName);

/** The text that stands first in a function's body. */
function docstringOf(value: UserFunction): Value {
  const { node } = closureOf(value);
  const first = node.kind === 'FunctionDef' ? node.body[0] : undefined;
  const said = first?.kind === 'ExpressionStatement' ? first.value : undefined;
  return said?.kind === 'Constant' && typeof said.value === 'string' && said.type === 'str'
    ? str(said.value)
    : none;
}

const bind = (self: Value, method: NativeFunction): BoundMethod => ({
  kind: 'method',
  self,
  function: method,
  owner: undefined,
});

function instanceAttribute(interpreter: Interpreter, instance: InstanceValue, name: string): Value {
  const own = instance.attributes.get(name);
  if (own) return own;
  if (name === '__class__') return instance.class;
  const inherited = inheritedAttribute(interpreter, instance, linearize(instance.class), name);
  if (inherited) return inherited;
  if (name === '__dict__') return attributesAsDict(interpreter, instance);
  const ofType = plainAttribute(interpreter, instance, name);
  if (ofType) return ofType;
  const fallback = findMethod(instance, '__getattr__');
  if (fallback) return interpreter.call(fallback, [str(name)]);
  const reason = instance.state.get('unknown');
  if (typeof reason === 'string') return interpreter.unknown(reason);
  const isOpen = linearize(instance.class).some((base) => base.isOpen);
  const isLacking =
    !instance.isGuess && linearize(instance.class).some((base) => base.lacks?.(instance, name));
  const isListed = instance.class.isUser && !hasUnknownBase(instance.class);
  if (instance.isGuess || isOpen || !(isListed || isLacking)) {
    return interpreter.unknown(
      `the attribute '${name}' of ${instance.class.name} is not set in what was read`,
    );
  }
  const type = typeName(instance);
  throw new PythonError(
    'AttributeError',
    `'${type.slice(type.lastIndexOf('.') + 1)}' object has no attribute '${name}'`,
  );
}

/** What an object has as a dict, a list or a text, where its class is below one of these; bound to what it is as that. */
export function plainAttribute(
  interpreter: Interpreter,
  instance: InstanceValue,
  name: string,
): Value | undefined {
  const own = plain(instance);
  if (own === instance) return undefined;
  if (own.kind === 'tuple' && own.names?.includes(name)) return getAttribute(interpreter, own, name);
  const method = methodOf(own, name) ?? (hasSpecial(own.kind, name) ? special.get(name) : undefined);
  return method && bind(own, method);
}

/** Looks in the classes of an order, as a method lookup does, and binds what it finds. */
export function inheritedAttribute(
  interpreter: Interpreter,
  instance: InstanceValue,
  order: readonly ClassValue[],
  name: string,
): Value | undefined {
  for (const candidate of order) {
    const worked = candidate.properties?.[name]?.(instance, interpreter);
    if (worked) return worked;
    const native = candidate.methods?.[name];
    if (native) return nativeMethod(instance, candidate, name);
    if (name === '__init__' && candidate.construct) return nativeConstructor(instance, candidate);
    if (name === 'forward' && candidate.invoke) return nativeInvocation(instance, candidate);
    const found = candidate.attributes.get(name);
    if (!found) continue;
    if (found.kind === 'instance') {
      const get = findMethod(found, '__get__');
      if (get) return interpreter.call(get, [instance, instance.class]);
    }
    if (found.kind !== 'function') return found;
    const { binding } = closureOf(found);
    if (binding === 'static') return found;
    const method: BoundMethod = {
      kind: 'method',
      self: binding === 'class' ? instance.class : instance,
      function: found,
      owner: candidate,
    };
    if (binding === 'property') return interpreter.call(method, []);
    if (binding !== 'cached property') return method;
    const computed = interpreter.call(method, []);
    setOwnAttribute(interpreter, instance, name, computed);
    return computed;
  }
  return undefined;
}

function nativeMethod(instance: InstanceValue, owner: ClassValue, name: string): NativeFunction {
  const method = owner.methods![name]!;
  return {
    kind: 'native',
    name: `${owner.name}.${name}`,
    signature: method.signature,
    call: (args, runtime) => method.call(instance, args, runtime),
  };
}

const nativeConstructor = (instance: InstanceValue, owner: ClassValue): NativeFunction => ({
  kind: 'native',
  name: `${owner.name}.__init__`,
  signature: owner.signature!,
  call: (args, runtime) => {
    endWaiting(instance);
    owner.construct!(instance, args, runtime);
    return none;
  },
});

const nativeInvocation = (instance: InstanceValue, owner: ClassValue): NativeFunction => ({
  kind: 'native',
  name: `${owner.name}.forward`,
  signature: owner.invoke!.signature,
  call: (args, runtime) => owner.invoke!.call(instance, args, runtime),
});

/**
 * The method of an object's class by that name, bound; undefined where no class has it. Properties do not count. The class
 * of a class is its metaclass.
 */
export function findMethod(instance: InstanceValue | ClassValue, name: string): BoundMethod | undefined {
  const type = instance.kind === 'class' ? metaclassOf(instance) : instance.class;
  for (const candidate of type ? linearize(type) : []) {
    const native = candidate.methods?.[name];
    if (native && instance.kind === 'instance') {
      // The native form is bound already: its self is a formality.
      const bound = nativeMethod(instance, candidate, name);
      return { kind: 'method', self: instance, function: withoutSelf(bound), owner: candidate };
    }
    const found = candidate.attributes.get(name);
    if (found?.kind === 'function' || found?.kind === 'native') {
      return { kind: 'method', self: instance, function: found, owner: candidate };
    }
  }
  return undefined;
}

/** A native function that is given its object once more as the first argument. */
const withoutSelf = (method: NativeFunction): NativeFunction => ({
  ...method,
  signature: {
    parameters: [{ name: 'self', kind: 'positional', default: undefined }, ...method.signature.parameters],
  },
});

/** `value.name = to`. */
export function setAttribute(interpreter: Interpreter, value: Value, name: string, to: Value): void {
  switch (value.kind) {
    case 'instance': {
      const setter = linearize(value.class).find((base) => base.methods?.['__setattr__']);
      if (setter) {
        const isSet = interpreter.call(nativeMethod(value, setter, '__setattr__'), [str(name), to]);
        // One that set the attribute in its own way says so.
        if (isSet.kind === 'bool' && isSet.value) return;
      }
      const descriptor = inClassOf(value, name);
      const set = descriptor?.kind === 'instance' ? findMethod(descriptor, '__set__') : undefined;
      if (set) {
        interpreter.call(set, [value, to]);
        return;
      }
      const property = setterOf(value, name);
      if (property) {
        interpreter.call(property, [value, to]);
        return;
      }
      const own = findMethod(value, '__setattr__');
      if (own && own.function.kind !== 'unknown') {
        interpreter.call(own, [str(name), to]);
        return;
      }
      if (name === '__dict__' && to.kind === 'dict') {
        for (const key of [...value.attributes.keys()]) interpreter.deleteAttribute(value, key);
        for (const [key, item] of to.entries.values())
          if (key.kind === 'str') setOwnAttribute(interpreter, value, key.value, item);
        return;
      }
      refuseAttribute(value, name);
      refuseEarly(value, to);
      setOwnAttribute(interpreter, value, name, to);
      return;
    }
    case 'class': {
      const own = findMethod(value, '__setattr__');
      if (own) interpreter.call(own, [str(name), to]);
      else setOwnAttribute(interpreter, value, name, to);
      return;
    }
    case 'function':
      interpreter.trails.beforeChange(nameLocation(value.attributes, name));
      value.attributes.set(name, to);
      return;
    case 'tensor':
      setTensorAttribute(interpreter, value, name, to);
      return;
    case 'unknown':
      if (isChoice(value))
        atEach(interpreter, value.options, (option) => {
          setAttribute(interpreter, option, name, to);
          return none;
        });
      else interpreter.changedUnknowns.add(value);
      return;
    case 'module':
      setAttributeOfModule(interpreter, value, name, to);
      return;
    default:
      throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
  }
}

/** Throws where the class says that its objects have no such attribute, or that none of theirs changes. */
function refuseAttribute(instance: InstanceValue, name: string): void {
  const order = linearize(instance.class);
  const isConstructed = instance.state.get('constructed') === true;
  if (isConstructed && order.some((base) => base.isFrozen)) {
    throw new PythonError('dataclasses.FrozenInstanceError', `cannot assign to field '${name}'`);
  }
  if (!order.some((base) => base.attributes.has('__slots__'))) return;
  const slots = order.filter((base) => base.isUser).map((base) => base.attributes.get('__slots__'));
  const names = slots.flatMap((slot) =>
    slot?.kind === 'tuple' || slot?.kind === 'list' ? slot.items : slot ? [slot] : [],
  );
  if (slots.length === 0 || slots.includes(undefined) || hasUnknownBase(instance.class)) return;
  if (order.some((base) => !base.isUser && base.name !== 'builtins.object')) return;
  if (names.every((slot) => slot.kind === 'str' && slot.value !== name)) {
    throw new PythonError('AttributeError', `'${typeName(instance)}' object has no attribute '${name}'`);
  }
}

/** What the classes of an object have under a name. */
const inClassOf = (instance: InstanceValue, name: string): Value | undefined =>
  linearize(instance.class)
    .find((candidate) => candidate.attributes.has(name))
    ?.attributes.get(name);

/** `del value.name`, which a property may decide. */
export function deleteAttribute(interpreter: Interpreter, instance: InstanceValue, name: string): void {
  const found = inClassOf(instance, name);
  const deleter = found?.kind === 'function' ? found.attributes.get(DELETER) : undefined;
  const own = findMethod(instance, '__delattr__');
  if (deleter) interpreter.call(deleter, [instance]);
  else if (own) interpreter.call(own, [str(name)]);
  else interpreter.deleteAttribute(instance, name);
}

/** The setter of a property of that name, as a function of the object and the value. */
function setterOf(instance: InstanceValue, name: string): Value | undefined {
  const found = inClassOf(instance, name);
  return found?.kind === 'function' ? found.attributes.get(SETTER) : undefined;
}

/** What `object.__setattr__` does. */
export function setOwnAttribute(
  interpreter: Interpreter,
  instance: InstanceValue | ClassValue,
  name: string,
  to: Value,
): void {
  interpreter.trails.beforeChange(nameLocation(instance.attributes, name));
  instance.attributes.set(name, to);
}
