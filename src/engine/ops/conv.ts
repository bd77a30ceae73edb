/** Convolutions (cross-correlations, as in PyTorch): a matrix product of the kernel with every window of the image. */
import { TensorError } from '../error';
import { plus, reshaped } from '../formula';
import type { Op, Sample } from '../op';
import { checkKernelFits, windowCounts, type Window } from '../patches';
import { float32, otherFloat32 } from '../samples';
import { formatShape, SymbolicDim, type Dim, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { matmul } from './matmul';
import { unfold } from './unfold';

/** One number for each spatial dim. */
type Convolution = {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
};

const windowOf = ({ stride, padding, dilation }: Convolution, kernel_size: readonly number[]): Window => ({
  kernel_size,
  stride,
  padding,
  dilation,
});

/** The result's shape. Throws PyTorch's message when image and kernel do not fit. */
function convolvedShape(
  name: string,
  spatial: number,
  x: Shape,
  weight: Shape,
  attributes: Convolution,
): Shape {
  if (x.length !== spatial + 1 && x.length !== spatial + 2) {
    throw new TensorError(
      'RuntimeError',
      `Expected ${spatial + 1}D (unbatched) or ${spatial + 2}D (batched) input to ${name}, but got input of size: ${formatShape(x)}`,
    );
  }
  const batch = x.slice(0, x.length - spatial - 1);
  const channels = x[x.length - spatial - 1]!;
  const own = weight[1]!;
  if (typeof channels === 'number' && typeof own === 'number' && channels !== own * attributes.groups) {
    const shown = batch.length === 0 ? [1, ...x] : x;
    throw new TensorError(
      'RuntimeError',
      `Given groups=${attributes.groups}, weight of size ${formatShape(weight)}, expected input${formatShape(shown)} to have ${own * attributes.groups} channels, but got ${channels} channels instead`,
    );
  }
  const kernel = weight.slice(2);
  const sizes = x.slice(x.length - spatial);
  if (!kernel.every((size) => typeof size === 'number')) {
    return [...batch, weight[0]!, ...sizes.map((): Dim => new SymbolicDim('windows'))];
  }
  const window = windowOf(attributes, kernel);
  checkKernelFits(sizes, window);
  return [...batch, weight[0]!, ...windowCounts(sizes, window)];
}

function convolve([x, weight, bias]: readonly Tensor[], spatial: number, attributes: Convolution): Tensor {
  const isBatched = x!.rank === spatial + 2;
  const image = isBatched ? x! : reshaped(x!, [1, ...x!.shape!]);
  const [out, perGroup, ...kernel] = weight!.shape as readonly number[];
  const { groups } = attributes;
  const counts = windowCounts(image.shape!.slice(2), windowOf(attributes, kernel));
  const taps = perGroup! * kernel.reduce((product, size) => product * size, 1);
  const patches = Tensor.apply(unfold, [image], windowOf(attributes, kernel));
  const grouped = reshaped(patches, [image.shape![0]!, groups, taps, patches.shape![2]!]);
  const rows = reshaped(weight!, [groups, out! / groups, taps]);
  const product = reshaped(Tensor.apply(matmul, [rows, grouped], {}), [image.shape![0]!, out!, ...counts]);
  const shifted = bias ? plus(product, reshaped(bias, [out!, ...counts.map(() => 1)])) : product;
  return isBatched ? shifted : reshaped(shifted, shifted.shape!.slice(1));
}

/** Inputs: image [N, C, …] or [C, …], weight [out, C / groups, …], perhaps bias. Its results are scores: logits. */
function convolution(
  name: string,
  spatial: number,
  samples: readonly Sample<Convolution>[],
): Op<Convolution> {
  return {
    ...composite<Convolution>({
      name,
      // An image without a batch gets one for the computation.
      gradFn: ([x]) => (x!.rank === spatial + 1 ? 'SqueezeBackward1' : 'ConvolutionBackward0'),
      compose: (inputs, attributes) => convolve(inputs, spatial, attributes),
      role: () => ({ kind: 'logits' }),
      samples,
    }),
    infer: ([x, weight], attributes) => ({
      shape: x!.shape && weight!.shape && convolvedShape(name, spatial, x!.shape, weight!.shape, attributes),
      dtype: x!.dtype,
    }),
  };
}

export const conv1d = convolution('conv1d', 1, [
  {
    inputs: [float32([2, 3, 5]), otherFloat32([4, 3, 2]), otherFloat32([4], 2)],
    attributes: { stride: [1], padding: [1], dilation: [2], groups: 1 },
    torch: 'F.conv1d(x0, x1, x2, 1, 1, 2)',
  },
  {
    inputs: [float32([2, 5]), otherFloat32([2, 2, 3])],
    attributes: { stride: [2], padding: [0], dilation: [1], groups: 1 },
    torch: 'F.conv1d(x0, x1, stride=2)',
  },
]);

export const conv2d = convolution('conv2d', 2, [
  {
    inputs: [float32([2, 2, 4, 5]), otherFloat32([3, 2, 2, 3]), otherFloat32([3], 2)],
    attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 },
    torch: 'F.conv2d(x0, x1, x2)',
  },
  {
    inputs: [float32([1, 4, 4, 4]), otherFloat32([4, 2, 2, 2]), otherFloat32([4], 2)],
    attributes: { stride: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2 },
    torch: 'F.conv2d(x0, x1, x2, (2, 1), (1, 0), (1, 2), 2)',
  },
  {
    inputs: [float32([1, 4, 4, 4]), float32([2, 3, 2, 2])],
    attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 },
    torch: 'F.conv2d(x0, x1)',
  },
  {
    inputs: [float32([4, 4]), float32([2, 3, 2, 2])],
    attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 },
    torch: 'F.conv2d(x0, x1)',
  },
  {
    inputs: [float32([1, 3, 2, 2]), float32([2, 3, 3, 3])],
    attributes: { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 },
    torch: 'F.conv2d(x0, x1)',
  },
]);

export const conv3d = convolution('conv3d', 3, [
  {
    inputs: [float32([1, 2, 3, 3, 3]), otherFloat32([2, 2, 2, 2, 2])],
    attributes: { stride: [1, 1, 1], padding: [0, 0, 0], dilation: [1, 1, 1], groups: 1 },
    torch: 'F.conv3d(x0, x1)',
  },
]);
