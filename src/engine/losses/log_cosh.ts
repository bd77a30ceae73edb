import { minus, plus, times } from '../formula';
import type { Loss } from '../loss';
import { softplus } from '../ops/softplus';
import { float32, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { elements } from './operands';
import { differenceStep, regressionExpectations, regressionLoss } from './regression';
import type { WithReduction } from './reduction';

/** l = log cosh(x − y), computed as d + softplus(−2d) − log 2 so that large differences do not overflow. */
export const log_cosh: Loss<WithReduction> = {
  name: 'log_cosh',
  gradFn: null,
  formula: 'log cosh(x − y)',
  source: 'https://keras.io/api/losses/regression_losses/#logcosh-class',
  tensors: ['input', 'target'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction }) => {
    const { warnings: _, ...result } = regressionLoss(inputs, reduction, (x, y) => {
      const difference = minus(x, y);
      const tail = Tensor.apply(softplus, [times(difference, -2)], { beta: 1, threshold: 30 });
      return {
        loss: minus(plus(difference, tail), Math.LN2),
        steps: differenceStep(x, y, difference),
        last: { name: 'log cosh', formula: 'log cosh(d)', operands: elements({ d: difference }) },
      };
    });
    return result;
  },
  samples: (['mean', 'sum', 'none'] as const).map((reduction) => ({
    inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
    attributes: { reduction },
    torch: `(lambda l: ${{ mean: 'l.mean()', sum: 'l.sum()', none: 'l' }[reduction]})(input - target + F.softplus(-2 * (input - target)) - 0.6931471805599453)`,
  })),
};
