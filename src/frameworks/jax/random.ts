/** jax.random: keys that are split and folded, and what is drawn with them. A key always says its numbers. */
import { castTo } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { allocate, type DType, type Values } from '../../engine/dtype';
import { numelOf } from '../../engine/shape';
import { Tensor, valuesWhenAsked } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { arrayOf, type ArrayDialect } from '../arrays/dialect';
import { define } from '../define';
import { NotKnown } from '../errors';
import { holdable, holdableTensors } from '../held-elements';
import {
  foldIn,
  keyOfSeed,
  split,
  threefryIntegers,
  threefryNormal,
  threefryOrder,
  threefryTruncatedNormal,
  threefryUniform,
  type ThreefryKey,
} from '../random/threefry';
import { shapeMeantBy } from '../sizes';
import { tensorValue, type NativeFunction, type Value } from '../values';
import { keyArray, keyIn, keyValue } from './keys';

const keyOf = (args: Arguments): ThreefryKey => keyIn(args.value('key')).key;

const shapeOf = (args: Arguments): number[] => (args.isNone('shape') ? [] : args.ints('shape'));

/** What a call draws of which a size, a bound or the key is not known; undefined where not even the rank is. */
function unread(args: Arguments, dtype: DType): Tensor | undefined {
  const shape = args.isNone('shape') ? [] : shapeMeantBy(args.value('shape'));
  return shape && Tensor.leaf({ shape, dtype, sampled: true });
}

/** The same draw, with its shape and dtype alone where it cannot be followed. */
const orUnread =
  (dtype: DType, draw: (args: Arguments) => Value) =>
  (args: Arguments): Value => {
    try {
      return draw(args);
    } catch (error) {
      const made = error instanceof NotKnown ? unread(args, dtype) : undefined;
      if (!made) throw error;
      return jax(made);
    }
  };

/** What a key draws is the same whenever it is drawn: large arrays wait until somebody asks. */
const drawn = (
  shape: readonly number[],
  dtype: DType,
  draw: (count: number) => ArrayLike<number>,
): Tensor => {
  const count = numelOf(shape);
  const makeValues = (): Values => {
    const values = allocate(dtype, count);
    values.set(draw(count));
    return values;
  };
  return Tensor.leaf({ shape, dtype, ...valuesWhenAsked(count, makeValues) });
};

const array = (shape: readonly number[], dtype: DType, numbers: ArrayLike<number>): Tensor =>
  drawn(shape, dtype, () => numbers);

const jax = (tensor: Tensor): Value => tensorValue(tensor, 'jax');

/** Only single precision is drawn as JAX draws it. */
function wantSingle(args: Arguments): void {
  const dtype = args.value('dtype').kind === 'None' ? 'float32' : args.optionalDType('dtype');
  if (dtype !== 'float32' && dtype !== 'float64')
    throw new NotKnown('numbers of this dtype are drawn in a way that is not followed');
}

type Draw = (key: ThreefryKey, count: number) => ArrayLike<number>;

/** An array in single precision of the shape that the call asks for. */
function singles(args: Arguments, draw: Draw): Value {
  wantSingle(args);
  const shape = shapeOf(args);
  holdable(numelOf(shape));
  const key = keyOf(args);
  return jax(drawn(shape, 'float32', (count) => draw(key, count)));
}

const floats = (name: string, draw: Draw, more = ''): NativeFunction =>
  define(
    `jax.random.${name}`,
    `(key, shape=None, dtype=None${more})`,
    orUnread('float32', (args) => singles(args, draw)),
  );

const logOf = (x: number): number => Math.fround(Math.log(x));

const gumbel = (key: ThreefryKey, count: number): Float32Array =>
  threefryUniform(key, count, 2 ** -126, 1).map((u) => -logOf(-logOf(u)));

export const jaxRandom = (dialect: ArrayDialect): readonly NativeFunction[] => {
  const taken = (source: Value, indices: ArrayLike<number>, shape: readonly number[]): Value => {
    if (source.kind === 'int') return jax(array(shape, 'int32', indices));
    const index = array([indices.length], 'int64', indices);
    const items = Tensor.apply(ops.index_select, [arrayOf(source, dialect), index], { dim: 0 });
    return jax(Tensor.apply(ops.reshape, [items], { shape: [...shape, ...(items.shape ?? []).slice(1)] }));
  };
  const countOf = (source: Value): number => {
    if (source.kind === 'int') return source.value;
    const count = arrayOf(source, dialect).shape?.[0];
    if (typeof count !== 'number') throw new NotKnown('how many items there are is not known');
    return count;
  };
  return [
    ...['PRNGKey', 'key'].map((name) =>
      define(`jax.random.${name}`, '(seed, *, impl=None)', (args) =>
        keyValue(keyOfSeed(args.int('seed')), name === 'key' ? 'typed' : 'words'),
      ),
    ),
    define('jax.random.split', '(key, num=2)', (args) => {
      const { key, style } = keyIn(args.value('key'));
      const count = args.int('num');
      holdableTensors(count);
      return keyArray(split(key, count), style);
    }),
    define('jax.random.fold_in', '(key, data)', (args) => {
      const { key, style } = keyIn(args.value('key'));
      return keyValue(foldIn(key, args.int('data')), style);
    }),
    define('jax.random.key_data', '(keys)', (args) => keyValue(keyIn(args.value('keys')).key, 'words')),
    floats('laplace', (key, count) =>
      threefryUniform(key, count, -1 + 2 ** -24, 1).map((u) => Math.sign(u) * Math.log1p(-Math.abs(u))),
    ),
    floats('logistic', (key, count) =>
      threefryUniform(key, count, 2 ** -126, 1).map((u) => Math.log(u / (1 - u))),
    ),
    define(
      'jax.random.uniform',
      '(key, shape=None, dtype=None, minval=0.0, maxval=1.0)',
      orUnread('float32', (args) => {
        const [low, high] = [args.number('minval'), args.number('maxval')];
        return singles(args, (key, count) => threefryUniform(key, count, low, high));
      }),
    ),
    floats('normal', threefryNormal),
    define(
      'jax.random.truncated_normal',
      '(key, lower, upper, shape=None, dtype=None)',
      orUnread('float32', (args) => {
        const [low, high] = [args.number('lower'), args.number('upper')];
        return singles(args, (key, count) => threefryTruncatedNormal(key, count, low, high));
      }),
    ),
    floats('exponential', (key, count) => threefryUniform(key, count, 0, 1).map((u) => -Math.log1p(-u))),
    floats('gumbel', gumbel, ', mode=None'),
    define('jax.random.bernoulli', '(key, p=0.5, shape=None, mode=None)', (args) => {
      const p = arrayOf(args.value('p'), dialect, 'float32');
      const shape = args.isNone('shape') ? (p.shape as readonly number[]) : args.ints('shape');
      const key = keyOf(args);
      const uniform = drawn(shape, 'float32', (count) => threefryUniform(key, count, 0, 1));
      return jax(Tensor.apply(ops.lt, [uniform, p], {}));
    }),
    define(
      'jax.random.randint',
      '(key, shape, minval, maxval, dtype=None)',
      orUnread('int32', (args) => {
        const dtype = args.optionalDType('dtype') ?? 'int32';
        if (dtype !== 'int32' && dtype !== 'int64')
          throw new NotKnown('integers of fewer bits than 32 are drawn in a way that is not followed');
        const shape = shapeOf(args);
        const [low, high] = [args.int('minval'), args.int('maxval')];
        holdable(numelOf(shape));
        const key = keyOf(args);
        return jax(drawn(shape, 'int32', (count) => threefryIntegers(key, count, low, high)));
      }),
    ),
    define('jax.random.permutation', '(key, x, axis=0, independent=False)', (args) => {
      if (args.bool('independent') || args.int('axis') !== 0)
        throw new NotKnown('this kind of permutation is not followed');
      const source = args.value('x');
      const count = countOf(source);
      return taken(source, threefryOrder(keyOf(args), count), [count]);
    }),
    define('jax.random.choice', '(key, a, shape=None, replace=True, p=None, axis=0, mode=None)', (args) => {
      if (!args.isNone('p') || args.int('axis') !== 0)
        throw new NotKnown('choice with probabilities or along another axis is not followed');
      const source = args.value('a');
      const shape = shapeOf(args);
      const [key, count, size] = [keyOf(args), countOf(source), numelOf(shape)];
      const indices = args.bool('replace')
        ? threefryIntegers(key, size, 0, count)
        : threefryOrder(key, count).slice(0, size);
      return taken(source, indices, shape);
    }),
    define(
      'jax.random.categorical',
      '(key, logits, axis=-1, shape=None, replace=True, mode=None)',
      (args, runtime) => {
        const logits = arrayOf(args.value('logits'), dialect, 'float32');
        runtime.noteOperation('categorical', [logits], { position: 1 });
        if (!args.isNone('shape') || !logits.shape?.every((size) => typeof size === 'number'))
          throw new NotKnown('this kind of categorical is not followed');
        const shape = logits.shape as readonly number[];
        const key = keyOf(args);
        const noise = drawn(shape, 'float32', (count) => gumbel(key, count));
        const scores = Tensor.apply(ops.add, [noise, logits], {});
        const index = Tensor.apply(ops.argmax, [scores], { dim: args.int('axis'), keepdim: false });
        return jax(castTo(index, 'int32'));
      },
    ),
  ];
};
