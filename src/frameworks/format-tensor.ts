/** Tensors as their framework prints them; undefined where the values are not known. */
import type { TensorValue } from './values';
import { formatNumpyArray } from './numpy/format';
import { formatTorchTensor } from './torch/format';

/** What an operation gives without dims is a scalar in numpy; only `np.array(5)` is an array without dims. */
const isArrayScalar = ({ tensor }: TensorValue): boolean =>
  tensor.rank === 0 && tensor.producer !== undefined;

export function formatTensor(value: TensorValue, how: 'str' | 'repr'): string | undefined {
  if (!value.tensor.hasValues) return undefined;
  const array = value.tensor.array();
  switch (value.framework) {
    case 'torch':
      return formatTorchTensor(value);
    case 'numpy':
      return how === 'repr' && isArrayScalar(value)
        ? `np.${array.dtype === 'bool' ? 'bool' : array.dtype}(${formatNumpyArray(array, 'str', 'array')})`
        : formatNumpyArray(array, how, 'array');
    case 'jax':
      return formatNumpyArray(array, how, 'Array');
    case 'tensorflow':
      return `tf.Tensor(${formatNumpyArray(array, 'str', 'array')}, shape=(${array.shape.join(', ')}${array.shape.length === 1 ? ',' : ''}), dtype=${array.dtype})`;
    default:
      return value.framework satisfies never;
  }
}
