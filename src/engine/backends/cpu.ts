/**
 * The reference backend: each kind of kernel as the loop that a textbook would
 * write. Arithmetic is in double precision; results are rounded to their dtype
 * when they are stored. Speed is another backend's business.
 */
import { allocate, isFloating, promoteTypes, type DType, type Values } from '../dtype';
import type { Attributes, Kernel, NdArray } from '../op';
import { normalizeDim, numelOf, stridesOf } from '../shape';
import { roundNumber, roundTo } from './rounding';

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
      elementwise(kernel.compute(attributes), inInputPrecision(inputs), result);
      break;
    case 'line':
      alongLines(kernel.compute(attributes), inputs[0]!, kernel.dim(attributes), result);
      break;
    case 'reduce':
      reduce(
        kernel.compute(attributes),
        inputs[0]!,
        kernel.dims(attributes, inputs[0]!.shape.length),
        result,
      );
      break;
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
function inInputPrecision(inputs: readonly NdArray[]): readonly NdArray[] {
  if (inputs.length < 2) return inputs;
  const own = inputs.filter((input) => !input.wrapped && isFloating(input.dtype));
  const withDims = own.filter((input) => input.shape.length > 0);
  const deciding = withDims.length > 0 ? withDims : own;
  if (deciding.length === 0) return inputs;
  const dtype = deciding.map((input) => input.dtype).reduce(promoteTypes);
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
  const [a, b, c] = inputs;
  if (!a) {
    for (let at = 0; at < out.length; at++) out[at] = f(0, 0, 0);
    return;
  }
  const readA = broadcastReader(a, result.shape);
  const readB = b ? broadcastReader(b, result.shape) : undefined;
  const readC = c ? broadcastReader(c, result.shape) : undefined;
  for (let at = 0; at < out.length; at++) {
    out[at] = f(readA(at), readB ? readB(at) : 0, readC ? readC(at) : 0);
  }
}

/** Reads an input at a position of the shape it is broadcast to. */
function broadcastReader(input: NdArray, shape: readonly number[]): (position: number) => number {
  const { values } = input;
  if (values.length === 1) {
    const only = values[0]!;
    return () => only;
  }
  if (values.length === numelOf(shape)) return (position) => values[position]!;
  const strides = stridesOf(shape);
  const own = stridesOf(input.shape);
  const missing = shape.length - input.shape.length;
  // A broadcast dim has stride 0: every position along it reads the same element.
  const step = shape.map((_, dim) =>
    dim < missing || input.shape[dim - missing] === 1 ? 0 : own[dim - missing]!,
  );
  return (position) => {
    let offset = 0;
    let rest = position;
    for (let dim = 0; dim < strides.length; dim++) {
      const index = Math.floor(rest / strides[dim]!);
      rest -= index * strides[dim]!;
      offset += index * step[dim]!;
    }
    return values[offset]!;
  };
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
