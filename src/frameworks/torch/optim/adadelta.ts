/** Adadelta (Zeiler, 2012). */
import { optimizerClass } from './optimizer';
import {
  average,
  decayed,
  minus,
  over,
  root,
  scaled,
  shifted,
  signed,
  times,
  type OptimizerStep,
} from './step';

/** θ − lr · Δ, with Δ = √(u + ε) / √(v + ε) · g, v the average of g² and u that of Δ². */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1, rho = 0.9, eps = 1e-6, weight_decay = 0 } = settings;
  const direction = decayed(signed(gradient, settings), theta, weight_decay);
  const square = average(memory, 'square_avg', times(direction, direction), rho);
  const moved = memory.get('acc_delta') ?? scaled(square, 0);
  const change = times(over(root(shifted(moved, eps)), root(shifted(square, eps))), direction);
  average(memory, 'acc_delta', times(change, change), rho);
  return minus(theta, scaled(change, lr));
};

export const adadelta = optimizerClass({
  name: 'Adadelta',
  parameters:
    'lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, capturable=False, maximize=False, differentiable=False',
  entries: 'lr, rho, eps, weight_decay, maximize, capturable, foreach, differentiable',
  step,
});
