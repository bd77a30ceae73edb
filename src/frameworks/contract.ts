/**
 * What a library promises of something that is not read: a column of a table has one dim, whatever is in it. The value
 * is unknown like anything else, and where a name, an item or its array is asked for, the promise answers.
 */
import { isFloating, type DType } from '../engine/dtype';
import { SymbolicDim } from '../engine/shape';
import { NotKnown } from './errors';
import type { Runtime } from './runtime';
import type { Usual } from './usual';
import { unknown, type TensorValue, type UnknownValue, type Value } from './values';

export interface Contract {
  /** An attribute or method; undefined where nothing is promised of it. */
  readonly attribute?: (name: string, runtime: Runtime) => Value | undefined;
  /** What `[index]` gives; undefined where nothing is promised. */
  readonly item?: (index: Value) => Value | undefined;
  /** What an operator or a comparison with another value gives, element by element; undefined where nothing is promised. */
  readonly elementwise?: (other: Value) => Value | undefined;
  /** What each of so many names gets that it is unpacked to; undefined where nothing is promised. */
  readonly unpacked?: (count: number) => readonly Value[] | undefined;
  /** Any item of it, where a loop goes through it. */
  readonly each?: () => Value | undefined;
  /** What calling it with these arguments gives; undefined where nothing is promised. */
  readonly call?: (positional: readonly Value[]) => Value | undefined;
  /** That it is a number of Python's, whichever. */
  readonly number?: 'int' | 'float';
  /** Where it is a sum of a number that is not known and another: `start + batch_size`. */
  readonly sum?: { readonly of: Value; readonly and: Value };
  /** Where it is the size of a tensor along a dim: that dim. */
  readonly dim?: SymbolicDim;
  /** The array that NumPy, PyTorch and their kin make of it. */
  readonly array?: () => TensorValue;
  /** What it is as long as nobody says otherwise: the default of an option of the command line. */
  readonly usual?: Usual;
  /** That a program like this one saved it. */
  readonly isSaved?: true;
}

/** Something unknown of which a contract says more. */
export const promised = (reason: string, contract: Contract): UnknownValue => ({
  ...unknown(reason),
  contract,
});

/** A number of Python's that was made of something unknown: it has no dims, and the dtype of its kind. */
export const promisedNumber = ({ reason, place }: UnknownValue, number: 'int' | 'float'): UnknownValue => ({
  ...unknown(reason, place),
  contract: { number },
});

/** What is read off a tensor of this dtype: a number of its kind; something unknown where the dtype is. */
export const ofNumber = (reason: string, dtype: DType | undefined): UnknownValue => {
  const number = numberOfDType(dtype);
  return number ? promised(reason, { number }) : unknown(reason);
};

/** The kind of number that an element of a tensor is to Python; a truth is none. */
export const numberOfDType = (dtype: DType | undefined): 'int' | 'float' | undefined =>
  dtype === undefined || dtype === 'bool' ? undefined : isFloating(dtype) ? 'float' : 'int';

/** What `read` gives, and where it cannot tell which number that is, that it is one of this kind. */
export function numberFrom(number: 'int' | 'float', read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotKnown) return promised(error.message, { number });
    throw error;
  }
}

/** What kind of a number of Python's a value is, whichever number; undefined for anything else. */
export const numberKind = (value: Value): 'int' | 'float' | undefined =>
  value.kind === 'int' || value.kind === 'float'
    ? value.kind
    : value.kind === 'unknown'
      ? value.contract?.number
      : undefined;

/** Operators that give an integer of two integers; what a power gives depends on the sign of the exponent. */
const closedOnIntegers: ReadonlySet<string> = new Set(['+', '-', '*', '//', '%']);

/** `len(series) - 48`, `i + 1`: of two numbers, one of them not known, a number; undefined for anything else. */
export function numberAfter(operator: string, left: Value, right: Value): Value | undefined {
  const [a, b] = [numberKind(left), numberKind(right)];
  const from = left.kind === 'unknown' ? left : right;
  if (!a || !b || from.kind !== 'unknown') return undefined;
  if (operator === '/') return promisedNumber(from, 'float');
  if (operator === '**')
    return promisedNumber(from, a === 'int' && right.kind === 'int' && right.value >= 0 ? 'int' : 'float');
  if (!closedOnIntegers.has(operator)) return undefined;
  const number = promisedNumber(from, a === 'int' && b === 'int' ? 'int' : 'float');
  return operator === '+' && left === from
    ? { ...number, contract: { ...number.contract, sum: { of: left, and: right } } }
    : number;
}

/** One of several numbers, it is not known which: an integer where all are; undefined where one of them may be no number. */
export function oneOfNumbers(reason: string, values: readonly Value[]): UnknownValue | undefined {
  const kinds = values.map(numberKind);
  if (kinds.includes(undefined)) return undefined;
  return promised(reason, { number: kinds.includes('float') ? 'float' : 'int' });
}

/** The size of a tensor along a dim of unknown length: an integer, and the same wherever the dim is the same. */
export const promisedSize = (dim: SymbolicDim): UnknownValue =>
  promised(`the size ${dim.name} is not known`, { number: 'int', dim });

/** What was taken for the size of a tensor. */
const sizes = new WeakSet<Value>();

/** Whether something unknown was taken for the size of a tensor: then it is a whole number, and no tensor has a size below zero. */
export const wasTakenForSize = (value: Value): boolean => sizes.has(value);

/** The dim that is as long as an unknown value says: that whose size it is, or one like no other, which is called `name`. */
export function dimOfSize(value: UnknownValue, name = '?'): SymbolicDim {
  sizes.add(value);
  return value.contract?.dim ?? new SymbolicDim(name);
}

/** The shape of something unknown: however many sizes there are, each is an integer. */
export function promisedShape(reason: string): UnknownValue {
  const size = (): Value => promised(reason, { number: 'int' });
  return promised(reason, { item: (index) => (index.kind === 'int' ? size() : undefined), each: size });
}

/** What an operator gives of something unknown: something unknown, for the same reason. */
export function afterOperator(value: UnknownValue, other: Value): Value {
  const given = value.contract?.elementwise?.(other);
  if (given) return given;
  return value.contract || value.options || value.chosen ? unknown(value.reason, value.place) : value;
}

/** The array that is made of a value: of a table of pandas the numbers in it; any other value is itself. */
export const asArray = (value: Value): Value =>
  (value.kind === 'unknown' ? value.contract?.array?.() : undefined) ?? value;
