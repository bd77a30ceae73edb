/**
 * The gradients of rectifiers as operations of their own. Their second derivative by the input is zero and not absent:
 * what came before the rectifier gets zeros, as it does from PyTorch.
 */
import { zerosLike } from '../formula';
import { gpuNumber } from '../gpu_number';
import type { Attributes, Op, Sample } from '../op';
import { float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { binary } from './family';

/** An operation of a gradient and the input that lets the gradient through or scales it, and so is its own derivative. */
function rectifierGradient<A extends Attributes>(definition: {
  readonly name: string;
  readonly gradFn: string;
  readonly compute: (attributes: A) => (gradient: number, x: number) => number;
  readonly gpu: (attributes: A) => string;
  readonly samples: readonly Sample<A>[];
}): Op<A> {
  const op: Op<A> = binary<A>({
    ...definition,
    result: 'promoted',
    vjp: (gradient, { inputs: [, x], attributes }) => [
      Tensor.apply(op, [gradient, x!], attributes),
      zerosLike(x!),
    ],
  });
  return op;
}

const operands = [otherFloat32([2, 3]), float32([2, 3], [-1, 0, 2, -0.5, 3, 1])];

export const threshold_backward = rectifierGradient<{ readonly threshold: number }>({
  name: 'threshold_backward',
  gradFn: 'ThresholdBackwardBackward0',
  compute:
    ({ threshold }) =>
    (gradient, x) =>
      x <= threshold ? 0 : gradient,
  gpu: ({ threshold }) => `b <= ${gpuNumber(threshold)} ? 0.0 : a`,
  samples: [
    {
      inputs: operands,
      attributes: { threshold: 0.5 },
      torch: 'torch.ops.aten.threshold_backward(x0, x1, 0.5)',
    },
  ],
});

export const leaky_relu_backward = rectifierGradient<{ readonly negative_slope: number }>({
  name: 'leaky_relu_backward',
  gradFn: 'LeakyReluBackwardBackward0',
  compute:
    ({ negative_slope }) =>
    (gradient, x) =>
      x > 0 ? gradient : gradient * negative_slope,
  gpu: ({ negative_slope }) => `b > 0.0 ? a : a * ${gpuNumber(negative_slope)}`,
  samples: [
    {
      inputs: operands,
      attributes: { negative_slope: 0.2 },
      torch: 'torch.ops.aten.leaky_relu_backward(x0, x1, 0.2, False)',
    },
  ],
});

export const hardtanh_backward = rectifierGradient<{ readonly min_val: number; readonly max_val: number }>({
  name: 'hardtanh_backward',
  gradFn: 'HardtanhBackwardBackward0',
  compute:
    ({ min_val, max_val }) =>
    (gradient, x) =>
      x <= min_val || x >= max_val ? 0 : gradient,
  gpu: ({ min_val, max_val }) => `b <= ${gpuNumber(min_val)} || b >= ${gpuNumber(max_val)} ? 0.0 : a`,
  samples: [
    {
      inputs: operands,
      attributes: { min_val: -0.5, max_val: 2 },
      torch: 'torch.ops.aten.hardtanh_backward(x0, x1, -0.5, 2.0)',
    },
  ],
});
