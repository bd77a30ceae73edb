/** Python's `functools`, `operator` and the decorators that leave a function what it is. */
import type { BinaryOperator } from '../../python/syntax';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { anySignature, signature } from '../signature';
import { bool, dict, tuple, type ClassValue, type NativeFunction, type Value } from '../values';
import { itemsOf } from './items';
import { totalOrdering } from './total-ordering';

/**
 * A decorator that `inspect/decorators.ts` and `inspect/classes.ts` know by its name. Called with options
 * (`@lru_cache(maxsize=None)`) it gives itself.
 */
export function marker(name: string): NativeFunction {
  const made: NativeFunction = define(name, '(*args, **kwargs)', (args) => {
    const [only] = args.rest;
    return only && ['function', 'class', 'method', 'native'].includes(only.kind) ? only : made;
  });
  return made;
}

/** The name under which a function keeps what its calls gave, where it is to remember them. */
export const CACHE = '@cache';

/** A decorator under which a function remembers its calls; with options alone it gives itself. */
function caching(name: string): NativeFunction {
  const made: NativeFunction = define(name, '(*args, **kwargs)', (args) => {
    const [only] = args.rest;
    if (only?.kind === 'function') only.attributes.set(CACHE, dict());
    return only && ['function', 'class', 'method', 'native'].includes(only.kind) ? only : made;
  });
  return made;
}

/** `@wraps(f)` gives what it decorates the name and the docstring of f, and leaves it what it is. */
const wraps: NativeFunction = define('functools.wraps', '(wrapped, *args, **kwargs)', (args, runtime) => {
  const wrapped = args.value('wrapped');
  return define('functools.update_wrapper', '(wrapper)', (inner) => {
    const wrapper = inner.value('wrapper');
    if (wrapper.kind === 'function' && wrapped.kind === 'function') {
      for (const name of ['__name__', '__doc__'])
        wrapper.attributes.set(name, runtime.getAttribute(wrapped, name));
      wrapper.attributes.set('__wrapped__', wrapped);
    }
    return wrapper;
  });
});

/** `nullcontext(x)`: a context that gives x and does nothing. */
const nullContext: ClassValue = {
  kind: 'class',
  name: 'contextlib.nullcontext',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(enter_result=None)'),
  construct: (self, args) => {
    self.attributes.set('enter_result', args.value('enter_result'));
  },
  methods: {
    __enter__: { signature: signature('()'), call: (self) => self.attributes.get('enter_result')! },
    __exit__: { signature: anySignature, call: () => bool(false) },
  },
};

/** The exceptions that a `with suppress(…)` keeps, under the name that `inspect/with-context.ts` asks for. */
export const SUPPRESSED = 'suppressed';

const suppressing: ClassValue = {
  kind: 'class',
  name: 'contextlib.suppress',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(*exceptions)'),
  construct: (self, args) => {
    self.state.set(SUPPRESSED, tuple(args.rest));
  },
};

/** `functools.partial(f, …)`: an object that calls f with what it holds and what it is given. */
const partial: ClassValue = {
  kind: 'class',
  name: 'functools.partial',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(func, *args, **kwargs)'),
  construct: (self, args) => {
    self.attributes.set('func', args.value('func'));
    self.state.set('args', args.rest);
    self.state.set('keywords', args.keywords);
  },
  invoke: {
    signature: anySignature,
    call: (self, args, runtime) => {
      const held = (self.state.get('args') as readonly Value[] | undefined) ?? [];
      const keywords = (self.state.get('keywords') as Readonly<Record<string, Value>> | undefined) ?? {};
      return runtime.call(self.attributes.get('func')!, [...held, ...args.rest], {
        ...keywords,
        ...args.keywords,
      });
    },
  },
};

const binaryNames: Readonly<Record<string, BinaryOperator>> = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  and_: '&',
  or_: '|',
  xor: '^',
};

/** A function made by `itemgetter('a', 'b')`: one thing is given as it is, several as a tuple. */
const getter = (
  name: string,
  get: (from: Value, what: Value) => Value,
  wanted: readonly Value[],
): NativeFunction =>
  define(name, '(object)', (args) => {
    const found = wanted.map((what) => get(args.value('object'), what));
    return found.length === 1 ? found[0]! : tuple(found);
  });

/** The value that an enumeration replaces by the number of its member. */
export const automatic: ClassValue = {
  kind: 'class',
  name: 'enum.auto',
  bases: [],
  attributes: new Map(),
  isUser: false,
};

export const functools: readonly (NativeFunction | ClassValue)[] = [
  partial,
  wraps,
  nullContext,
  caching('functools.lru_cache'),
  caching('functools.cache'),
  totalOrdering,
  marker('abc.abstractmethod'),
  marker('dataclasses.dataclass'),
  marker('enum.unique'),
  define('enum.auto', '()', () => automatic),
  marker('contextlib.contextmanager'),
  marker('typing.runtime_checkable'),
  suppressing,
  define('functools.reduce', '(function, iterable, initial=None)', (args, runtime) => {
    const items = itemsOf(runtime, args.value('iterable'));
    const start = args.given('initial') ? args.value('initial') : items.shift();
    if (!start) throw new PythonError('TypeError', 'reduce() of empty iterable with no initial value');
    return items.reduce<Value>((total, item) => runtime.call(args.value('function'), [total, item]), start);
  }),
  ...Object.entries(binaryNames).map(([name, operator]) =>
    define(`operator.${name}`, '(a, b)', (args, runtime) =>
      runtime.operate(operator, args.value('a'), args.value('b')),
    ),
  ),
  define('operator.eq', '(a, b)', (args, runtime) => {
    const equal = runtime.equals(args.value('a'), args.value('b'));
    if (equal === undefined) throw new NotKnown('whether they are equal is not known');
    return bool(equal);
  }),
  define('operator.getitem', '(a, b)', (args, runtime) => runtime.getItem(args.value('a'), args.value('b'))),
  define('operator.itemgetter', '(*items)', (args, runtime) =>
    getter('operator.itemgetter', (from, what) => runtime.getItem(from, what), args.rest),
  ),
  define('operator.attrgetter', '(*names)', (args, runtime) =>
    getter(
      'operator.attrgetter',
      (from, what) => {
        if (what.kind !== 'str') throw new NotKnown('the name of the attribute is not known');
        return what.value.split('.').reduce((value, name) => runtime.getAttribute(value, name), from);
      },
      args.rest,
    ),
  ),
];
