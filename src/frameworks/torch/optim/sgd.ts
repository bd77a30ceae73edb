/** Stochastic gradient descent, as PyTorch's documentation of torch.optim.SGD writes it. */
import { PythonError } from '../../errors';
import { optimizerClass } from './optimizer';
import { decayed, plusScaled, scaled, signed, type OptimizerStep } from './step';

/** θ − lr · b, with b = momentum · b + (1 − dampening) · g; Nesterov takes g + momentum · b. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-3, momentum = 0, dampening = 0, weight_decay = 0, nesterov = 0 } = settings;
  let direction = decayed(signed(gradient, settings), theta, weight_decay);
  if (momentum !== 0) {
    const before = memory.get('momentum_buffer');
    const buffer = before ? plusScaled(scaled(before, momentum), direction, 1 - dampening) : direction;
    memory.set('momentum_buffer', buffer);
    direction = nesterov ? plusScaled(direction, buffer, momentum) : buffer;
  }
  return plusScaled(theta, direction, -lr);
};

export const sgd = optimizerClass({
  name: 'SGD',
  parameters:
    'lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, differentiable=False, fused=None',
  step,
  countsSteps: false,
  check: ({ nesterov = 0, momentum = 0, dampening = 0 }) => {
    if (nesterov && (momentum <= 0 || dampening !== 0)) {
      throw new PythonError('ValueError', 'Nesterov momentum requires a momentum and zero dampening');
    }
  },
});
