/** Values on their way to a GPU and back, where every number is a float32. */
import type { DType } from '../../dtype';
import type { NdArray } from '../../op';
import type { ArrayType } from '../backend';
import { numelOf } from '../../shape';

/** Integers up to here are exact in float32. */
const EXACT_INTEGER = 2 ** 24;

/**
 * Whether an input of this type may go to the GPU: single numbers of any dtype (PyTorch, too,
 * computes with them in the result's dtype), and arrays that float32 holds or may hold.
 */
export const isTransferable = ({ shape, dtype }: ArrayType): boolean =>
  dtype !== 'float64' || numelOf(shape) === 1;

/**
 * An array's values as float32, or undefined where that would change them, or where
 * one is not finite: WGSL leaves NaN and infinity to the implementation.
 */
export function toFloat32({ values, dtype }: Pick<NdArray, 'values' | 'dtype'>): Float32Array | undefined {
  if (values instanceof Float32Array) return isFinite32(values) ? values : undefined;
  if (values.length === 1) {
    const only = Float32Array.of(values[0]!);
    return isFinite32(only) ? only : undefined;
  }
  if (dtype === 'float64') return undefined;
  if (!isSmallInteger(dtype)) {
    for (let at = 0; at < values.length; at++) {
      if (Math.abs(values[at]!) > EXACT_INTEGER) return undefined;
    }
  }
  return Float32Array.from(values);
}

const isSmallInteger = (dtype: DType): boolean =>
  dtype === 'bool' || dtype === 'uint8' || dtype === 'int8' || dtype === 'int16';

/**
 * Whether every element of a result is a number that a GPU gets right: not NaN or infinite, and
 * not so large that it may stand for an infinity.
 */
export function isTrustworthy(values: Float32Array): boolean {
  for (let at = 0; at < values.length; at++) if (!(Math.abs(values[at]!) < 3e38)) return false;
  return true;
}

/** Whether no element is NaN or infinite. */
export function isFinite32(values: Float32Array): boolean {
  // x · 0 is 0 for finite x and NaN otherwise, and NaN stays in a sum.
  let probe = 0;
  for (let at = 0; at < values.length; at++) probe += values[at]! * 0;
  return probe === 0;
}

/**
 * What gpu.js gives back, as one flat array: rows of up to three dims are
 * views of one buffer on a GPU, and arrays of their own on its CPU backend.
 */
export function flatten(output: unknown, length: number): Float32Array {
  const rows: Float32Array[] = [];
  collectRows(output, rows);
  const first = rows[0];
  if (rows.length === 1 && first?.length === length) return first;
  if (first && first.byteOffset === 0 && first.buffer.byteLength === length * 4 && rows.length > 1) {
    return new Float32Array(first.buffer);
  }
  const flat = new Float32Array(length);
  let at = 0;
  for (const row of rows) {
    flat.set(row, at);
    at += row.length;
  }
  if (at !== length) throw new Error(`the GPU gave ${at} elements where ${length} were expected`);
  return flat;
}

function collectRows(output: unknown, rows: Float32Array[]): void {
  if (output instanceof Float32Array) rows.push(output);
  else if (Array.isArray(output)) for (const part of output as readonly unknown[]) collectRows(part, rows);
  else throw new Error('the GPU gave something that is no array');
}
