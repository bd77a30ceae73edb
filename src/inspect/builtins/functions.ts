/** Python's built-in functions. */
import { SymbolicDim } from '../../engine/shape';
import { oneOfNumbers, promised, promisedNumber, promisedSize } from '../../frameworks/contract';
import { NotKnown, PythonError } from '../../frameworks/errors';
import { integer, integerOfFloat, powerModulo, wholeOf } from '../../frameworks/integers';
import type { Runtime } from '../../frameworks/runtime';
import { takenName } from '../../frameworks/usual';
import {
  bool,
  float,
  int,
  iteratorOver,
  keyOf,
  linearize,
  metaclassOf,
  list,
  none,
  plain,
  str,
  tuple,
  typeName,
  unknown,
  type NativeFunction,
  type Value,
} from '../../frameworks/values';
import { eachItem, iteratorOverAny, numberedEach, rowOfEach } from '../../frameworks/each-item';
import { eachOf, itemsOf } from '../../frameworks/standard/items';
import { isStandardOutput, shownText } from '../../frameworks/standard/standard-output';
import { formatWithSpec } from '../format-spec';
import { orderOf, sortValues } from './methods';
import { isInstance } from './is-instance';
import { native } from './native';
import { columnsOf, driven, drivenBeside, nextOfEach } from './items-in-step';
import { reduceValues } from './reductions';
import { hashOf, inBase, roundTo, roundWhole } from './numbers';
import { toNumber } from './to-number';

export const functions: readonly NativeFunction[] = [
  native(
    'builtins.print',
    "(*args, sep=' ', end=None, file=None, flush=False)",
    (args, runtime) => {
      const separator = args.optionalString('sep') ?? ' ';
      // What goes to a file or to stderr is not on the standard output.
      const file = args.value('file');
      if (file.kind !== 'None' && !isStandardOutput(file)) return none;
      const unread: Value[] = args.spread ? [unknown('how many things are printed is not known')] : [];
      const texts = [...args.rest, ...unread].map((value) => shownText(runtime, value));
      runtime.print(texts.join(separator), args.optionalString('end'));
      return none;
    },
    true,
  ),
  native('builtins.len', '(object)', (args, runtime) => {
    const object = args.value('object');
    const [first] = object.kind === 'tensor' ? (object.tensor.shape ?? []) : [];
    if (first instanceof SymbolicDim) return promisedSize(first);
    return object.kind === 'unknown' ? promisedNumber(object, 'int') : lengthOf(runtime, object);
  }),
  native('builtins.range', '(*args)', (args) => {
    const open = args.rest.find((value) => value.kind === 'unknown');
    if (open?.kind === 'unknown') {
      const item = (): Value => promisedNumber(open, 'int');
      return promised(open.reason, {
        each: item,
        item: (index) => (index.kind === 'int' ? item() : undefined),
      });
    }
    const [a, b, c] = args.rest.map((value) => Math.trunc(toNumber(plain(value))));
    if (c === 0) throw new PythonError('ValueError', 'range() arg 3 must not be zero');
    return b === undefined
      ? { kind: 'range', start: 0, stop: a ?? 0, step: 1 }
      : { kind: 'range', start: a!, stop: b, step: c ?? 1 };
  }),
  native('builtins.enumerate', '(items, start=0)', (args, runtime) => {
    const known = runtime.iterate(args.value('items'));
    if (!known) return numberedEach(args.value('items'), runtime);
    const items = known[Symbol.iterator]();
    let at = args.int('start');
    return {
      kind: 'iterator',
      next: () => {
        const item = items.next();
        return item.done ? undefined : tuple([int(at++), item.value]);
      },
      ...driven(args.value('items'), (item) => tuple([int(at++), item])),
    };
  }),
  native('builtins.zip', '(*args, strict=False)', (args, runtime) => {
    const any = args.spread ? undefined : rowOfEach(args.rest, runtime);
    if (any) return any;
    const columns = columnsOf(args, runtime);
    return {
      kind: 'iterator',
      next: () => {
        const row = nextOfEach(columns);
        return row && tuple(row);
      },
      ...drivenBeside(args.rest, columns, tuple),
    };
  }),
  native('builtins.map', '(function, *args)', (args, runtime) => {
    const columns = columnsOf(args, runtime);
    return {
      kind: 'iterator',
      next: () => {
        const row = nextOfEach(columns);
        return row && runtime.call(args.value('function'), row);
      },
      ...drivenBeside(args.rest, columns, (row) => runtime.call(args.value('function'), row)),
    };
  }),
  native('builtins.filter', '(function, items)', (args, runtime) =>
    iteratorOver(
      itemsOf(runtime, args.value('items')).filter((item) => {
        const truth = runtime.truth(
          args.isNone('function') ? item : runtime.call(args.value('function'), [item]),
        );
        if (truth === undefined) throw new NotKnown('which items pass the filter is not known');
        return truth;
      }),
    ),
  ),
  native('builtins.reversed', '(items)', (args, runtime) =>
    iteratorOver(itemsOf(runtime, args.value('items')).reverse()),
  ),
  native('builtins.sorted', '(items, *, key=None, reverse=False)', (args, runtime) =>
    list(sortValues(runtime, itemsOf(runtime, args.value('items')), args.value('key'), args.bool('reverse'))),
  ),
  native('builtins.iter', '(items)', (args, runtime) => {
    const source = args.value('items');
    if (source.kind === 'iterator') return source;
    const known = runtime.iterate(source);
    const any = known ? undefined : iteratorOverAny(source, runtime);
    if (any) return any;
    const items = known?.[Symbol.iterator]() ?? eachOf(runtime, source);
    return {
      kind: 'iterator',
      next: () => {
        const item = items.next();
        return item.done ? undefined : item.value;
      },
    };
  }),
  native('builtins.next', '(iterator, default=None)', (args, runtime) => {
    const source = args.value('iterator');
    if (source.kind === 'instance') return runtime.call(runtime.getAttribute(source, '__next__'), []);
    if (source.kind === 'unknown') {
      const any = eachItem(source, runtime);
      if (any) return any;
      throw new NotKnown(source.reason);
    }
    if (source.kind !== 'iterator') throw new NotKnown('the next item is not known');
    const item = source.single ? source.single() : source.next();
    if (item) return item;
    if (args.given('default')) return args.value('default');
    throw new PythonError('StopIteration', '');
  }),
  native('builtins.sum', '(items, start=0)', (args, runtime) =>
    reduceValues(runtime, itemsOf(runtime, args.value('items')), args.value('start')),
  ),
  native('builtins.min', '(*args, key=None, default=None)', (args, runtime) =>
    extreme(runtime, args.rest, args.value('key'), args.value('default'), false),
  ),
  native('builtins.max', '(*args, key=None, default=None)', (args, runtime) =>
    extreme(runtime, args.rest, args.value('key'), args.value('default'), true),
  ),
  native('builtins.abs', '(x)', (args, runtime) => {
    const value = args.value('x');
    if (value.kind === 'instance') return runtime.call(runtime.getAttribute(value, '__abs__'), []);
    if (value.kind === 'tensor') return runtime.call(runtime.getAttribute(value, 'abs'), []);
    if (value.kind === 'long') return integer(value.value < 0n ? -value.value : value.value);
    if (value.kind === 'unknown' && value.contract?.number) return value;
    return value.kind === 'float' ? float(Math.abs(value.value)) : int(Math.abs(toNumber(value)));
  }),
  native('builtins.round', '(x, ndigits=None)', (args, runtime) => {
    const value = plain(args.value('x'));
    const digits = args.optionalInt('ndigits');
    if (value.kind === 'tensor') {
      const ofScalar = value.framework === 'numpy' && digits === undefined && value.tensor.hasValues;
      if (ofScalar) return int(roundTo(toNumber(value), 0));
      const method = runtime.getAttribute(value, 'round');
      return runtime.call(method, [], digits === undefined ? {} : { decimals: int(digits) });
    }
    if (value.kind === 'unknown' && value.contract?.number)
      return digits === undefined ? promisedNumber(value, 'int') : value;
    const whole = wholeOf(value);
    if (whole !== undefined) return integer(roundWhole(whole, digits ?? 0));
    const rounded = roundTo(toNumber(value), digits ?? 0);
    return digits === undefined ? integerOfFloat(rounded) : float(rounded);
  }),
  native('builtins.pow', '(base, exp, mod=None)', (args, runtime) => {
    const [base, exponent, modulus] = ['base', 'exp', 'mod'].map((name) => wholeOf(args.value(name)));
    if (base !== undefined && exponent !== undefined && exponent >= 0n && modulus)
      return integer(powerModulo(base, exponent, modulus));
    if (modulus === 0n) throw new PythonError('ValueError', 'pow() 3rd argument cannot be 0');
    if (modulus !== undefined) throw new NotKnown('inverses modulo a number are not computed');
    const power = runtime.operate('**', args.value('base'), args.value('exp'));
    return args.isNone('mod') ? power : runtime.operate('%', power, args.value('mod'));
  }),
  native('builtins.divmod', '(x, y)', (args, runtime) =>
    tuple([
      runtime.operate('//', args.value('x'), args.value('y')),
      runtime.operate('%', args.value('x'), args.value('y')),
    ]),
  ),
  native('builtins.chr', '(i)', (args) => str(String.fromCodePoint(args.int('i')))),
  native('builtins.ord', '(c)', (args) => int(args.string('c').codePointAt(0) ?? 0)),
  native('builtins.bin', '(x)', (args) => str(inBase(args, 2, '0b'))),
  native('builtins.oct', '(x)', (args) => str(inBase(args, 8, '0o'))),
  native('builtins.hex', '(x)', (args) => str(inBase(args, 16, '0x'))),
  native('builtins.slice', '(*args)', (args) => {
    const [a = none, b, c = none] = args.rest;
    return b === undefined
      ? { kind: 'slice', lower: none, upper: a, step: none }
      : { kind: 'slice', lower: a, upper: b, step: c };
  }),
  native('builtins.vars', '(object)', (args, runtime) => {
    const value = args.value('object');
    if (value.kind !== 'instance' && value.kind !== 'module' && !(value.kind === 'class' && value.isUser))
      throw new NotKnown('the names of something that is no object');
    return runtime.getAttribute(value, '__dict__');
  }),
  native('builtins.all', '(items)', (args, runtime) => quantify(runtime, args.value('items'), false)),
  native('builtins.any', '(items)', (args, runtime) => quantify(runtime, args.value('items'), true)),
  native('builtins.isinstance', '(object, classinfo)', (args, runtime) => {
    const wanted = args.value('classinfo');
    const check =
      wanted.kind === 'class' ? metaclassOf(wanted)?.attributes.get('__instancecheck__') : undefined;
    return check
      ? runtime.call(check, [wanted, args.value('object')])
      : isInstance(args.value('object'), wanted);
  }),
  native('builtins.issubclass', '(class_, classinfo)', (args) => {
    const candidate = args.value('class_');
    const wanted = args.value('classinfo');
    if (candidate.kind !== 'class' || wanted.kind !== 'class')
      throw new NotKnown('a class that is not known');
    return bool(linearize(candidate).includes(wanted));
  }),
  native('builtins.hasattr', '(object, name)', (args, runtime) => {
    const value = args.value('object');
    if (value.kind === 'unknown') throw new NotKnown(value.reason);
    try {
      const found = runtime.attempt(() => runtime.getAttribute(value, args.string('name')));
      if (found.kind === 'unknown') throw new NotKnown(found.reason);
      return bool(true);
    } catch (error) {
      if (error instanceof PythonError) return bool(false);
      throw error;
    }
  }),
  native('builtins.getattr', '(object, name, default=None)', (args, runtime) => {
    const object = args.value('object');
    // `getattr(models, args.arch)`: what a module has by the name that an option is by default.
    const name = object.kind === 'module' ? takenName(args.value('name')) : undefined;
    // Among the models of torchvision it is one of them, as in `models.__dict__[name]`.
    if (object.kind === 'module' && object.name === 'torchvision.models' && name === undefined)
      return runtime.getItem(runtime.getAttribute(object, '__dict__'), args.value('name'));
    try {
      return runtime.attempt(() => runtime.getAttribute(object, name ?? args.string('name')));
    } catch (error) {
      if (error instanceof PythonError && args.given('default')) return args.value('default');
      throw error;
    }
  }),
  native('builtins.setattr', '(object, name, value)', (args, runtime) => {
    runtime.setAttribute(args.value('object'), args.string('name'), args.value('value'));
    return none;
  }),
  native('builtins.callable', '(object)', (args) => bool(isCallable(args.value('object')))),
  native('builtins.repr', '(object)', (args, runtime) => {
    const text = runtime.format(args.value('object'), 'repr');
    if (text === undefined) throw new NotKnown('the text of something unknown');
    return str(text);
  }),
  native('builtins.format', "(value, format_spec='')", (args, runtime) => {
    const text = formatWithSpec(runtime, args.value('value'), args.string('format_spec'));
    if (text === undefined) throw new NotKnown('the text of something unknown');
    return str(text);
  }),
  native('builtins.hash', '(object)', (args, runtime) => hashOf(args.value('object'), runtime)),
  native('builtins.id', '(object)', (args) => str(keyOf(args.value('object')))),
  native('builtins.super', '(*args)', (_, runtime) => runtime.superOf()),
  ...['staticmethod', 'classmethod', 'property'].map((name) =>
    native(`builtins.${name}`, '(function=None, *rest, **kwargs)', (args) => args.value('function')),
  ),
  native('builtins.input', '(prompt=None)', () => unknown('what a person types is not known')),
  native('builtins.open', '(*args, **kwargs)', () => unknown('files are not read')),
];

/** The next item of each iterator; undefined as soon as one has no more. */
/** What is gone through side by side. Throws NotKnown where `*rows` of the call are not known: it is not nothing. */
function lengthOf(runtime: Runtime, value: Value): Value {
  switch (value.kind) {
    case 'str':
      return int([...value.value].length);
    case 'list':
      if (value.open) throw new NotKnown('the length of the list is not known');
      return int(value.items.length);
    case 'tuple':
    case 'size':
      return int(value.items.length);
    case 'dict':
      if (value.open) throw new NotKnown('the number of entries is not known');
      return int(value.entries.size);
    case 'set':
      if (value.open) throw new NotKnown('what is in the set is not known');
      if ([...value.items.values()].some(({ kind }) => kind === 'unknown'))
        throw new NotKnown('which items of a set are the same is not known');
      return int(value.items.size);
    case 'range':
      return int(Math.max(0, Math.ceil((value.stop - value.start) / value.step)));
    case 'tensor': {
      const first = value.tensor.shape?.[0];
      if (value.tensor.shape?.length === 0) throw new PythonError('TypeError', 'len() of a 0-d tensor');
      if (typeof first !== 'number') throw new NotKnown('the length of the tensor is not known');
      return int(first);
    }
    case 'class': {
      if (metaclassOf(value)) return runtime.call(runtime.getAttribute(value, '__len__'), []);
      // Only an enumeration has a length: that of its members.
      const members = runtime.iterate(value);
      if (members) return int([...members].length);
      throw new PythonError('TypeError', `object of type '${typeName(value)}' has no len()`);
    }
    case 'instance':
      return runtime.call(runtime.getAttribute(value, '__len__'), []);
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      throw new PythonError('TypeError', `object of type '${typeName(value)}' has no len()`);
  }
}

function isCallable(value: Value): boolean {
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind !== 'instance') return ['native', 'function', 'method', 'class'].includes(value.kind);
  return linearize(value.class).some((base) => base.invoke ?? base.attributes.has('__call__'));
}

function quantify(runtime: Runtime, items: Value, wanted: boolean): Value {
  let isKnown = true;
  for (const item of itemsOf(runtime, items)) {
    const truth = runtime.truth(item);
    if (truth === wanted) return bool(wanted);
    if (truth === undefined) isKnown = false;
  }
  if (!isKnown) throw new NotKnown('the truth of something unknown');
  return bool(!wanted);
}

function extreme(
  runtime: Runtime,
  given: readonly Value[],
  key: Value,
  byDefault: Value,
  isMax: boolean,
): Value {
  const items = given.length === 1 ? itemsOf(runtime, given[0]!) : [...given];
  const [first] = items;
  if (!first) {
    if (byDefault.kind !== 'None') return byDefault;
    throw new PythonError('ValueError', `${isMax ? 'max' : 'min'}() iterable argument is empty`);
  }
  const unread = items.find(({ kind }) => kind === 'unknown');
  const number = unread?.kind === 'unknown' ? oneOfNumbers(unread.reason, items) : undefined;
  if (number) return number;
  const keyOfItem = (item: Value): Value => (key.kind === 'None' ? item : runtime.call(key, [item]));
  let best = first;
  let bestOrder = keyOfItem(first);
  for (const item of items.slice(1)) {
    const order = keyOfItem(item);
    const comparison = orderOf(runtime, order, bestOrder);
    if (isMax ? comparison > 0 : comparison < 0) {
      best = item;
      bestOrder = order;
    }
  }
  return best;
}
