import { isFloating } from '../dtype';
import { onesLike, times } from '../formula';
import type { Op } from '../op';
import { reducedDims, reducedShape, spreadBack, type ReducedDims } from '../reduction_dims';
import { float32, int64 } from '../samples';
import { Tensor } from '../tensor';
import { cat } from './cat';
import { narrow } from './narrow';
import { reshape } from './reshape';

/** The product along dims. Integers and bools multiply to int64. */
export const prod: Op<ReducedDims> = {
  name: 'prod',
  gradFn: (_, { dim }) => (dim === undefined ? 'ProdBackward0' : 'ProdBackward1'),
  infer: ([x], attributes) => ({
    shape: reducedShape(x!.shape, attributes),
    dtype: x!.dtype && !isFloating(x!.dtype) ? 'int64' : x!.dtype,
  }),
  kernel: {
    kind: 'reduce',
    dims: ({ dim }, rank) => reducedDims(dim, rank),
    compute: () => (elements) => {
      let product = 1;
      for (const element of elements) product *= element;
      return product;
    },
  },
  vjp: (gradient, { inputs: [x], attributes: { dim } }) => {
    const dims = reducedDims(dim, x!.rank!);
    const spread = spreadBack(gradient, x!.shape!, dim);
    // PyTorch reduces one dim or all of them; all of them are one long line.
    if (dims.length === 1) return [times(spread, productOfOthers(x!, dims[0]!))];
    const line = Tensor.apply(reshape, [x!], { shape: [x!.numel] });
    return [times(spread, Tensor.apply(reshape, [productOfOthers(line, 0)], { shape: x!.shape! }))];
  },
  samples: [
    { inputs: [float32([2, 3])], attributes: {}, torch: 'x0.prod()' },
    { inputs: [float32([2, 3], [1, 0, 3, 0, 0, 2])], attributes: { dim: 1 }, torch: 'x0.prod(1)' },
    { inputs: [float32([3, 2])], attributes: { dim: 0, keepdim: true }, torch: 'x0.prod(0, keepdim=True)' },
    { inputs: [int64([3], [2, 3, 4])], attributes: {}, torch: 'x0.prod()' },
    { inputs: [float32([0])], attributes: {}, torch: 'x0.prod()' },
  ],
};

/**
 * For each element the product of the others along a dim. Halves are multiplied with each other's products, so that
 * no division by a zero element happens and every derivative exists.
 */
export function productOfOthers(x: Tensor, dim: number): Tensor {
  const length = x.shape![dim] as number;
  if (length <= 1) return onesLike(x);
  const middle = Math.floor(length / 2);
  const left = Tensor.apply(narrow, [x], { dim, start: 0, length: middle });
  const right = Tensor.apply(narrow, [x], { dim, start: middle, length: length - middle });
  const total = (half: Tensor): Tensor => Tensor.apply(prod, [half], { dim, keepdim: true });
  return Tensor.apply(
    cat,
    [times(productOfOthers(left, dim), total(right)), times(productOfOthers(right, dim), total(left))],
    { dim },
  );
}
