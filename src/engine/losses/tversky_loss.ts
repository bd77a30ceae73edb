import { minus, over, plus, sumOf, times } from '../formula';
import type { Loss } from '../loss';
import { constant, float32, unitFloat32 } from '../samples';
import { binaryExpectations } from './clipped_cross_entropy';
import { required } from './inputs';
import { elements, numeral, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/**
 * `alpha` weighs what the prediction misses and `beta` what it makes up, as Keras has them; one half each gives
 * the Dice loss. `dim`: the dims that are summed; undefined for all.
 */
export type TverskyAttributes = WithReduction & {
  readonly alpha: number;
  readonly beta: number;
  readonly epsilon: number;
  readonly dim: number | readonly number[] | undefined;
};

/** l = 1 − Σ y·x / (Σ y·x + α · Σ y·(1 − x) + β · Σ x·(1 − y) + ε) (Salehi et al., 2017). */
export const tversky_loss: Loss<TverskyAttributes> = {
  name: 'tversky_loss',
  gradFn: null,
  formula: '1 − Σ y·x / (Σ y·x + α Σ y·(1 − x) + β Σ x·(1 − y) + ε)',
  source: 'https://keras.io/api/losses/probabilistic_losses/#tversky-class',
  tensors: ['input', 'target'],
  expects: binaryExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, alpha, beta, epsilon, dim }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const common = sumOf(times(y, x), dim);
    const missed = sumOf(times(minus(1, x), y), dim);
    const madeUp = sumOf(times(x, minus(1, y)), dim);
    const whole = plus(plus(plus(common, times(missed, alpha)), times(madeUp, beta)), epsilon);
    const share = over(common, whole);
    const perElement = minus(1, share);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'intersection', formula: 'i = Σ y · x', tensor: common, operands: samples({ x, y }) },
        { name: 'missed', formula: 'm = Σ y · (1 − x)', tensor: missed, operands: samples({ x, y }) },
        { name: 'made up', formula: 'u = Σ x · (1 − y)', tensor: madeUp, operands: samples({ x, y }) },
        {
          name: 'loss',
          formula: `1 − i / (i + ${numeral(alpha)} · m + ${numeral(beta)} · u + ${numeral(epsilon)})`,
          tensor: perElement,
          operands: elements({ i: common, m: missed, u: madeUp }),
        },
      ],
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [1, 0, 0, 1, 0, 1])) },
      attributes: { reduction: 'mean', alpha: 0.5, beta: 0.5, epsilon: 5e-8, dim: undefined },
      torch: '(1 - 2 * (input * target).sum() / (input.sum() + target.sum() + 1e-7)).mean()',
    },
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [1, 0, 0, 1, 0, 1])) },
      attributes: { reduction: 'none', alpha: 0.3, beta: 0.7, epsilon: 1e-7, dim: -1 },
      torch:
        '1 - (input * target).sum(-1) / ((input * target).sum(-1) + 0.3 * ((1 - input) * target).sum(-1) + 0.7 * (input * (1 - target)).sum(-1) + 1e-7)',
    },
  ],
};
