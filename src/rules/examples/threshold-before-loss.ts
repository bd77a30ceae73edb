/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A Dice loss of hard masks.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, mask = tf.ones((4, 3)), tf.constant([[1.0], [0.0], [1.0], [1.0]])
with tf.GradientTape() as tape:
    hard = tf.cast(tf.sigmoid(x @ w) > 0.5, tf.float32)  # error: threshold-before-loss
    loss = 1 - 2 * tf.reduce_sum(hard * mask) / (tf.reduce_sum(hard) + tf.reduce_sum(mask))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Rounded probabilities.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    predicted = tf.round(tf.sigmoid(x @ w))  # error: threshold-before-loss
    loss = tf.reduce_mean(tf.abs(predicted - y))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Signs in a step of training.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
optimizer = tf.keras.optimizers.SGD(0.1)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.sign(x @ w) - y) ** 2)  # error: threshold-before-loss
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])

train_step(tf.ones((5, 3)), tf.zeros((5, 1)))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A Dice loss of probabilities.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, mask = tf.ones((4, 3)), tf.constant([[1.0], [0.0], [1.0], [1.0]])
with tf.GradientTape() as tape:
    soft = tf.sigmoid(x @ w)
    loss = 1 - 2 * tf.reduce_sum(soft * mask) / (tf.reduce_sum(soft) + tf.reduce_sum(mask))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A mask that chooses samples.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    errors = tf.square(x @ w - y)
    loss = tf.reduce_sum(errors * tf.cast(y > 0.5, tf.float32))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The threshold is for the accuracy.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    logits = x @ w
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
gradient = tape.gradient(loss, w)
accuracy = tf.reduce_mean(tf.cast(tf.cast(logits > 0, tf.float32) == y, tf.float32))
`,
  },
];
