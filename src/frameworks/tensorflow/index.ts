/** What the names of TensorFlow mean: constants and variables, tf.math, tf.nn and the tape. */
import { dtypes } from '../../engine/dtype';
import { arrayAttribute } from '../arrays';
import { define } from '../define';
import { NotKnown } from '../errors';
import { exceptionClasses } from '../exception-classes';
import {
  float,
  int,
  none,
  str,
  type ClassValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import { arrayNames } from './arrays';
import { countingNames } from './counting';
import { dialect } from './dialect';
import { customGradient } from './custom-gradient';
import { datasetClass } from './datasets';
import { tensorShape } from './tensor-shape';
import { tensorflowExceptions } from './errors';
import { gradientTape, variable, variableAttribute } from './gradient-tape';
import { sliceMethod } from './variable-slices';
import { indexingNames } from './indexing';
import { linearNames } from './linear';
import { mathNames } from './math';
import { moduleClass } from './module';
import { nnNames } from './nn';
import { randomNames } from './random';
import { readDatasets } from './read-datasets';

/** `@tf.function` and what else leaves a program's numbers as they are. */
const harmless: readonly NativeFunction[] = [
  define('tensorflow.function', '(func=None, *args, **kwargs)', (args) => {
    const given = args.value('func');
    return given.kind === 'None' ? identity : given;
  }),
  define('tensorflow.print', '(*args, **kwargs)', () => none),
  define('tensorflow.cond', '(pred, true_fn=None, false_fn=None, name=None)', (args, runtime) => {
    const holds = runtime.truth(args.value('pred'));
    if (holds === undefined) throw new NotKnown('which function tf.cond calls is not known');
    return runtime.call(args.value(holds ? 'true_fn' : 'false_fn'), []);
  }),
  define('tensorflow.executing_eagerly', '()', () => ({ kind: 'bool', value: true })),
  define('tensorflow.TensorShape', '(dims)', (args) => tensorShape(args.ints('dims'))),
  define('tensorflow.is_tensor', '(x)', (args) => ({
    kind: 'bool',
    value: args.value('x').kind === 'tensor',
  })),
];

/** What `isinstance` asks for. */
const tensorClass: ClassValue = {
  kind: 'class',
  name: 'tensorflow.Tensor',
  bases: [],
  attributes: new Map(),
  isUser: false,
};

const identity = define('tensorflow.function', '(func)', (args) => args.value('func'));

const spelled: readonly (Value & { readonly name: string })[] = [
  ...arrayNames,
  ...mathNames,
  ...nnNames,
  ...harmless,
  ...indexingNames,
  ...linearNames,
  ...countingNames,
  ...randomNames,
  datasetClass,
  ...readDatasets,
  moduleClass,
  tensorClass,
  customGradient,
  variable,
  gradientTape,
];

export const tensorflowNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...spelled.map((value): [string, Value] => [value.name, value]),
  ...dtypes.map((dtype): [string, Value] => [
    `tensorflow.${dtype}`,
    { kind: 'dtype', dtype, framework: 'tensorflow' },
  ]),
  ...exceptionClasses(tensorflowExceptions),
  ['tensorflow.newaxis', none],
  ['tensorflow.data.AUTOTUNE', int(-1)],
  ['tensorflow.data.experimental.AUTOTUNE', int(-1)],
  ['tensorflow.UnconnectedGradients.ZERO', str('zero')],
  ['tensorflow.UnconnectedGradients.NONE', str('none')],
  ['tensorflow.experimental.numpy.pi', float(Math.PI)],
]);

export const tensorflowTensorAttribute = (value: TensorValue, name: string): Value | undefined => {
  const own = value.isParameter ? variableAttribute(value, name) : sliceMethod(value, name);
  if (own) return own;
  if (name === 'get_shape') {
    const shape = arrayAttribute(value, 'shape', 'tensorflow.', tensorflowNames, dialect);
    return shape && define('tensorflow.Tensor.get_shape', '()', () => shape);
  }
  return arrayAttribute(value, name, 'tensorflow.', tensorflowNames, dialect);
};
