import { roundNumber } from '../backends/rounding';
import { type DType } from '../dtype';
import { castTo, minus, over, plus, sumOf, times } from '../formula';
import type { Op } from '../op';
import { float32, float64 } from '../samples';
import { isKnownShape, numelOf, stridesOf } from '../shape';
import { walkStrided } from '../strided';
import { Tensor } from '../tensor';
import { mean } from './mean';
import { rsqrt, square } from './power';

export type Standardization = {
  /** Counted from the front. */
  readonly dims: readonly number[];
  readonly eps: number;
  /** The dtype in which PyTorch keeps mean and inverse deviation for the gradient. */
  readonly stored?: DType | undefined;
  /** Whether the values are made with what is kept too, as batch norm does. */
  readonly usesStored?: boolean | undefined;
  /** Whether the mean is subtracted before anything else is done, as layer norm does unless in half precision. */
  readonly subtracts?: boolean | undefined;
};

const meanOver = (x: Tensor, dim: readonly number[]): Tensor =>
  Tensor.apply(mean, [x], { dim, keepdim: true });

/**
 * In bfloat16 batch norm keeps the sum of squares before it divides it, and the variance; in float16 and in single
 * precision only what it makes of them.
 */
const keepsSums = ({ stored, usesStored }: Standardization): boolean =>
  usesStored === true && stored === 'bfloat16';

/** How many numbers one statistic is made of; of an unknown shape, which has no values, any count will do. */
const countAlong = ({ shape }: Tensor, dims: readonly number[]): number =>
  isKnownShape(shape) ? numelOf(dims.map((dim) => shape[dim]!)) : 1;

/** A statistic as it is kept: rounded to a dtype, and in the dtype of the computation again. */
const kept = (statistic: Tensor, stored: DType | undefined): Tensor =>
  stored && statistic.dtype ? castTo(castTo(statistic, stored), statistic.dtype) : statistic;

/**
 * (x − mean) / √(variance + ε) over dims, with the variance not corrected. Values are x · s + o with the scale
 * s = 1 / √(variance + ε) and the offset o = −mean · s each rounded once, as in PyTorch's kernels, or (x − mean) · s:
 * that shows where x is its own mean.
 */
export const standardize: Op<Standardization> = {
  name: 'standardize',
  gradFn: 'NativeLayerNormBackward0',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  kernel: {
    kind: 'general',
    compute: ([x], attributes, result) => {
      const { dims, eps, stored, usesStored, subtracts } = attributes;
      const round = stored && stored !== 'float64' ? Math.fround : (value: number): number => value;
      const keep = stored && usesStored ? (value: number): number => roundNumber(stored, value) : round;
      const strides = stridesOf(x!.shape);
      const sizesOf = (wanted: boolean): number[] =>
        x!.shape.map((size, dim) => (dims.includes(dim) === wanted ? size : 1));
      const reduced = sizesOf(true);
      const count = reduced.reduce((product, size) => product * size, 1);
      walkStrided(sizesOf(false), 0, strides, (_, start) => {
        let total = 0;
        walkStrided(reduced, start, strides, (__, at) => (total += x!.values[at]!));
        const center = total / count;
        let squares = 0;
        walkStrided(reduced, start, strides, (__, at) => (squares += (x!.values[at]! - center) ** 2));
        const variance = keepsSums(attributes) ? keep(keep(squares) / count) : round(squares / count);
        const deviation = round(Math.sqrt(round(variance + round(eps))));
        const scale = keep(round(1 / deviation));
        const offset = round(-keep(center) * scale);
        const mean = round(center);
        walkStrided(reduced, start, strides, (__, at) => {
          const value = x!.values[at]!;
          result.values[at] = subtracts ? round(value - mean) * scale : value * scale + offset;
        });
      });
    },
  },
  vjp: (gradient, { inputs: [x], attributes }) => {
    const { dims, eps, stored } = attributes;
    const center = meanOver(x!, dims);
    const squares = Tensor.apply(square, [minus(x!, center)], {});
    const variance = keepsSums(attributes)
      ? kept(over(kept(sumOf(squares, dims, true), stored), countAlong(x!, dims)), stored)
      : meanOver(squares, dims);
    const scale = kept(Tensor.apply(rsqrt, [plus(variance, eps)], {}), stored);
    const standard = times(minus(x!, kept(center, stored)), scale);
    const along = times(standard, meanOver(times(gradient, standard), dims));
    return [times(scale, minus(minus(gradient, meanOver(gradient, dims)), along))];
  },
  samples: [
    {
      inputs: [float32([2, 4])],
      attributes: { dims: [1], eps: 1e-5 },
      torch: 'F.layer_norm(x0, (4,))',
    },
    {
      inputs: [float64([3, 2, 2])],
      attributes: { dims: [1, 2], eps: 0.1 },
      torch: 'F.layer_norm(x0, (2, 2), eps=0.1)',
    },
  ],
};
