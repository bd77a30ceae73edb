/**
 * torch.nn.utils.rnn: sequences of different lengths without their padding. A PackedSequence holds step after step,
 * each of as many rows as there are sequences that long, the longest sequence first.
 */
import { allocate } from '../../../engine/dtype';
import { full } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape, SymbolicDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { promised } from '../../contract';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { signature } from '../../signature';
import {
  list,
  namedTuple,
  none,
  tensorValue,
  tuple,
  unknown,
  type ClassValue,
  type NativeFunction,
  type TensorValue,
  type TupleValue,
  type Value,
} from '../../values';
import { padded, tensorsOf, unpadded } from './sequences';

const PLACE = 'torch.nn.utils.rnn';
const TYPE = 'PackedSequence';

/** The parts of a PackedSequence; indices are there where the sequences were put in order. */
export interface Packed {
  readonly data: Tensor;
  readonly batchSizes: readonly number[];
  readonly sorted?: Tensor | undefined;
  readonly unsorted?: Tensor | undefined;
}

export const isPacked = (value: Value): value is TupleValue => value.kind === 'tuple' && value.type === TYPE;

const integers = (numbers: readonly number[]): Tensor => {
  const values = allocate('int64', numbers.length);
  values.set(numbers);
  return Tensor.leaf({ shape: [numbers.length], dtype: 'int64', values });
};

export function packedParts(value: Value): Packed {
  if (!isPacked(value)) throw new NotKnown('the packed sequence is not known');
  const [data, sizes, sorted, unsorted] = value.items.map((item) =>
    item.kind === 'tensor' ? item.tensor : undefined,
  );
  if (!data || !sizes?.hasValues) throw new NotKnown('the sizes of the packed sequence are not known');
  return { data, batchSizes: Array.from(sizes.values()), sorted, unsorted };
}

/** Moving a packed sequence to a device changes nothing of it. */
const moves = Object.fromEntries(
  ['to', 'cuda', 'cpu', 'pin_memory'].map((name) => [
    name,
    define(`${PLACE}.${TYPE}.${name}`, '(self, *args, **kwargs)', (args) => {
      if ([...args.rest, ...Object.values(args.keywords)].some(({ kind }) => kind === 'dtype'))
        throw new NotKnown('a packed sequence of another dtype is not followed');
      return args.value('self');
    }),
  ]),
);

export const packedValue = ({ data, batchSizes, sorted, unsorted }: Packed, gradFn?: string): Value => ({
  ...namedTuple(TYPE, {
    data: gradFn ? { ...tensorValue(data), gradFn } : tensorValue(data),
    batch_sizes: tensorValue(integers(batchSizes)),
    sorted_indices: sorted ? tensorValue(sorted) : none,
    unsorted_indices: unsorted ? tensorValue(unsorted) : none,
  }),
  methods: moves,
});

/** The rows of a batch in another order. */
export const reordered = (x: Tensor, order: Tensor | undefined, dim: number): Tensor =>
  order ? Tensor.apply(ops.index_select, [x, order], { dim }) : x;

const refuse = (type: 'RuntimeError' | 'ValueError', message: string): never => {
  throw new PythonError(type, message);
};

/** The permutation that takes another one back. */
function inverted(order: readonly number[]): Tensor {
  const back = new Array<number>(order.length);
  order.forEach((place, at) => (back[place] = at));
  return integers(back);
}

/** The places of the lengths from the longest on, and the way back. */
function orderOf(lengths: readonly number[]): { sorted: Tensor; unsorted: Tensor; ordered: number[] } {
  const places = lengths.map((_, at) => at).sort((a, b) => lengths[b]! - lengths[a]!);
  return {
    sorted: integers(places),
    unsorted: inverted(places),
    ordered: places.map((place) => lengths[place]!),
  };
}

const swapped = (x: Tensor): Tensor => Tensor.apply(ops.transpose, [x], { dim0: 0, dim1: 1 });

/** The first `count` rows from `start` on. */
export const rowsOf = (x: Tensor, start: number, count: number): Tensor =>
  Tensor.apply(ops.narrow, [x], { dim: 0, start, length: count });

/** Packs a batch [T, N, …] of sequences with those lengths. Throws PyTorch's errors for lengths that do not fit. */
function pack(batch: Tensor, lengths: readonly number[], isSorted: boolean): Value {
  if (!isKnownShape(batch.shape)) throw new NotKnown('the shape of the batch is not known');
  const order = isSorted ? undefined : orderOf(lengths);
  const ordered = order?.ordered ?? lengths;
  const [, size] = batch.shape;
  if (size !== ordered.length) {
    refuse(
      'RuntimeError',
      `Expected \`len(lengths)\` to be equal to batch_size, but got ${ordered.length} (batch_size=${size})`,
    );
  }
  if (ordered.at(-1)! <= 0) {
    refuse(
      'RuntimeError',
      "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0",
    );
  }
  if (ordered.some((length, at) => at > 0 && length > ordered[at - 1]!)) {
    refuse(
      'RuntimeError',
      '`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.',
    );
  }
  const inOrder = reordered(batch, order?.sorted, 1);
  const batchSizes = Array.from(
    { length: ordered[0]! },
    (_, at) => ordered.filter((length) => length > at).length,
  );
  const steps = batchSizes.map((count, index) =>
    rowsOf(Tensor.apply(ops.select, [inOrder], { dim: 0, index }), 0, count),
  );
  const data = Tensor.apply(ops.cat, steps, { dim: 0 });
  return packedValue(
    { data, batchSizes, sorted: order?.sorted, unsorted: order?.unsorted },
    'PackPaddedSequenceBackward0',
  );
}

/** Sequences whose lengths are not known, packed: the positions that there are, in one dim, and nothing more. */
function packedUnread(batch: Tensor, reason: string): Value {
  const positions = Tensor.leaf({ shape: [new SymbolicDim('?')], dtype: 'int64' });
  const steps = Tensor.apply(ops.flatten, [batch], { start_dim: 0, end_dim: 1 });
  const data = tensorValue(Tensor.apply(ops.index, [steps, positions], { items: [{ kind: 'tensor' }] }));
  const other = (): Value => unknown(reason);
  return promised(reason, {
    attribute: (name) => (name === 'data' ? data : undefined),
    item: (index) => (index.kind === 'int' ? (index.value === 0 ? data : other()) : undefined),
    // It had two parts before those that say how the sequences were sorted.
    unpacked: (count) =>
      count === 2 || count === 4 ? [data, ...Array.from({ length: count - 1 }, other)] : undefined,
  });
}

const lengthsOf = (batchSizes: readonly number[]): number[] =>
  Array.from({ length: batchSizes[0] ?? 0 }, (_, row) => batchSizes.filter((count) => count > row).length);

/** The sequences one beside the other, as long as the longest or as `total`, and their lengths. */
function pad(
  value: Value,
  batchFirst: boolean,
  filler: number,
  total: number | undefined,
): [TensorValue, Value] {
  const { data, batchSizes, unsorted } = packedParts(value);
  if (!isKnownShape(data.shape)) throw new NotKnown('the shape of the packed sequence is not known');
  const longest = batchSizes.length;
  if (total !== undefined && total < longest) {
    refuse(
      'ValueError',
      `Expected total_length to be at least the length of the longest sequence in input, but got total_length=${total} and max sequence length being ${longest}`,
    );
  }
  const [size] = batchSizes;
  const rest = data.shape.slice(1);
  let start = 0;
  const steps = Array.from({ length: total ?? longest }, (_, at) => {
    const count = batchSizes[at] ?? 0;
    const missing = full([size! - count, ...rest], data.dtype, filler);
    if (count === 0) return missing;
    const rows = rowsOf(data, start, count);
    start += count;
    return count === size ? rows : Tensor.apply(ops.cat, [rows, missing], { dim: 0 });
  });
  const stacked = Tensor.apply(ops.stack, steps, { dim: 0 });
  const turned = batchFirst ? swapped(stacked) : stacked;
  const lengths = reordered(integers(lengthsOf(batchSizes)), unsorted, 0);
  const result = tensorValue(reordered(turned, unsorted, batchFirst ? 0 : 1));
  return [unsorted || batchFirst ? result : { ...result, gradFn: 'CopySlices' }, tensorValue(lengths)];
}

/** The class itself: a call puts parts together, `isinstance` asks for it. */
const packedClass: ClassValue = {
  kind: 'class',
  name: `${PLACE}.${TYPE}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(data, batch_sizes=None, sorted_indices=None, unsorted_indices=None)'),
  make: (args) => {
    const sorted = args.optionalTensor('sorted_indices');
    const back = args.optionalTensor('unsorted_indices');
    const inverse = sorted?.hasValues ? inverted(Array.from(sorted.values())) : undefined;
    const parts = {
      data: args.tensor('data'),
      batchSizes: args.ints('batch_sizes'),
      sorted,
      unsorted: back ?? inverse,
    };
    return packedValue(parts);
  },
};

export const packedSequences: readonly (ClassValue | NativeFunction)[] = [
  packedClass,
  define(
    `${PLACE}.pack_padded_sequence`,
    '(input, lengths, batch_first=False, enforce_sorted=True)',
    (args) => {
      const input = args.tensor('input');
      const lengths = args.value('lengths');
      if (lengths.kind === 'unknown') return packedUnread(input, lengths.reason);
      const batch = args.bool('batch_first') ? swapped(input) : input;
      return pack(batch, args.ints('lengths'), args.bool('enforce_sorted'));
    },
  ),
  define(`${PLACE}.pack_sequence`, '(sequences, enforce_sorted=True)', (args, runtime) => {
    const sequences = tensorsOf(args, runtime);
    const batch = padded(sequences, 0, false, 1);
    const lengths = sequences.map(({ shape }) => shape![0] as number);
    return pack(batch, lengths, args.bool('enforce_sorted'));
  }),
  define(
    `${PLACE}.pad_packed_sequence`,
    '(sequence, batch_first=False, padding_value=0.0, total_length=None)',
    (args) =>
      tuple(
        pad(
          args.value('sequence'),
          args.bool('batch_first'),
          args.number('padding_value'),
          args.optionalInt('total_length'),
        ),
      ),
  ),
  define(`${PLACE}.unpack_sequence`, '(packed_sequences)', (args) => {
    const value = args.value('packed_sequences');
    const [batch] = pad(value, true, 0, undefined);
    const { batchSizes, unsorted } = packedParts(value);
    const lengths = reordered(integers(lengthsOf(batchSizes)), unsorted, 0);
    return list(unpadded(batch.tensor, Array.from(lengths.values()), 0).map((part) => tensorValue(part)));
  }),
];
