import { TensorError } from '../error';
import { logarithm, minus, negative, over, times } from '../formula';
import { constant, float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { clamp } from './clamp';
import { binary } from './family';
import { log1p } from './logarithm';
import { sumToSize } from './sum_to_size';

/** PyTorch's bound of the logarithms, so that the loss of a certain wrong answer is finite. */
const LOWEST_LOG = -100;

/** PyTorch's bound of (1 − x) · x, so that its gradient is finite. */
const LEAST_VARIANCE = 1e-12;

/**
 * −[y · log x + (1 − y) · log(1 − x)] of each element, each logarithm at least −100: the heart of
 * binary_cross_entropy. Its derivative is (x − y) / max((1 − x) · x, 1e-12), as PyTorch defines it
 * (aten/src/ATen/native/Loss.cpp). Inputs: x, a probability, and y.
 */
export const bce = {
  ...binary({
    name: 'bce',
    gradFn: 'BinaryCrossEntropyBackward0',
    result: 'promoted',
    compute: () => (x, y) =>
      (y - 1) * Math.max(Math.log1p(-x), LOWEST_LOG) - y * Math.max(Math.log(x), LOWEST_LOG),
    gpu: () => '(b - 1.0) * Math.max(Math.log1p(-a), -100.0) - b * Math.max(Math.log(a), -100.0)',
    vjp: (gradient, { inputs: [x, y] }) => {
      const variance = times(minus(1, x!), x!);
      const bounded = Tensor.apply(clamp, [variance], { min: LEAST_VARIANCE });
      const logOdds = minus(Tensor.apply(log1p, [negative(x!)], {}), logarithm(x!));
      return [
        x!.requiresGrad ? sumToSize(times(gradient, over(minus(x!, y!), bounded)), x!.shape) : undefined,
        y!.requiresGrad ? sumToSize(times(gradient, logOdds), y!.shape) : undefined,
      ];
    },
    samples: [
      {
        inputs: [unitFloat32([2, 3]), unitFloat32([2, 3], 3)],
        attributes: {},
        torch: "F.binary_cross_entropy(x0, x1, reduction='none')",
      },
      {
        inputs: [float32([4], [0, 1, 0, 1]), constant(float32([4], [0, 1, 1, 0]))],
        attributes: {},
        torch: "F.binary_cross_entropy(x0, x1, reduction='none')",
      },
      {
        inputs: [float32([2], [0.5, 1.5]), float32([2], [1, 0])],
        attributes: {},
        torch: "F.binary_cross_entropy(x0, x1, reduction='none')",
      },
      {
        inputs: [float32([2], [0.5, NaN]), float32([2], [1, 0])],
        attributes: {},
        torch: "F.binary_cross_entropy(x0, x1, reduction='none')",
      },
      {
        inputs: [float32([2], [0.5, 0.5]), float32([2], [1, 2])],
        attributes: {},
        torch: "F.binary_cross_entropy(x0, x1, reduction='none')",
      },
    ],
  }),
  check: (inputs: readonly Tensor[]): void => {
    inputs.forEach((input, at) => {
      if (input.hasValues && !input.values().every((value) => value >= 0 && value <= 1)) {
        throw new TensorError(
          'RuntimeError',
          `all elements of ${at === 0 ? 'input' : 'target'} should be between 0 and 1`,
        );
      }
    });
  },
};
