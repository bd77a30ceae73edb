/** Numbers as tables show them: a few digits that stand in line, and all of them on demand. */

/** What is written in a cell, and how many decimals it has, so that decimal points can be aligned. */
export interface CellText {
  readonly text: string;
  /** Null for a text without a place in line: exponents, NaN, Inf. */
  readonly decimals: number | null;
}

const significant = 4;

/**
 * Four significant digits: `0.3300`, `1.971`, `-12.35`, `2.5e-5`. Whole numbers of a
 * table that holds nothing else have no decimals; a zero is a bare `0`, so that it stands out.
 *
 * @param whole Whether all finite numbers of the table are whole.
 */
export function cellText(value: number, whole: boolean): CellText {
  if (Number.isNaN(value)) return { text: 'NaN', decimals: null };
  if (!Number.isFinite(value)) return { text: value > 0 ? 'Inf' : '-Inf', decimals: null };
  const size = Math.abs(value);
  if (size === 0) return { text: '0', decimals: 0 };
  if (size >= 1e6 || size < 1e-4) return { text: shortExponent(value), decimals: null };
  if (whole || size >= 1000) return { text: value.toFixed(0), decimals: 0 };
  const text = value.toPrecision(significant);
  return { text, decimals: text.length - 1 - text.indexOf('.') };
}

/** `1.235e-5`: JavaScript's exponent without its plus sign. */
const shortExponent = (value: number): string => value.toExponential(significant - 1).replace('e+', 'e');

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
  if (dtype === 'float64' || dtype === '' || Math.fround(value) !== value) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(Number(value.toPrecision(9)));
}
