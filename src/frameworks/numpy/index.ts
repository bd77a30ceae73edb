/** What the names of numpy mean: the shared vocabulary, in double precision. */
import { dtypes } from '../../engine/dtype';
import { arrayAttribute, arrayFunctions, type ArrayDialect } from '../array-names';
import { float, type TensorValue, type Value } from '../values';

const dialect: ArrayDialect = {
  framework: 'numpy',
  floatDType: 'float64',
  intDType: 'int64',
  axis: 'axis',
  keepdims: 'keepdims',
};

const functions = arrayFunctions('numpy.', dialect);

export const numpyNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...functions.map((value): [string, Value] => [value.name, value]),
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
