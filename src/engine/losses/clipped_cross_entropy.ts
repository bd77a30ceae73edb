import { logarithm, minus, negative, over, plus, sumOf, times } from '../formula';
import type { Expectation, Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { constant, float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { elements, samples } from './operands';
import { reduceLoss, type WithReduction } from './reduction';
import { twoSides } from './two_sides';

/** Probabilities are kept within ε and 1 − ε, so that no logarithm is infinite. */
export type ClippedAttributes = WithReduction & { readonly epsilon: number };

/** `dim`: along which the probabilities of the classes stand. */
export type ClippedAlongDim = ClippedAttributes & { readonly dim: number };

export const clipped = (x: Tensor, epsilon: number): Tensor =>
  Tensor.apply(clamp, [x], { min: epsilon, max: 1 - epsilon });

/** What both focal losses and both entropies of probabilities take. */
export const binaryExpectations: readonly Expectation[] = [
  {
    of: 'input',
    roles: ['sigmoid-probabilities', 'probabilities'],
    range: [0, 1],
    dtype: 'floating',
    says: 'probabilities from 0 to 1: the output of a sigmoid',
  },
  {
    of: 'target',
    roles: ['binary-targets', 'one-hot', 'soft-targets', 'sigmoid-probabilities', 'probabilities'],
    range: [0, 1],
    dtype: 'any',
    says: 'numbers from 0 to 1 of the same shape as the input',
  },
];

const classProbabilities: Expectation = {
  of: 'input',
  roles: ['probabilities'],
  range: [0, 1],
  dtype: 'floating',
  says: 'a probability for each class: the output of softmax',
};

const classDistribution: Expectation = {
  of: 'target',
  roles: ['one-hot', 'probabilities', 'soft-targets', 'binary-targets'],
  range: [0, 1],
  dtype: 'any',
  says: 'a probability for each class, of the same shape as the input',
};

/** What losses of distributions over the classes take. */
export const categoricalExpectations = [classProbabilities, classDistribution] as const;

/** l = −[y · log p + (1 − y) · log(1 − p)], p = x kept within ε and 1 − ε. */
export const binary_crossentropy: Loss<ClippedAttributes> = {
  name: 'binary_crossentropy',
  gradFn: null,
  formula: '−[y · log p + (1 − y) · log(1 − p)]',
  source: 'https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class',
  tensors: ['input', 'target'],
  expects: binaryExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon }) => {
    const x = required(inputs, 'input');
    const p = clipped(x, epsilon);
    const y = required(inputs, 'target');
    const logProbability = logarithm(p);
    const logComplement = logarithm(minus(1, p));
    const perElement = negative(plus(times(y, logProbability), times(minus(1, y), logComplement)));
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        {
          name: 'clipped probability',
          formula: `p = x within ${epsilon} and ${1 - epsilon}`,
          tensor: p,
          operands: elements({ x }),
        },
        ...twoSides({
          letters: { probability: 'p' },
          probability: p,
          target: y,
          logProbability,
          logComplement,
          unweighted: perElement,
          weight: undefined,
          perElement,
        }),
      ],
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [1, 0, 0, 1, 0.5, 1])) },
      attributes: { reduction: 'mean', epsilon: 1e-7 },
      torch: '(-(target * input.log() + (1 - target) * (1 - input).log())).mean()',
    },
    {
      inputs: { input: float32([3], [0, 1, 0.25]), target: constant(float32([3], [1, 0, 0])) },
      attributes: { reduction: 'none', epsilon: 1e-7 },
      torch: '(lambda p: -(target * p.log() + (1 - target) * (1 - p).log()))(input.clamp(1e-7, 1 - 1e-7))',
    },
  ],
};

/** x divided by its sum along the dim, then kept within ε and 1 − ε. */
export const normalized = (x: Tensor, dim: number, epsilon: number): Tensor =>
  clipped(over(x, sumOf(x, dim, true)), epsilon);

/** l = −Σ y · log p, p = x divided by its sum and kept within ε and 1 − ε. */
export const categorical_crossentropy: Loss<ClippedAlongDim> = {
  name: 'categorical_crossentropy',
  gradFn: null,
  formula: '−Σ y · log p',
  source: 'https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class',
  tensors: ['input', 'target'],
  expects: categoricalExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon, dim }) => {
    const x = required(inputs, 'input');
    const y = required(inputs, 'target');
    const p = normalized(x, dim, epsilon);
    const logProbabilities = logarithm(p);
    const product = times(y, logProbabilities);
    const total = sumOf(product, dim);
    const perElement = negative(total);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      classDim: dim,
      steps: [
        {
          name: 'clipped probability',
          formula: `p = x / Σ x within ${epsilon} and ${1 - epsilon}`,
          tensor: p,
          operands: samples({ x }),
        },
        { name: 'log', formula: 'log p', tensor: logProbabilities, operands: elements({ p }) },
        {
          name: 'times the target',
          formula: 'a = y · log p',
          tensor: product,
          operands: elements({ y, 'log p': logProbabilities }),
        },
        {
          name: 'sum over the classes',
          formula: 's = Σ a',
          tensor: total,
          operands: samples({ a: product }),
        },
        { name: '× −1', formula: '−s', tensor: perElement, operands: elements({ s: total }) },
      ],
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: constant(float32([2, 3], [0, 1, 0, 0.2, 0.3, 0.5])) },
      attributes: { reduction: 'none', epsilon: 1e-7, dim: -1 },
      torch: '-(target * (input / input.sum(-1, keepdim=True)).clamp(1e-7, 1 - 1e-7).log()).sum(-1)',
    },
    {
      inputs: { input: unitFloat32([3, 2]), target: constant(float32([3, 2], [0, 1, 0, 0.2, 1, 0])) },
      attributes: { reduction: 'mean', epsilon: 1e-7, dim: 0 },
      torch: '(-(target * (input / input.sum(0, keepdim=True)).clamp(1e-7, 1 - 1e-7).log()).sum(0)).mean()',
    },
  ],
};

/** l = Σ y · log(y / x), both kept within ε and 1. */
export const kl_divergence: Loss<ClippedAlongDim> = {
  name: 'kl_divergence',
  gradFn: null,
  formula: 'Σ y · log(y / x)',
  source: 'https://keras.io/api/losses/probabilistic_losses/#kldivergence-class',
  tensors: ['input', 'target'],
  expects: categoricalExpectations,
  insideActivation: null,
  evaluate: (inputs, { reduction, epsilon, dim }) => {
    const within = (x: Tensor): Tensor => Tensor.apply(clamp, [x], { min: epsilon, max: 1 });
    const x = within(required(inputs, 'input'));
    const y = within(required(inputs, 'target'));
    const product = times(y, logarithm(over(y, x)));
    const perElement = sumOf(product, dim);
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      classDim: dim,
      steps: [
        {
          name: 'target times the logarithm',
          formula: 'a = y · log(y / x)',
          tensor: product,
          operands: elements({ x, y }),
        },
        {
          name: 'sum over the classes',
          formula: 'Σ a',
          tensor: perElement,
          operands: samples({ a: product }),
        },
      ],
    };
  },
  samples: [
    {
      inputs: { input: unitFloat32([2, 3]), target: unitFloat32([2, 3], 2) },
      attributes: { reduction: 'none', epsilon: 1e-7, dim: -1 },
      torch: '(target * (target / input).log()).sum(-1)',
    },
    {
      inputs: { input: unitFloat32([2, 2]), target: constant(float32([2, 2], [0, 1, 1, 0])) },
      attributes: { reduction: 'sum', epsilon: 1e-7, dim: -1 },
      torch: '(target.clamp(1e-7, 1) * (target.clamp(1e-7, 1) / input.clamp(1e-7, 1)).log()).sum()',
    },
  ],
};
