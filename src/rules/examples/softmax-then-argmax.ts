/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'jax.nn.softmax.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((20, 5))

def predict(x):
    return jnp.argmax(jax.nn.softmax(jnp.dot(x, w)), axis=-1)  # info: softmax-then-argmax
`,
    fixed: [
      [
        'return jnp.argmax(jax.nn.softmax(jnp.dot(x, w)), axis=-1)',
        'return jnp.argmax(jnp.dot(x, w), axis=-1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Known numbers.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
p = jax.nn.softmax(scores, axis=1)  # info: softmax-then-argmax
predicted = p.argmax(axis=1)
`,
    fixed: [['p = jax.nn.softmax(scores, axis=1)', 'p = scores']],
  },
  {
    framework: 'JAX',
    title: 'The logarithm.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((20, 5))

def accuracy(x, y):
    log_p = jax.nn.log_softmax(jnp.dot(x, w))  # info: softmax-then-argmax
    return jnp.mean(jnp.argmax(log_p, axis=-1) == y)
`,
    fixed: [['log_p = jax.nn.log_softmax(jnp.dot(x, w))', 'log_p = jnp.dot(x, w)']],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.nn.softmax.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
predicted = tf.argmax(tf.nn.softmax(scores), axis=1)  # info: softmax-then-argmax
`,
    fixed: [
      ['predicted = tf.argmax(tf.nn.softmax(scores), axis=1)', 'predicted = tf.argmax(scores, axis=1)'],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'In a function.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def predict(x):
    p = tf.nn.softmax(tf.matmul(x, w))  # info: softmax-then-argmax
    return tf.math.argmax(p, axis=-1)
`,
    fixed: [['p = tf.nn.softmax(tf.matmul(x, w))', 'p = tf.matmul(x, w)']],
  },
  {
    framework: 'TensorFlow',
    title: 'The logarithm.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
log_p = tf.nn.log_softmax(scores)  # info: softmax-then-argmax
predicted = tf.argmax(log_p, axis=-1)
`,
    fixed: [['log_p = tf.nn.log_softmax(scores)', 'log_p = scores']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The scores themselves.',
    code: `import jax.numpy as jnp

w = jnp.ones((20, 5))

def predict(x):
    return jnp.argmax(jnp.dot(x, w), axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'The probability of the class.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
p = jax.nn.softmax(scores)
predicted, confidence = p.argmax(axis=-1), p.max(axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'The mean over samples of the weights.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]], [[1.0, 0.7, -0.2], [0.1, 1.3, 1.9]]])
predicted = jax.nn.softmax(scores).mean(axis=0).argmax(axis=-1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The scores themselves.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
predicted = tf.argmax(scores, axis=1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The probabilities are shown.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
p = tf.nn.softmax(scores)
print(100 * p, tf.argmax(p, axis=1))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Along another axis.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
matches = tf.argmax(tf.nn.softmax(scores, axis=0), axis=1)
`,
  },
];
