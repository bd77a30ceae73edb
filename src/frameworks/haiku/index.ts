/**
 * What the names of Haiku mean: `hk.transform` makes a function of parameters of one that makes its layers as it runs.
 * What it computes does not depend on the values of the parameters as far as a loss can tell.
 */
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { readInts } from '../arguments';
import { define, openClass } from '../define';
import { NotKnown } from '../errors';
import {
  convolution,
  dense,
  flaxLayer,
  inOrder,
  mixing,
  normalizing,
  pooled,
  result,
  scoresOf,
  sizeOf,
  tensorOf,
  type Forward,
} from '../flax/layer';
import { wrap } from '../jax/dialect';
import { nnNames } from '../jax/nn';
import type { Runtime } from '../runtime';
import { namedTuple, tuple, unknown, type ClassValue, type NativeFunction, type Value } from '../values';

const moduleClass = openClass('haiku.Module');

const layer = (name: string, parameters: string, forward: Forward): ClassValue =>
  flaxLayer(moduleClass, `haiku.${name}`, parameters, forward);

/** All dims but the first ones become one. */
const flatten: Forward = ({ given, input }) => {
  const x = tensorOf(input);
  const start = given.value('preserve_dims');
  if (x.rank === undefined || start.kind !== 'int') return result(undefined);
  return x.rank <= start.value
    ? input
    : wrap(Tensor.apply(ops.flatten, [x], { start_dim: start.value, end_dim: -1 }));
};

/** The last size of a perceptron is that of its scores. */
const perceptron: Forward = (call) => {
  const { given, runtime } = call;
  const last = [...(runtime.iterate(given.value('output_sizes')) ?? [])].at(-1);
  if (!last) throw new NotKnown('the sizes of a perceptron are not known');
  const scores = scoresOf(call, sizeOf(last, 'n'));
  const ends = runtime.truth(given.value('activate_final'));
  if (ends === undefined) throw new NotKnown('whether a perceptron ends in an activation is not known');
  if (!ends) return scores;
  const activation = given.value('activation');
  const relu = nnNames.find(({ name }) => name === 'jax.nn.relu')!;
  return runtime.call(activation.kind === 'None' ? relu : activation, [scores]);
};

const CONVOLUTION = '(output_channels, kernel_shape, *args, **kwargs)';

const embedding: Forward = ({ given, input }) => {
  const { shape } = tensorOf(input);
  return result(shape && [...shape, sizeOf(given.value('embed_dim'), 'n')]);
};

const layers: readonly ClassValue[] = [
  layer('Linear', '(output_size, *args, **kwargs)', dense('output_size')),
  ...['Conv1D', 'Conv2D', 'Conv3D', 'Conv1DTranspose', 'Conv2DTranspose', 'Conv3DTranspose'].map((name) =>
    layer(name, CONVOLUTION, (call) =>
      call.given.keywords.data_format ? mixing(call) : convolution('output_channels')(call),
    ),
  ),
  layer('Sequential', '(layers, *args, **kwargs)', (call) => inOrder(call.given.value('layers'), call)),
  layer('Flatten', '(preserve_dims=1, *args, **kwargs)', flatten),
  layer(
    'nets.MLP',
    '(output_sizes, w_init=None, b_init=None, with_bias=True, activation=None, activate_final=False, **kwargs)',
    perceptron,
  ),
  layer('Embed', '(vocab_size=None, embed_dim=None, *args, **kwargs)', embedding),
  ...['LayerNorm', 'BatchNorm', 'GroupNorm', 'InstanceNorm', 'RMSNorm'].map((name) =>
    layer(name, '(*args, **kwargs)', normalizing),
  ),
  ...['MaxPool', 'AvgPool'].map((name) => layer(name, '(*args, **kwargs)', ({ input }) => pooled(input))),
  layer('MultiHeadAttention', '(*args, **kwargs)', mixing),
  ...['GRU', 'LSTM', 'VanillaRNN'].map((name) =>
    layer(name, '(hidden_size, *args, **kwargs)', ({ given, input }) => {
      const { shape } = tensorOf(input);
      const width = sizeOf(given.value('hidden_size'), 'hidden');
      return tuple([
        result(shape && [...shape.slice(0, -1), width]),
        unknown('the state of a recurrent core is not followed'),
      ]);
    }),
  ),
];

/** A core in each step along the time: the outputs of all steps, and the last state. */
function unrolled(core: Value, inputs: Value, runtime: Runtime): Value {
  // What a core makes of a step it makes of all: the steps are a dim in front that stays.
  const stepped = runtime.call(core, [inputs, unknown('the state of a recurrent core is not followed')]);
  return stepped.kind === 'tuple' && stepped.items.length === 2
    ? stepped
    : tuple([result(undefined), unknown('the state of a recurrent core is not followed')]);
}

const notDrawn = (runtime: Runtime): Value =>
  unknown('the parameters of a transformed function are drawn when it is initialized', runtime.place);

/** `apply` calls the function without what stands in front of its own arguments. */
function transformed(name: string, fun: Value, inFront: readonly string[]): Value {
  const hasState = inFront.includes('state');
  const apply = define(`haiku.${name}.apply`, `(${inFront.join(', ')}, *args, **kwargs)`, (args, runtime) => {
    const given = runtime.call(fun, args.rest, args.keywords);
    return hasState ? tuple([given, unknown('the state of a model is not followed')]) : given;
  });
  const init = define(`haiku.${name}.init`, '(*args, **kwargs)', (_, runtime) =>
    hasState ? tuple([notDrawn(runtime), notDrawn(runtime)]) : notDrawn(runtime),
  );
  return namedTuple(hasState ? 'TransformedWithState' : 'Transformed', { init, apply });
}

const functions: readonly NativeFunction[] = [
  define('haiku.transform', '(f, *, apply_rng=True)', (args) =>
    transformed('Transformed', args.value('f'), ['params', 'rng']),
  ),
  define('haiku.transform_with_state', '(f)', (args) =>
    transformed('TransformedWithState', args.value('f'), ['params', 'state', 'rng']),
  ),
  define('haiku.without_apply_rng', '(f)', (args) => {
    const given = args.value('f');
    if (given.kind !== 'tuple' || given.names?.join() !== 'init,apply')
      throw new NotKnown('what is transformed is not known');
    const apply = given.items[1]!;
    const hasState = given.type === 'TransformedWithState';
    const inFront = hasState ? '(params, state, *args, **kwargs)' : '(params, *args, **kwargs)';
    const withoutKey = define('haiku.Transformed.apply', inFront, (call, runtime) => {
      const state = hasState ? [call.value('state')] : [];
      const key = unknown('no random key is given', runtime.place);
      return runtime.call(apply, [call.value('params'), ...state, key, ...call.rest], call.keywords);
    });
    return namedTuple(given.type!, { init: given.items[0]!, apply: withoutKey });
  }),
  ...['dynamic_unroll', 'static_unroll'].map((name) =>
    define(
      `haiku.${name}`,
      '(core, input_sequence, initial_state, time_major=True, reverse=False, return_all_states=False, *args, **kwargs)',
      (args, runtime) => unrolled(args.value('core'), args.value('input_sequence'), runtime),
    ),
  ),
  define('haiku.dropout', '(rng, rate, x, broadcast_dims=None)', (args) => args.value('x')),
  define('haiku.get_parameter', '(name, shape, dtype=None, init=None)', (args) =>
    wrap(
      Tensor.leaf({
        shape: readInts(args.value('shape'), 'shape'),
        dtype: args.optionalDType('dtype') ?? 'float32',
        requiresGrad: true,
      }),
    ),
  ),
  ...['max_pool', 'avg_pool'].map((name) =>
    define(`haiku.${name}`, '(value, *args, **kwargs)', (args) => pooled(args.value('value'))),
  ),
];

export const haikuNames: ReadonlyMap<string, Value> = new Map<string, Value>(
  [moduleClass, ...layers, ...functions].map((value): [string, Value] => [value.name, value]),
);
