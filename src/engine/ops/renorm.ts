/** Slices along a dim whose norm is bounded. */
import { gradientsOf } from '../autograd';
import { isGradEnabled, withGrad } from '../context';
import type { DType } from '../dtype';
import { castTo, choose, compare, minus, onesLike, over, plus, sumOf, times } from '../formula';
import { float16, float32 } from '../samples';
import { Tensor } from '../tensor';
import type { Op } from '../op';
import { composite } from './composite';
import { norm } from './norm';

type Bound = { readonly p: number; readonly dim: number; readonly maxnorm: number };

/** PyTorch keeps the division finite with this number (torch/_refs, renorm). */
const TINY = 1e-7;

/** The lengths of half precision are single, as PyTorch accumulates them. */
const lengthType = (dtype: DType): DType => (dtype === 'float16' || dtype === 'bfloat16' ? 'float32' : dtype);

const otherDims = (x: Tensor, kept: number): number[] =>
  x.shape!.map((_, at) => at).filter((at) => at !== kept);

const lengthOf = (x: Tensor, { p, dim }: Bound): Tensor =>
  Tensor.apply(norm, [x], { p, dim: otherDims(x, dim), keepdim: true });

/** Each slice along `dim`, shrunk where its p-norm is larger than `maxnorm`. */
export const renorm: Op<Bound> = {
  ...composite<Bound>({
    name: 'renorm',
    gradFn: 'RenormBackward0',
    roundsSteps: true,
    compose: ([input], bound) => {
      const x = input!;
      if (!x.dtype || !x.shape) return Tensor.leaf({ shape: x.shape, dtype: x.dtype });
      const length = lengthOf(castTo(x, lengthType(x.dtype)), bound);
      const factor = choose(
        compare(length, '>', bound.maxnorm),
        over(bound.maxnorm, plus(length, TINY)),
        onesLike(length),
      );
      return times(x, castTo(factor, x.dtype));
    },
    samples: [
      {
        inputs: [float32([3, 4])],
        attributes: { p: 2, dim: 0, maxnorm: 1 },
        torch: 'torch.renorm(x0, 2, 0, 1.0)',
      },
      {
        inputs: [float32([2, 3, 2])],
        attributes: { p: 1, dim: 1, maxnorm: 2.5 },
        torch: 'torch.renorm(x0, 1, 1, 2.5)',
      },
      {
        inputs: [float16([2, 3])],
        attributes: { p: Infinity, dim: 0, maxnorm: 0.5 },
        torch: "torch.renorm(x0, float('inf'), 0, 0.5)",
      },
    ],
  }),
  // In PyTorch's order, which float16 and bfloat16 tell from others.
  vjp: (gradient, { inputs: [input], attributes: bound }) => {
    const x = input!;
    const type = lengthType(x.dtype!);
    const recorded = isGradEnabled();
    const wide = withGrad(true, () => castTo(x.asLeaf({ requiresGrad: true }), type));
    const own = recorded ? castTo(x, type) : wide;
    const length = withGrad(true, () => lengthOf(own, bound));
    const weighted = sumOf(castTo(times(x, gradient), type), otherDims(x, bound.dim), true);
    const [ofLength] = withGrad(recorded, () => gradientsOf(length, [own], weighted));
    const inverse = over(1, plus(length, TINY));
    const shrunk = times(
      times(bound.maxnorm, inverse),
      minus(castTo(gradient, type), times(inverse, ofLength!)),
    );
    return [choose(compare(length, '>', bound.maxnorm), castTo(shrunk, x.dtype!), gradient)];
  },
};
