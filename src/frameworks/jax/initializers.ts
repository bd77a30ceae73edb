/** jax.nn.initializers: functions of a key and a shape, with the variance that the sizes of the layer ask for. */
import { times } from '../../engine/formula';
import { Tensor, valuesWhenAsked } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { holdable } from '../held-elements';
import { isKnownShape, numelOf } from '../../engine/shape';
import { shapeIn } from '../sizes';
import {
  threefryNormal,
  threefryTruncatedNormal,
  threefryUniform,
  type ThreefryKey,
} from '../random/threefry';
import { tensorValue, type NativeFunction, type Value } from '../values';
import { keyIn } from './keys';

const PLACE = 'jax.nn.initializers';

type Draw = (key: ThreefryKey, count: number) => Float32Array;

/** An initializer as the program calls it. @param drawFor Refuses a shape at once, since what is drawn may never be asked for. */
const initializer = (drawFor: (shape: readonly number[]) => Draw): Value =>
  define(`${PLACE}.init`, '(key, shape, dtype=None, out_sharding=None)', (args) => {
    const dtype = args.isNone('dtype') ? 'float32' : args.optionalDType('dtype');
    if (dtype !== 'float32') throw new NotKnown('initial values of this dtype are not drawn');
    const shape = shapeIn(args, 'shape');
    const key = args.value('key');
    if (!isKnownShape(shape) || key.kind === 'unknown')
      return tensorValue(Tensor.leaf({ shape, dtype, sampled: true }), 'jax');
    holdable(numelOf(shape));
    const ofKey = keyIn(key).key;
    const [count, draw] = [numelOf(shape), drawFor(shape)];
    const values = valuesWhenAsked(count, () => draw(ofKey, count));
    return tensorValue(Tensor.leaf({ shape, dtype, ...values }), 'jax');
  });

const scaled = (drawn: Float32Array, factor: number): Float32Array => {
  const tensor = Tensor.leaf({ shape: [drawn.length], dtype: 'float32', values: drawn });
  return Float32Array.from(times(tensor, Math.fround(factor)).values());
};

const uniform =
  (from: number, factor: number): Draw =>
  (key, count) =>
    scaled(Float32Array.from(threefryUniform(key, count, from, 1)), factor);

const normal =
  (deviation: number): Draw =>
  (key, count) =>
    scaled(Float32Array.from(threefryNormal(key, count)), deviation);

const truncated =
  (deviation: number, low: number, high: number): Draw =>
  (key, count) =>
    scaled(threefryTruncatedNormal(key, count, low, high), deviation);

type Mode = 'fan_in' | 'fan_out' | 'fan_avg';

/** How many numbers go into one output, and how many an input goes to (Glorot and Bengio, 2010). */
function fanOf(shape: readonly number[], mode: string): number {
  if (shape.length < 2) throw new NotKnown('initial values of fewer than two dims are not followed');
  const [into, out] = [shape[shape.length - 2]!, shape[shape.length - 1]!];
  const field = numelOf(shape) / into / out;
  if (mode === 'fan_in') return into * field;
  if (mode === 'fan_out') return out * field;
  if (mode === 'fan_avg') return (into * field + out * field) / 2;
  throw new NotKnown('this mode of variance scaling is not followed');
}

/** A draw whose variance is scale over the fan. */
const byVariance = (scale: number, mode: string, distribution: string): Value =>
  initializer((shape) => {
    const variance = Math.fround(scale / fanOf(shape, mode));
    if (distribution === 'uniform') return uniform(-1, Math.sqrt(Math.fround(3 * variance)));
    if (distribution === 'normal') return normal(Math.sqrt(variance));
    if (distribution !== 'truncated_normal')
      throw new NotKnown('this distribution of initial values is not followed');
    // A normal distribution that is cut at two deviations has this deviation.
    const deviation = Math.fround(Math.fround(Math.sqrt(variance)) / Math.fround(0.8796256610342398));
    return truncated(deviation, -2, 2);
  });

const scaling = (
  names: readonly string[],
  scale: number,
  mode: Mode,
  distribution: string,
): NativeFunction[] =>
  names.map((name) =>
    define(`${PLACE}.${name}`, '(in_axis=-2, out_axis=-1, batch_axis=None, dtype=None)', (args) => {
      if (args.int('in_axis') !== -2 || args.int('out_axis') !== -1)
        throw new NotKnown('initial values along other axes are not followed');
      return byVariance(scale, mode, distribution);
    }),
  );

const filled = (name: string, value: number): NativeFunction =>
  define(`${PLACE}.${name}`, '(key, shape, dtype=None, out_sharding=None)', (args) => {
    const shape = shapeIn(args, 'shape');
    if (!isKnownShape(shape)) return tensorValue(Tensor.leaf({ shape, dtype: 'float32' }), 'jax');
    holdable(numelOf(shape));
    const count = numelOf(shape);
    const values = valuesWhenAsked(count, () => new Float32Array(count).fill(value));
    return tensorValue(Tensor.leaf({ shape, dtype: 'float32', ...values }), 'jax');
  });

const plain = (name: string, parameters: string, make: (args: Arguments) => Draw): NativeFunction =>
  define(`${PLACE}.${name}`, `(${parameters}, dtype=None)`, (args) => {
    const draw = make(args);
    return initializer(() => draw);
  });

export const initializers: readonly NativeFunction[] = [
  ...scaling(['glorot_uniform', 'xavier_uniform'], 1, 'fan_avg', 'uniform'),
  ...scaling(['he_uniform', 'kaiming_uniform'], 2, 'fan_in', 'uniform'),
  ...scaling(['lecun_uniform'], 1, 'fan_in', 'uniform'),
  ...scaling(['glorot_normal', 'xavier_normal'], 1, 'fan_avg', 'truncated_normal'),
  ...scaling(['he_normal', 'kaiming_normal'], 2, 'fan_in', 'truncated_normal'),
  ...scaling(['lecun_normal'], 1, 'fan_in', 'truncated_normal'),
  define(
    `${PLACE}.variance_scaling`,
    '(scale, mode, distribution, in_axis=-2, out_axis=-1, batch_axis=None, dtype=None)',
    (args) => byVariance(args.number('scale'), args.string('mode'), args.string('distribution')),
  ),
  plain('uniform', 'scale=0.01', (args) => uniform(0, args.number('scale'))),
  plain('normal', 'stddev=0.01', (args) => normal(args.number('stddev'))),
  plain('truncated_normal', 'stddev=0.01, lower=-2.0, upper=2.0', (args) =>
    truncated(args.number('stddev'), args.number('lower'), args.number('upper')),
  ),
  plain('constant', 'value', (args) => {
    const value = args.number('value');
    return (_, count) => new Float32Array(count).fill(value);
  }),
  filled('zeros', 0),
  filled('ones', 1),
];
