/** The methods of Python's own types. Changes go through `touch`, so that a branch that is only walked can be taken back. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import {
  bool,
  int,
  keyOf,
  list,
  none,
  str,
  tuple,
  typeName,
  type DictValue,
  type ListValue,
  type NativeFunction,
  type SetValue,
  type StrValue,
  type Value,
} from '../../frameworks/values';
import { formatMethod } from './format-method';
import { itemsOf } from './items';
import { native } from './native';

/** The method of a value by name; undefined where its type has none that is known. */
export function methodOf(value: Value, name: string): NativeFunction | undefined {
  switch (value.kind) {
    case 'list':
      return listMethods.get(name);
    case 'dict':
      return dictMethods.get(name);
    case 'set':
      return setMethods.get(name);
    case 'str':
      return strMethods.get(name);
    case 'tuple':
    case 'size':
      return tupleMethods.get(name);
    case 'int':
    case 'float':
    case 'bool':
      return numberMethods.get(name);
    default:
      return undefined;
  }
}

const table = (...methods: readonly NativeFunction[]): ReadonlyMap<string, NativeFunction> =>
  new Map(methods.map((method) => [method.name.slice(method.name.lastIndexOf('.') + 1), method]));

const self = <Kind extends Value['kind']>(value: Value, kind: Kind): Extract<Value, { kind: Kind }> => {
  if (value.kind !== kind) throw new PythonError('TypeError', `a ${kind} is wanted, not ${typeName(value)}`);
  return value as Extract<Value, { kind: Kind }>;
};

const asList = (value: Value): ListValue => self(value, 'list');
const asDict = (value: Value): DictValue => self(value, 'dict');
const asSet = (value: Value): SetValue => self(value, 'set');
const asStr = (value: Value): StrValue => {
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  return self(value, 'str');
};

const listMethods = table(
  native('list.append', '(self, item)', (args, runtime) => {
    const target = asList(args.value('self'));
    runtime.touch(target);
    target.items.push(args.value('item'));
    return none;
  }),
  native('list.extend', '(self, items)', (args, runtime) => {
    const target = asList(args.value('self'));
    const items = runtime.iterate(args.value('items'));
    runtime.touch(target);
    if (items) target.items.push(...items);
    else target.open = true;
    return none;
  }),
  native('list.insert', '(self, index, item)', (args, runtime) => {
    const target = asList(args.value('self'));
    runtime.touch(target);
    target.items.splice(args.int('index'), 0, args.value('item'));
    return none;
  }),
  native('list.pop', '(self, index=-1)', (args, runtime) => {
    const target = asList(args.value('self'));
    if (target.open) throw new NotKnown('the content of the list is not known');
    const at = args.int('index');
    const from = at < 0 ? at + target.items.length : at;
    if (!(from in target.items)) throw new PythonError('IndexError', 'pop index out of range');
    runtime.touch(target);
    return target.items.splice(from, 1)[0]!;
  }),
  native('list.remove', '(self, item)', (args, runtime) => {
    const target = asList(args.value('self'));
    const key = keyOf(args.value('item'));
    const at = target.items.findIndex((item) => keyOf(item) === key);
    if (at < 0) throw new PythonError('ValueError', 'list.remove(x): x not in list');
    runtime.touch(target);
    target.items.splice(at, 1);
    return none;
  }),
  native('list.clear', '(self)', (args, runtime) => {
    const target = asList(args.value('self'));
    runtime.touch(target);
    target.items = [];
    target.open = false;
    return none;
  }),
  native('list.reverse', '(self)', (args, runtime) => {
    const target = asList(args.value('self'));
    runtime.touch(target);
    target.items.reverse();
    return none;
  }),
  native('list.sort', '(self, *, key=None, reverse=False)', (args, runtime) => {
    const target = asList(args.value('self'));
    const sorted = sortValues(runtime, target.items, args.value('key'), args.bool('reverse'));
    runtime.touch(target);
    target.items = sorted;
    return none;
  }),
  native('list.copy', '(self)', (args) => {
    const target = asList(args.value('self'));
    return { ...target, items: [...target.items] };
  }),
  native('list.index', '(self, item)', (args) => {
    const key = keyOf(args.value('item'));
    const at = asList(args.value('self')).items.findIndex((item) => keyOf(item) === key);
    if (at < 0) throw new PythonError('ValueError', 'the item is not in the list');
    return int(at);
  }),
  native('list.count', '(self, item)', (args) => {
    const key = keyOf(args.value('item'));
    return int(asList(args.value('self')).items.filter((item) => keyOf(item) === key).length);
  }),
);

/** Values in the order of `<`, by what `key` gives; numbers, texts and tuples of them. */
export function sortValues(runtime: Runtime, items: readonly Value[], key: Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, by: key.kind === 'None' ? item : runtime.call(key, [item]) }));
  const compare = (a: Value, b: Value): number => {
    if ((a.kind === 'int' || a.kind === 'float') && (b.kind === 'int' || b.kind === 'float'))
      return a.value - b.value;
    if (a.kind === 'str' && b.kind === 'str') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    if ((a.kind === 'tuple' || a.kind === 'list') && (b.kind === 'tuple' || b.kind === 'list')) {
      for (let at = 0; at < Math.min(a.items.length, b.items.length); at++) {
        const order = compare(a.items[at]!, b.items[at]!);
        if (order !== 0) return order;
      }
      return a.items.length - b.items.length;
    }
    throw new NotKnown('the order of the items is not known');
  };
  keyed.sort((a, b) => (reverse ? compare(b.by, a.by) : compare(a.by, b.by)));
  return keyed.map(({ item }) => item);
}

const entryOf = (target: DictValue, key: Value): Value | undefined => target.entries.get(keyOf(key))?.[1];

const dictMethods = table(
  native('dict.get', '(self, key, default=None)', (args) => {
    const target = asDict(args.value('self'));
    const found = entryOf(target, args.value('key'));
    if (found) return found;
    if (target.open || args.value('key').kind === 'unknown')
      throw new NotKnown('an entry that may not be there');
    return args.value('default');
  }),
  native('dict.keys', '(self)', (args) => openOr(asDict(args.value('self')), ([key]) => key)),
  native('dict.values', '(self)', (args) => openOr(asDict(args.value('self')), ([, value]) => value)),
  native('dict.items', '(self)', (args) =>
    openOr(asDict(args.value('self')), ([key, value]) => tuple([key, value])),
  ),
  native('dict.update', '(self, other=None, **kwargs)', (args, runtime) => {
    const target = asDict(args.value('self'));
    runtime.touch(target);
    const other = args.value('other');
    if (other.kind === 'dict') {
      for (const [key, entry] of other.entries) target.entries.set(key, entry);
      if (other.open) target.open = true;
    } else if (other.kind !== 'None') target.open = true;
    for (const [key, value] of Object.entries(args.keywords))
      target.entries.set(`s${key}`, [str(key), value]);
    return none;
  }),
  native('dict.setdefault', '(self, key, default=None)', (args, runtime) => {
    const target = asDict(args.value('self'));
    const found = entryOf(target, args.value('key'));
    if (found) return found;
    runtime.touch(target);
    target.entries.set(keyOf(args.value('key')), [args.value('key'), args.value('default')]);
    return args.value('default');
  }),
  native('dict.pop', '(self, key, default=None)', (args, runtime) => {
    const target = asDict(args.value('self'));
    const found = entryOf(target, args.value('key'));
    if (!found && !args.given('default'))
      throw new PythonError('KeyError', runtime.format(args.value('key'), 'repr') ?? '?');
    runtime.touch(target);
    target.entries.delete(keyOf(args.value('key')));
    return found ?? args.value('default');
  }),
  native('dict.copy', '(self)', (args) => {
    const target = asDict(args.value('self'));
    return { ...target, entries: new Map(target.entries) };
  }),
  native('dict.clear', '(self)', (args, runtime) => {
    const target = asDict(args.value('self'));
    runtime.touch(target);
    target.entries = new Map();
    return none;
  }),
);

function openOr(target: DictValue, pick: (entry: readonly [Value, Value]) => Value): Value {
  const items = list([...target.entries.values()].map(pick));
  if (target.open) items.open = true;
  return items;
}

const setMethods = table(
  native('set.add', '(self, item)', (args, runtime) => {
    const target = asSet(args.value('self'));
    runtime.touch(target);
    target.items.set(keyOf(args.value('item')), args.value('item'));
    return none;
  }),
  native('set.discard', '(self, item)', (args, runtime) => {
    const target = asSet(args.value('self'));
    runtime.touch(target);
    target.items.delete(keyOf(args.value('item')));
    return none;
  }),
  native('set.update', '(self, items)', (args, runtime) => {
    const target = asSet(args.value('self'));
    const items = itemsOf(runtime, args.value('items'));
    runtime.touch(target);
    for (const item of items) target.items.set(keyOf(item), item);
    return none;
  }),
);

const tupleMethods = table(
  native('tuple.index', '(self, item)', (args, runtime) => {
    const key = keyOf(args.value('item'));
    const at = itemsOf(runtime, args.value('self')).findIndex((item) => keyOf(item) === key);
    if (at < 0) throw new PythonError('ValueError', 'tuple.index(x): x not in tuple');
    return int(at);
  }),
  native('tuple.count', '(self, item)', (args, runtime) => {
    const key = keyOf(args.value('item'));
    return int(itemsOf(runtime, args.value('self')).filter((item) => keyOf(item) === key).length);
  }),
  native('tuple.numel', '(self)', (args, runtime) => {
    let product = 1;
    for (const item of itemsOf(runtime, args.value('self'))) {
      if (item.kind !== 'int') throw new NotKnown('a size is not known');
      product *= item.value;
    }
    return int(product);
  }),
);

const text = (
  name: string,
  parameters: string,
  f: (own: string, args: Parameters<NativeFunction['call']>[0], runtime: Runtime) => Value,
): NativeFunction =>
  native(`str.${name}`, parameters, (args, runtime) => f(asStr(args.value('self')).value, args, runtime));

const strMethods = table(
  text('format', '(self, *args, **kwargs)', (own, args, runtime) =>
    formatMethod(runtime, own, args.rest, args.keywords),
  ),
  text('join', '(self, items)', (own, args, runtime) =>
    str(
      itemsOf(runtime, args.value('items'))
        .map((item) => asStr(item).value)
        .join(own),
    ),
  ),
  text('split', '(self, sep=None, maxsplit=-1)', (own, args) => {
    const separator = args.optionalString('sep');
    const parts =
      separator === undefined ? own.split(/\s+/).filter((part) => part !== '') : own.split(separator);
    return list(parts.map(str));
  }),
  text('strip', '(self, chars=None)', (own) => str(own.trim())),
  text('lstrip', '(self, chars=None)', (own) => str(own.trimStart())),
  text('rstrip', '(self, chars=None)', (own) => str(own.trimEnd())),
  text('lower', '(self)', (own) => str(own.toLowerCase())),
  text('upper', '(self)', (own) => str(own.toUpperCase())),
  text('title', '(self)', (own) =>
    str(own.replace(/[A-Za-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase())),
  ),
  text('capitalize', '(self)', (own) => str(own.slice(0, 1).toUpperCase() + own.slice(1).toLowerCase())),
  text('replace', '(self, old, new, count=-1)', (own, args) =>
    str(own.replaceAll(args.string('old'), args.string('new'))),
  ),
  text('startswith', '(self, prefix)', (own, args) => bool(own.startsWith(args.string('prefix')))),
  text('endswith', '(self, suffix)', (own, args) => bool(own.endsWith(args.string('suffix')))),
  text('find', '(self, sub)', (own, args) => int(own.indexOf(args.string('sub')))),
  text('count', '(self, sub)', (own, args) => int(own.split(args.string('sub')).length - 1)),
  text('ljust', "(self, width, fillchar=' ')", (own, args) =>
    str(own.padEnd(args.int('width'), args.string('fillchar'))),
  ),
  text('rjust', "(self, width, fillchar=' ')", (own, args) =>
    str(own.padStart(args.int('width'), args.string('fillchar'))),
  ),
  text('zfill', '(self, width)', (own, args) => str(own.padStart(args.int('width'), '0'))),
  text('isdigit', '(self)', (own) => bool(/^\d+$/.test(own))),
);

const numberMethods = table(
  native('int.item', '(self)', (args) => args.value('self')),
  native('int.is_integer', '(self)', (args) => bool(Number.isInteger(args.number('self')))),
  native('int.bit_length', '(self)', (args) =>
    int(args.int('self') === 0 ? 0 : Math.floor(Math.log2(Math.abs(args.int('self')))) + 1),
  ),
);
