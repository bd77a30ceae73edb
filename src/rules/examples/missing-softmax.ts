/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Cross-entropy written out on scores.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(jax.nn.one_hot(y, 5) * jnp.log(scores), axis=-1).mean()  # error: missing-softmax
`,
  },
  {
    framework: 'JAX',
    title: 'With a small number added.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    log_p = jnp.log(scores + 1e-8)  # error: missing-softmax
    return -jnp.sum(jax.nn.one_hot(y, 5) * log_p, axis=1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The entropy of scores.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(scores * jnp.log(scores), axis=-1).mean()  # error: missing-softmax
`,
  },
  {
    framework: 'TensorFlow',
    title: "TensorFlow's first tutorial with the softmax forgotten.",
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10], stddev=0.1))
b = tf.Variable(tf.zeros([10]))

def loss_of(x, y_):
    y = tf.matmul(x, W) + b
    return tf.reduce_mean(-tf.reduce_sum(y_ * tf.math.log(y), axis=1))  # error: missing-softmax
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The entropy of a policy, of raw scores.',
    code: `import tensorflow as tf

actor = tf.keras.Sequential([tf.keras.layers.Dense(64, activation='tanh'), tf.keras.layers.Dense(4)])
optimizer = tf.keras.optimizers.Adam(3e-4)

def train(states, actions, advantages):
    with tf.GradientTape() as tape:
        policy = actor(states)
        entropy = -tf.reduce_sum(policy * tf.math.log(policy), axis=-1)  # error: missing-softmax
        log_prob = tf.nn.log_softmax(policy)
        chosen = tf.gather(log_prob, actions, batch_dims=1)
        loss = -tf.reduce_mean(chosen * advantages + 0.01 * entropy)
    gradients = tape.gradient(loss, actor.trainable_variables)
    optimizer.apply_gradients(zip(gradients, actor.trainable_variables))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The largest score as a confidence.',
    code: `import tensorflow as tf

classifier = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(6)])

def pseudo_labels(unlabelled):
    scores = classifier(unlabelled, training=False)
    keep = tf.reduce_max(scores, axis=1) >= 0.95  # warning: missing-softmax
    return tf.boolean_mask(tf.argmax(scores, axis=1), keep)
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

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(jax.nn.one_hot(y, 5) * jax.nn.log_softmax(scores), axis=-1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A module that ends in softmax.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    p = jax.nn.softmax(scores)
    return -jnp.sum(p * jax.nn.log_softmax(scores), axis=-1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The logarithm of a rate.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    rate = jax.nn.softplus(scores)
    return jnp.mean(rate - y * jnp.log(rate))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The softmax is written out.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10], stddev=0.1))

def loss_of(x, y_):
    e = tf.exp(tf.matmul(x, W))
    y = e / tf.reduce_sum(e, axis=1, keepdims=True)
    return -tf.reduce_mean(tf.reduce_sum(y_ * tf.math.log(tf.maximum(y, 1e-10)), axis=1))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.nn.log_softmax.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10], stddev=0.1))

def loss_of(x, y_):
    log_y = tf.nn.log_softmax(tf.matmul(x, W))
    return -tf.reduce_mean(tf.reduce_sum(y_ * log_y, axis=1))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A threshold on probabilities.',
    code: `import tensorflow as tf

classifier = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(6)])

def pseudo_labels(unlabelled):
    probabilities = tf.nn.softmax(classifier(unlabelled, training=False))
    keep = tf.reduce_max(probabilities, axis=1) >= 0.95
    return tf.boolean_mask(tf.argmax(probabilities, axis=1), keep)
`,
  },
];
