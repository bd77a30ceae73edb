/** What the names of JAX mean: jax.numpy's vocabulary in single precision, jax.nn, and the transforms. */
import { dtypes } from '../../engine/dtype';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { float, none, type TensorValue, type Value } from '../values';
import { controlFlow } from './control-flow';
import { atOf } from './at';
import { derivatives } from './derivatives';
import { dialect } from './dialect';
import { initializers } from './initializers';
import { laxNames } from './lax';
import { normalDistribution } from './normal-distribution';
import { nnNames } from './nn';
import { jaxRandom } from './random';
import { transformNames } from './transforms';
import { treeStructures } from './tree-structures';
import { treeNames } from './trees';

export const jaxNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[
    ...arrayFunctions('jax.numpy.', dialect),
    ...nnNames,
    ...transformNames,
    ...treeNames,
    ...treeStructures,
    ...derivatives,
    ...initializers,
    ...laxNames,
    ...normalDistribution,
    ...controlFlow,
    ...jaxRandom(dialect),
  ].map((value): [string, Value] => [value.name, value]),
  ...dtypes.map((dtype): [string, Value] => [
    `jax.numpy.${dtype}`,
    { kind: 'dtype', dtype, framework: 'jax' },
  ]),
  ['jax.numpy.pi', float(Math.PI)],
  ['jax.numpy.e', float(Math.E)],
  ['jax.numpy.inf', float(Infinity)],
  ['jax.numpy.nan', float(Number.NaN)],
  ['jax.numpy.newaxis', none],
  ...['jax.Array', 'jax.numpy.ndarray'].map((name): [string, Value] => [
    name,
    { kind: 'class', name, bases: [], attributes: new Map(), isUser: false },
  ]),
]);

export const jaxTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  name === 'at' ? atOf(value) : arrayAttribute(value, name, 'jax.numpy.', jaxNames, dialect);
