/** Reading and writing parts of tensors: `x[1, :, mask]`. */
import type { DType } from '../engine/dtype';
import { putItems, takeItems } from '../engine/new_memory';
import { ops } from '../engine/ops/index';
import { unknownNumberTensor } from '../engine/ops/number';
import type { IndexItem } from '../engine/index_items';
import { SymbolicDim } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import { asTensor } from './arguments';
import { withoutReversal } from './arrays/reversed-slices';
import { isBuffer } from './buffers';
import { NotKnown, PythonError } from './errors';
import { leafOf, readNest } from './literal-tensors';
import {
  none,
  tensorValue,
  tuple,
  typeName,
  type SliceValue,
  type TensorFramework,
  type TensorValue,
  type Value,
} from './values';

/** `container[index]`. */
export function readItem(container: TensorValue, index: Value): Value {
  const apart = index.kind === 'tuple' ? windowsApart(container, index.items) : undefined;
  if (apart) return apart;
  if (container.framework !== 'torch') {
    const { parts, flip } = withoutReversal(container.tensor, index.kind === 'tuple' ? index.items : [index]);
    const wanted = container.framework === 'jax' ? withinBounds(parts, container.tensor) : parts;
    const straight = indexItems({ kind: 'tuple', items: wanted.map(asRead) }, container);
    const read = takeItems(container.tensor, straight.items, straight.tensors);
    return tensorValue(flip(read), container.framework);
  }
  const wanted: Value = index.kind === 'tuple' ? { ...index, items: index.items.map(asRead) } : asRead(index);
  const { items, tensors } = indexItems(wanted, container);
  const read = tensorValue(takeItems(container.tensor, items, tensors), container.framework);
  const gradFn = viewName(items[items.length - 1]);
  return tensors.length === 0 && gradFn ? { ...read, gradFn } : read;
}

/**
 * `x[a:b, rows, c:d]` with bounds that are not known: each such slice is read by itself, because they become tensors of
 * places, and those pick elements side by side where slices pick rows and columns. Undefined where there is one at most
 * and nothing else picks.
 */
function windowsApart(container: TensorValue, parts: readonly Value[]): Value | undefined {
  const windows = parts.filter((part) => part.kind === 'slice' && asRead(part) !== part);
  const picking = parts.filter(({ kind }) => kind === 'tensor' || kind === 'list' || kind === 'unknown');
  if (windows.length === 0 || windows.length + picking.length < 2) return undefined;
  // What is picked by something of which not even the rank is known has no known shape either way.
  if (picking.some((part) => part.kind === 'unknown' && !part.contract?.number)) return undefined;
  let narrowed = container;
  for (const window of windows) {
    const only = parts.flatMap((part): readonly Value[] => {
      if (part === window || part.kind === 'Ellipsis') return [part];
      if (part.kind === 'None') return [];
      const isMask = part.kind === 'tensor' && part.tensor.dtype === 'bool';
      return Array.from({ length: isMask ? (part.tensor.rank ?? 1) : 1 }, () => everything);
    });
    const read = readItem(narrowed, tuple(only));
    if (read.kind !== 'tensor') return read;
    narrowed = read;
  }
  return readItem(narrowed, tuple(parts.map((part) => (windows.includes(part) ? everything : part))));
}

/** `:` */
const everything: SliceValue = { kind: 'slice', lower: none, upper: none, step: none };

/** JAX reads the last element, or the first, where an index lies beyond it. */
function withinBounds(parts: readonly Value[], { shape }: Tensor): readonly Value[] {
  const takes = (part: Value): number =>
    part.kind === 'None' || part.kind === 'Ellipsis'
      ? 0
      : part.kind === 'tensor' && part.tensor.dtype === 'bool'
        ? (part.tensor.rank ?? 1)
        : 1;
  const rest = (shape?.length ?? 0) - parts.reduce((sum, part) => sum + takes(part), 0);
  let dim = 0;
  return parts.map((part) => {
    const size = shape?.[dim];
    dim += part.kind === 'Ellipsis' ? rest : takes(part);
    if (typeof size !== 'number' || size === 0) return part;
    const within = (index: number): number => Math.min(Math.max(index, -size), size - 1);
    if (part.kind === 'int') return { kind: 'int', value: within(part.value) };
    if (part.kind !== 'tensor' || !part.tensor.hasValues || part.tensor.dtype === 'bool') return part;
    const values = Float64Array.from(part.tensor.values(), within);
    return tensorValue(Tensor.leaf({ shape: part.tensor.shape, dtype: 'int64', values }), 'jax');
  });
}

/**
 * An index that is not known still picks elements of the tensor: what they mean stays known, and which ones
 * they are does not, as with a tensor of indices without values. A slice with an unknown bound keeps the rank, and an
 * integer, whichever, takes a dim away.
 */
function asRead(index: Value): Value {
  if (index.kind === 'unknown')
    return tensorValue(Tensor.leaf(index.contract?.number === 'int' ? { shape: [], dtype: 'int64' } : {}));
  if (index.kind !== 'slice') return index;
  const bounds = [index.lower, index.upper, index.step];
  if (bounds.every((bound) => bound.kind === 'None' || bound.kind === 'int' || isNumber(bound))) return index;
  if (!bounds.every((bound) => ['None', 'int', 'unknown', 'tensor'].includes(bound.kind))) return index;
  const window = index.step.kind === 'None' ? unreadWindow(index) : undefined;
  if (window) return tensorValue(window);
  const length = index.step.kind === 'None' ? lengthOfWindow(index) : undefined;
  return tensorValue(Tensor.leaf({ shape: [length ?? new SymbolicDim('?')], dtype: 'int64' }));
}

/**
 * The places of `data[start : start + batch_size]`: one that is not known, and what is counted from it. The last of
 * several windows may be shorter.
 */
function unreadWindow({ lower, upper }: SliceValue): Tensor | undefined {
  const { sum } = (upper.kind === 'unknown' ? upper.contract : undefined) ?? {};
  if (!sum || sum.of !== lower) return undefined;
  const length = sum.and.kind === 'int' && sum.and.value === 1 ? 1 : new SymbolicDim('?');
  return Tensor.apply(
    ops.add,
    [unknownNumberTensor('int'), Tensor.leaf({ shape: [length], dtype: 'int64', role: { kind: 'values' } })],
    {},
  );
}

/**
 * The length of `data[i : i + 64]` where i was drawn, as the windows of a language model are: one that is drawn leaves
 * room for the window, or they could not be stacked.
 */
function lengthOfWindow({ lower, upper }: SliceValue): number | undefined {
  if (lower.kind !== 'tensor' || upper.kind !== 'tensor' || !lower.tensor.sampled) return undefined;
  const [from, to] = [lower, upper].map(({ tensor }) => fromBase(tensor));
  const length = to!.offset - from!.offset;
  return from!.base === to!.base && length > 0 ? length : undefined;
}

/** A number without values as one before it, and what was added to that. */
function fromBase(tensor: Tensor): { base: Tensor; offset: number } {
  let [base, offset] = [tensor, 0];
  while (base.producer?.op.name === 'add') {
    const [left, right] = base.producer.inputs;
    if (!left || !right?.hasValues || right.numel !== 1) break;
    offset += right.values()[0]!;
    base = left;
  }
  return { base, offset };
}

const isNumber = (bound: Value): boolean =>
  bound.kind === 'tensor' && bound.tensor.hasValues && bound.tensor.numel === 1;

/** PyTorch reads integers and slices one by one as views; what is printed is the last one's name. */
function viewName(item: IndexItem | undefined): string | undefined {
  const names = {
    integer: 'SelectBackward0',
    slice: 'SliceBackward0',
    newaxis: 'UnsqueezeBackward0',
    ellipsis: 'AliasBackward0',
    tensor: undefined,
  };
  return item && names[item.kind];
}

/** The tensor after `container[index] = value`. */
export function assignItem(container: TensorValue, index: Value, value: Value, accumulate = false): Tensor {
  const buffered = intoBuffer(container, index, value);
  if (buffered) return buffered;
  const { items, tensors } = indexItems(index, container);
  const isNest = value.kind === 'list' || value.kind === 'tuple' || value.kind === 'range';
  const source = isNest
    ? leafOf(readNest(value), container.tensor.dtype ?? 'float32')
    : asTensor(value, 'the assigned value');
  if (!accumulate) return putItems(container.tensor, source, items, tensors);
  return Tensor.apply(ops.index_put, [container.tensor, source, ...tensors], { items, accumulate });
}

/** The buffer after something was put at places that are not known; undefined where they are known, or what is put there is not. */
function intoBuffer(container: TensorValue, index: Value, value: Value): Tensor | undefined {
  if (value.kind !== 'tensor' || !value.tensor.producer || !isOfUnknownPlaces(index)) return undefined;
  if (!isBuffer(container.tensor)) return undefined;
  const put = Tensor.apply(ops.stored, [value.tensor], { shape: container.tensor.shape ?? null });
  return container.tensor.producer ? Tensor.apply(ops.either, [container.tensor, put], {}) : put;
}

/** Whether a position or a bound of a slice is a number that is not known. */
function isOfUnknownPlaces(index: Value): boolean {
  if (index.kind === 'tuple') return index.items.some(isOfUnknownPlaces);
  if (index.kind === 'slice') return [index.lower, index.upper].some(({ kind }) => kind === 'unknown');
  return index.kind === 'unknown' && index.contract?.number !== undefined;
}

const NUMPY_INDICES =
  'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices';

/** `container[at]` for a known position along the first dim. */
export const selectFirst = (container: TensorValue, at: number): TensorValue =>
  tensorValue(Tensor.apply(ops.select, [container.tensor], { dim: 0, index: at }), container.framework);

/** An index as the engine takes it: items in order, and the tensors among them apart. */
function indexItems(index: Value, container: TensorValue): { items: IndexItem[]; tensors: Tensor[] } {
  const tensors: Tensor[] = [];
  const parts = index.kind === 'tuple' ? index.items : [index];
  const items = parts.map((part): IndexItem => {
    switch (part.kind) {
      case 'int':
        return { kind: 'integer', value: part.value };
      case 'None':
        return { kind: 'newaxis' };
      case 'Ellipsis':
        return { kind: 'ellipsis' };
      case 'slice':
        return sliceItem(part, container.framework);
      case 'tensor':
        tensors.push(asIndices(part.tensor, container.framework));
        return { kind: 'tensor' };
      case 'bool':
        tensors.push(Tensor.leaf({ shape: [], dtype: 'bool', values: Uint8Array.of(Number(part.value)) }));
        return { kind: 'tensor' };
      case 'list':
      case 'tuple':
      case 'range': {
        const nest = readNest(part);
        tensors.push(leafOf(nest, nest.dtype ?? (nest.type === 'bool' ? 'bool' : 'int64')));
        return { kind: 'tensor' };
      }
      case 'unknown':
        throw new NotKnown(`an index is not known: ${part.reason}`);
      default:
        if (part.kind === 'str' && container.framework === 'torch')
          throw new PythonError('TypeError', "new(): invalid data type 'str'");
        if (container.framework === 'numpy') throw new PythonError('IndexError', NUMPY_INDICES);
        throw new PythonError(
          container.framework === 'torch' ? 'IndexError' : 'TypeError',
          container.framework === 'torch'
            ? `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName(part)})`
            : `an index of type ${typeName(part)} is not valid`,
        );
    }
  });
  return { items, tensors };
}

const INDICES: DType = 'int64';

/** Bytes are a mask to PyTorch alone; to the others they are numbers of places. */
const asIndices = (tensor: Tensor, framework: TensorFramework): Tensor =>
  tensor.dtype === 'uint8' && framework !== 'torch'
    ? Tensor.apply(ops.cast, [tensor], { dtype: INDICES })
    : tensor;

function sliceItem(slice: SliceValue, framework: TensorFramework): IndexItem {
  const bound = (value: Value): number | undefined => {
    if (value.kind === 'None') return undefined;
    if (value.kind === 'int') return value.value;
    if (value.kind === 'tensor' && isNumber(value)) return value.tensor.values()[0]!;
    throw new NotKnown('a bound of the slice is not known');
  };
  const step = bound(slice.step) ?? 1;
  if (step < 0 && framework !== 'torch')
    throw new NotKnown('writing through a reversed slice is not computed');
  if (step <= 0) throw new PythonError('ValueError', 'step must be greater than zero');
  return { kind: 'slice', start: bound(slice.lower), stop: bound(slice.upper), step };
}
