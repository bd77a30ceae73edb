/** Functions of each element that take more than their operands, or are made of several operations. */
import { defaultFloatDType } from '../../../engine/context';
import { isFloating } from '../../../engine/dtype';
import { castTo, full, minus, over, times, unsqueezed } from '../../../engine/formula';
import { arange } from '../../../engine/arange';
import { numberTensor } from '../../../engine/ops/number';
import { ops } from '../../../engine/ops/index';
import { sameShape } from '../../../engine/shape';
import { notImplementedFor } from '../../../engine/refusals';
import { Tensor } from '../../../engine/tensor';
import { asTensor, type Arguments } from '../../arguments';
import { applied } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { bool, namedTuple, tensorValue, type NativeFunction, type Value } from '../../values';
import { at, row } from './rows';

const closeness = (args: Arguments) => ({
  rtol: args.number('rtol'),
  atol: args.number('atol'),
  equal_nan: args.bool('equal_nan'),
});

/** Whether all elements of a bool tensor are true, as Python's bool. */
export function allTrue(tensor: Tensor, what: string): Value {
  const { dtype, shape } = tensor;
  const every = dtype && shape ? Tensor.apply(ops.all, [tensor], {}) : undefined;
  if (!every?.hasValues) throw new NotKnown(`what ${what} compares is not known`);
  return bool(every.values()[0] !== 0);
}

/** What a real tensor is without its imaginary part, conjugated, or with pending signs resolved: itself. */
const unchanged = ['real', 'conj', 'conj_physical', 'resolve_conj', 'resolve_neg', 'positive'].flatMap(
  (name) =>
    at('tT', name, '(input, *, out=None)', (args) => {
      if (name === 'positive' && args.tensor('input').dtype === 'bool') {
        throw new PythonError('RuntimeError', 'The `+` operator, on a bool tensor is not supported.');
      }
      return args.value('input');
    }),
);

/** Powers in double precision, whatever the operands' dtypes are. */
function floatPower(base: Tensor, exponent: Tensor): Value {
  const inDouble = (tensor: Tensor): Tensor => (tensor.wrapped ? tensor : castTo(tensor, 'float64'));
  const result = Tensor.apply(ops.pow, [inDouble(base), inDouble(exponent)], {});
  return tensorValue(castTo(result, 'float64'));
}

/** log Γₚ(a) = p (p − 1) / 4 · log π + Σ log Γ(a − j / 2) for j < p (PyTorch documentation, `torch.mvlgamma`). */
function multivariateLogGamma(input: Tensor, p: number): Value {
  if (p < 1) throw new PythonError('RuntimeError', 'p has to be greater than or equal to 1');
  const a = input.dtype && !isFloating(input.dtype) ? castTo(input, defaultFloatDType()) : input;
  const { dtype, rank } = a;
  if (!dtype || rank === undefined) return tensorValue(Tensor.leaf({ shape: a.shape, dtype }));
  const halves = castTo(over(arange(p), 2), dtype);
  const logarithms = Tensor.apply(ops.lgamma, [minus(unsqueezed(a, rank), halves)], {});
  const total = Tensor.apply(ops.sum, [logarithms], { dim: -1, keepdim: false });
  return applied(ops.add, [total, numberTensor(((p * (p - 1)) / 4) * Math.log(Math.PI), 'float')], {});
}

/** x = mantissa · 2^exponent. */
function frexp(input: Tensor): Value {
  const exponent = Tensor.apply(ops.frexp_exponent, [input], {});
  const scaled = Tensor.apply(ops.exp2, [castTo(exponent, 'float64')], {});
  return namedTuple('torch.return_types.frexp', {
    mantissa: tensorValue(castTo(over(input, scaled), input.dtype!)),
    exponent: tensorValue(castTo(exponent, 'int32')),
  });
}

export const elementwise: readonly NativeFunction[] = [
  ...unchanged,
  ...at('tT', 'deg2rad', '(input, *, out=None)', (args) =>
    tensorValue(times(args.tensor('input'), Math.PI / 180)),
  ),
  ...at('tT', 'rad2deg', '(input, *, out=None)', (args) =>
    tensorValue(times(args.tensor('input'), 180 / Math.PI)),
  ),
  ...at('tT', 'frac', '(input, *, out=None)', (args) => {
    const input = args.tensor('input');
    if (input.dtype && !isFloating(input.dtype)) {
      throw notImplementedFor('frac_cpu', input.dtype);
    }
    return tensorValue(minus(input, Tensor.apply(ops.trunc, [input], {})));
  }),
  ...at('tT', 'frexp', '(input, *, out=None)', (args) => frexp(args.tensor('input'))),
  ...at('tT', 'ldexp', '(input, other, *, out=None)', (args) =>
    tensorValue(
      times(
        args.tensor('input'),
        Tensor.apply(ops.pow, [numberTensor(2, 'float'), args.tensor('other')], {}),
      ),
    ),
  ),
  ...at('tT', 'float_power', '(input, exponent, *, out=None)', (args) =>
    floatPower(args.tensor('input'), args.tensor('exponent')),
  ),
  ...at('t', 'rsub', '(input, other, *, alpha=1)', (args) =>
    tensorValue(
      minus(
        args.tensor('other'),
        args.number('alpha') === 1
          ? args.tensor('input')
          : times(args.tensor('input'), asTensor(args.value('alpha'), 'alpha')),
      ),
    ),
  ),
  ...['mvlgamma', 'multigammaln'].flatMap((name) =>
    at(name === 'mvlgamma' ? 'tT' : 's', name, '(input, p, *, out=None)', (args) =>
      multivariateLogGamma(args.tensor('input'), args.int('p')),
    ),
  ),
  ...at('ts', 'polygamma', '(n, input, *, out=None)', (args) =>
    applied(ops.polygamma, [args.tensor('input')], { n: args.int('n') }),
  ),
  ...at('T', 'polygamma', '(input, n, *, out=None)', (args) =>
    applied(ops.polygamma, [args.tensor('input')], { n: args.int('n') }),
  ),
  ...row('tTs', 'logit', '(input, eps=None, *, out=None)', ops.logit, ['input'], (args) => ({
    eps: args.optionalNumber('eps'),
  })),
  ...row(
    'tT',
    'nan_to_num',
    '(input, nan=0.0, posinf=None, neginf=None, *, out=None)',
    ops.nan_to_num,
    ['input'],
    (args) => ({
      nan: args.optionalNumber('nan'),
      posinf: args.optionalNumber('posinf'),
      neginf: args.optionalNumber('neginf'),
    }),
  ),
  ...(['addcmul', 'addcdiv'] as const).flatMap((name) =>
    row(
      'tT',
      name,
      '(input, tensor1, tensor2, *, value=1, out=None)',
      ops[name],
      ['input', 'tensor1', 'tensor2'],
      (args) => ({ value: args.number('value') }),
    ),
  ),
  ...row('tT', 'lerp', '(input, end, weight, *, out=None)', ops.lerp, ['input', 'end', 'weight']),
  // No real number has an imaginary part.
  ...at('tT', 'isreal', '(input)', (args) => tensorValue(full(args.tensor('input').shape, 'bool', 1))),
  ...row(
    'tT',
    'isclose',
    '(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)',
    ops.isclose,
    ['input', 'other'],
    closeness,
  ),
  ...at('tT', 'allclose', '(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)', (args) =>
    allTrue(
      Tensor.apply(ops.isclose, [args.tensor('input'), args.tensor('other')], closeness(args)),
      'allclose()',
    ),
  ),
  ...at('tT', 'equal', '(input, other)', (args) => {
    const [a, b] = [args.tensor('input'), args.tensor('other')];
    if (!a.shape || !b.shape) throw new NotKnown('what equal() compares is not known');
    return sameShape(a.shape, b.shape) ? allTrue(Tensor.apply(ops.eq, [a, b], {}), 'equal()') : bool(false);
  }),
];
