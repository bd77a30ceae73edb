/** Numbers as tables show them: a few digits that stand in line, and all of them on demand. */
import { digitsOf } from '../../src/base/tensor-text';

/** What is written in a cell, and whether its decimal point stands in line with the table's others. */
export interface CellText {
  readonly text: string;
  /** Null for a text without a place in line: exponents, NaN, Inf. */
  readonly decimals: number | null;
}

/** Of the largest number of a table, at least so many digits are shown. */
const significant = 4;
/** The fewest decimals of a table in which some number is not whole. */
const fewest = 2;
const most = 8;

/**
 * The decimals of all numbers of a table, like PyTorch's print: four for numbers up to
 * ten, fewer for larger ones, more where even the largest is small. Where fewer decimals
 * say the same (`0.9`, `0.1`), only these.
 *
 * @param largest The largest size among the finite numbers.
 */
export function decimalsFor(values: ArrayLike<number>, largest: number): number {
  if (largest === 0) return 0;
  const power = Math.floor(Math.log10(largest));
  const wanted = power < 0 ? significant - 1 - power : power === 0 ? significant : significant - 1 - power;
  const decimals = Math.min(Math.max(wanted, fewest), most);
  for (let fewer = 0; fewer < decimals; fewer++) if (isEnough(values, fewer)) return fewer;
  return decimals;
}

/** Whether so many decimals say what float32 can hold of each finite number. */
function isEnough(values: ArrayLike<number>, decimals: number): boolean {
  const scale = 10 ** decimals;
  for (let at = 0; at < values.length; at++) {
    const scaled = (values[at] ?? 0) * scale;
    if (Number.isFinite(scaled) && Math.abs(scaled - Math.round(scaled)) > Math.abs(scaled) * 2 ** -23)
      return false;
  }
  return true;
}

/**
 * A number with so many decimals: `0.3300`, `-12.35`. A zero is a bare `0`, so that it
 * stands out, and what would show less than two digits of its own, or more than seven
 * before the point, is written with an exponent: `2.0e-5`.
 */
export function cellText(value: number, decimals: number): CellText {
  if (Number.isNaN(value)) return { text: 'NaN', decimals: null };
  if (!Number.isFinite(value)) return { text: value > 0 ? 'Inf' : '-Inf', decimals: null };
  const size = Math.abs(value);
  if (size === 0) return { text: '0', decimals: 0 };
  const text = value.toFixed(decimals);
  if (size >= 1e7) return { text: exponent(value, significant - 1), decimals: null };
  if (size < 10 ** (1 - decimals) && !isEnough([value], decimals))
    return { text: exponent(value, 1), decimals: null };
  return { text, decimals };
}

/** JavaScript's exponent without its plus sign. */
const exponent = (value: number, digits: number): string => value.toExponential(digits).replace('e+', 'e');

/**
 * All the digits that tell a number from its neighbours of the same dtype: the
 * shortest decimal that float32 rounds back to the same value, as PyTorch and numpy
 * print it; `True` and `False` for bool.
 *
 * @param dtype PyTorch's name; the empty text counts as float64.
 */
export function exactText(value: number, dtype: string): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  return digitsOf(value, dtype);
}

/** `1,000,000`, in any locale. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
