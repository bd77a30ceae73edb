/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The sigmoid stands in the call.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=tf.nn.sigmoid(scores))  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      [
        'return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=tf.nn.sigmoid(scores))',
        'return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot labels.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
labels = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=tf.sigmoid(scores))  # warning: sigmoid-before-cross-entropy
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A model as a function that ends in a sigmoid.',
    code: `import tensorflow as tf

weights = tf.Variable(tf.random.normal([4, 3]))

def model(x):
    return tf.math.sigmoid(tf.matmul(x, weights))

def step(x, labels):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=model(x))  # warning: sigmoid-before-cross-entropy
`,
    fixed: [['return tf.math.sigmoid(tf.matmul(x, weights))', 'return tf.matmul(x, weights)']],
  },
  {
    framework: 'JAX',
    title: 'The sigmoid stands in the call.',
    code: `import jax
import optax

def loss_of(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(jax.nn.sigmoid(logits), labels).mean()  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy_with_integer_labels(jax.nn.sigmoid(logits), labels).mean()',
        'return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'One-hot labels.',
    code: `import jax
import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
labels = jax.nn.one_hot(jnp.array([0, 1]), 3)
scores = jax.nn.sigmoid(logits)
loss = optax.softmax_cross_entropy(scores, labels).mean()  # warning: sigmoid-before-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'A model as a function that ends in a sigmoid.',
    code: `import jax
import optax

def model(params, x):
    return jax.nn.sigmoid(x @ params['w'] + params['b'])

def loss_fn(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(model(params, x), y).mean()  # warning: sigmoid-before-cross-entropy
`,
    fixed: [["return jax.nn.sigmoid(x @ params['w'] + params['b'])", "return x @ params['w'] + params['b']"]],
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
        return nn.sigmoid(x)

net = Net()

@jax.jit
def train_step(state, images, labels):
    def loss_function(params):
        out = net.apply({'params': params}, images, train=True)
        return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean()  # warning: sigmoid-before-cross-entropy

    return jax.value_and_grad(loss_function)(state.params)
`,
    fixed: [['return nn.sigmoid(x)', 'return x']],
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
        print(optax.softmax_cross_entropy_with_integer_labels(out, labels).mean())  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      ['return nn.sigmoid(self.head(nn.relu(self.hidden(x))))', 'return self.head(nn.relu(self.hidden(x)))'],
    ],
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
    title: 'A sigmoid in the hidden layer.',
    code: `import tensorflow as tf

first = tf.Variable(tf.random.normal([4, 8]))
second = tf.Variable(tf.random.normal([8, 3]))

def loss_of(x, labels):
    hidden = tf.nn.sigmoid(tf.matmul(x, first))
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=tf.matmul(hidden, second))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A loss with a sigmoid for each label.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores)
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
    title: 'A sigmoid in the hidden layer.',
    code: `import jax
import optax

def loss_fn(params, x, y):
    hidden = jax.nn.sigmoid(x @ params['w1'])
    return optax.softmax_cross_entropy_with_integer_labels(hidden @ params['w2'], y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A loss with a sigmoid for each label.',
    code: `import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Scores through apply_fn.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn
from flax.training import train_state

class Net(nn.Module):
    def setup(self):
        self.hidden = nn.Dense(64)
        self.head = nn.Dense(6)

    def __call__(self, x):
        return self.head(nn.relu(self.hidden(x)))

def create_state(key):
    net = Net()
    params = net.init(key, jnp.ones((1, 20)))['params']
    return train_state.TrainState.create(apply_fn=net.apply, params=params, tx=optax.adam(1e-3))

def fit(key, batches):
    state = create_state(key)
    for x, labels in batches:
        out = state.apply_fn({'params': state.params}, x)
        print(optax.softmax_cross_entropy_with_integer_labels(out, labels).mean())
`,
  },
];
