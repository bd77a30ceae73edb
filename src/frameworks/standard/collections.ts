/** Python's `collections`: each is a list, dict or tuple that knows what it is. */
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  dict,
  int,
  keyOf,
  namedTuple,
  none,
  plain,
  str,
  tuple,
  type ClassValue,
  type DictValue,
  type NativeFunction,
  type Value,
} from '../values';
import { itemsOf } from './items';

const container = (name: string, parameters: string, make: ClassValue['make']): ClassValue => ({
  kind: 'class',
  name: `collections.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  ...(make ? { make } : {}),
});

/** The entries that a dict's constructor takes: another dict, pairs, or keywords. */
export function entriesOf(
  runtime: Runtime,
  given: Value,
  keywords: Readonly<Record<string, Value>>,
): (readonly [Value, Value])[] {
  const named = Object.entries(keywords).map(([key, value]) => [str(key), value] as const);
  if (plain(given) !== given) return entriesOf(runtime, plain(given), keywords);
  if (given.kind === 'None') return named;
  if (given.kind === 'dict') {
    if (given.open) throw new NotKnown('the entries are not known');
    return [...given.entries.values(), ...named];
  }
  const pairs = itemsOf(runtime, given).map((pair): readonly [Value, Value] => {
    const [key, value] = itemsOf(runtime, pair);
    if (!key || !value) throw new NotKnown('an entry is not known');
    return [key, value];
  });
  return [...pairs, ...named];
}

/** Adds counts, or the number of times that each item occurs, to a Counter. */
export function countInto(runtime: Runtime, target: DictValue, given: Value, sign: 1 | -1): void {
  const add = (key: Value, count: number): void => {
    const before = target.entries.get(keyOf(key))?.[1];
    const total = (before?.kind === 'int' ? before.value : 0) + sign * count;
    target.entries.set(keyOf(key), [key, int(total)]);
  };
  if (given.kind === 'None') return;
  if (given.kind !== 'dict') {
    for (const item of itemsOf(runtime, given)) add(item, 1);
    return;
  }
  for (const [key, count] of given.entries.values()) {
    if (count.kind !== 'int') throw new NotKnown('a count is not known');
    add(key, count.value);
  }
}

const counter = container('Counter', '(iterable=None, **kwargs)', (args, runtime) => {
  const made: DictValue = { ...dict(), type: 'Counter' };
  countInto(runtime, made, args.value('iterable'), 1);
  countInto(runtime, made, dict(entriesOf(runtime, none, args.keywords)), 1);
  return made;
});

const defaultDict = container(
  'defaultdict',
  '(default_factory=None, items=None, **kwargs)',
  (args, runtime) => ({
    ...dict(entriesOf(runtime, args.value('items'), args.keywords)),
    type: 'defaultdict',
    factory: args.value('default_factory'),
  }),
);

const orderedDict = container('OrderedDict', '(items=None, **kwargs)', (args, runtime) => ({
  ...dict(entriesOf(runtime, args.value('items'), args.keywords)),
  type: 'OrderedDict',
}));

const deque = container('deque', '(iterable=None, maxlen=None)', (args, runtime) => {
  const items = args.isNone('iterable') ? [] : itemsOf(runtime, args.value('iterable'));
  const maximum = args.optionalInt('maxlen');
  return {
    kind: 'list',
    type: 'deque',
    items: maximum === undefined ? items : items.slice(Math.max(0, items.length - maximum)),
    ...(maximum === undefined ? {} : { maximum }),
  };
});

/** A class whose instances are tuples with names. */
export function namedTupleClass(
  name: string,
  fields: readonly { readonly name: string; readonly default: Value | undefined }[],
): ClassValue {
  const made: ClassValue = {
    kind: 'class',
    name,
    bases: [],
    attributes: new Map<string, Value>([['_fields', tuple(fields.map((field) => str(field.name)))]]),
    classMethods: {
      _make: (type) =>
        define(`${name}._make`, '(iterable)', (args, runtime) =>
          runtime.call(type, itemsOf(runtime, args.value('iterable'))),
        ),
    },
    isUser: true,
    signature: signature('(*args, **kwargs)'),
    make: (args) => {
      const values = fields.map((field, at) => {
        const given = args.rest[at] ?? args.keywords[field.name] ?? field.default;
        if (!given) {
          throw new PythonError(
            'TypeError',
            `${name}.__new__() missing 1 required positional argument: '${field.name}'`,
          );
        }
        return [field.name, given] as const;
      });
      return { ...namedTuple(name, Object.fromEntries(values)), class: made };
    },
  };
  return made;
}

const namedTupleFactory = define(
  'collections.namedtuple',
  '(typename, field_names, *, rename=False, defaults=None, module=None)',
  (args, runtime) => {
    const given = args.value('field_names');
    const names =
      given.kind === 'str'
        ? given.value.split(/[\s,]+/).filter((name) => name !== '')
        : itemsOf(runtime, given).map((item) => (item.kind === 'str' ? item.value : ''));
    const defaults = args.isNone('defaults') ? [] : itemsOf(runtime, args.value('defaults'));
    const first = names.length - defaults.length;
    return namedTupleClass(
      args.string('typename'),
      names.map((name, at) => ({ name, default: at < first ? undefined : defaults[at - first] })),
    );
  },
);

export const collections: readonly (ClassValue | NativeFunction)[] = [
  counter,
  defaultDict,
  orderedDict,
  deque,
  namedTupleFactory,
];
