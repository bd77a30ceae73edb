/**
 * Examples of the rule beside those that stand with it, most of them for other frameworks than PyTorch.
 */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'PyTorch',
    title: 'A loop applies it after every layer; taken away there, the hidden layers would lose it too.',
    code: `import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])])

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        return x

net = Net([8, 16, 3])
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.tensor([0, 2, 1, 1]))  # warning: relu-before-logits-loss
`,
  },
  {
    framework: 'PyTorch',
    title: 'A block that ends in it is the last one as well.',
    code: `import torch
from torch import nn
import torch.nn.functional as F

class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.layer = nn.Linear(inputs, outputs)

    def forward(self, x):
        return F.relu(self.layer(x))

net = nn.Sequential(Block(8, 16), Block(16, 3))
loss = F.cross_entropy(net(torch.randn(4, 8)), torch.tensor([0, 2, 1, 1]))  # warning: relu-before-logits-loss
`,
  },
  {
    framework: 'JAX',
    title: 'The last layer gets a relu like the others.',
    code: `import jax
import optax

def model(params, x):
    for w, b in params:
        x = jax.nn.relu(x @ w + b)
    return x

def loss_fn(w, b, x, y):
    logits = jax.nn.relu(x @ w + b)
    return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()  # warning: relu-before-logits-loss
`,
    fixed: [['logits = jax.nn.relu(x @ w + b)', 'logits = x @ w + b']],
  },
  {
    framework: 'JAX',
    title: 'tanh before a loss of raw scores.',
    code: `import jax.numpy as jnp
import optax

def loss_of(scores, labels):
    return optax.sigmoid_binary_cross_entropy(jnp.tanh(scores), labels).mean()  # warning: relu-before-logits-loss
`,
    fixed: [
      [
        'return optax.sigmoid_binary_cross_entropy(jnp.tanh(scores), labels).mean()',
        'return optax.sigmoid_binary_cross_entropy(scores, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Numbers, one row without a positive score.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.array([[2.0, -1.0, 0.5], [-0.3, -1.2, -0.7]])
labels = jnp.array([0, 1])
loss = optax.softmax_cross_entropy_with_integer_labels(jax.nn.relu(scores), labels).mean()  # warning: relu-before-logits-loss
`,
    fixed: [
      [
        'loss = optax.softmax_cross_entropy_with_integer_labels(jax.nn.relu(scores), labels).mean()',
        'loss = optax.softmax_cross_entropy_with_integer_labels(scores, labels).mean()',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'relu before the softmax loss.',
    code: `import tensorflow as tf

weights = tf.Variable(tf.random.normal([4, 3]))

def loss_of(x, labels):
    scores = tf.nn.relu(tf.matmul(x, weights))
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores)  # warning: relu-before-logits-loss
`,
    fixed: [['scores = tf.nn.relu(tf.matmul(x, weights))', 'scores = tf.matmul(x, weights)']],
  },
  {
    framework: 'TensorFlow',
    title: 'tanh before the sigmoid loss.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=tf.nn.tanh(scores))  # warning: relu-before-logits-loss
`,
    fixed: [
      [
        'return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=tf.nn.tanh(scores))',
        'return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=scores)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot labels.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
labels = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=tf.nn.relu(scores))  # warning: relu-before-logits-loss
`,
    fixed: [
      [
        'loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=tf.nn.relu(scores))',
        'loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=scores)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Raw scores.',
    code: `import jax
import optax

def loss_fn(params, x, y):
    hidden = jax.nn.relu(x @ params['w1'])
    return optax.softmax_cross_entropy_with_integer_labels(hidden @ params['w2'], y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A relu before a loss of numbers.',
    code: `import jax
import optax

def loss_fn(params, x, y):
    return optax.l2_loss(jax.nn.relu(x @ params['w']), y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Scores clipped by a tanh and spread again.',
    code: `import jax.numpy as jnp
import optax

def loss_of(scores, labels):
    return optax.softmax_cross_entropy_with_integer_labels(30.0 * jnp.tanh(scores / 30.0), labels).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Raw scores behind a hidden relu.',
    code: `import tensorflow as tf

first = tf.Variable(tf.random.normal([4, 8]))
second = tf.Variable(tf.random.normal([8, 3]))

def loss_of(x, labels):
    scores = tf.matmul(tf.nn.relu(tf.matmul(x, first)), second)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Scores clipped by a tanh and spread again.',
    code: `import tensorflow as tf

def loss_of(scores, labels):
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=10.0 * tf.nn.tanh(scores))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A squared error of numbers that are not negative.',
    code: `import tensorflow as tf

def loss_of(scores, target):
    return tf.reduce_mean(tf.square(tf.nn.relu(scores) - target))
`,
  },
];
