/** What losses of every framework say that they expect: the hover and the inspector read it. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';
import { expected } from '../../src/inspect/expected';
import { classificationLosses } from '../../src/frameworks/optax/classification';
import { embeddingLosses } from '../../src/frameworks/optax/embeddings';
import { regressionLosses } from '../../src/frameworks/optax/regression';
import { kerasLosses } from '../../src/frameworks/keras/loss-table';
import { Tensor } from '../../src/engine/tensor';

const head = `import torch, torch.nn as nn, torch.nn.functional as F
import numpy as np, keras, optax, jax.numpy as jnp, tensorflow as tf
x = torch.tensor([[1.0, 2.0], [0.5, 0.1]])
a = np.array([[0.2, 0.8], [0.5, 0.5]], dtype='float32')
`;

/** The sentences of the last loss by the names of its inputs. */
async function said(call: string): Promise<Record<string, string>> {
  const { losses } = await inspect([{ file: 'train.py', text: `${head}${call}\n` }]);
  const last = losses.at(-1);
  assert.ok(last, call);
  return Object.fromEntries(last.inputs.map(({ name, expects }) => [name, expects]));
}

const scoresLast = 'raw scores, one per class along the last axis; the softmax is inside the loss';
const indices = 'class indices from 0 to C − 1, without the axis of the classes';
const distribution = 'a probability for each class, of the same shape as the input';
const bits = 'numbers from 0 to 1 of the same shape as the input';

const table: readonly (readonly [call: string, expected: Readonly<Record<string, string>>])[] = [
  [
    'F.cross_entropy(x, torch.tensor([0, 1]))',
    {
      input: 'raw scores, one per class along dim 1; the softmax is inside the loss',
      target: `class indices from 0 to C − 1 (int64), without the class dim; or ${distribution}`,
    },
  ],
  [
    'F.poisson_nll_loss(x, torch.ones(2, 2))',
    { input: 'logarithms of the expected counts', target: 'counts' },
  ],
  [
    'F.poisson_nll_loss(x, torch.ones(2, 2), log_input=False)',
    { input: 'expected counts, not negative', target: 'counts' },
  ],
  [
    'F.kl_div(F.log_softmax(x, 1), F.log_softmax(x, 1), log_target=True)',
    {
      input: 'log-probabilities: the output of log_softmax',
      target: 'log-probabilities: log_target=False takes probabilities',
    },
  ],
  [
    'keras.losses.SparseCategoricalCrossentropy(from_logits=True)(np.array([0, 1]), a)',
    { y_true: indices, y_pred: scoresLast },
  ],
  [
    'keras.losses.sparse_categorical_crossentropy(np.array([0, 1]), a)',
    { y_true: indices, y_pred: 'a probability for each class: the output of softmax' },
  ],
  [
    'keras.losses.CategoricalFocalCrossentropy(from_logits=True)(a, a)',
    { y_true: distribution, y_pred: scoresLast },
  ],
  // Keras takes the scores from behind the sigmoid, and is to be given its output even so.
  [
    'keras.losses.BinaryCrossentropy()(a, keras.ops.sigmoid(a))',
    { y_true: bits, y_pred: 'probabilities from 0 to 1: the output of a sigmoid' },
  ],
  [
    'keras.losses.MeanSquaredError()(a, a, sample_weight=np.array([1.0, 2.0]))',
    {
      y_true: 'the true numbers, of the same shape as the input',
      y_pred: 'predicted numbers',
      sample_weight: '',
    },
  ],
  ['keras.losses.Poisson()(a, a)', { y_true: 'counts', y_pred: 'expected counts, not negative' }],
  ['optax.softmax_cross_entropy(jnp.array(a), jnp.array(a))', { logits: scoresLast, labels: distribution }],
  [
    'optax.softmax_cross_entropy_with_integer_labels(jnp.array(a), jnp.array([0, 1]))',
    { logits: scoresLast, labels: indices },
  ],
  // Labels of a ranking are no classes.
  [
    'optax.ranking_softmax_loss(jnp.array(a), jnp.array(a))',
    {
      logits: 'raw scores of the items of a list, along the last axis',
      labels: 'how relevant each item is, not negative',
    },
  ],
  [
    'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=a)',
    { labels: indices, logits: scoresLast },
  ],
  [
    'tf.nn.sigmoid_cross_entropy_with_logits(labels=a, logits=a)',
    { labels: bits, logits: 'raw scores; the sigmoid is inside the loss' },
  ],
];

describe('what a loss expects', () => {
  for (const [call, expected] of table) it(call, async () => assert.deepEqual(await said(call), expected));

  for (const { name, loss, tensors, classTargets, expects } of [
    ...classificationLosses,
    ...regressionLosses,
    ...embeddingLosses,
  ]) {
    it(`optax.${name} says it of every tensor but a weight`, () => {
      const inputs = tensors.map((tensor) => ({ name: tensor, tensor: Tensor.leaf({}) }));
      const report = { function: `optax.${name}`, loss, inputs, options: {}, classTargets, expects };
      const silent = tensors.filter((tensor) => expected(report, tensor) === '');
      assert.deepEqual(
        silent.filter((tensor) => tensor !== 'weights'),
        [],
      );
    });
  }

  // The CTC loss of Keras is not computed.
  for (const { name, classTargets } of kerasLosses.filter((row) => row.name !== 'ctc')) {
    it(`keras.losses.${name} says it of both`, async () => {
      const takesIndices =
        classTargets === 'indices' || ['circle', 'categorical_generalized_cross_entropy'].includes(name);
      const more = name === 'categorical_generalized_cross_entropy' ? ', q=0.5' : '';
      const { y_true, y_pred } = await said(
        `keras.losses.${name}(${takesIndices ? 'np.array([0, 1])' : 'a'}, a${more})`,
      );
      assert.ok(y_true !== '' && y_pred !== '', `${y_true}; ${y_pred}`);
    });
  }
});
