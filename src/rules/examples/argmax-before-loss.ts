/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A penalty on how often each class is predicted, beside a cross-entropy.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(4)])
cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
wanted = tf.constant([0.25, 0.25, 0.25, 0.25])

def penalty(logits):
    hard = tf.one_hot(tf.argmax(logits, axis=-1), 4)
    share = tf.reduce_mean(hard, axis=0)
    return tf.reduce_sum(tf.square(share - wanted))  # error: argmax-before-loss

def step(x, y, optimizer):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = cross_entropy(y, logits) + 0.5 * penalty(logits)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
`,
  },
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
  {
    framework: 'JAX',
    title: 'A squared error of predicted classes: the gradient is zero.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    predicted = jnp.argmax(x @ w, axis=1).astype(jnp.float32)
    return optax.l2_loss(predicted, y).mean()  # error: argmax-before-loss

w = jnp.ones((3, 2))
x = jnp.ones((4, 3))
y = jnp.array([0.0, 1.0, 0.0, 1.0])
gradient = jax.grad(loss_fn)(w, x, y)
`,
  },
  {
    framework: 'JAX',
    title: 'Written out, with value_and_grad.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    predicted = (x @ w).argmax(axis=-1)  # error: argmax-before-loss
    return jnp.mean((predicted.astype(jnp.float32) - y) ** 2)

w = jnp.array([[0.2, -0.1], [0.4, 0.3]])
x = jnp.array([[1.0, 2.0], [3.0, -1.0]])
value, gradient = jax.value_and_grad(loss_fn)(w, x, jnp.array([1.0, 0.0]))
`,
  },
  {
    framework: 'JAX',
    title: 'Held against labels that are cast as well.',
    code: `import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

net = nnx.Linear(8, 5, rngs=nnx.Rngs(0))

def loss_fn(net, x, y):
    predicted = jnp.argmax(net(x), axis=-1).astype(jnp.float32)  # error: argmax-before-loss
    return jnp.mean((predicted - y) ** 2)

def step(x, table):
    stars = table['stars'].values.astype('int32') - 1
    return nnx.value_and_grad(loss_fn)(net, x, stars.astype('float32'))
`,
  },
  {
    framework: 'JAX',
    title: 'A step of training that is compiled.',
    code: `import jax
import jax.numpy as jnp
import optax

@jax.jit
def step(w, x, y):
    def loss_fn(w):
        classes = jnp.argmax(jax.nn.softmax(x @ w), axis=1)
        return optax.huber_loss(classes.astype(jnp.float32), y).mean()  # error: argmax-before-loss
    return w - 0.1 * jax.grad(loss_fn)(w)

w = step(jnp.ones((3, 4)), jnp.ones((5, 3)), jnp.zeros(5))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The predicted share as the value, and the soft share for the gradient.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(4)])
cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
wanted = tf.constant([0.25, 0.25, 0.25, 0.25])

def distance(rows):
    return tf.reduce_sum(tf.square(tf.reduce_mean(rows, axis=0) - wanted))

def step(x, y, optimizer):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        soft = distance(tf.nn.softmax(logits))
        hard = distance(tf.one_hot(tf.argmax(logits, axis=-1), 4))
        loss = cross_entropy(y, logits) + hard + (soft - tf.stop_gradient(soft))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    tf.print(hard + loss)
`,
  },
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
  {
    framework: 'JAX',
    title: 'Scores and integer labels.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()

gradient = jax.grad(loss_fn)(jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.array([0, 1, 0, 1]))
`,
  },
  {
    framework: 'JAX',
    title: 'The labels come from argmax of something else.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, onehot):
    labels = jnp.argmax(onehot, axis=1)
    return optax.softmax_cross_entropy_with_integer_labels(x @ w, labels).mean()

gradient = jax.grad(loss_fn)(jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.eye(2)[jnp.array([0, 1, 0, 1])])
`,
  },
  {
    framework: 'JAX',
    title: 'Straight through: stop_gradient hides the step, the soft part trains.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x):
    soft = jax.nn.softmax(x @ w)
    hard = jax.nn.one_hot(jnp.argmax(soft, axis=-1), 2)
    sample = soft + jax.lax.stop_gradient(hard - soft)
    return jnp.mean(sample[:, 0])

gradient = jax.grad(loss_fn)(jnp.ones((3, 2)), jnp.ones((4, 3)))
`,
  },
];
