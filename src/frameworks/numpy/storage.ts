/** What numpy's arrays say of how they lie in memory, and the elements one by one. */
import { isFloating } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { isKnownShape, numelOf, stridesOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown } from '../errors';
import { isArrayScalar } from '../format-tensor';
import { bool, int, tensorValue, tuple, type TensorValue, type Value } from '../values';
import { bytesOf } from './dtype-questions';

const isInteger = define('numpy.float64.is_integer', '(self)', (args) => {
  const tensor = args.tensor('self');
  if (!tensor.hasValues) throw new NotKnown('the number is not known');
  return bool(Number.isInteger(tensor.values()[0]));
});

/** Whether an array certainly lies in memory in the order of its dims: it was made so, or padded, or is such a one reshaped. */
function isInOrder({ producer }: Tensor): boolean {
  if (!producer || producer.op.name === 'pad') return true;
  return producer.op.name === 'reshape' && isInOrder(producer.inputs[0]!);
}

/** An attribute of an array's storage; undefined where it has none of that name, or what it needs is not known. */
export function storageAttribute(value: TensorValue, name: string): Value | undefined {
  const { shape, dtype } = value.tensor;
  if (!isKnownShape(shape) || !dtype) return undefined;
  switch (name) {
    case 'itemsize':
      return int(bytesOf(dtype));
    case 'nbytes':
      return int(numelOf(shape) * bytesOf(dtype));
    case 'strides':
      // A view of another's storage has strides of its own, which the graph does not keep.
      return !isInOrder(value.tensor)
        ? undefined
        : tuple(stridesOf(shape).map((stride) => int(stride * bytesOf(dtype))));
    case 'flat':
      return tensorValue(Tensor.apply(ops.reshape, [value.tensor], { shape: [-1] }), 'numpy');
    case 'real':
      return value;
    case 'is_integer':
      return isArrayScalar(value) && isFloating(dtype)
        ? { kind: 'method', self: value, function: isInteger, owner: undefined }
        : undefined;
    default:
      return undefined;
  }
}
