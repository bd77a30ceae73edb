import { isFloating, torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { choose, compare, over, sumOf, times, zerosLike } from '../formula';
import type { Op } from '../op';
import { reducedDims, reducedShape, spreadBack, type ReducedDims } from '../reduction_dims';
import { float16, float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { pow, stepsOf } from './power';
import { abs, sign } from './sign';
import { numberTensor } from './number';

/** The order of the norm; infinity takes the largest magnitude, 0 counts what is not zero. */
type Norm = ReducedDims & { readonly p: number };

function vectorNorm(elements: Float64Array, p: number): number {
  if (p === Infinity) return elements.reduce((most, element) => Math.max(most, Math.abs(element)), 0);
  if (p === -Infinity)
    return elements.reduce((least, element) => Math.min(least, Math.abs(element)), Infinity);
  if (p === 0) return elements.reduce((count, element) => count + Number(element !== 0), 0);
  if (p === 2) return Math.sqrt(elements.reduce((total, element) => total + element * element, 0));
  return elements.reduce((total, element) => total + Math.abs(element) ** p, 0) ** (1 / p);
}

/** (Σ |x|^p)^(1/p) along dims: the vector norm. */
export const norm: Op<Norm> = {
  name: 'norm',
  gradFn: 'LinalgVectorNormBackward0',
  infer: ([x], attributes) => {
    if (x!.dtype && !isFloating(x!.dtype)) {
      throw new TensorError(
        'RuntimeError',
        `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${torchScalarName(x!.dtype)}`,
      );
    }
    return { shape: reducedShape(x!.shape, attributes), dtype: x!.dtype };
  },
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute:
      ({ p }) =>
      (elements) =>
        vectorNorm(elements, p),
  },
  roundsSteps: true,
  // In PyTorch's order, which float16 and bfloat16 tell from others.
  vjp: (gradient, { inputs: [given], output, attributes: { dim, p } }) => {
    const x = given!;
    const spread = (reduced: Tensor): Tensor => spreadBack(reduced, x.shape!, dim);
    if (p === 0) return [zerosLike(x)];
    const orZero = (where: Tensor, other: Tensor): Tensor => choose(compare(where, '==', 0), 0, other);
    if (p === 2) {
      const wide = spread(output);
      return [times(spread(gradient), orZero(wide, over(x, wide)))];
    }
    const signs = Tensor.apply(sign, [x], {});
    if (p === 1) return [times(signs, spread(gradient))];
    const magnitude = Tensor.apply(abs, [x], {});
    if (Math.abs(p) === Infinity) {
      const isExtreme = compare(magnitude, '==', spread(output));
      const count = spreadBack(sumOf(isExtreme, reducedDims(dim, x.rank!)), x.shape!, dim);
      return [times(signs, times(over(spread(gradient), count), isExtreme))];
    }
    const power = (base: Tensor, exponent: number): Tensor => {
      const wrapped = numberTensor(exponent);
      return Tensor.apply(pow, [base, wrapped], stepsOf(wrapped));
    };
    if (p < 1) {
      const slope = times(signs, orZero(x, power(magnitude, p - 1)));
      return [times(times(slope, spread(gradient)), spread(power(output, 1 - p)))];
    }
    const slope =
      p < 2 ? times(signs, orZero(x, power(magnitude, p - 1))) : times(x, power(magnitude, p - 2));
    return [times(slope, spread(orZero(output, over(gradient, power(output, p - 1)))))];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: { p: 2 }, torch: 'torch.linalg.vector_norm(x0)' },
    { inputs: [float32([2, 3])], attributes: { p: 1, dim: 1 }, torch: 'torch.linalg.vector_norm(x0, 1, 1)' },
    {
      inputs: [float32([2, 3])],
      attributes: { p: 3, dim: [0, 1], keepdim: true },
      torch: 'torch.linalg.vector_norm(x0, 3, (0, 1), keepdim=True)',
    },
    {
      inputs: [float32([2, 3], [1, -3, 3, 2, 0, 1])],
      attributes: { p: Infinity, dim: -1 },
      torch: "torch.linalg.vector_norm(x0, float('inf'), -1)",
    },
    {
      inputs: [float32([2, 3], [1, -3, 3, 2, 0.5, -0.5])],
      attributes: { p: -Infinity, dim: -1 },
      torch: "torch.linalg.vector_norm(x0, -float('inf'), -1)",
    },
    { inputs: [float32([3], [1, 0, 3])], attributes: { p: 0 }, torch: 'torch.linalg.vector_norm(x0, 0)' },
    { inputs: [float32([2], [0, 0])], attributes: { p: 2 }, torch: 'torch.linalg.vector_norm(x0)' },
    {
      inputs: [float32([3], [0, 1, -2])],
      attributes: { p: 1.5 },
      torch: 'torch.linalg.vector_norm(x0, 1.5)',
    },
    ...[1.5, 2, 6, 0.5, Infinity].map((p) => ({
      inputs: [float16([2, 5])],
      attributes: { p, dim: -1 },
      torch: `torch.linalg.vector_norm(x0, ${p === Infinity ? "float('inf')" : p}, -1)`,
    })),
    { inputs: [int64([2], [3, 4])], attributes: { p: 2 }, torch: 'torch.linalg.vector_norm(x0)' },
  ],
};
