/** keras.ops and the functions of keras.backend: TensorFlow's meanings under Keras' names. */
import { castTo } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape, SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { clip, oneHot } from '../activation-formulas';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { arrayNames } from '../tensorflow/arrays';
import { applyOp, convert, cut, operand, pair } from '../tensorflow/dialect';
import { binary, reduced, unary } from '../tensorflow/math';
import { float, int, none, str, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { entropyOperations } from './entropy-operations';
import { backendOf } from './losses';
import { EPSILON } from './loss';

const places = ['keras.ops.', 'keras.backend.'] as const;

const under = (
  places: readonly string[],
  name: string,
  parameters: string,
  compute: (args: Arguments) => Tensor,
  first: string,
): NativeFunction[] =>
  places.map((place) =>
    define(`${place}${name}`, parameters, (args) => tensorValue(compute(args), backendOf(args.value(first)))),
  );

/** TensorFlow's name → Keras' where they differ. */
const respelled: Readonly<Record<string, string>> = {
  abs: 'abs',
  acos: 'arccos',
  asin: 'arcsin',
  atan: 'arctan',
  is_nan: 'isnan',
  is_inf: 'isinf',
  is_finite: 'isfinite',
  pow: 'power',
  floordiv: 'floor_divide',
  truediv: 'true_divide',
};

/** Activations have their own table. */
const elsewhere = new Set(['sigmoid', 'tanh', 'log_sigmoid', 'softsign', 'rint']);
const plainName = (name: string): string => name.replace('*', '');

const elementwise = Object.entries(unary).flatMap(([starred, op]) => {
  const name = plainName(starred);
  if (elsewhere.has(name)) return [];
  return under(places, respelled[name] ?? name, '(x)', (args) => applyOp(op, [operand(args, 'x')]), 'x');
});

const pairs = Object.entries(binary).flatMap(([starred, compute]) => {
  const name = plainName(starred);
  const spelled = [respelled[name] ?? name, ...(name === 'pow' ? ['pow'] : [])];
  return spelled.flatMap((spelling) => [
    ...under(['keras.ops.'], spelling, '(x1, x2)', (args) => compute(...pair(args, 'x1', 'x2')), 'x1'),
    ...under(
      ['keras.backend.'],
      spelling,
      spelling === 'pow' ? '(x, a)' : '(x, y)',
      (args) => compute(...pair(args, 'x', spelling === 'pow' ? 'a' : 'y')),
      'x',
    ),
  ]);
});

/** Keras' name of a reduction → TensorFlow's; keras.ops takes the mean of integers for one of floats. */
const reductionNames: Readonly<Record<string, string>> = {
  sum: 'sum',
  mean: 'mean',
  max: 'max',
  min: 'min',
  amax: 'max',
  amin: 'min',
  any: 'any',
  all: 'all',
  prod: 'prod',
  var: 'variance',
  std: 'std',
  logsumexp: 'logsumexp',
};

const reductions = Object.entries(reductionNames).flatMap(([name, of]) =>
  under(
    places,
    name,
    '(x, axis=None, keepdims=False, initial=None)',
    (args) => {
      const x = operand(args, 'x');
      const isWhole = x.dtype?.startsWith('int') && ['mean', 'var', 'std', 'logsumexp'].includes(name);
      return reduced[of]!(isWhole ? castTo(x, 'float32') : x, {
        dim: args.optionalInts('axis'),
        keepdim: args.bool('keepdims'),
      });
    },
    'x',
  ),
);

const extremes = (['argmax', 'argmin'] as const).flatMap((name) => [
  ...under(
    ['keras.ops.'],
    name,
    '(x, axis=None, keepdims=False)',
    (args) =>
      castTo(
        applyOp(ops[name], [operand(args, 'x')], {
          dim: args.optionalInt('axis'),
          keepdim: args.bool('keepdims'),
        }),
        'int32',
      ),
    'x',
  ),
  ...under(
    ['keras.backend.'],
    name,
    '(x, axis=-1)',
    (args) => applyOp(ops[name], [operand(args, 'x')], { dim: args.int('axis'), keepdim: false }),
    'x',
  ),
]);

/** TensorFlow's functions of shapes that Keras has too, with the names of their parameters in Keras. */
const borrowed: Readonly<
  Record<string, { readonly of: string; readonly parameters: string; readonly names: readonly string[] }>
> = {
  cast: { of: 'cast', parameters: '(x, dtype)', names: ['x', 'dtype'] },
  reshape: { of: 'reshape', parameters: '(x, newshape)', names: ['x', 'newshape'] },
  expand_dims: { of: 'expand_dims', parameters: '(x, axis)', names: ['x', 'axis'] },
  squeeze: { of: 'squeeze', parameters: '(x, axis=None)', names: ['x', 'axis'] },
  transpose: { of: 'transpose', parameters: '(x, axes=None)', names: ['x', 'axes'] },
  concatenate: { of: 'concat', parameters: '(xs, axis=0)', names: ['xs', 'axis'] },
  stack: { of: 'stack', parameters: '(x, axis=0)', names: ['x', 'axis'] },
  where: { of: 'where', parameters: '(condition, x1=None, x2=None)', names: ['condition', 'x1', 'x2'] },
  matmul: { of: 'matmul', parameters: '(x1, x2)', names: ['x1', 'x2'] },
  zeros: { of: 'zeros', parameters: "(shape, dtype='float32')", names: ['shape', 'dtype'] },
  ones: { of: 'ones', parameters: "(shape, dtype='float32')", names: ['shape', 'dtype'] },
  zeros_like: { of: 'zeros_like', parameters: '(x, dtype=None)', names: ['x', 'dtype'] },
  ones_like: { of: 'ones_like', parameters: '(x, dtype=None)', names: ['x', 'dtype'] },
  tile: { of: 'tile', parameters: '(x, repeats)', names: ['x', 'repeats'] },
  broadcast_to: { of: 'broadcast_to', parameters: '(x, shape)', names: ['x', 'shape'] },
  flip: { of: 'reverse', parameters: '(x, axis)', names: ['x', 'axis'] },
};

const backendParameters: Readonly<Record<string, string>> = {
  concatenate: '(tensors, axis=-1)',
  squeeze: '(x, axis)',
  reshape: '(x, shape)',
  transpose: '(x)',
};

const shapes = places.flatMap((place) =>
  Object.entries(borrowed).map(([name, { of, parameters }]) => {
    const source = arrayNames.find((candidate) => candidate.name === `tensorflow.${of}`)!;
    const own = place === 'keras.backend.' ? (backendParameters[name] ?? parameters) : parameters;
    const made = define(`${place}${name}`, own, (args, runtime) => {
      const given = made.signature.parameters.filter((parameter) => args.given(parameter.name));
      const result = runtime.call(
        source,
        made.signature.parameters.slice(0, given.length).map((parameter) => args.value(parameter.name)),
      );
      const framework = backendOf(args.value(made.signature.parameters[0]!.name));
      return result.kind === 'tensor' ? { ...result, framework } : result;
    });
    return made;
  }),
);

const array = (name: string): NativeFunction =>
  define(name, '(x, dtype=None, sparse=None, ragged=None)', (args) => {
    const given = args.value('x');
    const dtype = args.optionalDType('dtype');
    if (given.kind === 'unknown') return tensorValue(Tensor.leaf({ dtype }), 'tensorflow');
    return tensorValue(convert(given, dtype), backendOf(given));
  });

const clipped = [
  ...under(
    ['keras.ops.'],
    'clip',
    '(x, x_min, x_max)',
    (args) => clip(operand(args, 'x'), args.optionalNumber('x_min'), args.optionalNumber('x_max')),
    'x',
  ),
  ...under(
    ['keras.backend.'],
    'clip',
    '(x, min_value, max_value)',
    (args) => clip(operand(args, 'x'), args.optionalNumber('min_value'), args.optionalNumber('max_value')),
    'x',
  ),
];

const oneHots: readonly NativeFunction[] = [
  ...under(
    ['keras.ops.'],
    'one_hot',
    '(x, num_classes, axis=-1, dtype=None, sparse=False)',
    (args) =>
      oneHot(
        castTo(operand(args, 'x'), 'int64'),
        args.size('num_classes'),
        args.int('axis'),
        args.optionalDType('dtype') ?? 'float32',
      ),
    'x',
  ),
  ...under(
    ['keras.backend.'],
    'one_hot',
    '(indices, num_classes)',
    (args) => oneHot(castTo(operand(args, 'indices'), 'int64'), args.size('num_classes'), -1, 'float32'),
    'indices',
  ),
];

/** `keras.utils.to_categorical`: an array of numpy for lists and arrays, a tensor for tensors. */
const toCategorical = define('keras.utils.to_categorical', '(x, num_classes=None)', (args): Value => {
  const given = args.value('x');
  const isTensor = given.kind === 'tensor' && given.framework !== 'numpy';
  const indices = castTo(convert(given), 'int64');
  const isColumn = (indices.rank ?? 0) > 1 && indices.shape?.at(-1) === 1;
  const flat = isColumn ? applyOp(ops.squeeze, [indices], { dim: [-1] }) : indices;
  const framework = isTensor ? backendOf(given) : 'numpy';
  const dtype = isTensor ? 'float32' : 'float64';
  if (args.isNone('num_classes') && !flat.hasValues) {
    const shape = flat.shape && [...flat.shape, new SymbolicDim('classes')];
    return tensorValue(Tensor.leaf({ shape, dtype, role: { kind: 'one-hot', dim: flat.rank } }), framework);
  }
  const count = args.isNone('num_classes') ? Math.max(...flat.values()) + 1 : args.size('num_classes');
  return tensorValue(oneHot(flat, count, -1, dtype), framework);
});

const shapeOf = (name: string): NativeFunction =>
  define(name, '(x)', (args) => {
    const { shape } = operand(args, 'x');
    if (!isKnownShape(shape)) throw new NotKnown('the shape is not known');
    return name.endsWith('ndim') ? int(shape.length) : tuple(shape.map(int));
  });

const settings: readonly NativeFunction[] = [
  ...['keras.backend.', 'keras.config.'].flatMap((place) => [
    define(`${place}epsilon`, '()', () => float(EPSILON)),
    define(`${place}floatx`, '()', () => str('float32')),
    define(`${place}image_data_format`, '()', () => str('channels_last')),
  ]),
  define('keras.backend.clear_session', '(free_memory=True)', () => none),
];

export const operationNames: readonly NativeFunction[] = [
  ...elementwise,
  ...pairs,
  ...reductions,
  ...extremes,
  ...shapes,
  ...clipped,
  ...entropyOperations,
  ...oneHots,
  ...['keras.ops.array', 'keras.ops.convert_to_tensor'].map(array),
  define('keras.backend.constant', '(value, dtype=None, shape=None, name=None)', (args) =>
    tensorValue(convert(args.value('value'), args.optionalDType('dtype') ?? 'float32'), 'tensorflow'),
  ),
  define('keras.ops.convert_to_numpy', '(x)', (args) => tensorValue(operand(args, 'x').asLeaf(), 'numpy')),
  ...places.flatMap((place) =>
    under([place], 'stop_gradient', '(variable)', (args) => cut(operand(args, 'variable')), 'variable'),
  ),
  define('keras.backend.get_value', '(x)', (args) => tensorValue(operand(args, 'x').asLeaf(), 'numpy')),
  define('keras.backend.eval', '(x)', (args) => tensorValue(operand(args, 'x').asLeaf(), 'numpy')),
  ...under(
    ['keras.backend.'],
    'flatten',
    '(x)',
    (args) => applyOp(ops.reshape, [operand(args, 'x')], { shape: [-1] }),
    'x',
  ),
  ...under(
    ['keras.backend.'],
    'dot',
    '(x, y)',
    (args) => applyOp(ops.matmul, [...pair(args, 'x', 'y')]),
    'x',
  ),
  ...['keras.ops.shape', 'keras.ops.ndim', 'keras.backend.int_shape', 'keras.backend.ndim'].map(shapeOf),
  toCategorical,
  ...settings,
];
