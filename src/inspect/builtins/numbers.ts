/** What Python's built-in functions do with numbers: rounding, digits in a base, hashes. */
import type { Arguments } from '../../frameworks/arguments';
import { NotKnown, PythonError } from '../../frameworks/errors';
import { bitLength, integer, wholeOf } from '../../frameworks/integers';
import type { Runtime } from '../../frameworks/runtime';
import { roundHalfToEven } from '../../engine/backends/rounding';
import { linearize, plain, typeName, type Value } from '../../frameworks/values';

/** Rounds to decimal digits, and what lies exactly between two to the even one. */
export function roundTo(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value;
  if (digits <= 0) {
    const unit = 10 ** -digits;
    if (unit === Infinity) return 0 * value;
    return roundHalfToEven(value / unit) * unit;
  }
  // toFixed rounds the exact decimal expansion; only a true tie needs the even neighbour.
  const scaled = value * 10 ** digits;
  const isTie = Math.abs(scaled) < 2 ** 52 && scaled - Math.floor(scaled) === 0.5 && isDyadic(value, digits);
  return isTie ? roundHalfToEven(scaled) / 10 ** digits : Number(value.toFixed(Math.min(digits, 100)));
}

/** Whether a number is a multiple of 2^-(digits + 1), as a tie between two decimals must be. */
const isDyadic = (value: number, digits: number): boolean => Number.isInteger(value * 2 ** (digits + 1));

/** Rounds an integer to tens, hundreds and so on where `digits` is negative, and halves to the even one. */
export function roundWhole(value: bigint, digits: number): bigint {
  if (digits >= 0) return value;
  // Each digit takes more than three bits.
  if (-digits > bitLength(value) / 3 + 1) return 0n;
  const unit = 10n ** BigInt(-digits);
  const rest = ((value % unit) + unit) % unit;
  const below = value - rest;
  const isUp = 2n * rest > unit || (2n * rest === unit && (below / unit) % 2n !== 0n);
  return isUp ? below + unit : below;
}

/** Digits in a base, after its prefix. */
export function inBase(args: Arguments, base: number, prefix: string): string {
  const value = wholeOf(plain(args.value('x'))) ?? BigInt(args.int('x'));
  return `${value < 0n ? '-' : ''}${prefix}${(value < 0n ? -value : value).toString(base)}`;
}

/** The modulus of the hashes of numbers (CPython, pyhash.h). */
const HASH_MODULUS = 2n ** 61n - 1n;

/** Python's hash of a whole number, and what a class says of its objects; other hashes are others in each run. */
export function hashOf(given: Value, runtime: Runtime): Value {
  const value = plain(given);
  const whole =
    wholeOf(value) ??
    (value.kind === 'float' && Number.isInteger(value.value) ? BigInt(value.value) : undefined);
  if (whole !== undefined) {
    const rest = (whole < 0n ? -whole : whole) % HASH_MODULUS;
    const hash = whole < 0n ? -rest : rest;
    return integer(hash === -1n ? -2n : hash);
  }
  if (value.kind === 'instance') {
    const isOwn = linearize(value.class).some(
      ({ attributes, methods }) => attributes.has('__hash__') || methods?.['__hash__'],
    );
    if (isOwn) return runtime.call(runtime.getAttribute(value, '__hash__'), []);
  }
  refuseUnhashable(value);
  throw new NotKnown(`the hash of a ${typeName(value)}`);
}

/** What Python raises for a key that is not there: a KeyError that has the key itself. */
export const missingKey = (runtime: Pick<Runtime, 'format'>, key: Value): PythonError =>
  new PythonError('KeyError', runtime.format(key, 'repr') ?? '?', undefined, false, [key]);

/** Throws Python's TypeError for what has no hash, and for tuples that hold such. */
export function refuseUnhashable(value: Value): void {
  if (value.kind === 'tuple') value.items.forEach(refuseUnhashable);
  if (value.kind === 'list' || value.kind === 'dict' || (value.kind === 'set' && !value.isFrozen))
    throw new PythonError('TypeError', `unhashable type: '${typeName(value)}'`);
}
