/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A column of scores.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
loss = optax.softmax_cross_entropy_with_integer_labels(scores, jnp.array([0, 0])).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of the same shape.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
labels = jnp.array([[1.0], [0.0]])
loss = optax.softmax_cross_entropy(scores, labels).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'Weights for one output.',
    code: `import jax.numpy as jnp
import optax

w = jnp.zeros((4, 1))
x = jnp.ones((8, 4))
y = jnp.zeros((8,), dtype=jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One column of scores in a softmax cross-entropy.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.random.normal([20, 1])), tf.Variable(tf.zeros([1]))

def loss_fn(x, y):
    logits = tf.matmul(x, W) + b
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Class indices for a model with one unit.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.Adam()

def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=model(x))  # error: single-output-cross-entropy
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'categorical_crossentropy of tf.keras and one unit.',
    code: `import tensorflow as tf

inputs = tf.keras.Input(shape=(100,))
x = tf.keras.layers.Dense(64, activation='relu')(inputs)
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(x))
model.compile(
    optimizer='adam',
    loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True),  # error: single-output-cross-entropy
    metrics=['accuracy'],
)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'One output and the binary loss.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
labels = jnp.array([[1.0], [0.0]])
loss = optax.sigmoid_binary_cross_entropy(scores, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Two outputs.',
    code: `import jax.numpy as jnp
import optax

w = jnp.zeros((4, 2))
x = jnp.ones((8, 4))
y = jnp.zeros((8,), dtype=jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Classes along another axis.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[[1.3], [-0.4], [0.2]]])
labels = jnp.array([[[1.0], [0.0], [0.0]]])
loss = optax.softmax_cross_entropy(scores, labels, axis=1).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A sigmoid cross-entropy for one column.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.random.normal([20, 1])), tf.Variable(tf.zeros([1]))

def loss_fn(x, y):
    logits = tf.matmul(x, W) + b
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Two columns.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([20, 2]))

def loss_fn(x, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x @ W))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One score for each of the candidates, which are the classes.',
    code: `import tensorflow as tf

scorer = tf.keras.layers.Dense(1)

def choice_loss(candidates, right):
    scores = tf.squeeze(scorer(candidates), axis=-1)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=right, logits=scores))
`,
  },
];
