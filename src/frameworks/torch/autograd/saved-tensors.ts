/**
 * What a graph keeps for its gradient: it is let go once it was gone back through, and refuses where a kept tensor was
 * overwritten.
 */
import { torchScalarName } from '../../../engine/dtype';
import { isListed, isView, savedFor } from '../../../engine/saved_tensors';
import type { Tensor } from '../../../engine/tensor';
import { formatShape } from '../../../engine/shape';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';

/** Whether an operation keeps tensors, so that it can be gone back through only once. */
export function keepsTensors({ producer }: Tensor): boolean {
  if (!producer || !isListed(producer)) return false;
  // Slices and integers need no tensor to go back.
  return producer.op.name !== 'index' || producer.inputs.length > 1;
}

/** The tensor whose storage a tensor looks at. */
function storageOf(tensor: Tensor): Tensor {
  let node = tensor;
  while (node.producer && isView(node.producer)) node = node.producer.inputs[0]!;
  return node;
}

/** A grad_fn as this message writes it. */
const nameOf = (gradFn: string): string =>
  gradFn === 'CopySlices' ? 'torch::autograd::CopySlices' : gradFn.replace(/Backward\d+$/, '');

/** Whether an operation in place overwrote its own first input, be that a view: of this one it keeps a copy, but not of others. */
function overwroteItsInput(result: Tensor, runtime: Runtime): boolean {
  const next = runtime.versionsOf(result.producer!.inputs[0]!)?.next;
  return next === result || (next?.producer?.op.name === 'cast' && next.producer.inputs[0] === result);
}

/** Throws PyTorch's RuntimeError where a tensor that the operation kept was overwritten since. */
export function checkSaved(result: Tensor, runtime: Runtime): void {
  const { op, inputs } = result.producer!;
  for (const [position, saved] of savedFor(result).entries()) {
    if (!saved || saved.wrapped) continue;
    const versions = runtime.versionsOf(storageOf(saved));
    if (!versions) continue;
    if (position === 0 && saved === inputs[0] && overwroteItsInput(result, runtime)) continue;
    const { expected, now, overwritten } = versions;
    if (expected === now)
      throw new NotKnown('a tensor that the gradient needs was changed without the graph being told');
    const type = torchScalarName(saved.dtype ?? 'float32');
    const isTurned = op.name === 'linear' && position === 1;
    const shape = isTurned ? [...(saved.shape ?? [])].reverse() : (saved.shape ?? []);
    // A view of what was overwritten is made anew by its strides.
    const isLookedAt = isTurned || storageOf(saved) !== saved;
    const maker = isLookedAt ? 'AsStridedBackward0' : saved === result ? result.gradFn : overwritten.gradFn;
    const origin = maker ? `, which is output 0 of ${nameOf(maker)},` : '';
    throw new PythonError(
      'RuntimeError',
      `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.${type}Tensor ${formatShape(shape)}]${origin} is at version ${now}; expected version ${expected} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).`,
      undefined,
      true,
    );
  }
}
