/** Operators on Python's values; tensors are handed to their framework. */
import { nearestPow } from '../engine/special/nearest';
import { afterOperator, numberAfter } from '../frameworks/contract';
import { NotKnown, PythonError } from '../frameworks/errors';
import { floatOf, integer, integerOperation, wholeOf } from '../frameworks/integers';
import { inOwnWords } from '../frameworks/own-words';
import { operatorNames, tensorBinary, tensorInPlace, tensorUnary } from '../frameworks/tensor-operators';
import {
  linearize,
  bool,
  float,
  int,
  isObject,
  list,
  plain,
  str,
  tuple,
  typeName,
  type FloatValue,
  type IntValue,
  type Value,
} from '../frameworks/values';
import type { BinaryOperator, UnaryOp } from '../python/syntax';
import { findMethod } from './attributes';
import { firstAnswer } from './builtins/not-implemented';
import { hasUnknownBase } from './calls';
import { percentFormat } from './format-spec';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { readOffFrom } from '../frameworks/read-off';
import { madeOfUsual } from '../frameworks/usual';
import { markedFrom } from './sampled';
import { setOperation, setOperationInPlace } from './set-operators';
import { truthOf } from './truth';

const specialNames: { readonly [Operator in BinaryOperator]: string } = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** `left operator right`; a sample on either side marks the result. */
export const binaryOperation = (
  interpreter: Interpreter,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value =>
  (operator === '+' || operator === '%'
    ? madeOfUsual([left, right], ([a, b]) => operated(interpreter, operator, a!, b!))
    : undefined) ??
  readOffFrom(markedFrom(operated(interpreter, operator, left, right), left, right), left, right);

function operated(interpreter: Interpreter, operator: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind === 'str' && operator === '%') return percentFormat(interpreter, left.value, right);
  if (isObject(left) || isObject(right)) {
    const special = specialMethod(interpreter, operator, left, right);
    if (special) return special;
    if (plain(left) !== left || plain(right) !== right)
      return operated(interpreter, operator, plain(left), plain(right));
  }
  if (left.kind === 'tensor' || right.kind === 'tensor') {
    return inOwnWords(operatorNames[operator], [left, right], () => tensorBinary(operator, left, right));
  }
  const number = numberAfter(operator, left, right);
  if (number) return number;
  if (left.kind === 'unknown') return afterOperator(left, right);
  if (right.kind === 'unknown') return afterOperator(right, left);
  const long = longOperation(operator, left, right);
  if (long) return long;
  const a = asNumber(left);
  const b = asNumber(right);
  if (a && b) return arithmetic(operator, a, b, left, right);
  const sequence = sequenceOperation(interpreter, operator, left, right);
  if (sequence) return sequence;
  throw new PythonError('TypeError', refusal(operator, left, right));
}

/** What Python says of operands that do not go together; sequences have words of their own for `+` and `*`. */
function refusal(operator: BinaryOperator, left: Value, right: Value): string {
  const isSequence = ({ kind }: Value): boolean => kind === 'str' || kind === 'list' || kind === 'tuple';
  if (operator === '+' && isSequence(left))
    return `can only concatenate ${typeName(left)} (not "${typeName(right)}") to ${typeName(left)}`;
  if (operator === '*' && (isSequence(left) || isSequence(right))) {
    const other = isSequence(left) ? right : left;
    return `can't multiply sequence by non-int of type '${typeName(other)}'`;
  }
  const shown = operator === '**' ? '** or pow()' : operator;
  return `unsupported operand type(s) for ${shown}: '${typeName(left)}' and '${typeName(right)}'`;
}

function specialMethod(
  interpreter: Interpreter,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  const name = specialNames[operator];
  const own = isObject(left) ? findMethod(left, `__${name}__`) : undefined;
  const reflected = isObject(right) ? findMethod(right, `__r${name}__`) : undefined;
  const answer = firstAnswer([
    own && (() => interpreter.call(own, [right])),
    reflected && (() => interpreter.call(reflected, [left])),
  ]);
  if (answer) return answer;
  if (own ?? reflected) throw new PythonError('TypeError', refusal(operator, left, right));
  if (plain(left) !== left || plain(right) !== right) return undefined;
  if ([left, right].every(isPlainOperand)) throw new PythonError('TypeError', refusal(operator, left, right));
  return interpreter.unknown(
    `${typeName(left)} ${operator} ${typeName(right)} is not known: neither says what the operator does`,
  );
}

/** Whether all that an operand can stands in what was read, or is Python's own. */
const isPlainOperand = (value: Value): boolean =>
  value.kind === 'instance'
    ? !hasUnknownBase(value.class) && linearize(value.class).every((base) => base.isUser)
    : ['None', 'bool', 'int', 'float', 'str', 'list', 'tuple', 'dict'].includes(value.kind);

/** An operation in which an integer beyond the exact range of a double takes part; with a float it is one itself. */
function longOperation(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  if (left.kind !== 'long' && right.kind !== 'long') return undefined;
  const [a, b] = [wholeOf(left), wholeOf(right)];
  if (a !== undefined && b !== undefined) return integerOperation(operator, a, b);
  const other = left.kind === 'long' ? right : left;
  if (other.kind !== 'float') return undefined;
  const [x, y] = [left, right].map((value) =>
    value.kind === 'long' ? float(floatOf(value.value)) : (value as FloatValue),
  );
  return arithmetic(operator, x!, y!, left, right);
}

/** The number that a value is in arithmetic. */
export const asNumber = (value: Value): IntValue | FloatValue | undefined => {
  if (value.kind === 'int' || value.kind === 'float') return value;
  return value.kind === 'bool' ? int(Number(value.value)) : undefined;
};

function arithmetic(
  operator: BinaryOperator,
  left: IntValue | FloatValue,
  right: IntValue | FloatValue,
  leftValue: Value,
  rightValue: Value,
): Value {
  const a = left.value;
  const b = right.value;
  const isInt = left.kind === 'int' && right.kind === 'int';
  const result = (value: number): Value => {
    if (!isInt) return float(value);
    return Number.isSafeInteger(value) ? int(value) : integerOperation(operator, BigInt(a), BigInt(b))!;
  };
  switch (operator) {
    case '+':
      return result(a + b);
    case '-':
      return result(a - b);
    case '*':
      return result(a * b);
    case '/':
      if (b === 0)
        throw new PythonError('ZeroDivisionError', isInt ? 'division by zero' : 'float division by zero');
      return float(a / b);
    case '//':
      if (b === 0)
        throw new PythonError(
          'ZeroDivisionError',
          isInt ? 'integer division or modulo by zero' : 'float floor division by zero',
        );
      return result(floorDivided(a, b));
    case '%':
      if (b === 0)
        throw new PythonError('ZeroDivisionError', isInt ? 'integer modulo by zero' : 'float modulo');
      return result(remainder(a, b));
    case '**':
      if (a === 0 && b < 0)
        throw new PythonError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
      if (a < 0 && !Number.isInteger(b)) throw new NotKnown('complex numbers are not computed with');
      return isInt && b >= 0 ? result(a ** b) : float(powerOf(a, b));
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>': {
      if (!isInt) break;
      const value = integerOperation(operator, BigInt(a), BigInt(b))!;
      const areBools = leftValue.kind === 'bool' && rightValue.kind === 'bool' && operator.length === 1;
      return areBools ? bool(value.kind === 'int' && value.value !== 0) : value;
    }
    default:
  }
  throw new PythonError('TypeError', refusal(operator, leftValue, rightValue));
}

/** A power of floats, which Python refuses where a double has no room for it. */
function powerOf(a: number, b: number): number {
  const power = nearestPow(a, b);
  if (!Number.isFinite(power) && Number.isFinite(a) && Number.isFinite(b))
    throw new PythonError('OverflowError', "(34, 'Numerical result out of range')");
  return power;
}

/** Python's `%`: the exact remainder, with the sign of the divisor. */
function remainder(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 === b < 0 ? rest : rest + b;
}

/** Python's `//`: the quotient without the exact remainder, which a rounded division would not always give. */
const floorDivided = (a: number, b: number): number => Math.round((a - remainder(a, b)) / b);

/** The items up to which a sequence is repeated or joined. */
const MAXIMUM_ITEMS = 1_000_000;

function sequenceOperation(
  interpreter: Interpreter,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  if (operator === '+') {
    if (left.kind === 'str' && right.kind === 'str') return str(left.value + right.value);
    if (left.kind === 'list' && right.kind === 'list') {
      const joined = list([...left.items, ...right.items]);
      if (left.open || right.open) joined.open = true;
      return joined;
    }
    if (
      (left.kind === 'tuple' || left.kind === 'size') &&
      (right.kind === 'tuple' || right.kind === 'size')
    ) {
      return tuple([...left.items, ...right.items]);
    }
  }
  if (operator === '*') {
    const [sequence, count] = right.kind === 'int' ? [left, right] : [right, left];
    if (count.kind !== 'int' && count.kind !== 'bool') return undefined;
    const times = Math.max(0, Number(count.value));
    const length =
      sequence.kind === 'str'
        ? sequence.value.length
        : 'items' in sequence && Array.isArray(sequence.items)
          ? sequence.items.length
          : 0;
    if (times * length > MAXIMUM_ITEMS)
      throw new NotKnown(`a sequence of ${times * length} items is not built`);
    if (sequence.kind === 'str') return str(sequence.value.repeat(times));
    if (sequence.kind === 'list') return list(Array.from({ length: times }, () => sequence.items).flat());
    if (sequence.kind === 'tuple') return tuple(Array.from({ length: times }, () => sequence.items).flat());
  }
  return setOperation(operator, left, right);
}

/** `left operator= right` where it changes the object itself; undefined where it makes a new one. */
export function inPlaceOperation(
  interpreter: Interpreter,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  if (left.kind === 'list' && operator === '+') {
    interpreter.touch(left);
    const items = iterate(interpreter, right);
    if (items) left.items.push(...items);
    else left.open = true;
    if (left.maximum !== undefined) left.items.splice(0, Math.max(0, left.items.length - left.maximum));
    return left;
  }
  if (left.kind === 'list' && operator === '*' && right.kind === 'int') {
    const repeated = sequenceOperation(interpreter, operator, left, right);
    if (repeated?.kind === 'list') {
      interpreter.touch(left);
      left.items.splice(0, left.items.length, ...repeated.items);
      return left;
    }
  }
  const changed = setOperationInPlace(operator, left, right, (value) => interpreter.touch(value));
  if (changed) return changed;
  if (left.kind === 'tensor' && left.framework !== 'jax' && left.framework !== 'tensorflow') {
    const given = left.framework === 'numpy' ? [left, right, left] : [left, right];
    inOwnWords(operatorNames[operator], given, () => tensorInPlace(operator, left, right, interpreter));
    return left;
  }
  if (left.kind === 'instance') {
    const method = findMethod(left, `__i${specialNames[operator]}__`);
    if (method) return interpreter.call(method, [right]);
  }
  return undefined;
}

export function unaryOperation(
  interpreter: Interpreter,
  operator: UnaryOp['operator'],
  operand: Value,
): Value {
  if (operator === 'not') {
    const truth = truthOf(interpreter, operand);
    return truth === undefined ? interpreter.unknown('not of something unknown') : bool(!truth);
  }
  if (operand.kind === 'tensor') return inOwnWords(operator, [operand], () => tensorUnary(operator, operand));
  if (operand.kind === 'unknown')
    return (operator !== '~' && numberAfter('-', int(0), operand)) || afterOperator(operand, operand);
  if (operand.kind === 'long') {
    const { value } = operand;
    return operator === '-' ? integer(-value) : operator === '+' ? operand : integer(-value - 1n);
  }
  const number = asNumber(operand);
  if (number) {
    if (operator === '-')
      return markedFrom(number.kind === 'int' ? int(-number.value) : float(-number.value), operand);
    if (operator === '+') return number;
    if (number.kind === 'int') return int(-number.value - 1);
  }
  if (operand.kind === 'instance') {
    const names = { '-': '__neg__', '+': '__pos__', '~': '__invert__' } as const;
    const method = findMethod(operand, names[operator]);
    if (method) return interpreter.call(method, []);
    if (plain(operand) !== operand) return unaryOperation(interpreter, operator, plain(operand));
  }
  throw new PythonError('TypeError', `bad operand type for unary ${operator}: '${typeName(operand)}'`);
}
