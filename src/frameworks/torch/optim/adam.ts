/** Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019). */
import { numberTensor } from '../../../engine/ops/number';
import { optimizerClass } from './optimizer';
import {
  approach,
  averageSquare,
  decayed,
  larger,
  over,
  plusQuotient,
  root,
  scaled,
  shifted,
  signed,
  type OptimizerStep,
} from './step';

/**
 * θ − lr · m̂ / (√v̂ + ε), with m̂ and v̂ the averages of g and g² corrected for their start at zero.
 * Weight decay is added to the gradient, or, decoupled, shrinks θ before the step.
 */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0, amsgrad = 0 } = settings;
  const isDecoupled = Boolean(settings['decoupled_weight_decay']);
  const before = isDecoupled && weight_decay !== 0 ? scaled(theta, 1 - lr * weight_decay) : theta;
  const direction = decayed(signed(gradient, settings), theta, isDecoupled ? 0 : weight_decay);
  const first = approach(memory, 'exp_avg', direction, 1 - beta1);
  let second = averageSquare(memory, 'exp_avg_sq', direction, beta2);
  if (amsgrad) {
    const largest = memory.get('max_exp_avg_sq');
    second = largest ? larger(largest, second) : second;
    memory.set('max_exp_avg_sq', second);
  }
  const correction = numberTensor(Math.sqrt(1 - beta2 ** memory.steps), 'float');
  const denominator = shifted(over(root(second), correction), eps);
  return plusQuotient(before, first, denominator, -lr / (1 - beta1 ** memory.steps));
};

export const adam = optimizerClass({
  name: 'Adam',
  parameters:
    'lr=1e-3, betas=None, eps=1e-8, weight_decay=0, amsgrad=False, *, foreach=None, maximize=False, capturable=False, differentiable=False, fused=None, decoupled_weight_decay=False',
  entries:
    'lr, betas, eps, weight_decay, amsgrad, maximize, foreach, capturable, differentiable, fused, decoupled_weight_decay',
  tuples: { betas: [0.9, 0.999] },
  step,
});

export const adamw = optimizerClass({
  name: 'AdamW',
  parameters:
    'lr=1e-3, betas=None, eps=1e-8, weight_decay=1e-2, amsgrad=False, *, maximize=False, foreach=None, capturable=False, differentiable=False, fused=None',
  entries:
    'lr, betas, eps, weight_decay, amsgrad, maximize, foreach, capturable, differentiable, fused, decoupled_weight_decay',
  fixed: { decoupled_weight_decay: true },
  tuples: { betas: [0.9, 0.999] },
  step,
});
