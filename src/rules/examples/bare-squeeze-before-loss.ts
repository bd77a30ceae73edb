/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'squeeze() of the output of a module.',
    code: `import optax
from flax import linen as nn

model = nn.Dense(1)

def loss_fn(params, x, y):
    scores = model.apply(params, x).squeeze()  # info: bare-squeeze-before-loss
    return optax.sigmoid_binary_cross_entropy(scores, y).mean()
`,
    fixed: [['scores = model.apply(params, x).squeeze()', 'scores = model.apply(params, x).squeeze(-1)']],
  },
  {
    framework: 'JAX',
    title: 'jnp.squeeze of an nnx model, for a regression.',
    code: `import jax.numpy as jnp
import optax
from flax import nnx

class Price(nnx.Module):
    def __init__(self, rngs):
        self.hidden = nnx.Linear(12, 32, rngs=rngs)
        self.out = nnx.Linear(32, 1, rngs=rngs)

    def __call__(self, x):
        return self.out(nnx.relu(self.hidden(x)))

model = Price(nnx.Rngs(0))

def evaluate(batches):
    total = 0.0
    for x, y in batches:
        prediction = jnp.squeeze(model(x))  # info: bare-squeeze-before-loss
        total += optax.huber_loss(prediction, y).mean()
    return total
`,
    fixed: [['prediction = jnp.squeeze(model(x))', 'prediction = jnp.squeeze(model(x), -1)']],
  },
  {
    framework: 'JAX',
    title: 'In the call of the module.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.tanh(nn.Dense(16)(x))
        return jnp.squeeze(nn.Dense(1)(x))  # info: bare-squeeze-before-loss

net = Net()

@jax.jit
def loss_fn(params, x, y):
    return optax.l2_loss(net.apply({'params': params}, x), y).mean()
`,
    fixed: [['return jnp.squeeze(nn.Dense(1)(x))', 'return jnp.squeeze(nn.Dense(1)(x), -1)']],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.squeeze without an axis.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])

def loss_fn(x, y):
    logits = tf.squeeze(model(x))  # info: bare-squeeze-before-loss
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
`,
    fixed: [['logits = tf.squeeze(model(x))', 'logits = tf.squeeze(model(x), -1)']],
  },
  {
    framework: 'TensorFlow',
    title: 'A product with a column of weights.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.random.normal([10, 1])), tf.Variable([0.0])

def loss_fn(x, y):
    scores = tf.matmul(x, W) + b
    return tf.nn.weighted_cross_entropy_with_logits(y, tf.squeeze(scores), pos_weight=3.0)  # info: bare-squeeze-before-loss
`,
    fixed: [
      [
        'return tf.nn.weighted_cross_entropy_with_logits(y, tf.squeeze(scores), pos_weight=3.0)',
        'return tf.nn.weighted_cross_entropy_with_logits(y, tf.squeeze(scores, -1), pos_weight=3.0)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Counts of a Poisson regression.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(1)

@tf.function
def loss_fn(features, counts):
    log_rate = tf.squeeze(head(features))  # info: bare-squeeze-before-loss
    return tf.reduce_mean(tf.nn.log_poisson_loss(counts, log_rate))
`,
    fixed: [['log_rate = tf.squeeze(head(features))', 'log_rate = tf.squeeze(head(features), -1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The axis is named.',
    code: `import optax
from flax import linen as nn

model = nn.Dense(1)

def loss_fn(params, x, y):
    return optax.sigmoid_binary_cross_entropy(model.apply(params, x).squeeze(-1), y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A column is picked.',
    code: `import optax
from flax import linen as nn

model = nn.Dense(1)

def loss_fn(params, x, y):
    return optax.squared_error(model.apply(params, x)[:, 0], y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'One example at a time, and vmap over the batch.',
    code: `import jax
import jax.numpy as jnp
import optax

def example_loss(w, x, y):
    score = jnp.squeeze(x[None, :] @ w)
    return optax.sigmoid_binary_cross_entropy(score, y)

losses = jax.vmap(example_loss, in_axes=(None, 0, 0))(jnp.ones((4, 1)), jnp.ones((8, 4)), jnp.ones(8))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The axis is named.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])

def loss_fn(x, y):
    logits = tf.squeeze(model(x), axis=-1)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The labels get a column instead.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([10, 1]))

def loss_fn(x, y):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=y[:, tf.newaxis], logits=tf.matmul(x, W))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A batch of a known size.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([10, 1]))
x, y = tf.random.normal([32, 10]), tf.ones([32])
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.squeeze(x @ W)))
`,
  },
];
