/** Rounding of stored values for dtypes that have no typed array of their own, and of integers kept as doubles. */
import type { DType, Values } from '../dtype';

const bits = new DataView(new ArrayBuffer(4));

/** The nearest bfloat16, ties to even: the upper 16 bits of a float32. */
export function toBfloat16(value: number): number {
  if (!Number.isFinite(value)) return value;
  bits.setFloat32(0, value);
  const word = bits.getUint32(0);
  const rounded = (word + 0x7fff + ((word >>> 16) & 1)) >>> 0;
  bits.setUint32(0, (rounded & 0xffff0000) >>> 0);
  return bits.getFloat32(0);
}

/** The nearest IEEE float16, ties to even; beyond 65504 it is infinite. */
export function toFloat16(value: number): number {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value) || magnitude === 0) return value;
  if (magnitude >= 65520) return Math.sign(value) * Infinity;
  // Normal numbers keep 10 bits after the leading one; below 2^-14 the spacing stays 2^-24.
  const exponent = Math.max(Math.floor(Math.log2(magnitude)), -14);
  const spacing = 2 ** (exponent - 10);
  return Math.sign(value) * roundHalfToEven(magnitude / spacing) * spacing;
}

/** The nearest integer, halves to the even one, as IEEE 754 and `torch.round` do. */
export function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** What PyTorch's CPU makes of a double that no int64 can hold: the smallest int64. */
const NO_INTEGER = -(2 ** 63);

/** The integer that a double becomes, towards zero; never the negative zero. */
export const toInteger = (value: number): number =>
  Number.isFinite(value) ? Math.trunc(value) + 0 : NO_INTEGER;

/** One number as a tensor of the dtype would store it. */
export function roundNumber(dtype: DType, value: number): number {
  switch (dtype) {
    case 'float16':
      return toFloat16(value);
    case 'bfloat16':
      return toBfloat16(value);
    case 'float32':
      return Math.fround(value);
    case 'float64':
      return value;
    case 'bool':
      return value === 0 ? 0 : 1;
    default:
      return toInteger(value);
  }
}

/** Rounds in place what a typed array of the dtype's storage did not round by itself. */
export function roundTo(dtype: DType, values: Values): void {
  if (dtype === 'float16' || dtype === 'bfloat16' || dtype === 'int64' || dtype === 'bool') {
    for (let at = 0; at < values.length; at++) values[at] = roundNumber(dtype, values[at]!);
  }
}
