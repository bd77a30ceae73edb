import { expanded } from '../formula';
import { float32, int64 } from '../samples';
import { broadcastShapes, normalizeDim, type Shape } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { gather } from './gather';

/** `torch.take_along_dim(x, indices, dim)`: gather, with the other dims broadcast. */
export const take_along_dim = composite<{ readonly dim: number }>({
  name: 'take_along_dim',
  gradFn: 'GatherBackward0',
  compose: ([x, indices], { dim }) => {
    if (!x!.shape || !indices!.shape) return Tensor.leaf({ dtype: x!.dtype });
    const along = normalizeDim(dim, x!.shape.length);
    const apart = (shape: Shape): Shape => shape.map((size, at) => (at === along ? 1 : size));
    const others = broadcastShapes(apart(x!.shape), apart(indices!.shape));
    const grown = (tensor: Tensor): Tensor =>
      expanded(
        tensor,
        others.map((size, at) => (at === along ? tensor.shape![at]! : size)),
      );
    return Tensor.apply(gather, [grown(x!), grown(indices!)], { dim: along });
  },
  samples: [
    {
      inputs: [float32([2, 3]), int64([1, 2], [0, 2])],
      attributes: { dim: 1 },
      torch: 'torch.take_along_dim(x0, x1, 1)',
    },
  ],
});
