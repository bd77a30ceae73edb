/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Both in one line.',
    code: `import jax
import jax.numpy as jnp

def loss_function(scores, onehot):
    return -jnp.sum(onehot * jnp.log(jax.nn.softmax(scores)), axis=-1).mean()  # warning: log-of-softmax
`,
    fixed: [
      [
        'return -jnp.sum(onehot * jnp.log(jax.nn.softmax(scores)), axis=-1).mean()',
        'return -jnp.sum(onehot * jax.nn.log_softmax(scores), axis=-1).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The probabilities have a name.',
    code: `import jax
import jax.numpy as jnp

def entropy(scores):
    p = jax.nn.softmax(scores, axis=-1)
    return -jnp.sum(p * jnp.log(p), axis=-1)  # warning: log-of-softmax
`,
    fixed: [
      [
        'return -jnp.sum(p * jnp.log(p), axis=-1)',
        'return -jnp.sum(p * jax.nn.log_softmax(scores, axis=-1), axis=-1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A small number hides the infinity.',
    code: `import jax
import jax.numpy as jnp

def logarithms(scores):
    return jnp.log(jax.nn.softmax(scores) + 1e-9)  # info: log-of-softmax
`,
    fixed: [['return jnp.log(jax.nn.softmax(scores) + 1e-9)', 'return jax.nn.log_softmax(scores)']],
  },
  {
    framework: 'TensorFlow',
    title: 'A graph of TensorFlow 1.',
    code: `import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, 10])
weight = tf.Variable(tf.zeros([784, 10]))
pred = tf.nn.softmax(tf.matmul(x, weight))
cost = tf.reduce_mean(-tf.reduce_sum(y * tf.log(pred), reduction_indices=1))  # warning: log-of-softmax
train = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Both in one line.',
    code: `import tensorflow as tf

def loss_function(scores, onehot):
    return -tf.reduce_mean(tf.reduce_sum(onehot * tf.math.log(tf.nn.softmax(scores)), axis=-1))  # warning: log-of-softmax
`,
    fixed: [
      [
        'return -tf.reduce_mean(tf.reduce_sum(onehot * tf.math.log(tf.nn.softmax(scores)), axis=-1))',
        'return -tf.reduce_mean(tf.reduce_sum(onehot * tf.nn.log_softmax(scores), axis=-1))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'The probabilities have a name.',
    code: `import tensorflow as tf

def entropy(scores):
    p = tf.nn.softmax(scores, axis=-1)
    return -tf.reduce_sum(p * tf.math.log(p), axis=-1)  # warning: log-of-softmax
`,
    fixed: [
      [
        'return -tf.reduce_sum(p * tf.math.log(p), axis=-1)',
        'return -tf.reduce_sum(p * tf.nn.log_softmax(scores, axis=-1), axis=-1)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'A small number hides the infinity.',
    code: `import tensorflow as tf

def logarithms(scores):
    return tf.math.log(tf.nn.softmax(scores) + 1e-9)  # info: log-of-softmax
`,
    fixed: [['return tf.math.log(tf.nn.softmax(scores) + 1e-9)', 'return tf.nn.log_softmax(scores)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_softmax.',
    code: `import jax
import jax.numpy as jnp

def loss_function(scores, onehot):
    return -jnp.sum(onehot * jax.nn.log_softmax(scores), axis=-1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The logarithm of a mixture.',
    code: `import jax
import jax.numpy as jnp

def mixture(first, second):
    return jnp.log(0.5 * jax.nn.softmax(first) + 0.5 * jax.nn.softmax(second))
`,
  },
  {
    framework: 'JAX',
    title: 'A probability that is kept away from zero.',
    code: `import jax
import jax.numpy as jnp

def log_likelihood(scores):
    return jnp.log(jnp.clip(jax.nn.softmax(scores), 1e-8, 1.0))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'log_softmax.',
    code: `import tensorflow as tf

def log_likelihood(scores):
    return tf.nn.log_softmax(scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The logarithm of a mixture.',
    code: `import tensorflow as tf

def mixture(first, second):
    return tf.math.log(0.5 * tf.nn.softmax(first) + 0.5 * tf.nn.softmax(second))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A probability that is kept away from zero.',
    code: `import tensorflow as tf

def log_likelihood(scores):
    return tf.math.log(tf.clip_by_value(tf.nn.softmax(scores), 1e-8, 1.0))
`,
  },
];
