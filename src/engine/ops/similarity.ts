/** Distances of vectors. */
import { minus, plus, unsqueezed } from '../formula';
import { bfloat16, float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { norm } from './norm';
import { numberTensor } from './number';

/** `F.pairwise_distance(a, b, p, eps, keepdim)`: ‖a − b + eps‖ along the last dim. */
export const pairwise_distance = composite<{
  readonly p: number;
  readonly eps: number;
  readonly keepdim: boolean;
}>({
  name: 'pairwise_distance',
  gradFn: 'NormBackward1',
  compose: ([a, b], { p, eps, keepdim }) =>
    Tensor.apply(norm, [plus(minus(a!, b!), numberTensor(eps, 'float'))], { p, dim: -1, keepdim }),
  roundsSteps: true,
  samples: [
    {
      inputs: [bfloat16([2, 3]), bfloat16([3], [0.25, -0.5, 1.5])],
      attributes: { p: 2, eps: 1e-6, keepdim: false },
      torch: 'F.pairwise_distance(x0, x1)',
    },
    {
      inputs: [float32([2, 3]), otherFloat32([2, 3])],
      attributes: { p: 2, eps: 1e-6, keepdim: false },
      torch: 'F.pairwise_distance(x0, x1)',
    },
    {
      inputs: [float32([2, 3]), otherFloat32([2, 3])],
      attributes: { p: 1, eps: 1e-6, keepdim: true },
      torch: 'F.pairwise_distance(x0, x1, 1.0, keepdim=True)',
    },
  ],
});

/** `torch.cdist(a, b, p)`: the distance of each row of a from each row of b. */
export const cdist = composite<{ readonly p: number }>({
  name: 'cdist',
  gradFn: 'CdistBackward0',
  compose: ([a, b], { p }) =>
    Tensor.apply(norm, [minus(unsqueezed(a!, -2), unsqueezed(b!, -3))], { p, dim: -1 }),
  samples: [
    { inputs: [float32([2, 3]), otherFloat32([4, 3])], attributes: { p: 2 }, torch: 'torch.cdist(x0, x1)' },
    {
      inputs: [float32([2, 2, 3]), otherFloat32([2, 1, 3])],
      attributes: { p: 1 },
      torch: 'torch.cdist(x0, x1, 1.0)',
    },
  ],
});
