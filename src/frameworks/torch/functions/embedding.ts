/** Tables that are looked up: rows by index, and sums, means and largest elements of bags of rows. */
import { withGrad } from '../../../engine/context';
import { isFloating, torchScalarName, type DType } from '../../../engine/dtype';
import { castTo, full, minus, onesLike, over, plus, reshaped, times } from '../../../engine/formula';
import type { Op } from '../../../engine/op';
import { ops } from '../../../engine/ops/index';
import { formatShape, isKnownShape, SymbolicDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import type { Runtime } from '../../runtime';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../../values';
import { at } from './rows';

/** The row that counts as padding, from the front. Throws where there is no such row. */
function paddingRow(args: Arguments, rows: number | undefined): number | undefined {
  const given = args.optionalInt('padding_idx');
  if (given === undefined || rows === undefined) return given;
  if (given >= rows || given < -rows) {
    throw new PythonError('AssertionError', 'Padding_idx must be within num_embeddings');
  }
  return given < 0 ? given + rows : given;
}

/** Shrinks the rows that are looked up to a norm of at most max_norm, in the table itself, as PyTorch does. */
function renormalize(args: Arguments, table: TensorValue, indices: Tensor, runtime: Runtime): void {
  const max = args.optionalNumber('max_norm');
  if (max === undefined) return;
  const rows = table.tensor.shape?.[0];
  if (!indices.hasValues || typeof rows !== 'number') {
    throw new NotKnown('which rows are renormalized is not known');
  }
  const used = new Set(indices.values());
  const mask = Tensor.leaf({
    shape: [rows, 1],
    dtype: 'bool',
    values: Uint8Array.from({ length: rows }, (_, row) => Number(used.has(row))),
  });
  withGrad(false, () => {
    const { tensor } = table;
    const length = Tensor.apply(ops.norm, [tensor], { p: args.number('norm_type'), dim: 1, keepdim: true });
    // PyTorch's embedding_renorm_ keeps the quotient finite with this number.
    const scale = over(full([], tensor.dtype, max), plus(length, 1e-7));
    const isLong = times(mask, Tensor.apply(ops.gt, [length, full([], tensor.dtype, max)], {}));
    const changed = Tensor.apply(ops.where, [castTo(isLong, 'bool'), times(tensor, scale), tensor], {});
    changeInPlace(table, changed, runtime);
  });
}

/** The rows with gradients divided by how often each index occurs. */
function scaledByFrequency(rows: Tensor, indices: Tensor): Tensor {
  if (!indices.hasValues) throw new NotKnown('how often each index occurs is not known');
  const counts = new Map<number, number>();
  for (const index of indices.values()) counts.set(index, (counts.get(index) ?? 0) + 1);
  const shares = Float64Array.from(indices.values(), (index) => 1 / counts.get(index)!);
  const share = castTo(
    Tensor.leaf({ shape: [...indices.shape!, 1], dtype: 'float64', values: shares }),
    rows.dtype ?? 'float32',
  );
  const held = Tensor.apply(ops.detach, [rows], {});
  // The value is that of the rows; only their gradient is scaled.
  return plus(held, times(minus(rows, held), share));
}

function lookUp(args: Arguments, runtime: Runtime): TensorValue {
  const indices = args.tensor('input');
  if (args.tensor('weight').rank !== undefined && args.tensor('weight').rank !== 2) {
    throw new PythonError('RuntimeError', "'weight' must be 2-D");
  }
  const rows = args.tensor('weight').shape?.[0];
  const padding_idx = paddingRow(args, typeof rows === 'number' ? rows : undefined);
  renormalize(args, args.tensorObject('weight'), indices, runtime);
  const result = Tensor.apply(ops.embedding, [indices, args.tensor('weight')], { padding_idx });
  if (!args.bool('scale_grad_by_freq')) return tensorValue(result);
  return { ...tensorValue(scaledByFrequency(result, indices)), gradFn: 'EmbeddingBackward0' };
}

type Mode = 'sum' | 'mean' | 'max';

/** The indices and the table, also where they come in the old order: the table first. */
function indicesAndTable(args: Arguments): readonly [indices: TensorValue, table: TensorValue] {
  const [input, weight] = [args.tensorObject('input'), args.tensorObject('weight')];
  const isOld = weight.tensor.dtype === 'int64' && isFloating(input.tensor.dtype ?? 'int64');
  return isOld ? [weight, input] : [input, weight];
}

interface Bags {
  /** The indices in a row. */
  readonly flat: Tensor;
  /** Where each bag begins and ends among them. */
  readonly bounds: readonly (readonly [start: number, end: number])[];
}

const refuse = (type: string, message: string): never => {
  throw new PythonError(type, message);
};

/** The bags of a matrix of indices, one a row, or of a line of them with offsets. */
function bagsOf(args: Arguments, input: Tensor): Bags | undefined {
  const offsets = args.optionalTensor('offsets');
  if (!input.shape) return undefined;
  if (input.shape.length === 2) {
    if (offsets) {
      refuse(
        'ValueError',
        `if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>`,
      );
    }
    if (!isKnownShape(input.shape)) return undefined;
    const [count, length] = input.shape as readonly [number, number];
    const bounds = Array.from({ length: count }, (_, bag) => [bag * length, (bag + 1) * length] as const);
    return { flat: reshaped(input, [count * length]), bounds };
  }
  if (input.shape.length !== 1) {
    refuse(
      'ValueError',
      `input has to be 1D or 2D Tensor, but got Tensor of dimension ${input.shape.length}`,
    );
  }
  if (!offsets) return refuse('ValueError', 'offsets has to be a 1D Tensor but got None');
  if (offsets.rank !== undefined && offsets.rank !== 1) {
    refuse('ValueError', `offsets has to be a 1D Tensor`);
  }
  const total = input.shape[0];
  if (!offsets.hasValues || typeof total !== 'number') return undefined;
  const starts = [...offsets.values()];
  if (starts.length > 0 && starts[0] !== 0) {
    refuse(
      'RuntimeError',
      `offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got ${starts[0]!}`,
    );
  }
  const last = starts.at(-1) ?? 0;
  if (last > total) {
    refuse(
      'RuntimeError',
      `offsets[-1] can not be greater than input's length ${total} but got offsets[-1] of ${last}`,
    );
  }
  const ends = args.bool('include_last_offset') ? starts : [...starts, total];
  return { flat: input, bounds: ends.slice(1).map((end, bag) => [ends[bag]!, end] as const) };
}

function checkBags(args: Arguments, input: Tensor, mode: string): Mode {
  if (mode !== 'sum' && mode !== 'mean' && mode !== 'max') {
    return refuse('ValueError', 'mode has to be one of sum, mean or max');
  }
  const weights = args.optionalTensor('per_sample_weights');
  if (weights && isKnownShape(weights.shape) && isKnownShape(input.shape)) {
    if (weights.shape.join() !== input.shape.join()) {
      refuse(
        'ValueError',
        `embedding_bag: If per_sample_weights (torch.Size(${formatShape(weights.shape)})) is not None, then it must have the same shape as the input (torch.Size(${formatShape(input.shape)}))`,
      );
    }
  }
  if (weights && mode !== 'sum') {
    refuse(
      'NotImplementedError',
      `embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='${mode}'). Please open a feature request on GitHub.`,
    );
  }
  if (input.dtype && input.dtype !== 'int64' && input.dtype !== 'int32') {
    refuse(
      'RuntimeError',
      `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.${torchScalarName(input.dtype)}Tensor instead (while checking arguments for embedding_bag)`,
    );
  }
  return mode;
}

const leafOf = (shape: readonly number[], dtype: DType, values: readonly number[]): Tensor =>
  castTo(Tensor.leaf({ shape, dtype: 'float64', values: Float64Array.from(values) }), dtype);

/** Σ over a bag as a product of matrices: which row counts how much in which bag. */
function weightedBags(
  rows: Tensor,
  kept: readonly (readonly number[])[],
  mode: Mode,
  weights: Tensor | undefined,
): Tensor {
  const count = rows.shape![0] as number;
  const dtype = rows.dtype ?? 'float32';
  const shares = kept.flatMap((positions) => {
    const line = new Array<number>(count).fill(0);
    for (const position of positions) line[position] = 1;
    return line;
  });
  const members = leafOf([kept.length, count], dtype, shares);
  const weighted = weights ? times(members, reshaped(weights, [1, count])) : members;
  const sums = Tensor.apply(ops.matmul, [weighted, rows], {});
  if (mode === 'sum') return sums;
  // A bag of nothing is zero.
  const counts = kept.map((positions) => Math.max(positions.length, 1));
  return Tensor.apply(bagMean, [sums, leafOf([kept.length, 1], dtype, counts)], {});
}

/** A sum divided by a count: PyTorch multiplies its gradient by the reciprocal, which is rounded to the dtype first. */
const bagMean: Op = {
  name: 'bag_mean',
  gradFn: 'EmbeddingBagBackward0',
  infer: ([sums]) => ({ shape: sums!.shape, dtype: sums!.dtype }),
  kernel: { kind: 'elementwise', compute: () => (sum, count) => sum / count },
  roundsSteps: true,
  vjp: (gradient, { inputs: [, counts] }) => [times(gradient, over(onesLike(counts!), counts!)), undefined],
  samples: [],
};

/** The largest element of each column of each bag; of nothing it is 0. */
function largestOfBags(rows: Tensor, kept: readonly (readonly number[])[]): Tensor {
  const width = rows.shape![1]!;
  const parts = kept.map((positions) => {
    if (positions.length === 0) return full([width], rows.dtype, 0);
    const index = Tensor.leaf({
      shape: [positions.length],
      dtype: 'int64',
      values: Float64Array.from(positions),
    });
    const bag = Tensor.apply(ops.index_select, [rows, index], { dim: 0 });
    return Tensor.apply(ops.max_values, [bag], { dim: 0, keepdim: false });
  });
  if (parts.length === 0) return full([0, width], rows.dtype, 0);
  return Tensor.apply(ops.stack, parts, { dim: 0 });
}

function embeddingBag(args: Arguments, runtime: Runtime): TensorValue {
  const [given, table] = indicesAndTable(args);
  const mode = checkBags(args, given.tensor, args.string('mode'));
  const bags = bagsOf(args, given.tensor);
  const weight = table.tensor;
  const [rowCount, width] = weight.shape ?? [];
  if (!bags?.flat.hasValues || typeof rowCount !== 'number' || typeof width !== 'number') {
    const shape = [bags?.bounds.length ?? new SymbolicDim('bags'), width ?? new SymbolicDim('embedding_dim')];
    return tensorValue(Tensor.leaf({ shape, dtype: weight.dtype, role: { kind: 'values' } }));
  }
  const indices = bags.flat.values();
  const wrong = indices.findIndex((index) => index < 0 || index >= rowCount);
  if (wrong >= 0) {
    refuse(
      'RuntimeError',
      `Index ${wrong} of input takes value ${indices[wrong]!} which is not in the valid range [0, ${rowCount})`,
    );
  }
  const padding = args.optionalInt('padding_idx');
  if (padding !== undefined && (padding >= rowCount || padding < -rowCount)) {
    throw new PythonError('AssertionError', 'Padding_idx must be within num_embeddings');
  }
  const padded = padding !== undefined && padding < 0 ? padding + rowCount : padding;
  renormalize(args, table, bags.flat, runtime);
  const looked = Tensor.apply(ops.embedding, [bags.flat, table.tensor], {});
  const rows = args.bool('scale_grad_by_freq') ? scaledByFrequency(looked, bags.flat) : looked;
  const kept = bags.bounds.map(([start, end]) =>
    Array.from({ length: end - start }, (_, k) => start + k).filter(
      (position) => indices[position] !== padded,
    ),
  );
  const result =
    mode === 'max'
      ? largestOfBags(rows, kept)
      : weightedBags(rows, kept, mode, args.optionalTensor('per_sample_weights'));
  return { ...tensorValue(result), gradFn: 'EmbeddingBagBackward0' };
}

const plainEmbedding = (args: Arguments): Value => {
  const padding = args.int('padding_idx');
  const attributes = { padding_idx: padding < 0 ? undefined : padding };
  return tensorValue(
    Tensor.apply(ops.embedding, [args.tensor('indices'), args.tensor('weight')], attributes),
  );
};

export const embeddings: readonly NativeFunction[] = [
  ...at(
    'F',
    'embedding',
    '(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)',
    lookUp,
  ),
  ...at(
    't',
    'embedding',
    '(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False)',
    plainEmbedding,
  ),
  ...at(
    'F',
    'embedding_bag',
    "(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean', sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None)",
    embeddingBag,
  ),
];
