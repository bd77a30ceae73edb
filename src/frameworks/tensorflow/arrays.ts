/** Tensors of TensorFlow made, cast, reshaped, joined and taken apart. */
import { allocate, type DType } from '../../engine/dtype';
import { castTo } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape, numelOf, type Shape } from '../../engine/shape';
import { Tensor, valuesWhenAsked } from '../../engine/tensor';
import { oneHot } from '../activation-formulas';
import { readInts, type Arguments } from '../arguments';
import { defineAll } from '../define';
import { NotKnown } from '../errors';
import { holdable, MAXIMUM_HELD } from '../held-elements';
import type { Runtime } from '../runtime';
import { shapeIn } from '../sizes';
import { list, type NativeFunction, type Value } from '../values';
import { requireMatrices } from './errors';
import { whereHolds } from './indexing';
import { applyOp, convert, operand, pair, tensorFunction, wrap } from './dialect';

function filled(shape: Shape, dtype: DType, value: number): Tensor {
  // Of any number of zeros or ones it is known what they are, and that no weight made them.
  if (!isKnownShape(shape)) return Tensor.leaf({ shape, dtype, role: { kind: 'binary-targets' } });
  if (numelOf(shape) > MAXIMUM_HELD) return Tensor.leaf({ shape, dtype });
  const numel = numelOf(shape);
  return Tensor.leaf({ shape, dtype, ...valuesWhenAsked(numel, () => allocate(dtype, numel).fill(value)) });
}

/** Sizes given as one int, a list or a tensor. */
const sizesOf = (args: Arguments, name: string): number[] => readInts(args.value(name), name);

function like(args: Arguments, value: number): Tensor {
  const input = operand(args, 'input');
  if (!input.shape) {
    const dtype = args.optionalDType('dtype') ?? input.dtype;
    return Tensor.leaf({ dtype, role: { kind: 'binary-targets' } });
  }
  return filled(input.shape, args.optionalDType('dtype') ?? input.dtype ?? 'float32', value);
}

const createdNames: readonly NativeFunction[] = [
  ...tensorFunction(['constant'], '(value, dtype=None, shape=None, name=None)', (args) => {
    const given = args.value('value');
    const dtype = args.optionalDType('dtype');
    if (given.kind === 'unknown') return Tensor.leaf({ dtype });
    const made = convert(given, dtype);
    const shape = args.optionalInts('shape');
    if (!shape) return made;
    return made.numel === 1 && made.rank === 0
      ? applyOp(ops.expand, [made], { size: shape })
      : applyOp(ops.reshape, [made], { shape });
  }),
  ...tensorFunction(['convert_to_tensor'], '(value, dtype=None, dtype_hint=None, name=None)', (args) => {
    const given = args.value('value');
    const dtype = args.optionalDType('dtype');
    return given.kind === 'unknown' ? Tensor.leaf({ dtype }) : convert(given, dtype);
  }),
  ...tensorFunction(['zeros'], "(shape, dtype='float32', name=None, layout=None)", (args) =>
    filled(shapeIn(args, 'shape'), args.optionalDType('dtype') ?? 'float32', 0),
  ),
  ...tensorFunction(['ones'], "(shape, dtype='float32', name=None, layout=None)", (args) =>
    filled(shapeIn(args, 'shape'), args.optionalDType('dtype') ?? 'float32', 1),
  ),
  ...tensorFunction(['fill'], '(dims, value, name=None, layout=None)', (args) => {
    const value = operand(args, 'value');
    return applyOp(ops.expand, [value], { size: sizesOf(args, 'dims') });
  }),
  ...tensorFunction(['zeros_like'], '(input, dtype=None, name=None, layout=None)', (args) => like(args, 0)),
  ...tensorFunction(['ones_like'], '(input, dtype=None, name=None, layout=None)', (args) => like(args, 1)),
  ...tensorFunction(
    ['eye'],
    "(num_rows, num_columns=None, batch_shape=None, dtype='float32', name=None)",
    (args) => {
      if (!args.isNone('batch_shape')) throw new NotKnown('batches of identities are not made');
      const rows = args.int('num_rows');
      const columns = args.optionalInt('num_columns') ?? rows;
      const made = filled([rows, columns], args.optionalDType('dtype') ?? 'float32', 0);
      if (!made.hasValues) return made;
      const values = made.values();
      for (let at = 0; at < Math.min(rows, columns); at++) values[at * columns + at] = 1;
      return made;
    },
  ),
  ...tensorFunction(['range'], '(start, limit=None, delta=1, dtype=None, name=None)', (args) => {
    const parts = ['start', 'limit', 'delta'].filter((name) => !args.isNone(name));
    const given = parts.map((name) => operand(args, name));
    const isOne = args.isNone('limit');
    const [first, second, third] = ['start', 'limit', 'delta'].map((name) =>
      args.isNone(name) ? 0 : args.number(name),
    );
    const [start, stop, step] = isOne ? [0, first!, third!] : [first!, second!, third!];
    const inferred = given.find(({ dtype }) => dtype?.startsWith('float'))?.dtype ?? given[0]?.dtype;
    const dtype = args.optionalDType('dtype') ?? inferred ?? 'int32';
    const count = Math.max(0, Math.ceil((stop - start) / step));
    holdable(count);
    const values = allocate(dtype, count);
    for (let at = 0; at < count; at++) values[at] = start + at * step;
    return Tensor.leaf({ shape: [count], dtype, values });
  }),
  ...tensorFunction(['linspace'], '(start, stop, num, name=None, axis=0)', (args) => {
    const [start, stop, count] = [args.number('start'), args.number('stop'), args.int('num')];
    const values = allocate('float32', count);
    for (let at = 0; at < count; at++)
      values[at] = count === 1 ? start : start + ((stop - start) * at) / (count - 1);
    return Tensor.leaf({ shape: [count], dtype: 'float32', values });
  }),
  ...tensorFunction(
    ['one_hot'],
    '(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None)',
    (args) => {
      const values = ['on_value', 'off_value'].map((name) =>
        args.isNone(name) ? undefined : operand(args, name),
      );
      const dtype = args.optionalDType('dtype') ?? values.find((value) => value)?.dtype ?? 'float32';
      const axis = args.optionalInt('axis') ?? -1;
      const depth = args.size('depth');
      const made = oneHot(castTo(operand(args, 'indices'), 'int64'), depth, axis, dtype);
      const [on, off] = values;
      if (!on && !off) return made;
      const number = (value: Tensor | undefined, byDefault: number): Tensor =>
        value ? castTo(value, dtype) : filled([], dtype, byDefault);
      return applyOp(ops.where, [castTo(made, 'bool'), number(on, 1), number(off, 0)]);
    },
  ),
];

/** The tensors of a list. */
function itemsOf(value: Value, runtime: Runtime): Tensor[] {
  if (value.kind === 'tensor') return [value.tensor];
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('the tensors are not known');
  return [...items].map((item) => convert(item));
}

function split(x: Tensor, sizes: Value, axis: number): Value {
  const rank = x.rank;
  const length = rank === undefined ? undefined : x.shape?.at(axis);
  if (typeof length !== 'number') throw new NotKnown('the size of the dim that is split is not known');
  const parts =
    sizes.kind === 'int'
      ? Array.from({ length: sizes.value }, () => length / sizes.value)
      : readInts(sizes, 'num_or_size_splits');
  let start = 0;
  return list(
    parts.map((part) => {
      const piece = applyOp(ops.narrow, [x], { dim: axis < 0 ? axis + rank! : axis, start, length: part });
      start += part;
      return wrap(piece);
    }),
  );
}

const shapeNames: readonly NativeFunction[] = [
  ...tensorFunction(['cast'], '(x, dtype, name=None)', (args) => {
    const dtype = args.optionalDType('dtype');
    if (!dtype) throw new NotKnown('the dtype is not known');
    return convert(args.value('x'), dtype);
  }),
  ...tensorFunction(['reshape'], '(tensor, shape, name=None)', (args) =>
    applyOp(ops.reshape, [operand(args, 'tensor')], { shape: sizesOf(args, 'shape') }),
  ),
  ...tensorFunction(
    ['transpose', 'linalg.matrix_transpose'],
    "(a, perm=None, conjugate=False, name='transpose')",
    (args) => {
      const x = operand(args, 'a');
      const rank = x.rank ?? 0;
      const isMatrix = args.functionName.endsWith('matrix_transpose');
      const dims = isMatrix
        ? [...Array.from({ length: rank - 2 }, (_, at) => at), rank - 1, rank - 2]
        : (args.optionalInts('perm') ?? Array.from({ length: rank }, (_, at) => rank - 1 - at));
      return applyOp(ops.permute, [x], { dims });
    },
  ),
  // `dim` and `squeeze_dims` are the names that TensorFlow 1 has for the axis.
  ...tensorFunction(['expand_dims'], '(input, axis=None, name=None, dim=None)', (args) =>
    applyOp(ops.unsqueeze, [operand(args, 'input')], { dim: args.int(args.isNone('axis') ? 'dim' : 'axis') }),
  ),
  ...tensorFunction(['squeeze'], '(input, axis=None, name=None, squeeze_dims=None)', (args) =>
    applyOp(ops.squeeze, [operand(args, 'input')], {
      dim: args.optionalInts(args.isNone('axis') ? 'squeeze_dims' : 'axis'),
    }),
  ),
  ...tensorFunction(['broadcast_to'], '(input, shape, name=None)', (args) =>
    applyOp(ops.expand, [operand(args, 'input')], { size: sizesOf(args, 'shape') }),
  ),
  ...tensorFunction(['tile'], '(input, multiples, name=None)', (args) =>
    applyOp(ops.repeat, [operand(args, 'input')], { repeats: args.ints('multiples') }),
  ),
  ...tensorFunction(['reverse'], '(tensor, axis, name=None)', (args) =>
    applyOp(ops.flip, [operand(args, 'tensor')], { dims: args.ints('axis') }),
  ),
  ...tensorFunction(['concat'], "(values, axis, name='concat')", (args, runtime) =>
    applyOp(ops.cat, itemsOf(args.value('values'), runtime), { dim: args.int('axis') }),
  ),
  ...tensorFunction(['stack'], "(values, axis=0, name='stack')", (args, runtime) =>
    applyOp(ops.stack, itemsOf(args.value('values'), runtime), { dim: args.int('axis') }),
  ),
  ...defineAll(['tensorflow.unstack'], "(value, num=None, axis=0, name='unstack')", (args) => {
    const x = operand(args, 'value');
    const axis = args.int('axis');
    const length = x.shape?.at(axis);
    if (typeof length !== 'number') throw new NotKnown('the number of parts is not known');
    return list(
      Array.from({ length }, (_, index) =>
        wrap(applyOp(ops.select, [x], { dim: axis < 0 ? axis + (x.rank ?? 0) : axis, index })),
      ),
    );
  }),
  ...defineAll(['tensorflow.split'], "(value, num_or_size_splits, axis=0, num=None, name='split')", (args) =>
    split(operand(args, 'value'), args.value('num_or_size_splits'), args.int('axis')),
  ),
  ...tensorFunction(['where'], '(condition, x=None, y=None, name=None)', (args) => {
    if (args.isNone('x')) return whereHolds(operand(args, 'condition'));
    return applyOp(ops.where, [operand(args, 'condition'), ...pair(args, 'x', 'y')]);
  }),
  ...tensorFunction(
    ['gather'],
    '(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None)',
    (args) => {
      if (args.int('batch_dims') !== 0) throw new NotKnown('gather with batch dims is not computed');
      const x = operand(args, 'params');
      const axis = args.optionalInt('axis') ?? 0;
      const before = Array.from({ length: axis < 0 ? axis + (x.rank ?? 0) : axis }, () => ({
        kind: 'slice' as const,
      }));
      const indices = castTo(operand(args, 'indices'), 'int64');
      return applyOp(ops.index, [x, indices], { items: [...before, { kind: 'tensor' }] });
    },
  ),
  ...tensorFunction(['boolean_mask'], "(tensor, mask, axis=None, name='boolean_mask')", (args) =>
    applyOp(ops.index, [operand(args, 'tensor'), operand(args, 'mask')], { items: [{ kind: 'tensor' }] }),
  ),
  ...tensorFunction(['identity'], '(input, name=None)', (args) =>
    applyOp(ops.clone, [operand(args, 'input')]),
  ),
  ...tensorFunction(['sort'], "(values, axis=-1, direction='ASCENDING', name=None)", (args) =>
    applyOp(ops.sort, [operand(args, 'values')], {
      dim: args.int('axis'),
      descending: args.string('direction') === 'DESCENDING',
    }),
  ),
  ...tensorFunction(
    ['argsort'],
    "(values, axis=-1, direction='ASCENDING', stable=False, name=None)",
    (args) =>
      castTo(
        applyOp(ops.argsort, [operand(args, 'values')], {
          dim: args.int('axis'),
          descending: args.string('direction') === 'DESCENDING',
        }),
        'int32',
      ),
  ),
  ...tensorFunction(['shape', 'size', 'rank'], '(input, out_type=None, name=None)', (args) => {
    const { shape } = operand(args, 'input');
    if (!isKnownShape(shape)) throw new NotKnown('the shape is not known');
    const kind = args.functionName.slice('tensorflow.'.length);
    const numbers = kind === 'shape' ? shape : [kind === 'size' ? numelOf(shape) : shape.length];
    return Tensor.leaf({
      shape: kind === 'shape' ? [shape.length] : [],
      dtype: args.optionalDType('out_type') ?? 'int32',
      values: Int32Array.from(numbers),
    });
  }),
  ...tensorFunction(
    ['matmul', 'linalg.matmul'],
    '(a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, name=None)',
    (args) => {
      const [a, b] = pair(args, 'a', 'b');
      requireMatrices(a, b);
      const turned = (x: Tensor, isTurned: boolean): Tensor =>
        isTurned ? applyOp(ops.transpose, [x], { dim0: -2, dim1: -1 }) : x;
      return applyOp(ops.matmul, [
        turned(a, args.bool('transpose_a') || args.bool('adjoint_a')),
        turned(b, args.bool('transpose_b') || args.bool('adjoint_b')),
      ]);
    },
  ),
  ...tensorFunction(['linalg.matvec'], '(a, b, transpose_a=False, name=None)', (args) => {
    const [a, b] = pair(args, 'a', 'b');
    const matrix = args.bool('transpose_a') ? applyOp(ops.transpose, [a], { dim0: -2, dim1: -1 }) : a;
    return applyOp(ops.matmul, [matrix, b]);
  }),
  ...tensorFunction(['add_n', 'math.add_n'], '(inputs, name=None)', (args, runtime) =>
    itemsOf(args.value('inputs'), runtime).reduce((sum, item) => applyOp(ops.add, [sum, item])),
  ),
];

export const arrayNames: readonly NativeFunction[] = [...createdNames, ...shapeNames];
