/** The bounds of the numbers of each dtype (IEEE 754; the width of an integer). */
import type { DType } from '../engine/dtype';

export interface FloatLimits {
  readonly bits: number;
  readonly eps: number;
  readonly max: number;
  readonly tiny: number;
}

export const floatLimits: Readonly<Partial<Record<DType, FloatLimits>>> = {
  float64: {
    bits: 64,
    eps: 2 ** -52,
    max: Number.MAX_VALUE,
    tiny: 2 ** -1022,
  },
  float32: { bits: 32, eps: 2 ** -23, max: (2 - 2 ** -23) * 2 ** 127, tiny: 2 ** -126 },
  float16: { bits: 16, eps: 2 ** -10, max: 65504, tiny: 2 ** -14 },
  bfloat16: { bits: 16, eps: 2 ** -7, max: (2 - 2 ** -7) * 2 ** 127, tiny: 2 ** -126 },
};

export const integerLimits: Readonly<
  Partial<Record<DType, readonly [bits: number, min: number, max: number]>>
> = {
  uint8: [8, 0, 255],
  int8: [8, -128, 127],
  int16: [16, -32768, 32767],
  int32: [32, -(2 ** 31), 2 ** 31 - 1],
};
