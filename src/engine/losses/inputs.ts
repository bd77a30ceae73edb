/** What several losses check of their inputs, in PyTorch's words. */
import { isFloating, torchScalarName, type DType } from '../dtype';
import { TensorError } from '../error';
import { notImplementedFor } from '../refusals';
import type { LossInputs } from '../loss';
import { formatShape, type Shape } from '../shape';
import type { Tensor } from '../tensor';

/** The input of that name. Throws Python's TypeError where it was not given. */
export function required(inputs: LossInputs, name: string): Tensor {
  const tensor = inputs[name];
  if (!tensor) throw new TensorError('TypeError', `missing 1 required positional argument: '${name}'`);
  return tensor;
}

/** `torch.Size([4, 3])`. */
export const formatSize = (shape: Shape | undefined): string => `torch.Size(${formatShape(shape)})`;

/** Whether two shapes certainly differ: in rank, or in a size that is known on both sides. */
export function shapesDiffer(a: Shape | undefined, b: Shape | undefined): boolean {
  if (!a || !b) return false;
  if (a.length !== b.length) return true;
  return a.some((size, at) => typeof size === 'number' && typeof b[at] === 'number' && size !== b[at]);
}

/** The warning of the losses that broadcast their inputs although this is seldom meant; empty where shapes agree. */
export function broadcastWarnings(input: Tensor, target: Tensor): readonly string[] {
  if (!shapesDiffer(input.shape, target.shape)) return [];
  return [
    `Using a target size (${formatSize(target.shape)}) that is different to the input size (${formatSize(input.shape)}). ` +
      'This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.',
  ];
}

/** Refuses a target of another dtype, as kernels do that take one dtype only. */
export function requireSameDType(input: Tensor, target: Tensor): void {
  if (input.dtype && target.dtype && input.dtype !== target.dtype) {
    throw new TensorError(
      'RuntimeError',
      `Found dtype ${torchScalarName(target.dtype)} but expected ${torchScalarName(input.dtype)}`,
    );
  }
}

/** Refuses integers and bools in the words of the PyTorch kernel of that name. */
export function requireFloating(kernel: string, dtype: DType | undefined): void {
  if (dtype && !isFloating(dtype)) {
    throw notImplementedFor(kernel, dtype);
  }
}
