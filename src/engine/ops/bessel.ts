/** Functions of torch.special for which PyTorch has no derivative: Bessel's and Airy's. */
import { airyAi } from '../special/airy';
import { besselJ0, besselJ1, besselY0, besselY1, sphericalBesselJ0 } from '../special/bessel';
import { besselI0, besselI1, besselK0, besselK1, scaledK0, scaledK1 } from '../special/modified_bessel';
import type { Op } from '../op';
import { constant, float32, int64, unitFloat32 } from '../samples';
import { unary } from './family';

const special = (name: string, compute: (x: number) => number): Op =>
  unary({
    name,
    result: 'float',
    compute: () => compute,
    vjp: 'not differentiable',
    samples: [
      { inputs: [constant(unitFloat32([2, 3]))], attributes: {}, torch: `torch.special.${name}(x0)` },
      {
        inputs: [constant(float32([5], [0, 3.5, 12, 30, -4]))],
        attributes: {},
        torch: `torch.special.${name}(x0)`,
      },
      { inputs: [int64([2], [1, 4])], attributes: {}, torch: `torch.special.${name}(x0)` },
    ],
  });

export const airy_ai = special('airy_ai', airyAi);
export const bessel_j0 = special('bessel_j0', besselJ0);
export const bessel_j1 = special('bessel_j1', besselJ1);
export const bessel_y0 = special('bessel_y0', besselY0);
export const bessel_y1 = special('bessel_y1', besselY1);
export const modified_bessel_i0 = special('modified_bessel_i0', besselI0);
export const modified_bessel_i1 = special('modified_bessel_i1', besselI1);
export const modified_bessel_k0 = special('modified_bessel_k0', besselK0);
export const modified_bessel_k1 = special('modified_bessel_k1', besselK1);
export const scaled_modified_bessel_k0 = special('scaled_modified_bessel_k0', scaledK0);
export const scaled_modified_bessel_k1 = special('scaled_modified_bessel_k1', scaledK1);
export const spherical_bessel_j0 = special('spherical_bessel_j0', sphericalBesselJ0);
