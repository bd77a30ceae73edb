/**
 * Python's integers have no bound. Those that a double holds exactly are `int`s, the others `long`s, and both print and
 * compute as one type.
 */
import type { BinaryOperator } from '../python/syntax';
import { NotKnown, PythonError } from './errors';
import { float, int, type Value } from './values';

/** Integers of more bits are not computed with, so that no program takes the memory for them. */
const MAXIMUM_BITS = 1_000_000;

/** A whole number as a value of Python's. */
export function integer(value: bigint): Value {
  if (value >= -MAX_SAFE && value <= MAX_SAFE) return int(Number(value));
  return { kind: 'long', value };
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The whole number that an int, a long or a bool is; undefined for any other value. */
export function wholeOf(value: Value): bigint | undefined {
  if (value.kind === 'long') return value.value;
  return value.kind === 'int' || value.kind === 'bool' ? BigInt(value.value) : undefined;
}

export const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** How many bits the magnitude takes: Python's `bit_length`. */
export const bitLength = (value: bigint): number => (value === 0n ? 0 : magnitude(value).toString(2).length);

/** Bits of a magnitude, at most three more than there are, found without writing the number out in full. */
const bitsAtMost = (value: bigint): number => magnitude(value).toString(16).length * 4;

/** Throws Python's OverflowError where a double has no room. */
export function floatOf(value: bigint): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new PythonError('OverflowError', 'int too large to convert to float');
  return number;
}

/** `a / b`, rounded once: the quotient to 66 bits, with a last bit that says whether something is left. */
export function trueQuotient(a: bigint, b: bigint): number {
  if (b === 0n) throw new PythonError('ZeroDivisionError', 'division by zero');
  // Below 2⁻¹⁰⁷⁶ is nothing that a double keeps: what lies there only says which way to round.
  const shift = Math.min(1076, Math.max(0, 66 - (bitsAtMost(a) - bitsAtMost(b))));
  const [top, bottom] = [magnitude(a) << BigInt(shift), magnitude(b)];
  const quotient = top / bottom;
  const sticky = top % bottom === 0n ? quotient : quotient | 1n;
  // In two steps, because 2¹⁰⁷⁶ is no double; the first of them is exact.
  const scaled = Number(sticky) / 2 ** (shift >> 1) / 2 ** (shift - (shift >> 1));
  if (!Number.isFinite(scaled))
    throw new PythonError('OverflowError', 'integer division result too large for a float');
  return a < 0n === b < 0n ? scaled : -scaled;
}

/** The quotient towards negative infinity, and what is left with the sign of the divisor. */
function floored(a: bigint, b: bigint, refusal = 'integer modulo by zero'): readonly [bigint, bigint] {
  if (b === 0n) throw new PythonError('ZeroDivisionError', refusal);
  const rest = a % b;
  const isBelow = rest !== 0n && rest < 0n !== b < 0n;
  return isBelow ? [a / b - 1n, rest + b] : [a / b, rest];
}

/** `base ** exponent % modulus` without the power itself. */
export function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = floored(base, modulus)[1];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return floored(result, modulus)[1];
}

/** The greatest whole number whose square is not more (Newton's method). */
export function wholeRoot(value: bigint): bigint {
  if (value < 0n) throw new PythonError('ValueError', 'isqrt() argument must be nonnegative');
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(bitsAtMost(value) / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * n · (n − 1) · … of `count` factors, neither of them negative. Halves are multiplied, so that factors of one size meet:
 * one factor after the other takes seconds for a number of a million bits.
 */
export function fallingFactorial(n: bigint, count: bigint): bigint {
  if (count > n) return 0n;
  if (count === 0n) return 1n;
  if (count === 1n) return n;
  const half = count >> 1n;
  return bounded(fallingFactorial(n, half) * fallingFactorial(n - half, count - half));
}

/** The whole number that a float without fraction is. Throws Python's errors for what is none. */
export function integerOfFloat(value: number): Value {
  if (Number.isNaN(value)) throw new PythonError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(value))
    throw new PythonError('OverflowError', 'cannot convert float infinity to integer');
  return integer(BigInt(value));
}

/**
 * A logarithm of a positive whole number. Of one that no double holds it is log m + e · log 2 with m · 2ᵉ the number and
 * ½ ≤ m < 1, rounded where Python rounds.
 */
export function logarithmOfInteger(value: bigint, log: (x: number) => number): number {
  const number = Number(value);
  if (Number.isFinite(number)) return log(number);
  const exponent = bitLength(value);
  const behind = BigInt(exponent - 66);
  const top = value >> behind;
  const sticky = top << behind === value ? top : top | 1n;
  return log(Number(sticky) / 2 ** 66) + log(2) * exponent;
}

/** Digits that Python reads and writes of one integer, except in bases that are powers of two (sys.get_int_max_str_digits). */
const MAXIMUM_DIGITS = 4_300;

/**
 * The whole number that digits of a base stand for.
 *
 * @throws PythonError a ValueError where there are more digits than Python reads.
 * @throws NotKnown where the number has more bits than are computed with.
 */
export function wholeFrom(digits: string, base: number): bigint {
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base];
  if (prefix !== undefined) {
    if (digits.length * Math.log2(base) > MAXIMUM_BITS) throw tooLarge();
    return BigInt(prefix + digits);
  }
  if (digits.length > MAXIMUM_DIGITS) {
    if (Number.isInteger(Math.log2(base))) throw tooLarge();
    const limit = `Exceeds the limit (${MAXIMUM_DIGITS} digits) for integer string conversion`;
    throw new PythonError(
      'ValueError',
      `${limit}: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  let value = 0n;
  for (const digit of digits) value = value * BigInt(base) + BigInt(Number.parseInt(digit, 36));
  return value;
}

/** A whole number as Python writes it; undefined where it has more digits than Python writes. */
export function decimal(value: bigint): string | undefined {
  const digits = String(magnitude(value));
  return digits.length > MAXIMUM_DIGITS ? undefined : `${value < 0n ? '-' : ''}${digits}`;
}

const tooLarge = (): NotKnown => new NotKnown('an integer of more than a million bits is not computed with');

function bounded(value: bigint): bigint {
  if (bitsAtMost(value) > MAXIMUM_BITS) throw tooLarge();
  return value;
}

/** An operator on two whole numbers of any size; undefined where integers have none such. */
export function integerOperation(operator: BinaryOperator, a: bigint, b: bigint): Value | undefined {
  switch (operator) {
    case '+':
      return integer(bounded(a + b));
    case '-':
      return integer(bounded(a - b));
    case '*':
      return integer(bounded(a * b));
    case '/':
      return float(trueQuotient(a, b));
    case '//':
      return integer(floored(a, b, 'integer division or modulo by zero')[0]);
    case '%':
      return integer(floored(a, b)[1]);
    case '**':
      if (b < 0n) return float(floatOf(a) ** Number(b));
      if (magnitude(a) > 1n && (bitLength(a) - 1) * Number(b) > MAXIMUM_BITS) throw tooLarge();
      return integer(a ** b);
    case '&':
      return integer(a & b);
    case '|':
      return integer(a | b);
    case '^':
      return integer(a ^ b);
    case '<<':
    case '>>':
      if (b < 0n) throw new PythonError('ValueError', 'negative shift count');
      if (operator === '>>') return integer(a >> b);
      if (a !== 0n && b > BigInt(MAXIMUM_BITS)) throw tooLarge();
      return integer(bounded(a << b));
    default:
      return undefined;
  }
}
