/**
 * What the names of Equinox mean: modules are dataclasses that hold their own parameters and are called on one sample,
 * with the channels in front. What they give has a shape and a role, and no values.
 */
import { squeeze } from '../../engine/ops/squeeze';
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define, openClass } from '../define';
import {
  convolution,
  dense,
  flaxLayer,
  inOrder,
  mixing,
  normalizing,
  passing,
  result,
  scoresOf,
  sizeOf,
  tensorOf,
  type Forward,
  type LayerCall,
} from '../flax/layer';
import { jaxNames } from '../jax';
import { wrap } from '../jax/dialect';
import { compiled } from '../jax/transforms';
import { fieldValue } from '../standard/copies';
import { tuple, unknown, type ClassValue, type NativeFunction, type Value } from '../values';

const moduleClass = openClass('equinox.Module', { makesDataclasses: { ignored: [] } });

const layer = (name: string, parameters: string, forward: Forward): ClassValue =>
  flaxLayer(moduleClass, `equinox.nn.${name}`, parameters, forward);

const LINEAR = '(in_features, out_features, use_bias=True, *args, **kwargs)';
const CONVOLUTION = '(in_channels, out_channels, kernel_size, *args, **kwargs)';

/** Scores of as many units as an option says, or one score without a dim of its own: `out_size="scalar"`. */
const scores =
  (width: string): Forward =>
  (call) => {
    const given = call.given.value(width);
    if (given.kind !== 'str' || given.value !== 'scalar') return dense(width)(call);
    return wrap(Tensor.apply(squeeze, [tensorOf(scoresOf(call, 1))], { dim: -1 }));
  };

/** A perceptron ends in scores, or in the activation that it is given for its end. */
const perceptron: Forward = (call) => {
  const before = scores('out_size')(call);
  const last = call.given.value('final_activation');
  return last.kind === 'None' ? before : call.runtime.call(last, [before]);
};

/** The next state of a recurrent cell. */
const cell: Forward = ({ given }) => result([sizeOf(given.value('hidden_size'), 'hidden')]);

/** The same channels at fewer places. */
const pooling: Forward = ({ input }) => {
  const { shape } = tensorOf(input);
  return result(shape?.map((size, at): Dim => (at === 0 ? size : new SymbolicDim('n'))));
};

/** The vector of one index, or those of several under `vmap`. */
const embedding: Forward = ({ given, input }) => {
  const { shape } = tensorOf(input);
  return result(shape && [...shape, sizeOf(given.value('embedding_size'), 'n')]);
};

const inSequence = (call: LayerCall): Value => inOrder(call.given.value('layers'), call);

const layers: readonly ClassValue[] = [
  layer('Linear', LINEAR, scores('out_features')),
  layer(
    'MLP',
    '(in_size, out_size, width_size, depth, activation=None, final_activation=None, *args, **kwargs)',
    perceptron,
  ),
  ...['Conv1d', 'Conv2d', 'Conv3d', 'ConvTranspose1d', 'ConvTranspose2d', 'ConvTranspose3d'].map((name) =>
    layer(name, CONVOLUTION, convolution('out_channels', 'first of a sample')),
  ),
  ...['MaxPool', 'AvgPool', 'AdaptiveAvgPool', 'AdaptiveMaxPool'].flatMap((name) =>
    [1, 2, 3].map((dims) => layer(`${name}${dims}d`, '(*args, **kwargs)', pooling)),
  ),
  layer('GRUCell', '(input_size, hidden_size, *args, **kwargs)', cell),
  layer('Embedding', '(num_embeddings=None, embedding_size=None, *args, **kwargs)', embedding),
  ...['Dropout', 'Identity'].map((name) => layer(name, '(*args, **kwargs)', passing)),
  ...['LayerNorm', 'GroupNorm', 'RMSNorm'].map((name) => layer(name, '(*args, **kwargs)', normalizing)),
  layer('MultiheadAttention', '(*args, **kwargs)', mixing),
  layer('Lambda', '(fn)', ({ given, input, runtime }) => runtime.call(given.value('fn'), [input])),
  layer('Sequential', '(layers)', inSequence),
];

/** A transform of JAX under the name that Equinox has for it, with or without options in front of the function. */
const filtered = (name: string, ofJax: string, parameters: string): NativeFunction =>
  define(`equinox.${name}`, parameters, (args, runtime) => {
    const transform = (fun: Value): Value => {
      const options: Record<string, Value> = args.given('has_aux') ? { has_aux: args.value('has_aux') } : {};
      return runtime.call(jaxNames.get(ofJax)!, [fun], { ...args.keywords, ...options });
    };
    const fun = args.value('fun');
    return fun.kind === 'None'
      ? define(`equinox.${name}`, '(fun)', (inner) => transform(inner.value('fun')))
      : transform(fun);
  });

/** Parameters are told from the rest of a model, or put back, or changed a little: what it computes stays the same. */
const kept = (name: string, parameters: string, given: string): NativeFunction =>
  define(`equinox.${name}`, parameters, (args) => args.value(given));

const functions: readonly NativeFunction[] = [
  ...['filter_jit', 'filter_checkpoint'].map((name) => compiled(`equinox.${name}`)),
  filtered('filter_grad', 'jax.grad', '(fun=None, *, has_aux=False, **kwargs)'),
  filtered('filter_value_and_grad', 'jax.value_and_grad', '(fun=None, *, has_aux=False, **kwargs)'),
  filtered('filter_vmap', 'jax.vmap', '(fun=None, **kwargs)'),
  kept('apply_updates', '(model, updates)', 'model'),
  kept('nn.inference_mode', '(pytree, value=True)', 'pytree'),
  kept('tree_inference', '(pytree, value)', 'pytree'),
  define('equinox.partition', '(pytree, filter_spec, *args, **kwargs)', (args) =>
    tuple([args.value('pytree'), args.value('pytree')]),
  ),
  define('equinox.combine', '(*pytrees, is_leaf=None)', (args) => {
    const model = args.rest.find(({ kind }) => kind === 'instance');
    return model ?? unknown('what is combined is not known');
  }),
  define('equinox.nn.make_with_state', '(make_model)', (args) =>
    define('equinox.nn.make_with_state', '(*args, **kwargs)', (inner, runtime) =>
      tuple([
        runtime.call(args.value('make_model'), inner.rest, inner.keywords),
        unknown('the state of a model is not followed'),
      ]),
    ),
  ),
  define(
    'equinox.field',
    '(*, static=False, converter=None, default=None, default_factory=None, init=True, repr=True, compare=True, **kwargs)',
    (args) => fieldValue(args),
  ),
];

export const equinoxNames: ReadonlyMap<string, Value> = new Map<string, Value>(
  [moduleClass, ...layers, ...functions].map((value): [string, Value] => [value.name, value]),
);
