/** Variance and standard deviation along dims. */
import { isFloating } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, minus, over, times } from '../formula';
import type { Op } from '../op';
import { reducedDims, reducedShape, spreadBack, type ReducedDims } from '../reduction_dims';
import { float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { mean } from './mean';

/** `correction` 1 is Bessel's: the sum of squares is divided by n − correction. */
type Spread = ReducedDims & { readonly correction?: number | undefined };

/** In two passes, so that a large mean costs no digits. */
function spreadOf(elements: Float64Array, correction: number): number {
  let total = 0;
  for (const element of elements) total += element;
  const center = total / elements.length;
  let squares = 0;
  for (const element of elements) squares += (element - center) ** 2;
  return squares / Math.max(elements.length - correction, 0);
}

const infer: Op<Spread>['infer'] = ([x], attributes) => {
  if (x!.dtype && !isFloating(x!.dtype)) {
    throw new TensorError('RuntimeError', 'std and var only support floating point and complex dtypes');
  }
  return { shape: reducedShape(x!.shape, attributes), dtype: x!.dtype };
};

const dims = ({ dim }: Spread, rank: number): readonly number[] => reducedDims(dim, rank);

/** 2 / (n − correction) · (x − mean), times the gradient. */
function varianceShare(gradient: Tensor, x: Tensor, { dim, correction = 1 }: Spread): Tensor {
  const reduced = reducedDims(dim, x.rank!);
  const count = reduced.reduce((product, at) => product * (x.shape![at] as number), 1);
  const centered = minus(x, Tensor.apply(mean, [x], { dim: reduced, keepdim: true }));
  return times(times(spreadBack(gradient, x.shape!, dim), 2 / Math.max(count - correction, 0)), centered);
}

const samples = (name: 'var' | 'std') => [
  { inputs: [float32([2, 3])], attributes: {}, torch: `x0.${name}()` },
  { inputs: [float32([2, 3])], attributes: { dim: 1, correction: 0 }, torch: `x0.${name}(1, correction=0)` },
  {
    inputs: [float32([3, 2], [1000001, 2, 1000002, 4, 1000003, 8])],
    attributes: { dim: 0, keepdim: true },
    torch: `x0.${name}(0, keepdim=True)`,
  },
  { inputs: [float32([2, 2], [1, 1, 2, 3])], attributes: { dim: 1 }, torch: `x0.${name}(1)` },
  { inputs: [int64([2], [1, 2])], attributes: {}, torch: `x0.${name}()` },
];

/** Σ (x − mean)² / (n − correction). Registered as `var`, a word that JavaScript keeps for itself. */
export const variance: Op<Spread> = {
  name: 'var',
  gradFn: 'VarBackward0',
  infer,
  kernel: {
    kind: 'reduce',
    dims,
    compute:
      ({ correction = 1 }) =>
      (elements) =>
        spreadOf(elements, correction),
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], attributes }) => [varianceShare(gradient, x!, attributes)],
  samples: samples('var'),
};

/** The square root of the variance. Where it is 0, so is its gradient, as in PyTorch. */
export const std: Op<Spread> = {
  name: 'std',
  gradFn: 'StdBackward0',
  infer,
  kernel: {
    kind: 'reduce',
    dims,
    compute:
      ({ correction = 1 }) =>
      (elements) =>
        Math.sqrt(spreadOf(elements, correction)),
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [x], output, attributes }) => {
    const share = choose(compare(output, '==', 0), 0, over(gradient, times(output, 2)));
    return [varianceShare(share, x!, attributes)];
  },
  samples: samples('std'),
};
