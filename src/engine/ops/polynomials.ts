/** The orthogonal polynomials of torch.special, of a point and a degree. PyTorch has no derivative for them. */
import {
  chebyshevT,
  chebyshevU,
  chebyshevV,
  chebyshevW,
  hermiteH,
  hermiteHe,
  laguerreL,
  legendreP,
} from '../special/polynomials';
import type { Op } from '../op';
import { constant, float32, int64, number } from '../samples';
import { binary } from './family';

const polynomial = (name: string, compute: (x: number, n: number) => number): Op =>
  binary({
    name,
    result: 'float',
    compute: () => (x, n) => compute(x, n),
    vjp: 'not differentiable',
    samples: [
      {
        inputs: [constant(float32([2, 3])), int64([3], [0, 1, 5])],
        attributes: {},
        torch: `torch.special.${name}(x0, x1)`,
      },
      {
        inputs: [constant(float32([3], [-1, 0, 1])), number(4)],
        attributes: {},
        torch: `torch.special.${name}(x0, x1)`,
      },
      {
        inputs: [constant(float32([2], [0.5, 2])), constant(float32([2], [-1, 2.5]))],
        attributes: {},
        torch: `torch.special.${name}(x0, x1)`,
      },
    ],
  });

/** A polynomial on 0..1 instead of −1..1. */
const shifted =
  (compute: (x: number, n: number) => number) =>
  (x: number, n: number): number =>
    compute(2 * x - 1, n);

export const chebyshev_polynomial_t = polynomial('chebyshev_polynomial_t', chebyshevT);
export const chebyshev_polynomial_u = polynomial('chebyshev_polynomial_u', chebyshevU);
export const chebyshev_polynomial_v = polynomial('chebyshev_polynomial_v', chebyshevV);
export const chebyshev_polynomial_w = polynomial('chebyshev_polynomial_w', chebyshevW);
export const hermite_polynomial_h = polynomial('hermite_polynomial_h', hermiteH);
export const hermite_polynomial_he = polynomial('hermite_polynomial_he', hermiteHe);
export const laguerre_polynomial_l = polynomial('laguerre_polynomial_l', laguerreL);
export const legendre_polynomial_p = polynomial('legendre_polynomial_p', legendreP);
export const shifted_chebyshev_polynomial_t = polynomial(
  'shifted_chebyshev_polynomial_t',
  shifted(chebyshevT),
);
export const shifted_chebyshev_polynomial_u = polynomial(
  'shifted_chebyshev_polynomial_u',
  shifted(chebyshevU),
);
export const shifted_chebyshev_polynomial_v = polynomial(
  'shifted_chebyshev_polynomial_v',
  shifted(chebyshevV),
);
export const shifted_chebyshev_polynomial_w = polynomial(
  'shifted_chebyshev_polynomial_w',
  shifted(chebyshevW),
);
