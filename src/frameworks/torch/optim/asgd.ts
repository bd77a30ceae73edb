/** Averaged stochastic gradient descent (Polyak and Juditsky, 1992). */
import { optimizerClass } from './optimizer';
import { decayed, keptNumber, minus, numberKept, plus, scaled, signed, type OptimizerStep } from './step';

/** θ · (1 − λ · η) − η · g, with η = lr / (1 + λ · lr · t)^α; the average of θ from t₀ on is kept beside it. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-2, lambd = 1e-4, alpha = 0.75, t0 = 1e6, weight_decay = 0 } = settings;
  const direction = decayed(signed(gradient, settings), theta, weight_decay);
  const eta = numberKept(memory, 'eta') ?? Math.fround(lr);
  const share = numberKept(memory, 'mu') ?? 1;
  const moved = minus(scaled(theta, 1 - lambd * eta), scaled(direction, eta));
  const mean = memory.get('ax');
  memory.set('eta', keptNumber(lr / (1 + lambd * lr * memory.steps) ** alpha));
  memory.set('mu', keptNumber(1 / Math.max(1, memory.steps - t0)));
  memory.set('ax', mean && share !== 1 ? plus(mean, scaled(minus(moved, mean), share)) : moved);
  return moved;
};

export const asgd = optimizerClass({
  name: 'ASGD',
  parameters:
    'lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False, differentiable=False, capturable=False',
  entries: 'lr, lambd, alpha, t0, weight_decay, foreach, maximize, differentiable, capturable',
  step,
});
