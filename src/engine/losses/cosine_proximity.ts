import { minus, over, sumOf, times } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { sqrt, square } from '../ops/power';
import { float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, samples } from './operands';
import { regressionExpectations } from './regression';
import { reduceLoss, type WithReduction } from './reduction';

/**
 * Squared norms are bounded below by `epsilon`. `of`: what the loss is made of the similarity s, −s in Keras,
 * 1 − s as a distance, s itself in optax.cosine_similarity.
 */
export type CosineProximityAttributes = WithReduction & {
  readonly dim: number | readonly number[];
  readonly epsilon: number;
  readonly of: 'negative' | 'distance' | 'similarity';
};

function unit(x: Tensor, dim: number | readonly number[], epsilon: number): Tensor {
  const squares = sumOf(Tensor.apply(square, [x], {}), dim, true);
  return over(x, Tensor.apply(sqrt, [Tensor.apply(clamp, [squares], { min: epsilon })], {}));
}

const forms = {
  negative: { formula: '−s', of: (similarity: Tensor) => times(similarity, -1) },
  distance: { formula: '1 − s', of: (similarity: Tensor) => minus(1, similarity) },
  similarity: { formula: 's', of: (similarity: Tensor) => similarity },
} as const;

/** s = Σ (x / ‖x‖) · (y / ‖y‖) along a dim. */
export const cosine_proximity: Loss<CosineProximityAttributes> = {
  name: 'cosine_proximity',
  gradFn: null,
  formula: '−Σ (x / ‖x‖) · (y / ‖y‖)',
  source: 'https://keras.io/api/losses/regression_losses/#cosinesimilarity-class',
  tensors: ['input', 'target'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, dim, epsilon, of }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const [u, v] = [unit(x, dim, epsilon), unit(y, dim, epsilon)];
    const similarity = sumOf(times(v, u), dim);
    const perElement = forms[of].of(similarity);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      ...(typeof dim === 'number' ? { classDim: dim } : {}),
      steps: [
        { name: 'input of norm one', formula: 'u = x / √(Σ x²)', tensor: u, operands: samples({ x }) },
        { name: 'target of norm one', formula: 'v = y / √(Σ y²)', tensor: v, operands: samples({ y }) },
        { name: 'similarity', formula: 's = Σ u · v', tensor: similarity, operands: samples({ u, v }) },
        {
          name: 'loss of each sample',
          formula: forms[of].formula,
          tensor: perElement,
          operands: elements({ s: similarity }),
        },
      ],
    };
  },
  samples: [
    {
      inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
      attributes: { reduction: 'mean', dim: -1, epsilon: 1e-14, of: 'negative' },
      torch: '(-F.cosine_similarity(input, target, dim=-1)).mean()',
    },
    {
      inputs: { input: float32([3, 2]), target: otherFloat32([3, 2]) },
      attributes: { reduction: 'none', dim: 0, epsilon: 0, of: 'distance' },
      torch: '1 - F.cosine_similarity(input, target, dim=0)',
    },
  ],
};
