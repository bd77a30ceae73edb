/** One line may ask for more than any machine holds; it is unknown then, soon, and nothing ends. */
import assert from 'node:assert/strict';
import { analyze } from '../../src/rules/analyze';

const head = `import torch
import numpy as np
import jax.numpy as jnp
import tensorflow as tf
import keras
from keras import ops
n = 30000
from unread_package import unread
`;

const huge: readonly string[] = [
  'torch.eye(n)',
  'torch.combinations(torch.arange(n))',
  'torch.combinations(torch.arange(60), 30)',
  'torch.combinations(torch.tensor([1]), 10**15, True)',
  'torch.arange(10**6).unbind()',
  'torch.arange(10**6).split(1)',
  'torch.arange(10**6).chunk(10**6)',
  'torch.empty(0).chunk(10**6)',
  'torch.relu(unread).chunk(10**6)',
  'torch.cartesian_prod(torch.arange(n), torch.arange(n))',
  'torch.repeat_interleave(torch.arange(n), n)',
  'torch.repeat_interleave(torch.full((n,), n))',
  'torch.triu_indices(n, n)',
  'np.eye(n)',
  'np.indices((n, n))',
  'np.vander(np.arange(n), n)',
  'np.repeat(np.arange(n), n)',
  'np.convolve(np.arange(1000000), np.arange(1000000))',
  'np.triu_indices(n)',
  'np.zeros(10**9)',
  'np.delete(np.zeros(10**9), 0)',
  'np.diag_indices(10**9)',
  'np.histogram([1.0, 2.0], bins=10**9)',
  'np.polyfit(np.arange(n), np.arange(n), n)',
  'np.random.permutation(10**9)',
  'np.random.choice(10**9, 10**9)',
  'np.random.choice(10**9, 5, replace=False)',
  'np.random.default_rng(0).permutation(10**9)',
  'np.subtract.accumulate(np.arange(10**6))',
  'np.apply_along_axis(np.sum, 1, np.zeros((10**6, 2)))',
  'jnp.eye(n)',
  'tf.eye(n)',
  'tf.ones((n, n))',
  'tf.range(10**10)',
  'tf.data.Dataset.range(10**7)',
  'tf.data.Dataset.range(3).repeat(10**9)',
  'tf.math.confusion_matrix([0], [1], num_classes=n)',
  'tf.math.bincount([1, 10**9])',
  'tf.math.unsorted_segment_sum([1.0], [0], 10**9)',
  'tf.scatter_nd([[0]], [1.0], [10**9])',
  'tf.sequence_mask([1, 2], 10**9)',
  'keras.metrics.MeanIoU(n)([0], [1])',
  'keras.metrics.AUC(num_thresholds=10**9)([0.0], [1.0])',
  'ops.arange(10**10)',
  'ops.eye(n)',
  'ops.ones((n, n))',
];

describe('what is too large to be held', () => {
  for (const expression of huge) {
    it(expression, async () => {
      const { inspection } = await analyze([{ file: 'a.py', text: `${head}x = ${expression}\n` }]);
      const { x } = inspection.variables;
      if (x?.kind === 'tensor') assert.equal(inspection.tensors[x.tensor]?.data, null);
      else
        assert.match(
          x?.kind === 'unknown' ? x.reason : `${x?.kind}`,
          /(elements|tensors) are not made at once/,
        );
    });
  }
});
