/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: "The network's last layer has no log_softmax.",
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

class MLP(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(64)(x))
        return nn.Dense(10)(x)

mlp = MLP()

def loss(params, images, labels):
    preds = mlp.apply(params, images)
    targets = jax.nn.one_hot(labels, 10)
    return -jnp.mean(jnp.sum(preds * targets, axis=1))  # error: nll-on-raw-logits

@jax.jit
def update(params, images, labels):
    grads = jax.grad(loss)(params, images, labels)
    return jax.tree.map(lambda p, g: p - 0.01 * g, params, grads)
`,
  },
  {
    framework: 'JAX',
    title: 'Weights in a list, as in a first tutorial.',
    code: `import jax
import jax.numpy as jnp

def predict(params, inputs):
    for w, b in params[:-1]:
        inputs = jnp.tanh(inputs @ w + b)
    w, b = params[-1]
    return inputs @ w + b

def loss(params, inputs, targets):
    preds = predict(params, inputs)
    return -jnp.mean(jnp.sum(targets * preds, axis=-1))  # error: nll-on-raw-logits

params = [(jnp.ones((4, 8)), jnp.zeros(8)), (jnp.ones((8, 3)), jnp.zeros(3))]
targets = jax.nn.one_hot(jnp.array([0, 2]), 3)
value, grads = jax.value_and_grad(loss)(params, jnp.ones((2, 4)), targets)
`,
  },
  {
    framework: 'JAX',
    title: 'The scores of an nnx model are picked by the labels.',
    code: `import jax.numpy as jnp
from flax import nnx

class Net(nnx.Module):
    def __init__(self, rngs):
        self.out = nnx.Linear(16, 5, rngs=rngs)

    def __call__(self, x):
        return self.out(x)

def loss_fn(net, x):
    y = jnp.array([0, 3, 1, 4])
    scores = net(x)
    return -jnp.take_along_axis(scores, y[:, None], axis=1).mean()  # error: nll-on-raw-logits

loss, grads = nnx.value_and_grad(loss_fn)(Net(nnx.Rngs(0)), jnp.ones((4, 16)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot rows and scores.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def step(x, y):
    with tf.GradientTape() as tape:
        scores = tf.matmul(x, W)
        loss = tf.reduce_mean(-tf.reduce_sum(tf.one_hot(y, 10) * scores, axis=1))  # error: nll-on-raw-logits
    return tape.gradient(loss, W)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.multiply, and a factor of minus one.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])

def train(dataset, optimizer):
    for x, y in dataset:
        one_hot = tf.one_hot(y, 4)
        with tf.GradientTape() as tape:
            likelihood = tf.reduce_sum(tf.multiply(one_hot, net(x)), axis=1)  # error: nll-on-raw-logits
            loss = -1.0 * tf.reduce_mean(likelihood)
        optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'In the training step of a model.',
    code: `import tensorflow as tf

class Classifier(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(64, activation='relu')
        self.out = tf.keras.layers.Dense(10)

    def call(self, x):
        return self.out(self.hidden(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            scores = self(x, training=True)
            loss = -tf.reduce_mean(tf.reduce_sum(tf.one_hot(y, 10) * scores, axis=-1))  # error: nll-on-raw-logits
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {'loss': loss}
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The network ends in scores minus their logsumexp.',
    code: `import jax
import jax.numpy as jnp
from jax.scipy.special import logsumexp

def predict(params, inputs):
    logits = jnp.tanh(inputs @ params[0]) @ params[1]
    return logits - logsumexp(logits, axis=1, keepdims=True)

def loss(params, inputs, targets):
    return -jnp.mean(jnp.sum(predict(params, inputs) * targets, axis=1))

targets = jax.nn.one_hot(jnp.array([0, 2]), 3)
grads = jax.grad(loss)([jnp.ones((4, 8)), jnp.ones((8, 3))], jnp.ones((2, 4)), targets)
`,
  },
  {
    framework: 'JAX',
    title: 'The normalizer is a term of its own.',
    code: `import jax
import jax.numpy as jnp

def loss(w, x, labels):
    logits = x @ w
    picked = jnp.sum(jax.nn.one_hot(labels, 3) * logits, axis=-1)
    return jnp.mean(jax.nn.logsumexp(logits, axis=-1) - picked)

grads = jax.grad(loss)(jnp.ones((4, 3)), jnp.ones((2, 4)), jnp.array([0, 2]))
`,
  },
  {
    framework: 'JAX',
    title: 'A Q value that is picked by the action is regressed.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

q = nn.Dense(4)

def loss(params, states, actions, targets):
    values = jnp.sum(jax.nn.one_hot(actions, 4) * q.apply(params, states), axis=-1)
    return jnp.mean((targets - values) ** 2)

def step(params, states, actions, targets):
    return jax.grad(loss)(params, states, actions, targets)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'log_softmax of the scores.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])

def loss_of(x, labels):
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(tf.gather(tf.nn.log_softmax(net(x)), labels, batch_dims=1))
    return tape.gradient(loss, net.trainable_variables)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'An image is changed until a class has a high score.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])

def visualize(image, index):
    image = tf.Variable(image)
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(model(image)[:, index])
    return image - tape.gradient(loss, image)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The value of the action that was taken is regressed.',
    code: `import tensorflow as tf

q = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(4)])

def step(states, actions, targets):
    with tf.GradientTape() as tape:
        values = tf.reduce_sum(tf.one_hot(actions, 4) * q(states), axis=1)
        loss = tf.reduce_mean(tf.square(targets - values))
    return tape.gradient(loss, q.trainable_variables)
`,
  },
];
