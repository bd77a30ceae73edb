/** How JAX takes and gives arrays: in single precision, whatever comes in. */
import { castTo } from '../../engine/formula';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayOf, type ArrayDialect } from '../arrays/dialect';
import { defineAll } from '../define';
import { NotKnown } from '../errors';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../values';

export const dialect: ArrayDialect = {
  framework: 'jax',
  floatDType: 'float32',
  intDType: 'int32',
  axis: 'axis',
  keepdims: 'keepdims',
};

export const wrap = (tensor: Tensor): TensorValue => tensorValue(tensor, 'jax');

/** `jnp.asarray`: 64 bits become 32. */
export function convert(value: Value): Tensor {
  const tensor = arrayOf(value, dialect);
  if (tensor.dtype === 'float64') return castTo(tensor, 'float32');
  return tensor.dtype === 'int64' ? castTo(tensor, 'int32') : tensor;
}

export const operand = (args: Arguments, name: string): Tensor => convert(args.value(name));

export const optionalOperand = (args: Arguments, name: string): Tensor | undefined =>
  args.isNone(name) ? undefined : operand(args, name);

/** An axis as one int, several, or None for all. */
export function axesOf(args: Arguments, name = 'axis'): number | readonly number[] | undefined {
  const given = args.value(name);
  if (given.kind === 'None') return undefined;
  return given.kind === 'int' ? given.value : args.ints(name);
}

export const arrayFunction = (
  names: readonly string[],
  parameters: string,
  compute: (args: Arguments) => Tensor,
): NativeFunction[] => defineAll(names, parameters, (args) => wrap(compute(args)));

/** Refuses an argument that is not followed here, where it was given. */
export function refuse(args: Arguments, ...names: readonly string[]): void {
  const given = names.find((name) => !args.isNone(name));
  if (given !== undefined)
    throw new NotKnown(`the argument '${given}' of ${args.functionName} is not followed`);
}
