/** Pools: one number for each window of each channel. Inputs are [N, C, …] or [C, …]. */
import { TensorError } from '../error';
import { onesLike, over, reshaped, sumOf } from '../formula';
import type { Op, Sample } from '../op';
import { windowCounts, type Window } from '../patches';
import { float32 } from '../samples';
import { formatShape, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { max_values } from './argmax';
import { composite } from './composite';
import { matmul } from './matmul';
import { mean } from './mean';
import { transpose } from './permute';
import { unfold } from './unfold';

type AveragePool = Window & { readonly count_include_pad: boolean };

/** Throws where a tensor is no image of so many dims, or too small for a single window; `refusal` is PyTorch's. */
function checkImage(shape: Shape, spatial: number, refusal: (shape: Shape) => TensorError): void {
  if (shape.length !== spatial + 1 && shape.length !== spatial + 2) {
    throw refusal(shape);
  }
}

function checkPooledSize(shape: Shape, pooled: Shape, spatial: number): void {
  if (!pooled.slice(-spatial).some((size) => typeof size === 'number' && size < 1)) return;
  const shown = (sizes: Shape): string =>
    sizes
      .slice(-spatial - 1)
      .map(String)
      .join('x');
  throw new TensorError(
    'RuntimeError',
    `Given input size: (${shown(shape)}). Calculated output size: (${shown(pooled)}). Output size is too small`,
  );
}

/** The windows of each channel: [channels, kernel positions, windows]. */
function windowsOf(x: Tensor, spatial: number, window: Window, padding_value: number): Tensor {
  const images = reshaped(x, [-1, 1, ...x.shape!.slice(-spatial)]);
  return Tensor.apply(unfold, [images], { ...window, padding_value });
}

const pooledShape = (x: Shape, spatial: number, window: Window): Shape => [
  ...x.slice(0, -spatial),
  ...windowCounts(x.slice(-spatial), window),
];

function pool<A extends Window>(
  name: string,
  gradFn: string,
  spatial: number,
  refusal: (shape: Shape) => TensorError,
  reduce: (x: Tensor, attributes: A) => Tensor,
  samples: readonly Sample<A>[],
): Op<A> {
  return {
    ...composite<A>({
      name,
      gradFn,
      compose: ([x], attributes) =>
        reshaped(reduce(x!, attributes), pooledShape(x!.shape!, spatial, attributes)),
      samples,
    }),
    infer: ([x], attributes) => {
      if (!x!.shape) return { dtype: x!.dtype };
      checkImage(x!.shape, spatial, refusal);
      const shape = pooledShape(x!.shape, spatial, attributes);
      checkPooledSize(x!.shape, shape, spatial);
      return { shape, dtype: x!.dtype };
    },
  };
}

/** The largest element of each window. */
const maxPool = (spatial: number, samples: readonly Sample<Window>[]): Op<Window> =>
  pool<Window>(
    `max_pool${spatial}d`,
    spatial === 1 ? 'SqueezeBackward1' : 'MaxPool2DWithIndicesBackward0',
    spatial,
    (shape) =>
      new TensorError(
        'RuntimeError',
        spatial === 1
          ? `max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(shape)}`
          : 'non-empty 3D or 4D (batch mode) tensor expected for input',
      ),
    (x, window) => Tensor.apply(max_values, [windowsOf(x, spatial, window, -Infinity)], { dim: 1 }),
    samples,
  );

/** The mean of each window; the padding counts as zeros, or does not count. */
const averagePool = (spatial: number, samples: readonly Sample<AveragePool>[]): Op<AveragePool> =>
  pool<AveragePool>(
    `avg_pool${spatial}d`,
    spatial === 1 ? 'SqueezeBackward1' : 'AvgPool2DBackward0',
    spatial,
    (shape) =>
      spatial === 1
        ? new TensorError(
            'RuntimeError',
            `Expected 2 to 3 dimensions, but got ${shape.length}-dimensional tensor for argument #1 'self' (while checking arguments for avg_pool1d)`,
          )
        : new TensorError(
            'IndexError',
            `Dimension out of range (expected to be in range of [${-shape.length}, ${shape.length - 1}], but got -3)`,
          ),
    (x, attributes) => {
      const windows = windowsOf(x, spatial, attributes, 0);
      if (attributes.count_include_pad) return Tensor.apply(mean, [windows], { dim: 1 });
      return over(sumOf(windows, 1), sumOf(windowsOf(onesLike(x), spatial, attributes, 0), 1));
    },
    samples,
  );

export const max_pool1d = maxPool(1, [
  {
    inputs: [float32([2, 3, 6])],
    attributes: { kernel_size: [2], stride: [2], padding: [0], dilation: [1] },
    torch: 'F.max_pool1d(x0, 2)',
  },
  {
    inputs: [float32([4])],
    attributes: { kernel_size: [2], stride: [2], padding: [0], dilation: [1] },
    torch: 'F.max_pool1d(x0, 2)',
  },
]);

export const max_pool2d = maxPool(2, [
  {
    inputs: [float32([2, 2, 4, 6])],
    attributes: { kernel_size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
    torch: 'F.max_pool2d(x0, 2)',
  },
  {
    inputs: [float32([2, 5, 5])],
    attributes: { kernel_size: [3, 2], stride: [2, 1], padding: [1, 0], dilation: [1, 2], ceil_mode: true },
    torch: 'F.max_pool2d(x0, (3, 2), (2, 1), (1, 0), (1, 2), ceil_mode=True)',
  },
  {
    inputs: [float32([4, 4])],
    attributes: { kernel_size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
    torch: 'F.max_pool2d(x0, 2)',
  },
  {
    inputs: [float32([2, 1, 1])],
    attributes: { kernel_size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
    torch: 'F.max_pool2d(x0, 2)',
  },
]);

export const avg_pool1d = averagePool(1, [
  {
    inputs: [float32([2, 3, 6])],
    attributes: { kernel_size: [3], stride: [2], padding: [1], dilation: [1], count_include_pad: true },
    torch: 'F.avg_pool1d(x0, 3, 2, 1)',
  },
]);

export const avg_pool2d = averagePool(2, [
  {
    inputs: [float32([2, 2, 4, 6])],
    attributes: {
      kernel_size: [2, 2],
      stride: [2, 2],
      padding: [0, 0],
      dilation: [1, 1],
      count_include_pad: true,
    },
    torch: 'F.avg_pool2d(x0, 2)',
  },
  {
    inputs: [float32([1, 2, 4, 5])],
    attributes: {
      kernel_size: [3, 3],
      stride: [2, 1],
      padding: [1, 1],
      dilation: [1, 1],
      count_include_pad: false,
    },
    torch: 'F.avg_pool2d(x0, 3, (2, 1), 1, count_include_pad=False)',
  },
  {
    inputs: [float32([4, 4])],
    attributes: {
      kernel_size: [2, 2],
      stride: [2, 2],
      padding: [0, 0],
      dilation: [1, 1],
      count_include_pad: true,
    },
    torch: 'F.avg_pool2d(x0, 2)',
  },
]);

/** The windows from ⌊i · n / m⌋ to ⌈(i + 1) · n / m⌉, as rows of a matrix that takes their means. */
function averagingMatrix(size: number, count: number, like: Tensor): Tensor {
  const values = new Float64Array(count * size);
  for (let at = 0; at < count; at++) {
    const start = Math.floor((at * size) / count);
    const end = Math.ceil(((at + 1) * size) / count);
    values.fill(1 / (end - start), at * size + start, at * size + end);
  }
  const dtype = like.dtype === 'float64' ? 'float64' : 'float32';
  const stored = dtype === 'float64' ? values : Float32Array.from(values);
  return Tensor.leaf({ shape: [count, size], dtype, values: stored });
}

/** `F.adaptive_avg_pool2d(x, output_size)`: means of as many windows as asked for, of nearly equal size. */
export const adaptive_avg_pool2d: Op<{ readonly output_size: readonly number[] }> = {
  ...composite<{ readonly output_size: readonly number[] }>({
    name: 'adaptive_avg_pool2d',
    gradFn: ([x], { output_size }) =>
      output_size.every((size) => size === 1) && x!.rank !== undefined
        ? 'MeanBackward1'
        : 'AdaptiveAvgPool2DBackward0',
    compose: ([x], { output_size: [rows, columns] }) => {
      const [height, width] = x!.shape!.slice(-2) as [number, number];
      const down = Tensor.apply(matmul, [averagingMatrix(height, rows!, x!), x!], {});
      const across = Tensor.apply(transpose, [averagingMatrix(width, columns!, x!)], { dim0: 0, dim1: 1 });
      return Tensor.apply(matmul, [down, across], {});
    },
    samples: [
      {
        inputs: [float32([2, 3, 4, 5])],
        attributes: { output_size: [1, 1] },
        torch: 'F.adaptive_avg_pool2d(x0, 1)',
      },
      {
        inputs: [float32([2, 4, 5])],
        attributes: { output_size: [2, 3] },
        torch: 'F.adaptive_avg_pool2d(x0, (2, 3))',
      },
      {
        inputs: [float32([4, 5])],
        attributes: { output_size: [2, 2] },
        torch: 'F.adaptive_avg_pool2d(x0, 2)',
      },
    ],
  }),
  infer: ([x], { output_size }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    checkImage(
      x!.shape,
      2,
      (shape) =>
        new TensorError(
          'RuntimeError',
          `adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got ${formatShape(shape)}`,
        ),
    );
    return { shape: [...x!.shape.slice(0, -2), ...output_size], dtype: x!.dtype };
  },
};
