/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';
import { onPyTorch } from './reasons';

export const notIn: NotIn = {
  ...onPyTorch(
    'One loss takes both: `cross_entropy` tells class indices from rows of probabilities by their shape. Whole numbers in one-hot rows are one-hot-target.',
  ),
  Keras:
    'Keras has a rule for each direction: keras-categorical-with-int-labels and keras-sparse-with-one-hot.',
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'As many samples as classes: the indices are broadcast.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.constant([0, 1, 2])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: int-labels-to-dense-loss
`,
    fixed: [
      [
        'loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Another number of samples raises.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = tf.constant([0, 1, 2, 2])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: int-labels-to-dense-loss
`,
    fixed: [
      [
        'loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot rows for the loss of indices.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.one_hot([0, 1, 2], 3)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: int-labels-to-dense-loss
`,
    fixed: [
      [
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
        'loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Indices for the sparse loss.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.constant([0, 1, 2])
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot rows for the dense one.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.one_hot([0, 1, 2], 3)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Rows that were measured.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.constant([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.0, 0.1, 0.9]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
`,
  },
];
