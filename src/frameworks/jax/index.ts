/** What the names of JAX mean: jax.numpy's vocabulary in single precision, and jax.nn's activations. */
import { dtypes } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import type { Op } from '../../engine/op';
import { Tensor } from '../../engine/tensor';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { arrayOf, type ArrayDialect } from '../arrays/dialect';
import { define } from '../define';
import { float, tensorValue, type NativeFunction, type TensorValue, type Value } from '../values';

const dialect: ArrayDialect = {
  framework: 'jax',
  floatDType: 'float32',
  intDType: 'int32',
  axis: 'axis',
  keepdims: 'keepdims',
};

const activation = (name: string, op: Op): NativeFunction =>
  define(`jax.nn.${name}`, '(x)', (args) =>
    tensorValue(Tensor.apply(op, [arrayOf(args.value('x'), dialect)], {}), 'jax'),
  );

const alongAxis = (name: string, op: Op): NativeFunction =>
  define(`jax.nn.${name}`, '(x, axis=-1, where=None, initial=None)', (args) =>
    tensorValue(Tensor.apply(op, [arrayOf(args.value('x'), dialect)], { dim: args.int('axis') }), 'jax'),
  );

const registry = ops as unknown as Readonly<Record<string, Op | undefined>>;

const activations: readonly NativeFunction[] = [
  activation('sigmoid', ops.sigmoid as unknown as Op),
  ...(registry['relu'] ? [activation('relu', registry['relu'])] : []),
  activation('log_sigmoid', ops.logsigmoid as unknown as Op),
  alongAxis('softmax', ops.softmax as unknown as Op),
  alongAxis('log_softmax', ops.log_softmax as unknown as Op),
];

export const jaxNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...arrayFunctions('jax.numpy.', dialect), ...activations].map((value): [string, Value] => [
    value.name,
    value,
  ]),
  ...dtypes.map((dtype): [string, Value] => [
    `jax.numpy.${dtype}`,
    { kind: 'dtype', dtype, framework: 'jax' },
  ]),
  ['jax.numpy.pi', float(Math.PI)],
]);

export const jaxTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  arrayAttribute(value, name, 'jax.numpy.', jaxNames, dialect);
