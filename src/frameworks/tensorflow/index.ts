/** What the names of TensorFlow mean: constants, the shared vocabulary, tf.math and tf.nn's activations. */
import { dtypes } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import type { Op } from '../../engine/op';
import { Tensor } from '../../engine/tensor';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { arrayOf, type ArrayDialect } from '../arrays/dialect';
import { define } from '../define';
import { NotKnown } from '../errors';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../values';

const dialect: ArrayDialect = {
  framework: 'tensorflow',
  floatDType: 'float32',
  intDType: 'int32',
  axis: 'axis',
  keepdims: 'keepdims',
};

const shared = arrayFunctions('tensorflow.', dialect);

/** tf.reduce_sum is the sum of the shared vocabulary. */
const reductions: readonly NativeFunction[] = ['sum', 'mean', 'max', 'min', 'any', 'all', 'prod'].flatMap(
  (name) => {
    const found = shared.find((value) => value.name === `tensorflow.${name}`);
    return found
      ? [
          { ...found, name: `tensorflow.reduce_${name}` },
          { ...found, name: `tensorflow.math.reduce_${name}` },
        ]
      : [];
  },
);

const math: readonly NativeFunction[] = [
  'exp',
  'log',
  'log1p',
  'sqrt',
  'square',
  'abs',
  'tanh',
  'maximum',
  'minimum',
].flatMap((name) => {
  const found = shared.find((value) => value.name === `tensorflow.${name}`);
  return found ? [{ ...found, name: `tensorflow.math.${name}` }] : [];
});

const alongAxis = (name: string, op: Op): NativeFunction =>
  define(`tensorflow.nn.${name}`, '(logits, axis=-1, name=None)', (args) =>
    tensorValue(
      Tensor.apply(op, [arrayOf(args.value('logits'), dialect)], { dim: args.int('axis') }),
      'tensorflow',
    ),
  );

const activations: readonly NativeFunction[] = [
  ...['tensorflow.sigmoid', 'tensorflow.nn.sigmoid', 'tensorflow.math.sigmoid'].map((name) =>
    define(name, '(x, name=None)', (args) =>
      tensorValue(Tensor.apply(ops.sigmoid, [arrayOf(args.value('x'), dialect)], {}), 'tensorflow'),
    ),
  ),
  alongAxis('softmax', ops.softmax as unknown as Op),
  alongAxis('log_softmax', ops.log_softmax as unknown as Op),
  define('tensorflow.cast', '(x, dtype, name=None)', (args) => {
    const dtype = args.optionalDType('dtype');
    if (!dtype) throw new NotKnown('the dtype is not known');
    return tensorValue(arrayOf(args.value('x'), dialect, dtype), 'tensorflow');
  }),
];

export const tensorflowNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...shared, ...reductions, ...math, ...activations].map((value): [string, Value] => [value.name, value]),
  ...dtypes.map((dtype): [string, Value] => [
    `tensorflow.${dtype}`,
    { kind: 'dtype', dtype, framework: 'tensorflow' },
  ]),
]);

export const tensorflowTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  arrayAttribute(value, name, 'tensorflow.', tensorflowNames, dialect);
