/** What TensorFlow 1 had, as programs that were written for it read. */
import assert from 'node:assert/strict';
import { inspect, type Inspection } from '../../src/inspect';

const read = (text: string): Promise<Inspection> =>
  inspect([{ file: 'a.py', text: `import tensorflow.compat.v1 as tf\n${text}` }]);

describe('TensorFlow 1', () => {
  it('averages a loss over the elements whose weight is not zero', async () => {
    const { losses } = await read(`
tf.losses.mean_squared_error([[1.0, 2.0], [3.0, 4.0]], [[2.0, 4.0], [3.0, 8.0]])
tf.losses.mean_squared_error([[1.0, 2.0], [3.0, 4.0]], [[2.0, 4.0], [3.0, 8.0]], weights=[[1.0, 1.0], [0.0, 0.0]])
tf.losses.absolute_difference([1.0, 2.0], [2.0, 4.0], reduction=tf.losses.Reduction.SUM)
tf.losses.absolute_difference([1.0, 2.0], [2.0, 4.0], reduction=tf.losses.Reduction.NONE)
`);
    // (1 + 4 + 0 + 16) / 4, (1 + 4) / 2, 1 + 2.
    assert.deepEqual(
      losses.map(({ value }) => value),
      [5.25, 2.5, 3, null],
    );
    assert.deepEqual(
      losses.map(({ reduction }) => reduction),
      ['mean', 'mean', 'sum', 'none'],
    );
  });

  it('smooths labels before the cross entropy, which takes one-hot labels first', async () => {
    const { losses } = await read(`
scores = tf.constant([[2.0, 0.0]])
tf.losses.softmax_cross_entropy([[1.0, 0.0]], scores, label_smoothing=0.2)
tf.losses.softmax_cross_entropy([[0.9, 0.1]], scores)
`);
    const [smoothed, written] = losses.map(({ value }) => value!);
    // log(1 + e⁻²) for the first class, 2 more for the second.
    assert.ok(Math.abs(written! - (Math.log(1 + Math.exp(-2)) + 0.2)) < 1e-6);
    assert.ok(Math.abs(smoothed! - written!) < 1e-6);
  });

  it('knows the shape of a placeholder, and axes by their old names', async () => {
    const inspection = await read(`
x = tf.placeholder(tf.float32, [None, 3])
total = tf.reduce_sum(x, reduction_indices=1, keep_dims=True)
column = tf.expand_dims(tf.placeholder(tf.float32, [5]), dim=1)
best = tf.argmax(x, dimension=1)
`);
    const shapeOf = (name: string): unknown => {
      const record = inspection.variables[name];
      assert.ok(record?.kind === 'tensor');
      return inspection.tensors[record.tensor]!.shape?.map((size) =>
        typeof size === 'number' ? size : 'any',
      );
    };
    assert.deepEqual(shapeOf('x'), ['any', 3]);
    assert.deepEqual(shapeOf('total'), ['any', 1]);
    assert.deepEqual(shapeOf('column'), [5, 1]);
    assert.deepEqual(shapeOf('best'), ['any']);
  });
});
