/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Without an axis all scores are one line.',
    code: `import jax
import jax.numpy as jnp
import optax

w = jax.random.normal(jax.random.key(0), (20, 5))
x = jax.random.normal(jax.random.key(1), (32, 20))
y = jax.random.randint(jax.random.key(2), (32,), 0, 5)
logits = x @ w
loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
accuracy = jnp.mean(jnp.argmax(logits) == y)  # error: argmax-wrong-dim
`,
    fixed: [
      [
        'accuracy = jnp.mean(jnp.argmax(logits) == y)',
        'accuracy = jnp.mean(jnp.argmax(logits, axis=1) == y)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Along the samples.',
    code: `import jax
import jax.numpy as jnp
import optax

w = jax.random.normal(jax.random.key(0), (20, 5))

def evaluate(x, y):
    logits = jnp.dot(x, w)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    predicted = jnp.argmax(logits, axis=0)  # error: argmax-wrong-dim
    return loss, jnp.mean(predicted == y)
`,
    fixed: [['predicted = jnp.argmax(logits, axis=0)', 'predicted = jnp.argmax(logits, axis=1)']],
  },
  {
    framework: 'JAX',
    title: 'The method of an array.',
    code: `import jax
import jax.numpy as jnp

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = jnp.array([0, 1, 2, 2])
probabilities = jax.nn.softmax(logits)
hits = probabilities.argmax() == labels  # error: argmax-wrong-dim
`,
    fixed: [['hits = probabilities.argmax() == labels', 'hits = probabilities.argmax(axis=1) == labels']],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.argmax goes along axis 0 when none is written.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.constant([0, 1, 2], dtype=tf.int64)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
predicted = tf.argmax(logits)  # error: argmax-wrong-dim
accuracy = tf.reduce_mean(tf.cast(tf.equal(predicted, labels), tf.float32))
`,
    fixed: [['predicted = tf.argmax(logits)', 'predicted = tf.argmax(logits, axis=1)']],
  },
  {
    framework: 'TensorFlow',
    title: 'Axis 0 of probabilities.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = tf.constant([0, 1, 2, 2], dtype=tf.int64)
hits = tf.math.argmax(tf.nn.softmax(logits), axis=0) == labels  # error: argmax-wrong-dim
`,
    fixed: [
      [
        'hits = tf.math.argmax(tf.nn.softmax(logits), axis=0) == labels',
        'hits = tf.math.argmax(tf.nn.softmax(logits), axis=1) == labels',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'An accuracy beside the loss.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def evaluate(x, y):
    logits = tf.matmul(x, w)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    predicted = tf.argmax(logits)  # error: argmax-wrong-dim
    return loss, tf.reduce_mean(tf.cast(predicted == y, tf.float32))
`,
    fixed: [['predicted = tf.argmax(logits)', 'predicted = tf.argmax(logits, axis=1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The last axis.',
    code: `import jax.numpy as jnp
import optax

def evaluate(params, x, y):
    logits = x @ params['w'] + params['b']
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return loss, jnp.mean(jnp.argmax(logits, axis=-1) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'One sample, as vmap gives it.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((4, 3))

def is_right(x, y):
    return jnp.argmax(x @ w) == y

hits = jax.vmap(is_right)(jnp.ones((6, 4)), jnp.zeros((6,), dtype=jnp.int32))
`,
  },
  {
    framework: 'JAX',
    title: 'The token with the best score at each position is another question.',
    code: `import jax.numpy as jnp

scores = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3]])
winners = jnp.argmax(scores, axis=0)
best = jnp.unravel_index(jnp.argmax(scores), scores.shape)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Axis 1.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = tf.constant([0, 1, 2, 2], dtype=tf.int64)
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, axis=1), labels), tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One row.',
    code: `import tensorflow as tf

scores = tf.constant([2.0, 0.1, -1.0])
is_right = tf.argmax(scores) == tf.constant(0, dtype=tf.int64)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The best sample of each class.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
examples = tf.argmax(tf.nn.softmax(logits), axis=0)
print(examples)
`,
  },
];
