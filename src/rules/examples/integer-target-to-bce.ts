/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  Keras: 'Keras casts the labels to the dtype of the predictions.',
  JAX: 'optax casts the labels to the dtype of the scores.',
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Integer labels for the sigmoid loss.',
    code: `import tensorflow as tf

logits = tf.constant([[0.5], [-1.2], [2.0]])
labels = tf.constant([[1], [0], [1]])
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)  # error: integer-target-to-bce
`,
    fixed: [
      [
        'loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)',
        'loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.cast(labels, tf.float32), logits=logits)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Labels are cast to integers on the way.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])

def loss_of(x, y):
    y = tf.cast(y, tf.int32)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=net(x)))  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=net(x)))',
        'return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.cast(y, tf.float32), logits=net(x)))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Multi-hot rows made by one_hot with an integer dtype.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([12, 4]))

def loss_of(x, tags):
    targets = tf.one_hot(tags, 4, dtype=tf.int32)
    return tf.nn.weighted_cross_entropy_with_logits(targets, tf.matmul(x, W), pos_weight=2.0)  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return tf.nn.weighted_cross_entropy_with_logits(targets, tf.matmul(x, W), pos_weight=2.0)',
        'return tf.nn.weighted_cross_entropy_with_logits(tf.cast(targets, tf.float32), tf.matmul(x, W), pos_weight=2.0)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Floats.',
    code: `import tensorflow as tf

logits = tf.constant([[0.5], [-1.2], [2.0]])
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.constant([[1.0], [0.0], [1.0]]), logits=logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: "Keras' loss casts them.",
    code: `import tensorflow as tf

p = tf.constant([[0.5], [0.2], [0.9]])
loss = tf.keras.losses.BinaryCrossentropy()(tf.constant([[1], [0], [1]]), p)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'softmax_cross_entropy_with_logits casts its labels too.',
    code: `import tensorflow as tf

logits = tf.constant([[1.0, 2.0], [0.0, 1.0]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.constant([[0, 1], [1, 0]]), logits=logits)
`,
  },
];
