import { TensorError } from '../error';
import { choose, compare, minus, over, plus, sumOf, times } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { sqrt } from '../ops/power';
import { float32, int64, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, numeral, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/** The cosine that dissimilar pairs may have; 0 in PyTorch unless given. */
export type CosineEmbeddingAttributes = WithReduction & { readonly margin: number };

/** PyTorch's guard of the squared lengths (aten/src/ATen/native/Loss.cpp). */
const EPSILON = 1e-12;

/** l = 1 − cos(x₁, x₂) where y is 1, max(0, cos(x₁, x₂) − margin) where y is −1. */
export const cosine_embedding_loss: Loss<CosineEmbeddingAttributes> = {
  name: 'cosine_embedding_loss',
  gradFn: null,
  formula: '1 − cos where y = 1, max(0, cos − margin) where y = −1',
  source: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html',
  tensors: ['input1', 'input2', 'target'],
  expects: [
    { of: 'input1', roles: ['values', 'logits'], dtype: 'floating', says: 'embeddings' },
    { of: 'input2', roles: ['values', 'logits'], dtype: 'floating', says: 'embeddings to compare with' },
    { of: 'target', roles: ['values'], range: [-1, 1], dtype: 'any', says: '1 or −1 for each pair' },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, margin }) => {
    const [a, b, y] = [required(inputs, 'input1'), required(inputs, 'input2'), required(inputs, 'target')];
    if (y.rank !== undefined && y.rank > 1) {
      throw new TensorError('RuntimeError', '0D or 1D target tensor expected, multi-target not supported');
    }
    // A pair has its vector in the only dim, a batch of pairs in the second.
    const dim = y.rank ?? (a.rank === 1 ? 0 : 1);
    const squaredLength = (x: Tensor): Tensor => plus(sumOf(times(x, x), dim), EPSILON);
    const [m, n] = [squaredLength(a), squaredLength(b)];
    const products = times(a, b);
    const dot = sumOf(products, dim);
    const cosine = over(dot, Tensor.apply(sqrt, [times(m, n)], {}));
    const together = choose(compare(y, '==', 1), minus(1, cosine), 0);
    const apart = choose(compare(y, '==', -1), Tensor.apply(clamp, [minus(cosine, margin)], { min: 0 }), 0);
    const perElement = plus(together, apart);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        {
          name: 'products',
          formula: 'u = x₁ · x₂',
          tensor: products,
          operands: elements({ 'x₁': a, 'x₂': b }),
        },
        { name: 'dot product', formula: 'd = Σ u', tensor: dot, operands: samples({ u: products }) },
        { name: 'squared length of x₁', formula: 'm = Σ x₁²', tensor: m, operands: samples({ 'x₁': a }) },
        { name: 'squared length of x₂', formula: 'n = Σ x₂²', tensor: n, operands: samples({ 'x₂': b }) },
        { name: 'cosine', formula: 'c = d / √(m · n)', tensor: cosine, operands: elements({ d: dot, m, n }) },
        {
          name: 'where the target is 1',
          formula: 's = 1 − c where y = 1, else 0',
          tensor: together,
          operands: elements({ y, c: cosine }),
        },
        {
          name: 'where the target is −1',
          formula: `t = max(0, c − ${numeral(margin)}) where y = −1, else 0`,
          tensor: apart,
          operands: elements({ y, c: cosine }),
        },
        {
          name: 'loss of each pair',
          formula: 's + t',
          tensor: perElement,
          operands: elements({ s: together, t: apart }),
        },
      ],
      classDim: dim,
    };
  },
  samples: [
    ...(['mean', 'sum', 'none'] as const).map((reduction) => ({
      inputs: { input1: float32([4, 3]), input2: otherFloat32([4, 3]), target: int64([4], [1, -1, -1, 1]) },
      attributes: { reduction, margin: 0 },
      torch: `F.cosine_embedding_loss(input1, input2, target, reduction='${reduction}')`,
    })),
    {
      inputs: { input1: float32([3]), input2: otherFloat32([3]), target: int64([], [1]) },
      attributes: { reduction: 'mean', margin: 0.2 },
      torch: 'F.cosine_embedding_loss(input1, input2, target, margin=0.2)',
    },
    {
      inputs: { input1: float32([2, 3]), input2: float32([2, 3]), target: int64([2, 1], [1, 1]) },
      attributes: { reduction: 'mean', margin: 0 },
      torch: 'F.cosine_embedding_loss(input1, input2, target)',
    },
  ],
};
