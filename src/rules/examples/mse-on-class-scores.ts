/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Squares of a softmax and one-hot labels.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))
mse = tf.keras.losses.MeanSquaredError()

def loss_of(x, labels):
    probabilities = tf.nn.softmax(tf.matmul(x, W))
    return mse(tf.one_hot(labels, 10), probabilities)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'TensorFlow',
    title: "loss='mse' and an accuracy of classes.",
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Flatten(input_shape=(28, 28)),
    tf.keras.layers.Dense(64, activation='sigmoid'),
    tf.keras.layers.Dense(10, activation='softmax'),
])
model.compile(optimizer='sgd', loss='mse', metrics=['categorical_accuracy'])  # info: mse-on-class-scores
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A functional model with labels of to_categorical.',
    code: `import tensorflow as tf

inputs = tf.keras.Input((16,))
model = tf.keras.Model(inputs, tf.keras.layers.Dense(5, activation='softmax')(inputs))
model.compile('adam', tf.keras.losses.MeanSquaredError())
y = tf.keras.utils.to_categorical([0, 3, 1, 4], 5)
model.fit(tf.random.normal([4, 16]), y)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'JAX',
    title: 'optax.l2_loss of a softmax and one-hot labels.',
    code: `import jax
import optax
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, labels):
    p = nn.softmax(model.apply(params, x))
    return optax.l2_loss(p, jax.nn.one_hot(labels, 10)).mean()  # info: mse-on-class-scores
`,
  },
  {
    framework: 'JAX',
    title: 'optax.squared_error in a compiled step.',
    code: `import jax
import jax.numpy as jnp
import optax

@jax.jit
def step(w, x, y):
    def loss_fn(w):
        probs = jax.nn.softmax(x @ w, axis=-1)
        targets = jax.nn.one_hot(y, 3)
        return jnp.mean(optax.squared_error(probs, targets))  # info: mse-on-class-scores
    return w - 0.5 * jax.grad(loss_fn)(w)

w = step(jnp.zeros((4, 3)), jnp.ones((6, 4)), jnp.array([0, 1, 2, 0, 1, 2]))
`,
  },
  {
    framework: 'JAX',
    title: 'A huber loss of classes, with nnx.',
    code: `import jax
import optax
from flax import nnx

class Net(nnx.Module):
    def __init__(self, rngs):
        self.out = nnx.Linear(20, 6, rngs=rngs)

    def __call__(self, x):
        return nnx.softmax(self.out(x))

net = Net(nnx.Rngs(0))

def loss_fn(x, y):
    return optax.squared_error(net(x), jax.nn.one_hot(y, num_classes=6)).sum(axis=-1).mean()  # info: mse-on-class-scores
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Cross-entropy for classes.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def loss_of(x, labels):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=tf.matmul(x, W))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Squares for numbers.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(64, activation='relu'), tf.keras.layers.Dense(3)])
model.compile(optimizer='adam', loss='mse', metrics=['mae'])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A sigmoid holds pixels between 0 and 1.',
    code: `import tensorflow as tf

decoder = tf.keras.Sequential([tf.keras.layers.Dense(784, activation='sigmoid')])
mse = tf.keras.losses.MeanSquaredError()

def reconstruction(z, images):
    return mse(images, decoder(z))
`,
  },
  {
    framework: 'JAX',
    title: 'Cross-entropy.',
    code: `import optax
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, labels):
    return optax.softmax_cross_entropy_with_integer_labels(model.apply(params, x), labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The Brier score of an evaluation is written out.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(10)

def brier_score(params, x, labels):
    p = jax.nn.softmax(model.apply(params, x))
    return jnp.mean(jnp.sum((p - jax.nn.one_hot(labels, 10)) ** 2, axis=-1))
`,
  },
  {
    framework: 'JAX',
    title: "Values of a policy's states.",
    code: `import optax
from flax import linen as nn

value_head = nn.Dense(1)

def value_loss(params, states, returns):
    return optax.l2_loss(value_head.apply(params, states)[:, 0], returns).mean()
`,
  },
];
