/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'stop_gradient around the loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    loss = optax.l2_loss(x @ w, y).mean()
    return jax.lax.stop_gradient(loss)  # error: loss-detached-before-backward

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'stop_gradient around the prediction.',
    code: `import jax
import jax.numpy as jnp
import optax

@jax.jit
def step(w, x, y):
    def loss_fn(w):
        logits = jax.lax.stop_gradient(x @ w)  # error: loss-detached-before-backward
        return optax.sigmoid_binary_cross_entropy(logits, y).mean()
    value, gradient = jax.value_and_grad(loss_fn)(w)
    return w - 0.1 * gradient

w = step(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'The wrong side of a temporal difference.',
    code: `import jax
import jax.numpy as jnp
from jax import lax

def loss_fn(w, states, rewards):
    values = lax.stop_gradient(states @ w)  # error: loss-detached-before-backward
    return jnp.mean((values - rewards) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.ones(4))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'stop_gradient around the prediction.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
with tf.GradientTape() as tape:
    prediction = tf.stop_gradient(x @ w)  # error: loss-detached-before-backward
    loss = tf.reduce_mean((prediction - y) ** 2)
gradients = tape.gradient(loss, [w])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'stop_gradient around the loss.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, labels = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=x @ w)
    loss = tf.stop_gradient(tf.reduce_mean(losses))  # error: loss-detached-before-backward
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'In a step of training of a Keras model.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(3)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.SGD(0.1)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = tf.stop_gradient(model(x, training=True))  # error: loss-detached-before-backward
        loss = loss_fn(y, logits)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The target is stopped, the prediction is not.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, states, following, rewards):
    wanted = rewards + 0.9 * jax.lax.stop_gradient(following @ w)
    return jnp.mean((states @ w - wanted) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.ones((4, 3)), jnp.ones(4))
`,
  },
  {
    framework: 'JAX',
    title: 'A stopped term beside the loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    loss = optax.l2_loss(x @ w, y).mean()
    return loss, jax.lax.stop_gradient(loss)

gradient, value = jax.grad(loss_fn, has_aux=True)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'One of two groups of weights is trained.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(head, body, x, y):
    features = jax.lax.stop_gradient(jnp.tanh(x @ body))
    return jnp.mean((features @ head - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(2), jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The target is stopped, the prediction is not.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
states, following = tf.ones((4, 3)), tf.ones((4, 3))
with tf.GradientTape() as tape:
    wanted = 1.0 + 0.9 * tf.stop_gradient(following @ w)
    loss = tf.reduce_mean((states @ w - wanted) ** 2)
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A body that stays as it is.',
    code: `import tensorflow as tf

body, head = tf.Variable(tf.ones((3, 2))), tf.Variable(tf.ones((2, 1)))
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
with tf.GradientTape() as tape:
    features = tf.stop_gradient(tf.tanh(x @ body))
    loss = tf.reduce_mean((features @ head - y) ** 2)
gradient = tape.gradient(loss, head)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The number is printed after the gradient was asked for.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((x @ w - y) ** 2)
gradient = tape.gradient(loss, w)
print(loss.numpy())
`,
  },
];
