/** numpy's functions that write into their first argument. */
import { ops } from '../../engine/ops/index';
import type { IndexItem } from '../../engine/index_items';
import { Tensor } from '../../engine/tensor';
import { arrayOf } from '../arrays/dialect';
import { castTo } from '../arrays/promotion';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { writeOrLose } from '../in-place';
import { assignItem } from '../tensor-index';
import { none, tensorValue, type NativeFunction, type TensorValue, type Value } from '../values';
import { numpyDialect } from './dialect';

/** A function whose first argument is the array that it writes into. */
function changing(
  name: string,
  target: string,
  parameters: string,
  change: (object: TensorValue, args: Arguments) => Tensor,
): NativeFunction {
  return define(`numpy.${name}`, `(${target}, ${parameters})`, (args, runtime) => {
    const object = args.tensorObject(target);
    writeOrLose(object, runtime, () => change(object, args));
    return none;
  });
}

const everywhere: readonly IndexItem[] = [{ kind: 'ellipsis' }];

/** One number where a mask holds. */
function placed({ tensor }: TensorValue, mask: Value, values: Value): Tensor {
  const number = castTo(arrayOf(values, numpyDialect), tensor.dtype!);
  if (number.numel !== 1) throw new NotKnown('only one number is written where a mask holds');
  const only = Tensor.apply(ops.reshape, [number], { shape: [] });
  return Tensor.apply(ops.where, [arrayOf(mask, numpyDialect, 'bool'), only, tensor], {});
}

export const writingFunctions: readonly NativeFunction[] = [
  changing('fill_diagonal', 'a', 'val, wrap=False', ({ tensor }, args) => {
    const [rows, columns] = tensor.shape ?? [];
    if (tensor.rank !== 2 || typeof rows !== 'number' || typeof columns !== 'number' || args.bool('wrap'))
      throw new NotKnown('a diagonal is filled only in matrices, and not wrapped');
    const along = Array.from({ length: Math.min(rows, columns) }, (_, at) => at);
    const positions = Tensor.leaf({
      shape: [along.length],
      dtype: 'int64',
      values: Float64Array.from(along),
    });
    return Tensor.apply(
      ops.index_put,
      [tensor, arrayOf(args.value('val'), numpyDialect), positions, positions],
      {
        items: [{ kind: 'tensor' }, { kind: 'tensor' }],
      },
    );
  }),
  changing('copyto', 'dst', "src, casting='same_kind', where=True", ({ tensor }, args) => {
    const source = arrayOf(args.value('src'), numpyDialect);
    const where = args.value('where');
    if (where.kind === 'bool' && where.value)
      return Tensor.apply(ops.index_put, [tensor, source], { items: everywhere });
    return Tensor.apply(ops.where, [arrayOf(where, numpyDialect), source, tensor], {});
  }),
  changing('put_along_axis', 'arr', 'indices, values, axis', ({ tensor }, args) => {
    const dim = args.int('axis');
    const index = castTo(arrayOf(args.value('indices'), numpyDialect), 'int64');
    const values = castTo(arrayOf(args.value('values'), numpyDialect), tensor.dtype!);
    const shape = index.shape?.map((size, at) =>
      at === (dim < 0 ? dim + index.rank! : dim) ? size : (tensor.shape?.[at] ?? size),
    );
    const spread = (part: Tensor): Tensor => Tensor.apply(ops.expand, [part], { size: shape ?? [] });
    return Tensor.apply(ops.scatter, [tensor, spread(index), spread(values)], { dim });
  }),
  changing('place', 'arr', 'mask, vals', (object, args) =>
    placed(object, args.value('mask'), args.value('vals')),
  ),
  changing('putmask', 'a', 'mask, values', (object, args) =>
    placed(object, args.value('mask'), args.value('values')),
  ),
  changing('multiply.at', 'a', 'indices, b=None', () => {
    throw new NotKnown('multiplying at places that may be named twice is not followed');
  }),
  changing('maximum.at', 'a', 'indices, b=None', () => {
    throw new NotKnown('a maximum at places that may be named twice is not followed');
  }),
  changing('minimum.at', 'a', 'indices, b=None', () => {
    throw new NotKnown('a minimum at places that may be named twice is not followed');
  }),
  changing('add.at', 'a', 'indices, b=None', (object, args) =>
    assignItem(object, args.value('indices'), args.value('b'), true),
  ),
  changing('subtract.at', 'a', 'indices, b=None', (object, args) => {
    const taken = Tensor.apply(ops.neg, [arrayOf(args.value('b'), numpyDialect)], {});
    return assignItem(object, args.value('indices'), tensorValue(taken, 'numpy'), true);
  }),
];
