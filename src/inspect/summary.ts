/**
 * One line that says what a tensor holds, in the spirit of lovely-tensors, with a
 * grammar of our own. The parts stand in a fixed order and each appears only when
 * it says something:
 *
 *   tensor[10, 4] f32 n=40 x∈[-2.00, 1.97] ▁▁▃▆▇█▅▃▁▂ μ=0.02 σ=0.93 NaN×3 logits requires_grad sampled
 *
 * Shape and dtype; then, for at most ten elements, the values themselves, and for
 * more: their number, range, histogram, mean and standard deviation of the finite
 * ones; then what is not finite, the role, and the marks.
 */
import { categoryOf, isFloating, shortName, type DType, type Values } from '../engine/dtype';
import type { Role } from '../engine/role';
import type { TensorRecord, TensorStatistics } from './inspection';

/** Tensors of at most so many elements show their values instead of statistics. */
export const valuesShown = 10;

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * The one-line summary of a tensor, known or not, without line breaks.
 *
 * @param tensor Any record of an inspection. What is not known of it is said to be unknown.
 */
export function summarize(tensor: TensorRecord): string {
  const head = `tensor${formatShape(tensor.shape)} ${tensor.dtype === null ? 'dtype?' : shortName(tensor.dtype)}`;
  const parts = [head, ...contents(tensor), ...marks(tensor)];
  return parts.filter((part) => part !== '').join(' ');
}

/** `[10, 4]`; a size that is not known by its name, `[N, 4]`; `[?]` where even the rank is not known. */
export function formatShape(shape: TensorRecord['shape']): string {
  return shape === null ? '[?]' : `[${shape.join(', ')}]`;
}

/** `logits`; `probabilities dim=1`; the empty text for roles that say nothing. */
export function formatRole(role: Role): string {
  if (role.kind === 'unknown' || role.kind === 'values') return '';
  return role.dim === undefined ? role.kind : `${role.kind} dim=${role.dim}`;
}

/**
 * A number for people. Below one, `digits - 1` decimals, so that numbers of one
 * kind stand in line (0.02, 0.93); above, as many decimals as leave `digits`
 * digits; too small or too large for that, with an exponent (4.0e-3, 1.23e7).
 *
 * @param digits The digits to show, one or more.
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  const size = Math.abs(value);
  if (size !== 0 && size < 10 ** (1 - digits)) return exponential(value, Math.max(digits - 2, 0));
  if (size >= 1e6) return exponential(value, digits - 1);
  const integerDigits = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  return value.toFixed(Math.max(digits - integerDigits, 0));
}

/** `4.0e-3`: JavaScript's exponential notation without the plus sign. */
const exponential = (value: number, decimals: number): string =>
  value.toExponential(decimals).replace('e+', 'e');

/** One element as its dtype writes it: True, 3, 0.33. Not-finite numbers are NaN, Inf and -Inf. */
export function formatElement(value: number, dtype: DType | null, digits = 3): string {
  if (dtype !== null && categoryOf(dtype) === 'bool') return value === 0 ? 'False' : 'True';
  if (dtype !== null && categoryOf(dtype) === 'integer') return String(value);
  return formatNumber(value, digits);
}

/**
 * The values in nested brackets, as PyTorch nests them: `[[1.50, 2.00], [3.00, 4.00]]`; of a scalar the bare value.
 * Floating values that are all whole are written as PyTorch does: `[0., 1.]`.
 *
 * @param data Row-major values; their number is the product of `shape`.
 */
export function formatValues(
  data: Values,
  shape: readonly number[],
  dtype: DType | null,
  digits = 3,
): string {
  const isWhole = data.every(
    (value) => !Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6),
  );
  const element = (value: number): string =>
    isWhole && dtype !== null && isFloating(dtype) && Number.isFinite(value)
      ? `${value}.`
      : formatElement(value, dtype, digits);
  const write = (dim: number, from: number, count: number): string => {
    const size = shape[dim];
    if (size === undefined) return element(data[from] ?? Number.NaN);
    const stride = size === 0 ? 0 : count / size;
    const items = Array.from({ length: size }, (_, index) => write(dim + 1, from + index * stride, stride));
    return `[${items.join(', ')}]`;
  };
  return write(0, 0, data.length);
}

/** One block character per bin, as high as its share of the fullest bin; a bin that holds anything is never the lowest. */
export function histogramBar(histogram: readonly number[]): string {
  const highest = Math.max(0, ...histogram);
  if (highest === 0) return '';
  const level = (count: number): number =>
    count === 0 ? 0 : Math.max(1, Math.round((count / highest) * (bars.length - 1)));
  return histogram.map((count) => bars[level(count)]).join('');
}

function contents(tensor: TensorRecord): string[] {
  const { statistics, dtype } = tensor;
  if (statistics === null) return [tensor.elided ? 'too large to be shown' : 'values unknown'];
  if (statistics.count === 0) return ['empty'];
  const exact = exactShape(tensor.shape);
  if (tensor.data !== null && exact !== null && statistics.count <= valuesShown) {
    return [formatValues(tensor.data, exact, dtype, statistics.count === 1 ? 5 : 4)];
  }
  const count = `n=${statistics.count}`;
  if (dtype === 'bool') return [count, `True×${statistics.positive}`];
  return [count, ...spread(statistics, dtype), ...notFinite(statistics)];
}

const exactShape = (shape: TensorRecord['shape']): readonly number[] | null =>
  shape?.every((size) => typeof size === 'number') ? shape : null;

/** Range, histogram and moments of the finite values. */
function spread(statistics: TensorStatistics, dtype: DType | null): string[] {
  const { min, max, mean, std, count } = statistics;
  if (min === null || max === null) return [];
  const finite = count - statistics.nan - statistics.positiveInfinity - statistics.negativeInfinity;
  if (min === max) {
    const same = min === 0 ? 'all zeros' : `all ${formatElement(min, dtype)}`;
    return [finite === count ? same : `${same} but`];
  }
  const range = `x∈[${formatElement(min, dtype)}, ${formatElement(max, dtype)}]`;
  const moments =
    dtype !== null && !isFloating(dtype)
      ? []
      : [mean === null ? '' : `μ=${formatNumber(mean)}`, std === null ? '' : `σ=${formatNumber(std)}`];
  return [range, histogramBar(statistics.histogram), ...moments];
}

function notFinite(statistics: TensorStatistics): string[] {
  if (statistics.nan === statistics.count) return ['all NaN'];
  return [
    statistics.nan > 0 ? `NaN×${statistics.nan}` : '',
    statistics.positiveInfinity > 0 ? `+Inf×${statistics.positiveInfinity}` : '',
    statistics.negativeInfinity > 0 ? `-Inf×${statistics.negativeInfinity}` : '',
  ];
}

function marks(tensor: TensorRecord): string[] {
  return [
    formatRole(tensor.role),
    tensor.requiresGrad ? 'requires_grad' : '',
    tensor.sampled ? 'sampled' : '',
  ];
}
