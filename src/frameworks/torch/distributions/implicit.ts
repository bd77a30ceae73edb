/** Draws of which the gradient is implicit: the number stays where it is, and says how it follows its parameter. */
import { expanded, minus, times } from '../../../engine/formula';
import type { Op } from '../../../engine/op';
import { ops } from '../../../engine/ops/index';
import { sumToSize } from '../../../engine/ops/sum_to_size';
import { Tensor } from '../../../engine/tensor';

type Backward = (gradient: Tensor, draw: Tensor, concentration: Tensor) => Tensor;

const drawWith = (gradFn: string, backward: Backward): Op => ({
  name: 'implicit_draw',
  gradFn,
  infer: ([numbers]) => ({ shape: numbers!.shape, dtype: numbers!.dtype }),
  kernel: { kind: 'elementwise', compute: () => (number) => number },
  vjp: (gradient, { inputs: [, concentration], output }) => [
    undefined,
    sumToSize(backward(gradient, output, concentration!), concentration!.shape),
  ],
  samples: [],
});

const gammaDraw = drawWith('StandardGammaBackward0', (gradient, draw, concentration) => {
  const spread = expanded(concentration, draw.shape!);
  return times(gradient, Tensor.apply(ops.standard_gamma_grad, [spread, draw], {}));
});

const sumOfRows = (x: Tensor): Tensor =>
  expanded(Tensor.apply(ops.sum, [x], { dim: [-1], keepdim: true }), x.shape!);

const dirichletDraw = drawWith('_DirichletBackward', (gradient, draw, concentration) => {
  const spread = expanded(concentration, draw.shape!);
  const slope = Tensor.apply(ops.dirichlet_grad, [draw, spread, sumOfRows(spread)], {});
  return times(slope, minus(gradient, sumOfRows(times(draw, gradient))));
});

const followed = (op: Op, numbers: Tensor, concentration: Tensor): Tensor =>
  concentration.requiresGrad ? Tensor.apply(op, [numbers, concentration], {}) : numbers;

/** Numbers drawn from Gamma(concentration, 1), as a function of the concentration. */
export const asGammaDraw = (numbers: Tensor, concentration: Tensor): Tensor =>
  followed(gammaDraw, numbers, concentration);

/** Numbers drawn from Dirichlet(concentration), as a function of the concentration. */
export const asDirichletDraw = (numbers: Tensor, concentration: Tensor): Tensor =>
  followed(dirichletDraw, numbers, concentration);
