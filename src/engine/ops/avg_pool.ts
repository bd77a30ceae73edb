import { isFloating } from '../dtype';
import { TensorError } from '../error';
import { castTo, over } from '../formula';
import type { Op } from '../op';
import { pooledShape } from '../windows/pool_checks';
import { float32, int64 } from '../samples';
import { isKnownShape, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { positionsAlong, reachAlong, spatialDims, type Windows } from '../windows/counts';
import { floatingOnly } from './family';
import { composite } from './composite';
import { resample } from './resample';
import { trunc } from './rounding';

export type AveragePool = {
  readonly windows: Windows;
  /** Whether the padding counts as zeros; without it, only what lies in the image counts. */
  readonly count_include_pad?: boolean | undefined;
  /** What the sums are divided by instead of the number of elements. */
  readonly divisor_override?: number | undefined;
};

const nameOf = ({ windows }: AveragePool): string =>
  `${windows.kind === 'adaptive' ? 'adaptive_' : ''}avg_pool${spatialDims(windows)}d`;

/** What the windows along a dim are divided by. */
function divisorsAlong(attributes: AveragePool, dim: number, size: number): readonly number[] {
  const { windows, count_include_pad, divisor_override } = attributes;
  if (divisor_override !== undefined) {
    return positionsAlong(windows, dim, size).map(() => (dim === 0 ? divisor_override : 1));
  }
  if (windows.kind === 'sliding' && count_include_pad) return reachAlong(windows, dim, size);
  return positionsAlong(windows, dim, size).map((positions) => positions.length);
}

/** Windows are products of windows along each dim, so their means are means along one dim after the other. */
function average(x: Tensor, attributes: AveragePool): Tensor {
  const spatial = spatialDims(attributes.windows);
  return x.shape!.slice(-spatial).reduce<Tensor>((partial, extent, dim) => {
    const size = extent as number;
    const positions = positionsAlong(attributes.windows, dim, size);
    const divisors = divisorsAlong(attributes, dim, size);
    const weights = positions.map((row, at) => row.map(() => 1 / divisors[at]!));
    return Tensor.apply(resample, [partial], { dim: dim - spatial, map: { size, positions, weights } });
  }, x);
}

/** Integers are added up first and divided once, towards zero. */
function integerAverage(x: Tensor, attributes: AveragePool): Tensor {
  const spatial = spatialDims(attributes.windows);
  const sizes = x.shape!.slice(-spatial) as readonly number[];
  const sums = average(castTo(x, 'float64'), { windows: attributes.windows, divisor_override: 1 });
  const counts: Shape = sums.shape!.slice(-spatial);
  const divisors = sizes
    .map((size, dim) => divisorsAlong(attributes, dim, size))
    .reduce(
      (products, along) => products.flatMap((product) => along.map((divisor) => product * divisor)),
      [1],
    );
  const divisor = Tensor.leaf({ shape: counts, dtype: 'float64', values: Float64Array.from(divisors) });
  return castTo(Tensor.apply(trunc, [over(sums, divisor)], {}), x.dtype!);
}

/** The mean of each window of each channel. The input is [N, C, …] or [C, …]. */
export const avg_pool: Op<AveragePool> = {
  ...composite<AveragePool>({
    name: 'avg_pool',
    gradFn: (_, attributes) => {
      const { windows } = attributes;
      const spatial = spatialDims(windows);
      if (spatial === 1) return 'SqueezeBackward1';
      if (windows.kind === 'sliding') return `AvgPool${spatial}DBackward0`;
      // To a single number, PyTorch takes the mean.
      const isMean = windows.output_size.every((size) => size === 1);
      return isMean ? 'MeanBackward1' : `AdaptiveAvgPool${spatial}DBackward0`;
    },
    compose: ([x], attributes) =>
      x!.dtype && !isFloating(x!.dtype) ? integerAverage(x!, attributes) : average(x!, attributes),
    samples: [
      {
        inputs: [float32([2, 3, 6])],
        attributes: {
          windows: { kind: 'sliding', kernel_size: [3], stride: [2], padding: [1], dilation: [1] },
          count_include_pad: true,
        },
        torch: 'F.avg_pool1d(x0, 3, 2, 1)',
      },
      {
        inputs: [float32([1, 2, 4, 5])],
        attributes: {
          windows: {
            kind: 'sliding',
            kernel_size: [3, 3],
            stride: [2, 1],
            padding: [1, 1],
            dilation: [1, 1],
          },
          count_include_pad: false,
        },
        torch: 'F.avg_pool2d(x0, 3, (2, 1), 1, count_include_pad=False)',
      },
      {
        inputs: [float32([2, 4, 5])],
        attributes: {
          windows: {
            kind: 'sliding',
            kernel_size: [2, 3],
            stride: [3, 2],
            padding: [1, 1],
            dilation: [1, 1],
            ceil_mode: true,
          },
          count_include_pad: true,
        },
        torch: 'F.avg_pool2d(x0, (2, 3), (3, 2), 1, ceil_mode=True)',
      },
      {
        inputs: [int64([1, 2, 3], [1, 2, -5, 2, -3, 8])],
        attributes: {
          windows: {
            kind: 'sliding',
            kernel_size: [2, 2],
            stride: [1, 1],
            padding: [0, 0],
            dilation: [1, 1],
          },
          divisor_override: 3,
        },
        torch: 'F.avg_pool2d(x0, 2, 1, divisor_override=3)',
      },
      {
        inputs: [float32([4, 4])],
        attributes: {
          windows: {
            kind: 'sliding',
            kernel_size: [2, 2],
            stride: [2, 2],
            padding: [0, 0],
            dilation: [1, 1],
          },
        },
        torch: 'F.avg_pool2d(x0, 2)',
      },
      {
        inputs: [float32([2, 3, 4, 5])],
        attributes: { windows: { kind: 'adaptive', output_size: [1, 1] } },
        torch: 'F.adaptive_avg_pool2d(x0, 1)',
      },
      {
        inputs: [float32([2, 4, 5])],
        attributes: { windows: { kind: 'adaptive', output_size: [undefined, 3] } },
        torch: 'F.adaptive_avg_pool2d(x0, (None, 3))',
      },
      {
        inputs: [float32([4, 5])],
        attributes: { windows: { kind: 'adaptive', output_size: [2, 2] } },
        torch: 'F.adaptive_avg_pool2d(x0, 2)',
      },
    ],
  }),
  infer: ([x], attributes) => {
    if (attributes.divisor_override === 0) throw new TensorError('RuntimeError', 'divisor must be not zero');
    const shape = pooledShape(nameOf(attributes), x!, attributes.windows);
    const isAdaptive = attributes.windows.kind === 'adaptive';
    const isMean = isAdaptive && isKnownShape(shape) && shape.slice(-2).every((size) => size === 1);
    const refused =
      isAdaptive && !isMean && x!.dtype ? floatingOnly(nameOf(attributes))(x!.dtype) : undefined;
    if (refused) throw refused;
    return { shape, dtype: x!.dtype };
  },
};
