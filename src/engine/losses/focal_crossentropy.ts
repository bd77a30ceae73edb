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
import { elements, numeral, samples } from './operands';
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
    const share = alpha === null ? undefined : plus(times(y, alpha), times(opposite, 1 - alpha));
    const perElement = share ? times(share, focal) : focal;
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        {
          name: 'clipped probability',
          formula: `p = x within ${numeral(epsilon)} and 1 − ${numeral(epsilon)}`,
          tensor: p,
          operands: elements({ x }),
        },
        {
          name: 'cross entropy',
          formula: 'c = −[y · log p + (1 − y) · log(1 − p)]',
          tensor: entropy,
          operands: elements({ p, y }),
        },
        {
          name: 'probability of the truth',
          formula: 't = y · x + (1 − y) · (1 − x)',
          tensor: truth,
          operands: elements({ x, y }),
        },
        {
          name: 'focal factor',
          formula: `f = (1 − t)^${numeral(gamma)}`,
          tensor: factor,
          operands: elements({ t: truth }),
        },
        ...(share
          ? [
              {
                name: 'share of the class',
                formula: `a = ${numeral(alpha!)} · y + ${numeral(1 - alpha!)} · (1 − y)`,
                tensor: share,
                operands: elements({ y }),
              },
            ]
          : []),
        {
          name: 'loss of each element',
          formula: share ? 'a · f · c' : 'f · c',
          tensor: perElement,
          operands: elements({ a: share, f: factor, c: entropy }),
        },
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
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const p = normalized(x, dim, epsilon);
    const entropy = times(negative(y), logarithm(p));
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
        {
          name: 'clipped probability',
          formula: `p = x / Σ x within ${numeral(epsilon)} and 1 − ${numeral(epsilon)}`,
          tensor: p,
          operands: samples({ x }),
        },
        { name: 'cross entropy', formula: 'c = −y · log p', tensor: entropy, operands: elements({ p, y }) },
        {
          name: 'focal factor',
          formula: `f = (1 − p)^${numeral(gamma)}`,
          tensor: factor,
          operands: elements({ p }),
        },
        {
          name: 'weighted',
          formula: `k = ${typeof alpha === 'number' ? numeral(alpha) : 'α'} · f · c`,
          tensor: product,
          operands: elements({ f: factor, c: entropy, ...(typeof weight === 'number' ? {} : { α: weight }) }),
        },
        {
          name: 'loss of each sample',
          formula: 'Σ k',
          tensor: perElement,
          operands: samples({ k: product }),
        },
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
