/** The same elements in another shape: views, permutations, joins, splits. */
import { splitBySizes } from './parts';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import { holdableTensors } from '../../held-elements';
import { asTensor, readInts } from '../../arguments';
import { dimOfSize, promised } from '../../contract';
import { tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import type { Runtime } from '../../runtime';
import type { DType } from '../../../engine/dtype';
import { isKnownShape, numelOf, SymbolicDim, type Dim, type Shape } from '../../../engine/shape';
import { TensorError } from '../../../engine/error';
import { layoutOf, viewStrides } from '../tensor/layout';
import { layIn } from '../tensor/storage';
import { at, row } from './rows';

/** `x.view(dtype)`: the same bits, read as numbers of another dtype. Only single floats and integers of their size are. */
function sameBits(tensor: Tensor, dtype: DType): Tensor {
  if (tensor.dtype === dtype) return tensor;
  const pair = [tensor.dtype, dtype];
  if (!pair.includes('float32') || !pair.includes('int32') || !tensor.hasValues)
    throw new NotKnown(`the bits of a ${tensor.dtype ?? 'tensor'} as ${dtype} are not computed`);
  const values = tensor.values();
  const bits = dtype === 'int32' ? Float32Array.from(values) : Int32Array.from(values);
  const read = dtype === 'int32' ? new Int32Array(bits.buffer) : new Float32Array(bits.buffer);
  return Tensor.leaf({ shape: tensor.shape!, dtype, values: read, sampled: tensor.sampled });
}

/** The form of `resize_` that leaves the tensor as it is: it takes no other number of elements. */
function resized(tensor: Tensor, sizes: Shape | undefined): Value {
  if (!isKnownShape(sizes) || !isKnownShape(tensor.shape)) throw new NotKnown('the size is not known');
  const count = numelOf(sizes);
  if (count !== tensor.numel)
    throw new PythonError(
      'RuntimeError',
      `requested resize to ${sizes.join('x')} (${count} elements in total), but the given tensor has a size of ${tensor.shape.join('x')} (${tensor.numel} elements). autograd's resize can only change the shape of a given tensor, while preserving the number of elements. `,
    );
  return { ...tensorValue(Tensor.apply(ops.reshape, [tensor], { shape: sizes })), gradFn: 'ResizeBackward' };
}

export const shapes: readonly NativeFunction[] = [
  ...['reshape', 'view'].flatMap((name) =>
    at('T', name, '(input, *shape, dtype=None)', (args) => {
      if (args.spread) throw new NotKnown('the new shape of the tensor is not known');
      const [only] = args.rest;
      if (only?.kind === 'dtype')
        return layIn(tensorValue(sameBits(args.tensor('input'), only.dtype)), args.tensorObject('input'));
      const input = args.tensor('input');
      const reshaped = Tensor.apply(ops.reshape, [input], {
        shape: isOfUnknownRank(args.rest) ? null : shapeFrom(args.rest),
      });
      if (name === 'view') refuseScattered(input, reshaped);
      return tensorValue(reshaped);
    }),
  ),
  ...at('t', 'reshape', '(input, shape)', (args) =>
    tensorValue(Tensor.apply(ops.reshape, [args.tensor('input')], { shape: args.ints('shape') })),
  ),
  ...['view_as', 'reshape_as'].flatMap((name) =>
    at('T', name, '(input, other)', (args) => {
      const { shape } = args.tensor('other');
      if (!shape) throw new NotKnown('the shape to view as is not known');
      return tensorValue(Tensor.apply(ops.reshape, [args.tensor('input')], { shape }));
    }),
  ),
  ...at('T', 'resize', '(input, *sizes)', (args) => resized(args.tensor('input'), args.sizes())),
  ...at('T', 'resize_as', '(input, tensor)', (args) =>
    resized(args.tensor('input'), args.tensor('tensor').shape),
  ),
  ...at('T', 'expand', '(input, *sizes)', (args) =>
    tensorValue(Tensor.apply(ops.expand, [args.tensor('input')], { size: args.sizes() })),
  ),
  ...at('T', 'expand_as', '(input, other)', (args) => {
    const { shape } = args.tensor('other');
    if (!shape) throw new NotKnown('the shape to expand to is not known');
    return tensorValue(Tensor.apply(ops.expand, [args.tensor('input')], { size: shape }));
  }),
  ...at('T', 'repeat', '(input, *sizes)', (args) =>
    tensorValue(Tensor.apply(ops.repeat, [args.tensor('input')], { repeats: args.sizes() })),
  ),
  ...at('T', 'permute', '(input, *dims)', (args) =>
    tensorValue(Tensor.apply(ops.permute, [args.tensor('input')], { dims: args.sizes() })),
  ),
  ...at('t', 'permute', '(input, dims)', (args) =>
    tensorValue(Tensor.apply(ops.permute, [args.tensor('input')], { dims: args.ints('dims') })),
  ),
  ...['transpose', 'swapaxes', 'swapdims'].flatMap((name) =>
    row('tT', name, '(input, dim0, dim1)', ops.transpose, ['input'], (args) => ({
      dim0: args.int('dim0'),
      dim1: args.int('dim1'),
    })),
  ),
  ...at('tT', 't', '(input)', (args) => {
    const input = args.tensor('input');
    if (input.rank !== undefined && input.rank < 2) return tensorValue(input);
    if (input.rank !== undefined && input.rank > 2)
      throw new PythonError(
        'RuntimeError',
        `t() expects a tensor with <= 2 dimensions, but self is ${input.rank}D`,
      );
    const turned = Tensor.apply(ops.transpose, [input], { dim0: 0, dim1: 1 });
    return { ...tensorValue(turned), gradFn: 'TBackward0' };
  }),
  ...at('tT', 'flatten', '(input, start_dim=0, end_dim=-1)', (args) =>
    tensorValue(
      Tensor.apply(ops.flatten, [args.tensor('input')], {
        start_dim: args.int('start_dim'),
        end_dim: args.int('end_dim'),
      }),
    ),
  ),
  ...at('tT', 'ravel', '(input)', (args) =>
    tensorValue(Tensor.apply(ops.flatten, [args.tensor('input')], { start_dim: 0, end_dim: -1 })),
  ),
  ...at('tT', 'squeeze', '(input, dim=None)', (args) =>
    tensorValue(
      Tensor.apply(ops.squeeze, [args.tensor('input')], { dim: oneOrMany(args.optionalInts('dim')) }),
    ),
  ),
  ...row('tT', 'unsqueeze', '(input, dim)', ops.unsqueeze, ['input'], (args) => ({ dim: args.int('dim') })),
  ...['cat', 'concat', 'concatenate'].flatMap((name) =>
    at('t', name, '(tensors, dim=0, *, out=None)', (args, runtime) =>
      tensorValue(Tensor.apply(ops.cat, tensorsOf(args.value('tensors'), runtime), { dim: args.int('dim') })),
    ),
  ),
  ...at('t', 'stack', '(tensors, dim=0, *, out=None)', (args, runtime) =>
    tensorValue(Tensor.apply(ops.stack, tensorsOf(args.value('tensors'), runtime), { dim: args.int('dim') })),
  ),
  ...['chunk', 'unsafe_chunk'].flatMap((name) =>
    at('tT', name, '(input, chunks, dim=0)', (args) => {
      const input = args.tensor('input');
      const dim = args.int('dim');
      const count = args.int('chunks');
      if (count <= 0)
        throw new PythonError('RuntimeError', `chunk expects \`chunks\` to be greater than 0, got: ${count}`);
      const total = input.shape?.at(dim);
      if (typeof total !== 'number') return partsOfUnknownSize(input, dim, count);
      if (total > 0) return parts(input, dim, Math.ceil(total / count), total);
      holdableTensors(count);
      return splitBySizes(input, new Array<number>(count).fill(0), dim);
    }),
  ),
  ...['split', 'unsafe_split'].flatMap((name) =>
    at('tT', name, '(input, split_size, dim=0)', (args) => {
      const input = args.tensor('input');
      const sizes = args.ints('split_size');
      const dim = args.int('dim');
      return args.value('split_size').kind === 'int'
        ? splitBySize(input, sizes[0]!, dim)
        : splitBySizes(input, sizes, dim);
    }),
  ),
  ...row('t', 'flip', '(input, dims)', ops.flip, ['input'], (args) => ({ dims: args.ints('dims') })),
  ...at('T', 'flip', '(input, *dims, **kwargs)', (args) => {
    const named = args.keywords['dims'];
    const dims = named ? readInts(named, 'dims') : args.sizes();
    return tensorValue(Tensor.apply(ops.flip, [args.tensor('input')], { dims }));
  }),
  ...at('tT', 'unbind', '(input, dim=0)', (args) => {
    const input = args.tensor('input');
    const dim = args.int('dim');
    const count = sizeAlong(input, dim);
    holdableTensors(count);
    return tuple(
      Array.from({ length: count }, (_, index) => ({
        ...tensorValue(Tensor.apply(ops.select, [input], { dim, index })),
        gradFn: 'UnbindBackward0',
      })),
    );
  }),
];

/** `view` needs elements that lie in memory as the new shape wants them. */
function refuseScattered(input: Tensor, viewed: Tensor): void {
  const strides = layoutOf(input);
  if (!strides || !isKnownShape(input.shape) || !isKnownShape(viewed.shape)) return;
  if (viewStrides(input.shape, strides, viewed.shape)) return;
  throw new TensorError(
    'RuntimeError',
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
  );
}

const oneOrMany = (dims: number[] | undefined): number | readonly number[] | undefined =>
  dims?.length === 1 ? dims[0] : dims;

/** Whether a shape is given as one value, which may be a number or a sequence of any length. */
const isOfUnknownRank = ([only, ...others]: readonly Value[]): boolean =>
  only?.kind === 'unknown' && others.length === 0 && !only.contract?.number;

/** Sizes of which some may not be known: a size from another tensor's unknown shape stays symbolic. */
function shapeFrom(rest: readonly Value[]): Shape {
  const [only] = rest;
  const items =
    rest.length === 1 && only && 'items' in only && Array.isArray(only.items)
      ? (only.items as Value[])
      : rest;
  const unknowns = items.filter((item) => item.kind === 'unknown').length;
  const hasRest = items.some((item) => item.kind === 'int' && item.value === -1);
  return items.map((item) => {
    if (item.kind === 'int') return item.value;
    // `x.view(x.size(0), -1)` with an unknown batch: one unknown size can be left to PyTorch to work out.
    if (item.kind === 'unknown' && unknowns === 1 && !hasRest) return -1;
    // What stands beside other sizes is one of them, whatever it is: `x.view(-1, x.size(-1))`.
    if (item.kind === 'unknown' && items.length > 1) return dimOfSize(item);
    throw new NotKnown('a size is not known');
  });
}

function sizeAlong(input: Tensor, dim: number): number {
  const size = input.shape?.at(dim);
  if (typeof size !== 'number') throw new NotKnown('the size along the dim is not known');
  return size;
}

/** As many parts as were asked for, as there are where the dim is long enough: of each it is known what its elements mean. */
function partsOfUnknownSize(input: Tensor, dim: number, count: number): Value {
  holdableTensors(count);
  return tuple(Array.from({ length: count }, () => partOfUnknownSize(input, dim)));
}

/** Any part of a dim of unknown length: its own length is not known either, and what its elements mean is. */
function partOfUnknownSize(input: Tensor, dim: number, size: Dim = new SymbolicDim('?')): Value {
  const some = Tensor.leaf({ shape: [size], dtype: 'int64' });
  return tensorValue(Tensor.apply(ops.index_select, [input, some], { dim }));
}

/** One of the parts by its number; several of them are a tuple of their own. */
const partAt =
  (part: () => Value) =>
  (index: Value): Value | undefined =>
    index.kind === 'int' ? part() : undefined;

/** Parts of one length, and a last one of what is left. Throws PyTorch's RuntimeErrors for lengths that make none. */
function splitBySize(input: Tensor, length: number, dim: number): Value {
  if (length < 0)
    throw new PythonError(
      'RuntimeError',
      `split expects split_size be non-negative, but got split_size=${length}`,
    );
  const total = input.shape?.at(dim);
  if (typeof total !== 'number') {
    const part = (): Value => partOfUnknownSize(input, dim, length === 1 ? 1 : undefined);
    return promised('how many parts there are is not known', { each: part, item: partAt(part) });
  }
  if (length === 0 && total > 0)
    throw new PythonError(
      'RuntimeError',
      `split_size can only be 0 if dimension size is 0, but got dimension size of ${total}`,
    );
  return total === 0 ? splitBySizes(input, [0], dim) : parts(input, dim, length, total);
}

function parts(input: Tensor, dim: number, length: number, total: number): Value {
  holdableTensors(Math.ceil(total / length));
  const pieces: Value[] = [];
  for (let start = 0; start < total; start += length) {
    const part = { dim, start, length: Math.min(length, total - start) };
    pieces.push({ ...tensorValue(Tensor.apply(ops.narrow, [input], part)), gradFn: 'SplitBackward0' });
  }
  return tuple(pieces);
}

/** The tensors of a list or tuple. */
function tensorsOf(value: Value, runtime: Runtime): Tensor[] {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('the tensors are not known');
  return [...items].map((item, position) => asTensor(item, `element ${position} in argument 0`));
}
