/** What the names of numpy mean: the shared vocabulary, in double precision. */
import { dtypes } from '../../engine/dtype';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { float, type TensorValue, type Value } from '../values';
import { numpyDialect as dialect } from './dialect';
import { numpyRandom } from './random';

const functions = arrayFunctions('numpy.', dialect);

export const numpyNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...functions, ...numpyRandom].map((value): [string, Value] => [value.name, value]),
  ...dtypes
    .filter((dtype) => dtype !== 'bfloat16')
    .map((dtype): [string, Value] => [`numpy.${dtype}`, { kind: 'dtype', dtype, framework: 'numpy' }]),
  ['numpy.pi', float(Math.PI)],
  ['numpy.e', float(Math.E)],
  ['numpy.inf', float(Infinity)],
  ['numpy.nan', float(Number.NaN)],
  ['numpy.newaxis', { kind: 'None' }],
]);

export const numpyTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  arrayAttribute(value, name, 'numpy.', numpyNames, dialect);
