import { logarithm, minus, negative, plus, sumOf, times } from '../formula';
import type { Loss } from '../loss';
import { numberTensor } from '../ops/number';
import { pow } from '../ops/power';
import { constant, float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import {
  binaryExpectations,
  categoricalExpectations,
  clipped,
  normalized,
  type ClippedAlongDim,
  type ClippedAttributes,
} from './clipped_cross_entropy';
import { required } from './inputs';
import { reduceLoss } from './reduction';

/** Without `alpha` the two classes weigh the same. */
export type BinaryFocalAttributes = ClippedAttributes & {
  readonly alpha: number | null;
  readonly gamma: number;
};

export type CategoricalFocalAttributes = ClippedAlongDim & {
  /** One weight for all classes, or one for each. */
  readonly alpha: number | readonly number[];
  readonly gamma: number;
};

const power = (x: Tensor, exponent: number): Tensor =>
  Tensor.apply(pow, [x, numberTensor(exponent, 'float')], {});

/** l = (1 − p_t)^γ · (cross entropy of p), p_t the probability that is given to the truth (Lin et al., 2018). */
export const binary_focal_crossentropy: Loss<BinaryFocalAttributes> = {
  name: 'binary_focal_crossentropy',
  gradFn: null,
  formula: '−α (1 − p_t)^γ · log p_t',
  source: 'https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class',
  tensors: ['input', 'target'],
  expects: binaryExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon, alpha, gamma }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const opposite = minus(1, y);
    const p = clipped(x, epsilon);
    const entropy = negative(plus(times(y, logarithm(p)), times(opposite, logarithm(minus(1, p)))));
    const truth = plus(times(y, x), times(opposite, minus(1, x)));
    const factor = power(minus(1, truth), gamma);
    const focal = times(factor, entropy);
    const perElement =
      alpha === null ? focal : times(plus(times(y, alpha), times(opposite, 1 - alpha)), focal);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'cross entropy', formula: '−[y · log p + (1 − y) · log(1 − p)]', tensor: entropy },
        { name: 'probability of the truth', formula: 'p_t = y · x + (1 − y) · (1 − x)', tensor: truth },
        { name: 'focal factor', formula: '(1 − p_t)^γ', tensor: factor },
        { name: 'loss of each element', formula: 'α · factor · cross entropy', tensor: perElement },
      ],
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [1, 0, 0, 1, 0, 1])) },
      attributes: { reduction: 'none', epsilon: 1e-7, alpha: null, gamma: 2 },
      torch:
        "(1 - target * input - (1 - target) * (1 - input)) ** 2.0 * F.binary_cross_entropy(input, target, reduction='none')",
    },
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [1, 0, 0, 1, 0, 1])) },
      attributes: { reduction: 'mean', epsilon: 1e-7, alpha: 0.25, gamma: 3 },
      torch:
        "((target * 0.25 + (1 - target) * 0.75) * (1 - target * input - (1 - target) * (1 - input)) ** 3.0 * F.binary_cross_entropy(input, target, reduction='none')).mean()",
    },
  ],
};

/** l = −Σ α · (1 − p)^γ · y · log p, p = x divided by its sum and kept within ε and 1 − ε. */
export const categorical_focal_crossentropy: Loss<CategoricalFocalAttributes> = {
  name: 'categorical_focal_crossentropy',
  gradFn: null,
  formula: '−Σ α (1 − p)^γ · y · log p',
  source: 'https://keras.io/api/losses/probabilistic_losses/#categoricalfocalcrossentropy-class',
  tensors: ['input', 'target'],
  expects: categoricalExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon, dim, alpha, gamma }) => {
    const p = normalized(required(inputs, 'input'), dim, epsilon);
    const entropy = times(negative(required(inputs, 'target')), logarithm(p));
    const factor = power(minus(1, p), gamma);
    const weight =
      typeof alpha === 'number'
        ? alpha
        : Tensor.leaf({ shape: [alpha.length], dtype: 'float32', values: Float32Array.from(alpha) });
    const product = times(times(factor, weight), entropy);
    const perElement = sumOf(product, dim);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'clipped probability', formula: 'p = x / Σ x within ε and 1 − ε', tensor: p },
        { name: 'cross entropy', formula: '−y · log p', tensor: entropy },
        { name: 'focal factor', formula: '(1 − p)^γ', tensor: factor },
        { name: 'loss of each sample', formula: 'Σ α · factor · cross entropy', tensor: perElement },
      ],
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [0, 1, 0, 1, 0, 0])) },
      attributes: { reduction: 'none', epsilon: 1e-7, dim: -1, alpha: 0.25, gamma: 2 },
      torch:
        '(lambda p: (0.25 * (1 - p) ** 2.0 * -target * p.log()).sum(-1))(input / input.sum(-1, keepdim=True))',
    },
  ],
};
