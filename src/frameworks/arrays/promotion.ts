/** The dtype in which two arrays meet, outside of PyTorch. */
import { isFloating, promoteTypes, type DType } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { PythonError } from '../errors';
import type { TensorFramework } from '../values';

const bits: Readonly<Record<DType, number>> = {
  bool: 8,
  uint8: 8,
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint64: 64,
  float16: 16,
  bfloat16: 16,
  float32: 32,
  float64: 64,
};

/**
 * `numpy.promote_types(a, b)`: a float that holds the integers too, so that int64 and float32 meet in float64
 * (numpy's documentation, "Data type promotion in NumPy").
 */
export function numpyPromoteTypes(a: DType, b: DType): DType {
  const [float, other] = isFloating(a) ? [a, b] : [b, a];
  if (!isFloating(float) || isFloating(other) || other === 'bool') return promoteTypes(a, b);
  const needed: DType = bits[other] >= 32 ? 'float64' : bits[other] === 16 ? 'float32' : 'float16';
  return promoteTypes(float, needed);
}

/**
 * Two operands in the dtype in which they meet. A Python number has none of its own and follows the array; an
 * array scalar has one like any other array, unlike PyTorch's tensors without dims.
 */
export function inCommonDType(a: Tensor, b: Tensor, framework: TensorFramework): readonly [Tensor, Tensor] {
  if (framework === 'torch' || framework === 'tensorflow' || !a.dtype || !b.dtype) return [a, b];
  if (a.wrapped && b.wrapped) return [a, b];
  const wide: DType = framework === 'jax' ? 'float32' : 'float64';
  const dtype = a.wrapped || b.wrapped ? withNumber(a, b, wide) : joined(a.dtype, b.dtype, framework);
  return [castTo(a, dtype), castTo(b, dtype)];
}

const joined = (a: DType, b: DType, framework: TensorFramework): DType =>
  framework === 'jax' ? promoteTypes(a, b) : numpyPromoteTypes(a, b);

/** An array and a Python number: the array decides, unless the number is of a higher category. */
function withNumber(a: Tensor, b: Tensor, wide: DType): DType {
  const [array, number] = a.wrapped ? [b.dtype!, a.dtype!] : [a.dtype!, b.dtype!];
  if (isFloating(number)) return isFloating(array) ? array : wide;
  if (number !== 'bool') requireInRange(a.wrapped ? a : b, array);
  if (number !== 'bool' && array === 'bool') return wide === 'float32' ? 'int32' : 'int64';
  return array;
}

/** A Python integer that the dtype of the array cannot hold is refused (NEP 50). */
function requireInRange(number: Tensor, dtype: DType): void {
  if (isFloating(dtype) || dtype === 'bool' || dtype === 'int64' || !number.hasValues) return;
  const value = number.values()[0]!;
  const [low, high] = dtype === 'uint8' ? [0, 255] : [-(2 ** (bits[dtype] - 1)), 2 ** (bits[dtype] - 1) - 1];
  if (value >= low! && value <= high!) return;
  throw new PythonError(
    'OverflowError',
    `Python integer ${value} out of bounds for ${dtype}`,
    undefined,
    true,
  );
}

/** The same values in another dtype. */
export const castTo = (tensor: Tensor, dtype: DType): Tensor =>
  tensor.dtype === dtype ? tensor : Tensor.apply(ops.cast, [tensor], { dtype });
