/** The logarithm of the gamma function, its derivatives, and the incomplete gamma functions. */
import { digamma as psi, logGamma, polygamma as derivativeOfPsi } from '../special/gamma';
import { lowerGamma, upperGamma } from '../special/incomplete_gamma';
import { zeta as hurwitz } from '../special/zeta';
import { TensorError } from '../error';
import { exponential, logarithm, minus, negative, plus, times } from '../formula';
import type { Op } from '../op';
import { constant, float32, int64, number, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { binary, unary, promotedFloatingOnly } from './family';
import { sumToSize } from './sum_to_size';

type Order = { readonly n: number };

/** The n-th derivative of digamma. */
export const polygamma: Op<Order> = {
  ...unary<Order>({
    name: 'polygamma',
    gradFn: 'PolygammaBackward0',
    result: 'float',
    compute:
      ({ n }, dtype) =>
      (x) =>
        derivativeOfPsi(n, x, dtype),
    roundsSteps: true,
    vjp: (gradient, { inputs: [x], attributes: { n } }) => [
      times(gradient, Tensor.apply(polygamma, [x!], { n: n + 1 })),
    ],
    samples: [
      { inputs: [unitFloat32([2, 3])], attributes: { n: 1 }, torch: 'torch.polygamma(1, x0)' },
      { inputs: [float32([3], [0.5, 1.5, 20])], attributes: { n: 2 }, torch: 'torch.polygamma(2, x0)' },
      { inputs: [float32([3], [-0.5, -1.5, 3])], attributes: { n: 3 }, torch: 'torch.polygamma(3, x0)' },
      { inputs: [int64([2], [1, 2])], attributes: { n: 1 }, torch: 'torch.polygamma(1, x0)' },
    ],
  }),
  check: (_, { n }) => {
    if (n < 0) throw new TensorError('RuntimeError', 'polygamma(n, x) does not support negative n.');
  },
};

/** The derivative of the logarithm of the gamma function. */
export const digamma = unary({
  name: 'digamma',
  gradFn: 'DigammaBackward0',
  result: 'float',
  compute: () => psi,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(polygamma, [x!], { n: 1 }))],
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.digamma(x0)' },
    { inputs: [float32([4], [-1.5, 30, 0, 0.1])], attributes: {}, torch: 'torch.digamma(x0)' },
  ],
});

/** log |Γ(x)|. */
export const lgamma = unary({
  name: 'lgamma',
  gradFn: 'LgammaBackward0',
  result: 'float',
  compute: () => logGamma,
  roundsSteps: true,
  vjp: (gradient, { inputs: [x] }) => [times(gradient, Tensor.apply(digamma, [x!], {}))],
  samples: [
    { inputs: [unitFloat32([2, 3])], attributes: {}, torch: 'torch.lgamma(x0)' },
    { inputs: [float32([4], [-1.5, 30, 0, 2])], attributes: {}, torch: 'torch.lgamma(x0)' },
  ],
});

/** Hurwitz's zeta function of x and q. PyTorch knows its derivative with respect to q only. */
export const zeta: Op = binary({
  name: 'zeta',
  gradFn: ([x, q]) => `SpecialZetaBackward${x!.wrapped ? 1 : q!.wrapped ? 2 : 0}`,
  result: 'float',
  compute: () => (x, q) => hurwitz(x, q),
  roundsSteps: true,
  vjp: (gradient, { inputs: [x, q] }) => {
    const slope = times(negative(x!), Tensor.apply(zeta, [plus(x!, 1), q!], {}));
    return [undefined, sumToSize(times(gradient, slope), q!.shape)];
  },
  samples: [
    {
      inputs: [constant(float32([3], [2, 3.5, 4])), float32([2, 3], [0.5, 1, 1.5, 2, 3, 9])],
      attributes: {},
      torch: 'torch.special.zeta(x0, x1)',
    },
    {
      inputs: [number(3), float32([4], [-1, 0, 2, -0.5])],
      attributes: {},
      torch: 'torch.special.zeta(x0, x1)',
    },
  ],
});

/** A half of the gamma function's integral, as a share of the whole. PyTorch knows the derivative with respect to x only. */
const incomplete = (name: 'igamma' | 'igammac', compute: (a: number, x: number) => number): Op =>
  binary({
    name,
    gradFn: `${name === 'igamma' ? 'Igamma' : 'Igammac'}Backward0`,
    result: 'float',
    refuse: promotedFloatingOnly(`${name}_cpu`),
    compute: () => (a, x) => compute(a, x),
    roundsSteps: true,
    vjp: (gradient, { inputs: [a, x] }) => {
      const density = exponential(
        minus(minus(times(minus(a!, 1), logarithm(x!)), x!), Tensor.apply(lgamma, [a!], {})),
      );
      const share = times(gradient, density);
      return [undefined, sumToSize(name === 'igamma' ? share : negative(share), x!.shape)];
    },
    samples: [
      {
        inputs: [constant(float32([3], [0.5, 2, 9])), unitFloat32([2, 3])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      {
        inputs: [constant(float32([4], [4, 0, 2, -1])), constant(float32([4], [7, 1, 0, 1]))],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
    ],
  });

/** P(a, x), from 0 to x. */
export const igamma = incomplete('igamma', lowerGamma);
/** Q(a, x), from x on. */
export const igammac = incomplete('igammac', upperGamma);
