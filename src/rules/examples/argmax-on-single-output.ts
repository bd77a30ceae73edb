/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'tf.argmax of a column of scores.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.random.normal([20, 1])), tf.Variable([0.0])

def accuracy(x, y):
    scores = tf.matmul(x, W) + b
    predicted = tf.argmax(scores, axis=-1)  # error: argmax-on-single-output
    return tf.reduce_mean(tf.cast(predicted == y, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: "tf.keras' predict and numpy's argmax.",
    code: `import numpy as np
import tensorflow as tf

base = tf.keras.applications.ResNet50(include_top=False, pooling='avg')
model = tf.keras.Sequential([base, tf.keras.layers.Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam')
predictions = model.predict(test_ds)
labels = np.argmax(predictions, axis=-1)  # error: argmax-on-single-output
`,
  },
  {
    framework: 'TensorFlow',
    title: 'An index on the default axis of a row that was cut out.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(8, activation='relu'), tf.keras.layers.Dense(1)])

@tf.function
def decide(batch):
    logits = net(batch)
    return tf.math.argmax(tf.nn.sigmoid(logits), axis=-1, output_type=tf.int32)  # error: argmax-on-single-output
`,
  },
  {
    framework: 'JAX',
    title: 'A Flax model with one feature.',
    code: `import jax.numpy as jnp
from flax import linen as nn

class Binary(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.Dense(1)(nn.relu(nn.Dense(32)(x)))

model = Binary()

def accuracy(params, x, y):
    logits = model.apply(params, x)
    return jnp.mean(jnp.argmax(logits, axis=-1) == y)  # error: argmax-on-single-output
`,
  },
  {
    framework: 'JAX',
    title: 'A column of weights, and the method.',
    code: `import jax
import jax.numpy as jnp

w = jax.random.normal(jax.random.key(0), (6, 1))

@jax.jit
def predict(x):
    return jax.nn.sigmoid(x @ w).argmax(axis=1)  # error: argmax-on-single-output

print(predict(jnp.ones((4, 6))))
`,
  },
  {
    framework: 'JAX',
    title: 'An nnx head that was made smaller.',
    code: `import jax.numpy as jnp
import optax
from flax import nnx

class Net(nnx.Module):
    def __init__(self, rngs):
        self.conv = nnx.Conv(1, 8, kernel_size=(3, 3), rngs=rngs)
        self.head = nnx.Linear(8, 1, rngs=rngs)

    def __call__(self, x):
        return self.head(self.conv(x).mean(axis=(1, 2)))

net = Net(nnx.Rngs(0))

def metrics(x, y):
    scores = net(x)
    loss = optax.sigmoid_binary_cross_entropy(scores[:, 0], y).mean()
    return loss, (jnp.argmax(scores, 1) == y).mean()  # error: argmax-on-single-output
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The score against zero.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([20, 1]))

def accuracy(x, y):
    predicted = tf.cast(tf.matmul(x, W) > 0, tf.int64)
    return tf.reduce_mean(tf.cast(predicted == y, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The position in a sequence with the highest score.',
    code: `import tensorflow as tf

scorer = tf.keras.layers.Dense(1)

def start_of_answer(tokens):
    return tf.argmax(tf.squeeze(scorer(tokens), axis=-1), axis=1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Ten classes.',
    code: `import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
labels = np.argmax(model.predict(images), axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'The sign of the score.',
    code: `import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def accuracy(params, x, y):
    return jnp.mean((model.apply(params, x)[:, 0] > 0) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'The best of a population.',
    code: `import jax.numpy as jnp
from flax import linen as nn

fitness = nn.Dense(1)

def select(params, population):
    scores = fitness.apply(params, population).reshape(-1)
    return population[jnp.argmax(scores)]
`,
  },
  {
    framework: 'JAX',
    title: 'As many features as classes.',
    code: `import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(3)

def accuracy(params, x, y):
    return jnp.mean(jnp.argmax(model.apply(params, x), axis=-1) == y)
`,
  },
];
