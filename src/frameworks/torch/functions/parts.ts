/** Parts of a tensor: splits, narrow and strided views, diagonals; and tensors with a part replaced. */
import { full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import type { IndexItem } from '../../../engine/index_items';
import { diagonalPositions } from '../../../engine/ops/as_strided';
import { normalizeDim, stridesOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { readInts, type Arguments } from '../../arguments';
import { PythonError } from '../../errors';
import { tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { rankOf, sizesOf, vectorOf } from './reorderings';
import { at } from './rows';

const input = (args: Arguments): Tensor => args.tensor('input');

const narrowed = (tensor: Tensor, dim: number, start: number, length: number): Tensor =>
  Tensor.apply(ops.narrow, [tensor], { dim, start, length });

/** The parts between the bounds; a bound beyond the end gives an empty part, as a slice does. */
function cutAt(tensor: Tensor, dim: number, bounds: readonly number[]): Value {
  const length = sizesOf(tensor)[normalizeDim(dim, rankOf(tensor))]!;
  const place = (bound: number): number => Math.min(Math.max(bound < 0 ? bound + length : bound, 0), length);
  const edges = [0, ...bounds.map(place), length];
  return tuple(
    edges.slice(1).map((stop, part) => {
      const start = edges[part]!;
      return tensorValue(narrowed(tensor, dim, start, Math.max(stop - start, 0)));
    }),
  );
}

/** Parts of nearly one length: the first ones take what is left over. */
function cutInto(tensor: Tensor, dim: number, count: number): Value {
  const length = sizesOf(tensor)[normalizeDim(dim, rankOf(tensor))]!;
  const [small, more] = [Math.floor(length / count), length % count];
  const bounds: number[] = [];
  for (let part = 0, stop = 0; part < count - 1; part++) bounds.push((stop += small + (part < more ? 1 : 0)));
  return cutAt(tensor, dim, bounds);
}

/** `tensor_split` by a number of parts or by bounds. */
function tensorSplit(tensor: Tensor, given: Value, dim: number): Value {
  const isCount = given.kind === 'int' || (given.kind === 'tensor' && given.tensor.rank === 0);
  const numbers = readInts(given, 'indices_or_sections');
  if (!isCount) return cutAt(tensor, dim, numbers);
  if (numbers[0]! <= 0) {
    throw new PythonError('RuntimeError', `number of sections must be larger than 0, got ${numbers[0]!}`);
  }
  return cutInto(tensor, dim, numbers[0]!);
}

/** `hsplit` and its kin refuse a number of parts that does not divide the length. */
function evenSplit(name: string, tensor: Tensor, given: Value, dim: number): Value {
  const length = sizesOf(tensor)[dim] ?? 1;
  if (given.kind === 'int' && length % given.value !== 0) {
    throw new PythonError(
      'RuntimeError',
      `torch.${name} attempted to split along dimension ${dim}, but the size of the dimension ${length} is not divisible by the split_size ${given.value}!`,
    );
  }
  return tensorSplit(tensor, given, dim);
}

/** Parts of given lengths, which have to make up the whole. */
export function splitBySizes(tensor: Tensor, sizes: readonly number[], dim: number): Value {
  if (sizes.some((size) => size < 0)) {
    throw new PythonError(
      'RuntimeError',
      `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[${sizes.join(', ')}]`,
    );
  }
  const length = sizesOf(tensor)[normalizeDim(dim, rankOf(tensor))]!;
  const total = sizes.reduce((sum, part) => sum + part, 0);
  if (total !== length) {
    throw new PythonError(
      'RuntimeError',
      `split_with_sizes expects split_sizes to sum exactly to ${length} (input tensor's size at dimension ${dim}), but got split_sizes=[${sizes.join(', ')}]`,
    );
  }
  let start = 0;
  return tuple(
    sizes.map((part) => {
      const piece = tensorValue(narrowed(tensor, dim, start, part));
      start += part;
      return { ...piece, gradFn: 'SplitWithSizesBackward0' };
    }),
  );
}

/** The items before the one that stands at a dim. */
const atDim = (tensor: Tensor, dim: number, item: IndexItem): IndexItem[] => [
  ...Array.from({ length: normalizeDim(dim, rankOf(tensor)) }, (): IndexItem => ({ kind: 'slice' })),
  item,
];

const put = (tensor: Tensor, source: Tensor, items: readonly IndexItem[]): Tensor =>
  Tensor.apply(ops.index_put, [tensor, source], { items });

/** A slice along one dim, bounds as Python reads them. */
function sliceItem(args: Arguments): IndexItem {
  return {
    kind: 'slice',
    start: args.optionalInt('start'),
    stop: args.optionalInt('end'),
    step: args.int('step'),
  };
}

const strided = (args: Arguments): { size: number[]; stride: number[]; offset: number } => ({
  size: args.ints('size'),
  stride: args.ints('stride'),
  offset: args.optionalInt('storage_offset') ?? 0,
});

/** Puts elements at positions of the row-major storage. */
function putFlat(tensor: Tensor, source: Tensor, positions: Tensor): Tensor {
  const shape = sizesOf(tensor);
  const flat = Tensor.apply(ops.reshape, [tensor], { shape: [-1] });
  const values = Tensor.apply(ops.reshape, [source], { shape: [-1] });
  const changed = Tensor.apply(ops.index_put, [flat, values, positions], { items: [{ kind: 'tensor' }] });
  return Tensor.apply(ops.reshape, [changed], { shape });
}

/** A matrix of zeros for each line of the last dim, which becomes a diagonal of it. */
function diagonalEmbedded(tensor: Tensor, offset: number, dim1: number, dim2: number): Tensor {
  const shape = sizesOf(tensor);
  const length = shape.at(-1) ?? 1;
  const side = length + Math.abs(offset);
  const rank = shape.length + 1;
  const [first, second] = [normalizeDim(dim1, rank), normalizeDim(dim2, rank)];
  const batch = shape.slice(0, -1);
  const whole: number[] = [];
  for (let dim = 0, next = 0; dim < rank; dim++)
    whole.push(dim === first || dim === second ? side : batch[next++]!);
  const zeros = full(whole, tensor.dtype, 0);
  return putFlat(zeros, tensor, diagonalPositions(whole, offset, dim1, dim2));
}

export const parts: readonly NativeFunction[] = [
  ...at('tT', 'narrow', '(input, dim, start, length)', (args) =>
    tensorValue(narrowed(input(args), args.int('dim'), args.int('start'), args.int('length'))),
  ),
  ...at('tT', 'select', '(input, dim, index)', (args) =>
    tensorValue(Tensor.apply(ops.select, [input(args)], { dim: args.int('dim'), index: args.int('index') })),
  ),
  ...at('t', 'slice', '(input, dim=0, start=None, end=None, step=1)', (args) =>
    tensorValue(
      Tensor.apply(ops.index, [input(args)], { items: atDim(input(args), args.int('dim'), sliceItem(args)) }),
    ),
  ),
  ...['split_with_sizes', 'unsafe_split_with_sizes'].flatMap((name) =>
    at('tT', name, '(input, split_sizes, dim=0)', (args) =>
      splitBySizes(input(args), args.ints('split_sizes'), args.int('dim')),
    ),
  ),
  ...at(
    'tT',
    'tensor_split',
    '(input, indices_or_sections=None, dim=0, *, indices=None, sections=None)',
    (args) => {
      const given = ['indices_or_sections', 'indices', 'sections'].find((name) => !args.isNone(name));
      return tensorSplit(input(args), args.value(given ?? 'indices_or_sections'), args.int('dim'));
    },
  ),
  ...at('tT', 'hsplit', '(input, indices_or_sections)', (args) =>
    evenSplit('hsplit', input(args), args.value('indices_or_sections'), rankOf(input(args)) === 1 ? 0 : 1),
  ),
  ...at('tT', 'vsplit', '(input, indices_or_sections)', (args) =>
    evenSplit('vsplit', input(args), args.value('indices_or_sections'), 0),
  ),
  ...at('tT', 'dsplit', '(input, indices_or_sections)', (args) =>
    evenSplit('dsplit', input(args), args.value('indices_or_sections'), 2),
  ),
  ...at('T', 'unfold', '(input, dimension, size, step)', (args) => {
    const shape = sizesOf(input(args));
    const rank = Math.max(shape.length, 1);
    const dim = normalizeDim(args.int('dimension'), rank);
    const [size, step] = [args.int('size'), args.int('step')];
    const length = shape[dim] ?? 1;
    if (size > length) {
      throw new PythonError(
        'RuntimeError',
        `maximum size for tensor at dimension ${dim} is ${length} but size is ${size}`,
      );
    }
    const strides = stridesOf(shape);
    const own = strides[dim] ?? 1;
    const windows = Math.floor((length - size) / step) + 1;
    // A tensor without dims has one window and no dim that counts it.
    const counted = shape.length === 0 ? [] : shape.map((count, place) => (place === dim ? windows : count));
    return tensorValue(
      Tensor.apply(ops.as_strided, [input(args)], {
        size: [...counted, size],
        stride: [...strides.map((stride, place) => (place === dim ? stride * step : stride)), own],
        offset: 0,
      }),
    );
  }),
  ...at('tT', 'as_strided', '(input, size, stride, storage_offset=None)', (args) =>
    tensorValue(Tensor.apply(ops.as_strided, [input(args)], strided(args))),
  ),
  ...at('tT', 'as_strided_scatter', '(input, src, size, stride, storage_offset=None)', (args) =>
    tensorValue(Tensor.apply(ops.as_strided_scatter, [input(args), args.tensor('src')], strided(args))),
  ),
  ...at('tT', 'select_scatter', '(input, src, dim, index)', (args) =>
    tensorValue(
      put(
        input(args),
        args.tensor('src'),
        atDim(input(args), args.int('dim'), { kind: 'integer', value: args.int('index') }),
      ),
    ),
  ),
  ...at('tT', 'slice_scatter', '(input, src, dim=0, start=None, end=None, step=1)', (args) =>
    tensorValue(put(input(args), args.tensor('src'), atDim(input(args), args.int('dim'), sliceItem(args)))),
  ),
  ...at('tT', 'diagonal', '(input, offset=0, dim1=0, dim2=1)', (args) =>
    tensorValue(
      Tensor.apply(ops.diagonal, [input(args)], {
        offset: args.int('offset'),
        dim1: args.int('dim1'),
        dim2: args.int('dim2'),
      }),
    ),
  ),
  ...at('tT', 'diagonal_scatter', '(input, src, offset=0, dim1=0, dim2=1)', (args) =>
    tensorValue(
      putFlat(
        input(args),
        args.tensor('src'),
        diagonalPositions(sizesOf(input(args)), args.int('offset'), args.int('dim1'), args.int('dim2')),
      ),
    ),
  ),
  ...at('tT', 'diag', '(input, diagonal=0, *, out=None)', (args) =>
    tensorValue(Tensor.apply(ops.diag, [input(args)], { diagonal: args.int('diagonal') })),
  ),
  ...at('tT', 'diag_embed', '(input, offset=0, dim1=-2, dim2=-1)', (args) =>
    tensorValue(diagonalEmbedded(input(args), args.int('offset'), args.int('dim1'), args.int('dim2'))),
  ),
  ...at('tT', 'diagflat', '(input, offset=0)', (args) =>
    tensorValue(
      diagonalEmbedded(Tensor.apply(ops.reshape, [input(args)], { shape: [-1] }), args.int('offset'), 0, 1),
    ),
  ),
  ...at('T', 'fill_diagonal_', '(input, fill_value, wrap=False)', (args, runtime) => {
    const object = args.tensorObject('input');
    const shape = sizesOf(object.tensor);
    const step = stridesOf(shape).reduce((sum, stride) => sum + stride, 0);
    // Only the diagonals of tall matrices go on below: each begins one row after the last one ends.
    const wraps = args.bool('wrap') && shape.length === 2 && shape[0]! > shape[1]!;
    const count = wraps ? Math.ceil((shape[0]! * shape[1]!) / step) : Math.min(...shape);
    const positions = vectorOf(Array.from({ length: count }, (_, at) => at * step));
    const flat = Tensor.apply(ops.reshape, [object.tensor], { shape: [-1] });
    const filled = Tensor.apply(ops.index_put, [flat, args.tensor('fill_value'), positions], {
      items: [{ kind: 'tensor' }],
    });
    runtime.rebind(object, Tensor.apply(ops.reshape, [filled], { shape }));
    return object;
  }),
  ...at('tT', 'unflatten', '(input, dim, sizes)', (args) => {
    const shape = sizesOf(input(args));
    const dim = normalizeDim(args.int('dim'), shape.length);
    const sizes = args.ints('sizes');
    const known = sizes.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
    const whole = sizes.map((size) => (size === -1 ? shape[dim]! / known : size));
    if (whole.reduce((product, size) => product * size, 1) !== shape[dim]) {
      throw new PythonError(
        'RuntimeError',
        `unflatten: Provided sizes [${sizes.join(', ')}] don't multiply up to the size of dim ${dim} (${shape[dim]}) in the input tensor`,
      );
    }
    return tensorValue(
      Tensor.apply(ops.reshape, [input(args)], {
        shape: [...shape.slice(0, dim), ...whole, ...shape.slice(dim + 1)],
      }),
    );
  }),
];
