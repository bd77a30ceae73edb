/** flax.nnx: modules that hold their own parameters and are called like functions, without `apply`. */
import { define, method, openClass } from '../define';
import { compiled, derivatives } from '../jax/transforms';
import { list, none, type ClassValue, type NativeFunction } from '../values';
import {
  convolution,
  dense,
  embedding,
  flaxLayer,
  inOrder,
  mixing,
  normalizing,
  passing,
  pooled,
  type Forward,
} from './layer';

const nnxModule: ClassValue = openClass('flax.nnx.Module', {
  methods: {
    train: method('(**kwargs)', () => none),
    eval: method('(**kwargs)', () => none),
  },
});

/** Streams of random keys: nothing is drawn here. */
const rngs: ClassValue = openClass('flax.nnx.Rngs');

const layer = (name: string, parameters: string, forward: Forward): ClassValue =>
  flaxLayer(nnxModule, `flax.nnx.${name}`, parameters, forward);

const layers: readonly ClassValue[] = [
  layer('Linear', '(in_features, out_features, *args, **kwargs)', dense('out_features')),
  ...['Conv', 'ConvTranspose'].map((name) =>
    layer(
      name,
      '(in_features, out_features, kernel_size, strides=1, *args, **kwargs)',
      convolution('out_features'),
    ),
  ),
  layer('Embed', '(num_embeddings, features, *args, **kwargs)', embedding),
  layer('Dropout', '(rate, *args, **kwargs)', passing),
  ...['BatchNorm', 'GroupNorm', 'InstanceNorm', 'LayerNorm', 'RMSNorm'].map((name) =>
    layer(name, '(*args, **kwargs)', normalizing),
  ),
  layer('MultiHeadAttention', '(*args, **kwargs)', mixing),
  layer('Sequential', '(*args, **kwargs)', (call) => inOrder(list([...call.given.rest]), call)),
];

export const nnxNames: readonly (ClassValue | NativeFunction)[] = [
  nnxModule,
  rngs,
  ...layers,
  ...['jit', 'remat'].map((name) => compiled(`flax.nnx.${name}`)),
  ...derivatives('flax.nnx', '*, argnums=0, has_aux=False, holomorphic=False, allow_int=False, **kwargs'),
  ...['max_pool', 'avg_pool'].map((name) =>
    define(`flax.nnx.${name}`, '(inputs, *args, **kwargs)', (args) => pooled(args.value('inputs'))),
  ),
];
