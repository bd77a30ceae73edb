/**
 * Examples of the rule for other frameworks than PyTorch.
 */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The sigmoid stands in the call.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=tf.nn.sigmoid(scores))  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=tf.nn.sigmoid(scores))',
        'return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'A discriminator that ends in a sigmoid.',
    code: `import tensorflow as tf

weights = tf.Variable(tf.random.normal([8, 1]))

def discriminator(x):
    return tf.sigmoid(tf.matmul(x, weights))

def step(real):
    prediction = discriminator(real)
    loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones_like(prediction), logits=prediction)  # warning: sigmoid-before-bce-with-logits
    return tf.reduce_mean(loss)
`,
    fixed: [['return tf.sigmoid(tf.matmul(x, weights))', 'return tf.matmul(x, weights)']],
  },
  {
    framework: 'TensorFlow',
    title: 'With a weight for positives.',
    code: `import tensorflow as tf

scores = tf.constant([[1.5], [-2.0]])
labels = tf.constant([[1.0], [0.0]])
p = tf.math.sigmoid(scores)
loss = tf.nn.weighted_cross_entropy_with_logits(labels, p, pos_weight=2.0)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [['p = tf.math.sigmoid(scores)', 'p = scores']],
  },
  {
    framework: 'JAX',
    title: 'The sigmoid stands in the call.',
    code: `import jax
import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(jax.nn.sigmoid(logits), labels).mean()  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'return optax.sigmoid_binary_cross_entropy(jax.nn.sigmoid(logits), labels).mean()',
        'return optax.sigmoid_binary_cross_entropy(logits, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A model as a function that ends in a sigmoid.',
    code: `import jax
import optax

def model(params, x):
    return jax.nn.sigmoid(x @ params['w'] + params['b'])

def loss_fn(params, x, y):
    prediction = model(params, x)
    return optax.sigmoid_binary_cross_entropy(prediction, y).mean()  # warning: sigmoid-before-bce-with-logits

gradient = jax.grad(loss_fn)
`,
    fixed: [["return jax.nn.sigmoid(x @ params['w'] + params['b'])", "return x @ params['w'] + params['b']"]],
  },
  {
    framework: 'JAX',
    title: 'A focal loss takes raw scores too.',
    code: `import jax.numpy as jnp
import optax
from jax import nn

logits = jnp.array([1.5, -2.0, 0.3])
labels = jnp.array([1.0, 0.0, 0.0])
loss = optax.sigmoid_focal_loss(nn.sigmoid(logits), labels).sum()  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'loss = optax.sigmoid_focal_loss(nn.sigmoid(logits), labels).sum()',
        'loss = optax.sigmoid_focal_loss(logits, labels).sum()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A module with setup, called through the apply_fn of its state.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn
from flax.training import train_state

class Net(nn.Module):
    def setup(self):
        self.hidden = nn.Dense(64)
        self.head = nn.Dense(6)

    def __call__(self, x):
        return nn.sigmoid(self.head(nn.relu(self.hidden(x))))

def create_state(key):
    net = Net()
    params = net.init(key, jnp.ones((1, 20)))['params']
    return train_state.TrainState.create(apply_fn=net.apply, params=params, tx=optax.adam(1e-3))

def fit(key, batches):
    state = create_state(key)
    for x, labels in batches:
        out = state.apply_fn({'params': state.params}, x)
        print(optax.sigmoid_binary_cross_entropy(out, labels).mean())  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      ['return nn.sigmoid(self.head(nn.relu(self.hidden(x))))', 'return self.head(nn.relu(self.hidden(x)))'],
    ],
  },
  {
    framework: 'JAX',
    title: 'A module of nnx.',
    code: `import optax
from flax import nnx

class Net(nnx.Module):
    def __init__(self, *, rngs: nnx.Rngs):
        self.hidden = nnx.Linear(20, 64, rngs=rngs)
        self.norm = nnx.BatchNorm(64, rngs=rngs)
        self.head = nnx.Linear(64, 6, rngs=rngs)

    def __call__(self, x):
        x = nnx.relu(self.norm(self.hidden(x)))
        return nnx.sigmoid(self.head(x))

net = Net(rngs=nnx.Rngs(0))

def loss_function(model, x, labels):
    out = model(x)
    return optax.sigmoid_binary_cross_entropy(out, labels).mean()  # warning: sigmoid-before-bce-with-logits

@nnx.jit
def train_step(x, labels):
    return nnx.value_and_grad(loss_function)(net, x, labels)

def epoch(batches):
    for x, labels in batches:
        train_step(x, labels)
`,
    fixed: [['return nnx.sigmoid(self.head(x))', 'return self.head(x)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Raw scores.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Probabilities for reading.',
    code: `import tensorflow as tf

def step(scores, labels):
    loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores)
    return loss, tf.nn.sigmoid(scores) > 0.5
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A gate before the last product.',
    code: `import tensorflow as tf

weights = tf.Variable(tf.random.normal([8, 1]))

def loss_of(x, labels):
    scores = tf.matmul(x * tf.nn.sigmoid(x), weights)
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores)
`,
  },
  {
    framework: 'JAX',
    title: 'Raw scores.',
    code: `import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A weight made of the sigmoid of the same scores.',
    code: `import jax
import optax

def loss_of(logits, labels):
    p = jax.nn.sigmoid(logits)
    weight = (labels * (1 - p) + (1 - labels) * p) ** 2
    return (weight * optax.sigmoid_binary_cross_entropy(logits, labels)).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Probabilities for reading.',
    code: `import jax
import optax

def evaluate(logits, labels):
    loss = optax.sigmoid_binary_cross_entropy(logits, labels).mean()
    accuracy = ((jax.nn.sigmoid(logits) > 0.5) == labels).mean()
    return loss, accuracy
`,
  },
  {
    framework: 'JAX',
    title: 'A module of linen that gives scores.',
    code: `import jax
import optax
from flax import linen as nn

class Net(nn.Module):
    classes: int = 10

    @nn.compact
    def __call__(self, x, train: bool = False):
        x = nn.relu(nn.Dense(64)(x))
        x = nn.Dropout(0.1, deterministic=not train)(x)
        x = nn.Dense(self.classes)(x)
        return x

net = Net()

@jax.jit
def train_step(state, images, labels):
    def loss_function(params):
        out = net.apply({'params': params}, images, train=True)
        return optax.sigmoid_binary_cross_entropy(out, labels).mean()

    return jax.value_and_grad(loss_function)(state.params)
`,
  },
];
