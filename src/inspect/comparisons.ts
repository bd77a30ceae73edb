/** Comparisons of Python's values; those of tensors are handed to their framework. */
import { atPlace } from '../engine/context';
import type { DType } from '../engine/dtype';
import { Tensor } from '../engine/tensor';
import { dtypeMeantBy } from '../frameworks/arguments';
import { tensorAttribute } from '../frameworks/index';
import { afterOperator } from '../frameworks/contract';
import { settled } from '../frameworks/usual';
import { PythonError } from '../frameworks/errors';
import { inOwnWords } from '../frameworks/own-words';
import { tensorCompare } from '../frameworks/tensor-operators';
import {
  bool,
  isObject,
  keyOf,
  plain,
  tensorValue,
  typeName,
  type SetValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import type { CompareOperator } from '../python/syntax';
import { findMethod } from './attributes';
import { firstAnswer } from './builtins/not-implemented';
import { comparedItems } from './dataclasses';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { asNumber } from './operators';
import { truthOf } from './truth';

/** One link of a comparison. */
export function compare(
  interpreter: Interpreter,
  operator: CompareOperator,
  first: Value,
  second: Value,
): Value {
  const [left, right] = [settled(first), settled(second)];
  switch (operator) {
    case 'is':
    case 'is not': {
      const same = identical(left, right);
      return same === undefined
        ? interpreter.unknown('whether two unknown things are the same')
        : bool(same === (operator === 'is'));
    }
    case 'in':
    case 'not in': {
      const found = contains(interpreter, right, left);
      return found === undefined
        ? interpreter.unknown('whether it is in something unknown')
        : bool(found === (operator === 'in'));
    }
    default:
  }
  if (left.kind === 'tensor' || right.kind === 'tensor') {
    const other = left.kind === 'tensor' ? right : left;
    if (other.kind === 'None' || other.kind === 'str') return bool(operator === '!=');
    return inOwnWords(operator, [left, right], () => tensorCompare(operator, left, right));
  }
  if (left.kind === 'unknown' || right.kind === 'unknown')
    return compareUnknown(interpreter, operator, left, right);
  if (operator === '==' || operator === '!=') {
    const own = elementwiseComparison(operator, left, right);
    if (own) return interpreter.call(own[0], [own[1]]);
    const equal = equals(interpreter, left, right);
    return equal === undefined
      ? interpreter.unknown('whether they are equal is not known')
      : bool(equal === (operator === '=='));
  }
  if (left.kind === 'set' && right.kind === 'set') {
    if (left.open || right.open) return interpreter.unknown('what is in the sets is not known');
    return bool(compareSets(operator, left, right));
  }
  const special = specialOrder(interpreter, operator, left, right);
  if (special) return special;
  const order = orderOf(interpreter, plain(left), plain(right));
  if (order === undefined) {
    if (left.kind === 'instance' || right.kind === 'instance')
      return interpreter.unknown('an order that a class defines');
    throw new PythonError('TypeError', withoutOrder(operator, left, right));
  }
  if (Number.isNaN(order)) return bool(false);
  switch (operator) {
    case '<':
      return bool(order < 0);
    case '<=':
      return bool(order <= 0);
    case '>':
      return bool(order > 0);
    case '>=':
      return bool(order >= 0);
    default:
      return operator satisfies never;
  }
}

/** Methods that cast a tensor of truths to another dtype, and that no number, array or table has. */
const casts: ReadonlySet<string> = new Set([
  'byte',
  'double',
  'float',
  'half',
  'int',
  'long',
  'to',
  'type_as',
]);

/** What comes of a comparison with something unknown: unknown, and a tensor of truths where it is cast as only tensors are. */
function compareUnknown(
  interpreter: Interpreter,
  operator: Exclude<CompareOperator, 'in' | 'is' | 'is not' | 'not in'>,
  left: Value,
  right: Value,
): Value {
  const result =
    left.kind === 'unknown' ? afterOperator(left, right) : afterOperator(right as UnknownValue, left);
  if (result.kind !== 'unknown' || result.contract || !isOperand(left) || !isOperand(right)) return result;
  const { place } = interpreter;
  const asTensor = (value: Value): Value => (value.kind === 'unknown' ? tensorValue(Tensor.leaf({})) : value);
  const attribute = (name: string): Value | undefined => {
    if (!casts.has(name)) return undefined;
    const truths = atPlace(place, () => tensorCompare(operator, asTensor(left), asTensor(right)));
    return truths.kind === 'tensor' ? tensorAttribute(truths, name, interpreter) : undefined;
  };
  return { ...result, contract: { attribute } };
}

const isOperand = ({ kind }: Value): boolean =>
  kind === 'unknown' || kind === 'int' || kind === 'float' || kind === 'bool';

/** The method of a framework's object that compares item by item, and what it is given. */
function elementwiseComparison(
  operator: '==' | '!=',
  left: Value,
  right: Value,
): readonly [method: Value, other: Value] | undefined {
  for (const [self, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (self.kind !== 'instance' || self.class.isUser) continue;
    const method = findMethod(self, operator === '==' ? '__eq__' : '__ne__');
    if (method) return [method, other];
  }
  return undefined;
}

/** Sets are ordered by inclusion. */
function compareSets(operator: '<' | '<=' | '>' | '>=', left: SetValue, right: SetValue): boolean {
  const within = (a: SetValue, b: SetValue): boolean => [...a.items.keys()].every((key) => b.items.has(key));
  const isProper = operator.length === 1;
  const [small, large] = operator.startsWith('<') ? [left, right] : [right, left];
  return within(small, large) && (!isProper || small.items.size < large.items.size);
}

const orderMethods = {
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
} as const;

/** An order that a class of the user's defines, on either side. */
function specialOrder(
  interpreter: Interpreter,
  operator: '<' | '<=' | '>' | '>=',
  left: Value,
  right: Value,
): Value | undefined {
  const [own, mirrored] = orderMethods[operator];
  const method = isObject(left) ? findMethod(left, own) : undefined;
  const reflected = isObject(right) ? findMethod(right, mirrored) : undefined;
  const answer = firstAnswer([
    method && (() => interpreter.call(method, [right])),
    reflected && (() => interpreter.call(reflected, [left])),
  ]);
  if (!answer && (method ?? reflected))
    throw new PythonError('TypeError', withoutOrder(operator, left, right));
  return answer;
}

/** What Python says of operands that have no order. */
const withoutOrder = (operator: string, left: Value, right: Value): string =>
  `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`;

/** `is`; undefined where one side is not known. */
function identical(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return left === right ? true : undefined;
  if (left.kind !== right.kind) return false;
  if (left.kind === 'None' || left.kind === 'Ellipsis') return true;
  if (left.kind === 'instance') return left === right;
  return keyOf(left) === keyOf(right);
}

/** `==`; undefined where it is not known. */
export function equals(interpreter: Interpreter, left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  if (isObject(left)) {
    const method = findMethod(left, '__eq__');
    if (method) {
      const other = isObject(right) ? findMethod(right, '__eq__') : undefined;
      const answer = firstAnswer([
        () => interpreter.call(method, [right]),
        other && (() => interpreter.call(other, [left])),
      ]);
      return answer ? truthOf(interpreter, answer) : left === right;
    }
    const fields = left.kind === 'instance' ? comparedItems(left) : undefined;
    if (fields && right.kind === 'instance') {
      if (left.kind === 'class' || left.class !== right.class) return false;
      const others = comparedItems(right)!;
      const same = fields.map(([, value], at) => equals(interpreter, value, others[at]![1]));
      return same.includes(false) ? false : same.includes(undefined) ? undefined : true;
    }
  }
  if (plain(left) !== left || plain(right) !== right) return equals(interpreter, plain(left), plain(right));
  if (left.kind === 'tensor' && right.kind === 'tensor') {
    const same = tensorCompare('==', left, right);
    return left === right ? true : truthOf(interpreter, same);
  }
  if ('items' in left && 'items' in right && Array.isArray(left.items) && Array.isArray(right.items)) {
    if ((left.kind === 'list') !== (right.kind === 'list')) return false;
    if (left.items.length !== right.items.length) return false;
    let all: boolean | undefined = true;
    for (let at = 0; at < left.items.length; at++) {
      const same = isSameOrEqual(interpreter, left.items[at] as Value, right.items[at] as Value);
      if (same === false) return false;
      if (same === undefined) all = undefined;
    }
    return all;
  }
  if (left.kind === 'set' && right.kind === 'set') {
    if (left.open || right.open) return undefined;
    return (
      left.items.size === right.items.size && [...left.items.keys()].every((key) => right.items.has(key))
    );
  }
  if (left.kind === 'dict' && right.kind === 'dict') {
    if (left.open || right.open) return undefined;
    if (left.entries.size !== right.entries.size) return false;
    for (const [key, [, value]] of left.entries) {
      const other = right.entries.get(key);
      if (!other || isSameOrEqual(interpreter, value, other[1]) === false) return false;
    }
    return true;
  }
  if (left.kind === 'dtype' || right.kind === 'dtype') return isSameDType(left, right);
  // NaN is not equal to itself, by which code tells it.
  if (left.kind === 'float' && Number.isNaN(left.value)) return false;
  return keyOf(left) === keyOf(right);
}

/** What containers ask of their items: one and the same object is equal to itself, also where it is NaN. */
const isSameOrEqual = (interpreter: Interpreter, left: Value, right: Value): boolean | undefined =>
  left === right && left.kind !== 'unknown' ? true : equals(interpreter, left, right);

/** numpy's dtypes are equal to what means them: their names, their classes, types of Python, and None; classes only to dtypes. */
function isSameDType(left: Value, right: Value): boolean {
  const dtypes = [left, right].filter((value) => value.kind === 'dtype');
  if (dtypes.some(({ framework }) => framework === 'torch'))
    return dtypes.every(({ framework }) => framework === 'torch') && keyOf(left) === keyOf(right);
  const isOne = dtypes.some(({ isClass }) => !isClass);
  if (!isOne && dtypes.length < 2) return false;
  const meant = (value: Value): DType | undefined =>
    value.kind === 'None' ? 'float64' : dtypeMeantBy(value);
  return meant(left) === meant(right);
}

/** The order of two numbers, which JavaScript compares exactly also where one is a bigint; NaN where there is none. */
const numberOrder = (a: number | bigint, b: number | bigint): number =>
  a < b ? -1 : a > b ? 1 : a <= b ? 0 : Number.NaN;

/** Negative, zero or positive; NaN for numbers without order; undefined for kinds without order. */
function orderOf(interpreter: Interpreter, left: Value, right: Value): number | undefined {
  const a = left.kind === 'long' ? left : asNumber(left);
  const b = right.kind === 'long' ? right : asNumber(right);
  if (a && b) return numberOrder(a.value, b.value);
  if (left.kind === 'str' && right.kind === 'str')
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if ((left.kind === 'tuple' && right.kind === 'tuple') || (left.kind === 'list' && right.kind === 'list')) {
    for (let at = 0; at < Math.min(left.items.length, right.items.length); at++) {
      const order = orderOf(interpreter, left.items[at]!, right.items[at]!);
      if (order !== 0) return order;
    }
    return left.items.length - right.items.length;
  }
  return undefined;
}

function contains(interpreter: Interpreter, container: Value, item: Value): boolean | undefined {
  if (container.kind === 'unknown') return undefined;
  if (container.kind === 'str' && item.kind === 'str') return container.value.includes(item.value);
  if (container.kind === 'dict')
    return container.entries.has(keyOf(item))
      ? true
      : container.open || item.kind === 'unknown'
        ? undefined
        : false;
  if (isObject(container)) {
    const method = findMethod(container, '__contains__');
    if (method) return truthOf(interpreter, interpreter.call(method, [item]));
    if (plain(container) !== container) return contains(interpreter, plain(container), item);
  }
  const items = iterate(interpreter, container);
  if (!items) return undefined;
  let perhaps = false;
  for (const candidate of items) {
    const same = isSameOrEqual(interpreter, candidate, item);
    if (same) return true;
    if (same === undefined) perhaps = true;
  }
  return perhaps ? undefined : false;
}
