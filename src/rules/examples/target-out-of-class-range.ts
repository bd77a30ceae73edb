/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels counted from 1: the loss is nan.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
labels = jnp.array([1, 2, 3])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: target-out-of-class-range
`,
    fixed: [
      [
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels - 1).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Padding of −1 trains the last class.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
labels = jnp.array([0, -1])
loss = jnp.mean(optax.softmax_cross_entropy_with_integer_labels(logits, labels))  # error: target-out-of-class-range
`,
  },
  {
    framework: 'JAX',
    title: 'A class too many in a batch of sequences.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.zeros((1, 3, 2))
labels = jnp.array([[0, 1, 4]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).sum()  # error: target-out-of-class-range
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Labels from 1 to 3 for three classes.',
    code: `import tensorflow as tf

logits = tf.constant([[1.2, 0.3, -0.5], [0.1, 2.0, 0.4], [-1.0, 0.2, 1.5]])
labels = tf.constant([1, 2, 3])
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: target-out-of-class-range
`,
    fixed: [
      [
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels - 1, logits=logits)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'A mask of 255 where nothing is known.',
    code: `import tensorflow as tf

scores = tf.random.normal([1, 2, 2, 4])
mask = tf.constant([[[0, 3], [255, 1]]])
scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
loss = scce(mask, scores)  # error: target-out-of-class-range
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Two units for labels 0 to 2.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(8, activation='relu'), tf.keras.layers.Dense(2)])
x = tf.random.normal([4, 5])
y = tf.constant([0, 2, 1, 2])
with tf.GradientTape() as tape:
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, net(x))  # error: target-out-of-class-range
    loss = tf.reduce_mean(losses)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Class indices from 0.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.array([0, 1, 2])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The losses of the padding are masked.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
labels = jnp.array([0, -1])
losses = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
loss = jnp.where(labels >= 0, losses, 0.0).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of which nothing is known.',
    code: `import jax.numpy as jnp
import optax

def loss(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Labels from 0.',
    code: `import tensorflow as tf

logits = tf.constant([[1.2, 0.3, -0.5], [0.1, 2.0, 0.4], [-1.0, 0.2, 1.5]])
labels = tf.constant([1, 2, 3]) - 1
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The class that is ignored is named.',
    code: `import tensorflow as tf

scores = tf.random.normal([1, 2, 2, 4])
mask = tf.constant([[[0, 3], [255, 1]]])
scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=255)
loss = scce(mask, scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Counts are no classes.',
    code: `import tensorflow as tf

rates = tf.constant([1.5, 3.0, 0.2])
counts = tf.constant([2.0, 5.0, 0.0])
loss = tf.reduce_mean(tf.nn.log_poisson_loss(counts, tf.math.log(rates)))
`,
  },
];
