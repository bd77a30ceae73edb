/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Binary cross-entropy written out on scores.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.mean(y * jnp.log(scores) + (1 - y) * jnp.log(1 - scores))  # error: missing-sigmoid
`,
  },
  {
    framework: 'JAX',
    title: 'In two lines.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    positive = y * jnp.log(scores)  # error: missing-sigmoid
    negative = (1 - y) * jnp.log(1 - scores)
    return -jnp.mean(positive + negative)
`,
  },
  {
    framework: 'JAX',
    title: 'The sum over several labels.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(6)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(y * jnp.log(scores) + (1.0 - y) * jnp.log(1.0 - scores), axis=-1).mean()  # error: missing-sigmoid
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Logistic regression whose sigmoid was forgotten.',
    code: `import tensorflow as tf

W = tf.Variable(tf.zeros([30, 1]))
b = tf.Variable(tf.zeros([1]))

def logistic_loss(x, y):
    p = tf.matmul(x, W) + b
    return tf.reduce_mean(-y * tf.math.log(p) - (1 - y) * tf.math.log(1 - p))  # error: missing-sigmoid
`,
  },
  {
    framework: 'TensorFlow',
    title: "A GAN's discriminator ends in a matmul.",
    code: `import tensorflow as tf

D_W1, D_W2 = tf.Variable(tf.random.normal([784, 128])), tf.Variable(tf.random.normal([128, 1]))

def discriminator(x):
    return tf.matmul(tf.nn.relu(tf.matmul(x, D_W1)), D_W2)

def losses(real, fake):
    d_loss = -tf.reduce_mean(tf.math.log(discriminator(real)))
    score = discriminator(fake)
    d_loss -= tf.reduce_mean(tf.math.log(1.0 - score))  # error: missing-sigmoid
    g_loss = -tf.reduce_mean(tf.math.log(score))
    return d_loss, g_loss
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.where chooses between p and its complement.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(1)

def focal(features, labels):
    p = head(features)
    p_t = tf.where(tf.equal(labels, 1), p, 1 - p)
    return -tf.reduce_mean((1 - p_t) ** 2 * tf.math.log(p_t))  # error: missing-sigmoid
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_sigmoid.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.mean(y * jax.nn.log_sigmoid(scores) + (1 - y) * jax.nn.log_sigmoid(-scores))
`,
  },
  {
    framework: 'JAX',
    title: 'softplus.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return jnp.mean(jax.nn.softplus(scores) - y * scores)
`,
  },
  {
    framework: 'JAX',
    title: 'A probability that a clip keeps away from 0 and 1.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    p = jnp.clip(jax.nn.hard_sigmoid(scores), 1e-6, 1 - 1e-6)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The formula on a sigmoid.',
    code: `import tensorflow as tf

W = tf.Variable(tf.zeros([30, 1]))

def logistic_loss(x, y):
    p = tf.clip_by_value(tf.sigmoid(tf.matmul(x, W)), 1e-7, 1 - 1e-7)
    return tf.reduce_mean(-y * tf.math.log(p) - (1 - y) * tf.math.log(1 - p))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The loss takes the scores.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.zeros([30, 1])), tf.Variable(tf.zeros([1]))

def logistic_loss(x, y):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x @ W + b))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'log(1 + x) and log(1 - x) of a correlation.',
    code: `import tensorflow as tf

def fisher_distance(a, b):
    r = tf.reduce_mean(tf.math.l2_normalize(a, axis=1) * tf.math.l2_normalize(b, axis=1), axis=1)
    z = 0.5 * (tf.math.log(1 + r) - tf.math.log(1 - r))
    return tf.reduce_mean(tf.square(z))
`,
  },
];
