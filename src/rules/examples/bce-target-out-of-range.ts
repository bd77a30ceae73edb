/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels of −1 and +1.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([1.5, -2.0, 0.3])
labels = jnp.array([1.0, -1.0, -1.0])
loss = optax.sigmoid_binary_cross_entropy(logits, labels).mean()  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = optax.sigmoid_binary_cross_entropy(logits, labels).mean()',
        'loss = optax.sigmoid_binary_cross_entropy(logits, (labels + 1) / 2).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Labels of −1 and +1, chosen for classes that are read from a table.',
    code: `import jax
import jax.numpy as jnp
import numpy as np
import optax
from sklearn.datasets import make_moons

points, classes = make_moons(200)
labels = np.where(classes == 1, 1.0, -1.0)

def loss_fn(w, x, y):
    return optax.sigmoid_binary_cross_entropy(x @ w, y).mean()  # error: bce-target-out-of-range

gradient = jax.grad(loss_fn)(jnp.zeros(2), jnp.asarray(points), jnp.asarray(labels))
`,
    fixed: [
      [
        'optax.sigmoid_binary_cross_entropy(x @ w, y)',
        'optax.sigmoid_binary_cross_entropy(x @ w, (y + 1) / 2)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A mask of 0 and 255.',
    code: `import jax.numpy as jnp
import optax

mask = jnp.array([[0, 255], [255, 0]])
loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask).mean()  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask).mean()',
        'loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask / 255).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The numbers of three classes.',
    code: `import jax.numpy as jnp
import optax

labels = jnp.array([0, 2, 1])
loss = optax.sigmoid_binary_cross_entropy(jnp.array([0.5, -1.0, 2.0]), labels).sum()  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Labels of -1 and 1 for the sigmoid loss.',
    code: `import tensorflow as tf

scores = tf.constant([0.5, -1.2, 2.0])
labels = tf.constant([1.0, -1.0, 1.0])
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores))  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores))',
        'loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=(labels + 1) / 2, logits=scores))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'A mask of 0 and 255.',
    code: `import tensorflow as tf

p = tf.constant([[0.2, 0.9], [0.6, 0.1]])
mask = tf.constant([[0.0, 255.0], [255.0, 0.0]])
loss = tf.keras.losses.BinaryCrossentropy()(mask, p)  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = tf.keras.losses.BinaryCrossentropy()(mask, p)',
        'loss = tf.keras.losses.BinaryCrossentropy()(mask / 255, p)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Ratings from 1 to 5 are no answers of yes and no.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid', input_shape=(3,))])
model.compile(optimizer='adam', loss='binary_crossentropy')
features = tf.constant([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [3.0, 1.0, 0.0]])
ratings = tf.constant([[5.0], [1.0], [3.0]])
model.fit(features, ratings)  # error: bce-target-out-of-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels of 0 and 1 that are chosen, and those of a hinge loss.',
    code: `import jax.numpy as jnp
import numpy as np
import optax
from sklearn.datasets import make_moons

points, classes = make_moons(200)
scores = jnp.asarray(points) @ jnp.ones(2)
smooth = jnp.where(jnp.asarray(classes) == 1, 0.9, 0.1)
loss = optax.sigmoid_binary_cross_entropy(scores, smooth).mean()
labels = jnp.asarray(np.where(classes == 1, 1.0, -1.0))
hinge = optax.hinge_loss(scores, labels).mean()
again = optax.sigmoid_binary_cross_entropy(scores, (labels + 1) / 2).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Integers of 0 and 1 are taken.',
    code: `import jax.numpy as jnp
import optax

loss = optax.sigmoid_binary_cross_entropy(jnp.array([1.5, -2.0, 0.3]), jnp.array([1, 0, 0])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The mask is scaled.',
    code: `import jax.numpy as jnp
import optax

mask = jnp.array([[0, 255], [255, 0]])
loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask / 255).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of −1 and +1 belong to a hinge.',
    code: `import jax.numpy as jnp
import optax

loss = optax.hinge_loss(jnp.array([1.5, -2.0, 0.3]), jnp.array([1.0, -1.0, -1.0])).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Zeros and ones.',
    code: `import tensorflow as tf

scores = tf.constant([0.5, -1.2, 2.0])
labels = (tf.constant([1.0, -1.0, 1.0]) + 1) / 2
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Squares for ratings.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(3,))])
model.compile(optimizer='adam', loss='mse')
model.fit(tf.constant([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]), tf.constant([[5.0], [1.0]]))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The margin is written out.',
    code: `import tensorflow as tf

scores = tf.constant([0.5, -1.2, 2.0])
signs = tf.constant([1.0, -1.0, 1.0])
loss = tf.reduce_mean(tf.nn.softplus(-signs * scores))
`,
  },
];
