/**
 * What TensorFlow 1 had and TensorFlow 2 has elsewhere: programs that were written for it import `tensorflow` or
 * `tensorflow.compat.v1`, and read as they stand. A placeholder is a tensor of which the shape is known; what a
 * session computes is not followed.
 */
import { Tensor } from '../../engine/tensor';
import { define, method, openClass } from '../define';
import { kerasNames } from '../keras';
import { tensorflowNames } from '../tensorflow';
import { convert, wrap } from '../tensorflow/dialect';
import { variableNode } from '../tensorflow/gradient-tape';
import { noteVariable } from '../tensorflow/variable-facts';
import { none, str, tensorValue, unknown, type Value } from '../values';
import { lossNames } from './losses';
import { sizesOf } from '../keras/layers/layer';

/** Where a name of TensorFlow 1 stands today. */
const moved: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'ceil',
      'digamma',
      'erf',
      'is_finite',
      'is_inf',
      'is_nan',
      'lgamma',
      'log',
      'log1p',
      'log_sigmoid',
      'reciprocal',
      'rint',
      'rsqrt',
      'squared_difference',
    ].map((name) => [name, `math.${name}`]),
  ),
  mod: 'math.floormod',
  floordiv: 'math.floordiv',
  div: 'math.divide',
  random_normal: 'random.normal',
  random_uniform: 'random.uniform',
  truncated_normal: 'random.truncated_normal',
  set_random_seed: 'random.set_seed',
  'nn.softmax_cross_entropy_with_logits_v2': 'nn.softmax_cross_entropy_with_logits',
};

const today = (name: string): Value => {
  const found = tensorflowNames.get(`tensorflow.${name}`);
  if (!found) throw new Error(`tensorflow.${name} is none of the names of TensorFlow`);
  return found;
};

/** The same function, called by its old name. */
const movedNames = Object.entries(moved).map(([before, name]): [string, Value] => [
  `tensorflow.${before}`,
  today(name),
]);

const cast = today('cast');

const casts = ['float32', 'float64', 'int32', 'int64'].map((dtype) => {
  const called = { float32: 'to_float', float64: 'to_double' }[dtype] ?? `to_${dtype}`;
  return define(`tensorflow.${called}`, '(x, name=None)', (args, runtime) =>
    runtime.call(cast, [args.value('x'), str(dtype)]),
  );
});

/** `tf.placeholder`, TensorFlow 1's own name for what a session is fed: any number of rows where the shape says None. */
const placeholder = define('tensorflow.placeholder', '(dtype, shape=None, name=None)', (args) =>
  wrap(Tensor.leaf({ shape: sizesOf(args.value('shape')), dtype: args.optionalDType('dtype') })),
);

const placeholderWithDefault = define(
  'tensorflow.placeholder_with_default',
  '(input, shape, name=None)',
  (args) => {
    const shape = sizesOf(args.value('shape'));
    return wrap(Tensor.leaf({ shape, dtype: convert(args.value('input')).dtype }));
  },
);

const getVariable = define(
  'tensorflow.get_variable',
  '(name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=None, *args, **kwargs)',
  (args, runtime) => {
    const initial = args.value('initializer');
    const isGiven = initial.kind === 'tensor';
    const shape = isGiven && args.isNone('shape') ? initial.tensor.shape : sizesOf(args.value('shape'));
    const dtype = args.optionalDType('dtype') ?? (isGiven ? initial.tensor.dtype : undefined) ?? 'float32';
    const isTrained = args.isNone('trainable') || args.bool('trainable');
    const leaf = Tensor.leaf({ shape, dtype });
    const made = tensorValue(isTrained ? variableNode(leaf) : leaf, 'tensorflow', true);
    noteVariable(made, { name: args.optionalString('name') ?? 'Variable', isTrainable: isTrained });
    runtime.own(made);
    return made;
  },
);

/** `tf.layers.dense(x, 10)` makes a layer of Keras and calls it. */
const layers = Object.entries({
  dense: 'Dense',
  conv1d: 'Conv1D',
  conv2d: 'Conv2D',
  conv3d: 'Conv3D',
  conv2d_transpose: 'Conv2DTranspose',
  dropout: 'Dropout',
  batch_normalization: 'BatchNormalization',
  flatten: 'Flatten',
  max_pooling2d: 'MaxPooling2D',
  average_pooling2d: 'AveragePooling2D',
}).map(([name, layer]) =>
  define(`tensorflow.layers.${name}`, '(inputs, *args, **kwargs)', (args, runtime) => {
    const { training: _, ...options } = args.keywords;
    const made = runtime.call(kerasNames.get(`keras.layers.${layer}`)!, args.rest, options);
    return runtime.call(made, [args.value('inputs')]);
  }),
);

/** `minimize` differentiates the loss with respect to the variables, whatever shape the loss has. */
const differentiating = method('(loss, *args, **kwargs)', (_, args, runtime) => {
  const loss = args.value('loss');
  if (loss.kind === 'tensor')
    runtime.noteOperation('backward', [loss.tensor], { framework: 'tensorflow', wantsScalar: false });
  return unknown('what an optimizer of TensorFlow 1 gives is run by a session');
});

const optimizers = [
  'Optimizer',
  'GradientDescentOptimizer',
  'MomentumOptimizer',
  'AdamOptimizer',
  'AdagradOptimizer',
  'AdadeltaOptimizer',
  'RMSPropOptimizer',
  'FtrlOptimizer',
].map((name) =>
  openClass(`tensorflow.train.${name}`, {
    methods: { minimize: differentiating, compute_gradients: differentiating },
  }),
);

const reductions: readonly (readonly [string, Value])[] = Object.entries({
  NONE: 'none',
  SUM: 'weighted_sum',
  MEAN: 'weighted_mean',
  SUM_BY_NONZERO_WEIGHTS: 'weighted_sum_by_nonzero_weights',
  SUM_OVER_BATCH_SIZE: 'weighted_sum_over_batch_size',
}).map(([name, value]) => [`tensorflow.compat.v1.losses.Reduction.${name}`, str(value)]);

const spelled: readonly (Value & { readonly name: string })[] = [
  ...casts,
  placeholder,
  placeholderWithDefault,
  getVariable,
  ...layers,
  ...optimizers,
  ...lossNames,
];

export const tensorflowOneNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...movedNames,
  ...spelled.map((value): [string, Value] => [value.name, value]),
  ...reductions,
  // Its metrics give a value and what updates it, where those of Keras are functions of two tensors.
  ['tensorflow.compat.v1.metrics', unknown('the metrics of TensorFlow 1 are not followed')],
  ['tensorflow.AUTO_REUSE', none],
]);
