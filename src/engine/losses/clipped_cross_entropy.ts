import { logarithm, minus, negative, over, plus, sumOf, times } from '../formula';
import type { Expectation, Loss } from '../loss';
import { clamp } from '../ops/clamp';
import { constant, float32, unitFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { required } from './inputs';
import { reduceLoss, type WithReduction } from './reduction';

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

export const categoricalExpectations: readonly Expectation[] = [
  {
    of: 'input',
    roles: ['probabilities'],
    range: [0, 1],
    dtype: 'floating',
    says: 'a probability for each class: the output of softmax',
  },
  {
    of: 'target',
    roles: ['one-hot', 'probabilities', 'soft-targets', 'binary-targets'],
    range: [0, 1],
    dtype: 'any',
    says: 'a probability for each class, of the same shape as the input',
  },
];

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
    const p = clipped(required(inputs, 'input'), epsilon);
    const y = required(inputs, 'target');
    const positive = times(y, logarithm(p));
    const negativeClass = times(minus(1, y), logarithm(minus(1, p)));
    const perElement = negative(plus(positive, negativeClass));
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'clipped probability', formula: 'p = x within ε and 1 − ε', tensor: p },
        { name: 'where the target is 1', formula: 'y · log p', tensor: positive },
        { name: 'where the target is 0', formula: '(1 − y) · log(1 − p)', tensor: negativeClass },
        { name: 'loss of each element', formula: '−(sum of both)', tensor: perElement },
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
    const p = normalized(required(inputs, 'input'), dim, epsilon);
    const product = times(required(inputs, 'target'), logarithm(p));
    const perElement = negative(sumOf(product, dim));
    return {
      output: reduceLoss(perElement, reduction),
      perElement,
      steps: [
        { name: 'clipped probability', formula: 'p = x / Σ x within ε and 1 − ε', tensor: p },
        { name: 'times the target', formula: 'y · log p', tensor: product },
        { name: 'loss of each sample', formula: '−Σ over the classes', tensor: perElement },
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
      steps: [
        { name: 'target times the logarithm', formula: 'y · log(y / x)', tensor: product },
        { name: 'loss of each sample', formula: 'Σ over the classes', tensor: perElement },
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
