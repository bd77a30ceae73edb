/** Python's own classes: conversions, containers, exceptions. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import { isArrayScalar } from '../../frameworks/format-tensor';
import { resolveQualified } from '../../frameworks/index';
import { entriesOf } from '../../frameworks/standard/collections';
import { anySignature, signature } from '../../frameworks/signature';
import {
  bool,
  dict,
  float,
  inheritsFrom,
  int,
  keyOf,
  list,
  none,
  str,
  tuple,
  typeName,
  unknown,
  type ClassValue,
  type SetValue,
  type Value,
} from '../../frameworks/values';
import { itemsOf } from '../../frameworks/standard/items';
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
    const shown = args.rest.length > 1 ? tuple(args.rest) : args.rest[0];
    // A KeyError says which key it is, quotes included.
    const how = inheritsFrom(self.class, 'builtins.KeyError') ? 'repr' : 'str';
    self.state.set('message', shown ? (runtime.format(shown, how) ?? '') : '');
  },
});

export const classes: readonly ClassValue[] = [
  builtinClass('int', '(x=0, base=10)', (args) =>
    int(
      args.given('base')
        ? parseInteger(args.string('x'), args.int('base'))
        : args.value('x').kind === 'str'
          ? parseInteger(args.string('x'), 10)
          : Math.trunc(toNumber(args.value('x'))),
    ),
  ),
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
  ...exceptionNames.map(exceptionClass),
];

/** An integer written in another base. Throws Python's ValueError. */
function parseInteger(text: string, base: number): number {
  const digits = text
    .trim()
    .toLowerCase()
    .replace(/^([+-]?)0[xbo]/, '$1');
  const value = Number.parseInt(digits, base);
  if (Number.isNaN(value) || value.toString(base) !== digits.replace(/^\+/, '').replace(/^(-?)0+(?=.)/, '$1'))
    throw new PythonError('ValueError', `invalid literal for int() with base ${base}: '${text}'`);
  return value;
}

/** The class of a value; undefined where there is none that is known. */
function typeOf(value: Value): Value | undefined {
  if (value.kind === 'instance') return value.class;
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

const setFrom = (items: readonly Value[]): SetValue => ({
  kind: 'set',
  items: new Map(items.map((item) => [keyOf(item), item])),
});
