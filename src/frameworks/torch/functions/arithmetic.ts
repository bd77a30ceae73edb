/** Functions of each element, of one tensor or of two: arithmetic, comparisons, logic, rounding, bounds. */
import { ops } from '../../../engine/ops/index';
import { stepsOf } from '../../../engine/ops/power';
import { Tensor } from '../../../engine/tensor';
import { applied } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { asTensor } from '../../arguments';
import { none, tensorValue, typeName, type NativeFunction, type Value } from '../../values';
import { at, row, registry } from './rows';

const unaryNames = [
  'neg',
  'exp',
  'exp2',
  'log',
  'log2',
  'log10',
  'log1p',
  'expm1',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'square',
  'sign',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'asinh',
  'acosh',
  'atanh',
  'sinh',
  'cosh',
  'tanh',
  'erf',
  'erfc',
  'erfinv',
  'lgamma',
  'digamma',
  'i0',
  'sinc',
  'angle',
  'sigmoid',
  'relu',
  'floor',
  'ceil',
  'trunc',
  'abs',
  'isnan',
  'isinf',
  'isfinite',
  'isposinf',
  'isneginf',
  'signbit',
  'logical_not',
  'bitwise_not',
] as const;

const binaryNames = [
  'mul',
  'atan2',
  'hypot',
  'copysign',
  'heaviside',
  'nextafter',
  'maximum',
  'minimum',
  'fmax',
  'fmin',
  'logaddexp',
  'logaddexp2',
  'xlogy',
  'igamma',
  'igammac',
  'gcd',
  'lcm',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'logical_and',
  'logical_or',
  'logical_xor',
  'bitwise_and',
  'bitwise_or',
  'bitwise_xor',
  'bitwise_left_shift',
  'bitwise_right_shift',
  'remainder',
  'fmod',
  'floor_divide',
  'matmul',
  'pow',
] as const;

const aliases: Readonly<Record<string, readonly string[]>> = {
  mul: ['multiply'],
  div: ['divide', 'true_divide'],
  sub: ['subtract'],
  gt: ['greater'],
  ge: ['greater_equal'],
  lt: ['less'],
  le: ['less_equal'],
  ne: ['not_equal'],
  abs: ['absolute'],
  acos: ['arccos'],
  acosh: ['arccosh'],
  asin: ['arcsin'],
  asinh: ['arcsinh'],
  atan: ['arctan'],
  atanh: ['arctanh'],
  atan2: ['arctan2'],
  trunc: ['fix'],
  sign: ['sgn'],
  neg: ['negative'],
  clamp: ['clip'],
};

const unaries = unaryNames.flatMap((name) => {
  const op = registry[name];
  if (!op) return [];
  const where = ['relu', 'tanh', 'sigmoid'].includes(name) ? 'tTF' : 'tT';
  return [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    row(where, spelling, '(input, inplace=False, *, out=None)', op),
  );
});

const binaries = binaryNames.flatMap((name) => {
  const op = registry[name];
  if (!op) return [];
  const second = name === 'pow' ? 'exponent' : 'other';
  return [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    row('tT', spelling, `(input, ${second}, *, out=None)`, op, ['input', second], (args) =>
      name === 'pow' ? stepsOf(args.tensor(second)) : {},
    ),
  );
});

/** `torch.add(a, b, alpha=k)` is a + k · b. */
const scaled = (name: 'add' | 'sub'): NativeFunction[] =>
  [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    at('tT', spelling, '(input, other, *, alpha=1, out=None)', (args) => {
      const alpha = args.number('alpha');
      const other = args.tensor('other');
      const input = args.tensor('input');
      if (alpha !== 1 && input.dtype === 'float32' && other.dtype === 'float32')
        return tensorValue(
          Tensor.apply(ops.add_scaled, [input, other], { alpha: name === 'sub' ? -alpha : alpha }),
          'torch',
        );
      const second =
        alpha === 1 ? other : Tensor.apply(ops.mul, [other, asTensor(args.value('alpha'), 'alpha')], {});
      return tensorValue(Tensor.apply(ops[name], [args.tensor('input'), second], {}));
    }),
  );

/** Bounds are numbers or tensors; a tensor as a bound gets a gradient. */
function clamped(input: Tensor, min: Value, max: Value): Value {
  if (min.kind !== 'tensor' && max.kind !== 'tensor') {
    return applied(ops.clamp, [input], { min: boundOf(min, 'min'), max: boundOf(max, 'max') });
  }
  const bounds: 'min' | 'max' | 'both' = min.kind === 'None' ? 'max' : max.kind === 'None' ? 'min' : 'both';
  const given = [min, max].filter((bound) => bound.kind !== 'None');
  return applied(ops.clamp_between, [input, ...given.map((bound) => asTensor(bound, 'a bound of clamp()'))], {
    bounds,
  });
}

function boundOf(value: Value, name: string): number | undefined {
  if (value.kind === 'None') return undefined;
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  if (value.kind === 'bool') return Number(value.value);
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  throw new PythonError(
    'TypeError',
    `clamp(): argument '${name}' must be Number or Tensor, not ${typeName(value)}`,
  );
}

const rest: NativeFunction[] = [
  ...['clamp', 'clip'].flatMap((name) =>
    at('tT', name, '(input, min=None, max=None, *, out=None)', (args) =>
      clamped(args.tensor('input'), args.value('min'), args.value('max')),
    ),
  ),
  ...at('tT', 'clamp_min', '(input, min, *, out=None)', (args) =>
    clamped(args.tensor('input'), args.value('min'), none),
  ),
  ...at('tT', 'clamp_max', '(input, max, *, out=None)', (args) =>
    clamped(args.tensor('input'), none, args.value('max')),
  ),
  ...at('tTs', 'round', '(input, *, decimals=0, out=None)', (args) =>
    tensorValue(Tensor.apply(ops.round, [args.tensor('input')], { decimals: args.int('decimals') })),
  ),
  ...['div', 'divide', 'true_divide'].flatMap((name) =>
    at('tT', name, '(input, other, *, rounding_mode=None, out=None)', (args) => {
      const mode = args.optionalString('rounding_mode');
      if (mode !== undefined && mode !== 'floor' && mode !== 'trunc') {
        throw new PythonError(
          'RuntimeError',
          `div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${mode}'`,
        );
      }
      return tensorValue(
        Tensor.apply(
          ops.div,
          [args.tensor('input'), args.tensor('other')],
          mode ? { rounding_mode: mode } : {},
        ),
      );
    }),
  ),
];

export const arithmetic: readonly NativeFunction[] = [
  ...unaries,
  ...binaries,
  ...scaled('add'),
  ...scaled('sub'),
  ...rest,
];
