/**
 * Convolutions (cross-correlations, as in PyTorch) over any number of spatial dims. A convolution, its transpose and
 * the gradient of its weight are the three derivatives of one form Σ image · weight · windows, which is linear in
 * each of the three; so each one's gradient is made of the other two.
 */
import {
  checkDTypes,
  checkOperands,
  checkOutputPadding,
  isUnbatched,
  refuse,
  spatialOf,
} from '../windows/convolution_checks';
import { derivative, type Convolution, type TransposedConvolution } from '../windows/convolution_form';
import { reshaped, sumOf } from '../formula';
import type { NdArray, Op } from '../op';
import { checkKernelFits, windowCounts, type Window } from '../windows/patches';
import { float32, otherFloat32 } from '../samples';
import { isKnownShape, numelOf, SymbolicDim, type Dim, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { narrow } from './narrow';

const windowOf = ({ stride, padding, dilation }: Convolution, kernel_size: readonly number[]): Window => ({
  kernel_size,
  stride,
  padding,
  dilation,
});

/** [N, C, …] with N = 1 where there is no batch. */
const batched = (shape: readonly number[], spatial: number): readonly number[] =>
  shape.length === spatial + 1 ? [1, ...shape] : shape;

/** Fills `result` with the derivative for `of`, each channel shifted by its bias. */
function fill(
  of: 'image' | 'windows',
  [given, weight, bias]: readonly NdArray[],
  attributes: Convolution,
  result: NdArray,
): void {
  const spatial = spatialOf(attributes);
  const image = of === 'image' ? result : given!;
  const windows = of === 'image' ? given! : result;
  const [batch, , ...imageSizes] = batched(image.shape, spatial);
  const [out, perGroup, ...kernel] = weight!.shape;
  const sums = derivative(
    of,
    {
      image: image.values,
      imageSizes,
      weight: weight!.values,
      kernel,
      windows: windows.values,
      windowSizes: batched(windows.shape, spatial).slice(2),
      batch: batch!,
      out: out!,
      perGroup: perGroup!,
    },
    attributes,
  );
  if (bias) {
    const [, channels, ...sizes] = batched(result.shape, spatial);
    const plane = numelOf(sizes);
    for (let at = 0; at < sums.length; at++) sums[at]! += bias.values[Math.floor(at / plane) % channels!]!;
  }
  result.values.set(sums);
}

/** The gradient of a bias: the sum over everything but the channels. */
function biasGradient(gradient: Tensor, spatial: number): Tensor {
  const rank = gradient.rank!;
  const channel = rank - spatial - 1;
  return sumOf(
    gradient,
    Array.from({ length: rank }, (_, dim) => dim).filter((dim) => dim !== channel),
  );
}

const withBatch = (x: Tensor, attributes: Convolution): Tensor =>
  isUnbatched(x, attributes) ? reshaped(x, [1, ...x.shape!]) : x;

/** The first `sizes` positions along each spatial dim. */
function cropped(x: Tensor, sizes: Shape): Tensor {
  let result = x;
  const lead = x.rank! - sizes.length;
  sizes.forEach((size, dim) => {
    if (x.shape![lead + dim] === size) return;
    result = Tensor.apply(narrow, [result], { dim: lead + dim, start: 0, length: size as number });
  });
  return result;
}

/** An image without a batch gets one for the computation in PyTorch, and its grad_fn tells. */
const gradFn = ([x]: readonly Tensor[], attributes: Convolution): string =>
  isUnbatched(x!, attributes) ? 'SqueezeBackward1' : 'ConvolutionBackward0';

/** Inputs: image [N, C, …] or [C, …], weight [out, C / groups, …], perhaps bias [out]. Its results are scores: logits. */
export const convolution: Op<Convolution> = {
  name: 'convolution',
  gradFn,
  infer: ([x, weight, bias], attributes) => {
    const inputs = bias ? [x!, weight!, bias] : [x!, weight!];
    const spatial = spatialOf(attributes);
    checkOperands(`conv${spatial}d`, inputs, attributes, false);
    const dtype = x!.dtype ?? weight!.dtype;
    if (!x!.shape) return { dtype };
    const sizes = x!.shape.slice(-spatial);
    const batch = x!.shape.slice(0, -spatial - 1);
    const kernel = weight!.shape?.slice(2);
    const out: Dim = weight!.shape?.[0] ?? new SymbolicDim('out_channels');
    if (!kernel?.every((size) => typeof size === 'number')) {
      checkDTypes(inputs);
      return { shape: [...batch, out, ...sizes.map((): Dim => new SymbolicDim('windows'))], dtype };
    }
    const window = windowOf(attributes, kernel);
    checkKernelFits(sizes, window);
    checkDTypes(inputs);
    return { shape: [...batch, out, ...windowCounts(sizes, window)], dtype };
  },
  role: () => ({ kind: 'logits' }),
  kernel: {
    kind: 'general',
    compute: (inputs, attributes, result) => fill('windows', inputs, attributes, result),
  },
  vjp: (gradient, { inputs: [x, weight, bias], attributes }) => {
    const spatial = spatialOf(attributes);
    const sizes = x!.shape!.slice(-spatial) as readonly number[];
    const kernel_size = weight!.shape!.slice(2) as readonly number[];
    const { stride, padding, dilation } = attributes;
    // What a last step over the end left out: the transpose has to be as large as the image.
    const output_padding = gradient.shape!.slice(-spatial).map((count, dim) => {
      const reached =
        (Number(count) - 1) * stride[dim]! - 2 * padding[dim]! + dilation[dim]! * (kernel_size[dim]! - 1) + 1;
      return sizes[dim]! - reached;
    });
    return [
      Tensor.apply(conv_transpose, [gradient, weight!], { ...attributes, output_padding }),
      Tensor.apply(conv_weight, [withBatch(x!, attributes), withBatch(gradient, attributes)], {
        ...attributes,
        kernel_size,
      }),
      bias && biasGradient(gradient, spatial),
    ];
  },
  samples: [
    {
      inputs: [float32([2, 3, 5]), otherFloat32([4, 3, 2]), otherFloat32([4], 2)],
      attributes: { stride: [1], padding: [1], dilation: [2], groups: 1 },
      torch: 'F.conv1d(x0, x1, x2, 1, 1, 2)',
    },
    {
      inputs: [float32([2, 6]), otherFloat32([2, 2, 3])],
      attributes: { stride: [2], padding: [0], dilation: [1], groups: 1 },
      torch: 'F.conv1d(x0, x1, stride=2)',
    },
    {
      inputs: [float32([1, 4, 4, 4]), otherFloat32([4, 2, 2, 2]), otherFloat32([4], 2)],
      attributes: { stride: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2 },
      torch: 'F.conv2d(x0, x1, x2, (2, 1), (1, 0), (1, 2), 2)',
    },
    {
      inputs: [float32([1, 2, 3, 3, 3]), otherFloat32([2, 2, 2, 2, 2])],
      attributes: { stride: [1, 1, 1], padding: [0, 0, 0], dilation: [1, 1, 1], groups: 1 },
      torch: 'F.conv3d(x0, x1)',
    },
    ...(
      [
        [
          [1, 4, 4, 4],
          [2, 3, 2, 2],
        ],
        [
          [4, 4],
          [2, 3, 2, 2],
        ],
        [
          [1, 3, 2, 2],
          [2, 3, 3, 3],
        ],
      ] as const
    ).map(([image, weight]) => ({
      inputs: [float32(image), float32(weight)],
      attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 },
      torch: 'F.conv2d(x0, x1)',
    })),
    {
      inputs: [float32([1, 3, 2, 2]), float32([2, 3, 1, 1]), float32([3])],
      attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 },
      torch: 'F.conv2d(x0, x1, x2)',
    },
  ],
};

/**
 * The transpose of a convolution with respect to its image. Inputs: x [N, C, …] or [C, …], weight
 * [C, out / groups, …], perhaps bias [out]. A size becomes (size − 1) · stride − 2 · padding
 * + dilation · (kernel − 1) + output_padding + 1 (PyTorch documentation, ConvTranspose2d).
 */
export const conv_transpose: Op<TransposedConvolution> = {
  name: 'conv_transpose',
  gradFn,
  infer: ([x, weight, bias], attributes) => {
    const inputs = bias ? [x!, weight!, bias] : [x!, weight!];
    const spatial = spatialOf(attributes);
    checkOperands(`conv_transpose${spatial}d`, inputs, attributes, true);
    checkOutputPadding(attributes);
    checkDTypes(inputs);
    const dtype = x!.dtype ?? weight!.dtype;
    if (!x!.shape) return { dtype };
    const { stride, padding, dilation, output_padding, groups } = attributes;
    const perGroup = weight!.shape?.[1];
    const sizes = x!.shape.slice(-spatial).map((size, dim): Dim => {
      const kernel = weight!.shape?.[2 + dim];
      if (typeof size !== 'number' || typeof kernel !== 'number') return new SymbolicDim(`stretched ${size}`);
      return (
        (size - 1) * stride[dim]! -
        2 * padding[dim]! +
        dilation[dim]! * (kernel - 1) +
        output_padding[dim]! +
        1
      );
    });
    if (sizes.some((size) => typeof size === 'number' && size < 1)) {
      const shown = (given: Shape): string => (spatial === 1 ? [1, ...given] : given).map(String).join(' x ');
      refuse(
        `Given input size per channel: (${shown(x!.shape.slice(-spatial))}). Calculated output size per channel: (${shown(sizes)}). Output size is too small`,
      );
    }
    const out: Dim = typeof perGroup === 'number' ? perGroup * groups : new SymbolicDim('out_channels');
    return { shape: [...x!.shape.slice(0, -spatial - 1), out, ...sizes], dtype };
  },
  role: () => ({ kind: 'logits' }),
  kernel: {
    kind: 'general',
    compute: (inputs, attributes, result) => fill('image', inputs, attributes, result),
  },
  vjp: (gradient, { inputs: [x, weight, bias], attributes }) => {
    const spatial = spatialOf(attributes);
    const kernel_size = weight!.shape!.slice(2) as readonly number[];
    const { stride, padding, dilation, groups } = attributes;
    const plain = { stride, padding, dilation, groups };
    return [
      // An output padding of a whole stride makes room for windows that the transposed image did not have.
      cropped(Tensor.apply(convolution, [gradient, weight!], plain), x!.shape!.slice(-spatial)),
      Tensor.apply(conv_weight, [withBatch(gradient, plain), withBatch(x!, plain)], {
        ...plain,
        kernel_size,
      }),
      bias && biasGradient(gradient, spatial),
    ];
  },
  samples: [
    {
      inputs: [float32([2, 2, 3]), otherFloat32([2, 3, 2]), otherFloat32([3], 2)],
      attributes: { stride: [2], padding: [1], dilation: [2], groups: 1, output_padding: [1] },
      torch: 'F.conv_transpose1d(x0, x1, x2, 2, 1, 1, 1, 2)',
    },
    {
      inputs: [float32([4, 2, 3]), otherFloat32([4, 1, 2, 2])],
      attributes: { stride: [1, 2], padding: [0, 1], dilation: [1, 1], groups: 2, output_padding: [0, 1] },
      torch: 'F.conv_transpose2d(x0, x1, None, (1, 2), (0, 1), (0, 1), 2)',
    },
    {
      inputs: [float32([1, 2, 2, 1, 2]), otherFloat32([2, 1, 2, 2, 1])],
      attributes: {
        stride: [1, 1, 1],
        padding: [0, 0, 0],
        dilation: [2, 1, 1],
        groups: 1,
        output_padding: [1, 0, 0],
      },
      torch: 'F.conv_transpose3d(x0, x1, output_padding=(1, 0, 0), dilation=(2, 1, 1))',
    },
    {
      inputs: [float32([1, 3, 2, 2]), float32([2, 3, 2, 2])],
      attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, output_padding: [0, 0] },
      torch: 'F.conv_transpose2d(x0, x1)',
    },
    {
      inputs: [float32([1, 2, 2]), float32([2, 3, 2])],
      attributes: { stride: [1], padding: [0], dilation: [1], groups: 1, output_padding: [1] },
      torch: 'F.conv_transpose1d(x0, x1, output_padding=1)',
    },
  ],
};

/** The gradient of a convolution's weight. Inputs: the image [N, C, …] and the gradient of the result [N, out, …]. */
export const conv_weight: Op<Convolution & { readonly kernel_size: readonly number[] }> = {
  name: 'conv_weight',
  gradFn: 'ConvolutionBackwardBackward0',
  infer: ([x, gradient], { groups, kernel_size }) => {
    const dtype = x!.dtype ?? gradient!.dtype;
    if (!isKnownShape(x!.shape) || !gradient!.shape) return { dtype };
    return { shape: [gradient!.shape[1]!, x!.shape[1]! / groups, ...kernel_size], dtype };
  },
  kernel: {
    kind: 'general',
    compute: ([x, gradient], attributes, result) => {
      const [batch, , ...imageSizes] = x!.shape;
      const [out, perGroup] = result.shape;
      result.values.set(
        derivative(
          'weight',
          {
            image: x!.values,
            imageSizes,
            weight: result.values,
            kernel: attributes.kernel_size,
            windows: gradient!.values,
            windowSizes: gradient!.shape.slice(2),
            batch: batch!,
            out: out!,
            perGroup: perGroup!,
          },
          attributes,
        ),
      );
    },
  },
  vjp: (gradient, { inputs: [x, windows], attributes: { kernel_size, ...attributes } }) => {
    const { stride, padding, dilation } = attributes;
    const sizes = x!.shape!.slice(2) as readonly number[];
    const counts = windows!.shape!.slice(2) as readonly number[];
    const output_padding = counts.map(
      (count, dim) =>
        sizes[dim]! -
        ((count - 1) * stride[dim]! - 2 * padding[dim]! + dilation[dim]! * (kernel_size[dim]! - 1) + 1),
    );
    return [
      Tensor.apply(conv_transpose, [windows!, gradient], { ...attributes, output_padding }),
      cropped(Tensor.apply(convolution, [x!, gradient], attributes), counts),
    ];
  },
  samples: [
    {
      inputs: [float32([2, 2, 5]), otherFloat32([2, 4, 3])],
      attributes: { stride: [2], padding: [1], dilation: [1], groups: 2, kernel_size: [3] },
      torch: 'torch.nn.grad.conv1d_weight(x0, (4, 1, 3), x1, 2, 1, 1, 2)',
    },
    {
      inputs: [float32([1, 2, 3, 4]), otherFloat32([1, 1, 2, 3])],
      attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, kernel_size: [2, 2] },
      torch: 'torch.nn.grad.conv2d_weight(x0, (1, 2, 2, 2), x1)',
    },
  ],
};
