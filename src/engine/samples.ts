/** Inputs to try operations on: short spellings for the samples that stand beside each operation and loss. */
import type { DType } from './dtype';
import type { SampleTensor } from './op';

/**
 * Numbers from -2 to 2 with two decimals, without repetition below 97 of them: 37 generates all residues
 * modulo the prime 97. Another `seed` gives another order.
 */
export function spread(count: number, seed = 0): number[] {
  return Array.from({ length: count }, (_, at) => {
    const residue = (at * 37 + 11 + seed * 29) % 97;
    return Math.round((residue / 96) * 400 - 200) / 100;
  });
}

const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const sampleOf =
  (dtype: DType) =>
  (shape: readonly number[], values?: readonly number[]): SampleTensor => ({
    shape,
    dtype,
    values: values ?? spread(countOf(shape)),
  });

export const float32 = sampleOf('float32');
export const float64 = sampleOf('float64');
export const float16 = sampleOf('float16');
export const bfloat16 = sampleOf('bfloat16');
export const int64 = sampleOf('int64');
export const int32 = sampleOf('int32');
export const uint8 = sampleOf('uint8');
export const bool = sampleOf('bool');

/** float32 numbers that differ from those of `float32(shape)`. */
export const otherFloat32 = (shape: readonly number[], seed = 1): SampleTensor =>
  float32(shape, spread(countOf(shape), seed));

/** float32 numbers strictly between 0 and 1. */
export const unitFloat32 = (shape: readonly number[], seed = 0): SampleTensor =>
  float32(
    shape,
    spread(countOf(shape), seed).map((value) => Math.round((value + 2.1) * 238) / 1000),
  );

/** A Python number. */
export const number = (value: number): SampleTensor => ({
  shape: [],
  dtype: Number.isInteger(value) ? 'int64' : 'float64',
  values: [value],
  wrapped: true,
});

/** Negative float32 numbers, as log-probabilities are; their exponentials need not add up to one. */
export const spreadLogProbabilities = (shape: readonly number[]): SampleTensor =>
  float32(
    shape,
    spread(countOf(shape)).map((value) => Math.round((value - 2.2) * 100) / 100),
  );

/** The same input without a gradient. */
export const constant = (sample: SampleTensor): SampleTensor => ({ ...sample, constant: true });
