/** Keras' layers: those whose activation or width a loss depends on, and those that leave both as they are. */
import { ops } from '../../../engine/ops/index';
import { SymbolicDim, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import { wrap } from '../../tensorflow/dialect';
import { str, type ClassValue, type NativeFunction } from '../../values';
import { activations } from '../activations';
import {
  activated,
  kerasLayer,
  layerBase,
  rearranged,
  anySize,
  result,
  scoresOf,
  sizeOf,
  sizesOf,
  tensorOf,
  type Forward,
} from './layer';
import { mergingFunctions, mergingLayers, tensorsOf } from './merging';

const logits = { kind: 'logits' } as const;

/** The batch size of an input, or any. */
const batchOf = (shape: Shape | undefined) => shape?.[0] ?? new SymbolicDim('batch');

const dense = kerasLayer('Dense', '(units, activation=None, use_bias=True, *args, **kwargs)', (call) =>
  scoresOf(call.input, sizeOf(call.given.value('units'), 'units')),
);

/** Scores of so many filters at each place; where the places are depends on strides and padding. */
const convolution =
  (dims: number): Forward =>
  ({ input, given }) => {
    const { shape } = tensorOf(input);
    const filters = sizeOf(given.value('filters'), 'filters');
    return result([batchOf(shape), ...Array.from({ length: dims }, anySize), filters], logits);
  };

const CONVOLUTION = "(filters, kernel_size, strides=1, padding='valid', activation=None, *args, **kwargs)";

const convolutions = [1, 2, 3].flatMap((dims) =>
  ['Conv', 'Convolution'].flatMap((name) => [
    kerasLayer(`${name}${dims}D`, CONVOLUTION, channelsLast(convolution(dims))),
    kerasLayer(`${name}${dims}DTranspose`, CONVOLUTION, channelsLast(convolution(dims))),
  ]),
);

const separable = [1, 2].map((dims) =>
  kerasLayer(`SeparableConv${dims}D`, CONVOLUTION, channelsLast(convolution(dims))),
);

/** Each channel by itself; how many come of each is a factor. */
const depthwise = [1, 2].map((dims) =>
  kerasLayer(
    `DepthwiseConv${dims}D`,
    "(kernel_size, strides=1, padding='valid', depth_multiplier=1, *args, activation=None, **kwargs)",
    channelsLast(({ input, given }) => {
      const { shape } = tensorOf(input);
      const [channels, factor] = [shape?.at(-1), given.value('depth_multiplier')];
      const made =
        typeof channels === 'number' && factor.kind === 'int' ? channels * factor.value : anySize();
      return result([batchOf(shape), ...Array.from({ length: dims }, anySize), made], logits);
    }),
  ),
);

/** The states of the last step or of all: bounded, as those of other recurrent layers, and in places as a convolution's. */
const recurrentConvolutions = [1, 2, 3].map((dims) =>
  kerasLayer(
    `ConvLSTM${dims}D`,
    '(filters, kernel_size, *args, return_sequences=False, return_state=False, **kwargs)',
    ({ input, given, runtime }) => {
      const [all, states] = ['return_sequences', 'return_state'].map((option) =>
        runtime.truth(given.value(option)),
      );
      if (all === undefined || states !== false)
        throw new NotKnown('what a recurrent layer gives beside its outputs is not followed');
      if (given.keywords.data_format) return result(undefined);
      const { shape } = tensorOf(input);
      const places = [...Array.from({ length: dims }, anySize), sizeOf(given.value('filters'), 'filters')];
      return result([batchOf(shape), ...(all ? [shape?.[1] ?? anySize()] : []), ...places]);
    },
  ),
);

/** With the channels in front nothing is said of the shape. */
function channelsLast(forward: Forward): Forward {
  return (call) => {
    const format = call.given.keywords.data_format;
    return !format || (format.kind === 'str' && format.value === 'channels_last')
      ? forward(call)
      : result(undefined, logits);
  };
}

const embedding = kerasLayer('Embedding', '(input_dim, output_dim, *args, **kwargs)', ({ input, given }) => {
  const { shape } = tensorOf(input);
  return result(shape && [...shape, sizeOf(given.value('output_dim'), 'output_dim')]);
});

/** The states of a recurrent layer, the last one or those of all steps: values within the bounds of its activation. */
const recurrent = ['LSTM', 'GRU', 'SimpleRNN'].map((name) =>
  kerasLayer(
    name,
    '(units, *args, return_sequences=False, return_state=False, **kwargs)',
    ({ input, given, runtime }) => {
      const { shape } = tensorOf(input);
      const units = sizeOf(given.value('units'), 'units');
      const [all, states] = ['return_sequences', 'return_state'].map((option) =>
        runtime.truth(given.value(option)),
      );
      if (all === undefined || states !== false)
        throw new NotKnown('what a recurrent layer gives beside its outputs is not followed');
      return result(all ? [batchOf(shape), shape?.[1] ?? anySize(), units] : [batchOf(shape), units]);
    },
  ),
);

/** Projections of what the queries attend to, as many and as wide as the queries. */
const multiHeadAttention = kerasLayer(
  'MultiHeadAttention',
  '(num_heads, key_dim, *args, output_shape=None, **kwargs)',
  ({ input, given, called }) => {
    if (called.keywords.return_attention_scores)
      throw new NotKnown('what an attention gives beside its outputs is not followed');
    const { shape } = tensorOf(input);
    return result(given.isNone('output_shape') ? shape : undefined, logits);
  },
  'query',
);

/** Mixtures of the values, one for each query. */
const attentions = ['Attention', 'AdditiveAttention'].map((name) =>
  kerasLayer(name, '(*args, **kwargs)', ({ input, called }) => {
    if (called.keywords.return_attention_scores)
      throw new NotKnown('what an attention gives beside its outputs is not followed');
    const [queries, values] = tensorsOf(input).map(({ shape }) => shape);
    return result(queries && values && [...queries.slice(0, -1), values.at(-1)!]);
  }),
);

/** Images of another size, with the channels they have. */
const resizing = ['Resizing', 'CenterCrop', 'RandomCrop'].map((name) =>
  kerasLayer(name, '(height, width, *args, data_format=None, **kwargs)', ({ input, given }) => {
    const { shape } = tensorOf(input);
    if (!shape || shape.length < 3 || !given.isNone('data_format')) return result(undefined);
    const sizes = ['height', 'width'].map((side) => sizeOf(given.value(side), side));
    return result([...shape.slice(0, -3), ...sizes, shape.at(-1)!]);
  }),
);

/** In training some elements are dropped or changed a little; what the numbers mean stays. */
const passing = [
  'Dropout',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'GaussianDropout',
  'GaussianNoise',
  'AlphaDropout',
  'ActivityRegularization',
  'Masking',
  'InputLayer',
  'Identity',
].map((name) => kerasLayer(name, '(*args, **kwargs)', ({ input }) => input));

/** Other numbers of the same shape. */
const normalizing = [
  'BatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'UnitNormalization',
  'Normalization',
  'Rescaling',
  'RandomFlip',
  'RandomRotation',
  'RandomContrast',
  'RandomBrightness',
  'RandomTranslation',
  'RandomZoom',
].map((name) => kerasLayer(name, '(*args, **kwargs)', ({ input }) => result(tensorOf(input).shape)));

const flatten = kerasLayer('Flatten', '(*args, **kwargs)', ({ input }) => {
  const x = tensorOf(input);
  // Whatever it is given, a row for each sample comes out.
  if (x.rank === undefined) return rearranged(x, [batchOf(undefined), anySize()]);
  if (x.rank < 2) return input;
  return wrap(Tensor.apply(ops.flatten, [x], { start_dim: 1, end_dim: -1 }));
});

const reshape = kerasLayer('Reshape', '(target_shape, *args, **kwargs)', ({ input, given }) => {
  const x = tensorOf(input);
  const sizes = sizesOf(given.value('target_shape'));
  const shape = sizes?.map((size) => (size === -1 ? anySize() : size));
  return rearranged(x, shape && [batchOf(x.shape), ...shape]);
});

/** Parts of the input in another order or number. */
const moving = ['Permute', 'Cropping1D', 'Cropping2D', 'RepeatVector'].map((name) =>
  kerasLayer(name, '(*args, **kwargs)', ({ input }) => rearranged(tensorOf(input), undefined)),
);

const globalPooling = ['GlobalAveragePooling', 'GlobalMaxPooling', 'GlobalAvgPool', 'GlobalMaxPool'].flatMap(
  (name) =>
    [1, 2, 3].map((dims) =>
      kerasLayer(`${name}${dims}D`, '(*args, keepdims=False, **kwargs)', ({ input, given, runtime }) => {
        const { shape } = tensorOf(input);
        const isPlain = runtime.truth(given.value('keepdims')) === false && !given.keywords.data_format;
        return result(isPlain ? [batchOf(shape), shape?.at(-1) ?? anySize()] : undefined);
      }),
    ),
);

const pooling = ['MaxPooling', 'AveragePooling', 'MaxPool', 'AvgPool', 'UpSampling', 'ZeroPadding'].flatMap(
  (name) =>
    [1, 2, 3].map((dims) =>
      kerasLayer(`${name}${dims}D`, '(*args, **kwargs)', ({ input, given }) => {
        const { shape } = tensorOf(input);
        const isPlain = shape?.length === dims + 2 && !given.keywords.data_format;
        return result(
          isPlain ? [batchOf(shape), ...Array.from({ length: dims }, anySize), shape.at(-1)!] : undefined,
        );
      }),
    ),
);

const activation = kerasLayer('Activation', '(activation, *args, **kwargs)', ({ input, given, runtime }) =>
  activated(wrap(tensorOf(input)), given.value('activation'), runtime),
);

const softmax = kerasLayer('Softmax', '(axis=-1, **kwargs)', ({ input, given, runtime }) =>
  runtime.call(
    activations.find(({ name }) => name === 'keras.activations.softmax')!,
    [wrap(tensorOf(input))],
    {
      axis: given.value('axis'),
    },
  ),
);

const unfollowedRectifiers = ['PReLU', 'ThresholdedReLU'].map((name) =>
  kerasLayer(name, '(*args, **kwargs)', ({ input }) => result(tensorOf(input).shape, { kind: 'values' })),
);

/** Layers that are an activation, with the option that they have and what they take where it is not given. */
const rectifiers = [
  kerasLayer('ReLU', '(*args, **kwargs)', ({ input, runtime }) =>
    activated(wrap(tensorOf(input)), str('relu'), runtime),
  ),
  sloped('LeakyReLU', '(negative_slope=0.3, **kwargs)', ['leaky_relu', 'negative_slope']),
  sloped('ELU', '(alpha=1.0, **kwargs)', ['elu', 'alpha']),
  ...unfollowedRectifiers,
];

function sloped(
  name: string,
  parameters: string,
  [activation, option]: readonly [string, string],
): ClassValue {
  return kerasLayer(name, parameters, ({ input, given, runtime }) =>
    runtime.call(
      activations.find((one) => one.name === `keras.activations.${activation}`)!,
      [wrap(tensorOf(input))],
      // The old name of the slope is alpha in both.
      { [option]: given.keywords.alpha ?? given.value(option) },
    ),
  );
}

/** The layer that is given, whose weights are kept small. */
const spectralNormalization = kerasLayer(
  'SpectralNormalization',
  '(layer, *args, **kwargs)',
  ({ input, given, runtime }) => runtime.call(given.value('layer'), [input]),
);

const lambda = kerasLayer('Lambda', '(function, *args, **kwargs)', ({ input, given, runtime }) =>
  runtime.call(given.value('function'), [input]),
);

/** Layers that treat the places of their input alike: for them time is one more of the dims in front. */
const placeByPlace: ReadonlySet<string> = new Set(
  ['Dense', 'Activation', 'Softmax', 'ReLU', 'LeakyReLU', 'ELU', 'Dropout', 'LayerNormalization'].map(
    (name) => `keras.layers.${name}`,
  ),
);

const timeDistributed = kerasLayer('TimeDistributed', '(layer, **kwargs)', ({ input, given, runtime }) => {
  const layer = given.value('layer');
  const made = runtime.call(layer, [input]);
  if (made.kind !== 'tensor' || (layer.kind === 'instance' && placeByPlace.has(layer.class.name)))
    return made;
  // What another layer makes of each step has the dim of the time as well: of the whole only the kind is known.
  return rearranged(made.tensor, undefined);
});

/** What a recurrent layer gives for the steps in order and in reverse, side by side or put together element by element. */
const bidirectional = kerasLayer(
  'Bidirectional',
  "(layer, merge_mode='concat', *args, **kwargs)",
  ({ input, given, runtime }) => {
    const [forwards, mode] = [runtime.call(given.value('layer'), [input]), given.value('merge_mode')];
    const { shape } = tensorOf(forwards);
    if (!shape || mode.kind !== 'str') return result(undefined);
    const width = shape.at(-1)!;
    const both = typeof width === 'number' ? 2 * width : anySize();
    return result([...shape.slice(0, -1), mode.value === 'concat' ? both : width]);
  },
);

export const layerClasses: readonly ClassValue[] = [
  layerBase,
  dense,
  ...convolutions,
  ...separable,
  ...depthwise,
  embedding,
  ...recurrent,
  ...recurrentConvolutions,
  multiHeadAttention,
  ...attentions,
  ...passing,
  ...normalizing,
  ...resizing,
  flatten,
  reshape,
  ...moving,
  ...globalPooling,
  ...pooling,
  activation,
  softmax,
  ...rectifiers,
  spectralNormalization,
  ...mergingLayers,
  lambda,
  timeDistributed,
  bidirectional,
];

export const layerFunctions: readonly NativeFunction[] = mergingFunctions;
