/** What the names of numpy mean: the shared vocabulary, in double precision. */
import { dtypes, type DType } from '../../engine/dtype';
import { arrayAttribute, arrayFunctions } from '../arrays';
import { define } from '../define';
import { exceptionClasses } from '../exception-classes';
import { NotKnown } from '../errors';
import { float, type TensorValue, type Value } from '../values';
import { indexObjects } from '../arrays/index-tricks';
import { arrayClasses } from './classes';
import { numpyDialect as dialect } from './dialect';
import { dtypeQuestions } from './dtype-questions';
import { elementLoops } from './element-loops';
import { numpyExceptions } from './errors';
import { writingFunctions } from './in-place';
import { numpyLimits } from './limits';
import { printingFunctions, printOptionsContext } from './printing';
import { numpyRandom } from './random';
import { strideTricks } from './stride-tricks';
import { spreadFunctions } from './spread';
import { storageAttribute } from './storage';
import { takingTexts } from './text-arrays';
import { textFileReaders } from './text-files';
import { ufuncMethods } from './ufunc-methods';

const functions = takingTexts(arrayFunctions('numpy.', dialect));

const scalarClass = (dtype: DType): Value => ({ kind: 'dtype', dtype, framework: 'numpy', isClass: true });

/** Functions whose result numpy leaves to the machine: in which order `partition` gives the other elements. */
const undecided = ['partition', 'argpartition'].map((name) =>
  define(`numpy.${name}`, '(a, kth, axis=-1, **kwargs)', () => {
    throw new NotKnown(`the order in which ${name} leaves what is not at its place depends on the machine`);
  }),
);

export const numpyNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[
    ...functions,
    ...spreadFunctions,
    ...strideTricks,
    ...numpyRandom,
    ...printingFunctions,
    ...writingFunctions,
    ...numpyLimits,
    ...ufuncMethods,
    ...elementLoops,
    ...dtypeQuestions,
    ...undecided,
    ...textFileReaders,
    printOptionsContext,
  ].map((value): [string, Value] => [value.name, value]),
  ...dtypes
    .filter((dtype) => dtype !== 'bfloat16')
    .map((dtype): [string, Value] => [`numpy.${dtype}`, scalarClass(dtype)]),
  ...exceptionClasses(numpyExceptions),
  ...indexObjects('numpy.', dialect),
  ['numpy.bool_', scalarClass('bool')],
  ['numpy.double', scalarClass('float64')],
  ['numpy.single', scalarClass('float32')],
  ['numpy.half', scalarClass('float16')],
  ['numpy.int_', scalarClass('int64')],
  ['numpy.intp', scalarClass('int64')],
  ['numpy.longlong', scalarClass('int64')],
  ['numpy.intc', scalarClass('int32')],
  ['numpy.short', scalarClass('int16')],
  ['numpy.byte', scalarClass('int8')],
  ['numpy.ubyte', scalarClass('uint8')],
  ...arrayClasses.map((value): [string, Value] => [value.name, value]),
  ['numpy.pi', float(Math.PI)],
  ['numpy.e', float(Math.E)],
  ['numpy.inf', float(Infinity)],
  ['numpy.nan', float(Number.NaN)],
  ['numpy.euler_gamma', float(0.5772156649015329)],
  ['numpy.newaxis', { kind: 'None' }],
]);

export const numpyTensorAttribute = (value: TensorValue, name: string): Value | undefined =>
  storageAttribute(value, name) ?? arrayAttribute(value, name, 'numpy.', numpyNames, dialect);
