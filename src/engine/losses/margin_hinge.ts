import { choose, compare, minus, sumOf, times } from '../formula';
import type { Expectation, Loss } from '../loss';
import { amax } from '../ops/amax';
import { maximum } from '../ops/extremes';
import { square } from '../ops/power';
import { constant, float32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, numeral, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';

/**
 * `margin` is 1 for a hinge and 0 for a perceptron. `tie` says who gets the gradient where both sides of the
 * maximum are equal: TensorFlow gives all of it to the input, JAX and PyTorch give half of it.
 */
export type HingeAttributes = WithReduction & {
  readonly margin: number;
  readonly squared: boolean;
  readonly tie: 'input' | 'half';
};

const scores: Expectation = {
  of: 'input',
  roles: ['logits', 'values'],
  dtype: 'floating',
  says: 'raw scores, positive for the class 1',
};

/** max(x, 0), with the gradient at 0 that the framework gives. */
const positivePart = (x: Tensor, tie: HingeAttributes['tie']): Tensor =>
  tie === 'input'
    ? choose(compare(x, '>=', 0), x, 0)
    : Tensor.apply(maximum, [x, Tensor.leaf({ shape: [], dtype: x.dtype, values: new Float32Array(1) })], {});

/** l = max(0, margin − y · x), or its square; y is −1 or 1. */
export const hinge_loss: Loss<HingeAttributes> = {
  name: 'hinge_loss',
  gradFn: null,
  formula: 'max(0, m − y · x)',
  source: 'https://optax.readthedocs.io/en/latest/api/losses.html#optax.losses.hinge_loss',
  tensors: ['input', 'target'],
  expects: [
    scores,
    { of: 'target', roles: ['values'], range: [-1, 1], dtype: 'any', says: 'labels −1 or 1' },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction, margin, squared, tie }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const product = times(y, x);
    const hinge = positivePart(minus(margin, product), tie);
    const perElement = squared ? Tensor.apply(square, [hinge], {}) : hinge;
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        {
          name: 'target times the input',
          formula: 'a = y · x',
          tensor: product,
          operands: elements({ x, y }),
        },
        {
          name: 'loss of each element',
          formula: `max(0, ${numeral(margin)} − a)${squared ? '²' : ''}`,
          tensor: perElement,
          operands: elements({ a: product }),
        },
      ],
    };
  },
  samples: [
    {
      inputs: { input: float32([2, 3]), target: constant(float32([2, 3], [1, -1, 1, 1, -1, -1])) },
      attributes: { reduction: 'mean', margin: 1, squared: false, tie: 'half' },
      torch: 'torch.maximum(1 - target * input, torch.zeros(())).mean()',
    },
    {
      inputs: { input: float32([2, 3]), target: constant(float32([2, 3], [1, -1, 1, 1, -1, -1])) },
      attributes: { reduction: 'none', margin: 1, squared: true, tie: 'input' },
      torch: 'torch.clamp(1 - target * input, min=0) ** 2',
    },
    {
      inputs: { input: float32([3]), target: constant(float32([3], [1, -1, 1])) },
      attributes: { reduction: 'sum', margin: 0, squared: false, tie: 'half' },
      torch: 'torch.maximum(-target * input, torch.zeros(())).sum()',
    },
  ],
};

/** l = max(0, max_c (1 − y_c) · x_c − Σ_c y_c · x_c + 1), along the last dim; y is one-hot. */
export const categorical_hinge: Loss<WithReduction> = {
  name: 'categorical_hinge',
  gradFn: null,
  formula: 'max(0, max (1 − y) · x − Σ y · x + 1)',
  source: 'https://keras.io/api/losses/hinge_losses/#categoricalhinge-class',
  tensors: ['input', 'target'],
  expects: [
    scores,
    {
      of: 'target',
      roles: ['one-hot', 'binary-targets'],
      range: [0, 1],
      dtype: 'any',
      says: 'one-hot classes',
    },
  ],
  insideActivation: null,
  evaluate: (inputs, { reduction }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const right = sumOf(times(y, x), -1);
    const wrong = Tensor.apply(amax, [times(minus(1, y), x)], { dim: [-1], keepdim: false });
    const perElement = positivePart(minus(wrong, minus(right, 1)), 'input');
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: "the class's score", formula: 'c = Σ y · x', tensor: right, operands: samples({ x, y }) },
        {
          name: 'the largest other score',
          formula: 'o = the largest (1 − y) · x',
          tensor: wrong,
          operands: samples({ x, y }),
        },
        {
          name: 'loss of each sample',
          formula: 'max(0, o − c + 1)',
          tensor: perElement,
          operands: elements({ o: wrong, c: right }),
        },
      ],
    };
  },
  samples: [
    {
      inputs: { input: float32([2, 3]), target: constant(float32([2, 3], [0, 1, 0, 1, 0, 0])) },
      attributes: { reduction: 'none' },
      torch:
        '(lambda d: torch.where(d >= 0, d, 0.0))(((1 - target) * input).amax(-1) - (target * input).sum(-1) + 1)',
    },
    {
      inputs: {
        input: float32([3, 4]),
        target: constant(float32([3, 4], [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1])),
      },
      attributes: { reduction: 'mean' },
      torch: 'torch.clamp(((1 - target) * input).amax(-1) - (target * input).sum(-1) + 1, min=0).mean()',
    },
  ],
};
