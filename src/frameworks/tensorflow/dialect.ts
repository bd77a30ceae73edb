/** How TensorFlow takes and gives tensors: what its functions share. */
import type { DType } from '../../engine/dtype';
import { choose, compare } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import type { Attributes, Op } from '../../engine/op';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayOf, type ArrayDialect } from '../arrays/dialect';
import { defineAll } from '../define';
import type { Runtime } from '../runtime';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../values';

export const dialect: ArrayDialect = {
  framework: 'tensorflow',
  floatDType: 'float32',
  intDType: 'int32',
  axis: 'axis',
  keepdims: 'keepdims',
};

export const wrap = (tensor: Tensor): TensorValue => tensorValue(tensor, 'tensorflow');

/** `tf.convert_to_tensor`: lists and numbers become float32 or int32, arrays and tensors keep their dtype. */
export const convert = (value: Value, dtype?: DType): Tensor => arrayOf(value, dialect, dtype);

export const operand = (args: Arguments, name: string): Tensor => convert(args.value(name));

export const optionalOperand = (args: Arguments, name: string): Tensor | undefined =>
  args.isNone(name) ? undefined : operand(args, name);

/** Both operands: what is no tensor yet takes the dtype of the one that is. */
export function pair(args: Arguments, first: string, second: string): readonly [Tensor, Tensor] {
  const [a, b] = [args.value(first), args.value(second)];
  if (a.kind === 'tensor' && b.kind !== 'tensor') return [convert(a), convert(b, a.tensor.dtype)];
  if (b.kind === 'tensor' && a.kind !== 'tensor') return [convert(a, b.tensor.dtype), convert(b)];
  return [convert(a), convert(b)];
}

export const applyOp = (op: unknown, inputs: readonly Tensor[], attributes: Attributes = {}): Tensor =>
  Tensor.apply(op as Op, inputs, attributes);

/** A function that gives one tensor, under several names below `tensorflow.`. */
export const tensorFunction = (
  names: readonly string[],
  parameters: string,
  compute: (args: Arguments, runtime: Runtime) => Tensor,
): NativeFunction[] =>
  defineAll(
    names.map((name) => `tensorflow.${name}`),
    parameters,
    (args, runtime) => wrap(compute(args, runtime)),
  );

/** max(a, b) with TensorFlow's gradient: all of it to `a` where both are equal. */
export const larger = (a: Tensor, b: Tensor): Tensor => choose(compare(a, '>=', b), a, b);

export const smaller = (a: Tensor, b: Tensor): Tensor => choose(compare(a, '<=', b), a, b);

/** A copy without a gradient. */
export const cut = (tensor: Tensor): Tensor => Tensor.apply(ops.detach, [tensor], {});
