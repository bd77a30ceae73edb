/** Examples of the rule for losses that are written out with TensorFlow. */
import type { RuleExample } from '../rule';

const model = `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])
x = tf.random.normal([32, 8])
y = tf.random.normal([32])
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A column of predictions and a row of targets.',
    code: `${model}
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(model(x) - y))  # error: broadcast-shape-mismatch
`,
    fixed: [['tf.square(model(x) - y)', 'tf.square(model(x) - y[:, None])']],
  },
  {
    framework: 'TensorFlow',
    title: 'In a function of its own.',
    code: `${model}
def mean_squared(predictions, targets):
    return tf.reduce_mean((predictions - targets) ** 2)  # error: broadcast-shape-mismatch

loss = mean_squared(model(x), y)
`,
    fixed: [['(predictions - targets) ** 2', '(predictions - targets[:, None]) ** 2']],
  },
  {
    framework: 'TensorFlow',
    title: 'Absolute differences of a product with variables.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal([8, 1]))
x, y = tf.random.normal([20, 8]), tf.random.normal([20])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.abs(tf.matmul(x, w) - y))  # error: broadcast-shape-mismatch
`,
    fixed: [['tf.matmul(x, w) - y)', 'tf.matmul(x, w) - y[:, None])']],
  },
  {
    framework: 'JAX',
    title: 'optax.huber_loss broadcasts a column against a vector.',
    code: `import jax.numpy as jnp
import optax

prediction = jnp.array([[1.0], [2.0], [3.0]])
y = jnp.array([1.0, 2.0, 3.0])
loss = optax.huber_loss(prediction, y).mean()  # error: broadcast-shape-mismatch
`,
    fixed: [
      [
        'loss = optax.huber_loss(prediction, y).mean()',
        'loss = optax.huber_loss(prediction, y[:, None]).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'So does the sigmoid cross-entropy.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.zeros((4, 1))
labels = jnp.array([1.0, 0.0, 0.0, 1.0])
loss = jnp.mean(optax.sigmoid_binary_cross_entropy(logits, labels))  # error: broadcast-shape-mismatch
`,
    fixed: [
      [
        'loss = jnp.mean(optax.sigmoid_binary_cross_entropy(logits, labels))',
        'loss = jnp.mean(optax.sigmoid_binary_cross_entropy(logits, labels[:, None]))',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A vector of predictions against a column of targets.',
    code: `import jax.numpy as jnp
import optax

y = jnp.ones((4, 1))
loss = optax.huber_loss(jnp.array([0.5, 1.0, 2.0, 3.0]), y).mean()  # error: broadcast-shape-mismatch
`,
    fixed: [
      [
        'loss = optax.huber_loss(jnp.array([0.5, 1.0, 2.0, 3.0]), y).mean()',
        'loss = optax.huber_loss(jnp.array([0.5, 1.0, 2.0, 3.0]), y.squeeze(1)).mean()',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The predictions are made a row.',
    code: `${model}
loss = tf.reduce_mean(tf.square(tf.squeeze(model(x), axis=1) - y))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The targets are made a column.',
    code: `${model}
loss = tf.reduce_mean((model(x) - y[:, tf.newaxis]) ** 2)
`,
  },
  {
    framework: 'TensorFlow',
    title: "Keras' loss brings both to one rank.",
    code: `${model}
loss = tf.keras.losses.MeanSquaredError()(y, model(x))
`,
  },
  {
    framework: 'JAX',
    title: 'Both are columns.',
    code: `import jax.numpy as jnp
import optax

prediction = jnp.array([[1.0], [2.0], [3.0]])
y = jnp.array([1.0, 2.0, 3.0])
loss = optax.huber_loss(prediction, y[:, None]).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Both are vectors.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.zeros((4, 1))
loss = jnp.mean(optax.sigmoid_binary_cross_entropy(logits[:, 0], jnp.array([1.0, 0.0, 0.0, 1.0])))
`,
  },
  {
    framework: 'JAX',
    title: 'One target for all predictions.',
    code: `import jax.numpy as jnp
import optax

loss = optax.huber_loss(jnp.array([0.5, 1.0, 2.0]), jnp.array(1.0)).mean()
`,
  },
];
