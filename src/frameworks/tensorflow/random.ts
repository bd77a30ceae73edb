/** tf.random: the numbers come from generators that are not followed, so that only their shapes are known. */
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define, defineAll } from '../define';
import { shapeIn } from '../sizes';
import { none, type NativeFunction } from '../values';
import { operand, wrap } from './dialect';

const drawn = (names: readonly string[], more: string): NativeFunction[] =>
  defineAll(
    names.map((name) => `tensorflow.random.${name}`),
    `(shape, ${more}dtype='float32', seed=None, name=None)`,
    (args) =>
      wrap(
        Tensor.leaf({
          shape: shapeIn(args, 'shape'),
          dtype: args.optionalDType('dtype') ?? 'float32',
          sampled: true,
        }),
      ),
  );

export const randomNames: readonly NativeFunction[] = [
  define('tensorflow.random.set_seed', '(seed)', () => none),
  ...drawn(['normal', 'truncated_normal', 'stateless_normal'], 'mean=0.0, stddev=1.0, '),
  ...drawn(['uniform', 'stateless_uniform'], 'minval=0, maxval=None, '),
  define('tensorflow.random.shuffle', '(value, seed=None, name=None)', (args) => {
    const { shape, dtype } = operand(args, 'value');
    return wrap(Tensor.leaf({ shape, dtype, sampled: true }));
  }),
  ...defineAll(
    // TensorFlow 1 called it multinomial, and takes logits there too.
    [
      'tensorflow.random.categorical',
      'tensorflow.random.stateless_categorical',
      'tensorflow.random.multinomial',
      'tensorflow.multinomial',
    ],
    '(logits, num_samples, *args, dtype=None, **kwargs)',
    (args, runtime) => {
      const logits = operand(args, 'logits');
      runtime.noteOperation('categorical', [logits], { position: 0 });
      const count = args.value('num_samples');
      const shape = [
        logits.shape?.[0] ?? new SymbolicDim('batch'),
        count.kind === 'int' ? count.value : new SymbolicDim('samples'),
      ];
      return wrap(
        Tensor.leaf({
          shape,
          dtype: args.optionalDType('dtype') ?? 'int64',
          role: { kind: 'class-indices' },
          sampled: true,
        }),
      );
    },
  ),
];
