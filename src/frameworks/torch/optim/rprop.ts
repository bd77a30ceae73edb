/** Resilient backpropagation (Riedmiller and Braun, 1993). */
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';
import { PythonError } from '../../errors';
import { optimizerClass } from './optimizer';
import { minus, scaled, shifted, sign, signed, times, type OptimizerStep } from './step';

const number = (value: number): Tensor => numberTensor(value, 'float');
const chosen = (condition: Tensor, yes: Tensor, no: Tensor): Tensor =>
  Tensor.apply(ops.where, [condition, yes, no], {});

/** θ − sign(g) · η, where η grows while the sign of g stays and shrinks where it changed; there g counts as zero. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-2, eta_minus = 0.5, eta_plus = 1.2, smallest = 1e-6, largest = 50 } = settings;
  const direction = signed(gradient, settings);
  const before = memory.get('prev') ?? scaled(direction, 0);
  const agreement = sign(times(direction, before));
  const grows = Tensor.apply(ops.gt, [agreement, number(0)], {});
  const shrinks = Tensor.apply(ops.lt, [agreement, number(0)], {});
  const factor = chosen(
    grows,
    number(eta_plus),
    chosen(shrinks, number(eta_minus), shifted(scaled(direction, 0), 1)),
  );
  const size = Tensor.apply(
    ops.clamp,
    [times(memory.get('step_size') ?? shifted(scaled(direction, 0), lr), factor)],
    { min: smallest, max: largest },
  );
  const kept = chosen(shrinks, scaled(direction, 0), direction);
  memory.set('prev', kept);
  memory.set('step_size', size);
  return minus(theta, times(sign(kept), size));
};

export const rprop = optimizerClass({
  name: 'Rprop',
  parameters:
    'lr=1e-2, etas=None, step_sizes=None, *, capturable=False, foreach=None, maximize=False, differentiable=False',
  entries: 'lr, etas, step_sizes, foreach, maximize, differentiable, capturable',
  tuples: { etas: [0.5, 1.2], step_sizes: [1e-6, 50] },
  step,
  check: ({ eta_minus = 0.5, eta_plus = 1.2 }) => {
    if (!(eta_minus > 0 && eta_minus < 1 && eta_plus > 1)) {
      throw new PythonError('ValueError', `Invalid eta values: ${eta_minus}, ${eta_plus}`);
    }
  },
});
