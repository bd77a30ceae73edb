/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Ten percent, written as 10.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])
cce = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=10)  # error: label-smoothing-misuse
labels = tf.one_hot([0, 3, 1], 4)
loss = cce(labels, net(tf.random.normal([3, 8])))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The labels are smoothed already.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(5)
cce = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)  # info: label-smoothing-misuse

def loss_of(features):
    labels = tf.one_hot([0, 4, 2, 2], 5) * 0.9 + 0.1 / 5
    return cce(labels, head(features))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Nothing of a label of yes or no is left.',
    code: `import tensorflow as tf

discriminator = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=1)  # error: label-smoothing-misuse

def real_loss(images):
    scores = discriminator(images)
    return bce(tf.ones_like(scores), scores)
`,
  },
  {
    framework: 'JAX',
    title: 'Ten percent, written as 10.',
    code: `import jax
import optax

def loss_fn(logits, labels):
    targets = optax.smooth_labels(jax.nn.one_hot(labels, 4), alpha=10)  # error: label-smoothing-misuse
    return optax.softmax_cross_entropy(logits, targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Smoothed by hand and by optax.',
    code: `import jax
import jax.numpy as jnp
import optax

labels = jnp.array([0, 2, 1])
one_hot = jax.nn.one_hot(labels, 4)
targets = optax.smooth_labels(one_hot * 0.9 + 0.1 / 4, 0.1)  # info: label-smoothing-misuse

def loss_fn(logits):
    return optax.softmax_cross_entropy(logits, targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Nothing of the labels is left.',
    code: `import jax
import optax
from flax import linen as nn

class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.Dense(10)(nn.relu(nn.Dense(32)(x)))

SMOOTHING = 1.0
net = Net()

def loss_fn(params, x, y):
    one_hot = jax.nn.one_hot(y, 10)
    return optax.softmax_cross_entropy(net.apply(params, x), optax.smooth_labels(one_hot, SMOOTHING)).mean()  # error: label-smoothing-misuse
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A share of one tenth.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])
cce = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)

def loss_of(x, y):
    return cce(tf.one_hot(y, 4), net(x))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Labels are smoothed by hand, and the loss does nothing more.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(5)

def loss_of(features, y):
    labels = tf.one_hot(y, 5) * 0.9 + 0.1 / 5
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=head(features)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Mixed labels are no smoothed ones.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(4)])
cce = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)

def mixup_loss(x, y, other, share):
    labels = share * tf.one_hot(y, 4) + (1 - share) * tf.one_hot(other, 4)
    return cce(labels, net(x))
`,
  },
  {
    framework: 'JAX',
    title: 'A tenth.',
    code: `import jax
import optax

def loss_fn(logits, labels):
    targets = optax.smooth_labels(jax.nn.one_hot(labels, 4), alpha=0.1)
    return optax.softmax_cross_entropy(logits, targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Smoothed by hand alone.',
    code: `import jax
import optax

def loss_fn(logits, labels):
    targets = jax.nn.one_hot(labels, 4) * 0.9 + 0.1 / 4
    return optax.softmax_cross_entropy(logits, targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Mixed labels and smoothing go together.',
    code: `import jax
import optax

def loss_fn(logits, labels, other, share):
    mixed = share * jax.nn.one_hot(labels, 10) + (1 - share) * jax.nn.one_hot(other, 10)
    return optax.softmax_cross_entropy(logits, optax.smooth_labels(mixed, 0.1)).mean()
`,
  },
];
