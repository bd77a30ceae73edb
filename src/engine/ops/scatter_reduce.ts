/** Elements of a source that meet at one position, reduced there to their sum, product, mean or extreme. */
import { roundNumber } from '../backends/rounding';
import { TensorError } from '../error';
import { castTo, full, over, times, zerosLike } from '../formula';
import type { NdArray, Op } from '../op';
import { float32, int64, otherFloat32 } from '../samples';
import { isFloating } from '../dtype';
import { Tensor } from '../tensor';
import { eq } from './comparison';
import {
  checkIndexValues,
  forEachScattered,
  gather,
  gatherForSource,
  grown,
  inferScatter,
  narrowed,
  scatter,
  scatter_add,
} from './gather';
import { masked_fill, where } from './where';

export type ScatterReduction = 'sum' | 'prod' | 'mean' | 'amax' | 'amin';

type Attributes = {
  readonly dim: number;
  readonly reduce: ScatterReduction;
  /** Whether the elements that are there already take part. */
  readonly include_self: boolean;
  /** Each step is rounded to the result's dtype. */
  readonly roundsSteps?: boolean | undefined;
};

const reductions: readonly string[] = ['sum', 'prod', 'mean', 'amax', 'amin'];

const meet: { readonly [R in ScatterReduction]: (a: number, b: number) => number } = {
  sum: (a, b) => a + b,
  mean: (a, b) => a + b,
  prod: (a, b) => a * b,
  amax: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b)),
  amin: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.min(a, b)),
};

const scalar = (value: number, like: Tensor): Tensor => full([], like.dtype, value);

const isZero = (tensor: Tensor): Tensor => Tensor.apply(eq, [tensor, scalar(0, tensor)], {});

/** `x.scatter_reduce(dim, index, source, reduce, include_self)` (PyTorch documentation, Tensor.scatter_reduce_). */
export const scatter_reduce: Op<Attributes> = {
  name: 'scatter_reduce',
  gradFn: 'ScatterReduceBackward0',
  infer: (inputs, attributes) => {
    if (!reductions.includes(attributes.reduce)) {
      throw new TensorError(
        'RuntimeError',
        `reduce argument must be either sum, prod, mean, amax or amin, got ${attributes.reduce}`,
      );
    }
    return inferScatter('scatter')(inputs, attributes);
  },
  check: ([x, index], { dim }) => checkIndexValues(index!, x!, dim),
  kernel: {
    kind: 'general',
    compute: (inputs, attributes, result) => reduceInto(inputs, attributes, result),
  },
  vjp: (gradient, { inputs: [x, index, source], output, attributes }) => {
    const { dim, include_self: includeSelf } = attributes;
    const [own, other] = shares(gradient, x!, index!, source!, output, attributes);
    // What the positions held before has no part in what they became.
    const kept = includeSelf ? own : Tensor.apply(scatter, [own, index!, scalar(0, own)], { dim });
    return [kept, undefined, other];
  },
  samples: [
    ...(['sum', 'prod', 'mean', 'amax', 'amin'] as const).flatMap((reduce) =>
      [true, false].map((includeSelf) => ({
        inputs: [float32([2, 3]), int64([2, 2], [2, 0, 1, 1]), otherFloat32([2, 2])],
        attributes: { dim: 1, reduce, include_self: includeSelf },
        torch: `x0.scatter_reduce(1, x1, x2, '${reduce}', include_self=${includeSelf ? 'True' : 'False'})`,
      })),
    ),
    {
      inputs: [float32([3], [1, 0, 2]), int64([4], [0, 0, 1, 2]), float32([4], [0, 3, 0, 2])],
      attributes: { dim: 0, reduce: 'prod', include_self: true },
      torch: "x0.scatter_reduce(0, x1, x2, 'prod')",
    },
  ],
};

function reduceInto(
  inputs: readonly NdArray[],
  { dim, reduce, include_self: includeSelf, roundsSteps = false }: Attributes,
  result: NdArray,
): void {
  const round = (value: number): number => (roundsSteps ? roundNumber(result.dtype, value) : value);
  const totals = Float64Array.from(inputs[0]!.values);
  const counts = new Float64Array(totals.length).fill(includeSelf ? 1 : 0);
  forEachScattered(inputs, dim, (position, value) => {
    totals[position] = counts[position] === 0 ? value : round(meet[reduce](totals[position]!, value));
    counts[position]!++;
  });
  const isInteger = !isFloating(result.dtype);
  totals.forEach((total, at) => {
    const mean = reduce === 'mean' && counts[at]! > 0 ? total / counts[at]! : total;
    result.values[at] = isInteger ? Math.floor(mean) : mean;
  });
}

/** The gradients of x and of the source, as if x took part everywhere. */
function shares(
  gradient: Tensor,
  x: Tensor,
  index: Tensor,
  source: Tensor,
  output: Tensor,
  { dim, reduce, include_self: includeSelf }: Attributes,
): readonly [Tensor, Tensor | undefined] {
  const toSource = (given: Tensor): Tensor => gatherForSource(given, index, source, dim);
  const scattered = (into: Tensor, given: Tensor): Tensor =>
    Tensor.apply(scatter_add, [into, index, given], { dim });
  switch (reduce) {
    case 'sum':
      return [gradient, toSource(gradient)];
    case 'mean': {
      const start = full(x.shape, x.dtype, includeSelf ? 1 : 0);
      const counts = scattered(start, full(source.shape, source.dtype, 1));
      const count = Tensor.apply(masked_fill, [counts, isZero(counts), scalar(1, counts)], {});
      const share = over(gradient, count);
      return [share, toSource(share)];
    }
    case 'prod':
      return productShares(gradient, x, index, source, output, dim, includeSelf);
    case 'amax':
    case 'amin': {
      const ownIsResult = castTo(Tensor.apply(eq, [x, output], {}), x.dtype!);
      const found = Tensor.apply(gather, [output, index], { dim });
      const used = narrowed(source, index);
      const sourceIsResult = castTo(Tensor.apply(eq, [used, found], {}), x.dtype!);
      const start = includeSelf
        ? ownIsResult
        : Tensor.apply(scatter, [ownIsResult, index, scalar(0, ownIsResult)], { dim });
      const share = over(gradient, scattered(start, sourceIsResult));
      const received = times(Tensor.apply(gather, [share, index], { dim }), sourceIsResult);
      return [times(ownIsResult, share), grown(received, source)];
    }
    default:
      return reduce satisfies never;
  }
}

/** d(Π)/dv is the product over v; where v is the only zero, the product of the others. */
function productShares(
  gradient: Tensor,
  x: Tensor,
  index: Tensor,
  source: Tensor,
  output: Tensor,
  dim: number,
  includeSelf: boolean,
): readonly [Tensor, Tensor] {
  const one = scalar(1, x);
  const again = (own: Tensor, given: Tensor): Tensor =>
    Tensor.apply<Attributes>(scatter_reduce, [own, index, given], {
      dim,
      reduce: 'prod',
      include_self: includeSelf,
    });
  const used = narrowed(source, index);
  const ownWithoutZeros = Tensor.apply(where, [isZero(x), one, x], {});
  const own = over(times(gradient, again(ownWithoutZeros, used)), ownWithoutZeros);
  const zeros = Tensor.apply(scatter_add, [zerosLike(x), index, castTo(isZero(used), x.dtype!)], { dim });
  const zerosThere = Tensor.apply(gather, [zeros, index], { dim });
  const isOnlyZero = Tensor.apply(eq, [times(castTo(isZero(used), x.dtype!), zerosThere), one], {});
  const others = again(x, Tensor.apply(where, [isOnlyZero, one, used], {}));
  const fromOthers = Tensor.apply(gather, [times(gradient, others), index], { dim });
  const fromAll = over(
    Tensor.apply(gather, [times(gradient, output), index], { dim }),
    Tensor.apply(where, [isZero(used), one, used], {}),
  );
  const received = Tensor.apply(where, [isOnlyZero, fromOthers, fromAll], {});
  return [own, grown(received, source)];
}
