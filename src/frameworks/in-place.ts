/** In-place operations: a tensor object moves to a new node. */
import { isGradEnabled } from '../engine/context';
import { ops } from '../engine/ops/index';
import { formatShape } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import { NotKnown, PythonError } from './errors';
import type { Runtime } from './runtime';
import type { TensorValue } from './values';

/**
 * Puts `changed` in the object's place, in the object's dtype. A leaf that requires
 * grad may only be changed while gradients are not recorded, and then stays a leaf.
 * Throws PyTorch's RuntimeError otherwise, and where the shape would change.
 */
export function changeInPlace(object: TensorValue, changed: Tensor, runtime: Runtime): void {
  const before = object.tensor;
  const isLeaf = !before.producer;
  if (before.requiresGrad && isLeaf && isGradEnabled()) {
    throw new PythonError(
      'RuntimeError',
      'a leaf Variable that requires grad is being used in an in-place operation.',
    );
  }
  if (before.shape && changed.shape && formatShape(before.shape) !== formatShape(changed.shape)) {
    throw new PythonError(
      'RuntimeError',
      `output with shape ${formatShape(before.shape)} doesn't match the broadcast shape ${formatShape(changed.shape)}`,
    );
  }
  const sameType =
    before.dtype && changed.dtype && before.dtype !== changed.dtype
      ? Tensor.apply(ops.cast, [changed], { dtype: before.dtype })
      : changed;
  const storages = storagesOf(object);
  runtime.rebind(object, before.requiresGrad && isLeaf ? sameType.asLeaf({ requiresGrad: true }) : sameType);
  for (const { holder, node } of storages) runtime.overwrite(node, holder.tensor);
}

/**
 * Puts what `change` gives in the object's place. Where that cannot be followed the values
 * are lost: what stood there before is no longer what the program has.
 */
export function writeOrLose(object: TensorValue, runtime: Runtime, change: () => Tensor): void {
  try {
    changeInPlace(object, change(), runtime);
  } catch (error) {
    if (error instanceof NotKnown) {
      const { shape, dtype } = object.tensor;
      changeInPlace(object, Tensor.leaf({ shape, dtype }), runtime);
    }
    throw error;
  }
}

/** An object and what it is a view of, with what they hold; a change through `.data` or `detach()` is not told to the graph. */
function storagesOf(object: TensorValue): { holder: TensorValue; node: Tensor }[] {
  const found: { holder: TensorValue; node: Tensor }[] = [];
  for (let holder: TensorValue | undefined = object; holder; holder = holder.view?.base) {
    found.push({ holder, node: holder.tensor });
    if (holder.tensor.producer?.op.name === 'detach') break;
  }
  return found;
}
