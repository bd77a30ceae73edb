/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
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
        return nn.log_softmax(x)

net = Net()

@jax.jit
def train_step(state, images, labels):
    def loss_function(params):
        out = net.apply({'params': params}, images, train=True)
        return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()  # info: log-softmax-before-cross-entropy

    return jax.value_and_grad(loss_function)(state.params)
`,
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
        return nn.log_softmax(self.head(nn.relu(self.hidden(x))))

def create_state(key):
    net = Net()
    params = net.init(key, jnp.ones((1, 20)))['params']
    return train_state.TrainState.create(apply_fn=net.apply, params=params, tx=optax.adam(1e-3))

def fit(key, batches):
    state = create_state(key)
    for x, labels in batches:
        out = state.apply_fn({'params': state.params}, x)
        print(optax.softmax_cross_entropy_with_integer_labels(out, labels).mean())  # info: log-softmax-before-cross-entropy
`,
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
        return nnx.log_softmax(self.head(x))

net = Net(rngs=nnx.Rngs(0))

def loss_function(model, x, labels):
    out = model(x)
    return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()  # info: log-softmax-before-cross-entropy

@nnx.jit
def train_step(x, labels):
    return nnx.value_and_grad(loss_function)(net, x, labels)

def epoch(batches):
    for x, labels in batches:
        train_step(x, labels)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'log_softmax goes into the loss that takes one itself.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def loss_of(x, y):
    log_probs = tf.nn.log_softmax(tf.matmul(x, W))
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=log_probs)  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot labels.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])

def loss_of(x, one_hot):
    out = tf.math.log_softmax(net(x), axis=-1)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(one_hot, out))  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'TensorFlow',
    title: 'In the call of a model.',
    code: `import tensorflow as tf

class Policy(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(6)

    def call(self, state):
        return tf.nn.log_softmax(self.out(state))

policy = Policy()

def imitation_loss(states, actions):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=policy(states)))  # info: log-softmax-before-cross-entropy
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Scores into the loss.',
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
    title: 'log_softmax and the loss written out.',
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
        return nn.log_softmax(x)

net = Net()

@jax.jit
def train_step(state, images, labels):
    def loss_function(params):
        out = net.apply({'params': params}, images, train=True)
        return -(jax.nn.one_hot(labels, 10) * out).sum(axis=-1).mean()

    return jax.value_and_grad(loss_function)(state.params)
`,
  },
  {
    framework: 'JAX',
    title: 'log_softmax for a divergence.',
    code: `import jax
import optax

def divergence(student_logits, teacher_logits):
    log_p = jax.nn.log_softmax(student_logits)
    return optax.kl_divergence(log_p, jax.nn.softmax(teacher_logits)).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Log-probabilities are gathered by hand.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def loss_of(x, y):
    log_probs = tf.nn.log_softmax(tf.matmul(x, W))
    return -tf.reduce_mean(tf.gather(log_probs, y, batch_dims=1))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Scores go into the loss.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def loss_of(x, y):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=tf.matmul(x, W))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The log_softmax is for the entropy.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])

def losses(x, y):
    scores = net(x)
    log_p = tf.nn.log_softmax(scores)
    entropy = -tf.reduce_sum(tf.exp(log_p) * log_p, axis=-1)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=scores) - 0.01 * entropy
`,
  },
];
