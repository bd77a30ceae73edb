/**
 * Examples of the rule for other frameworks than PyTorch.
 */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Class indices.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    probabilities = tf.nn.softmax(scores)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=probabilities)  # warning: softmax-before-cross-entropy
`,
    fixed: [['probabilities = tf.nn.softmax(scores)', 'probabilities = scores']],
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot labels, the softmax in the call.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
labels = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, tf.nn.softmax(scores)))  # warning: softmax-before-cross-entropy
`,
    fixed: [
      [
        'loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, tf.nn.softmax(scores)))',
        'loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, scores))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'A model as a function that ends in a softmax.',
    code: `import tensorflow as tf

weights = tf.Variable(tf.random.normal([4, 3]))

def model(x):
    return tf.nn.softmax(tf.matmul(x, weights))

def step(x, labels):
    with tf.GradientTape() as tape:
        prediction = model(x)
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=prediction)  # warning: softmax-before-cross-entropy
        )
    return tape.gradient(loss, weights)
`,
    fixed: [['return tf.nn.softmax(tf.matmul(x, weights))', 'return tf.matmul(x, weights)']],
  },
  {
    framework: 'JAX',
    title: 'Class indices.',
    code: `import jax
import optax

def loss_of(logits, labels):
    probabilities = jax.nn.softmax(logits)
    return optax.softmax_cross_entropy_with_integer_labels(probabilities, labels).mean()  # warning: softmax-before-cross-entropy
`,
    fixed: [['probabilities = jax.nn.softmax(logits)', 'probabilities = logits']],
  },
  {
    framework: 'JAX',
    title: 'One-hot labels, the softmax in the call.',
    code: `import jax.numpy as jnp
import optax
from jax import nn

logits = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
labels = jnp.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
loss = optax.softmax_cross_entropy(nn.softmax(logits), labels).mean()  # warning: softmax-before-cross-entropy
`,
    fixed: [
      [
        'loss = optax.softmax_cross_entropy(nn.softmax(logits), labels).mean()',
        'loss = optax.softmax_cross_entropy(logits, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A model as a function that ends in a softmax.',
    code: `import jax
import jax.numpy as jnp
import optax

def model(params, x):
    hidden = jnp.tanh(x @ params['w1'] + params['b1'])
    return jax.nn.softmax(hidden @ params['w2'] + params['b2'], axis=-1)

def loss_fn(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(model(params, x), y).mean()  # warning: softmax-before-cross-entropy

gradient = jax.grad(loss_fn)
`,
    fixed: [
      [
        "return jax.nn.softmax(hidden @ params['w2'] + params['b2'], axis=-1)",
        "return hidden @ params['w2'] + params['b2']",
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A module of linen ends in it, and jax.value_and_grad goes through apply.',
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
        return nn.softmax(x)

net = Net()

@jax.jit
def train_step(state, images, labels):
    def loss_function(params):
        out = net.apply({'params': params}, images, train=True)
        return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()  # warning: softmax-before-cross-entropy

    return jax.value_and_grad(loss_function)(state.params)
`,
    fixed: [['return nn.softmax(x)', 'return x']],
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
        return nn.softmax(self.head(nn.relu(self.hidden(x))))

def create_state(key):
    net = Net()
    params = net.init(key, jnp.ones((1, 20)))['params']
    return train_state.TrainState.create(apply_fn=net.apply, params=params, tx=optax.adam(1e-3))

def fit(key, batches):
    state = create_state(key)
    for x, labels in batches:
        out = state.apply_fn({'params': state.params}, x)
        print(optax.softmax_cross_entropy_with_integer_labels(out, labels).mean())  # warning: softmax-before-cross-entropy
`,
    fixed: [
      ['return nn.softmax(self.head(nn.relu(self.hidden(x))))', 'return self.head(nn.relu(self.hidden(x)))'],
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
        return nnx.softmax(self.head(x))

net = Net(rngs=nnx.Rngs(0))

def loss_function(model, x, labels):
    out = model(x)
    return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()  # warning: softmax-before-cross-entropy

@nnx.jit
def train_step(x, labels):
    return nnx.value_and_grad(loss_function)(net, x, labels)

def epoch(batches):
    for x, labels in batches:
        train_step(x, labels)
`,
    fixed: [['return nnx.softmax(self.head(x))', 'return self.head(x)']],
  },
  {
    framework: 'TensorFlow',
    title: 'A model with its own train_step: the last layer has the softmax.',
    code: `import tensorflow as tf

class Classifier(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(128, activation='relu')
        self.out = tf.keras.layers.Dense(10, activation='softmax')

    def call(self, x):
        return self.out(self.hidden(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            scores = self(x, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=scores))  # warning: softmax-before-cross-entropy
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {'loss': loss}
`,
    fixed: [["tf.keras.layers.Dense(10, activation='softmax')", 'tf.keras.layers.Dense(10)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Raw scores.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Probabilities for reading.',
    code: `import tensorflow as tf

weights = tf.Variable(tf.random.normal([4, 3]))

def step(x, labels):
    scores = tf.matmul(x, weights)
    loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=scores)
    return loss, tf.nn.softmax(scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Labels that are probabilities.',
    code: `import tensorflow as tf

def distill(student, teacher):
    return tf.nn.softmax_cross_entropy_with_logits(labels=tf.nn.softmax(teacher), logits=student)
`,
  },
  {
    framework: 'JAX',
    title: 'Raw scores.',
    code: `import optax

def loss_of(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'log_softmax and the sum written out.',
    code: `import jax
import jax.numpy as jnp

def loss_of(logits, one_hot):
    return -jnp.sum(one_hot * jax.nn.log_softmax(logits), axis=-1).mean()
`,
  },
  {
    framework: 'JAX',
    title: "A teacher's probabilities as labels.",
    code: `import jax
import optax

def distill(student_logits, teacher_logits):
    return optax.softmax_cross_entropy(student_logits, jax.nn.softmax(teacher_logits)).mean()
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
        return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()

    return jax.value_and_grad(loss_function)(state.params)
`,
  },
  {
    framework: 'JAX',
    title: 'A module of nnx that gives scores.',
    code: `import optax
from flax import nnx

class Net(nnx.Module):
    def __init__(self, *, rngs: nnx.Rngs):
        self.hidden = nnx.Linear(20, 64, rngs=rngs)
        self.norm = nnx.BatchNorm(64, rngs=rngs)
        self.head = nnx.Linear(64, 6, rngs=rngs)

    def __call__(self, x):
        x = nnx.relu(self.norm(self.hidden(x)))
        return self.head(x)

net = Net(rngs=nnx.Rngs(0))

def loss_function(model, x, labels):
    out = model(x)
    return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()

@nnx.jit
def train_step(x, labels):
    return nnx.value_and_grad(loss_function)(net, x, labels)

def epoch(batches):
    for x, labels in batches:
        train_step(x, labels)
`,
  },
];
