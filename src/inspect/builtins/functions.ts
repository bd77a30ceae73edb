/** Python's built-in functions. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import {
  bool,
  float,
  inheritsFrom,
  int,
  keyOf,
  linearize,
  list,
  none,
  str,
  tuple,
  typeName,
  unknown,
  type NativeFunction,
  type Value,
} from '../../frameworks/values';
import { itemsOf } from './items';
import { sortValues } from './methods';
import { native } from './native';
import { reduceValues } from './reductions';
import { toNumber } from './to-number';

export const functions: readonly NativeFunction[] = [
  native('builtins.print', "(*args, sep=' ', end=None, file=None, flush=False)", (args, runtime) => {
    const texts = args.rest.map((value) => runtime.format(value, 'str'));
    const separator = args.optionalString('sep') ?? ' ';
    runtime.print(texts.map((text) => text ?? '‹unknown›').join(separator));
    return none;
  }),
  native('builtins.len', '(object)', (args, runtime) => lengthOf(runtime, args.value('object'))),
  native('builtins.range', '(*args)', (args) => {
    const [a, b, c] = args.rest.map((value) => Math.trunc(toNumber(value)));
    if (c === 0) throw new PythonError('ValueError', 'range() arg 3 must not be zero');
    return b === undefined
      ? { kind: 'range', start: 0, stop: a ?? 0, step: 1 }
      : { kind: 'range', start: a!, stop: b, step: c ?? 1 };
  }),
  native('builtins.enumerate', '(items, start=0)', (args, runtime) => {
    const start = args.int('start');
    return iterator(itemsOf(runtime, args.value('items')).map((item, at) => tuple([int(start + at), item])));
  }),
  native('builtins.zip', '(*args, strict=False)', (args, runtime) => {
    const columns = args.rest.map((value) => itemsOf(runtime, value));
    const length = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
    return iterator(Array.from({ length }, (_, at) => tuple(columns.map((column) => column[at]!))));
  }),
  native('builtins.map', '(function, *args)', (args, runtime) => {
    const columns = args.rest.map((value) => itemsOf(runtime, value));
    const length = Math.min(...columns.map((column) => column.length));
    return iterator(
      Array.from({ length }, (_, at) =>
        runtime.call(
          args.value('function'),
          columns.map((column) => column[at]!),
        ),
      ),
    );
  }),
  native('builtins.filter', '(function, items)', (args, runtime) =>
    iterator(
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
    iterator(itemsOf(runtime, args.value('items')).reverse()),
  ),
  native('builtins.sorted', '(items, *, key=None, reverse=False)', (args, runtime) =>
    list(sortValues(runtime, itemsOf(runtime, args.value('items')), args.value('key'), args.bool('reverse'))),
  ),
  native('builtins.iter', '(items)', (args, runtime) => iterator(itemsOf(runtime, args.value('items')))),
  native('builtins.next', '(iterator, default=None)', (args) => {
    const source = args.value('iterator');
    if (source.kind !== 'iterator')
      throw new NotKnown(source.kind === 'unknown' ? source.reason : 'the next item is not known');
    const item = source.next();
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
    if (value.kind === 'tensor') return runtime.call(runtime.getAttribute(value, 'abs'), []);
    return value.kind === 'float' ? float(Math.abs(value.value)) : int(Math.abs(toNumber(value)));
  }),
  native('builtins.round', '(x, ndigits=None)', (args, runtime) => {
    const value = args.value('x');
    if (value.kind === 'tensor') return runtime.call(runtime.getAttribute(value, 'round'), []);
    const digits = args.optionalInt('ndigits');
    const rounded = Number(toNumber(value).toFixed(Math.max(digits ?? 0, 0)));
    return digits === undefined || value.kind === 'int' ? int(Math.trunc(rounded)) : float(rounded);
  }),
  native('builtins.pow', '(x, y)', (args) => float(toNumber(args.value('x')) ** toNumber(args.value('y')))),
  native('builtins.divmod', '(x, y)', (args) => {
    const a = toNumber(args.value('x'));
    const b = toNumber(args.value('y'));
    return tuple([int(Math.floor(a / b)), int(a - b * Math.floor(a / b))]);
  }),
  native('builtins.all', '(items)', (args, runtime) => quantify(runtime, args.value('items'), false)),
  native('builtins.any', '(items)', (args, runtime) => quantify(runtime, args.value('items'), true)),
  native('builtins.isinstance', '(object, classinfo)', (args) =>
    isInstance(args.value('object'), args.value('classinfo')),
  ),
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
      const found = runtime.getAttribute(value, args.string('name'));
      if (found.kind === 'unknown') throw new NotKnown(found.reason);
      return bool(true);
    } catch (error) {
      if (error instanceof PythonError) return bool(false);
      throw error;
    }
  }),
  native('builtins.getattr', '(object, name, default=None)', (args, runtime) => {
    try {
      return runtime.getAttribute(args.value('object'), args.string('name'));
    } catch (error) {
      if (error instanceof PythonError && args.given('default')) return args.value('default');
      throw error;
    }
  }),
  native('builtins.setattr', '(object, name, value)', (args, runtime) => {
    runtime.setAttribute(args.value('object'), args.string('name'), args.value('value'));
    return none;
  }),
  native('builtins.callable', '(object)', (args) =>
    bool(['native', 'function', 'method', 'class'].includes(args.value('object').kind)),
  ),
  native('builtins.repr', '(object)', (args, runtime) => {
    const text = runtime.format(args.value('object'), 'repr');
    if (text === undefined) throw new NotKnown('the text of something unknown');
    return str(text);
  }),
  native('builtins.id', '(object)', (args) => str(keyOf(args.value('object')))),
  native('builtins.super', '(*args)', (_, runtime) => runtime.superOf()),
  ...['staticmethod', 'classmethod', 'property'].map((name) =>
    native(`builtins.${name}`, '(function)', (args) => args.value('function')),
  ),
  native('builtins.input', '(prompt=None)', () => unknown('what a person types is not known')),
  native('builtins.open', '(*args, **kwargs)', () => unknown('files are not read')),
];

const iterator = (items: readonly Value[]): Value => {
  let at = 0;
  return { kind: 'iterator', next: () => items[at++] };
};

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
      return int(value.items.size);
    case 'range':
      return int(Math.max(0, Math.ceil((value.stop - value.start) / value.step)));
    case 'tensor': {
      const first = value.tensor.shape?.[0];
      if (value.tensor.shape?.length === 0) throw new PythonError('TypeError', 'len() of a 0-d tensor');
      if (typeof first !== 'number') throw new NotKnown('the length of the tensor is not known');
      return int(first);
    }
    case 'instance':
      return runtime.call(runtime.getAttribute(value, '__len__'), []);
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      throw new PythonError('TypeError', `object of type '${typeName(value)}' has no len()`);
  }
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
  const orderOf = (item: Value): number | string => {
    const by = key.kind === 'None' ? item : runtime.call(key, [item]);
    return by.kind === 'str' ? by.value : toNumber(by);
  };
  let best = first;
  let bestOrder = orderOf(first);
  for (const item of items.slice(1)) {
    const order = orderOf(item);
    if (isMax ? order > bestOrder : order < bestOrder) {
      best = item;
      bestOrder = order;
    }
  }
  return best;
}

function isInstance(value: Value, wanted: Value): Value {
  if (wanted.kind === 'tuple') {
    const results = wanted.items.map((item) => isInstance(value, item));
    return bool(results.some((result) => result.kind === 'bool' && result.value));
  }
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (wanted.kind !== 'class') {
    throw new NotKnown(wanted.kind === 'unknown' ? wanted.reason : 'the class is not known');
  }
  if (value.kind === 'instance') {
    if (linearize(value.class).includes(wanted)) return bool(true);
    if (!wanted.isUser && inheritsFrom(value.class, wanted.name)) return bool(true);
    if (linearize(value.class).some((base) => base.bases.some((next) => next.kind === 'unknown'))) {
      throw new NotKnown('a base class is not known');
    }
    return bool(false);
  }
  const own = wanted.name.replace('builtins.', '');
  if (value.kind === 'tensor') {
    return bool(
      (own === 'torch.Tensor' && value.framework === 'torch') ||
        (own === 'torch.nn.Parameter' && value.isParameter) ||
        (own === 'numpy.ndarray' && value.framework === 'numpy'),
    );
  }
  if (value.kind === 'bool' && own === 'int') return bool(true);
  return bool(own === 'object' || typeName(value) === own);
}
