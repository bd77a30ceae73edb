/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  Keras: 'Keras casts the labels of its sparse losses to whole numbers itself.',
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Labels of a column of a float array.',
    code: `import tensorflow as tf

logits = tf.constant([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]])
labels = tf.constant([1.0, 2.0])
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: float-class-indices
`,
    fixed: [
      [
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)',
        'loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.cast(labels, tf.int32), logits=logits)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.cast to the wrong dtype.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(3)])

def loss_of(x, y):
    labels = tf.cast(y, tf.float32)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=net(x)))  # error: float-class-indices
`,
    fixed: [
      [
        'return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=net(x)))',
        'return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.cast(labels, tf.int32), logits=net(x)))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Labels from zeros that have the default dtype.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([4, 2]))
x = tf.random.normal([6, 4])
y = tf.concat([tf.zeros([3]), tf.ones([3])], axis=0)
with tf.GradientTape() as tape:
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, tf.matmul(x, W))  # error: float-class-indices
`,
    fixed: [
      [
        'losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, tf.matmul(x, W))',
        'losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.cast(y, tf.int32), tf.matmul(x, W))',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Labels of a float array.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]])
labels = jnp.array([1.0, 2.0])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: float-class-indices
`,
    fixed: [
      [
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels.astype(int)).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'asarray with floats for the whole batch.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)

def loss_fn(params, batch):
    labels = jnp.asarray(batch['label'], dtype=jnp.float32)
    logits = model.apply(params, batch['image'])
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: float-class-indices
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        'return optax.softmax_cross_entropy_with_integer_labels(logits, labels.astype(int)).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Zeros and ones of the default dtype.',
    code: `import jax.numpy as jnp
import optax

w = jnp.ones((4, 2))
x = jnp.ones((6, 4))
y = jnp.concatenate([jnp.zeros(3), jnp.ones(3)])
losses = optax.losses.softmax_cross_entropy_with_integer_labels(x @ w, y)  # error: float-class-indices
`,
    fixed: [
      [
        'losses = optax.losses.softmax_cross_entropy_with_integer_labels(x @ w, y)',
        'losses = optax.losses.softmax_cross_entropy_with_integer_labels(x @ w, y.astype(int))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Integer labels.',
    code: `import tensorflow as tf

logits = tf.constant([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]])
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([1, 2]), logits=logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Keras casts labels by itself.',
    code: `import tensorflow as tf

scores = tf.constant([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(tf.constant([1.0, 2.0]), scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Floats for classes are probabilities where they are rows.',
    code: `import tensorflow as tf

logits = tf.constant([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]])
soft = tf.constant([[0.1, 0.8, 0.1], [0.0, 0.0, 1.0]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=soft, logits=logits)
`,
  },
  {
    framework: 'JAX',
    title: 'Integer labels.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.array([1, 2])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Cast before the loss.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)

def loss_fn(params, batch):
    labels = batch['label'].astype(jnp.int32)
    return optax.softmax_cross_entropy_with_integer_labels(model.apply(params, batch['image']), labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Floats are right where each output has its own label.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([0.5, -1.0, 2.0])
loss = optax.sigmoid_binary_cross_entropy(scores, jnp.array([1.0, 0.0, 1.0])).mean()
`,
  },
];
