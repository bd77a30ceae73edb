/** Adafactor: the average of squared gradients of a matrix, kept as its row and column means (Shazeer and Stern, 2018). */
import { either } from '../../../engine/ops/either';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';
import { optimizerClass } from './optimizer';
import { minus, over, scaled, signed, times, type Memory, type OptimizerStep } from './step';

/** The distance from one to the next number of the dtype, which PyTorch takes for ε₁ where none is given. */
const epsilonOf = (theta: Tensor): number => (theta.dtype === 'float64' ? 2 ** -52 : 2 ** -23);

/** ‖x‖₂ / √n as a number; undefined where it is not known. */
function rootMeanSquare(x: Tensor): number | undefined {
  const sum = Tensor.apply(ops.sum, [times(x, x)], {});
  const norm = Tensor.apply(ops.sqrt, [sum], {});
  return norm.hasValues ? norm.values()[0]! / Math.sqrt(x.numel) : undefined;
}

const meanAlong = (x: Tensor, dim: number): Tensor =>
  Tensor.apply(ops.mean, [x], { dim: [dim], keepdim: true });

/** Moves what is kept a share of the way to what is seen; it begins at zero. */
function approached(memory: Memory, name: string, seen: Tensor, share: number): Tensor {
  const before = memory.get(name) ?? scaled(seen, 0);
  const after = Tensor.apply(ops.lerp, [before, seen, numberTensor(share, 'float')], {});
  memory.set(name, after);
  return after;
}

/** The estimate of the mean square of each element: of a matrix, the product of its row and column means over their mean. */
function estimate(gradient: Tensor, memory: Memory, share: number, smallest: number): Tensor {
  const square = times(gradient, gradient);
  if ((gradient.rank ?? 0) < 2) return approached(memory, 'variance', square, share);
  const rows = approached(memory, 'row_var', meanAlong(square, -1), share);
  const columns = approached(memory, 'col_var', meanAlong(square, -2), share);
  const whole = Tensor.apply(ops.clamp, [meanAlong(rows, -2)], { min: smallest });
  return over(Tensor.apply(ops.matmul, [rows, columns], {}), whole);
}

/** θ · (1 − lr · λ) − α · u / max(1, RMS(u) / d), u = g / √v̂ and α = max(ε₂, RMS(θ)) · min(lr, 1 / √t). */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-2, beta2_decay = -0.8, d = 1, weight_decay = 0, eps2 = 1e-3 } = settings;
  const smallest = settings['eps1'] ?? epsilonOf(theta);
  const direction = signed(gradient, settings);
  const variance = estimate(direction, memory, memory.steps ** beta2_decay, smallest);
  const floor = Tensor.apply(ops.clamp, [variance], { min: smallest * smallest });
  const update = times(Tensor.apply(ops.rsqrt, [floor], {}), direction);
  const [size, length] = [rootMeanSquare(theta), rootMeanSquare(update)];
  if (size === undefined || length === undefined) return Tensor.apply(either, [theta], {});
  const alpha = Math.max(eps2, size) * Math.min(lr, 1 / Math.sqrt(memory.steps));
  const before = weight_decay === 0 ? theta : scaled(theta, 1 - lr * weight_decay);
  return minus(before, scaled(update, alpha / Math.max(1, length / d)));
};

export const adafactor = optimizerClass({
  name: 'Adafactor',
  parameters: 'lr=1e-2, beta2_decay=-0.8, eps=None, d=1.0, weight_decay=0.0, *, foreach=None, maximize=False',
  tuples: { eps: [null, 1e-3] },
  step,
});
