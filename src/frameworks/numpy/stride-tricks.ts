/** `numpy.lib.stride_tricks`: windows that slide over an array, and other strides; and the order by several keys. */
import { ops } from '../../engine/ops/index';
import { isKnownShape, stridesOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { known, vector } from '../arrays/held-values';
import { arrayOf } from '../arrays/dialect';
import { define } from '../define';
import { NotKnown } from '../errors';
import { itemsOf } from '../standard/items';
import { tensorValue, type NativeFunction, type Value } from '../values';
import { numpyDialect } from './dialect';
import { bytesOf } from './dtype-questions';

const array = (tensor: Tensor): Value => tensorValue(tensor, 'numpy');

const strided = (x: Tensor, size: readonly number[], stride: readonly number[]): Value =>
  array(Tensor.apply(ops.as_strided, [x], { size, stride, offset: 0 }));

export const strideTricks: readonly NativeFunction[] = [
  define(
    'numpy.lib.stride_tricks.as_strided',
    '(x, shape=None, strides=None, subok=False, writeable=True)',
    (args) => {
      const x = arrayOf(args.value('x'), numpyDialect);
      if (!isKnownShape(x.shape) || !x.dtype) throw new NotKnown('the shape of the array is not known');
      const bytes = bytesOf(x.dtype);
      const size = args.isNone('shape') ? x.shape : args.ints('shape');
      const stride = args.isNone('strides')
        ? stridesOf(x.shape)
        : args.ints('strides').map((step) => step / bytes);
      return strided(x, size, stride);
    },
  ),
  define(
    'numpy.lib.stride_tricks.sliding_window_view',
    '(x, window_shape, axis=None, *, subok=False, writeable=False)',
    (args) => {
      const x = arrayOf(args.value('x'), numpyDialect);
      if (!isKnownShape(x.shape)) throw new NotKnown('the shape of the array is not known');
      const { shape } = x;
      const windows = args.ints('window_shape');
      const axes = args.isNone('axis') ? shape.map((_, at) => at) : args.ints('axis');
      if (windows.length !== axes.length) throw new NotKnown('the windows do not fit the axes');
      const along = axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
      const size = [...shape];
      along.forEach((axis, at) => (size[axis]! -= windows[at]! - 1));
      const strides = stridesOf(shape);
      return strided(x, [...size, ...windows], [...strides, ...along.map((axis) => strides[axis]!)]);
    },
  ),
  define('numpy.lexsort', '(keys, axis=-1)', (args, runtime) => {
    const keys = itemsOf(runtime, args.value('keys')).map((key) => known(arrayOf(key, numpyDialect)));
    const count = keys[0]?.length ?? 0;
    if (keys.some((key) => key.length !== count)) throw new NotKnown('the keys are not of one length');
    // The last key decides first; what is equal in all stays in order.
    const order = Array.from({ length: count }, (_, at) => at).sort((a, b) => {
      for (let at = keys.length - 1; at >= 0; at--) {
        const difference = keys[at]![a]! - keys[at]![b]!;
        if (difference !== 0) return difference;
      }
      return a - b;
    });
    return array(vector(order, 'int64'));
  }),
];
