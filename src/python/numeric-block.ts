/**
 * Large bracketed literals of numbers, read by hand: a node per number would cost
 * a hundred times the memory and the time of the numbers themselves.
 */
import { LineIndex } from '../base/line-index';
import type { Span } from '../base/place';
import { fail, succeed, type Result } from '../base/result';
import { readNumber } from './numbers';
import type { NumericBlock } from './syntax';

export interface NumericBlockFailure extends Span {
  readonly message: string;
  /** False for a ragged nest: that is valid Python, only no tensor. */
  readonly isSyntaxError: boolean;
}

/** Powers of ten that a double holds exactly: dividing or multiplying by one rounds once, so the result is the nearest. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The most digits that a double always holds exactly as an integer. */
const EXACT_DIGITS = 15;

/**
 * Reads the nest of lists or tuples of numbers that stands at `start..end` of `text`, brackets included.
 * Allowed inside: numbers, `True`, `False`, `nan`, `inf`, signs, commas, white space and comments. Where it
 * is not rectangular, or not a nest of numbers, the failure says at which line, what was found and what was expected.
 */
export function readNumericBlock(
  text: string,
  start: number,
  end: number,
): Result<NumericBlock, NumericBlockFailure> {
  let values = new Float64Array(Math.max(64, (end - start) >> 3));
  let count = 0;
  let hasFloat = false;
  let hasInt = false;
  let hasBool = false;
  let depth = 0;
  let leafDepth = -1;
  let afterItem = false;
  const closers: number[] = [];
  const counts: number[] = [0];
  const sizes: number[] = [];
  const starts: number[] = [];

  const problem = (at: number, stop: number, message: string, isSyntaxError: boolean) =>
    fail({ start: at, end: stop, message: `line ${lineOf(text, at)}: ${message}`, isSyntaxError });

  /** The index of the row that is open at `level`, as `[2][0]`: its place in each list around it. */
  const row = (level: number): string =>
    counts
      .slice(1, level)
      .map((index) => `[${index}]`)
      .join('');

  let at = start;
  while (at < end) {
    const unit = text.charCodeAt(at);
    // White space.
    if (unit === 32 || (unit >= 9 && unit <= 13)) {
      at++;
      continue;
    }
    // A comma.
    if (unit === 44) {
      if (!afterItem) return problem(at, at + 1, "found ',' where a number or a list was expected", true);
      afterItem = false;
      at++;
      continue;
    }
    // An opening bracket.
    if (unit === 91 || unit === 40) {
      if (afterItem) return problem(at, at + 1, `found '${text[at]}' where a comma was expected`, true);
      if (depth === leafDepth) {
        return problem(
          at,
          at + 1,
          `element ${row(depth + 1)} is a list, where a number was expected as before`,
          false,
        );
      }
      closers[depth] = unit === 91 ? 93 : 41;
      starts[depth] = at;
      depth++;
      counts[depth] = 0;
      at++;
      continue;
    }
    // A closing bracket.
    if (unit === 93 || unit === 41) {
      if (unit !== closers[depth - 1]) {
        const expected = String.fromCharCode(closers[depth - 1] ?? 93);
        return problem(at, at + 1, `found '${text[at]}' where '${expected}' was expected`, true);
      }
      const size = counts[depth]!;
      const expected = sizes[depth];
      if (size === 0 && leafDepth === -1) leafDepth = depth;
      if (expected === undefined) sizes[depth] = size;
      else if (expected !== size) {
        return problem(
          starts[depth - 1]!,
          at + 1,
          `row ${row(depth)} has ${size} ${size === 1 ? 'element' : 'elements'}, where the rows before it have ` +
            `${expected}: every row of a tensor has the same length`,
          false,
        );
      }
      depth--;
      counts[depth] = counts[depth]! + 1;
      afterItem = true;
      at++;
      if (depth === 0) break;
      continue;
    }
    // A comment.
    if (unit === 35) {
      while (at < end && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
      continue;
    }
    if (afterItem)
      return problem(at, at + 1, `found '${text[at]}' where a comma or a closing bracket was expected`, true);
    if (leafDepth === -1) leafDepth = depth;
    else if (depth !== leafDepth) {
      return problem(
        at,
        at + 1,
        `element ${row(depth + 1)} is a number, where a list was expected as before`,
        false,
      );
    }

    // A number or a word: sign, digits with at most one dot, exponent.
    const from = at;
    let negative = false;
    let next = unit;
    while (next === 45 || next === 43) {
      if (next === 45) negative = !negative;
      do next = text.charCodeAt(++at);
      while (next === 32);
    }
    let mantissa = 0;
    let digits = 0;
    let fraction = 0;
    let isFloat = false;
    const numberStart = at;
    while (next >= 48 && next <= 57) {
      mantissa = mantissa * 10 + next - 48;
      digits++;
      next = text.charCodeAt(++at);
    }
    if (next === 46) {
      isFloat = true;
      next = text.charCodeAt(++at);
      while (next >= 48 && next <= 57) {
        mantissa = mantissa * 10 + next - 48;
        digits++;
        fraction++;
        next = text.charCodeAt(++at);
      }
    }
    let value: number;
    let exponent = -fraction;
    if (digits > 0 && (next === 101 || next === 69)) {
      isFloat = true;
      next = text.charCodeAt(++at);
      const down = next === 45;
      if (next === 45 || next === 43) next = text.charCodeAt(++at);
      let written = 0;
      if (!(next >= 48 && next <= 57)) digits = 0;
      while (next >= 48 && next <= 57) {
        written = Math.min(written * 10 + next - 48, 100_000);
        next = text.charCodeAt(++at);
      }
      exponent += down ? -written : written;
    }
    const isPlain = digits > 0 && !isWordUnit(next);
    if (isPlain && digits <= EXACT_DIGITS && exponent >= -22 && exponent <= 22) {
      value = exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent]! : mantissa * POWERS_OF_TEN[exponent]!;
    } else {
      while (isWordUnit(next) || next === 46) next = text.charCodeAt(++at);
      const written = text.slice(numberStart, at);
      const word = WORDS.get(written);
      if (word !== undefined) {
        value = word.value;
        isFloat = word.isFloat;
        if (!isFloat && from === numberStart) hasBool = true;
        else if (!isFloat) hasInt = true;
      } else {
        const number = readNumber(written);
        if (number === null || number.type === 'complex') {
          const found = written === '' ? text.slice(from, Math.max(at, from) + 1) : written;
          return problem(
            from,
            from + found.length,
            `found '${found.slice(0, 40)}' where a number was expected`,
            true,
          );
        }
        value = Number(number.value);
        isFloat = number.type === 'float';
        if (!isFloat) hasInt = true;
      }
    }
    if (isFloat) hasFloat = true;
    else if (isPlain) hasInt = true;
    if (count === values.length) {
      const larger = new Float64Array(values.length * 2);
      larger.set(values);
      values = larger;
    }
    values[count++] = negative ? -value : value;
    counts[depth] = counts[depth]! + 1;
    afterItem = true;
  }

  if (depth !== 0) {
    return problem(
      starts[depth - 1]!,
      starts[depth - 1]! + 1,
      `'${text[starts[depth - 1]!]}' is never closed`,
      true,
    );
  }
  return succeed({
    kind: 'NumericBlock',
    start,
    end,
    shape: sizes.slice(1),
    values: count === values.length ? values : values.slice(0, count),
    elementType: hasFloat || count === 0 ? 'float' : hasInt || !hasBool ? 'int' : 'bool',
    outer: text.charCodeAt(start) === 91 ? 'list' : 'tuple',
  });
}

const WORDS: ReadonlyMap<string, { readonly value: number; readonly isFloat: boolean }> = new Map([
  ['True', { value: 1, isFloat: false }],
  ['False', { value: 0, isFloat: false }],
  ['nan', { value: NaN, isFloat: true }],
  ['inf', { value: Infinity, isFloat: true }],
]);

/** Whether a UTF-16 unit can stand in a name or go on a number. */
function isWordUnit(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) ||
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    unit === 95 ||
    unit > 127
  );
}

function lineOf(text: string, offset: number): number {
  return new LineIndex(text.slice(0, offset)).lineCount;
}
