/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Softmax where optax takes log-probabilities.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_function(student_logits, teacher_logits):
    targets = jax.nn.softmax(teacher_logits)
    return optax.kl_divergence(jax.nn.softmax(student_logits), targets).mean()  # error: kldiv-input-not-log
`,
    fixed: [
      [
        'return optax.kl_divergence(jax.nn.softmax(student_logits), targets).mean()',
        'return optax.kl_divergence(jax.nn.log_softmax(student_logits), targets).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The probabilities have a name, and are read elsewhere too.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_function(weights, x, targets):
    scores = x @ weights
    probabilities = jax.nn.softmax(scores, axis=-1)
    confidence = probabilities.max(axis=-1)
    return optax.kl_divergence(probabilities, targets), confidence  # error: kldiv-input-not-log
`,
    fixed: [
      [
        'return optax.kl_divergence(probabilities, targets), confidence',
        'return optax.kl_divergence(jax.nn.log_softmax(scores, axis=-1), targets), confidence',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A literal of probabilities.',
    code: `import jax.numpy as jnp
import optax

predicted = jnp.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
wanted = jnp.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
divergence = optax.kl_divergence(predicted, wanted)  # info: kldiv-input-not-log
`,
  },
  {
    framework: 'TensorFlow',
    title: 'log_softmax on one side, as in PyTorch.',
    code: `import tensorflow as tf

kl = tf.keras.losses.KLDivergence()

def distillation(teacher_logits, student_logits):
    p = tf.nn.softmax(teacher_logits)
    log_q = tf.nn.log_softmax(student_logits)
    return kl(p, log_q)  # error: kldiv-input-not-log
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Raw scores of the student.',
    code: `import tensorflow as tf

student = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(10)])
kld = tf.keras.losses.KLDivergence(reduction='sum_over_batch_size')

def loss_of(x, soft_labels):
    return kld(soft_labels, student(x))  # error: kldiv-input-not-log
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Logarithms on both sides of the function.',
    code: `import tensorflow as tf

a, b = tf.keras.layers.Dense(4), tf.keras.layers.Dense(4)

def consistency(x):
    left = tf.nn.log_softmax(a(x), axis=-1)
    right = tf.nn.log_softmax(b(x), axis=-1)
    return tf.reduce_mean(tf.keras.losses.kl_divergence(left, right))  # error: kldiv-input-not-log
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_softmax for the predictions.',
    code: `import jax
import optax

def loss_function(student_logits, teacher_logits):
    targets = jax.nn.softmax(teacher_logits)
    return optax.kl_divergence(jax.nn.log_softmax(student_logits), targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Logarithms on both sides.',
    code: `import jax
import optax

def loss_function(student_logits, teacher_logits):
    log_targets = jax.nn.log_softmax(teacher_logits)
    return optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student_logits), log_targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The divergence written by hand.',
    code: `import jax
import jax.numpy as jnp

def divergence(student_logits, teacher_logits):
    p = jax.nn.softmax(teacher_logits)
    return jnp.sum(p * (jax.nn.log_softmax(teacher_logits) - jax.nn.log_softmax(student_logits)), axis=-1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Probabilities on both sides.',
    code: `import tensorflow as tf

kl = tf.keras.losses.KLDivergence()

def distillation(teacher_logits, student_logits, T):
    return kl(tf.nn.softmax(teacher_logits / T), tf.nn.softmax(student_logits / T)) * T ** 2
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Written out, with one logarithm on each side.',
    code: `import tensorflow as tf

def divergence(p_logits, q_logits):
    log_p, log_q = tf.nn.log_softmax(p_logits), tf.nn.log_softmax(q_logits)
    return tf.reduce_sum(tf.exp(log_p) * (log_p - log_q), axis=-1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A student that ends in a softmax.',
    code: `import tensorflow as tf

student = tf.keras.Sequential([tf.keras.layers.Dense(10, activation='softmax')])
kld = tf.keras.losses.KLDivergence()

def loss_of(x, soft_labels):
    return kld(soft_labels, student(x))
`,
  },
];
