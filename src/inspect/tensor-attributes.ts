/** `tensor.grad = …`, `tensor.requires_grad = …` and `tensor.data = …`. */
import { formatShape, isKnownShape, sameShape } from '../engine/shape';
import { PythonError } from '../frameworks/errors';
import { checkFlag } from '../frameworks/torch/tensor/object';
import { Tensor } from '../engine/tensor';
import { tensorValue, typeName, type TensorValue, type Value } from '../frameworks/values';
import type { Interpreter } from './interpreter';
import { formerLocation, storageLocation } from './trail';

/** Throws what PyTorch raises for a `grad` that does not fit its tensor. */
function checkGrad({ tensor, framework }: TensorValue, grad: Value): void {
  if (framework !== 'torch' || grad.kind === 'None' || grad.kind === 'unknown') return;
  if (grad.kind !== 'tensor') {
    throw new PythonError(
      'TypeError',
      `assigned grad expected to be a Tensor or None but got grad of type ${typeName(grad)}`,
    );
  }
  const [own, given] = [tensor.shape, grad.tensor.shape];
  if (isKnownShape(own) && isKnownShape(given) && !sameShape(own, given)) {
    throw new PythonError(
      'RuntimeError',
      `attempting to assign a gradient of size '${formatShape(given)}' to a tensor of size '${formatShape(own)}'. Please ensure that the gradient and the tensor are the same size`,
    );
  }
}

/** Sets one of the attributes that a program may set; others are left as they are. */
export function setTensorAttribute(
  interpreter: Interpreter,
  value: TensorValue,
  name: string,
  to: Value,
): void {
  if (name === 'grad') {
    checkGrad(value, to);
    if (to.kind === 'tensor') interpreter.setGrad(value, to);
    else interpreter.setGrad(value, null);
  } else if (name === 'requires_grad' && to.kind === 'bool') {
    checkFlag(value, to.value);
    if (value.tensor.requiresGrad === to.value) return;
    const before = value.tensor;
    interpreter.retarget(value, before.asLeaf({ requiresGrad: to.value }));
    if (before.producer) interpreter.noteOperation('requires_grad', [before, value.tensor]);
  } else if (name === 'data') {
    leaveStorage(interpreter, value);
    const { shape, dtype } = value.tensor;
    const held = to.kind === 'tensor' ? to.tensor : Tensor.leaf({ shape, dtype });
    interpreter.retarget(value, held.asLeaf({ requiresGrad: value.tensor.requiresGrad }));
  }
}

/** What looked at the storage of a tensor looks at what it held, and no longer at the tensor. */
function leaveStorage(interpreter: Interpreter, value: TensorValue): void {
  const { storage } = value;
  if (!storage) return;
  interpreter.trails.beforeChange(storageLocation(value));
  interpreter.trails.beforeChange(formerLocation(storage));
  storage.former = tensorValue(value.tensor, value.framework);
  value.storage = undefined;
}
