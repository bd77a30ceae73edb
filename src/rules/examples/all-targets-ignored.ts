/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A batch of padding.',
    code: `import jax
import jax.numpy as jnp
import optax

logits = jax.random.normal(jax.random.key(0), (3, 4))
labels = jnp.array([-100, -100, -100])
mask = (labels != -100).astype(jnp.float32)
losses = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.where(labels < 0, 0, labels))
loss = jnp.sum(losses * mask) / jnp.sum(mask)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'JAX',
    title: 'A function of a loss, tried out on a window of padding.',
    code: `import jax.numpy as jnp
import optax

def masked_loss(logits, tokens):
    mask = tokens > 0
    losses = optax.softmax_cross_entropy_with_integer_labels(logits, tokens)
    return (losses * mask).sum() / mask.sum()  # warning: all-targets-ignored

print(masked_loss(jnp.zeros((2, 5, 100)), jnp.zeros((2, 5), dtype=jnp.int32)))
`,
  },
  {
    framework: 'JAX',
    title: 'A mask without labelled pixels.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.ones((1, 4, 4, 2))
pixels = jnp.full((1, 4, 4), 255)
known = jnp.not_equal(pixels, 255)
logs = jax.nn.log_softmax(scores)
losses = -jnp.sum(jax.nn.one_hot(pixels, 2) * logs, axis=-1)
loss = jnp.sum(jnp.where(known, losses, 0.0)) / jnp.sum(known)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A batch of padding.',
    code: `import tensorflow as tf

labels = tf.constant([0, 0, 0])
logits = tf.random.normal((3, 8))
losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
mask = tf.cast(labels != 0, tf.float32)
loss = tf.reduce_sum(losses * mask) / tf.reduce_sum(mask)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The masked loss of a translation, tried out on zeros.',
    code: `import tensorflow as tf

scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction='none')

def masked_loss(label, pred):
    mask = label != 0
    loss = scce(label, pred)
    mask = tf.cast(mask, dtype=loss.dtype)
    loss *= mask
    return tf.reduce_sum(loss) / tf.reduce_sum(mask)  # warning: all-targets-ignored

print(masked_loss(tf.zeros((2, 5), dtype=tf.int64), tf.ones((2, 5, 100))))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A mask without labelled pixels.',
    code: `import tensorflow as tf

pixels = tf.fill([1, 4, 4], 255)
scores = tf.ones((1, 4, 4, 2))
known = tf.cast(tf.not_equal(pixels, 255), tf.float32)
losses = tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(pixels, 2), logits=scores)
loss = tf.reduce_sum(losses * known) / tf.reduce_sum(known)  # warning: all-targets-ignored
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'One label counts.',
    code: `import jax
import jax.numpy as jnp
import optax

logits = jax.random.normal(jax.random.key(0), (3, 4))
labels = jnp.array([-100, 2, -100])
mask = (labels != -100).astype(jnp.float32)
losses = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.where(labels < 0, 0, labels))
loss = jnp.sum(losses * mask) / jnp.sum(mask)
`,
  },
  {
    framework: 'JAX',
    title: 'At least 1 in the divisor.',
    code: `import jax.numpy as jnp
import optax

def masked_loss(logits, tokens):
    mask = tokens > 0
    losses = optax.softmax_cross_entropy_with_integer_labels(logits, tokens)
    return (losses * mask).sum() / jnp.maximum(mask.sum(), 1)

print(masked_loss(jnp.zeros((2, 5, 100)), jnp.zeros((2, 5), dtype=jnp.int32)))
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of which nothing is known.',
    code: `import jax.numpy as jnp
import optax

def masked_loss(logits, tokens):
    mask = tokens > 0
    losses = optax.softmax_cross_entropy_with_integer_labels(logits, tokens)
    return (losses * mask).sum() / mask.sum()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Some labels count.',
    code: `import tensorflow as tf

labels = tf.constant([0, 5, 0])
logits = tf.random.normal((3, 8))
losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
mask = tf.cast(labels != 0, tf.float32)
loss = tf.reduce_sum(losses * mask) / tf.reduce_sum(mask)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'divide_no_nan gives 0 for nothing.',
    code: `import tensorflow as tf

labels = tf.constant([0, 0, 0])
logits = tf.random.normal((3, 8))
losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
mask = tf.cast(labels != 0, tf.float32)
loss = tf.math.divide_no_nan(tf.reduce_sum(losses * mask), tf.reduce_sum(mask))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The mean of Keras over nothing is 0.',
    code: `import tensorflow as tf

scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
loss = scce(tf.zeros((2, 5), dtype=tf.int64), tf.ones((2, 5, 100)))
`,
  },
];
