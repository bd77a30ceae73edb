/**
 * The reference backend: each kind of kernel as the loop that a textbook would
 * write. Arithmetic is in double precision, where nothing is known of how PyTorch rounds
 * on the way; results are rounded to their dtype when they are stored. Speed is another backend's business.
 */
import { allocate, isFloating, promoteTypes, type DType, type Values } from '../dtype';
import type { Attributes, Kernel, NdArray } from '../op';
import { normalizeDim, numelOf, stridesOf } from '../shape';
import { broadcastStrides, walkStrided } from '../strided';
import { roundNumber, roundTo } from './rounding';
import { sumInOrder } from './sums';

/** Runs a kernel on inputs whose shapes fit; `shape` and `dtype` are the result's. */
export function computeOnCpu(
  kernel: Kernel<Attributes>,
  inputs: readonly NdArray[],
  attributes: Attributes,
  shape: readonly number[],
  dtype: DType,
): Values {
  const result: NdArray = { values: allocate(dtype, numelOf(shape)), shape, dtype };
  switch (kernel.kind) {
    case 'elementwise':
      elementwise(
        kernel.compute(attributes, dtype),
        inInputPrecision(inputs, kernel.keepsScalars ?? false),
        result,
      );
      break;
    case 'line':
      {
        const dim = normalizeDim(kernel.dim(attributes), shape.length);
        const isInnermost = dim === Math.max(shape.length - 1, 0);
        alongLines(kernel.compute(attributes, { dtype, isInnermost }), inputs[0]!, dim, result);
      }
      break;
    case 'reduce': {
      const [input] = inputs;
      const dims = kernel.dims(attributes, input!.shape.length);
      const isSingle = kernel.single && dtype === 'float32' && input!.dtype === 'float32';
      if (!isSingle || !sumInOrder(kernel.single, input!, dims, result, kernel.bySample?.(attributes)))
        reduce(kernel.compute(attributes, dtype), input!, dims, result);
      break;
    }
    case 'general':
      kernel.compute(inputs, attributes, result);
      break;
    default:
      return kernel satisfies never;
  }
  roundTo(dtype, result.values);
  return result.values;
}

/**
 * Scalars rounded to the floating dtype of the tensors they meet, as PyTorch computes in the common dtype:
 * a float32 tensor that holds 0.1 equals the Python number 0.1.
 */
function inInputPrecision(inputs: readonly NdArray[], keepsScalars: boolean): readonly NdArray[] {
  if (inputs.length < 2) return inputs;
  const own = inputs.filter((input) => !input.wrapped && isFloating(input.dtype));
  const withDims = own.filter((input) => input.shape.length > 0);
  const deciding = withDims.length > 0 ? withDims : own;
  if (deciding.length === 0) return inputs;
  const common = deciding.map((input) => input.dtype).reduce(promoteTypes);
  const isHalf = common === 'float16' || common === 'bfloat16';
  const dtype = isHalf && keepsScalars ? 'float32' : common;
  return inputs.map((input) => {
    const isScalar = input.wrapped || (input.shape.length === 0 && withDims.length > 0);
    if (!isScalar || !isFloating(input.dtype) || input.dtype === dtype) return input;
    return { ...input, values: Float64Array.of(roundNumber(dtype, input.values[0]!)) };
  });
}

/** result[i] = f(a[i], b[i], c[i]), each input broadcast to the result's shape. */
function elementwise(
  f: (a: number, b: number, c: number) => number,
  inputs: readonly NdArray[],
  result: NdArray,
): void {
  const out = result.values;
  const [a, b, c] = inputs.map((input) => spread(input, result.shape));
  if (!a) for (let at = 0; at < out.length; at++) out[at] = f(0, 0, 0);
  else if (!b) for (let at = 0; at < out.length; at++) out[at] = f(a[at]!, 0, 0);
  else if (!c) for (let at = 0; at < out.length; at++) out[at] = f(a[at]!, b[at]!, 0);
  else for (let at = 0; at < out.length; at++) out[at] = f(a[at]!, b[at]!, c[at]!);
}

/** The values of an input, repeated as its broadcasting to `shape` repeats them. */
function spread(input: NdArray, shape: readonly number[]): Values {
  const { values } = input;
  const count = numelOf(shape);
  if (values.length === count) return values;
  const wide = new Float64Array(count);
  if (values.length === 1) return wide.fill(values[0]!);
  // Leading and trailing dims of size 1 repeat the whole, or each element; anything in between is walked.
  const own = [...Array.from({ length: shape.length - input.shape.length }, () => 1), ...input.shape];
  const first = own.findIndex((size) => size !== 1);
  const last = own.findLastIndex((size) => size !== 1);
  const isOneBlock = own.every((size, dim) => dim < first || dim > last || size === shape[dim]);
  if (!isOneBlock) {
    walkStrided(shape, 0, broadcastStrides(input.shape, shape), (at, from) => {
      wide[at] = values[from]!;
    });
    return wide;
  }
  const each = numelOf(shape.slice(last + 1));
  for (let at = 0; at < count;) {
    for (let from = 0; from < values.length; from++) {
      const value = values[from]!;
      for (let end = at + each; at < end; at++) wide[at] = value;
    }
  }
  return wide;
}

/** Replaces each line along one dim by f of it. A scalar is one line of one element. */
function alongLines(
  f: (line: Float64Array, result: Float64Array) => void,
  input: NdArray,
  dim: number,
  result: NdArray,
): void {
  const front = normalizeDim(dim, input.shape.length);
  const length = input.shape[front] ?? 1;
  const step = stridesOf(input.shape)[front] ?? 1;
  const line = new Float64Array(length);
  const transformed = new Float64Array(length);
  const block = Math.max(length * step, 1);
  for (let first = 0; first < input.values.length; first += block) {
    for (let start = first; start < first + step; start++) {
      for (let at = 0; at < length; at++) line[at] = input.values[start + at * step]!;
      f(line, transformed);
      for (let at = 0; at < length; at++) result.values[start + at * step] = transformed[at]!;
    }
  }
}

/** result[kept dims] = f(the elements along the reduced dims, in row-major order). */
function reduce(
  f: (elements: Float64Array) => number,
  input: NdArray,
  dims: readonly number[],
  result: NdArray,
): void {
  const strides = stridesOf(input.shape);
  const reduced = offsetsAlong(input.shape, strides, (dim) => dims.includes(dim));
  const kept = offsetsAlong(input.shape, strides, (dim) => !dims.includes(dim));
  const elements = new Float64Array(reduced.length);
  for (let at = 0; at < kept.length; at++) {
    for (let k = 0; k < reduced.length; k++) elements[k] = input.values[kept[at]! + reduced[k]!]!;
    result.values[at] = f(elements);
  }
}

/** The offsets of all index combinations over the chosen dims, in row-major order. */
function offsetsAlong(
  shape: readonly number[],
  strides: readonly number[],
  chosen: (dim: number) => boolean,
): Int32Array {
  const dims = shape.map((_, dim) => dim).filter(chosen);
  const offsets = new Int32Array(numelOf(dims.map((dim) => shape[dim]!)));
  const index = dims.map(() => 0);
  let offset = 0;
  for (let at = 0; at < offsets.length; at++) {
    offsets[at] = offset;
    for (let place = dims.length - 1; place >= 0; place--) {
      const dim = dims[place]!;
      offset += strides[dim]!;
      if (++index[place]! < shape[dim]!) break;
      offset -= index[place]! * strides[dim]!;
      index[place] = 0;
    }
  }
  return offsets;
}
