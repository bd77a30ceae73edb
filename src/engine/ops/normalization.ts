/** Layers that shift and scale so that mean and variance are 0 and 1, and then by what they learned. */
import { TensorError } from '../error';
import { minus, over, plus, reshaped, times } from '../formula';
import { formatSize } from '../losses/inputs';
import { constant, float32, otherFloat32, unitFloat32 } from '../samples';
import { formatShape, isKnownShape, numelOf, type Dim } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { mean } from './mean';
import { sqrt, square } from './power';

/** (x − mean) / √(variance + ε) over dims, with the variance not corrected. */
function standardized(x: Tensor, dim: readonly number[], eps: number): Tensor {
  const centered = minus(x, Tensor.apply(mean, [x], { dim, keepdim: true }));
  const variance = Tensor.apply(mean, [Tensor.apply(square, [centered], {})], { dim, keepdim: true });
  return over(centered, Tensor.apply(sqrt, [plus(variance, eps)], {}));
}

/** x · weight + bias, where they are given. */
function affine(x: Tensor, weight: Tensor | undefined, bias: Tensor | undefined): Tensor {
  const scaled = weight ? times(x, weight) : x;
  return bias ? plus(scaled, bias) : scaled;
}

/** A vector of one number per channel (dim 1), shaped to broadcast against x. */
function perChannel(vector: Tensor, rank: number): Tensor {
  return reshaped(vector, [1, -1, ...Array.from({ length: rank - 2 }, (): Dim => 1)]);
}

/** `F.layer_norm`: over the last dims. Inputs: x, perhaps weight and bias of that shape. */
export const layer_norm = composite<{ readonly normalized_shape: readonly number[]; readonly eps: number }>({
  name: 'layer_norm',
  gradFn: 'NativeLayerNormBackward0',
  compose: ([x, weight, bias], { normalized_shape, eps }) => {
    if (!x!.shape) return Tensor.leaf({ dtype: x!.dtype });
    const count = normalized_shape.length;
    const tail = x!.shape.slice(-count);
    const fits =
      tail.length === count &&
      tail.every((size, at) => typeof size !== 'number' || size === normalized_shape[at]);
    if (!fits) {
      throw new TensorError(
        'RuntimeError',
        `Given normalized_shape=${formatShape(normalized_shape)}, expected input with shape [*, ${normalized_shape.join(', ')}], but got input of size${formatShape(x!.shape)}`,
      );
    }
    const dims = normalized_shape.map((_, at) => x!.shape!.length - count + at);
    return affine(standardized(x!, dims, eps), weight, bias);
  },
  samples: [
    {
      inputs: [float32([2, 3, 4]), otherFloat32([4]), otherFloat32([4], 2)],
      attributes: { normalized_shape: [4], eps: 1e-5 },
      torch: 'F.layer_norm(x0, (4,), x1, x2)',
    },
    {
      inputs: [float32([2, 3, 4])],
      attributes: { normalized_shape: [3, 4], eps: 1e-3 },
      torch: 'F.layer_norm(x0, (3, 4), eps=1e-3)',
    },
    {
      inputs: [float32([2, 3])],
      attributes: { normalized_shape: [4], eps: 1e-5 },
      torch: 'F.layer_norm(x0, (4,))',
    },
  ],
});

/** `F.group_norm`: over groups of channels. Inputs: x [N, C, …], perhaps weight and bias of shape [C]. */
export const group_norm = composite<{ readonly num_groups: number; readonly eps: number }>({
  name: 'group_norm',
  gradFn: 'NativeGroupNormBackward0',
  compose: ([x, weight, bias], { num_groups, eps }) => {
    if (!isKnownShape(x!.shape)) return Tensor.leaf({ shape: x!.shape, dtype: x!.dtype });
    const channels = x!.shape[1]!;
    if (channels % num_groups !== 0) {
      throw new TensorError(
        'RuntimeError',
        `Expected number of channels in input to be divisible by num_groups, but got input of shape ${formatShape(x!.shape)} and num_groups=${num_groups}`,
      );
    }
    const groups = reshaped(x!, [x!.shape[0]!, num_groups, -1]);
    const whole = reshaped(standardized(groups, [2], eps), x!.shape);
    return affine(
      whole,
      weight && perChannel(weight, x!.shape.length),
      bias && perChannel(bias, x!.shape.length),
    );
  },
  samples: [
    {
      inputs: [float32([2, 4, 3]), otherFloat32([4]), otherFloat32([4], 2)],
      attributes: { num_groups: 2, eps: 1e-5 },
      torch: 'F.group_norm(x0, 2, x1, x2)',
    },
    {
      inputs: [float32([2, 3, 2])],
      attributes: { num_groups: 2, eps: 1e-5 },
      torch: 'F.group_norm(x0, 2)',
    },
  ],
});

/**
 * `F.batch_norm`: each channel (dim 1) over the batch and its places. Inputs: x; with `has_running` the running
 * mean and variance, which are used unless `training`; perhaps weight and bias.
 */
export const batch_norm = composite<{
  readonly training: boolean;
  readonly has_running: boolean;
  readonly eps: number;
}>({
  name: 'batch_norm',
  gradFn: 'NativeBatchNormBackward0',
  compose: ([x, ...others], { training, has_running, eps }) => {
    const rank = x!.rank;
    if (rank === undefined) return Tensor.leaf({ dtype: x!.dtype });
    const [runningMean, runningVariance] = has_running ? others : [];
    const [weight, bias] = has_running ? others.slice(2) : others;
    const dims = Array.from({ length: rank }, (_, dim) => dim).filter((dim) => dim !== 1);
    const perChannelCount = dims.map((dim) => x!.shape![dim]!);
    if (training && isKnownShape(perChannelCount) && numelOf(perChannelCount) === 1) {
      throw new TensorError(
        'ValueError',
        `Expected more than 1 value per channel when training, got input size ${formatSize(x!.shape)}`,
      );
    }
    const normal =
      training || !runningMean || !runningVariance
        ? standardized(x!, dims, eps)
        : over(
            minus(x!, perChannel(runningMean, rank)),
            Tensor.apply(sqrt, [plus(perChannel(runningVariance, rank), eps)], {}),
          );
    return affine(normal, weight && perChannel(weight, rank), bias && perChannel(bias, rank));
  },
  samples: [
    {
      inputs: [float32([4, 3]), otherFloat32([3]), float32([3], [0.5, -1, 2])],
      attributes: { training: true, has_running: false, eps: 1e-5 },
      torch: 'F.batch_norm(x0, None, None, x1, x2, training=True)',
    },
    {
      inputs: [
        float32([2, 3, 4]),
        constant(otherFloat32([3])),
        constant(unitFloat32([3])),
        otherFloat32([3], 2),
        otherFloat32([3], 3),
      ],
      attributes: { training: false, has_running: true, eps: 1e-5 },
      torch: 'F.batch_norm(x0, x1, x2, x3, x4)',
    },
    {
      inputs: [float32([1, 3])],
      attributes: { training: true, has_running: false, eps: 1e-5 },
      torch: 'F.batch_norm(x0, None, None, training=True)',
    },
  ],
});
