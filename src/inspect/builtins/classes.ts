/** Python's own classes: conversions, containers, exceptions. */
import { NotKnown } from '../../frameworks/errors';
import { anySignature, signature } from '../../frameworks/signature';
import {
  bool,
  dict,
  float,
  int,
  keyOf,
  list,
  str,
  tuple,
  typeName,
  unknown,
  type ClassValue,
  type Value,
} from '../../frameworks/values';
import { itemsOf } from './items';
import { toNumber } from './to-number';

/** A class of Python's own that `isinstance` knows and a call converts to. */
const builtinClass = (name: string, parameters: string, make: ClassValue['make']): ClassValue => ({
  kind: 'class',
  name: `builtins.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  ...(make ? { make } : {}),
});

const exceptionNames = [
  'BaseException',
  'Exception',
  'ValueError',
  'TypeError',
  'RuntimeError',
  'IndexError',
  'KeyError',
  'AttributeError',
  'NotImplementedError',
  'AssertionError',
  'ImportError',
  'ModuleNotFoundError',
  'StopIteration',
  'KeyboardInterrupt',
  'FileNotFoundError',
  'OSError',
  'ZeroDivisionError',
  'OverflowError',
  'RecursionError',
  'Warning',
  'UserWarning',
];

const exceptionClass = (name: string): ClassValue => ({
  kind: 'class',
  name: `builtins.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  construct: (self, args, runtime) => {
    self.attributes.set('args', tuple(args.rest));
    self.state.set('message', args.rest[0] ? (runtime.format(args.rest[0], 'str') ?? '') : '');
  },
});

export const classes: readonly ClassValue[] = [
  builtinClass('int', '(x=0, base=10)', (args) => int(Math.trunc(toNumber(args.value('x'))))),
  builtinClass('float', '(x=0)', (args) => float(toNumber(args.value('x')))),
  builtinClass('bool', '(x=False)', (args, runtime) => {
    const truth = runtime.truth(args.value('x'));
    if (truth === undefined) throw new NotKnown('the truth of something unknown');
    return bool(truth);
  }),
  builtinClass('str', "(object='')", (args, runtime) => {
    const text = runtime.format(args.value('object'), 'str');
    if (text === undefined) throw new NotKnown('the text of something unknown');
    return str(text);
  }),
  builtinClass('list', '(items=None)', (args, runtime) =>
    list(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('tuple', '(items=None)', (args, runtime) =>
    tuple(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('set', '(items=None)', (args, runtime) =>
    setFrom(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('frozenset', '(items=None)', (args, runtime) =>
    setFrom(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('dict', '(items=None, **kwargs)', (args, runtime) => {
    const given = args.value('items');
    const entries: (readonly [Value, Value])[] = [];
    if (given.kind === 'dict') {
      if (given.open) throw new NotKnown('the entries are not known');
      entries.push(...given.entries.values());
    } else if (given.kind !== 'None') {
      for (const pair of itemsOf(runtime, given)) {
        const [key, value] = itemsOf(runtime, pair);
        if (key && value) entries.push([key, value]);
      }
    }
    for (const [key, value] of Object.entries(args.keywords)) entries.push([str(key), value]);
    return dict(entries);
  }),
  builtinClass('object', '(*args, **kwargs)', undefined),
  builtinClass('type', '(object, *rest)', (args) => {
    const value = args.value('object');
    return value.kind === 'instance' ? value.class : unknown(`the type of a ${typeName(value)}`);
  }),
  ...exceptionNames.map(exceptionClass),
];

const setFrom = (items: readonly Value[]): Value => ({
  kind: 'set',
  items: new Map(items.map((item) => [keyOf(item), item])),
});
