import { TensorError } from '../error';
import { minus, over, plus } from '../formula';
import { formatSize } from '../losses/inputs';
import { constant, float32, otherFloat32, unitFloat32 } from '../samples';
import { isKnownShape, numelOf, type Dim } from '../shape';
import {
  affine,
  checkDTypes,
  inFirstDType,
  partsOf,
  perChannel,
  type NormalizationAttributes,
  type Part,
} from '../normalization_parts';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { sqrt } from './power';
import { standardize } from './standardize';

/** Throws where a vector certainly has another length than there are channels. */
function checkLength(name: Part, vector: Tensor | undefined, channels: Dim | undefined): void {
  const length = isKnownShape(vector?.shape) ? vector.numel : undefined;
  if (length === undefined || typeof channels !== 'number' || length === channels) return;
  throw new TensorError('RuntimeError', `${name} should contain ${channels} elements not ${length}`);
}

/**
 * `F.batch_norm`: each channel (dim 1) over the batch and its places. The inputs behind x are named by `parts`; the
 * running mean and variance are used unless `training`.
 */
export const batch_norm = inFirstDType(
  composite<NormalizationAttributes & { readonly training: boolean }>({
    name: 'batch_norm',
    gradFn: 'NativeBatchNormBackward0',
    compose: (inputs, { training, eps, parts, stored }) => {
      const [x] = inputs;
      const rank = x!.rank;
      if (rank === undefined) return Tensor.leaf({ dtype: x!.dtype });
      const named = partsOf(inputs, parts);
      const { running_mean, running_var, weight, bias } = named;
      const dims = Array.from({ length: rank }, (_, dim) => dim).filter((dim) => dim !== 1);
      const perChannelCount = dims.map((dim) => x!.shape![dim]!);
      const count = isKnownShape(perChannelCount) ? numelOf(perChannelCount) : undefined;
      if (training && count === 1) {
        throw new TensorError(
          'ValueError',
          `Expected more than 1 value per channel when training, got input size ${formatSize(x!.shape)}`,
        );
      }
      if (!training) {
        for (const name of ['running_mean', 'running_var'] as const) {
          if (named[name]) continue;
          throw new TensorError('RuntimeError', `${name} must be defined in evaluation mode`);
        }
      }
      for (const name of parts) checkLength(name, named[name], rank < 2 ? 0 : x!.shape![1]);
      checkDTypes(inputs, 'batch_norm');
      if (rank < 2) return Tensor.leaf({ shape: x!.shape, dtype: x!.dtype });
      const normal = training
        ? Tensor.apply(standardize, [x!], { dims, eps, stored, usesStored: true })
        : over(
            minus(x!, perChannel(running_mean!, rank)),
            Tensor.apply(sqrt, [plus(perChannel(running_var!, rank), eps)], {}),
          );
      return affine(normal, weight && perChannel(weight, rank), bias && perChannel(bias, rank));
    },
    samples: [
      {
        inputs: [
          float32([4, 3], [1, 0, -1, 2, 1.5, 0.5, -1, -0.5, 2, 0.25, -2, 1]),
          otherFloat32([3]),
          float32([3], [0.5, -1, 2]),
        ],
        attributes: { training: true, eps: 1e-5, parts: ['weight', 'bias'] },
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
        attributes: { training: false, eps: 1e-5, parts: ['running_mean', 'running_var', 'weight', 'bias'] },
        torch: 'F.batch_norm(x0, x1, x2, x3, x4)',
      },
      {
        inputs: [float32([2, 3, 2]), otherFloat32([3])],
        attributes: { training: true, eps: 0.1, parts: ['bias'] },
        torch: 'F.batch_norm(x0, None, None, None, x1, True, eps=0.1)',
      },
      {
        inputs: [float32([1, 3])],
        attributes: { training: true, eps: 1e-5, parts: [] },
        torch: 'F.batch_norm(x0, None, None, training=True)',
      },
      {
        inputs: [float32([2, 3]), constant(otherFloat32([4])), constant(unitFloat32([4]))],
        attributes: { training: false, eps: 1e-5, parts: ['running_mean', 'running_var'] },
        torch: 'F.batch_norm(x0, x1, x2)',
      },
    ],
  }),
);
