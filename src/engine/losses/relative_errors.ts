import { logarithm, minus, over, plus, times } from '../formula';
import type { Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { square } from '../ops/power';
import { abs } from '../ops/sign';
import { float32, otherFloat32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { elements } from './operands';
import { regressionExpectations, regressionLoss } from './regression';
import type { WithReduction } from './reduction';

/** What numbers are bounded by from below, so that nothing is divided by zero and no logarithm is infinite. */
export type BoundedAttributes = WithReduction & { readonly epsilon: number };

const atLeast = (x: Tensor, epsilon: number): Tensor => Tensor.apply(clamp, [x], { min: epsilon });

/** l = 100 · |y − x| / max(|y|, ε). */
export const absolute_percentage_error: Loss<BoundedAttributes> = {
  name: 'absolute_percentage_error',
  gradFn: null,
  formula: '100 · |y − x| / max(|y|, ε)',
  source: 'https://keras.io/api/losses/regression_losses/#meanabsolutepercentageerror-class',
  tensors: ['input', 'target'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon }) =>
    regressionLoss(inputs, reduction, (x, y) => {
      const scale = atLeast(Tensor.apply(abs, [y], {}), epsilon);
      const relative = Tensor.apply(abs, [over(minus(y, x), scale)], {});
      return {
        loss: times(relative, 100),
        steps: [
          {
            name: 'relative error',
            formula: `r = |y − x| / max(|y|, ${epsilon})`,
            tensor: relative,
            operands: elements({ x, y }),
          },
        ],
        last: { name: 'in percent', formula: '100 · r', operands: elements({ r: relative }) },
      };
    }),
  samples: (['mean', 'none'] as const).map((reduction) => ({
    inputs: { input: float32([2, 3]), target: otherFloat32([2, 3]) },
    attributes: { reduction, epsilon: 1e-7 },
    torch: `(100 * ((target - input) / target.abs().clamp(min=1e-7)).abs())${reduction === 'mean' ? '.mean()' : ''}`,
  })),
};

/** l = (log(max(x, ε) + 1) − log(max(y, ε) + 1))². */
export const squared_logarithmic_error: Loss<BoundedAttributes> = {
  name: 'squared_logarithmic_error',
  gradFn: null,
  formula: '(log(x + 1) − log(y + 1))²',
  source: 'https://keras.io/api/losses/regression_losses/#meansquaredlogarithmicerror-class',
  tensors: ['input', 'target'],
  expects: regressionExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon }) =>
    regressionLoss(inputs, reduction, (x, y) => {
      const [first, second] = [x, y].map((side) => logarithm(plus(atLeast(side, epsilon), 1)));
      const difference = minus(first!, second!);
      return {
        loss: Tensor.apply(square, [difference], {}),
        steps: [
          {
            name: 'difference of the logarithms',
            formula: 'd = log(x + 1) − log(y + 1)',
            tensor: difference,
            operands: elements({ x, y }),
          },
        ],
        last: { name: 'square', formula: 'd²', operands: elements({ d: difference }) },
      };
    }),
  samples: (['sum', 'none'] as const).map((reduction) => ({
    inputs: { input: unitFloat32([2, 3]), target: unitFloat32([2, 3], 2) },
    attributes: { reduction, epsilon: 1e-7 },
    torch: `((input.clamp(min=1e-7) + 1).log() - (target.clamp(min=1e-7) + 1).log()).square()${reduction === 'sum' ? '.sum()' : ''}`,
  })),
};
