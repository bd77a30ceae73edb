/** Functions of probabilities: the logit, and the share of the entropy. */
import { roundNumber } from '../backends/rounding';
import { choose, compare, logarithm, minus, negative, over, plus, times } from '../formula';
import { float32, unitFloat32 } from '../samples';
import { unary } from './family';

/** log(x / (1 − x)), with x bounded to eps..1 − eps where eps is given; otherwise NaN outside of 0..1. */
export const logit = unary<{ readonly eps?: number | undefined }>({
  name: 'logit',
  gradFn: 'LogitBackward0',
  result: 'float',
  compute: ({ eps }, dtype) => {
    // In the steps of PyTorch's kernel, which half precision shows.
    const round = (value: number): number => roundNumber(dtype, value);
    const ofInside = (x: number): number => Math.log(round(x / round(1 - x)));
    if (eps === undefined) return ofInside;
    const [low, high] = [round(eps), round(1 - eps)];
    return (x) => ofInside(x < low ? low : x > high ? high : x);
  },
  role: () => ({ kind: 'logits' }),
  vjp: (gradient, { inputs: [x], attributes: { eps } }) => {
    const isInside = times(compare(x!, '>=', eps ?? 0), compare(x!, '<=', 1 - (eps ?? 0)));
    const share = over(gradient, times(x!, minus(1, x!)));
    return [choose(isInside, share, eps === undefined ? NaN : 0)];
  },
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.logit(x0)' },
    {
      inputs: [float32([5], [-0.5, 0.05, 0.5, 0.99, 1.5])],
      attributes: { eps: 0.1 },
      torch: 'torch.logit(x0, 0.1)',
    },
    { inputs: [float32([3], [0, 1, 1.5])], attributes: {}, torch: 'torch.logit(x0)' },
  ],
});

/** −x log x, which is 0 at 0 and −∞ below. */
export const entr = unary({
  name: 'entr',
  gradFn: 'SpecialEntrBackward0',
  result: 'float',
  compute: () => (x) => (x > 0 ? -x * Math.log(x) : x === 0 ? 0 : Number.isNaN(x) ? NaN : -Infinity),
  vjp: (gradient, { inputs: [x] }) => [times(gradient, negative(plus(logarithm(x!), 1)))],
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.special.entr(x0)' },
    { inputs: [float32([3], [0, -1, NaN])], attributes: {}, torch: 'torch.special.entr(x0)' },
  ],
});
