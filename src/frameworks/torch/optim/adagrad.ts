/** Adagrad (Duchi, Hazan and Singer, 2011). */
import { optimizerClass } from './optimizer';
import {
  decayed,
  plusProduct,
  plusQuotient,
  root,
  scaled,
  shifted,
  signed,
  type OptimizerStep,
} from './step';

/** θ − lr / (1 + (t − 1) · lr_decay) · g / (√Σg² + ε). */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-2, lr_decay = 0, weight_decay = 0, initial_accumulator_value = 0, eps = 1e-10 } = settings;
  const direction = decayed(signed(gradient, settings), theta, weight_decay);
  const before = memory.get('sum');
  const sum = plusProduct(
    before ?? shifted(scaled(direction, 0), initial_accumulator_value),
    direction,
    direction,
    1,
  );
  memory.set('sum', sum);
  const rate = lr / (1 + (memory.steps - 1) * lr_decay);
  return plusQuotient(theta, direction, shifted(root(sum), eps), -rate);
};

export const adagrad = optimizerClass({
  name: 'Adagrad',
  parameters:
    'lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *, maximize=False, differentiable=False, fused=None',
  entries:
    'lr, lr_decay, eps, weight_decay, initial_accumulator_value, foreach, maximize, differentiable, fused',
  step,
});
