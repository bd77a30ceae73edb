/** Fewer elements, or running ones: sums, means, extremes, and what is made of them. */
import { isFloating, torchScalarName } from '../../../engine/dtype';
import { castTo, choose, compare, minus, over, sumOf } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape, normalizeDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Op } from '../../../engine/op';
import type { Arguments } from '../../arguments';
import { applied } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { namedTuple, tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { dimOf, at, row, registry, dimsOf } from './rows';

export const reductions: readonly NativeFunction[] = [
  ...(['sum', 'mean', 'nansum', 'nanmean'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, dtype=None, out=None)', (args) => {
      const input = inDType(args);
      const dims = { dim: args.optionalInts('dim'), keepdim: args.bool('keepdim') };
      if (name === 'mean') return applied(ops.mean, [input], dims);
      if (name === 'sum') return inResultDType(args, Tensor.apply(ops.sum, [input], dims));
      if (name === 'nanmean' && input.dtype && !isFloating(input.dtype)) {
        throw new PythonError(
          'RuntimeError',
          `nanmean(): expected input to have floating point or complex dtype but got ${torchScalarName(input.dtype)}`,
        );
      }
      const isThere = compare(input, '==', input);
      const total = Tensor.apply(ops.sum, [choose(isThere, input, 0)], dims);
      if (name === 'nansum') return inResultDType(args, total);
      return tensorValue(over(total, Tensor.apply(ops.sum, [isThere], dims)));
    }),
  ),
  ...at('tT', 'count_nonzero', '(input, dim=None)', (args) =>
    tensorValue(sumOf(compare(args.tensor('input'), '!=', 0), args.optionalInts('dim'))),
  ),
  ...(['amax', 'amin', 'any', 'all'] as const).flatMap((name) =>
    row('tT', name, '(input, dim=None, keepdim=False, *, out=None)', registry[name], ['input'], dimsOf),
  ),
  ...at('tT', 'hash_tensor', '(input, dim=None, *, keepdim=False, mode=0, out=None)', (args) => {
    const mode = args.int('mode');
    if (mode !== 0) throw new PythonError('RuntimeError', `Unknown hash_tensor mode: ${mode}`);
    const hash = Tensor.apply(ops.hash_tensor, [args.tensor('input')], dimsOf(args));
    if (hash.hasValues && hash.values().some(Number.isNaN))
      throw new NotKnown('a hash with more than 53 digits in binary is not held exactly');
    return tensorValue(hash);
  }),
  ...(['argmax', 'argmin'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, out=None)', (args) => {
      const input = args.tensor('input');
      if (input.dtype === 'bool')
        throw new PythonError('RuntimeError', `${name}(): does not support bool input`);
      return applied(ops[name], [input], { ...dimOf(args), keepdim: args.bool('keepdim') });
    }),
  ),
  ...(['max', 'min'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, other=None, out=None)', (args) =>
      extreme(name, args),
    ),
  ),
  ...(['var', 'std'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, unbiased=True, keepdim=False, *, correction=None, out=None)', (args) =>
      applied(ops[name], [args.tensor('input')], spreadOf(args)),
    ),
  ),
  ...row(
    'tTs',
    'logsumexp',
    '(input, dim, keepdim=False, *, out=None)',
    registry['logsumexp'],
    ['input'],
    (args) => ({
      dim: args.ints('dim'),
      keepdim: args.bool('keepdim'),
    }),
  ),
  ...(['cumsum', 'cumprod'] as const).flatMap((name) =>
    at('tT', name, '(input, dim, *, dtype=None, out=None)', (args) =>
      inResultDType(args, Tensor.apply(ops[name], [inDType(args)], { dim: args.int('dim') })),
    ),
  ),
  ...row('tT', 'logcumsumexp', '(input, dim, *, out=None)', ops.logcumsumexp, ['input'], (args) => ({
    dim: args.int('dim'),
  })),
  ...at('tT', 'prod', '(input, dim=None, keepdim=False, *, dtype=None, out=None)', (args) =>
    inResultDType(
      args,
      Tensor.apply(ops.prod, [inDType(args)], {
        dim: args.optionalInt('dim'),
        keepdim: args.bool('keepdim'),
      }),
    ),
  ),
  ...(['std_mean', 'var_mean'] as const).flatMap((name) =>
    at('t', name, '(input, dim=None, unbiased=True, keepdim=False, *, correction=None)', (args) => {
      const { dim, correction, keepdim } = spreadOf(args);
      const { dtype } = args.tensor('input');
      if (dtype && !isFloating(dtype)) {
        throw new PythonError('RuntimeError', `${name} only support floating point and complex dtypes`);
      }
      return tuple([
        applied(ops[name === 'std_mean' ? 'std' : 'var'], [args.tensor('input')], {
          dim,
          correction,
          keepdim,
        }),
        applied(ops.mean, [args.tensor('input')], { dim, keepdim }),
      ]);
    }),
  ),
  ...at('tT', 'aminmax', '(input, *, dim=None, keepdim=False, out=None)', (args) => {
    const dims = { dim: args.optionalInt('dim'), keepdim: args.bool('keepdim') };
    return namedTuple('torch.return_types.aminmax', {
      min: applied(ops.amin, [args.tensor('input')], dims),
      max: applied(ops.amax, [args.tensor('input')], dims),
    });
  }),
  ...at('tT', 'dist', '(input, other, p=2)', (args) =>
    applied(ops.norm, [minus(args.tensor('input'), args.tensor('other'))], { p: args.number('p') }),
  ),
  ...at('tT', 'renorm', '(input, p, dim, maxnorm, *, out=None)', (args) => {
    const input = args.tensor('input');
    if (input.rank === undefined) return tensorValue(Tensor.leaf({ dtype: input.dtype }));
    if (input.rank < 2) {
      throw new PythonError(
        'RuntimeError',
        `renorm: input needs at least 2 dimensions, got ${input.rank} dimensions`,
      );
    }
    const kept = normalizeDim(args.int('dim'), input.rank);
    return applied(ops.renorm, [input], {
      p: args.number('p'),
      dim: kept,
      maxnorm: args.number('maxnorm'),
    });
  }),
];

/** The input, in the dtype that was asked for before anything is computed. */
function inDType(args: Arguments): Tensor {
  const dtype = args.optionalDType('dtype');
  return dtype ? castTo(args.tensor('input'), dtype) : args.tensor('input');
}

/** The result in the dtype that was asked for: totals of small integers would be int64. */
function inResultDType(args: Arguments, result: Tensor): Value {
  const dtype = args.optionalDType('dtype');
  return tensorValue(dtype ? castTo(result, dtype) : result);
}

/** The dims and the correction of a variance. The second argument may be `unbiased` alone: x.std(False). */
function spreadOf(args: Arguments) {
  const given = args.value('dim');
  const dim = given.kind === 'bool' ? undefined : args.optionalInts('dim');
  const unbiased = given.kind === 'bool' ? given.value : args.bool('unbiased');
  const correction = args.optionalNumber('correction') ?? (unbiased ? 1 : 0);
  return { dim, correction, keepdim: args.bool('keepdim') };
}

/** `max(x)`, `max(x, dim)` → (values, indices), `max(x, y)`. */
function extreme(name: 'max' | 'min', args: Arguments): Value {
  const input = args.tensor('input');
  const second = args.value('dim');
  if (second.kind === 'tensor') {
    return tensorValue(Tensor.apply(name === 'max' ? ops.maximum : ops.minimum, [input, second.tensor], {}));
  }
  if (second.kind === 'None') {
    if (isKnownShape(input.shape) && input.numel === 0) {
      throw new PythonError(
        'RuntimeError',
        `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
      );
    }
    return tensorValue(
      Tensor.apply(name === 'max' ? ops.amax : ops.amin, [input], { dim: undefined, keepdim: false }),
    );
  }
  const attributes = { dim: args.int('dim'), keepdim: args.bool('keepdim') };
  const values = registry[name === 'max' ? 'max_values' : 'min_values']!;
  return namedTuple(`torch.return_types.${name}`, {
    values: tensorValue(Tensor.apply(values as unknown as Op, [input], attributes)),
    indices: tensorValue(Tensor.apply(name === 'max' ? ops.argmax : ops.argmin, [input], attributes)),
  });
}
