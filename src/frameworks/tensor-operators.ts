/** Python's operators on tensors: each applies one operation of the engine. */
import { isFloating } from '../engine/dtype';
import { ops } from '../engine/ops/index';
import { stepsOf } from '../engine/ops/power';
import { numberTensor } from '../engine/ops/number';
import { Tensor } from '../engine/tensor';
import type { BinaryOperator, CompareOperator } from '../python/syntax';
import { asTensor } from './arguments';
import { castTo, inCommonDType } from './arrays/promotion';
import { formatFloat } from '../base/python-float';
import { PythonError } from './errors';
import { isArrayScalar } from './format-tensor';
import { changeInPlace } from './in-place';
import { leafOf, readNest } from './literal-tensors';
import { checkCast } from './out-argument';
import type { Runtime } from './runtime';
import { mixedDTypes, requireMatrices } from './tensorflow/errors';
import { plain, tensorValue, typeName, type TensorFramework, type TensorValue, type Value } from './values';

const frameworkOf = (left: Value, right: Value): TensorFramework =>
  left.kind === 'tensor' && left.framework !== 'numpy'
    ? left.framework
    : right.kind === 'tensor'
      ? right.framework
      : (left as TensorValue).framework;

/** An operand: numpy and its kin take nested lists as well. */
function operand(
  value: Value,
  framework: TensorFramework,
  operator: string,
  other: Value,
  isLeft = true,
): Tensor {
  if (framework === 'tensorflow') {
    const found = operandOfTensorflow(value, other);
    if (found) return found;
  }
  if (value.kind === 'list' || value.kind === 'tuple') {
    if (framework === 'numpy' || framework === 'tensorflow') {
      const nest = readNest(value);
      return leafOf(
        nest,
        nest.dtype ?? (nest.type === 'int' ? 'int64' : nest.type === 'bool' ? 'bool' : 'float64'),
      );
    }
  }
  // PyTorch takes a scalar of numpy as the Python number that it is.
  if (framework === 'torch' && value.kind === 'tensor' && value.framework === 'numpy' && isArrayScalar(value))
    return asNumber(value.tensor);
  const number = plain(value);
  if (['tensor', 'int', 'long', 'float', 'bool', 'unknown'].includes(number.kind))
    return asTensor(number, 'the operand');
  const named = (operand: Value): string =>
    operand.kind === 'tensor' && operand.framework === 'jax' ? 'ArrayImpl' : typeName(operand);
  throw new PythonError(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${named(isLeft ? value : other)}' and '${named(isLeft ? other : value)}'`,
  );
}

/** What is no tensor of TensorFlow's yet takes the dtype of the one that it meets; undefined where that decides nothing. */
function operandOfTensorflow(value: Value, other: Value): Tensor | undefined {
  if (other.kind !== 'tensor' || other.framework !== 'tensorflow') return undefined;
  const { dtype } = other.tensor;
  if (!dtype) return undefined;
  if (value.kind === 'list' || value.kind === 'tuple') return leafOf(readNest(value), dtype);
  if (value.kind === 'tensor' && value.framework === 'numpy') return castTo(value.tensor, dtype);
  if (value.kind === 'float' && !isFloating(dtype))
    throw new PythonError(
      'TypeError',
      `Cannot convert ${formatFloat(value.value)} to EagerTensor of dtype ${dtype}`,
    );
  return undefined;
}

function asNumber(scalar: Tensor): Tensor {
  if (!scalar.hasValues || !scalar.dtype) return scalar;
  const value = scalar.values()[0]!;
  if (scalar.dtype === 'bool') return numberTensor(value !== 0);
  return numberTensor(value, isFloating(scalar.dtype) ? 'float' : 'int');
}

/** `left operator right`, one of them a tensor. */
export function tensorBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  const framework = frameworkOf(left, right);
  const a = operand(left, framework, operator, right);
  const b = operand(right, framework, operator, left, false);
  return tensorValue(applyOperator(operator, framework, ...meeting(operator, a, b, framework)), framework);
}

/** The names of the operators' functions, as messages say them. */
export const operatorNames: { readonly [Operator in BinaryOperator]: string } = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floor_divide',
  '%': 'remainder',
  '**': 'power',
  '@': 'matmul',
  '&': 'bitwise_and',
  '|': 'bitwise_or',
  '^': 'bitwise_xor',
  '<<': 'left_shift',
  '>>': 'right_shift',
};

/** Both operands as the operator takes them: outside of PyTorch in one dtype, which true division makes a float. */
function meeting(
  operator: BinaryOperator,
  a: Tensor,
  b: Tensor,
  framework: TensorFramework,
): readonly [Tensor, Tensor] {
  const [left, right] = inCommonDType(a, b, framework);
  if (framework === 'tensorflow' && left.dtype && right.dtype && !left.wrapped && !right.wrapped) {
    if (operator === '@') requireMatrices(left, right);
    if (left.dtype !== right.dtype) throw mixedDTypes(operatorNames[operator], left, right);
  }
  const isWide =
    (framework === 'numpy' || framework === 'tensorflow') &&
    operator === '/' &&
    left.dtype !== undefined &&
    right.dtype !== undefined &&
    !isFloating(left.dtype) &&
    !isFloating(right.dtype);
  if (!isWide) return [left, right];
  // TensorFlow's integers of one or two bytes become floats of four (TensorFlow source, math_ops.py, _TRUEDIV_TABLE).
  const isSmall = [left, right].some(({ dtype }) => ['uint8', 'int8', 'int16'].includes(dtype!));
  const wide = framework === 'tensorflow' && isSmall ? 'float32' : 'float64';
  return [castTo(left, wide), castTo(right, wide)];
}

function applyOperator(operator: BinaryOperator, framework: TensorFramework, a: Tensor, b: Tensor): Tensor {
  switch (operator) {
    case '+':
      return Tensor.apply(ops.add, [a, b], {});
    case '-':
      return Tensor.apply(ops.sub, [a, b], {});
    case '*':
      return Tensor.apply(ops.mul, [a, b], {});
    case '/':
      return Tensor.apply(ops.div, [a, b], {});
    case '//':
      return Tensor.apply(ops.floor_divide, [a, b], {});
    case '%':
      return Tensor.apply(ops.remainder, [a, b], {});
    case '**':
      return Tensor.apply(ops.pow, [a, b], framework === 'torch' ? stepsOf(b) : {});
    case '@':
      return Tensor.apply(ops.matmul, [a, b], {});
    case '&':
      return Tensor.apply(ops.bitwise_and, [a, b], {});
    case '|':
      return Tensor.apply(ops.bitwise_or, [a, b], {});
    case '^':
      return Tensor.apply(ops.bitwise_xor, [a, b], {});
    case '<<':
      return Tensor.apply(ops.bitwise_left_shift, [a, b], {});
    case '>>':
      return Tensor.apply(ops.bitwise_right_shift, [a, b], {});
    default:
      return operator satisfies never;
  }
}

/** `left operator= right`: the object stays, its tensor changes. */
export function tensorInPlace(
  operator: BinaryOperator,
  left: TensorValue,
  right: Value,
  runtime: Runtime,
): void {
  const before = left.tensor;
  const other = operand(right, left.framework, operator, left, false);
  const changed = applyOperator(
    operator,
    left.framework,
    ...meeting(operator, before, other, left.framework),
  );
  checkCast(changed.dtype, before.dtype);
  changeInPlace(left, changed, runtime);
}

/** A comparison, element by element. */
export function tensorCompare(
  operator: Exclude<CompareOperator, 'is' | 'is not' | 'in' | 'not in'>,
  left: Value,
  right: Value,
): Value {
  const framework = frameworkOf(left, right);
  const inputs = inCommonDType(
    operand(left, framework, operator, right),
    operand(right, framework, operator, left, false),
    framework,
  );
  const op = { '==': ops.eq, '!=': ops.ne, '<': ops.lt, '<=': ops.le, '>': ops.gt, '>=': ops.ge }[operator];
  return tensorValue(Tensor.apply(op, inputs, {}), framework);
}

export function tensorUnary(operator: '-' | '+' | '~', value: TensorValue): Value {
  if (operator === '+') return value;
  const op = operator === '-' ? ops.neg : ops.bitwise_not;
  return tensorValue(Tensor.apply(op, [value.tensor], {}), value.framework);
}
