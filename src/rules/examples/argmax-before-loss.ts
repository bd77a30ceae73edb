/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The predicted classes in a squared error.',
    code: `import tensorflow as tf

w = tf.Variable([[0.2, -0.1], [0.4, 0.3]])
x, y = tf.constant([[1.0, 2.0], [3.0, -1.0]]), tf.constant([1.0, 0.0])
with tf.GradientTape() as tape:
    predicted = tf.cast(tf.argmax(x @ w, axis=1), tf.float32)  # error: argmax-before-loss
    loss = tf.reduce_mean((predicted - y) ** 2)
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The distance between positions.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 2)))
x, target = tf.ones((4, 3)), tf.zeros(4)
with tf.GradientTape() as tape:
    position = tf.cast(tf.math.argmax(x @ w, axis=-1), tf.float32)  # error: argmax-before-loss
    loss = tf.reduce_mean(tf.abs(position - target))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A step of training.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 4)))
optimizer = tf.keras.optimizers.SGD(0.1)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        classes = tf.cast(tf.argmax(tf.nn.softmax(x @ w), axis=1), tf.float32)  # error: argmax-before-loss
        loss = tf.reduce_mean(tf.square(classes - y))
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])

train_step(tf.ones((5, 3)), tf.zeros(5))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The loss gets the scores.',
    code: `import tensorflow as tf

w = tf.Variable([[0.2, -0.1], [0.4, 0.3]])
x, y = tf.constant([[1.0, 2.0], [3.0, -1.0]]), tf.constant([1, 0])
with tf.GradientTape() as tape:
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x @ w)
    loss = tf.reduce_mean(losses)
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'argmax for the accuracy, outside of the tape.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 2)))
x, y = tf.ones((4, 3)), tf.constant([0, 1, 0, 1])
with tf.GradientTape() as tape:
    logits = x @ w
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
gradient = tape.gradient(loss, w)
accuracy = tf.reduce_mean(tf.cast(tf.argmax(logits, axis=1) == tf.cast(y, tf.int64), tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The labels come from argmax of one-hot rows.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 2)))
x, onehot = tf.ones((4, 3)), tf.one_hot([0, 1, 0, 1], 2)
with tf.GradientTape() as tape:
    labels = tf.argmax(onehot, axis=1)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=x @ w))
gradient = tape.gradient(loss, w)
`,
  },
];
