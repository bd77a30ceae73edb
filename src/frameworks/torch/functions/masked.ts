/**
 * torch.masked: reductions and normalizations of the elements that a mask leaves. What it hides is replaced by what
 * the reduction does not feel (torch/masked/_ops.py says by which).
 */
import { isFloating, type DType } from '../../../engine/dtype';
import { castTo, choose, full, minus, negative, onesLike, over, sumOf, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import type { AnyOp, Op } from '../../../engine/op';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, type Meaning } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, type NativeFunction } from '../../values';
import { picked } from './sorting';

const lowest: Partial<Record<DType, number>> = {
  uint8: 0,
  int8: -(2 ** 7),
  int16: -(2 ** 15),
  int32: -(2 ** 31),
  int64: -(2 ** 63),
};
const highest: Partial<Record<DType, number>> = {
  uint8: 2 ** 8 - 1,
  int8: 2 ** 7 - 1,
  int16: 2 ** 15 - 1,
  int32: 2 ** 31 - 1,
  int64: 2 ** 63,
};

/** What is smaller, or larger, than all numbers of a dtype. */
const beyond = (dtype: DType, end: 'below' | 'above'): number => {
  if (isFloating(dtype)) return end === 'below' ? -Infinity : Infinity;
  const bound = (end === 'below' ? lowest : highest)[dtype];
  if (bound === undefined) throw new NotKnown(`a masked extreme of ${dtype} is not defined`);
  return bound;
};

/** The mask as bools of the input's shape. */
function maskFor(input: Tensor, mask: Tensor): Tensor {
  if (mask.rank !== undefined && input.rank !== undefined && mask.rank > input.rank) {
    throw new PythonError(
      'IndexError',
      '_input_mask expected broadcastable mask (got mask dimensionality higher than of the input)',
    );
  }
  const bools = castTo(mask, 'bool');
  return input.shape ? Tensor.apply(ops.expand, [bools], { size: input.shape }) : bools;
}

/** The input with `value` where the mask hides it. */
function filled(input: Tensor, mask: Tensor | undefined, value: (dtype: DType) => number): Tensor {
  if (!mask) return input;
  if (!input.dtype) return Tensor.leaf({ shape: input.shape });
  return choose(maskFor(input, mask), input, full([], input.dtype, value(input.dtype)));
}

const maskOf = (args: Arguments, name = 'mask'): Tensor | undefined => args.optionalTensor(name);
const dimsOf = (args: Arguments) => ({ dim: args.optionalInts('dim'), keepdim: args.bool('keepdim') });

/** The dtype that was asked for, or the input's: sums of small integers are int64. */
function resultDType(args: Arguments, widens = false): DType {
  const own = args.tensor('input').dtype;
  const wanted = args.optionalDType('dtype') ?? own;
  if (!wanted) throw new NotKnown('the dtype of the input is not known');
  return widens && args.isNone('dtype') && own && !isFloating(own) ? 'int64' : wanted;
}

const REDUCTION = '(input, dim=None, *, keepdim=False, dtype=None, mask=None)';
const ALONG = '(input, dim, *, dtype=None, mask=None)';

const named = (name: string, parameters: string, call: Meaning): NativeFunction =>
  define(`torch.masked.${name}`, parameters, call);

const zero = (): number => 0;
const one = (): number => 1;

/** The product along several dims, one after the other. */
function product(args: Arguments): Tensor {
  const dtype = resultDType(args, true);
  const input = castTo(filled(args.tensor('input'), maskOf(args), one), dtype);
  const { dim, keepdim } = dimsOf(args);
  if (input.rank === undefined) return Tensor.leaf({ dtype });
  const dims =
    dim === undefined || dim.length === 0
      ? Array.from({ length: input.rank }, (_, at) => at)
      : dim.map((at) => (at < 0 ? at + input.rank! : at)).sort((a, b) => a - b);
  return dims.reduceRight((result, at) => Tensor.apply(ops.prod, [result], { dim: at, keepdim }), input);
}

/** The sum of what the mask leaves, and how many elements that are. */
function totalAndCount(
  input: Tensor,
  mask: Tensor | undefined,
  dtype: DType,
  dim: readonly number[] | undefined,
  keepdim: boolean,
): { readonly total: Tensor; readonly count: Tensor } {
  const there = mask ? maskFor(input, mask) : full(input.shape, 'bool', 1);
  return {
    total: sumOf(castTo(filled(input, mask, zero), dtype), dim, keepdim),
    count: sumOf(there, dim, keepdim),
  };
}

function mean(args: Arguments): Tensor {
  const dtype = resultDType(args);
  if (!isFloating(dtype)) {
    throw new PythonError(
      'ValueError',
      `mean(): Could not infer output dtype. ${args.isNone('dtype') ? 'Input' : 'Optional'} dtype must be either a floating point or complex dtype. Got: torch.${dtype}`,
    );
  }
  const { dim, keepdim } = dimsOf(args);
  const { total, count } = totalAndCount(args.tensor('input'), maskOf(args), dtype, dim, keepdim);
  return over(total, count);
}

function variance(args: Arguments): Tensor {
  const input = args.tensor('input');
  const mask = maskOf(args);
  const wanted = resultDType(args);
  const dtype = args.isNone('dtype') && !isFloating(wanted) ? 'float32' : wanted;
  const computed = isFloating(dtype) ? dtype : 'float32';
  const { dim, keepdim } = dimsOf(args);
  const unbiased = args.optionalBool('unbiased') ?? true;
  const correction = args.optionalNumber('correction') ?? (unbiased ? 1 : 0);
  const { total, count } = totalAndCount(input, mask, computed, dim, true);
  const centered = minus(input, over(total, count));
  const { total: squares, count: left } = totalAndCount(
    times(centered, centered),
    mask,
    computed,
    dim,
    keepdim,
  );
  const degrees = minus(castTo(left, computed), correction);
  const divisor = correction === 0 ? left : Tensor.apply(ops.clamp, [degrees], { min: 0, max: undefined });
  return castTo(over(squares, divisor), dtype);
}

function norm(args: Arguments, dim: readonly number[] | undefined, keepdim: boolean): Tensor {
  const p = args.isNone('ord') ? 2 : args.number('ord');
  const input = filled(args.tensor('input'), maskOf(args), () => (p === -Infinity ? Infinity : 0));
  return Tensor.apply(ops.norm, [castTo(input, resultDType(args))], { p, dim, keepdim });
}

const extremes = (['amax', 'amin', 'argmax', 'argmin'] as const).map((name) =>
  named(name, REDUCTION, (args) => {
    const end = name.endsWith('max') ? 'below' : 'above';
    const input = filled(args.tensor('input'), maskOf(args), (dtype) => beyond(dtype, end));
    const attributes = name.startsWith('arg')
      ? { dim: args.optionalInt('dim'), keepdim: args.bool('keepdim') }
      : dimsOf(args);
    const op = ops[name] as AnyOp as unknown as Op;
    return tensorValue(castTo(Tensor.apply(op, [input], attributes), resultDType(args)));
  }),
);

const softmaxes = (['softmax', 'log_softmax', 'softmin'] as const).map((name) =>
  named(name, ALONG, (args) => {
    const end = name === 'softmin' ? 'above' : 'below';
    const input = filled(args.tensor('input'), maskOf(args), (dtype) => beyond(dtype, end));
    const dim = { dim: args.int('dim') };
    const cast = castTo(input, resultDType(args));
    if (name === 'softmin') return tensorValue(Tensor.apply(ops.softmax, [negative(cast)], dim));
    return tensorValue(Tensor.apply(ops[name], [cast], dim));
  }),
);

const running = (['cumsum', 'cumprod'] as const).map((name) =>
  named(name, ALONG, (args) => {
    const dtype = resultDType(args);
    const input = castTo(filled(args.tensor('input'), maskOf(args), name === 'cumsum' ? zero : one), dtype);
    return tensorValue(castTo(Tensor.apply(ops[name], [input], { dim: args.int('dim') }), dtype));
  }),
);

const SPREAD = '(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None)';

export const maskedFunctions: readonly NativeFunction[] = [
  ...extremes,
  ...softmaxes,
  ...running,
  named('sum', REDUCTION, (args) => {
    const input = castTo(filled(args.tensor('input'), maskOf(args), zero), resultDType(args, true));
    return tensorValue(Tensor.apply(ops.sum, [input], dimsOf(args)));
  }),
  named('prod', REDUCTION, (args) => tensorValue(product(args))),
  named('mean', REDUCTION, (args) => tensorValue(mean(args))),
  named('var', SPREAD, (args) => tensorValue(variance(args))),
  named('std', SPREAD, (args) => tensorValue(Tensor.apply(ops.sqrt, [variance(args)], {}))),
  named('median', '(input, dim=-1, *, keepdim=False, dtype=None, mask=None)', (args) => {
    const input = args.tensor('input');
    const floats = input.dtype && !isFloating(input.dtype) ? castTo(input, 'float32') : input;
    const { values } = picked(
      ops.median_indices,
      filled(floats, maskOf(args), () => NaN),
      {
        dim: args.int('dim'),
        keepdim: args.bool('keepdim'),
        ...{ skipsNan: true },
      },
    );
    return tensorValue(floats === input ? values : castTo(values, resultDType(args)));
  }),
  named('logsumexp', REDUCTION, (args) => {
    const input = filled(args.tensor('input'), maskOf(args), (dtype) => beyond(dtype, 'below'));
    return tensorValue(castTo(Tensor.apply(ops.logsumexp, [input], dimsOf(args)), resultDType(args)));
  }),
  named('logaddexp', '(input, other, *, dtype=None, input_mask=None, other_mask=None)', (args) => {
    const sides = (['input', 'other'] as const).map((side) =>
      filled(args.tensor(side), maskOf(args, `${side}_mask`), (dtype) => beyond(dtype, 'below')),
    );
    return tensorValue(castTo(Tensor.apply(ops.logaddexp, sides, {}), resultDType(args)));
  }),
  named('norm', '(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None)', (args) =>
    tensorValue(norm(args, args.optionalInts('dim'), args.bool('keepdim'))),
  ),
  named('normalize', '(input, ord, dim, *, eps=1e-12, dtype=None, mask=None)', (args) => {
    const input = filled(args.tensor('input'), maskOf(args), zero);
    const length = norm(args, args.optionalInts('dim'), true);
    const least = times(onesLike(length), args.number('eps'));
    return tensorValue(over(input, Tensor.apply(ops.maximum, [length, least], {})));
  }),
];
