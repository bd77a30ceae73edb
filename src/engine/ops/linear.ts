import { torchScalarName } from '../dtype';
import { TensorError } from '../error';
import { plus } from '../formula';
import { float32, int64, otherFloat32 } from '../samples';
import { formatShape } from '../shape';
import { Tensor } from '../tensor';
import { composite } from './composite';
import { matmul } from './matmul';
import { transpose } from './permute';

/** With a bias it is one addmm to PyTorch, which has words of its own. */
function checkAddmmDTypes(x: Tensor, weight: Tensor): void {
  if (!x.dtype || !weight.dtype || x.dtype === weight.dtype) return;
  throw new TensorError(
    'RuntimeError',
    `mat1 and mat2 must have the same dtype, but got ${torchScalarName(x.dtype)} and ${torchScalarName(weight.dtype)}`,
  );
}

/** x Wᵀ + b, with the weight W of shape [out, in]. Inputs: x, weight, perhaps bias. Its results are scores: logits. */
export const linear = composite<Record<string, never>>({
  name: 'linear',
  gradFn: ([x, , bias]) => {
    if (x!.rank === undefined || x!.rank === 2) return bias ? 'AddmmBackward0' : 'MmBackward0';
    return bias ? 'ViewBackward0' : x!.rank === 1 ? 'SqueezeBackward4' : 'UnsafeViewBackward0';
  },
  compose: ([x, weight, bias]) => {
    if (bias && x!.rank === 2 && weight!.rank === 2) checkAddmmDTypes(x!, weight!);
    const turned = weight!.rank === 1 ? weight! : Tensor.apply(transpose, [weight!], { dim0: -1, dim1: -2 });
    const product = Tensor.apply(matmul, [x!, turned], {});
    if (!bias) return product;
    const size = bias.shape?.[0];
    const wanted = product.shape?.[product.shape.length - 1];
    if (typeof size === 'number' && typeof wanted === 'number' && size !== wanted && size !== 1) {
      throw new TensorError(
        'RuntimeError',
        `The expanded size of the tensor (${wanted}) must match the existing size (${size}) at non-singleton dimension ${product.shape!.length - 1}.  Target sizes: ${formatShape(product.shape)}.  Tensor sizes: ${formatShape(bias.shape)}`,
      );
    }
    return plus(product, bias);
  },
  role: () => ({ kind: 'logits' }),
  roundsSingles: true,
  samples: [
    {
      inputs: [float32([4, 3]), otherFloat32([2, 3]), otherFloat32([2], 2)],
      attributes: {},
      torch: 'F.linear(x0, x1, x2)',
    },
    { inputs: [float32([2, 2, 3]), otherFloat32([2, 3])], attributes: {}, torch: 'F.linear(x0, x1)' },
    {
      inputs: [float32([3]), otherFloat32([2, 3]), otherFloat32([2], 2)],
      attributes: {},
      torch: 'F.linear(x0, x1, x2)',
    },
    { inputs: [float32([4, 3]), float32([2, 5])], attributes: {}, torch: 'F.linear(x0, x1)' },
    {
      inputs: [float32([4, 3]), float32([2, 3]), float32([3])],
      attributes: {},
      torch: 'F.linear(x0, x1, x2)',
    },
    { inputs: [int64([1, 2], [1, 2]), float32([2, 2])], attributes: {}, torch: 'F.linear(x0, x1)' },
  ],
});
