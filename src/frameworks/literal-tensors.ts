/** Tensors made of what stands in the text: nested lists of numbers, and large numeric blocks. */
import { allocate, isFloating, promoteTypes, type DType, type Values } from '../engine/dtype';
import { roundTo } from '../engine/backends/rounding';
import { SymbolicDim, type Shape } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import type { NumericBlock } from '../python/syntax';
import { NotKnown, PythonError } from './errors';
import { floatOf, magnitude } from './integers';
import { plain, tensorValue, typeName, type TensorFramework, type TensorValue, type Value } from './values';

/** What a nest of lists holds. */
export interface Nest {
  readonly shape: readonly number[];
  readonly values: Float64Array | number[];
  readonly type: 'bool' | 'int' | 'float';
  /** The dtype of tensors and arrays inside, where there are any. */
  readonly dtype?: DType;
  /** Where numbers without a dtype stand beside tensors or arrays: what the latter promote to, and the numbers' type. */
  readonly mixed?: { readonly dtype: DType; readonly plain: 'bool' | 'int' | 'float' };
  readonly sampled: boolean;
  /** Of integers that no double holds exactly, the one farthest from zero: only in a dtype of floats it is a number. */
  readonly long?: bigint;
}

const typeOrder = ['bool', 'int', 'float'] as const;

/**
 * Reads a nest of lists, tuples, numbers and tensors of equal shape.
 * Throws PyTorch's ValueError where the nest is ragged, NotKnown where a part is not known. With `takesLong` the caller
 * looks at `long`; without, a nest that has such an integer is not known.
 */
export function readNest(given: Value, takesLong = false): Nest {
  const value = plain(given);
  switch (value.kind) {
    case 'int':
      return { shape: [], values: [value.value], type: 'int', sampled: false };
    case 'float':
      return { shape: [], values: [value.value], type: 'float', sampled: false };
    case 'bool':
      return { shape: [], values: [Number(value.value)], type: 'bool', sampled: false };
    case 'tensor': {
      const { tensor } = value;
      if (!tensor.hasValues) throw new NotKnown('the values of a part are not known');
      const dtype = tensor.dtype!;
      return {
        shape: tensor.shape as readonly number[],
        values: Array.from(tensor.values()),
        type: dtype === 'bool' ? 'bool' : isFloating(dtype) ? 'float' : 'int',
        // Numbers of a literal have no dtype yet: whoever makes a tensor of them chooses.
        ...(tensor.wrapped ? {} : { dtype }),
        sampled: tensor.sampled,
      };
    }
    case 'range':
    case 'list':
    case 'tuple':
    case 'size': {
      if (value.kind === 'list' && value.open) throw new NotKnown('the content of the list is not known');
      return joinNests(value.kind === 'range' ? rangeItems(value) : value.items, takesLong);
    }
    case 'unknown':
      throw new NotKnown(value.reason);
    case 'long':
      if (!takesLong) throw new NotKnown('an integer beyond 2^53 is not exact in a tensor');
      return {
        shape: [],
        values: [floatOf(value.value)],
        type: 'int',
        sampled: false,
        long: value.value,
      };
    case 'None':
      throw new PythonError('RuntimeError', 'Could not infer dtype of NoneType');
    case 'str':
      throw new PythonError('TypeError', "new(): invalid data type 'str'");
    default:
      throw new PythonError('RuntimeError', `Could not infer dtype of ${typeName(value)}`);
  }
}

/**
 * The dims of a nest of numbers that holds unknown numbers, tensors without values, or lists of unknown length: all items
 * of a list are as deep as any of them, so one whose depth is known tells. Undefined where there is none.
 */
export function shapeOfOpen(value: Value): Shape | undefined {
  switch (value.kind) {
    case 'tensor':
      return value.tensor.shape;
    case 'int':
    case 'float':
    case 'bool':
      return [];
    case 'unknown':
      return value.contract?.number && [];
    case 'list':
    case 'tuple': {
      const isOpen = value.kind === 'list' && value.open;
      for (const item of value.items) {
        const inner = shapeOfOpen(item);
        if (inner) return [isOpen ? new SymbolicDim('?') : value.items.length, ...inner];
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function rangeItems(range: { start: number; stop: number; step: number }): Value[] {
  const items: Value[] = [];
  for (let at = range.start; range.step > 0 ? at < range.stop : at > range.stop; at += range.step) {
    items.push({ kind: 'int', value: at });
  }
  return items;
}

function joinNests(items: readonly Value[], takesLong: boolean): Nest {
  const values: number[] = [];
  let type = 0;
  let inner: readonly number[] | undefined;
  let sampled = false;
  let dtype: DType | undefined;
  let plainType = -1;
  let long: bigint | undefined;
  for (const [at, item] of items.entries()) {
    if (item.kind === 'str') throw new PythonError('ValueError', "too many dimensions 'str'");
    const part = readNest(item, takesLong);
    if (
      inner &&
      (part.shape.length !== inner.length || part.shape.some((size, dim) => size !== inner![dim]))
    ) {
      const [wanted, got] = [inner[0], part.shape[0]];
      throw new PythonError(
        'ValueError',
        wanted !== undefined && got !== undefined
          ? `expected sequence of length ${wanted} at dim 1 (got ${got})`
          : `the items are not all of one shape: item ${at} has shape [${part.shape.join(', ')}], the first [${inner.join(', ')}]`,
        undefined,
        true,
      );
    }
    inner ??= part.shape;
    for (const number of part.values) values.push(number);
    type = Math.max(type, typeOrder.indexOf(part.type));
    sampled ||= part.sampled;
    if (part.long !== undefined && (long === undefined || magnitude(part.long) > magnitude(long)))
      long = part.long;
    const own = part.dtype ?? part.mixed?.dtype;
    if (own) dtype = dtype ? promoteTypes(dtype, own) : own;
    if (!part.dtype) plainType = Math.max(plainType, typeOrder.indexOf(part.mixed?.plain ?? part.type));
  }
  return {
    shape: [items.length, ...(inner ?? [])],
    values,
    type: items.length === 0 ? 'float' : typeOrder[type]!,
    ...(dtype && plainType < 0 ? { dtype } : {}),
    ...(dtype && plainType >= 0 ? { mixed: { dtype, plain: typeOrder[plainType]! } } : {}),
    sampled,
    ...(long === undefined ? {} : { long }),
  };
}

/** The values of a nest as a leaf of a dtype. */
export function leafOf(nest: Nest, dtype: DType, requiresGrad = false): Tensor {
  const values: Values = allocate(dtype, nest.values.length);
  if (dtype === 'bool') for (let at = 0; at < values.length; at++) values[at] = nest.values[at] === 0 ? 0 : 1;
  else {
    const isInteger = !isFloating(dtype);
    for (let at = 0; at < values.length; at++)
      values[at] = isInteger ? Math.trunc(nest.values[at]!) : nest.values[at]!;
  }
  roundTo(dtype, values);
  return Tensor.leaf({ shape: nest.shape, dtype, values, requiresGrad, sampled: nest.sampled });
}

/** A large block of numbers in the text: a list to Python, kept as an array. */
export function fromNumericBlock(block: NumericBlock): TensorValue {
  const dtype: DType =
    block.elementType === 'int' ? 'int64' : block.elementType === 'bool' ? 'bool' : 'float64';
  const values = dtype === 'bool' ? Uint8Array.from(block.values) : block.values;
  return tensorValue(
    Tensor.leaf({ shape: block.shape, dtype, values, wrapped: true }),
    'numpy' satisfies TensorFramework,
  );
}
