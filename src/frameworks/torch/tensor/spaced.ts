/** The points of linspace and logspace, with the roundings of PyTorch's kernels (aten/src/ATen/native/cpu/RangeFactoriesKernel.cpp). */
import { roundNumber } from '../../../engine/backends/rounding';
import { fusedMultiplyAdd } from '../../../engine/backends/fused_multiply_add';
import { isFloating, type DType } from '../../../engine/dtype';
import { PythonError } from '../../errors';

interface Ends {
  readonly start: number;
  readonly end: number;
  readonly steps: number;
}

function checkSteps(steps: number): void {
  if (steps < 0) throw new PythonError('RuntimeError', 'number of steps must be non-negative');
}

/** Each point from the end that is nearer, so that both ends are exact: end + step · count. A single one is the start. */
const fromEnds = (
  { start, end, steps }: Ends,
  step: number,
  point: (from: number, count: number, step: number) => number,
): number[] =>
  Array.from({ length: steps }, (_, at) =>
    at < Math.max(Math.floor(steps / 2), Number(steps === 1))
      ? point(start, at, step)
      : point(end, at + 1 - steps, step),
  );

/** `steps` points from one end to the other; integers are cut. Each step is rounded to the dtype. */
export function linearPoints({ start, end, steps }: Ends, dtype: DType): number[] {
  checkSteps(steps);
  const ends = { start: roundNumber(dtype, start), end: roundNumber(dtype, end), steps };
  const round = (value: number): number => (isFloating(dtype) ? roundNumber(dtype, value) : value);
  const step = steps > 1 ? round(round(ends.end - ends.start) / (steps - 1)) : 0;
  const isHalf = dtype === 'float16' || dtype === 'bfloat16';
  // Single and double precision are multiplied and added in one step.
  const point = (from: number, count: number): number =>
    isHalf ? round(from + round(step * count)) : fusedMultiplyAdd(step, count, from);
  return fromEnds(ends, step, point).map((value) => roundNumber(dtype, value));
}

/** `base` to the power of evenly spaced exponents, which are in double precision between ends in the dtype. */
export function powerPoints({ start, end, steps }: Ends, base: number, dtype: DType): number[] {
  checkSteps(steps);
  const ends = { start: roundNumber(dtype, start), end: roundNumber(dtype, end), steps };
  const step = steps > 1 ? roundNumber(dtype, ends.end - ends.start) / (steps - 1) : 0;
  return fromEnds(ends, step, (from, count) => from + step * count).map((exponent) =>
    roundNumber(dtype, base ** exponent),
  );
}
