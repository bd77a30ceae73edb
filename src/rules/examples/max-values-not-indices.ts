/** Examples of the rule for other frameworks than PyTorch. Over 400 lines because each is a program of its own. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'jnp.max for jnp.argmax.',
    code: `import jax
import jax.numpy as jnp
import optax

w = jax.random.normal(jax.random.key(0), (20, 5))

def evaluate(x, y):
    logits = jnp.dot(x, w)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return loss, jnp.mean(jnp.max(logits, axis=1) == y)  # error: max-values-not-indices
`,
    fixed: [
      [
        'return loss, jnp.mean(jnp.max(logits, axis=1) == y)',
        'return loss, jnp.mean(jnp.argmax(logits, axis=1) == y)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The method of an array of probabilities.',
    code: `import jax
import jax.numpy as jnp

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = jnp.array([0, 1, 2, 2])
predicted = jax.nn.softmax(logits).max(axis=-1)
hits = predicted == labels  # error: max-values-not-indices
`,
    fixed: [
      [
        'predicted = jax.nn.softmax(logits).max(axis=-1)',
        'predicted = jax.nn.softmax(logits).argmax(axis=-1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The largest numbers of one-hot rows as labels.',
    code: `import jax
import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
onehot = jax.nn.one_hot(jnp.array([0, 1, 2]), 3)
labels = jnp.max(onehot, axis=1).astype(jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: max-values-not-indices
`,
    fixed: [
      [
        'labels = jnp.max(onehot, axis=1).astype(jnp.int32)',
        'labels = jnp.argmax(onehot, axis=1).astype(jnp.int32)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.reduce_max for tf.argmax.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def evaluate(x, y):
    logits = tf.matmul(x, w)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    hits = tf.equal(tf.reduce_max(logits, axis=1), y)  # error: max-values-not-indices
    return loss, tf.reduce_mean(tf.cast(hits, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The largest probabilities, cast to whole numbers.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = tf.constant([0, 1, 2, 2])
predicted = tf.cast(tf.reduce_max(tf.nn.softmax(logits), axis=-1), tf.int32)
hits = tf.equal(predicted, labels)  # error: max-values-not-indices
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The largest numbers of one-hot rows as labels.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
onehot = tf.one_hot([0, 1, 2], 3)
labels = tf.cast(tf.reduce_max(onehot, axis=1), tf.int32)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: max-values-not-indices
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'jnp.argmax.',
    code: `import jax
import jax.numpy as jnp
import optax

w = jax.random.normal(jax.random.key(0), (20, 5))

def evaluate(x, y):
    logits = jnp.dot(x, w)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return loss, jnp.mean(jnp.argmax(logits, axis=1) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'The largest number is subtracted before exp.',
    code: `import jax.numpy as jnp

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3]])
shifted = jnp.exp(logits - jnp.max(logits, axis=1, keepdims=True))
is_best = logits == jnp.max(logits, axis=1, keepdims=True)
`,
  },
  {
    framework: 'JAX',
    title: 'Values of the best action.',
    code: `import jax.numpy as jnp
import optax

w = jnp.ones((4, 2))

def loss_function(states, actions, rewards, following):
    target = rewards + 0.99 * jnp.max(jnp.dot(following, w), axis=1)
    chosen = jnp.take_along_axis(jnp.dot(states, w), actions[:, None], axis=1)[:, 0]
    return optax.l2_loss(chosen, target).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.argmax.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.constant([0, 1, 2], dtype=tf.int64)
hits = tf.equal(tf.argmax(logits, axis=1), labels)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A confidence.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def confident(x):
    p = tf.nn.softmax(tf.matmul(x, w))
    return tf.reduce_max(p, axis=1) > 0.9
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Where the largest of each row stands.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
mask = tf.equal(logits, tf.reduce_max(logits, axis=1, keepdims=True))
`,
  },
];
