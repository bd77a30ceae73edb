/** Tensors as their framework prints them; undefined where the values are not known. */
import { isFloating } from '../engine/dtype';
import { isWeak } from './arrays/weak-types';
import type { TensorValue } from './values';
import { formatNumpyArray } from './numpy/format';
import type { Printing } from './runtime';
import { variableName } from './tensorflow/variable-facts';
import { formatTorchTensor } from './torch/format';

/** What an operation gives without dims is a scalar in numpy; only `np.array(5)` is an array without dims. */
export const isArrayScalar = ({ tensor }: TensorValue): boolean =>
  tensor.rank === 0 && tensor.producer !== undefined;

/** `printing` is what the program set: for PyTorch, and for numpy, by whose settings JAX prints as well. */
export function formatTensor(
  value: TensorValue,
  how: 'str' | 'repr',
  { numpy: numpyOptions, torch: torchOptions }: Partial<Printing> = {},
): string | undefined {
  if (!value.tensor.hasValues) return undefined;
  if (numpyOptions === null && (value.framework === 'numpy' || value.framework === 'jax')) return undefined;
  const array = value.tensor.array();
  switch (value.framework) {
    case 'torch':
      return torchOptions === null ? undefined : formatTorchTensor(value, torchOptions);
    case 'numpy':
      if (how === 'repr' && isArrayScalar(value)) {
        const text = formatNumpyArray(array, 'str', 'array');
        return array.dtype === 'bool' ? `np.${text}_` : `np.${array.dtype}(${text})`;
      }
      return formatNumpyArray(array, how, 'array', numpyOptions ?? undefined);
    case 'jax':
      return withWeakType(formatNumpyArray(array, how, 'Array', numpyOptions ?? undefined), value, how);
    case 'tensorflow':
      return formatTensorflow(value, how);
    default:
      return value.framework satisfies never;
  }
}

/** `Array(2., dtype=float32, weak_type=True)`. */
const withWeakType = (text: string, { tensor }: TensorValue, how: 'str' | 'repr'): string =>
  how === 'repr' && isWeak(tensor) ? text.replace(/\)$/, ', weak_type=True)') : text;

/** `tf.Tensor(0.5, shape=(), dtype=float32)`, and the longer form that says it is a variable. */
function formatTensorflow(value: TensorValue, how: 'str' | 'repr'): string {
  const array = value.tensor.array();
  const shape = `(${array.shape.join(', ')}${array.shape.length === 1 ? ',' : ''})`;
  // What takes several lines begins on a line of its own.
  const lines = (text: string): string => (text.includes('\n') ? `\n${text}` : text);
  if (how === 'str' && !value.isParameter) {
    return `tf.Tensor(${lines(formatNumpyArray(array, 'str', 'array'))}, shape=${shape}, dtype=${array.dtype})`;
  }
  // A number alone is shown as the double of Python's that it becomes.
  const numbers =
    array.shape.length === 0
      ? formatNumpyArray(
          { ...array, dtype: isFloating(array.dtype) ? 'float64' : array.dtype },
          'str',
          'array',
        )
      : formatNumpyArray(array, 'repr', 'array');
  return value.isParameter
    ? `<tf.Variable '${variableName(value)}' shape=${shape} dtype=${array.dtype}, numpy=${lines(numbers)}>`
    : `<tf.Tensor: shape=${shape}, dtype=${array.dtype}, numpy=${lines(numbers)}>`;
}
