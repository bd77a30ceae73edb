/** Adamax: Adam with the largest gradient so far in place of the mean square (Kingma and Ba, 2015). */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { optimizerClass } from './optimizer';
import { approach, decayed, larger, plusQuotient, scaled, shifted, signed, type OptimizerStep } from './step';

/** θ − lr / (1 − β₁ᵗ) · m / u, with u = max(β₂ · u, |g| + ε). */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 2e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0 } = settings;
  const direction = decayed(signed(gradient, settings), theta, weight_decay);
  const first = approach(memory, 'exp_avg', direction, 1 - beta1);
  const now = shifted(Tensor.apply(ops.abs, [direction], {}), eps);
  const before = memory.get('exp_inf');
  const largest = before ? larger(scaled(before, beta2), now) : now;
  memory.set('exp_inf', largest);
  return plusQuotient(theta, first, largest, -lr / (1 - beta1 ** memory.steps));
};

export const adamax = optimizerClass({
  name: 'Adamax',
  parameters:
    'lr=2e-3, betas=None, eps=1e-8, weight_decay=0, foreach=None, *, maximize=False, differentiable=False, capturable=False',
  entries: 'lr, betas, eps, weight_decay, foreach, maximize, differentiable, capturable',
  tuples: { betas: [0.9, 0.999] },
  step,
});
