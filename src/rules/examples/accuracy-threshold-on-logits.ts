/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Scores of a logistic regression against 0.5.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.zeros([10, 1])), tf.Variable(0.0)

def loss_fn(x, y):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.matmul(x, W) + b))

def accuracy(x, y):
    predicted = tf.cast(tf.matmul(x, W) + b > 0.5, tf.float32)  # warning: accuracy-threshold-on-logits
    return tf.reduce_mean(tf.cast(tf.equal(predicted, y), tf.float32))
`,
    fixed: [
      [
        'predicted = tf.cast(tf.matmul(x, W) + b > 0.5, tf.float32)',
        'predicted = tf.cast(tf.matmul(x, W) + b > 0, tf.float32)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.round of what the loss takes the sigmoid of.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def evaluate(dataset):
    hits, total, losses = 0, 0, []
    for x, y in dataset:
        out = model(x, training=False)
        losses.append(bce(y, out))
        hits += tf.reduce_sum(tf.cast(tf.round(out) == y, tf.int32))  # warning: accuracy-threshold-on-logits
        total += len(y)
    return hits / total, tf.reduce_mean(losses)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Tags of several labels.',
    code: `import tensorflow as tf

encoder = tf.keras.layers.Dense(64, activation='relu')
tagger = tf.keras.layers.Dense(20)

@tf.function
def step(x, tags):
    scores = tagger(encoder(x))
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tags, scores))
    chosen = tf.greater_equal(scores, 0.5)  # warning: accuracy-threshold-on-logits
    exact = tf.reduce_all(tf.equal(chosen, tags > 0), axis=1)
    return loss, tf.reduce_mean(tf.cast(exact, tf.float32))
`,
    fixed: [['chosen = tf.greater_equal(scores, 0.5)', 'chosen = tf.greater_equal(scores, 0)']],
  },
  {
    framework: 'JAX',
    title: 'The accuracy is returned beside the loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(params, x, y):
    logits = x @ params['w'] + params['b']
    accuracy = jnp.mean((logits > 0.5) == y)  # warning: accuracy-threshold-on-logits
    return optax.sigmoid_binary_cross_entropy(logits, y).mean(), accuracy

@jax.jit
def update(params, x, y):
    (loss, accuracy), grads = jax.value_and_grad(loss_fn, has_aux=True)(params, x, y)
    return jax.tree.map(lambda p, g: p - 0.1 * g, params, grads), accuracy

params, accuracy = update({'w': jnp.zeros(4), 'b': 0.0}, jnp.ones((8, 4)), jnp.ones(8))
`,
    fixed: [['accuracy = jnp.mean((logits > 0.5) == y)', 'accuracy = jnp.mean((logits > 0) == y)']],
  },
  {
    framework: 'JAX',
    title: 'A module of Flax, and jnp.round.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

class Classifier(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.Dense(1)(nn.relu(nn.Dense(32)(x))).squeeze(-1)

model = Classifier()

def eval_step(params, batch):
    logits = model.apply({'params': params}, batch['x'])
    loss = optax.sigmoid_binary_cross_entropy(logits, batch['y']).mean()
    accuracy = jnp.mean(jnp.round(logits) == batch['y'])  # warning: accuracy-threshold-on-logits
    return loss, accuracy
`,
  },
  {
    framework: 'JAX',
    title: 'jnp.where turns scores of an nnx model into labels.',
    code: `import jax.numpy as jnp
import optax
from flax import nnx

class Net(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.hidden = nnx.Linear(8, 16, rngs=rngs)
        self.out = nnx.Linear(16, 1, rngs=rngs)

    def __call__(self, x):
        return self.out(nnx.relu(self.hidden(x)))

def metrics(net: Net, x, y):
    scores = Net(nnx.Rngs(0))(x)
    loss = optax.sigmoid_binary_cross_entropy(scores, y).mean()
    labels = jnp.where(scores > 0.5, 1, 0)  # warning: accuracy-threshold-on-logits
    return loss, (labels == y).mean()
`,
    fixed: [['labels = jnp.where(scores > 0.5, 1, 0)', 'labels = jnp.where(scores > 0, 1, 0)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Zero is where the sigmoid is one half.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.zeros([10, 1])), tf.Variable(0.0)

def evaluate(x, y):
    scores = tf.matmul(x, W) + b
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=scores))
    return loss, tf.reduce_mean(tf.cast(tf.equal(tf.cast(scores > 0, tf.float32), y), tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The sigmoid is taken before the threshold.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def evaluate(x, y):
    out = model(x, training=False)
    return bce(y, out), tf.reduce_mean(tf.cast(tf.round(tf.sigmoid(out)) == y, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A threshold on a regression.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])

def evaluate(x, y):
    risk = model(x)
    loss = tf.reduce_mean(tf.square(risk - y))
    return loss, tf.reduce_mean(tf.cast((risk > 0.5) == (y > 0.5), tf.float32))
`,
  },
  {
    framework: 'JAX',
    title: 'Zero as the threshold of scores.',
    code: `import jax.numpy as jnp
import optax

def evaluate(w, x, y):
    logits = x @ w
    return optax.sigmoid_binary_cross_entropy(logits, y).mean(), jnp.mean((logits > 0) == y)

print(evaluate(jnp.zeros(4), jnp.ones((8, 4)), jnp.ones(8)))
`,
  },
  {
    framework: 'JAX',
    title: 'The probability is compared.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(1)

def eval_step(params, x, y):
    logits = model.apply(params, x)[:, 0]
    p = jax.nn.sigmoid(logits)
    return optax.sigmoid_binary_cross_entropy(logits, y).mean(), jnp.mean((p > 0.5) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'A margin on scores that no loss takes the sigmoid of.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(1)

def support_vectors(params, x, y):
    scores = model.apply(params, x)[:, 0]
    loss = optax.hinge_loss(scores, y).mean()
    return loss, jnp.abs(scores) > 0.5
`,
  },
];
