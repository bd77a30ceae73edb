/**
 * One step of each optimizer that is followed, as PyTorch's documentation of torch.optim
 * writes it. Each takes θ, its gradient g and what it remembers of that parameter, and gives the new θ.
 */
import { ops } from '../../engine/ops/index';
import { numberTensor } from '../../engine/ops/number';
import { Tensor } from '../../engine/tensor';

/** The numbers and truths of the constructor; a truth is 0 or 1. */
export type OptimizerOptions = Readonly<Record<string, number>>;

/** What an optimizer keeps of one parameter from step to step. */
export interface Memory {
  steps: number;
  readonly averages: Map<string, Tensor>;
}

export type OptimizerStep = (
  theta: Tensor,
  gradient: Tensor,
  options: OptimizerOptions,
  memory: Memory,
) => Tensor;

const scaled = (a: Tensor, factor: number): Tensor =>
  Tensor.apply(ops.mul, [a, numberTensor(factor, 'float')], {});
const plus = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.add, [a, b], {});
const minus = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.sub, [a, b], {});
const times = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.mul, [a, b], {});
const over = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.div, [a, b], {});
const root = (a: Tensor): Tensor => Tensor.apply(ops.sqrt, [a], {});
const shifted = (a: Tensor, by: number): Tensor => Tensor.apply(ops.add, [a, numberTensor(by, 'float')], {});

/** A running average: decay · before + share · now, from zero. */
function average(memory: Memory, name: string, now: Tensor, decay: number, share = 1 - decay): Tensor {
  const before = memory.averages.get(name);
  const next = before ? plus(scaled(before, decay), scaled(now, share)) : scaled(now, share);
  memory.averages.set(name, next);
  return next;
}

const signed = (gradient: Tensor, { maximize = 0 }: OptimizerOptions): Tensor =>
  maximize ? scaled(gradient, -1) : gradient;

const decayed = (gradient: Tensor, theta: Tensor, weight_decay = 0): Tensor =>
  weight_decay === 0 ? gradient : plus(gradient, scaled(theta, weight_decay));

/** θ − lr · b, with b = momentum · b + (1 − dampening) · g; Nesterov takes g + momentum · b. */
export const sgd: OptimizerStep = (theta, gradient, options, memory) => {
  const { lr = 1e-3, momentum = 0, dampening = 0, weight_decay = 0, nesterov = 0 } = options;
  let direction = decayed(signed(gradient, options), theta, weight_decay);
  if (momentum !== 0) {
    const before = memory.averages.get('momentum');
    const buffer = before ? plus(scaled(before, momentum), scaled(direction, 1 - dampening)) : direction;
    memory.averages.set('momentum', buffer);
    direction = nesterov ? plus(direction, scaled(buffer, momentum)) : buffer;
  }
  return minus(theta, scaled(direction, lr));
};

/** θ − lr · m̂ / (√v̂ + ε), with m̂ and v̂ the averages of g and g² corrected for their start at zero. */
function adamStep(theta: Tensor, gradient: Tensor, options: OptimizerOptions, memory: Memory): Tensor {
  const { lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, amsgrad = 0 } = options;
  const first = average(memory, 'first', gradient, beta1);
  let second = average(memory, 'second', times(gradient, gradient), beta2);
  if (amsgrad) {
    const largest = memory.averages.get('largest');
    second = largest ? Tensor.apply(ops.maximum, [largest, second], {}) : second;
    memory.averages.set('largest', second);
  }
  const denominator = shifted(scaled(root(second), 1 / Math.sqrt(1 - beta2 ** memory.steps)), eps);
  return minus(theta, scaled(over(first, denominator), lr / (1 - beta1 ** memory.steps)));
}

/** Adam (Kingma and Ba, 2015): weight decay is added to the gradient. */
export const adam: OptimizerStep = (theta, gradient, options, memory) =>
  adamStep(theta, decayed(signed(gradient, options), theta, options['weight_decay']), options, memory);

/** AdamW (Loshchilov and Hutter, 2019): weight decay shrinks θ before the step. */
export const adamw: OptimizerStep = (theta, gradient, options, memory) => {
  const { lr = 1e-3, weight_decay = 0 } = options;
  return adamStep(scaled(theta, 1 - lr * weight_decay), signed(gradient, options), options, memory);
};

/** θ − lr · g / (√v + ε), v the average of g² (less the square of g's average when centered), perhaps with momentum. */
export const rmsprop: OptimizerStep = (theta, gradient, options, memory) => {
  const { lr = 1e-2, alpha = 0.99, eps = 1e-8, weight_decay = 0, momentum = 0, centered = 0 } = options;
  const direction = decayed(signed(gradient, options), theta, weight_decay);
  let square = average(memory, 'square', times(direction, direction), alpha);
  if (centered) {
    const mean = average(memory, 'mean', direction, alpha);
    square = minus(square, times(mean, mean));
  }
  const step = over(direction, shifted(root(square), eps));
  if (momentum === 0) return minus(theta, scaled(step, lr));
  return minus(theta, scaled(average(memory, 'momentum', step, momentum, 1), lr));
};
