/** Functions of each element, of one tensor or of two: arithmetic, comparisons, logic, rounding, bounds. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { PythonError } from '../../errors';
import { asTensor } from '../../arguments';
import { tensorValue, type NativeFunction } from '../../values';
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
  'sinh',
  'cosh',
  'tanh',
  'erf',
  'sigmoid',
  'relu',
  'floor',
  'ceil',
  'trunc',
  'abs',
  'isnan',
  'isinf',
  'isfinite',
  'logical_not',
  'bitwise_not',
] as const;

const binaryNames = [
  'mul',
  'atan2',
  'maximum',
  'minimum',
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
    row('tT', spelling, `(input, ${second}, *, out=None)`, op, ['input', second]),
  );
});

/** `torch.add(a, b, alpha=k)` is a + k · b. */
const scaled = (name: 'add' | 'sub'): NativeFunction[] =>
  [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    at('tT', spelling, '(input, other, *, alpha=1, out=None)', (args) => {
      const alpha = args.number('alpha');
      const other = args.tensor('other');
      const second =
        alpha === 1 ? other : Tensor.apply(ops.mul, [other, asTensor(args.value('alpha'), 'alpha')], {});
      return tensorValue(Tensor.apply(ops[name], [args.tensor('input'), second], {}));
    }),
  );

const rest: NativeFunction[] = [
  ...['clamp', 'clip'].flatMap((name) =>
    at('tT', name, '(input, min=None, max=None, *, out=None)', (args) =>
      tensorValue(
        Tensor.apply(ops.clamp, [args.tensor('input')], {
          min: args.optionalNumber('min'),
          max: args.optionalNumber('max'),
        }),
      ),
    ),
  ),
  ...at('tT', 'clamp_min', '(input, min)', (args) =>
    tensorValue(Tensor.apply(ops.clamp, [args.tensor('input')], { min: args.number('min'), max: undefined })),
  ),
  ...at('tT', 'clamp_max', '(input, max)', (args) =>
    tensorValue(Tensor.apply(ops.clamp, [args.tensor('input')], { min: undefined, max: args.number('max') })),
  ),
  ...at('tT', 'round', '(input, *, decimals=0)', (args) =>
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
