/** The largest element of each window of each channel, and where it lies. */
import { reshaped } from '../formula';
import type { Op } from '../op';
import { pooledShape } from '../windows/pool_checks';
import { constant, float32, unitFloat32 } from '../samples';
import { numelOf, stridesOf, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { positionsAlong, spatialDims, type Windows } from '../windows/counts';
import { fractionalPositions, fractionalShape, type FractionalWindows } from '../windows/fractional_windows';
import { composite } from './composite';
import { gather } from './gather';

/** Fractional windows have a second input: the random numbers that place them. */
export type MaxPool = { readonly windows: Windows | FractionalWindows };

const dimsOf = (windows: MaxPool['windows']): number =>
  windows.kind === 'fractional' ? windows.kernel_size.length : spatialDims(windows);

function shapeOf([x]: readonly Tensor[], { windows }: MaxPool): Shape | undefined {
  if (windows.kind === 'fractional') return fractionalShape(x!, windows);
  const name = `${windows.kind === 'adaptive' ? 'adaptive_' : ''}max_pool${spatialDims(windows)}d`;
  return pooledShape(name, x!, windows);
}

/** The position of the largest element among `positions` along each dim; a NaN counts as the largest. */
function largestOf(
  values: ArrayLike<number>,
  plane: number,
  strides: readonly number[],
  positions: readonly (readonly number[])[],
): number {
  let best = -1;
  let most = -Infinity;
  const visit = (dim: number, offset: number): void => {
    if (dim < positions.length) {
      for (const position of positions[dim]!) visit(dim + 1, offset + position * strides[dim]!);
      return;
    }
    const value = values[plane + offset]!;
    if (best < 0 || value > most || Number.isNaN(value)) {
      best = offset;
      most = value;
    }
  };
  visit(0, 0);
  return best;
}

const samples = (how: (expression: string) => string) => [
  {
    inputs: [float32([2, 3, 6])],
    attributes: {
      windows: { kind: 'sliding', kernel_size: [2], stride: [2], padding: [0], dilation: [1] },
    } as const,
    torch: how('F.max_pool1d(x0, 2'),
  },
  {
    inputs: [float32([2, 5, 5])],
    attributes: {
      windows: {
        kind: 'sliding',
        kernel_size: [3, 2],
        stride: [2, 1],
        padding: [1, 0],
        dilation: [1, 2],
        ceil_mode: true,
      },
    } as const,
    torch: how('F.max_pool2d(x0, (3, 2), (2, 1), (1, 0), (1, 2), ceil_mode=True'),
  },
  {
    inputs: [float32([4, 4])],
    attributes: {
      windows: { kind: 'sliding', kernel_size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
    } as const,
    torch: how('F.max_pool2d(x0, 2'),
  },
  {
    inputs: [float32([2, 1, 1])],
    attributes: {
      windows: { kind: 'sliding', kernel_size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
    } as const,
    torch: how('F.max_pool2d(x0, 2'),
  },
  {
    inputs: [float32([2, 4, 5])],
    attributes: { windows: { kind: 'adaptive', output_size: [2, 3] } } as const,
    torch: how('F.adaptive_max_pool2d(x0, (2, 3)'),
  },
  {
    inputs: [float32([1, 2, 5, 4]), constant(unitFloat32([1, 2, 2]))],
    attributes: {
      windows: { kind: 'fractional', kernel_size: [2, 2], output_size: [3, 2], precision: 'float32' },
    } as const,
    torch: how('F.fractional_max_pool2d(x0, 2, (3, 2), _random_samples=x1'),
  },
];

/** Where the largest element of each window lies: the row-major number in its channel. */
export const max_pool_indices: Op<MaxPool> = {
  name: 'max_pool_indices',
  infer: (inputs, attributes) => ({ shape: shapeOf(inputs, attributes), dtype: 'int64' }),
  kernel: {
    kind: 'general',
    compute: ([x, random], { windows }, result) => {
      const spatial = dimsOf(windows);
      const sizes = x!.shape.slice(-spatial);
      const strides = stridesOf(sizes);
      const plane = numelOf(sizes);
      const counts = result.shape.slice(-spatial);
      const countStrides = stridesOf(counts);
      const each = numelOf(counts);
      const shared =
        windows.kind === 'fractional' ? [] : sizes.map((size, dim) => positionsAlong(windows, dim, size));
      for (let channel = 0; channel * each < result.values.length; channel++) {
        const along =
          windows.kind === 'fractional' ? fractionalPositions(windows, sizes, random!, channel) : shared;
        for (let at = 0; at < each; at++) {
          const window = along.map(
            (positions, dim) => positions[Math.floor(at / countStrides[dim]!) % counts[dim]!]!,
          );
          result.values[channel * each + at] = largestOf(x!.values, channel * plane, strides, window);
        }
      }
    },
  },
  vjp: 'not differentiable',
  samples: samples((call) => `${call}, return_indices=True)[1]`),
};

/** The largest element of each window; the padding never is. The input is [N, C, …] or [C, …]. */
export const max_pool: Op<MaxPool> = {
  ...composite<MaxPool>({
    name: 'max_pool',
    gradFn: (_, { windows }) => {
      const spatial = dimsOf(windows);
      if (windows.kind === 'fractional') return `FractionalMaxPool${spatial}DBackward0`;
      if (spatial === 1) return 'SqueezeBackward1';
      return windows.kind === 'adaptive'
        ? `AdaptiveMaxPool${spatial}DBackward0`
        : `MaxPool${spatial}DWithIndicesBackward0`;
    },
    compose: ([x, random], attributes) => {
      const indices = Tensor.apply(max_pool_indices, random ? [x!, random] : [x!], attributes);
      const spatial = dimsOf(attributes.windows);
      const lead = x!.shape!.slice(0, -spatial);
      const flat = (tensor: Tensor): Tensor =>
        reshaped(tensor, [...lead, numelOf(tensor.shape!.slice(-spatial) as readonly number[])]);
      return reshaped(Tensor.apply(gather, [flat(x!), flat(indices)], { dim: -1 }), indices.shape!);
    },
    samples: samples((call) => `${call})`),
  }),
  infer: (inputs, attributes) => ({ shape: shapeOf(inputs, attributes), dtype: inputs[0]!.dtype }),
};
