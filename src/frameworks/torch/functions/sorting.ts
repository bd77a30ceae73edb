/** The elements along a dim in order, and those at some place of that order. */
import { choose, compare } from '../../../engine/formula';
import type { AnyOp, Op } from '../../../engine/op';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { applied } from '../../define';
import { namedTuple, tensorValue, type NativeFunction, type Value } from '../../values';
import { at, row } from './rows';

/** The elements of x at the indices that an operation finds along a dim, and these indices. */
export function picked(
  op: AnyOp,
  x: Tensor,
  attributes: { readonly dim: number; readonly keepdim: boolean },
): { readonly values: Tensor; readonly indices: Tensor } {
  const apply = (keepdim: boolean): Tensor =>
    Tensor.apply(op as unknown as Op, [x], { ...attributes, keepdim });
  const indices = apply(attributes.keepdim);
  if (x.rank === 0) return { values: Tensor.apply(ops.clone, [x], {}), indices };
  const kept = Tensor.apply(ops.gather, [x, apply(true)], { dim: attributes.dim });
  const values = attributes.keepdim ? kept : Tensor.apply(ops.squeeze, [kept], { dim: attributes.dim });
  return { values, indices };
}

/** `torch.return_types.NAME(values, indices)`. */
const valuesAndIndices = (
  name: string,
  found: { readonly values: Tensor; readonly indices: Tensor },
): Value =>
  namedTuple(`torch.return_types.${name}`, {
    values: tensorValue(found.values),
    indices: tensorValue(found.indices),
  });

const keptDim = (args: Arguments) => ({ dim: args.int('dim'), keepdim: args.bool('keepdim') });

/** The median of all elements. Elements that are equal to it share its gradient evenly. */
function medianOfAll(input: Tensor, skipsNan: boolean): Tensor {
  const line = Tensor.apply(ops.flatten, [input], { start_dim: 0, end_dim: -1 });
  if (line.numel === 0 && line.hasValues)
    return Tensor.leaf({ shape: [], dtype: input.dtype, values: Float32Array.of(NaN) });
  const place = Tensor.apply(ops.median_indices, [line], { dim: 0, keepdim: true, skipsNan });
  const found = Tensor.apply(ops.gather, [line, place], { dim: 0 });
  const one = Tensor.apply(ops.reshape, [found], { shape: [] });
  const isNumber = one.hasValues && !Number.isNaN(one.values()[0]);
  if (!input.requiresGrad || !isNumber) return one;
  const isMedian = compare(line, '==', Tensor.apply(ops.detach, [one], {}));
  return Tensor.apply(ops.amax, [choose(isMedian, line, -Infinity)], {});
}

const medians = (['median', 'nanmedian'] as const).flatMap((name) =>
  at('tT', name, '(input, dim=None, keepdim=False, *, out=None)', (args) => {
    const input = args.tensor('input');
    const skipsNan = name === 'nanmedian';
    if (args.isNone('dim')) return tensorValue(medianOfAll(input, skipsNan));
    const attributes = { ...keptDim(args), skipsNan };
    return valuesAndIndices(name, picked(ops.median_indices, input, attributes));
  }),
);

const runningExtremes = (['cummax', 'cummin'] as const).flatMap((name) =>
  at('tT', name, '(input, dim, *, out=None)', (args) => {
    const input = args.tensor('input');
    const attributes = { dim: args.int('dim') };
    const indices = Tensor.apply(ops[`${name}_indices`], [input], attributes);
    const values =
      input.rank === 0
        ? Tensor.apply(ops.clone, [input], {})
        : Tensor.apply(ops.gather, [input, indices], attributes);
    return valuesAndIndices(name, { values, indices });
  }),
);

export const sorting: readonly NativeFunction[] = [
  ...at('tT', 'sort', '(input, dim=-1, descending=False, stable=False, *, out=None)', (args) => {
    const attributes = { dim: args.int('dim'), descending: args.bool('descending') };
    return valuesAndIndices('sort', {
      values: Tensor.apply(ops.sort, [args.tensor('input')], attributes),
      indices: Tensor.apply(ops.argsort, [args.tensor('input')], attributes),
    });
  }),
  ...row(
    'tT',
    'argsort',
    '(input, dim=-1, descending=False, stable=False)',
    ops.argsort,
    ['input'],
    (args) => ({ dim: args.int('dim'), descending: args.bool('descending') }),
  ),
  ...at('tT', 'msort', '(input, *, out=None)', (args) =>
    applied(ops.sort, [args.tensor('input')], { dim: 0, descending: false }),
  ),
  ...at('tT', 'topk', '(input, k, dim=-1, largest=True, sorted=True, *, out=None)', (args) => {
    const attributes = { k: args.int('k'), dim: args.int('dim'), largest: args.bool('largest') };
    return valuesAndIndices('topk', {
      values: Tensor.apply(ops.topk, [args.tensor('input')], attributes),
      indices: Tensor.apply(ops.topk_indices, [args.tensor('input')], attributes),
    });
  }),
  ...at('tT', 'kthvalue', '(input, k, dim=-1, keepdim=False, *, out=None)', (args) => {
    const attributes = { ...keptDim(args), k: args.int('k') };
    return valuesAndIndices('kthvalue', picked(ops.kthvalue_indices, args.tensor('input'), attributes));
  }),
  ...at('tT', 'mode', '(input, dim=-1, keepdim=False, *, out=None)', (args) =>
    valuesAndIndices('mode', picked(ops.mode_indices, args.tensor('input'), keptDim(args))),
  ),
  ...medians,
  ...runningExtremes,
  ...at(
    't',
    'searchsorted',
    '(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None, out=None)',
    (args) => {
      const side = args.optionalString('side');
      const sorter = args.optionalTensor('sorter');
      return applied(
        ops.searchsorted,
        [args.tensor('sorted_sequence'), args.tensor('input'), ...(sorter ? [sorter] : [])],
        { right: side === undefined ? args.bool('right') : side === 'right', int32: args.bool('out_int32') },
      );
    },
  ),
  ...at('t', 'bucketize', '(input, boundaries, *, out_int32=False, right=False, out=None)', (args) =>
    applied(ops.searchsorted, [args.tensor('boundaries'), args.tensor('input')], {
      right: args.bool('right'),
      int32: args.bool('out_int32'),
    }),
  ),
  ...row(
    't',
    'isin',
    '(elements, test_elements, *, assume_unique=False, invert=False)',
    ops.isin,
    ['elements', 'test_elements'],
    (args) => ({ invert: args.bool('invert') }),
  ),
];
