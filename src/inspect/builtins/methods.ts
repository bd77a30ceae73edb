/** The methods of Python's own types, by the kind of the value; those of lists, tuples and numbers stand here. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import type { Arguments } from '../../frameworks/arguments';
import { bitLength, wholeOf } from '../../frameworks/integers';
import type { Runtime } from '../../frameworks/runtime';
import { itemsOf } from '../../frameworks/standard/items';
import {
  bool,
  dict,
  int,
  namedTuple,
  none,
  str,
  type ListValue,
  type NativeFunction,
  type Value,
} from '../../frameworks/values';
import { counterMethods, dictMethods } from './dict-methods';
import { asKind, methodTable } from './method-table';
import { native } from './native';
import { setMethods } from './set-methods';
import { stringMethods } from './string-methods';

/** The method of a value by name; undefined where its type has none that is known. Changes go through `touch`, so that a branch that is only walked can be taken back. */
export function methodOf(value: Value, name: string): NativeFunction | undefined {
  switch (value.kind) {
    case 'list':
      return listMethods.get(name) ?? (value.type === 'deque' ? dequeMethods.get(name) : undefined);
    case 'dict':
      return (value.type === 'Counter' ? counterMethods.get(name) : undefined) ?? dictMethods.get(name);
    case 'set':
      return setMethods.get(name);
    case 'str':
      return stringMethods.get(name);
    case 'tuple':
      return tupleMethods.get(name) ?? (value.names ? namedTupleMethods.get(name) : undefined);
    case 'size':
      return tupleMethods.get(name);
    case 'int':
    case 'long':
    case 'float':
    case 'bool':
      return numberMethods.get(name);
    default:
      return undefined;
  }
}

/** `str.lower`: the method of a type, as a function whose first argument is the object. */
export function builtinMethod(type: string, name: string): NativeFunction | undefined {
  const tables: Readonly<Record<string, ReadonlyMap<string, NativeFunction>>> = {
    list: listMethods,
    dict: dictMethods,
    set: setMethods,
    str: stringMethods,
    tuple: tupleMethods,
  };
  const method = tables[type]?.get(name);
  if (!method || name !== 'fromkeys') return method;
  // The one class method of these types: there is no object before its arguments.
  return { ...method, signature: { parameters: method.signature.parameters.slice(1) } };
}

const own = (args: Arguments): ListValue => asKind(args.value('self'), 'list');

/** Where an item stands; -1 where it is none of them. Throws NotKnown where it may be one that is not known. */
const positionOf = (runtime: Runtime, items: readonly Value[], wanted: Value): number =>
  items.findIndex((item) => item === wanted || isEqual(runtime, item, wanted));

function isEqual(runtime: Runtime, item: Value, wanted: Value): boolean {
  const answer = runtime.equals(item, wanted);
  if (answer === undefined) throw new NotKnown('whether the item is the one that is looked for is not known');
  return answer;
}

/** How many items are equal to one. Throws NotKnown where one may be. */
const countOf = (runtime: Runtime, items: readonly Value[], wanted: Value): Value =>
  int(items.filter((item) => item === wanted || isEqual(runtime, item, wanted)).length);

/** The items of a list of which all are known to be there. */
function wholeItems(target: ListValue): Value[] {
  if (target.open) throw new NotKnown('the content of the list is not known');
  return target.items;
}

const listMethods = methodTable(
  native('list.append', '(self, item)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    target.items.push(args.value('item'));
    trim(target, 'front');
    return none;
  }),
  native('list.extend', '(self, items)', (args, runtime) => {
    const target = own(args);
    const items = runtime.iterate(args.value('items'));
    runtime.touch(target);
    if (items) for (const item of items) target.items.push(item);
    else target.open = true;
    trim(target, 'front');
    return none;
  }),
  native('list.insert', '(self, index, item)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    target.items.splice(args.int('index'), 0, args.value('item'));
    return none;
  }),
  native('list.pop', '(self, index=-1)', (args, runtime) => {
    const target = own(args);
    const items = wholeItems(target);
    const at = args.int('index');
    const from = at < 0 ? at + items.length : at;
    if (!(from in items))
      throw new PythonError(
        'IndexError',
        items.length === 0 ? 'pop from empty list' : 'pop index out of range',
      );
    runtime.touch(target);
    return target.items.splice(from, 1)[0]!;
  }),
  native('list.remove', '(self, item)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    let at: number;
    try {
      at = positionOf(runtime, wholeItems(target), args.value('item'));
    } catch (error) {
      // One of them is gone, and nobody knows which.
      if (error instanceof NotKnown) target.open = true;
      throw error;
    }
    if (at < 0) throw new PythonError('ValueError', 'list.remove(x): x not in list');
    target.items.splice(at, 1);
    return none;
  }),
  native('list.clear', '(self)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    target.items = [];
    target.open = false;
    return none;
  }),
  native('list.reverse', '(self)', (args, runtime) => {
    const target = own(args);
    runtime.touch(target);
    target.items.reverse();
    return none;
  }),
  native('list.sort', '(self, *, key=None, reverse=False)', (args, runtime) => {
    const target = own(args);
    const sorted = sortValues(runtime, target.items, args.value('key'), args.bool('reverse'));
    runtime.touch(target);
    target.items = sorted;
    return none;
  }),
  native('list.copy', '(self)', (args) => {
    const target = own(args);
    return { ...target, items: [...target.items] };
  }),
  native('list.index', '(self, item)', (args, runtime) => {
    const at = positionOf(runtime, wholeItems(own(args)), args.value('item'));
    if (at < 0) {
      const text = runtime.format(args.value('item'), 'repr') ?? 'the item';
      throw new PythonError('ValueError', `${text} is not in list`);
    }
    return int(at);
  }),
  native('list.count', '(self, item)', (args, runtime) =>
    countOf(runtime, wholeItems(own(args)), args.value('item')),
  ),
);

/** A deque drops what is too much, at the end that was not added to. */
function trim(target: ListValue, from: 'front' | 'back'): void {
  const tooMany = target.items.length - (target.maximum ?? Infinity);
  if (tooMany <= 0) return;
  if (from === 'front') target.items.splice(0, tooMany);
  else target.items.length -= tooMany;
}

const dequeMethods = methodTable(
  native('deque.appendleft', '(self, item)', (args, runtime) => {
    runtime.touch(own(args));
    own(args).items.unshift(args.value('item'));
    trim(own(args), 'back');
    return none;
  }),
  native('deque.extendleft', '(self, items)', (args, runtime) => {
    const items = itemsOf(runtime, args.value('items'));
    runtime.touch(own(args));
    own(args).items.unshift(...items.reverse());
    trim(own(args), 'back');
    return none;
  }),
  native('deque.popleft', '(self)', (args, runtime) => {
    if (own(args).open) throw new NotKnown('the content of the deque is not known');
    if (own(args).items.length === 0) throw new PythonError('IndexError', 'pop from an empty deque');
    runtime.touch(own(args));
    return own(args).items.shift()!;
  }),
  native('deque.rotate', '(self, n=1)', (args, runtime) => {
    const { items } = own(args);
    if (items.length === 0) return none;
    runtime.touch(own(args));
    const shift = ((args.int('n') % items.length) + items.length) % items.length;
    own(args).items = [...items.slice(items.length - shift), ...items.slice(0, items.length - shift)];
    return none;
  }),
);

/** The order of `<` between numbers, one-element tensors, texts, and lists and tuples of them. */
export function compareValues(a: Value, b: Value): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0;
  if (a.kind === 'str' && b.kind === 'str') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  if ((a.kind === 'tuple' || a.kind === 'list') && (b.kind === 'tuple' || b.kind === 'list')) {
    for (let at = 0; at < Math.min(a.items.length, b.items.length); at++) {
      const order = compareValues(a.items[at]!, b.items[at]!);
      if (order !== 0) return order;
    }
    return a.items.length - b.items.length;
  }
  throw new NotKnown('the order of the items is not known');
}

function numberOf(value: Value): number | bigint | undefined {
  if (value.kind === 'int' || value.kind === 'long' || value.kind === 'float') return value.value;
  if (value.kind === 'bool') return Number(value.value);
  if (value.kind === 'tensor' && value.tensor.hasValues && value.tensor.numel === 1)
    return value.tensor.values()[0]!;
  return undefined;
}

/** The order of two values: that of `<`, which the classes of objects define. */
export function orderOf(runtime: Runtime, a: Value, b: Value): number {
  if (a.kind !== 'instance' && b.kind !== 'instance') return compareValues(a, b);
  const isLess = (left: Value, right: Value): boolean => {
    const truth = runtime.truth(runtime.compare('<', left, right));
    if (truth === undefined) throw new NotKnown('the order of the items is not known');
    return truth;
  };
  if (isLess(a, b)) return -1;
  return isLess(b, a) ? 1 : 0;
}

/** Values in the order of `<`, by what `key` gives; those that are equal keep their order. */
export function sortValues(runtime: Runtime, items: readonly Value[], key: Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, by: key.kind === 'None' ? item : runtime.call(key, [item]) }));
  keyed.sort((a, b) => (reverse ? orderOf(runtime, b.by, a.by) : orderOf(runtime, a.by, b.by)));
  return keyed.map(({ item }) => item);
}

const tupleMethods = methodTable(
  native('tuple.index', '(self, item)', (args, runtime) => {
    const at = positionOf(runtime, itemsOf(runtime, args.value('self')), args.value('item'));
    if (at < 0) throw new PythonError('ValueError', 'tuple.index(x): x not in tuple');
    return int(at);
  }),
  native('tuple.count', '(self, item)', (args, runtime) =>
    countOf(runtime, itemsOf(runtime, args.value('self')), args.value('item')),
  ),
  native('tuple.numel', '(self)', (args, runtime) => {
    let product = 1;
    for (const item of itemsOf(runtime, args.value('self'))) {
      if (item.kind !== 'int') throw new NotKnown('a size is not known');
      product *= item.value;
    }
    return int(product);
  }),
);

const namedTupleMethods = methodTable(
  native('tuple._asdict', '(self)', (args) => {
    const { names = [], items } = asKind(args.value('self'), 'tuple');
    return dict(names.map((name, at) => [str(name), items[at]!]));
  }),
  native('tuple._replace', '(self, **kwargs)', (args) => {
    const { names = [], items, type = '' } = asKind(args.value('self'), 'tuple');
    return namedTuple(
      type,
      Object.fromEntries(names.map((name, at) => [name, args.keywords[name] ?? items[at]!])),
    );
  }),
);

const numberMethods = methodTable(
  native('int.item', '(self)', (args) => args.value('self')),
  native('int.is_integer', '(self)', (args) => bool(Number.isInteger(args.number('self')))),
  native('int.bit_length', '(self)', (args) => int(bitLength(wholeOf(args.value('self')) ?? 0n))),
);
