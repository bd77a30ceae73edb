/**
 * JAX's weak types: an array made of a Python number alone, and what elementwise functions make of such arrays. It
 * gives way to the dtype of other arrays, and says `weak_type=True` (JAX documentation, "Type promotion semantics").
 */
import type { Tensor } from '../../engine/tensor';

const weak = new WeakSet<Tensor>();

/** Notes that a tensor was made of a Python number, or stands for one that was. */
export function markWeak(tensor: Tensor): Tensor {
  weak.add(tensor);
  return tensor;
}

/** Operations of which the result is weak where all that they are given is. */
const keeping: ReadonlySet<string> = new Set(
  'add sub mul div pow neg abs exp log log1p expm1 sqrt rsqrt square sin cos tan tanh sigmoid relu softplus logsigmoid where maximum minimum clamp clone detach reciprocal sign'.split(
    ' ',
  ),
);

export function isWeak(tensor: Tensor): boolean {
  if (weak.has(tensor)) return true;
  const { producer } = tensor;
  // A number of Python's in the dtype of what it meets.
  if (producer?.op.name === 'cast') return producer.inputs[0]!.wrapped === true;
  if (!producer || !keeping.has(producer.op.name)) return false;
  const inputs = producer.inputs.filter(({ dtype }) => dtype !== 'bool');
  const isFromWeak = inputs.length > 0 && inputs.every((input) => input.wrapped || isWeak(input));
  // Remembered, so that a long chain is gone through once.
  if (isFromWeak) weak.add(tensor);
  return isFromWeak;
}

/** The tensor, weak where another is. */
export const asWeakAs = (tensor: Tensor, other: Tensor): Tensor =>
  isWeak(other) ? markWeak(tensor) : tensor;
