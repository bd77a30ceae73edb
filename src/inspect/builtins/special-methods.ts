/** The methods with two underscores on either side that numbers, texts and collections have, called or asked for by name. */
import { define } from '../../frameworks/define';
import { NotKnown } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import { bool, none, str, type NativeFunction, type Value } from '../../frameworks/values';
import type { BinaryOperator } from '../../python/syntax';

const binary: Readonly<Record<string, BinaryOperator>> = {
  __add__: '+',
  __sub__: '-',
  __mul__: '*',
  __truediv__: '/',
  __floordiv__: '//',
  __mod__: '%',
  __pow__: '**',
};

const order = { __lt__: '<', __le__: '<=', __gt__: '>', __ge__: '>=' } as const;

/** Python's function that asks an object for the method. */
const askedBy = {
  __len__: 'len',
  __iter__: 'iter',
  __abs__: 'abs',
  __int__: 'int',
  __float__: 'float',
  __bool__: 'bool',
} as const;

const textOf = (runtime: Runtime, value: Value, how: 'str' | 'repr'): Value => {
  const text = runtime.format(value, how);
  if (text === undefined) throw new NotKnown('the text is not known');
  return str(text);
};

/** `named` finds Python's own functions, which know how to ask. */
export function specialMethods(
  named: (name: string) => Value | undefined,
): ReadonlyMap<string, NativeFunction> {
  const ask = (runtime: Runtime, name: string, given: readonly Value[]): Value => {
    const asking = named(name);
    if (!asking) throw new NotKnown(`${name} is not known`);
    return runtime.call(asking, given);
  };
  const equality = (name: string, wanted: boolean): NativeFunction =>
    define(name, '(self, other)', (args, runtime) => {
      const equal = runtime.equals(args.value('self'), args.value('other'));
      if (equal === undefined) throw new NotKnown('whether they are equal is not known');
      return bool(equal === wanted);
    });
  const all: readonly NativeFunction[] = [
    ...Object.entries(binary).map(([name, operator]) =>
      define(name, '(self, other)', (args, runtime) =>
        runtime.operate(operator, args.value('self'), args.value('other')),
      ),
    ),
    ...Object.entries(order).map(([name, operator]) =>
      define(name, '(self, other)', (args, runtime) =>
        runtime.compare(operator, args.value('self'), args.value('other')),
      ),
    ),
    ...Object.entries(askedBy).map(([name, asking]) =>
      define(name, '(self)', (args, runtime) => ask(runtime, asking, [args.value('self')])),
    ),
    define('__round__', '(self, ndigits=None)', (args, runtime) =>
      ask(runtime, 'round', [args.value('self'), args.value('ndigits')]),
    ),
    equality('__eq__', true),
    equality('__ne__', false),
    define('__getitem__', '(self, key)', (args, runtime) =>
      runtime.getItem(args.value('self'), args.value('key')),
    ),
    define('__setitem__', '(self, key, value)', (args, runtime) => {
      runtime.setItem(args.value('self'), args.value('key'), args.value('value'));
      return none;
    }),
    define('__delitem__', '(self, key)', (args, runtime) => {
      runtime.deleteItem(args.value('self'), args.value('key'));
      return none;
    }),
    define('__contains__', '(self, key)', (args, runtime) => {
      const [self, key] = [args.value('self'), args.value('key')];
      if (self.kind === 'str' && key.kind === 'str') return bool(self.value.includes(key.value));
      const items = runtime.iterate(self);
      const equal = items && [...items].map((item) => runtime.equals(item, key));
      if (equal?.includes(true)) return bool(true);
      if (!equal || equal.includes(undefined)) throw new NotKnown('whether it is among them is not known');
      return bool(false);
    }),
    define('__str__', '(self)', (args, runtime) => textOf(runtime, args.value('self'), 'str')),
    define('__repr__', '(self)', (args, runtime) => textOf(runtime, args.value('self'), 'repr')),
  ];
  return new Map(all.map((method) => [method.name, method]));
}

const ordered = ['__lt__', '__le__', '__gt__', '__ge__'];
const common = ['__eq__', '__ne__', '__str__', '__repr__'];
const collection = [...common, '__len__', '__iter__', '__contains__'];
const number = [
  ...common,
  ...ordered,
  ...Object.keys(binary),
  '__abs__',
  '__int__',
  '__float__',
  '__bool__',
  '__round__',
];

/** Which of them a kind of value has. */
const ofKind: Readonly<Partial<Record<Value['kind'], readonly string[]>>> = {
  int: number,
  long: number,
  bool: number,
  float: number,
  str: [...collection, ...ordered, '__getitem__', '__add__', '__mul__', '__mod__'],
  list: [...collection, ...ordered, '__getitem__', '__setitem__', '__delitem__', '__add__', '__mul__'],
  tuple: [...collection, ...ordered, '__getitem__', '__add__', '__mul__'],
  size: [...collection, ...ordered, '__getitem__', '__add__', '__mul__'],
  range: [...collection, '__getitem__'],
  tensor: ['__setitem__'],
  dict: [...collection, '__getitem__', '__setitem__', '__delitem__'],
  set: [...collection, ...ordered, '__sub__'],
};

export const hasSpecial = (kind: Value['kind'], name: string): boolean =>
  ofKind[kind]?.includes(name) ?? false;
