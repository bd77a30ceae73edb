/** The way back from a max pool: elements are put where the largest of their windows lay, the rest is 0. */
import { full, reshaped } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { torchScalarName } from '../../../engine/dtype';
import { formatShape, isKnownShape, numelOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { tensorValue, type NativeFunction } from '../../values';
import { at } from './rows';
import { perDim } from './spatial';

/** The spatial sizes of the result: those asked for, if the windows could have come from them. */
function unpooledSizes(args: Arguments, input: Tensor, spatial: number): readonly number[] {
  const kernel_size = perDim(args, 'kernel_size', spatial);
  const hasStride = !args.isNone('stride') && args.ints('stride').length > 0;
  const stride = hasStride ? perDim(args, 'stride', spatial) : kernel_size;
  const padding = perDim(args, 'padding', spatial);
  const sizes = input.shape!.slice(-spatial) as readonly number[];
  const usual = sizes.map((size, dim) => (size - 1) * stride[dim]! + kernel_size[dim]! - 2 * padding[dim]!);
  const asked = args.optionalInts('output_size');
  if (!asked) return usual;
  const wanted = asked.length === spatial + 2 ? asked.slice(2) : asked;
  if (wanted.length !== spatial) {
    throw new PythonError(
      'ValueError',
      `output_size should be a sequence containing ${spatial} or ${spatial + 2} elements, but it has a length of '${wanted.length}'`,
    );
  }
  wanted.forEach((size, dim) => {
    const [least, most] = [usual[dim]! - stride[dim]!, usual[dim]! + stride[dim]!];
    if (size > least && size < most) return;
    throw new PythonError(
      'ValueError',
      `invalid output_size "(${wanted.join(', ')}${spatial === 1 ? ',' : ''})" (dim ${dim} must be between ${least} and ${most})`,
    );
  });
  return wanted;
}

function checkIndices(input: Tensor, indices: Tensor, spatial: number): void {
  const { shape } = input;
  if (indices.dtype && indices.dtype !== 'int64') {
    throw new PythonError(
      'RuntimeError',
      `elements in indices should be type int64 but got: ${torchScalarName(indices.dtype)}`,
    );
  }
  if (shape && shape.length !== spatial + 1 && shape.length !== spatial + 2) {
    throw new PythonError(
      'RuntimeError',
      `Input to max_unpooling${Math.max(spatial, 2)}d should be a ${spatial + 1}d or ${spatial + 2}d Tensor, but got a tensor with ${shape.length} dimensions.`,
    );
  }
  if (isKnownShape(shape) && isKnownShape(indices.shape) && shape.join() !== indices.shape.join()) {
    throw new PythonError(
      'RuntimeError',
      `Expected shape of indices to be same as that of the input tensor (${formatShape(shape)}) but got indices tensor with shape: ${formatShape(indices.shape)}`,
    );
  }
}

export const unpools: readonly NativeFunction[] = [1, 2, 3].flatMap((spatial) =>
  at(
    'F',
    `max_unpool${spatial}d`,
    '(input, indices, kernel_size, stride=None, padding=0, output_size=None)',
    (args) => {
      const input = args.tensor('input');
      const indices = args.tensor('indices');
      checkIndices(input, indices, spatial);
      if (!isKnownShape(input.shape)) throw new NotKnown('the shape of what is unpooled is not known');
      const sizes = unpooledSizes(args, input, spatial);
      const lead = input.shape.slice(0, -spatial);
      const plane = numelOf(sizes);
      const wrong = indices.hasValues
        ? indices.values().find((index) => index < 0 || index >= plane)
        : undefined;
      if (wrong !== undefined) {
        const shown = spatial === 1 ? [sizes[0]!, 1] : sizes;
        throw new PythonError(
          'RuntimeError',
          `Found an invalid max index: ${wrong} (output volumes are of size ${shown.join('x')})`,
        );
      }
      const flat = [...lead, numelOf(input.shape.slice(-spatial))];
      const scattered = Tensor.apply(
        ops.scatter,
        [full([...lead, plane], input.dtype, 0), reshaped(indices, flat), reshaped(input, flat)],
        { dim: -1 },
      );
      return tensorValue(reshaped(scattered, [...lead, ...sizes]));
    },
  ),
);
