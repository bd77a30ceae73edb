/** Parts of tensors picked by indices, scattered, repeated, padded and found: `gather_nd`, `scatter_nd`, `where`, `pad`. */
import { castTo, full } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { numelOf } from '../../engine/shape';
import type { IndexItem } from '../../engine/index_items';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayFrom, known, knownConstants, knownShape, largestOf, vector } from '../arrays/held-values';
import { defineAll } from '../define';
import { NotKnown } from '../errors';
import { holdable } from '../held-elements';
import { torchNames } from '../torch';
import { float, int, list, namedTuple, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { applyOp, convert, operand, tensorFunction, wrap } from './dialect';

/** The columns of a tensor of index rows as index tensors, and the items that they stand for. */
function rowsAsIndex(indices: Tensor): { readonly items: IndexItem[]; readonly tensors: Tensor[] } {
  const depth = knownShape(indices).at(-1)!;
  const tensors = Array.from({ length: depth }, (_, index) =>
    castTo(applyOp(ops.select, [indices], { dim: -1, index }), 'int64'),
  );
  return { items: tensors.map(() => ({ kind: 'tensor' })), tensors };
}

/** A tensor with updates put or added at rows of indices. */
function scattered(base: Tensor, args: Arguments, accumulate: boolean): Tensor {
  const { items, tensors } = rowsAsIndex(operand(args, 'indices'));
  const updates = castTo(operand(args, 'updates'), base.dtype!);
  return applyOp(ops.index_put, [base, updates, ...tensors], { items, accumulate });
}

/** The places of what is not zero, one row each, as `tf.where` gives them without values to choose from. */
export function whereHolds(condition: Tensor): Tensor {
  const shape = knownShape(condition);
  const rows = Array.from(known(condition)).flatMap((value, at) => {
    if (value === 0) return [];
    let rest = at;
    const row = [...shape].reverse().map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    });
    return [row.reverse()];
  });
  return arrayFrom([rows.length, shape.length], rows.flat(), 'int64');
}

/** Widths before and behind along each dim, as PyTorch's `pad` takes them: the last dim first. */
function padded(
  args: Arguments,
  call: (name: string, positional: readonly Value[], keywords: Readonly<Record<string, Value>>) => Value,
): Tensor {
  const widths = Array.from(known(operand(args, 'paddings')));
  const pairs = Array.from({ length: widths.length / 2 }, (_, at) => widths.slice(2 * at, 2 * at + 2));
  const mode = args.string('mode').toLowerCase();
  const value = args.number('constant_values');
  if (mode === 'symmetric') throw new NotKnown('symmetric padding is not computed');
  const x = operand(args, 'tensor');
  // Other than with constants PyTorch pads the last dims of batches of channels.
  const laid = mode === 'constant' ? x : applyOp(ops.reshape, [x], { shape: [1, 1, ...knownShape(x)] });
  const result = call(
    'torch.nn.functional.pad',
    [tensorValue(laid), tuple(pairs.reverse().flat().map(int))],
    mode === 'constant' ? { value: float(value) } : { mode: { kind: 'str', value: mode } },
  );
  if (result.kind !== 'tensor') throw new NotKnown('this way to pad is not computed');
  const { tensor } = result;
  return mode === 'constant'
    ? tensor
    : applyOp(ops.reshape, [tensor], { shape: knownShape(tensor).slice(2) });
}

export const indexingNames: readonly NativeFunction[] = [
  ...tensorFunction(['gather_nd'], '(params, indices, batch_dims=0, name=None)', (args) => {
    if (args.int('batch_dims') !== 0) throw new NotKnown('gather_nd with batch dims is not computed');
    const { items, tensors } = rowsAsIndex(operand(args, 'indices'));
    return applyOp(ops.index, [operand(args, 'params'), ...tensors], { items });
  }),
  ...tensorFunction(['scatter_nd'], '(indices, updates, shape, name=None)', (args) => {
    const shape = args.ints('shape');
    holdable(numelOf(shape));
    return scattered(full(shape, operand(args, 'updates').dtype, 0), args, true);
  }),
  ...tensorFunction(['tensor_scatter_nd_update'], '(tensor, indices, updates, name=None)', (args) =>
    scattered(operand(args, 'tensor'), args, false),
  ),
  ...tensorFunction(['tensor_scatter_nd_add'], '(tensor, indices, updates, name=None)', (args) =>
    scattered(operand(args, 'tensor'), args, true),
  ),
  ...tensorFunction(['nn.embedding_lookup'], '(params, ids, max_norm=None, name=None)', (args) => {
    if (!args.isNone('max_norm')) throw new NotKnown('embeddings with a largest norm are not computed');
    const ids = castTo(operand(args, 'ids'), 'int64');
    return applyOp(ops.index, [operand(args, 'params'), ids], { items: [{ kind: 'tensor' }] });
  }),
  ...tensorFunction(['repeat'], '(input, repeats, axis=None, name=None)', (args, runtime) => {
    const callee = torchNames.get('torch.repeat_interleave')!;
    const repeats = castTo(operand(args, 'repeats'), 'int64');
    const axis: Record<string, Value> = args.isNone('axis') ? {} : { dim: args.value('axis') };
    const result = runtime.call(callee, [tensorValue(operand(args, 'input')), tensorValue(repeats)], axis);
    if (result.kind !== 'tensor') throw new NotKnown('what is repeated is not known');
    return result.tensor;
  }),
  ...tensorFunction(['roll'], '(input, shift, axis, name=None)', (args) =>
    applyOp(ops.roll, [operand(args, 'input')], { shifts: args.ints('shift'), dims: args.ints('axis') }),
  ),
  ...tensorFunction(
    ['pad'],
    "(tensor, paddings, mode='CONSTANT', constant_values=0, name=None)",
    (args, runtime) =>
      padded(args, (name, positional, keywords) => runtime.call(torchNames.get(name)!, positional, keywords)),
  ),
  ...tensorFunction(['sequence_mask'], "(lengths, maxlen=None, dtype='bool', name=None)", (args) => {
    const lengths = operand(args, 'lengths');
    const numbers = knownConstants(lengths);
    const longest = args.isNone('maxlen') ? largestOf(numbers) : args.int('maxlen');
    holdable(numbers.length * longest);
    const rows = numbers.flatMap((length) => Array.from({ length: longest }, (_, at) => Number(at < length)));
    return arrayFrom([...knownShape(lengths), longest], rows, args.optionalDType('dtype') ?? 'bool');
  }),
  ...defineAll(
    ['tensorflow.unique', 'tensorflow.unique_with_counts'],
    "(x, out_idx='int32', name=None)",
    (args) => {
      const x = operand(args, 'x');
      const values = knownConstants(x);
      // In the order in which they occur.
      const distinct = [...new Set(values)];
      const placeOf = new Map(distinct.map((value, place) => [value, place]));
      const places = values.map((value) => placeOf.get(value)!);
      const counts = distinct.map(() => 0);
      for (const place of places) counts[place]!++;
      const fields = { y: wrap(vector(distinct, x.dtype)), idx: wrap(vector(places, 'int32')) };
      return args.functionName.endsWith('counts')
        ? namedTuple('UniqueWithCounts', { ...fields, count: wrap(vector(counts, 'int32')) })
        : namedTuple('Unique', fields);
    },
  ),
  ...defineAll(['tensorflow.meshgrid'], "(*args, indexing='xy', name=None)", (args) => {
    const lines = args.rest.map((value) => convert(value));
    const sizes = lines.map(({ numel }) => numel);
    const isXy = args.string('indexing') === 'xy' && lines.length >= 2;
    const shape = isXy ? [sizes[1]!, sizes[0]!, ...sizes.slice(2)] : sizes;
    return list(
      lines.map((line, at) => {
        const dim = isXy && at < 2 ? 1 - at : at;
        const laid = applyOp(ops.reshape, [line], {
          shape: shape.map((_, place) => (place === dim ? -1 : 1)),
        });
        return wrap(applyOp(ops.expand, [laid], { size: shape }));
      }),
    );
  }),
];
