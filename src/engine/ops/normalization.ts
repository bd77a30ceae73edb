/** Layers that normalise each sample on its own: over its last dims, or over groups of channels. */
import { TensorError } from '../error';
import { plus, reshaped, times } from '../formula';
import { float32, int64, otherFloat32 } from '../samples';
import { formatShape, isKnownShape, numelOf, type Shape } from '../shape';
import {
  affine,
  checkDTypes,
  checkParameterShape,
  inFirstDType,
  partsOf,
  perChannel,
  type NormalizationAttributes,
} from '../normalization_parts';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { mean } from './mean';
import { rsqrt, square } from './power';
import { standardize, type Standardization } from './standardize';

type OverLastDims = NormalizationAttributes & { readonly normalized_shape: readonly number[] };

/** The dims that are normalised. Throws PyTorch's message where the input does not end with that shape. */
function lastDims(shape: Shape, normalized_shape: readonly number[], separator: string): readonly number[] {
  const count = normalized_shape.length;
  if (count === 0) {
    throw new TensorError(
      'RuntimeError',
      'Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []',
    );
  }
  const tail = shape.slice(-count);
  const fits =
    tail.length === count &&
    tail.every((size, at) => typeof size !== 'number' || size === normalized_shape[at]);
  if (!fits) {
    throw new TensorError(
      'RuntimeError',
      `Given normalized_shape=${formatShape(normalized_shape)}, expected input with shape [*${separator}${normalized_shape.join(', ')}], but got input of size${formatShape(shape)}`,
    );
  }
  return normalized_shape.map((_, at) => shape.length - count + at);
}

/** The normalised x as PyTorch makes it anew for the gradient of a weight, from the statistics that it keeps. */
function asKept(x: Tensor, normal: Tensor, statistics: Standardization, weight: Tensor | undefined): Tensor {
  if (!weight?.requiresGrad) return normal;
  return Tensor.apply(standardize, [x], { ...statistics, usesStored: true });
}

/** `F.layer_norm`: over the last dims. Inputs: x, perhaps weight and bias of that shape. */
export const layer_norm = inFirstDType(
  composite<OverLastDims>({
    name: 'layer_norm',
    gradFn: 'NativeLayerNormBackward0',
    compose: (inputs, { normalized_shape, eps, parts, stored }) => {
      const [x] = inputs;
      const { weight, bias } = partsOf(inputs, parts);
      checkParameterShape('weight', weight, normalized_shape);
      checkParameterShape('bias', bias, normalized_shape);
      if (!x!.shape) return Tensor.leaf({ dtype: x!.dtype });
      const dims = lastDims(x!.shape, normalized_shape, ', ');
      checkDTypes(inputs, 'LayerNormKernelImpl');
      const subtracts = stored === 'float32' || stored === 'float64';
      const normal = Tensor.apply(standardize, [x!], { dims, eps, stored, subtracts });
      return affine(normal, weight, bias, asKept(x!, normal, { dims, eps, stored }, weight));
    },
    samples: [
      {
        inputs: [float32([2, 3, 4]), otherFloat32([4]), otherFloat32([4], 2)],
        attributes: { normalized_shape: [4], eps: 1e-5, parts: ['weight', 'bias'] },
        torch: 'F.layer_norm(x0, (4,), x1, x2)',
      },
      {
        inputs: [float32([2, 3, 4]), otherFloat32([3, 4])],
        attributes: { normalized_shape: [3, 4], eps: 1e-3, parts: ['bias'] },
        torch: 'F.layer_norm(x0, (3, 4), None, x1, eps=1e-3)',
      },
      {
        inputs: [float32([2, 3])],
        attributes: { normalized_shape: [4], eps: 1e-5, parts: [] },
        torch: 'F.layer_norm(x0, (4,))',
      },
      {
        inputs: [int64([1, 2], [1, 2])],
        attributes: { normalized_shape: [2], eps: 1e-5, parts: [] },
        torch: 'F.layer_norm(x0, (2,))',
      },
    ],
  }),
);

/** `F.rms_norm`: x / √(mean of x² + ε) over the last dims (Zhang and Sennrich 2019). Inputs: x, perhaps weight. */
export const rms_norm = composite<OverLastDims>({
  name: 'rms_norm',
  gradFn: 'MulBackward0',
  compose: (inputs, { normalized_shape, eps, parts }) => {
    const [x] = inputs;
    const { weight } = partsOf(inputs, parts);
    checkParameterShape('weight', weight, normalized_shape);
    if (!x!.shape) return Tensor.leaf({ dtype: x!.dtype });
    const dim = lastDims(x!.shape, normalized_shape, '');
    checkDTypes([x!], 'rms_norm');
    const power = Tensor.apply(mean, [Tensor.apply(square, [x!], {})], { dim, keepdim: true });
    return affine(times(x!, Tensor.apply(rsqrt, [plus(power, eps)], {})), weight, undefined);
  },
  samples: [
    {
      inputs: [float32([2, 3]), otherFloat32([3])],
      attributes: { normalized_shape: [3], eps: 1e-6, parts: ['weight'] },
      torch: 'F.rms_norm(x0, (3,), x1, eps=1e-6)',
    },
    {
      inputs: [float32([2, 3])],
      attributes: { normalized_shape: [2, 3], eps: 2 ** -23, parts: [] },
      torch: 'F.rms_norm(x0, (2, 3))',
    },
    {
      inputs: [float32([2, 3])],
      attributes: { normalized_shape: [4], eps: 1e-5, parts: [] },
      torch: 'F.rms_norm(x0, (4,))',
    },
  ],
});

/** `F.group_norm`: over groups of channels. Inputs: x [N, C, …], perhaps weight and bias of shape [C]. */
export const group_norm = inFirstDType(
  composite<NormalizationAttributes & { readonly num_groups: number }>({
    name: 'group_norm',
    gradFn: 'NativeGroupNormBackward0',
    compose: (inputs, { num_groups, eps, parts, stored }) => {
      const [x] = inputs;
      const { shape } = x!;
      if (!shape) return Tensor.leaf({ dtype: x!.dtype });
      if (shape.length < 2) {
        throw new TensorError(
          'RuntimeError',
          `Expected at least 2 dimensions for input tensor but received ${shape.length}`,
        );
      }
      const channels = shape[1]!;
      if (typeof channels === 'number' && channels % num_groups !== 0) {
        throw new TensorError(
          'RuntimeError',
          `Expected number of channels in input to be divisible by num_groups, but got input of shape ${formatShape(shape)} and num_groups=${num_groups}`,
        );
      }
      const named = partsOf(inputs, parts);
      for (const name of ['weight', 'bias'] as const) {
        const own = named[name]?.shape;
        const isWrong =
          own &&
          (own.length !== 1 ||
            (typeof own[0] === 'number' && typeof channels === 'number' && own[0] !== channels));
        if (!isWrong) continue;
        throw new TensorError(
          'RuntimeError',
          `Expected ${name} to be a vector of size equal to the number of channels in input, but got ${name} of shape ${formatShape(own)} and input of shape ${formatShape(shape)}`,
        );
      }
      if (
        isKnownShape(shape) &&
        (shape[0]! * shape[1]!) / num_groups === 1 &&
        numelOf(shape.slice(2)) === 1
      ) {
        throw new TensorError(
          'ValueError',
          `Expected more than 1 value per channel when training, got input size ${formatShape(shape)}`,
        );
      }
      checkDTypes(inputs, 'GroupNormKernelImpl');
      if (!isKnownShape(shape) || numelOf(shape) === 0) return Tensor.leaf({ shape, dtype: x!.dtype });
      const groups = reshaped(x!, [shape[0]!, num_groups, -1]);
      const { weight, bias } = named;
      const statistics = { dims: [2], eps, stored };
      const normal = Tensor.apply(standardize, [groups], statistics);
      const kept = asKept(groups, normal, statistics, weight);
      const whole = reshaped(normal, shape);
      return affine(
        whole,
        weight && perChannel(weight, shape.length),
        bias && perChannel(bias, shape.length),
        kept === normal ? whole : reshaped(kept, shape),
      );
    },
    samples: [
      {
        inputs: [float32([2, 4, 3]), otherFloat32([4]), otherFloat32([4], 2)],
        attributes: { num_groups: 2, eps: 1e-5, parts: ['weight', 'bias'] },
        torch: 'F.group_norm(x0, 2, x1, x2)',
      },
      {
        inputs: [float32([2, 4]), otherFloat32([4], 2)],
        attributes: { num_groups: 2, eps: 1e-5, parts: ['bias'] },
        torch: 'F.group_norm(x0, 2, None, x1)',
      },
      {
        inputs: [float32([2, 3, 2])],
        attributes: { num_groups: 2, eps: 1e-5, parts: [] },
        torch: 'F.group_norm(x0, 2)',
      },
    ],
  }),
);
