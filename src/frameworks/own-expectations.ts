/** What losses expect that PyTorch has none like, by the names of their parameters. Classes stand along the last axis. */
import type { Expectation } from '../engine/loss';
import { classIndices } from '../engine/losses/class_targets';
import { categoricalExpectations } from '../engine/losses/clipped_cross_entropy';

const scores = (of: string, says: string): Expectation => ({
  of,
  roles: ['logits'],
  dtype: 'floating',
  says,
});

const [classProbabilities, classDistribution] = categoricalExpectations;

const indices = (of: string): Expectation => ({ ...classIndices, of });

/** Of poly_loss_cross_entropy (Leng et al., 2022), which is a cross-entropy with one more term. */
export const polyExpectations: readonly Expectation[] = [
  scores('logits', 'raw scores, one per class along the last axis; the softmax is inside the loss'),
  { ...classDistribution, of: 'labels' },
];

/** Of sparsemax_loss (Martins and Astudillo, 2016) for two classes. */
export const sparsemaxExpectations: readonly Expectation[] = [
  scores('logits', 'raw scores; the sparse sigmoid is inside the loss'),
  {
    of: 'labels',
    roles: ['binary-targets'],
    range: [0, 1],
    dtype: 'any',
    says: '0 or 1, of the same shape as the input',
  },
];

/** Of the hinge and the perceptron of several classes. */
export const multiclassExpectations: readonly Expectation[] = [
  scores('scores', 'raw scores, one per class along the last axis'),
  indices('labels'),
];

/** Of ranking_softmax_loss (Cao et al., 2007): the last axis is a list of items, and no classes. */
export const rankingExpectations: readonly Expectation[] = [
  scores('logits', 'raw scores of the items of a list, along the last axis'),
  {
    of: 'labels',
    roles: ['values'],
    range: [0, Infinity],
    dtype: 'any',
    says: 'how relevant each item is, not negative',
  },
];

/** Of ntxent (Chen et al., 2020). */
export const contrastiveExpectations: readonly Expectation[] = [
  {
    of: 'embeddings',
    roles: ['values', 'logits'],
    dtype: 'floating',
    says: 'embeddings, a row for each sample',
  },
  {
    of: 'labels',
    roles: ['values'],
    dtype: 'integer',
    says: 'equal numbers for samples that belong together',
  },
];

/** Of categorical_generalized_cross_entropy (Zhang and Sabuncu, 2018). */
export const generalizedExpectations: readonly Expectation[] = [
  { ...classProbabilities, of: 'y_pred' },
  indices('y_true'),
];

/** Of circle (Sun et al., 2020). */
export const circleExpectations: readonly Expectation[] = [
  {
    of: 'y_pred',
    roles: ['values'],
    range: [-1, 1],
    dtype: 'floating',
    says: 'embeddings of length one, a row for each sample',
  },
  {
    of: 'y_true',
    roles: ['values'],
    dtype: 'integer',
    says: 'equal numbers for samples that belong together',
  },
];

/** Of a Poisson loss of the expected counts themselves, whose logarithms PyTorch takes by default. */
export const countExpectations: readonly Expectation[] = [
  {
    of: 'y_pred',
    roles: ['values'],
    range: [0, Infinity],
    dtype: 'floating',
    says: 'expected counts, not negative',
  },
  { of: 'y_true', roles: ['values'], range: [0, Infinity], dtype: 'any', says: 'counts' },
];

const logProbabilities = (of: string): Expectation => ({
  of,
  roles: ['log-probabilities'],
  range: [-Infinity, 0],
  dtype: 'floating',
  says: 'log-probabilities along the last axis',
});

/** Of optax's Kullback-Leibler divergences, each of which takes one kind of target. */
export const divergenceExpectations: readonly Expectation[] = [
  logProbabilities('log_predictions'),
  logProbabilities('log_targets'),
  {
    of: 'targets',
    roles: ['probabilities', 'soft-targets', 'one-hot'],
    range: [0, 1],
    dtype: 'floating',
    says: 'probabilities along the last axis',
  },
];

/** Of a CTC loss that has its log_softmax inside, whose lengths are called `lengths`. */
const ctcExpectations = (
  lengths: readonly (readonly [of: string, says: string])[],
): readonly Expectation[] => [
  scores('logits', 'raw scores over the classes along the last axis; the log_softmax is inside the loss'),
  { of: 'labels', roles: ['class-indices', 'values'], dtype: 'any', says: 'labels without blanks, [N, S]' },
  ...lengths.map(([of, says]): Expectation => ({ of, roles: ['values'], dtype: 'any', says })),
];

export const optaxCtcExpectations: readonly Expectation[] = ctcExpectations([
  ['logit_paddings', '0 for each step of a sample, 1 for what is filled up behind it, [N, T]'],
  ['label_paddings', '0 for each label of a sample, 1 for what is filled up behind it, [N, S]'],
]);

export const tensorflowCtcExpectations: readonly Expectation[] = ctcExpectations([
  ['label_length', 'how many labels each sample has'],
  ['logit_length', 'how many steps each sample has'],
]);

/** Of optax's triplet loss, whose parameters are named in the plural. */
export const tripletExpectations: readonly Expectation[] = ['anchors', 'positives', 'negatives'].map(
  (of) => ({
    of,
    roles: ['values', 'logits'],
    dtype: 'floating',
    says: 'embeddings',
  }),
);
