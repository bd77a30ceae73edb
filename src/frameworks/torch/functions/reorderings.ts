/** The same elements in another order or repeated: flips, rolls, moves, tiles, and joins of several tensors. */
import { isFloating } from '../../../engine/dtype';
import { castTo, full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { TensorError } from '../../../engine/error';
import { broadcastShapes, isKnownShape, normalizeDim, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { asTensor, type Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { holdable } from '../../held-elements';
import type { Runtime } from '../../runtime';
import { int, size, tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { layIn } from '../tensor/storage';
import { at } from './rows';

const input = (args: Arguments): Tensor => args.tensor('input');

/** The rank of a tensor. Throws NotKnown where it is not known. */
export function rankOf(tensor: Tensor): number {
  if (tensor.rank === undefined) throw new NotKnown('the rank of the tensor is not known');
  return tensor.rank;
}

/** The sizes of a tensor. Throws NotKnown where one is not known. */
export function sizesOf(tensor: Tensor): readonly number[] {
  if (!isKnownShape(tensor.shape)) throw new NotKnown('the shape of the tensor is not known');
  return tensor.shape;
}

const flipped = (tensor: Tensor, dims: readonly number[]): Tensor =>
  Tensor.apply(ops.flip, [tensor], { dims });
const transposed = (tensor: Tensor, dim0: number, dim1: number): Tensor =>
  Tensor.apply(ops.transpose, [tensor], { dim0, dim1 });
const reshaped = (tensor: Tensor, shape: readonly number[]): Tensor =>
  Tensor.apply(ops.reshape, [tensor], { shape });

/** The tensors of a list, a tuple or of the arguments themselves. */
export function tensorsOf(value: Value, runtime: Runtime): Tensor[] {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('the tensors are not known');
  return [...items].map((item, position) => asTensor(item, `element ${position} in argument 0`));
}

/** Tensors given one by one or as one sequence. */
function restTensors(args: Arguments, runtime: Runtime): Tensor[] {
  const [only] = args.rest;
  const isSequence = args.rest.length === 1 && (only?.kind === 'list' || only?.kind === 'tuple');
  return tensorsOf(isSequence ? only : tuple(args.rest), runtime);
}

/** Integers given one by one or as one sequence, through `*name` or by its keyword. */
function restInts(args: Arguments, keyword: string): number[] {
  const named = args.keywords[keyword];
  if (named) return readAll(named);
  return args.sizes();
}

const readAll = (value: Value): number[] =>
  value.kind === 'int'
    ? [value.value]
    : 'items' in value
      ? ([...value.items] as Value[]).flatMap(readAll)
      : [];

/** `torch.rot90`: quarter turns from the first dim towards the second. */
function turned(tensor: Tensor, k: number, dims: readonly number[]): Tensor {
  const rank = rankOf(tensor);
  const [first, second] = dims;
  if (dims.length !== 2 || first === undefined || second === undefined) {
    throw new PythonError('RuntimeError', `expected total rotation dims == 2, but got dims = ${dims.length}`);
  }
  const [a, b] = [normalizeDim(first, rank), normalizeDim(second, rank)];
  switch (((k % 4) + 4) % 4) {
    case 1:
      return transposed(flipped(tensor, [b]), a, b);
    case 2:
      return flipped(tensor, [a, b]);
    case 3:
      return transposed(flipped(tensor, [a]), a, b);
    default:
      return Tensor.apply(ops.clone, [tensor], {});
  }
}

/** `torch.movedim`: some dims go to new places, the others keep their order. */
function moved(tensor: Tensor, source: readonly number[], destination: readonly number[]): Tensor {
  const rank = rankOf(tensor);
  const from = source.map((dim) => normalizeDim(dim, rank));
  const to = destination.map((dim) => normalizeDim(dim, rank));
  if (from.length !== to.length) {
    throw new PythonError(
      'RuntimeError',
      `movedim: Invalid source or destination dims: source ([${source.join(', ')}] dims) should contain the same number of dims as destination ([${destination.join(', ')}] dims)`,
    );
  }
  const rest = Array.from({ length: rank }, (_, dim) => dim).filter((dim) => !from.includes(dim));
  const dims = Array.from({ length: rank }, (_, place) => {
    const found = to.indexOf(place);
    return found >= 0 ? from[found]! : -1;
  });
  for (let place = 0; place < rank; place++) if (dims[place] === -1) dims[place] = rest.shift()!;
  return Tensor.apply(ops.permute, [tensor], { dims });
}

/** Repeats written for fewer dims than the tensor has count for its last ones. */
function tiled(tensor: Tensor, repeats: readonly number[]): Tensor {
  const missing = Math.max(rankOf(tensor) - repeats.length, 0);
  return Tensor.apply(ops.repeat, [tensor], { repeats: [...new Array<number>(missing).fill(1), ...repeats] });
}

/** Each element some times in a row, along a dim or of the flat tensor. */
function interleaved(args: Arguments): Tensor {
  const given = input(args);
  const dim = args.optionalInt('dim');
  const tensor =
    dim === undefined ? Tensor.apply(ops.flatten, [given], { start_dim: 0, end_dim: -1 }) : given;
  const along = dim ?? 0;
  const rank = rankOf(tensor);
  const length = tensor.shape![normalizeDim(along, rank)] ?? 1;
  if (typeof length !== 'number') throw new NotKnown('the size along the dim is not known');
  const repeats = args.ints('repeats');
  if (repeats.length !== 1 && repeats.length !== length) {
    throw new PythonError(
      'RuntimeError',
      `repeats must have the same size as input along dim, but got repeats.size(0) = ${repeats.length} and input.size(${along}) = ${length}`,
    );
  }
  holdable(repeats.length === 1 ? length * repeats[0]! : repeats.reduce((sum, count) => sum + count, 0));
  const positions = Array.from({ length }, (_, position) =>
    new Array<number>(repeats.length === 1 ? repeats[0]! : repeats[position]!).fill(position),
  ).flat();
  return Tensor.apply(ops.index_select, [tensor, vectorOf(positions)], { dim: along });
}

/** A 1-dim int64 tensor. */
export const vectorOf = (values: readonly number[]): Tensor =>
  Tensor.leaf({ shape: [values.length], dtype: 'int64', values: Float64Array.from(values) });

/** At least so many dims, as `atleast_1d` … add them. */
function withRank(tensor: Tensor, rank: number): Tensor {
  const shape = tensor.shape;
  if (!shape) throw new NotKnown('the rank of the tensor is not known');
  if (shape.length >= rank) return tensor;
  const sizes: Shape =
    rank === 3
      ? shape.length === 2
        ? [...shape, 1]
        : [1, ...(shape.length === 0 ? [1] : shape), 1]
      : [...new Array<number>(rank - shape.length).fill(1), ...shape];
  return Tensor.apply(ops.reshape, [tensor], { shape: sizes });
}

const joined = (tensors: readonly Tensor[], dim: number): Tensor => Tensor.apply(ops.cat, tensors, { dim });

const stacks: readonly NativeFunction[] = [
  ...['vstack', 'row_stack'].flatMap((name) =>
    at('t', name, '(tensors, *, out=None)', (args, runtime) =>
      tensorValue(
        joined(
          tensorsOf(args.value('tensors'), runtime).map((tensor) => withRank(tensor, 2)),
          0,
        ),
      ),
    ),
  ),
  ...at('t', 'hstack', '(tensors, *, out=None)', (args, runtime) => {
    const tensors = tensorsOf(args.value('tensors'), runtime).map((tensor) => withRank(tensor, 1));
    return tensorValue(joined(tensors, tensors[0]?.rank === 1 ? 0 : 1));
  }),
  ...at('t', 'dstack', '(tensors, *, out=None)', (args, runtime) =>
    tensorValue(
      joined(
        tensorsOf(args.value('tensors'), runtime).map((tensor) => withRank(tensor, 3)),
        2,
      ),
    ),
  ),
  ...at('t', 'column_stack', '(tensors, *, out=None)', (args, runtime) =>
    tensorValue(
      joined(
        tensorsOf(args.value('tensors'), runtime).map((tensor) =>
          rankOf(tensor) <= 1 ? reshaped(tensor, [-1, 1]) : tensor,
        ),
        1,
      ),
    ),
  ),
  ...at('t', 'block_diag', '(*tensors)', (args, runtime) => {
    const blocks = restTensors(args, runtime).map((tensor) => withRank(tensor, 2));
    const columns = blocks.reduce((total, block) => total + sizesOf(block)[1]!, 0);
    let before = 0;
    const rows = blocks.map((block) => {
      const [height, width] = sizesOf(block) as [number, number];
      const left = before;
      before += width;
      const zeros = (count: number): Tensor => full([height, count], block.dtype, 0);
      return joined([zeros(left), block, zeros(columns - left - width)], 1);
    });
    return tensorValue(joined(rows, 0));
  }),
];

const broadcasts: readonly NativeFunction[] = [
  ...at('T', 'sum_to_size', '(input, *size)', (args) => {
    const { dtype } = input(args);
    const size = args.sizes();
    const isSame = size.length > 0 && size.join() === sizesOf(input(args)).join();
    // Sums of integers are int64; where there is nothing to add up the tensor stays what it is.
    const isCounted = !isSame && dtype !== undefined && !isFloating(dtype);
    const given = isCounted ? castTo(input(args), 'int64') : input(args);
    const result = tensorValue(Tensor.apply(ops.sum_to_size, [given], { size }));
    return isSame ? layIn(result, args.tensorObject('input')) : result;
  }),
  ...at('t', 'alias', '(input)', (args) => tensorValue(input(args))),
  ...at('t', 'broadcast_to', '(input, size)', (args) =>
    tensorValue(Tensor.apply(ops.expand, [input(args)], { size: args.ints('size') })),
  ),
  ...at('T', 'broadcast_to', '(input, *size)', (args) =>
    tensorValue(Tensor.apply(ops.expand, [input(args)], { size: args.sizes() })),
  ),
  ...at('t', 'broadcast_tensors', '(*tensors)', (args, runtime) => {
    const tensors = restTensors(args, runtime);
    const shape = tensors.map(sizesOf).reduce<Shape>(broadcastShapes, []);
    return tuple(tensors.map((tensor) => tensorValue(Tensor.apply(ops.expand, [tensor], { size: shape }))));
  }),
  ...at('t', 'broadcast_shapes', '(*shapes)', (args) => {
    const shapes = args.rest.map((value) => readAll(value));
    return size(shapes.reduce<Shape>(broadcastShapes, []).map((dim) => int(dim as number)));
  }),
  ...at('t', 'meshgrid', "(*tensors, indexing='ij')", (args, runtime) => {
    const tensors = restTensors(args, runtime);
    const lengths = tensors.map((tensor) => (tensor.rank === 0 ? 1 : sizesOf(tensor)[0]!));
    const isXy = args.string('indexing') === 'xy' && tensors.length >= 2;
    const order = lengths.map((_, place) => (isXy && place < 2 ? 1 - place : place));
    const shape = order.map((place) => lengths[place]!);
    return tuple(
      tensors.map((tensor, place) => {
        const line = order.map((other) => (other === place ? lengths[place]! : 1));
        return tensorValue(Tensor.apply(ops.expand, [reshaped(tensor, line)], { size: shape }));
      }),
    );
  }),
];

export const reorderings: readonly NativeFunction[] = [
  ...stacks,
  ...broadcasts,
  ...at('tT', 'fliplr', '(input)', (args) => {
    if (input(args).rank !== undefined && rankOf(input(args)) < 2)
      throw new TensorError('RuntimeError', 'Input must be >= 2-d.');
    return tensorValue(flipped(input(args), [1]));
  }),
  ...at('tT', 'flipud', '(input)', (args) => {
    if (input(args).rank === 0) throw new TensorError('RuntimeError', 'Input must be >= 1-d.');
    return tensorValue(flipped(input(args), [0]));
  }),
  ...at('tT', 'roll', '(input, shifts, dims=None)', (args) =>
    tensorValue(
      Tensor.apply(ops.roll, [input(args)], { shifts: args.ints('shifts'), dims: args.optionalInts('dims') }),
    ),
  ),
  ...at('tT', 'rot90', '(input, k=1, dims=None)', (args) =>
    tensorValue(turned(input(args), args.int('k'), args.optionalInts('dims') ?? [0, 1])),
  ),
  ...['movedim', 'moveaxis'].flatMap((name) =>
    at('tT', name, '(input, source, destination)', (args) =>
      tensorValue(moved(input(args), args.ints('source'), args.ints('destination'))),
    ),
  ),
  ...at('t', 'tile', '(input, dims)', (args) => tensorValue(tiled(input(args), args.ints('dims')))),
  ...at('T', 'tile', '(input, *dims, **kwargs)', (args) =>
    tensorValue(tiled(input(args), restInts(args, 'dims'))),
  ),
  ...at('T', 'repeat_interleave', '(input, repeats, dim=None, *, output_size=None)', (args) =>
    tensorValue(interleaved(args)),
  ),
  ...at('t', 'repeat_interleave', '(input, repeats=None, dim=None, *, output_size=None)', (args) => {
    if (!args.isNone('repeats')) return tensorValue(interleaved(args));
    // With repeats alone, their own positions are repeated.
    const repeats = args.ints('input');
    holdable(repeats.reduce((sum, count) => sum + count, 0));
    return tensorValue(
      vectorOf(repeats.flatMap((count, position) => new Array<number>(count).fill(position))),
    );
  }),
  ...([1, 2, 3] as const).flatMap((rank) =>
    at('t', `atleast_${rank}d`, '(*tensors)', (args, runtime) => {
      const [only] = args.rest;
      if (args.rest.length === 1 && only?.kind === 'tensor') return tensorValue(withRank(only.tensor, rank));
      return tuple(restTensors(args, runtime).map((tensor) => tensorValue(withRank(tensor, rank))));
    }),
  ),
  ...(['tril', 'triu'] as const).flatMap((name) =>
    at('t', `${name}_indices`, '(row, col, offset=0, *, dtype=None, device=None, layout=None)', (args) => {
      const [rows, columns, offset] = [args.int('row'), args.int('col'), args.int('offset')];
      holdable(rows * columns);
      const [ofRows, ofColumns]: [number[], number[]] = [[], []];
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          if (name === 'tril' ? column - row <= offset : column - row >= offset) {
            ofRows.push(row);
            ofColumns.push(column);
          }
      const found = vectorOf(ofRows.concat(ofColumns));
      const dtype = args.optionalDType('dtype') ?? 'int64';
      const laid = reshaped(found, [2, ofRows.length]);
      return tensorValue(dtype === 'int64' ? laid : Tensor.apply(ops.cast, [laid], { dtype }));
    }),
  ),
  ...at('t', 'unravel_index', '(indices, shape)', (args) => {
    const shape = args.ints('shape');
    const indices = args.tensor('indices');
    let step = shape.reduce((product, length) => product * length, 1);
    return tuple(
      shape.map((length) => {
        step /= length;
        const at = Tensor.apply(ops.floor_divide, [indices, numberTensor(step)], {});
        return tensorValue(Tensor.apply(ops.remainder, [at, numberTensor(length)], {}));
      }),
    );
  }),
];
