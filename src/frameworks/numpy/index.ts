/** What the names of numpy mean: the shared vocabulary, in double precision. */
import { dtypes, type DType } from '../../engine/dtype';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { float, type TensorValue, type Value, type ClassValue } from '../values';
import { arrayClasses } from './classes';
import { numpyDialect as dialect } from './dialect';
import { numpyExceptions } from './errors';
import { writingFunctions } from './in-place';
import { numpyLimits } from './limits';
import { printingFunctions, printOptionsContext } from './printing';
import { numpyRandom } from './random';

const functions = arrayFunctions('numpy.', dialect);

const scalarClass = (dtype: DType): Value => ({ kind: 'dtype', dtype, framework: 'numpy', isClass: true });

/** An exception of numpy's below exceptions of Python's, which are known by their names. */
const exceptionClass = (name: string, above: readonly string[]): ClassValue => ({
  kind: 'class',
  name,
  bases: above.map((base) => exceptionClass(`builtins.${base}`, [])),
  attributes: new Map(),
  isUser: false,
});

export const numpyNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[
    ...functions,
    ...numpyRandom,
    ...printingFunctions,
    ...writingFunctions,
    ...numpyLimits,
    printOptionsContext,
  ].map((value): [string, Value] => [value.name, value]),
  ...dtypes
    .filter((dtype) => dtype !== 'bfloat16')
    .map((dtype): [string, Value] => [`numpy.${dtype}`, scalarClass(dtype)]),
  ...Object.values(numpyExceptions).map((above): [string, Value] => {
    const name = above[above.length - 1]!;
    return [name, exceptionClass(name, above.slice(0, -1))];
  }),
  ['numpy.bool_', scalarClass('bool')],
  ['numpy.double', scalarClass('float64')],
  ['numpy.single', scalarClass('float32')],
  ['numpy.half', scalarClass('float16')],
  ['numpy.int_', scalarClass('int64')],
  ...arrayClasses.map((value): [string, Value] => [value.name, value]),
  ['numpy.pi', float(Math.PI)],
  ['numpy.e', float(Math.E)],
  ['numpy.inf', float(Infinity)],
  ['numpy.nan', float(Number.NaN)],
  ['numpy.newaxis', { kind: 'None' }],
]);

export const numpyTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  arrayAttribute(value, name, 'numpy.', numpyNames, dialect);
