/** RAdam: Adam that waits until the variance of its step is bounded (Liu et al., 2020). */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { optimizerClass } from './optimizer';
import {
  approach,
  averageSquare,
  decayed,
  minus,
  root,
  scaled,
  shifted,
  signed,
  times,
  type OptimizerStep,
} from './step';

/** θ − lr · m̂ while ρₜ ≤ 5, and θ − lr · m̂ · rₜ · √(1 − β₂ᵗ) / (√v + ε) from there on. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0 } = settings;
  const isDecoupled = Boolean(settings['decoupled_weight_decay']);
  const before = isDecoupled ? scaled(theta, 1 - lr * weight_decay) : theta;
  const direction = decayed(signed(gradient, settings), theta, isDecoupled ? 0 : weight_decay);
  const first = approach(memory, 'exp_avg', direction, 1 - beta1);
  const second = averageSquare(memory, 'exp_avg_sq', direction, beta2);
  const corrected = scaled(first, lr / (1 - beta1 ** memory.steps));
  const correction = 1 - beta2 ** memory.steps;
  const longest = 2 / (1 - beta2) - 1;
  const length = longest - (2 * memory.steps * beta2 ** memory.steps) / correction;
  if (length <= 5) return minus(before, corrected);
  const rectified = Math.sqrt(
    ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length),
  );
  const inverse = Tensor.apply(ops.reciprocal, [shifted(root(second), eps)], {});
  return minus(before, scaled(times(corrected, inverse), Math.sqrt(correction) * rectified));
};

export const radam = optimizerClass({
  name: 'RAdam',
  parameters:
    'lr=1e-3, betas=None, eps=1e-8, weight_decay=0, decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False',
  entries:
    'lr, betas, eps, weight_decay, maximize, foreach, capturable, decoupled_weight_decay, differentiable',
  tuples: { betas: [0.9, 0.999] },
  step,
});
