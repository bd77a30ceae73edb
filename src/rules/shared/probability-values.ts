/**
 * What the values of a tensor say about its meaning, with the care that a
 * coincidence needs: rows in 0..1 that add up to one are probabilities only when
 * there are several of them and they are not one-hot.
 */
import { isFloating } from '../../engine/dtype';
import type { LossCall, TensorRecord } from '../../inspect/inspection';

/** How far a sum may be from one: printed numbers are rounded. */
export const SUM_TOLERANCE = 1e-3;

/** The rows (lines along the class dim) of a tensor, summed up. */
export interface LineSummary {
  readonly dim: number;
  readonly classes: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly smallestSum: number;
  readonly largestSum: number;
  /** Every line is one 1 and otherwise 0. */
  readonly isOneHot: boolean;
}

/** The dim of the classes as PyTorch's class losses count it: 1, or 0 for a single sample. */
export const classDim = (record: TensorRecord): number => (record.shape?.length === 1 ? 0 : 1);

/** The dim of the classes of a loss call's tensor: PyTorch has them second, optax and tf.nn last or along their axis. */
export function classDimOf(call: LossCall, record: TensorRecord): number {
  if (call.prediction === 'input') return classDim(record);
  // An axis that is not known is none of the shape's.
  if (call.options['axis'] === null) return -1;
  const axis = typeof call.options['axis'] === 'number' ? call.options['axis'] : -1;
  return axis < 0 && record.shape ? record.shape.length + axis : axis;
}

/**
 * The lines along `dim` of a floating tensor with known values, or of exp of it.
 * Where the values were left out for their number, the statistics tell as much, if `dim` is the last.
 * Null when nothing is known, for other dtypes, and when there is no element.
 */
export function summarizeLines(
  record: TensorRecord,
  dim: number,
  map: 'identity' | 'exp' = 'identity',
): LineSummary | null {
  const shape = knownShape(record);
  if (!shape || !record.dtype || !isFloating(record.dtype)) return null;
  const classes = shape[dim];
  if (!classes || shape.includes(0)) return null;
  if (!record.data) return map === 'identity' ? fromStatistics(record, dim, classes, shape) : null;
  const { data } = record;
  const step = shape.slice(dim + 1).reduce((a, b) => a * b, 1);
  const count = data.length / classes;
  let min = Infinity;
  let max = -Infinity;
  let smallestSum = Infinity;
  let largestSum = -Infinity;
  let isOneHot = true;
  for (let line = 0; line < count; line++) {
    const start = Math.floor(line / step) * step * classes + (line % step);
    let sum = 0;
    let ones = 0;
    let zeros = 0;
    for (let at = 0; at < classes; at++) {
      const value = map === 'exp' ? Math.exp(data[start + at * step]!) : data[start + at * step]!;
      if (Number.isNaN(value)) return null;
      sum += value;
      if (value === 1) ones++;
      else if (value === 0) zeros++;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    isOneHot &&= ones === 1 && ones + zeros === classes;
    smallestSum = Math.min(smallestSum, sum);
    largestSum = Math.max(largestSum, sum);
  }
  return { dim, classes, count, min, max, smallestSum, largestSum, isOneHot };
}

function fromStatistics(
  record: TensorRecord,
  dim: number,
  classes: number,
  shape: readonly number[],
): LineSummary | null {
  const { statistics } = record;
  if (!statistics || dim !== shape.length - 1) return null;
  if (statistics.nan > 0 || !statistics.lineSums || statistics.min === null || statistics.max === null) {
    return null;
  }
  const count = statistics.count / classes;
  return {
    dim,
    classes,
    count,
    min: statistics.min,
    max: statistics.max,
    smallestSum: statistics.lineSums.min,
    largestSum: statistics.lineSums.max,
    isOneHot: statistics.max === 1 && statistics.zero === count * (classes - 1),
  };
}

/** Whether the lines are distributions: all in 0..1, each adding up to one, more than one class, not one-hot. */
export const areDistributions = (lines: LineSummary): boolean =>
  lines.classes > 1 &&
  lines.min >= 0 &&
  lines.max <= 1 &&
  Math.abs(lines.smallestSum - 1) <= SUM_TOLERANCE &&
  Math.abs(lines.largestSum - 1) <= SUM_TOLERANCE &&
  !lines.isOneHot;

/** The smallest and largest value of a tensor with known values; null when they are not known or not finite. */
export function rangeOf(record: TensorRecord): { readonly min: number; readonly max: number } | null {
  if (record.data) {
    let min = Infinity;
    let max = -Infinity;
    for (const value of record.data) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return min <= max && Number.isFinite(min) && Number.isFinite(max) ? { min, max } : null;
  }
  const { statistics } = record;
  return statistics && statistics.min !== null && statistics.max !== null
    ? { min: statistics.min, max: statistics.max }
    : null;
}

/** The shape when every size is a number; null otherwise. */
export function knownShape(record: TensorRecord): readonly number[] | null {
  const { shape } = record;
  return shape && shape.every((size) => typeof size === 'number') ? shape : null;
}

/** The number of elements along a dim, where it is known. */
export function sizeAlong(record: TensorRecord, dim: number): number | null {
  const size = record.shape?.at(dim);
  return typeof size === 'number' ? size : null;
}
