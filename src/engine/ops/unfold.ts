/** Images as matrices of their windows and back: what convolutions and pools are made of. Each is the other's transpose. */
import type { Op } from '../op';
import { checkKernelFits, walkPatches, windowCounts, type Window } from '../windows/patches';
import { float32 } from '../samples';
import { SymbolicDim, type Dim } from '../shape';
import { Tensor } from '../tensor';

const product = (sizes: readonly Dim[]): Dim =>
  sizes.every((size) => typeof size === 'number')
    ? sizes.reduce((total: number, size) => total * Number(size), 1)
    : new SymbolicDim(sizes.join('*'));

/** `F.unfold`: [N, C, …] to [N, C · kernel positions, windows]; the padding holds `padding_value`. */
export const unfold: Op<Window & { readonly padding_value?: number | undefined }> = {
  name: 'unfold',
  gradFn: 'Im2ColBackward0',
  infer: ([x], attributes) => {
    if (!x!.shape) return { dtype: x!.dtype };
    const [batch, channels, ...sizes] = x!.shape;
    checkKernelFits(sizes, attributes);
    return {
      shape: [
        batch!,
        product([channels!, ...attributes.kernel_size]),
        product(windowCounts(sizes, attributes)),
      ],
      dtype: x!.dtype,
    };
  },
  kernel: {
    kind: 'general',
    compute: ([x], attributes, result) => {
      const [batch, channels, ...sizes] = x!.shape;
      const images = batch! * channels!;
      const each = x!.values.length / Math.max(images, 1);
      const windows = result.values.length / Math.max(images, 1);
      const { padding_value = 0 } = attributes;
      walkPatches(sizes, attributes, (to, from) => {
        for (let image = 0; image < images; image++) {
          result.values[image * windows + to] = from < 0 ? padding_value : x!.values[image * each + from]!;
        }
      });
    },
  },
  vjp: (gradient, { inputs: [x], attributes }) => [
    Tensor.apply(fold, [gradient], {
      ...attributes,
      channels: x!.shape![1] as number,
      output_size: x!.shape!.slice(2) as readonly number[],
    }),
  ],
  samples: [
    {
      inputs: [float32([2, 2, 3, 4])],
      attributes: { kernel_size: [2, 2], dilation: [1, 1], padding: [0, 0], stride: [1, 1] },
      torch: 'F.unfold(x0, 2)',
    },
    {
      inputs: [float32([1, 2, 4, 5])],
      attributes: { kernel_size: [2, 3], dilation: [2, 1], padding: [1, 0], stride: [1, 2] },
      torch: 'F.unfold(x0, (2, 3), (2, 1), (1, 0), (1, 2))',
    },
  ],
};

/** `F.fold`: the windows added up where they lie in an image of size `output_size`. */
export const fold: Op<Window & { readonly channels: number; readonly output_size: readonly number[] }> = {
  name: 'fold',
  gradFn: 'Col2ImBackward0',
  infer: ([x], { channels, output_size }) => ({
    shape: x!.shape && [x!.shape[0]!, channels, ...output_size],
    dtype: x!.dtype,
  }),
  kernel: {
    kind: 'general',
    compute: ([x], attributes, result) => {
      const [batch] = x!.shape;
      const images = batch! * attributes.channels;
      const each = result.values.length / Math.max(images, 1);
      const windows = x!.values.length / Math.max(images, 1);
      const sums = new Float64Array(result.values.length);
      walkPatches(attributes.output_size, attributes, (from, to) => {
        if (to < 0) return;
        for (let image = 0; image < images; image++)
          sums[image * each + to]! += x!.values[image * windows + from]!;
      });
      result.values.set(sums);
    },
  },
  vjp: (gradient, { attributes }) => [Tensor.apply(unfold, [gradient], attributes)],
  samples: [
    {
      inputs: [float32([1, 8, 6])],
      attributes: {
        kernel_size: [2, 2],
        dilation: [1, 1],
        padding: [0, 0],
        stride: [1, 1],
        channels: 2,
        output_size: [3, 4],
      },
      torch: 'F.fold(x0, (3, 4), 2)',
    },
  ],
};
