/** RMSprop (Hinton, 2012; the centered form is of Graves, 2013). */
import { optimizerClass } from './optimizer';
import {
  approach,
  averageSquare,
  decayed,
  plusProduct,
  plusQuotient,
  plusScaled,
  root,
  scaled,
  shifted,
  signed,
  type OptimizerStep,
} from './step';

/** θ − lr · g / (√v + ε), v the average of g² (less the square of g's average when centered), perhaps with momentum. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-2, alpha = 0.99, eps = 1e-8, weight_decay = 0, momentum = 0, centered = 0 } = settings;
  const direction = decayed(signed(gradient, settings), theta, weight_decay);
  let square = averageSquare(memory, 'square_avg', direction, alpha);
  if (centered) {
    const mean = approach(memory, 'grad_avg', direction, 1 - alpha);
    square = plusProduct(square, mean, mean, -1);
  }
  const size = shifted(root(square), eps);
  if (momentum === 0) return plusQuotient(theta, direction, size, -lr);
  const before = memory.get('momentum_buffer') ?? scaled(theta, 0);
  const buffer = plusQuotient(scaled(before, momentum), direction, size, 1);
  memory.set('momentum_buffer', buffer);
  return plusScaled(theta, buffer, -lr);
};

export const rmsprop = optimizerClass({
  name: 'RMSprop',
  parameters:
    'lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, capturable=False, foreach=None, maximize=False, differentiable=False',
  entries: 'lr, momentum, alpha, eps, centered, weight_decay, capturable, foreach, maximize, differentiable',
  step,
});
