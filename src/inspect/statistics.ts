/** The figures of a tensor: census of signs and non-finite values, range, moments, histogram, sums of lines. */
import { isFloating, type DType, type Values } from '../engine/dtype';
import type { TensorStatistics } from './inspection';

const BINS = 10;

/**
 * Figures of row-major values. Moments are of the finite values, in double
 * precision; the standard deviation has Bessel's correction, as `torch.std` has.
 */
export function statisticsOf(values: Values, shape: readonly number[], dtype: DType): TensorStatistics {
  let nan = 0;
  let positiveInfinity = 0;
  let negativeInfinity = 0;
  let negative = 0;
  let zero = 0;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value < 0) negative++;
    else if (value === 0) zero++;
    if (Number.isFinite(value)) {
      finite++;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    } else if (Number.isNaN(value)) nan++;
    else if (value > 0) positiveInfinity++;
    else negativeInfinity++;
  }
  const mean = finite > 0 ? sum / finite : null;
  const histogram = new Array<number>(finite > 0 ? BINS : 0).fill(0);
  let squares = 0;
  if (mean !== null) {
    const width = (max - min) / BINS;
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      if (!Number.isFinite(value)) continue;
      squares += (value - mean) ** 2;
      const bin = width > 0 ? Math.min(BINS - 1, Math.floor((value - min) / width)) : 0;
      histogram[bin]!++;
    }
  }
  return {
    count: values.length,
    nan,
    positiveInfinity,
    negativeInfinity,
    negative,
    zero,
    positive: values.length - nan - negative - zero,
    min: finite > 0 ? min : null,
    max: finite > 0 ? max : null,
    mean,
    std: finite > 1 ? Math.sqrt(squares / (finite - 1)) : null,
    histogram,
    lineSums: lineSumsOf(values, shape, dtype),
  };
}

function lineSumsOf(values: Values, shape: readonly number[], dtype: DType): TensorStatistics['lineSums'] {
  const length = shape[shape.length - 1];
  if (length === undefined || length === 0 || values.length === 0 || !isFloating(dtype)) return null;
  let min = Infinity;
  let max = -Infinity;
  for (let start = 0; start < values.length; start += length) {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += values[start + at]!;
    if (sum < min) min = sum;
    if (sum > max) max = sum;
  }
  return Number.isFinite(min) && Number.isFinite(max) ? { dim: shape.length - 1, min, max } : null;
}
