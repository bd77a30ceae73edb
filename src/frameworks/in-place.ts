/** In-place operations: a tensor object moves to a new node. */
import { isGradEnabled, isInferenceMode, withInferenceMode } from '../engine/context';
import { ops } from '../engine/ops/index';
import { shapesDiffer } from '../engine/losses/inputs';
import { formatShape } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import { NotKnown, PythonError } from './errors';
import type { Runtime } from './runtime';
import { keepLayout, overlaps } from './torch/tensor/layout';
import type { TensorValue } from './values';

/** What an operation does where several elements are one place in memory: it refuses, or writes one number to all. */
export type Overlap = 'refused' | 'one number' | 'not followed';

/**
 * Puts `changed` in the object's place, in the object's dtype. A leaf that requires
 * grad may only be changed while gradients are not recorded, and then stays a leaf.
 * Throws PyTorch's RuntimeError otherwise, and where the shape would change.
 */
export function changeInPlace(
  object: TensorValue,
  changed: Tensor,
  runtime: Runtime,
  overlap: Overlap = 'refused',
): void {
  const before = object.tensor;
  const isLeaf = !before.producer;
  if (object.framework === 'torch') {
    if (isGradEnabled() && (before.requiresGrad || changed.requiresGrad)) checkTracked(object);
    if (overlap !== 'one number' && overlaps(before)) {
      if (overlap === 'refused') refuseOverlap();
      throw new NotKnown('what is written to a tensor whose elements share their memory is not followed');
    }
  }
  if (before.shape && changed.shape && shapesDiffer(before.shape, changed.shape)) {
    throw new PythonError(
      'RuntimeError',
      `output with shape ${formatShape(before.shape)} doesn't match the broadcast shape ${formatShape(changed.shape)}`,
    );
  }
  const sameType =
    before.dtype && changed.dtype && before.dtype !== changed.dtype
      ? Tensor.apply(ops.cast, [changed], { dtype: before.dtype })
      : changed;
  // A tensor stays what it is, in whatever mode it is written to.
  const written =
    sameType.isInference === before.isInference
      ? sameType
      : withInferenceMode(before.isInference, () => sameType.asLeaf({ requiresGrad: sameType.requiresGrad }));
  const storages = storagesOf(object);
  runtime.rebind(object, before.requiresGrad && isLeaf ? written.asLeaf({ requiresGrad: true }) : written);
  for (const { holder, node, isTold } of storages) {
    keepLayout(node, holder.tensor);
    runtime.overwrite(node, holder.tensor, isTold);
  }
  // PyTorch has written the values by the time it refuses.
  if (object.framework === 'torch' && before.isInference && !isInferenceMode()) refuseInferenceTensor();
}

function refuseInferenceTensor(): never {
  throw new PythonError(
    'RuntimeError',
    'Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.',
  );
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
      changeInPlace(object, Tensor.leaf({ shape, dtype }), runtime, 'one number');
    }
    throw error;
  }
}

/**
 * Throws PyTorch's RuntimeError where a change would have to be recorded and cannot be (PyTorch source,
 * autograd/VariableTypeUtils.h, check_inplace, and autograd/variable.cpp, handle_view_on_rebase).
 */
function checkTracked({ tensor, view }: TensorValue): void {
  const refuse = (message: string): never => {
    throw new PythonError('RuntimeError', message);
  };
  const { withoutGradients, output } = view?.made ?? {};
  if (withoutGradients || output) {
    const gradFn = output && tensor.requiresGrad ? output.gradFn : undefined;
    const start = gradFn
      ? `Output ${output!.place} of ${gradFn.replace(/Backward\d*$/, '')} is a view and is being modified inplace.`
      : 'A view was created in no_grad mode and is being modified inplace with grad mode enabled.';
    if (output?.isOfFunction)
      refuse(
        `${start} This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic to handle view+inplace would override the custom backward associated with the custom Function, leading to incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the custom Function.`,
      );
    refuse(
      output
        ? `${start} This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.`
        : `${start} Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).`,
    );
  }
  if (!tensor.requiresGrad) return;
  let root = view?.base;
  while (root?.view) root = root.view.base;
  if (root && !root.tensor.producer) refuseViewOfLeaf();
  checkLeaf({ tensor });
}

/** What PyTorch says where a leaf that requires grad would be changed through a view of it. */
export function refuseViewOfLeaf(): never {
  throw new PythonError(
    'RuntimeError',
    'a view of a leaf Variable that requires grad is being used in an in-place operation.',
  );
}

/** Throws PyTorch's RuntimeError for a leaf that requires grad, while gradients are recorded. */
export function checkLeaf({ tensor }: Pick<TensorValue, 'tensor'>): void {
  if (isGradEnabled() && tensor.requiresGrad && !tensor.producer)
    throw new PythonError(
      'RuntimeError',
      'a leaf Variable that requires grad is being used in an in-place operation.',
    );
}

export function refuseOverlap(): never {
  throw new PythonError(
    'RuntimeError',
    'unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.',
  );
}

/** An object and what it is a view of, with what they hold; of a change through `.data` the graph is not told. */
function storagesOf(object: TensorValue): { holder: TensorValue; node: Tensor; isTold: boolean }[] {
  const found: { holder: TensorValue; node: Tensor; isTold: boolean }[] = [];
  let isTold = true;
  for (let holder: TensorValue | undefined = object; holder; holder = holder.view?.base) {
    found.push({ holder, node: holder.tensor, isTold });
    if (holder.hidesChanges) isTold = false;
  }
  return found;
}
