/** How the numbers of one table are written: with which decimals, and in how many characters at most. */
import type { TableValues, TensorModel } from '../../src/protocol/model';
import type { Digits } from '../ui-state';
import { largestOf } from './heat';
import { cellText, decimalsFor, exactText, type CellText } from './number';
import { once } from './once';
import { surveyOf } from './survey';

export interface CellFormat {
  readonly write: (value: number) => CellText;
  /** The decimals of numbers that stand in line. */
  readonly decimals: number;
  /** No text is longer. */
  readonly characters: number;
}

/** Tables up to this size are measured cell by cell; of larger ones the longest texts that there may be are known. */
const measuredOneByOne = 2_000;

/** @param tensor One with values. */
export function formatOf(
  tensor: Pick<TensorModel, 'dtype' | 'range'>,
  values: TableValues,
  digits: Digits,
): CellFormat {
  const { dtype } = tensor;
  const isExact = digits === 'all' || dtype === 'bool';
  const decimals = isExact
    ? 0
    : digits === 'auto'
      ? decimalsOf(values, tensor)
      : decimalsAsked(values, +digits);
  const write = isExact
    ? (value: number): CellText => ({ text: exactText(value, dtype), decimals: null })
    : (value: number): CellText => cellText(value, decimals);
  const length = (value: number): number => write(value).text.length;
  if (values.length <= measuredOneByOne) {
    let characters = 1;
    for (let at = 0; at < values.length; at++) characters = Math.max(characters, length(values[at] ?? 0));
    return { write, decimals, characters };
  }
  const survey = surveyOf(values);
  const candidates = [tensor.range?.min ?? 0, tensor.range?.max ?? 0, survey.leastSize, -survey.leastSize];
  if (survey.nan > 0) candidates.push(Number.NaN);
  if (survey.positiveInfinity > 0) candidates.push(Number.POSITIVE_INFINITY);
  if (survey.negativeInfinity > 0) candidates.push(Number.NEGATIVE_INFINITY);
  const longest = Math.max(...candidates.map(length));
  const isFloat = /float/.test(dtype) && isExact;
  return {
    write,
    decimals,
    characters: isFloat ? Math.max(longest, dtype === 'float64' ? 24 : 14) : longest,
  };
}

/** The decimals that the table itself asks for; its legend has them too. */
export function decimalsOf(values: TableValues, { range }: Pick<TensorModel, 'range'>): number {
  return ownDecimals(values)(largestOf(range));
}

const ownDecimals = once((values: TableValues) => {
  let known: readonly [largest: number, decimals: number] | null = null;
  return (largest: number): number => {
    if (known?.[0] !== largest) known = [largest, decimalsFor(values, largest)];
    return known[1];
  };
});

/** Whole numbers are not followed by zeros that say nothing. */
const decimalsAsked = (values: TableValues, digits: number): number => (areWhole(values) ? 0 : digits);

const areWhole = once((values: TableValues): boolean => {
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (Number.isFinite(value) && !Number.isInteger(value)) return false;
  }
  return true;
});
