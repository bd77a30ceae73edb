/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'tf.equal of a softmax and labels.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def accuracy(x, y):
    probabilities = tf.nn.softmax(tf.matmul(x, W))
    correct = tf.equal(probabilities, y)  # error: accuracy-compares-probabilities
    return tf.reduce_mean(tf.cast(correct, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Sigmoids and labels with ==.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(8, activation='relu'), tf.keras.layers.Dense(1, activation='sigmoid')])

def test(x, y):
    p = model(x, training=False)
    return tf.reduce_mean(tf.cast(p == y, tf.float32))  # error: accuracy-compares-probabilities
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The number of hits in an evaluation.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(3, activation='softmax')])
cce = tf.keras.losses.CategoricalCrossentropy()

@tf.function
def test_step(images, one_hot):
    predictions = net(images, training=False)
    loss = cce(one_hot, predictions)
    hits = tf.reduce_sum(tf.cast(tf.math.equal(predictions, one_hot), tf.int32))  # error: accuracy-compares-probabilities
    return loss, hits
`,
  },
  {
    framework: 'JAX',
    title: 'The softmax is compared with the labels.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(10)

def accuracy(params, x, y):
    probs = jax.nn.softmax(model.apply(params, x))
    return jnp.mean(probs == jax.nn.one_hot(y, 10))  # error: accuracy-compares-probabilities
`,
  },
  {
    framework: 'JAX',
    title: 'A sigmoid against zeros and ones.',
    code: `import jax
import jax.numpy as jnp

w = jnp.array([0.5, -1.0, 0.25])

@jax.jit
def accuracy(x, y):
    p = jax.nn.sigmoid(x @ w)
    return jnp.equal(p, y).mean()  # error: accuracy-compares-probabilities

print(accuracy(jnp.ones((4, 3)), jnp.array([1.0, 0.0, 1.0, 1.0])))
`,
  },
  {
    framework: 'JAX',
    title: 'A module that ends in a softmax.',
    code: `import jax.numpy as jnp
from flax import nnx

class Classifier(nnx.Module):
    def __init__(self, rngs):
        self.linear = nnx.Linear(16, 4, rngs=rngs)

    def __call__(self, x):
        return nnx.softmax(self.linear(x))

model = Classifier(nnx.Rngs(0))

def evaluate(x, y):
    predictions = model(x)
    return jnp.sum(predictions == y[:, None]) / len(y)  # error: accuracy-compares-probabilities
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'argmax against classes.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def accuracy(x, y):
    predicted = tf.argmax(tf.nn.softmax(tf.matmul(x, W)), axis=1)
    return tf.reduce_mean(tf.cast(tf.equal(predicted, y), tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A threshold makes classes of sigmoids.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid')])

def test(x, y):
    predicted = tf.cast(model(x) >= 0.5, y.dtype)
    return tf.reduce_mean(tf.cast(predicted == y, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'in_top_k wants the scores themselves.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def top_5(x, y):
    scores = tf.matmul(x, W)
    return tf.reduce_mean(tf.cast(tf.math.in_top_k(y, scores, k=5), tf.float32))
`,
  },
  {
    framework: 'JAX',
    title: 'argmax first.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(10)

def accuracy(params, x, y):
    probs = jax.nn.softmax(model.apply(params, x))
    return jnp.mean(jnp.argmax(probs, axis=-1) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'A threshold first.',
    code: `import jax
import jax.numpy as jnp

w = jnp.array([0.5, -1.0, 0.25])

def accuracy(x, y):
    return jnp.mean((jax.nn.sigmoid(x @ w) > 0.5) == y)

print(accuracy(jnp.ones((4, 3)), jnp.array([1, 0, 1, 1])))
`,
  },
  {
    framework: 'JAX',
    title: 'Two ways to the same softmax are compared.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[1.0, 2.0, 0.5]])
mine = jnp.exp(scores) / jnp.exp(scores).sum(axis=-1, keepdims=True)
assert jnp.allclose(mine, jax.nn.softmax(scores))
`,
  },
];
