/** NAdam: Adam with Nesterov's momentum (Dozat, 2016). */
import { numberTensor } from '../../../engine/ops/number';
import { optimizerClass } from './optimizer';
import {
  approach,
  averageSquare,
  decayed,
  keptNumber,
  numberKept,
  over,
  plusQuotient,
  root,
  scaled,
  shifted,
  signed,
  type OptimizerStep,
} from './step';

/** θ − lr · ((1 − μₜ) · g / (1 − Πμ) + μₜ₊₁ · m / (1 − Πμ · μₜ₊₁)) / (√v̂ + ε), with μₜ = β₁ · (1 − ½ · 0.96^(t · ψ)). */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const {
    lr = 2e-3,
    beta1 = 0.9,
    beta2 = 0.999,
    eps = 1e-8,
    weight_decay = 0,
    momentum_decay = 4e-3,
    decoupled_weight_decay = 0,
  } = settings;
  const before = decoupled_weight_decay ? scaled(theta, 1 - lr * weight_decay) : theta;
  const direction = decayed(signed(gradient, settings), theta, decoupled_weight_decay ? 0 : weight_decay);
  const momentumAt = (time: number): number => beta1 * (1 - 0.5 * 0.96 ** (time * momentum_decay));
  const now = momentumAt(memory.steps);
  const next = momentumAt(memory.steps + 1);
  memory.set('mu_product', keptNumber((numberKept(memory, 'mu_product') ?? 1) * now));
  const product = numberKept(memory, 'mu_product') ?? Number.NaN;
  const first = approach(memory, 'exp_avg', direction, 1 - beta1);
  const second = averageSquare(memory, 'exp_avg_sq', direction, beta2);
  const correction = numberTensor(1 - beta2 ** memory.steps, 'float');
  const denominator = shifted(root(over(second, correction)), eps);
  const ahead = plusQuotient(before, direction, denominator, (-lr * (1 - now)) / (1 - product));
  return plusQuotient(ahead, first, denominator, (-lr * next) / (1 - product * next));
};

export const nadam = optimizerClass({
  name: 'NAdam',
  parameters:
    'lr=2e-3, betas=None, eps=1e-8, weight_decay=0, momentum_decay=4e-3, decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False',
  entries:
    'lr, betas, eps, weight_decay, momentum_decay, decoupled_weight_decay, maximize, foreach, capturable, differentiable',
  tuples: { betas: [0.9, 0.999] },
  step,
});
