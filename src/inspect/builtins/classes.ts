/** Python's own classes: conversions, containers, exceptions. */
import { promisedNumber } from '../../frameworks/contract';
import { NotKnown, PythonError } from '../../frameworks/errors';
import { integer, integerOfFloat, wholeFrom } from '../../frameworks/integers';
import { isArrayScalar } from '../../frameworks/format-tensor';
import { resolveQualified } from '../../frameworks/index';
import { readOff } from '../../frameworks/read-off';
import type { Runtime } from '../../frameworks/runtime';
import { entriesOf } from '../../frameworks/standard/collections';
import { anySignature, signature } from '../../frameworks/signature';
import {
  bool,
  dict,
  float,
  inheritsFrom,
  int,
  linearize,
  metaclassOf,
  list,
  none,
  plain,
  str,
  tuple,
  typeName,
  unknown,
  itemsByKey,
  type ClassValue,
  type DictValue,
  type InstanceValue,
  type SetValue,
  type Value,
} from '../../frameworks/values';
import { itemsOf } from '../../frameworks/standard/items';
import { native } from './native';
import { refuseUnhashable } from './numbers';
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

/** The exceptions below each, as Python's documentation draws their hierarchy; what stands above comes first. */
const exceptionsBelow = {
  BaseException: 'Exception GeneratorExit KeyboardInterrupt SystemExit',
  Exception:
    'ArithmeticError AssertionError AttributeError EOFError ImportError LookupError MemoryError NameError OSError RuntimeError StopIteration StopAsyncIteration TypeError ValueError Warning',
  ArithmeticError: 'FloatingPointError OverflowError ZeroDivisionError',
  LookupError: 'IndexError KeyError',
  NameError: 'UnboundLocalError',
  OSError: 'FileNotFoundError PermissionError TimeoutError',
  ImportError: 'ModuleNotFoundError',
  RuntimeError: 'NotImplementedError RecursionError',
  ValueError: 'UnicodeDecodeError',
  Warning: 'DeprecationWarning FutureWarning RuntimeWarning UserWarning',
} as const;

const exceptionClass = (name: string, above?: ClassValue): ClassValue => ({
  kind: 'class',
  name: `builtins.${name}`,
  bases: above ? [above] : [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  construct: (self, args, runtime) => {
    self.attributes.set('args', tuple(args.rest));
    self.attributes.set('__cause__', none);
    self.attributes.set('__context__', none);
    const shown = args.rest.length > 1 ? tuple(args.rest) : args.rest[0];
    // A KeyError says which key it is, quotes included.
    const how = inheritsFrom(self.class, 'builtins.KeyError') ? 'repr' : 'str';
    self.state.set('message', shown ? (runtime.format(shown, how) ?? '') : '');
  },
});

const exceptionClasses = Object.entries(exceptionsBelow).reduce(
  (known, [above, names]) => {
    for (const name of names.split(' ')) known.set(name, exceptionClass(name, known.get(above)));
    return known;
  },
  new Map([['BaseException', exceptionClass('BaseException')]]),
);

/** `str.maketrans`: what `translate` puts in the place of each character, by its number. */
const makeTranslation = native('str.maketrans', '(x, y=None, z=None)', (args) => {
  const number = (character: Value): Value =>
    character.kind === 'str' ? int(character.value.codePointAt(0) ?? 0) : character;
  if (args.value('x').kind === 'dict') {
    const given = args.value('x') as DictValue;
    return dict([...given.entries.values()].map(([key, value]) => [number(key), value]));
  }
  const [from, to] = [[...args.string('x')], [...args.string('y')]];
  if (from.length !== to.length)
    throw new PythonError('ValueError', 'the first two maketrans arguments must have equal length');
  const removed = args.isNone('z') ? [] : [...args.string('z')];
  return dict([
    ...from.map((character, at) => [number(str(character)), number(str(to[at]!))] as const),
    ...removed.map((character) => [number(str(character)), none] as const),
  ]);
});

export const classes: readonly ClassValue[] = [
  ...['bytes', 'bytearray', 'complex'].map((name) =>
    builtinClass(name, '(*args, **kwargs)', () => {
      throw new NotKnown(`${name} are not computed with`);
    }),
  ),
  builtinClass('int', '(x=0, base=10)', (args, runtime) => {
    const value = plain(args.value('x'));
    if (value.kind === 'instance') return converted(runtime, value, ['__int__', '__index__']);
    if (args.given('base')) return parseInteger(args.string('x'), args.int('base'));
    if (value.kind === 'str') return parseInteger(value.value, 10);
    if (value.kind === 'long') return value;
    if (value.kind === 'unknown') return promisedNumber(value, 'int');
    return wholeNumber(toNumber(value));
  }),
  builtinClass('float', '(x=0)', (args, runtime) => {
    const value = plain(args.value('x'));
    if (value.kind === 'instance') return converted(runtime, value, ['__float__', '__index__']);
    if (value.kind === 'unknown') return promisedNumber(value, 'float');
    const read = (): Value => float(toNumber(value));
    return value.kind === 'tensor' ? readOff(value.tensor, runtime, read, 'float') : read();
  }),
  builtinClass('bool', '(x=False)', (args, runtime) => {
    const truth = runtime.truth(args.value('x'));
    if (truth === undefined) throw new NotKnown('the truth of something unknown');
    return bool(truth);
  }),
  {
    ...builtinClass('str', "(object='')", (args, runtime) => {
      const text = runtime.format(args.value('object'), 'str');
      if (text === undefined) throw new NotKnown('the text of something unknown');
      return str(text);
    }),
    classMethods: { maketrans: () => makeTranslation },
  },
  builtinClass('list', '(items=None)', (args, runtime) =>
    list(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('tuple', '(items=None)', (args, runtime) =>
    tuple(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('set', '(items=None)', (args, runtime) =>
    setFrom(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
  ),
  builtinClass('frozenset', '(items=None)', (args, runtime) => ({
    ...setFrom(args.isNone('items') ? [] : itemsOf(runtime, args.value('items'))),
    isFrozen: true,
  })),
  builtinClass('NoneType', '()', () => none),
  builtinClass('function', '()', undefined),
  builtinClass('dict', '(items=None, **kwargs)', (args, runtime) => {
    return dict(entriesOf(runtime, args.value('items'), args.keywords));
  }),
  builtinClass('object', '(*args, **kwargs)', undefined),
  builtinClass('type', '(object, *rest)', (args) => {
    const value = args.value('object');
    return typeOf(value) ?? unknown(`the type of a ${typeName(value)}`);
  }),
  ...exceptionClasses.values(),
];

/** What an object's class makes of it by the first of these methods that it has. */
function converted(runtime: Runtime, value: InstanceValue, names: readonly string[]): Value {
  const name = names.find((candidate) =>
    linearize(value.class).some((base) => base.attributes.has(candidate)),
  );
  if (name === undefined) throw new NotKnown(`what number a ${value.class.name} is`);
  return runtime.call(runtime.getAttribute(value, name), []);
}

/** The whole part of a number. Throws Python's errors for what has none. */
function wholeNumber(value: number): Value {
  return integerOfFloat(Math.trunc(value));
}

const PREFIXES: Readonly<Record<number, string>> = { 2: 'b', 8: 'o', 16: 'x' };

/** An integer written in a base, with signs, a prefix and underscores as Python allows them. Throws Python's ValueError. */
function parseInteger(text: string, base: number): Value {
  const refused = (): PythonError => {
    const shown = text.includes("'") ? `"${text}"` : `'${text}'`;
    return new PythonError('ValueError', `invalid literal for int() with base ${base}: ${shown}`);
  };
  // In base 0 the prefix says the base, and without one it is 10.
  if (base === 0) {
    const [, letter] = /^\s*[+-]?0([box])/i.exec(text) ?? [];
    const said = Object.entries(PREFIXES).find(([, prefix]) => prefix === letter?.toLowerCase());
    if (!said && /^\s*[+-]?0[0-9_]*[1-9]/.test(text)) throw refused();
    return parseInteger(text, said ? Number(said[0]) : 10);
  }
  const prefix = PREFIXES[base];
  const form = /^([+-]?)(?:0([box])_?)?([0-9a-z]+(?:_[0-9a-z]+)*)$/.exec(text.trim().toLowerCase());
  if (!form || (form[2] !== undefined && form[2] !== prefix)) throw refused();
  const digits = form[3]!.replaceAll('_', '');
  if ([...digits].some((digit) => !(Number.parseInt(digit, 36) < base))) throw refused();
  const value = wholeFrom(digits, base);
  return integer(form[1] === '-' ? -value : value);
}

/** The class of a value; undefined where there is none that is known. */
function typeOf(value: Value): Value | undefined {
  if (value.kind === 'instance') return value.class;
  if (value.kind === 'tuple' && value.class) return value.class;
  const metaclass = value.kind === 'class' ? metaclassOf(value) : undefined;
  if (metaclass) return metaclass;
  if (value.kind === 'tensor' && value.framework === 'numpy') {
    const { dtype } = value.tensor;
    if (!isArrayScalar(value)) return resolveQualified('numpy.ndarray');
    return dtype && { kind: 'dtype', dtype, framework: 'numpy', isClass: true };
  }
  const name =
    value.kind === 'tensor' && value.framework === 'torch'
      ? `torch.${value.isParameter ? 'nn.Parameter' : 'Tensor'}`
      : `builtins.${typeName(value)}`;
  const found = classes.find((candidate) => candidate.name === name) ?? resolveQualified(name);
  return found?.kind === 'class' ? found : undefined;
}

const setFrom = (items: readonly Value[]): SetValue => {
  items.forEach(refuseUnhashable);
  return { kind: 'set', items: itemsByKey(items) };
};
