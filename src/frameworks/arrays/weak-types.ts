/**
 * JAX's weak types: an array made of a Python number alone, and what elementwise functions make of such arrays. It
 * gives way to the dtype of other arrays, and says `weak_type=True` (JAX documentation, "Type promotion semantics").
 */
import type { Tensor } from '../../engine/tensor';

/** What is known of each: remembered both ways, so that a long chain is gone through once. */
const weak = new WeakMap<Tensor, boolean>();

/** Notes that a tensor was made of a Python number, or stands for one that was. */
export function markWeak(tensor: Tensor): Tensor {
  weak.set(tensor, true);
  return tensor;
}

/** Operations of which the result is weak where all that they are given is. */
const keeping: ReadonlySet<string> = new Set(
  'add sub mul div pow neg abs exp log log1p expm1 sqrt rsqrt square sin cos tan tanh sigmoid relu softplus logsigmoid where maximum minimum clamp clone detach reciprocal sign'.split(
    ' ',
  ),
);

/** Whether a tensor gives way to the dtype of what it meets. */
export function isWeak(tensor: Tensor): boolean {
  const found = weak.get(tensor) ?? isOfWeak(tensor);
  weak.set(tensor, found);
  return found;
}

function isOfWeak({ producer }: Tensor): boolean {
  // A number of Python's in the dtype of what it meets.
  if (producer?.op.name === 'cast') return producer.inputs[0]!.wrapped === true;
  if (!producer || !keeping.has(producer.op.name)) return false;
  const inputs = producer.inputs.filter(({ dtype }) => dtype !== 'bool');
  return inputs.length > 0 && inputs.every((input) => input.wrapped || isWeak(input));
}

/** The tensor, weak where another is. */
export const asWeakAs = (tensor: Tensor, other: Tensor): Tensor =>
  isWeak(other) ? markWeak(tensor) : tensor;
