/** Fewer elements, or running ones: sums, means, extremes, and the sorting of a dim. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Op } from '../../../engine/op';
import type { Arguments } from '../../arguments';
import { namedTuple, tensorValue, type NativeFunction, type Value } from '../../values';
import { dimOf, at, row, registry, dimsOf } from './rows';

export const reductions: readonly NativeFunction[] = [
  ...(['sum', 'mean'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, dtype=None, out=None)', (args) => {
      const dtype = args.optionalDType('dtype');
      const input = dtype ? Tensor.apply(ops.cast, [args.tensor('input')], { dtype }) : args.tensor('input');
      return tensorValue(
        Tensor.apply(ops[name], [input], { dim: args.optionalInts('dim'), keepdim: args.bool('keepdim') }),
      );
    }),
  ),
  ...(['amax', 'amin', 'any', 'all'] as const).flatMap((name) =>
    row('tT', name, '(input, dim=None, keepdim=False, *, out=None)', registry[name], ['input'], dimsOf),
  ),
  ...(['argmax', 'argmin'] as const).flatMap((name) =>
    row('tT', name, '(input, dim=None, keepdim=False)', registry[name], ['input'], (args) => ({
      ...dimOf(args),
      keepdim: args.bool('keepdim'),
    })),
  ),
  ...(['max', 'min'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, other=None, out=None)', (args) =>
      extreme(name, args),
    ),
  ),
  ...(['var', 'std'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, unbiased=True, keepdim=False, *, correction=None)', (args) => {
      // The second argument may be `unbiased` alone: x.std(False).
      const given = args.value('dim');
      const dim = given.kind === 'bool' ? undefined : args.optionalInts('dim');
      const unbiased = given.kind === 'bool' ? given.value : args.bool('unbiased');
      const correction = args.optionalNumber('correction') ?? (unbiased ? 1 : 0);
      return tensorValue(
        Tensor.apply(ops[name], [args.tensor('input')], { dim, correction, keepdim: args.bool('keepdim') }),
      );
    }),
  ),
  ...row(
    'tT',
    'logsumexp',
    '(input, dim, keepdim=False, *, out=None)',
    registry['logsumexp'],
    ['input'],
    (args) => ({
      dim: args.ints('dim'),
      keepdim: args.bool('keepdim'),
    }),
  ),
  ...row('tT', 'cumsum', '(input, dim, *, dtype=None)', registry['cumsum'], ['input'], (args) => ({
    dim: args.int('dim'),
  })),
  ...row('tT', 'cumprod', '(input, dim, *, dtype=None)', registry['cumprod'], ['input'], (args) => ({
    dim: args.int('dim'),
  })),
  ...at('tT', 'sort', '(input, dim=-1, descending=False, stable=False, *, out=None)', (args) => {
    const attributes = { dim: args.int('dim'), descending: args.bool('descending') };
    return namedTuple('torch.return_types.sort', {
      values: tensorValue(Tensor.apply(ops.sort, [args.tensor('input')], attributes)),
      indices: tensorValue(Tensor.apply(ops.argsort, [args.tensor('input')], attributes)),
    });
  }),
  ...row(
    'tT',
    'argsort',
    '(input, dim=-1, descending=False, stable=False)',
    ops.argsort,
    ['input'],
    (args) => ({
      dim: args.int('dim'),
      descending: args.bool('descending'),
    }),
  ),
  ...at('tT', 'topk', '(input, k, dim=-1, largest=True, sorted=True, *, out=None)', (args) => {
    const attributes = { k: args.int('k'), dim: args.int('dim'), largest: args.bool('largest') };
    return namedTuple('torch.return_types.topk', {
      values: tensorValue(Tensor.apply(ops.topk, [args.tensor('input')], attributes)),
      indices: tensorValue(Tensor.apply(ops.topk_indices, [args.tensor('input')], attributes)),
    });
  }),
  ...at('tT', 'prod', '(input, dim=None, keepdim=False)', (args) =>
    tensorValue(
      Tensor.apply(ops.prod, [args.tensor('input')], {
        dim: args.optionalInt('dim'),
        keepdim: args.bool('keepdim'),
      }),
    ),
  ),
];

/** `max(x)`, `max(x, dim)` → (values, indices), `max(x, y)`. */
function extreme(name: 'max' | 'min', args: Arguments): Value {
  const input = args.tensor('input');
  const second = args.value('dim');
  if (second.kind === 'tensor') {
    return tensorValue(Tensor.apply(name === 'max' ? ops.maximum : ops.minimum, [input, second.tensor], {}));
  }
  if (second.kind === 'None') {
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
