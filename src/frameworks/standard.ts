/** The modules of Python's standard library that training code computes with. */
import { define } from './define';
import { NotKnown } from './errors';
import { anySignature, signature } from './signature';
import { dict, float, int, type ClassValue, type NativeFunction, type Value } from './values';

const real = (name: string, f: (x: number) => number): NativeFunction =>
  define(`math.${name}`, '(x)', (args) => float(f(args.number('x'))));

const mathFunctions: readonly NativeFunction[] = [
  real('sqrt', Math.sqrt),
  real('exp', Math.exp),
  real('log2', Math.log2),
  real('log10', Math.log10),
  real('log1p', Math.log1p),
  real('expm1', Math.expm1),
  real('sin', Math.sin),
  real('cos', Math.cos),
  real('tan', Math.tan),
  real('tanh', Math.tanh),
  real('atan', Math.atan),
  real('fabs', Math.abs),
  define('math.log', '(x, base=None)', (args) => {
    const base = args.optionalNumber('base');
    return float(
      base === undefined ? Math.log(args.number('x')) : Math.log(args.number('x')) / Math.log(base),
    );
  }),
  define('math.pow', '(x, y)', (args) => float(args.number('x') ** args.number('y'))),
  define('math.floor', '(x)', (args) => int(Math.floor(args.number('x')))),
  define('math.ceil', '(x)', (args) => int(Math.ceil(args.number('x')))),
  define('math.isnan', '(x)', (args) => ({ kind: 'bool', value: Number.isNaN(args.number('x')) })),
  define('math.isinf', '(x)', (args) => ({ kind: 'bool', value: Math.abs(args.number('x')) === Infinity })),
  define('math.prod', '(items)', (args, runtime) => {
    const items = runtime.iterate(args.value('items'));
    if (!items) throw new NotKnown('the factors are not known');
    let product = 1;
    for (const item of items) {
      if (item.kind !== 'int' && item.kind !== 'float') throw new NotKnown('a factor is not known');
      product *= item.value;
    }
    return Number.isInteger(product) ? int(product) : float(product);
  }),
];

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

const orderedDict: ClassValue = {
  kind: 'class',
  name: 'collections.OrderedDict',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(items=None)'),
  make: (args, runtime) => {
    const given = args.value('items');
    if (given.kind === 'dict') return { ...given, entries: new Map(given.entries) };
    if (given.kind === 'None') return dict();
    const pairs = runtime.iterate(given);
    if (!pairs) throw new NotKnown('the entries are not known');
    return dict(
      [...pairs].map((pair): readonly [Value, Value] => {
        const [key, value] = runtime.iterate(pair) ?? [];
        if (!key || !value) throw new NotKnown('an entry is not known');
        return [key, value];
      }),
    );
  },
};

/** Decorators that `inspect/decorators.ts` and `inspect/classes.ts` know by name. */
const markers: readonly NativeFunction[] = [
  define('dataclasses.dataclass', '(cls=None, **kwargs)', (args) => args.value('cls')),
  define('dataclasses.field', '(*, default=None, **kwargs)', (args) => {
    if (!args.given('default')) throw new NotKnown('what the default factory of a field makes is not known');
    return args.value('default');
  }),
  define('functools.wraps', '(wrapped)', (args) => args.value('wrapped')),
  define('functools.lru_cache', '(function=None, **kwargs)', (args) => args.value('function')),
  define('functools.cache', '(function)', (args) => args.value('function')),
  define('abc.abstractmethod', '(function)', (args) => args.value('function')),
];

export const standardNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...mathFunctions, ...markers, partial, orderedDict].map((value): [string, Value] => [
    value.name,
    value,
  ]),
  ['math.pi', float(Math.PI)],
  ['math.e', float(Math.E)],
  ['math.inf', float(Infinity)],
  ['math.nan', float(Number.NaN)],
]);
