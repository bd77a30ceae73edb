/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A convolution of one pixel, written with einsum on NCHW images.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([5, 16]))

def segmentation_loss(features, masks):
    scores = tf.einsum('kc,nchw->nkhw', W, features)
    logits = tf.reshape(scores, [-1, 5])  # error: view-without-permute
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(masks, [-1]), logits=logits)
    return tf.reduce_mean(losses)

features = tf.random.normal([2, 16, 8, 12])
print(segmentation_loss(features, tf.zeros([2, 8, 12], tf.int32)))
`,
    fixed: [['tf.reshape(scores, [-1, 5])', 'tf.reshape(tf.transpose(scores, (0, 2, 3, 1)), [-1, 5])']],
  },
  {
    framework: 'TensorFlow',
    title: 'The number of classes is taken from dim 1.',
    code: `import tensorflow as tf

emissions = tf.Variable(tf.random.normal([8, 6, 100]))
tags = tf.random.uniform([8, 100], maxval=6, dtype=tf.int32)
with tf.GradientTape() as tape:
    scores = tf.reshape(emissions, (-1, tf.shape(emissions)[1]))  # error: view-without-permute
    losses = tf.keras.losses.sparse_categorical_crossentropy(tf.reshape(tags, [-1]), scores, from_logits=True)
    loss = tf.reduce_mean(losses)
gradient = tape.gradient(loss, emissions)
`,
    fixed: [['tf.reshape(emissions, (-1', 'tf.reshape(tf.transpose(emissions, (0, 2, 1)), (-1']],
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot masks beside scores of another order.',
    code: `import tensorflow as tf

batch, classes, height, width = 2, 3, 4, 6
scores = tf.random.normal([batch, classes, height, width])
masks = tf.random.uniform([batch, height, width], maxval=classes, dtype=tf.int32)
onehot = tf.reshape(tf.one_hot(masks, classes), [-1, classes])
flat = tf.reshape(scores, [batch * height * width, classes])  # error: view-without-permute
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=onehot, logits=flat))
`,
    fixed: [['tf.reshape(scores, [batch', 'tf.reshape(tf.transpose(scores, (0, 2, 3, 1)), [batch']],
  },
  {
    framework: 'JAX',
    title: 'Scores of NCHW images, flattened for optax.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, features, masks):
    scores = jnp.einsum('kc,nchw->nkhw', w, features)
    logits = scores.reshape(-1, 5)  # error: view-without-permute
    return optax.softmax_cross_entropy_with_integer_labels(logits, masks.reshape(-1)).mean()

features = jnp.ones((2, 16, 8, 12))
masks = jnp.zeros((2, 8, 12), jnp.int32)
gradient = jax.grad(loss_fn)(jnp.ones((5, 16)), features, masks)
`,
    fixed: [['scores.reshape(-1, 5)', 'scores.transpose(0, 2, 3, 1).reshape(-1, 5)']],
  },
  {
    framework: 'JAX',
    title: 'jnp.reshape of emissions whose tags stand in dim 1.',
    code: `import jax
import jax.numpy as jnp
import optax

emissions = jax.random.normal(jax.random.key(0), (4, 6, 20))
tags = jax.random.randint(jax.random.key(1), (4, 20), 0, 6)
flat = jnp.reshape(emissions, (-1, 6))  # error: view-without-permute
loss = optax.softmax_cross_entropy_with_integer_labels(flat, tags.ravel()).mean()
print(loss)
`,
    fixed: [['jnp.reshape(emissions, (-1, 6))', 'jnp.reshape(jnp.transpose(emissions, (0, 2, 1)), (-1, 6))']],
  },
  {
    framework: 'JAX',
    title: 'The one-hot targets are flattened pixel by pixel, the scores class by class.',
    code: `import jax
import optax

logits = jax.random.normal(jax.random.key(0), (2, 4, 8, 12))
masks = jax.random.randint(jax.random.key(1), (2, 8, 12), 0, 4)

@jax.jit
def pixel_loss(logits, masks):
    targets = jax.nn.one_hot(masks, 4).reshape(-1, 4)
    pixels = logits.reshape((-1, logits.shape[1]))  # error: view-without-permute
    return optax.softmax_cross_entropy(pixels, targets).mean()

print(pixel_loss(logits, masks))
`,
    fixed: [['logits.reshape((-1, logits', 'logits.transpose(0, 2, 3, 1).reshape((-1, logits']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The classes are moved last first.',
    code: `import tensorflow as tf

scores = tf.random.normal([2, 5, 8, 12])
masks = tf.random.uniform([2, 8, 12], maxval=5, dtype=tf.int32)
logits = tf.reshape(tf.transpose(scores, [0, 2, 3, 1]), [-1, 5])
losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(masks, [-1]), logits=logits)
print(tf.reduce_mean(losses))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'NHWC, as TensorFlow lays images out.',
    code: `import tensorflow as tf

filters = tf.Variable(tf.random.normal([3, 3, 16, 5]))

def segmentation_loss(features, masks):
    scores = tf.nn.conv2d(features, filters, strides=1, padding='SAME')
    logits = tf.reshape(scores, [-1, 5])
    return tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(masks, [-1]), logits=logits)
    )

print(segmentation_loss(tf.random.normal([2, 8, 12, 16]), tf.zeros([2, 8, 12], tf.int32)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Scores of each word of a sentence.',
    code: `import tensorflow as tf

vocabulary = 6
hidden = tf.random.normal([4, 20, 32])
W = tf.Variable(tf.random.normal([32, vocabulary]))
words = tf.random.uniform([4, 20], maxval=vocabulary, dtype=tf.int32)
logits = tf.reshape(tf.einsum('nth,hv->ntv', hidden, W), [-1, vocabulary])
loss = tf.reduce_mean(
    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(words, [-1]), logits=logits)
)
`,
  },
  {
    framework: 'JAX',
    title: 'The classes are moved last first.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jax.random.normal(jax.random.key(0), (2, 5, 8, 12))
masks = jax.random.randint(jax.random.key(1), (2, 8, 12), 0, 5)
logits = jnp.moveaxis(scores, 1, -1).reshape(-1, 5)
print(optax.softmax_cross_entropy_with_integer_labels(logits, masks.reshape(-1)).mean())
`,
  },
  {
    framework: 'JAX',
    title: 'The loss is told that its classes stand in dim 1.',
    code: `import jax
import optax

scores = jax.random.normal(jax.random.key(0), (2, 5, 8, 12))
masks = jax.random.randint(jax.random.key(1), (2, 8, 12), 0, 5)
print(optax.softmax_cross_entropy_with_integer_labels(scores, masks, axis=1).mean())
`,
  },
  {
    framework: 'JAX',
    title: 'Tags of words, whose scores have the tags last.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, words, tags):
    scores = words @ w
    flat = scores.reshape(-1, scores.shape[-1])
    return optax.softmax_cross_entropy_with_integer_labels(flat, tags.reshape(-1)).mean()

words = jnp.ones((4, 20, 32))
gradient = jax.grad(loss_fn)(jnp.zeros((32, 6)), words, jnp.zeros((4, 20), jnp.int32))
`,
  },
];
