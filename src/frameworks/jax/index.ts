/** What the names of JAX mean: jax.numpy's vocabulary in single precision, jax.nn, and the transforms. */
import { dtypes } from '../../engine/dtype';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { float, type TensorValue, type Value } from '../values';
import { dialect } from './dialect';
import { nnNames } from './nn';
import { jaxRandom } from './random';
import { transformNames } from './transforms';

export const jaxNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...arrayFunctions('jax.numpy.', dialect), ...nnNames, ...transformNames, ...jaxRandom(dialect)].map(
    (value): [string, Value] => [value.name, value],
  ),
  ...dtypes.map((dtype): [string, Value] => [
    `jax.numpy.${dtype}`,
    { kind: 'dtype', dtype, framework: 'jax' },
  ]),
  ['jax.numpy.pi', float(Math.PI)],
]);

export const jaxTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  arrayAttribute(value, name, 'jax.numpy.', jaxNames, dialect);
