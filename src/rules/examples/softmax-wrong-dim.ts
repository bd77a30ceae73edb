/** Examples of the rule for other frameworks than PyTorch, and for other readers. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A cross-entropy of each of several samples, of which no rank is known.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Sequential([nn.Dense(16), nn.relu, nn.Dense(5)])

def loss_function(params, x, labels, mask):
    log_p = jax.nn.log_softmax(model.apply(params, x), axis=0)  # error: softmax-wrong-dim
    each = -jnp.sum(jax.nn.one_hot(labels, 5) * log_p, axis=-1)
    return jnp.sum(each * mask) / jnp.sum(mask)
`,
    fixed: [
      [
        'log_p = jax.nn.log_softmax(model.apply(params, x), axis=0)',
        'log_p = jax.nn.log_softmax(model.apply(params, x), axis=1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Logarithms over the batch where optax wants the last axis.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
targets = jnp.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=0), targets).mean()  # error: softmax-wrong-dim
`,
    fixed: [
      [
        'loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=0), targets).mean()',
        'loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=1), targets).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Nodes of a graph that is read from a file: each takes the logarithm of its own class.',
    code: `import jax
import jax.numpy as jnp
import numpy as np

graph = np.load("graph.npz")
weights = jax.random.normal(jax.random.PRNGKey(0), (16, 7))

def loss_of(weights, features, labels):
    log_p = jax.nn.log_softmax(features @ weights, axis=0)  # error: softmax-wrong-dim
    return -jnp.take_along_axis(log_p, labels[:, None], axis=1).mean()

gradient = jax.grad(loss_of)(weights, jnp.asarray(graph["x"]), jnp.asarray(graph["y"]))
`,
    fixed: [
      [
        'log_p = jax.nn.log_softmax(features @ weights, axis=0)',
        'log_p = jax.nn.log_softmax(features @ weights, axis=1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A sequence, normalized over time.',
    code: `import jax
import jax.numpy as jnp
import optax

key = jax.random.PRNGKey(0)
scores = jax.random.normal(key, (4, 7, 5))
targets = jax.nn.softmax(jnp.zeros((4, 7, 5)))
log_p = jax.nn.log_softmax(scores, axis=1)  # error: softmax-wrong-dim
loss = optax.kl_divergence(log_p, targets).mean()
`,
    fixed: [['log_p = jax.nn.log_softmax(scores, axis=1)', 'log_p = jax.nn.log_softmax(scores, axis=-1)']],
  },
  {
    framework: 'JAX',
    title: 'Both sides are logarithms, one of them along the batch.',
    code: `import jax
import jax.numpy as jnp
import optax

student = jnp.zeros((6, 4))
teacher = jnp.ones((6, 4))
log_q = jax.nn.log_softmax(teacher)
loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student, 0), log_q).sum()  # error: softmax-wrong-dim
`,
    fixed: [
      [
        'loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student, 0), log_q).sum()',
        'loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student, 1), log_q).sum()',
      ],
    ],
  },
  {
    framework: 'PyTorch',
    title: 'Batches of a loader, whose shape nobody knows.',
    code: `import torch
from torch import nn
import torch.nn.functional as F

class Species(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(4, 16)
        self.out = nn.Linear(16, 3)

    def forward(self, x):
        return F.softmax(self.out(torch.relu(self.hidden(x))), dim=0)  # error: softmax-wrong-dim

net = Species()

def train(loader, optimizer):
    for x, y in loader:
        loss = F.nll_loss(net(x).clamp(min=1e-7).log(), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'PyTorch',
    title: 'The confidence of each image.',
    code: `import torch
from torch import nn

net = nn.Conv2d(3, 5, kernel_size=1)

def predict(images):
    probabilities = torch.softmax(net(images), dim=0)  # error: softmax-wrong-dim
    confidence, mask = probabilities.max(dim=1)
    return confidence, mask
`,
    fixed: [
      [
        'probabilities = torch.softmax(net(images), dim=0)',
        'probabilities = torch.softmax(net(images), dim=1)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'A cross-entropy that is written out.',
    code: `import tensorflow as tf

dense = tf.keras.layers.Dense(5)

def loss_of(images, onehot):
    scores = dense(tf.reshape(images, [-1, 784]))
    log_p = tf.nn.log_softmax(scores, axis=0)  # error: softmax-wrong-dim
    return -tf.reduce_mean(tf.reduce_sum(onehot * log_p, axis=1))
`,
    fixed: [['log_p = tf.nn.log_softmax(scores, axis=0)', 'log_p = tf.nn.log_softmax(scores, axis=1)']],
  },
  {
    framework: 'TensorFlow',
    title: 'A loss of Keras wants the classes last.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(4)

def loss_of(features, onehot):
    probabilities = tf.nn.softmax(head(features), axis=0)  # error: softmax-wrong-dim
    return tf.keras.losses.categorical_crossentropy(onehot, probabilities)
`,
    fixed: [
      [
        'probabilities = tf.nn.softmax(head(features), axis=0)',
        'probabilities = tf.nn.softmax(head(features), axis=1)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'The class of each row.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(4)

def predict(features):
    probabilities = tf.nn.softmax(head(features), axis=0)  # error: softmax-wrong-dim
    return tf.argmax(probabilities, axis=1)
`,
    fixed: [
      [
        'probabilities = tf.nn.softmax(head(features), axis=0)',
        'probabilities = tf.nn.softmax(head(features), axis=1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A module that gives back what it normalized over the batch.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

class Head(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(32)(x))
        return nn.softmax(nn.Dense(8)(x), axis=0)  # error: softmax-wrong-dim

head = Head()
params = head.init(jax.random.PRNGKey(0), jnp.ones((2, 3)))
print(head.apply(params, jnp.ones((2, 3))))
`,
    fixed: [['return nn.softmax(nn.Dense(8)(x), axis=0)', 'return nn.softmax(nn.Dense(8)(x), axis=1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The loss of one sample, mapped over several.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Sequential([nn.Dense(16), nn.relu, nn.Dense(5)])

def of_one(params, x, label):
    log_p = jax.nn.log_softmax(model.apply(params, x), axis=0)
    return -jnp.sum(jax.nn.one_hot(label, 5) * log_p, axis=-1)

def loss_function(params, xs, labels):
    mapped = jax.vmap(of_one, in_axes=(None, 0, 0))(params, xs, labels)
    listed = [of_one(params, x, label) for x, label in zip(xs, labels)]
    return mapped.mean() + jnp.mean(jnp.stack(listed)) + sum(listed)
`,
  },
  {
    framework: 'PyTorch',
    title: 'A sequence whose classes are moved to the second dim after the softmax.',
    code: `import torch
import torch.nn.functional as F
from torch import nn

out = nn.Linear(16, 5)
log_p = F.log_softmax(out(torch.randn(4, 7, 16)), dim=2)
loss = F.nll_loss(log_p.transpose(1, 2), torch.randint(0, 5, (4, 7)))
flat = F.nll_loss(log_p.view(-1, 5), torch.randint(0, 5, (28,)))
`,
  },
  {
    framework: 'JAX',
    title: 'The last axis, which is the default.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
targets = jnp.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
loss = optax.kl_divergence(jax.nn.log_softmax(scores), targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The classes are first, and the loss is told.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.zeros((3, 6))
targets = jax.nn.softmax(jnp.ones((3, 6)), axis=0)
loss = optax.kl_divergence(jax.nn.log_softmax(scores, axis=0), targets, axis=0).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Attention over time.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.zeros((4, 7, 1))
values = jnp.ones((4, 7, 16))
context = (jax.nn.softmax(scores, axis=1) * values).sum(axis=1)
`,
  },
  {
    framework: 'PyTorch',
    title: 'Attention over the instances, in a module of its own.',
    code: `import torch
from torch import nn

class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.score = nn.Linear(16, 2)

    def forward(self, instances):
        return torch.softmax(self.score(instances), dim=0)

attention = Attention()
instances = torch.randn(30, 16)
bag = attention(instances).t() @ instances

def pooled(h):
    return (attention(h)[:, :1] * h).sum(0)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The last axis is the default.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(4)

def loss_of(features, onehot):
    return tf.keras.losses.categorical_crossentropy(onehot, tf.nn.softmax(head(features)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Attention over the steps of a sequence.',
    code: `import tensorflow as tf

score = tf.keras.layers.Dense(1)

def pooled(sequence):
    weights = tf.nn.softmax(score(sequence), axis=1)
    return tf.reduce_sum(weights * sequence, axis=1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Weights of several models, one number each.',
    code: `import tensorflow as tf

raw = tf.Variable(tf.zeros([3]))

def mixed(predictions):
    weights = tf.nn.softmax(raw, axis=0)
    return tf.reduce_sum(weights[:, None, None] * tf.stack(predictions), axis=0)
`,
  },
];
