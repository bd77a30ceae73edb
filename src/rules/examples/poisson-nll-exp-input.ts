/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  Keras: "Keras' `Poisson` takes the expected counts themselves, for which an exp is right.",
  JAX: 'optax has no Poisson loss.',
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Known numbers.',
    code: `import tensorflow as tf

scores = tf.constant([0.5, 1.0, 2.0])
counts = tf.constant([2.0, 3.0, 7.0])
loss = tf.nn.log_poisson_loss(counts, tf.exp(scores))  # error: poisson-nll-exp-input
`,
    fixed: [
      [
        'loss = tf.nn.log_poisson_loss(counts, tf.exp(scores))',
        'loss = tf.nn.log_poisson_loss(counts, scores)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'The rate of a linear model.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((12, 1)))

def loss_function(x, counts):
    rate = tf.math.exp(tf.matmul(x, w))
    return tf.reduce_mean(tf.nn.log_poisson_loss(counts, rate))  # error: poisson-nll-exp-input
`,
  },
  {
    framework: 'TensorFlow',
    title: 'By keywords.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((12, 1)))

def loss_function(x, counts):
    return tf.nn.log_poisson_loss(targets=counts, log_input=tf.exp(x @ w), compute_full_loss=True)  # error: poisson-nll-exp-input
`,
    fixed: [
      [
        'return tf.nn.log_poisson_loss(targets=counts, log_input=tf.exp(x @ w), compute_full_loss=True)',
        'return tf.nn.log_poisson_loss(targets=counts, log_input=x @ w, compute_full_loss=True)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The score is the logarithm.',
    code: `import tensorflow as tf

scores = tf.constant([0.5, 1.0, 2.0])
counts = tf.constant([2.0, 3.0, 7.0])
loss = tf.nn.log_poisson_loss(counts, scores)
rate = tf.exp(scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: "Keras' Poisson takes rates.",
    code: `import tensorflow as tf

counts = tf.constant([[2.0], [3.0], [7.0]])
scores = tf.constant([[0.5], [1.0], [2.0]])
loss = tf.keras.losses.Poisson()(counts, tf.exp(scores))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The loss written out has its one exp.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((12, 1)))

def loss_function(x, counts):
    score = tf.matmul(x, w)
    return tf.reduce_mean(tf.exp(score) - counts * score)
`,
  },
];
