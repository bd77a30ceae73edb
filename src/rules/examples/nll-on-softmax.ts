/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The one-hot labels pick probabilities.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, y):
    probs = nn.softmax(model.apply(params, x))
    return -jnp.mean(jnp.sum(jax.nn.one_hot(y, 10) * probs, axis=-1))  # error: nll-on-softmax

def train(params, loader):
    for x, y in loader:
        value, grads = jax.value_and_grad(loss_fn)(params, x, y)
        params = jax.tree.map(lambda p, g: p - 0.1 * g, params, grads)
    return params
`,
  },
  {
    framework: 'JAX',
    title: 'The module ends in a softmax.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

class Classifier(nn.Module):
    classes: int = 4

    @nn.compact
    def __call__(self, x):
        return nn.softmax(nn.Dense(self.classes)(nn.tanh(nn.Dense(32)(x))), axis=-1)

net = Classifier()

def loss(params, batch):
    images, labels = batch
    predictions = net.apply({'params': params}, images)
    one_hot = jax.nn.one_hot(labels, 4)
    return -(predictions * one_hot).sum(axis=1).mean()  # error: nll-on-softmax

def update(state, batch):
    grads = jax.grad(loss)(state.params, batch)
    return state.apply_gradients(grads=grads)
`,
  },
  {
    framework: 'JAX',
    title: 'A softmax written out with exp.',
    code: `import jax
import jax.numpy as jnp

def loss(w, x, targets):
    e = jnp.exp(x @ w)
    p = e / jnp.sum(e, axis=1, keepdims=True)
    return -1.0 * jnp.mean(jnp.sum(p * targets, axis=1))  # error: nll-on-softmax

targets = jax.nn.one_hot(jnp.array([0, 2]), 3)
grads = jax.grad(loss)(jnp.ones((4, 3)), jnp.ones((2, 4)), targets)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot rows and a softmax.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def step(x, y):
    with tf.GradientTape() as tape:
        p = tf.nn.softmax(tf.matmul(x, W))
        loss = -tf.reduce_mean(tf.reduce_sum(tf.one_hot(y, 10) * p, axis=1))  # error: nll-on-softmax
    return tape.gradient(loss, W)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.multiply, and a factor of minus one.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4, activation='softmax')])

def train(dataset, optimizer):
    for x, y in dataset:
        one_hot = tf.one_hot(y, 4)
        with tf.GradientTape() as tape:
            likelihood = tf.reduce_sum(tf.multiply(one_hot, net(x)), axis=1)  # error: nll-on-softmax
            loss = -1.0 * tf.reduce_mean(likelihood)
        optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The minus stands inside of the mean.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(6)

@tf.function
def gradients(features, labels):
    with tf.GradientTape() as tape:
        predictions = tf.nn.softmax(head(features), axis=-1)
        one_hot = tf.one_hot(labels, depth=6)
        loss = tf.reduce_mean(-tf.reduce_sum(predictions * one_hot, axis=-1))  # error: nll-on-softmax
    return tape.gradient(loss, head.trainable_variables)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_softmax.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, y):
    log_probs = nn.log_softmax(model.apply(params, x))
    return -jnp.mean(jnp.sum(jax.nn.one_hot(y, 10) * log_probs, axis=-1))

def step(params, x, y):
    return jax.value_and_grad(loss_fn)(params, x, y)
`,
  },
  {
    framework: 'JAX',
    title: 'The logarithm of clipped probabilities.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, y):
    p = jnp.clip(nn.softmax(model.apply(params, x)), 1e-7, 1.0)
    return -jnp.mean(jnp.sum(jax.nn.one_hot(y, 10) * jnp.log(p), axis=-1))

def step(params, x, y):
    return jax.grad(loss_fn)(params, x, y)
`,
  },
  {
    framework: 'JAX',
    title: 'The expected reward of a policy is maximized.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

policy = nn.Dense(4)

def loss_fn(params, contexts, rewards):
    p = nn.softmax(policy.apply(params, contexts))
    return -jnp.mean(jnp.sum(p * rewards, axis=-1))

def step(params, contexts, rewards):
    return jax.grad(loss_fn)(params, contexts, rewards)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The logarithm of what is picked.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def step(x, y):
    with tf.GradientTape() as tape:
        log_p = tf.nn.log_softmax(tf.matmul(x, W))
        loss = -tf.reduce_mean(tf.reduce_sum(tf.one_hot(y, 10) * log_p, axis=1))
    return tape.gradient(loss, W)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The probability of the label is shown beside the loss.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def step(x, y):
    with tf.GradientTape() as tape:
        scores = tf.matmul(x, W)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=scores))
    confidence = tf.reduce_mean(tf.reduce_sum(tf.one_hot(y, 10) * tf.nn.softmax(scores), axis=1))
    return tape.gradient(loss, W), confidence
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A soft Dice loss of several classes.',
    code: `import tensorflow as tf

head = tf.keras.layers.Conv2D(3, 1)

def gradients(features, labels):
    with tf.GradientTape() as tape:
        p = tf.nn.softmax(head(features))
        one_hot = tf.one_hot(labels, 3)
        overlap = tf.reduce_sum(p * one_hot, axis=[1, 2])
        total = tf.reduce_sum(p + one_hot, axis=[1, 2])
        loss = 1 - tf.reduce_mean((2 * overlap + 1) / (total + 1))
    return tape.gradient(loss, head.trainable_variables)
`,
  },
];
