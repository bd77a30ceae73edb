/** How draws of the gamma and the Dirichlet distribution follow their parameters. PyTorch derives neither again. */
import { dirichletDrawByConcentration, gammaDrawByConcentration } from '../special/implicit_gradients';
import type { Op } from '../op';
import { constant, float32 } from '../samples';
import { binary, resultType } from './family';

export const standard_gamma_grad = binary({
  name: 'standard_gamma_grad',
  result: 'float',
  compute: () => (alpha, x) => gammaDrawByConcentration(alpha, x),
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [
        constant(float32([8], [0.3, 2, 12, 12, 20, 3, 0.9, 7])),
        constant(float32([8], [0.05, 0.7, 12.5, 7, 33, 4, 1.5, 2])),
      ],
      attributes: {},
      torch: 'torch._standard_gamma_grad(x0, x1)',
    },
  ],
});

/** Inputs: the draw, the concentration, and the sum of all concentrations of its row, all of one shape. */
export const dirichlet_grad: Op = {
  name: 'dirichlet_grad',
  infer: (inputs) => ({ shape: inputs[0]!.shape, dtype: resultType(inputs) }),
  kernel: {
    kind: 'elementwise',
    compute: () => (x, alpha, total) => dirichletDrawByConcentration(x, alpha!, total!),
  },
  vjp: 'not differentiable',
  samples: [
    {
      inputs: [
        constant(float32([9], [0.01, 0.3, 0.5, 0.98, 0.999, 0.4, 0.55, 0.7, 0.6])),
        constant(float32([9], [0.5, 1, 9, 3, 0.8, 20, 30, 2, 4])),
        constant(float32([9], [3, 2.5, 18, 4, 2, 44, 60, 15, 30])),
      ],
      attributes: {},
      torch: 'torch._dirichlet_grad(x0, x1, x2)',
    },
  ],
};
