/** RMSprop (Hinton, 2012; the centered form is of Graves, 2013). */
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

/** θ − lr · g / (√v + ε), v the average of g² (less the square of g's average when centered), perhaps with momentum. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-2, alpha = 0.99, eps = 1e-8, weight_decay = 0, momentum = 0, centered = 0 } = settings;
  const direction = decayed(signed(gradient, settings), theta, weight_decay);
  let square = average(memory, 'square_avg', times(direction, direction), alpha);
  if (centered) {
    const mean = average(memory, 'grad_avg', direction, alpha);
    square = minus(square, times(mean, mean));
  }
  const change = over(direction, shifted(root(square), eps));
  if (momentum === 0) return minus(theta, scaled(change, lr));
  return minus(theta, scaled(average(memory, 'momentum_buffer', change, momentum, 1), lr));
};

export const rmsprop = optimizerClass({
  name: 'RMSprop',
  parameters:
    'lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, capturable=False, foreach=None, maximize=False, differentiable=False',
  entries: 'lr, momentum, alpha, eps, centered, weight_decay, capturable, foreach, maximize, differentiable',
  step,
});
