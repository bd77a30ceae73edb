/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'One unit with a softmax in tf.keras.',
    code: `import tensorflow as tf

model = tf.keras.models.Sequential([
    tf.keras.layers.Conv2D(16, 3, activation='relu', input_shape=(64, 64, 3)),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(1, activation='softmax'),  # error: softmax-single-unit
])
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
`,
    fixed: [
      ["tf.keras.layers.Dense(1, activation='softmax'),", "tf.keras.layers.Dense(1, activation='sigmoid'),"],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.nn.softmax over a column of scores.',
    code: `import tensorflow as tf

W1 = tf.Variable(tf.random.normal([30, 16]))
W2 = tf.Variable(tf.random.normal([16, 1]))

def predict(x):
    hidden = tf.nn.relu(tf.matmul(x, W1))
    return tf.nn.softmax(tf.matmul(hidden, W2))  # error: softmax-single-unit
`,
  },
  {
    framework: 'TensorFlow',
    title: 'In the call of a model, beside its loss.',
    code: `import tensorflow as tf

class Detector(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(32, activation='relu')
        self.score = tf.keras.layers.Dense(1)

    def call(self, x):
        return tf.nn.softmax(self.score(self.hidden(x)), axis=-1)  # error: softmax-single-unit

detector = Detector()
bce = tf.keras.losses.BinaryCrossentropy()

def loss_of(x, y):
    return bce(y, detector(x))
`,
  },
  {
    framework: 'JAX',
    title: 'The last Dense of a Flax module has one feature.',
    code: `from flax import linen as nn

class Binary(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(64)(x))
        x = nn.Dense(1)(x)
        return nn.softmax(x)  # error: softmax-single-unit
`,
  },
  {
    framework: 'JAX',
    title: 'A column of weights.',
    code: `import jax
import jax.numpy as jnp

w1 = jax.random.normal(jax.random.key(0), (12, 8))
w2 = jax.random.normal(jax.random.key(1), (8, 1))

def predict(x):
    return jax.nn.softmax(jnp.tanh(x @ w1) @ w2, axis=-1)  # error: softmax-single-unit

probabilities = predict(jnp.ones((5, 12)))
`,
  },
  {
    framework: 'JAX',
    title: 'nnx, and log_softmax in the loss.',
    code: `import jax
import jax.numpy as jnp
from flax import nnx

class Critic(nnx.Module):
    def __init__(self, rngs):
        self.body = nnx.Linear(10, 32, rngs=rngs)
        self.head = nnx.Linear(32, 1, rngs=rngs)

    def __call__(self, x):
        return self.head(jax.nn.gelu(self.body(x)))

critic = Critic(nnx.Rngs(0))

def loss_fn(x, y):
    log_p = jax.nn.log_softmax(critic(x), axis=-1)  # error: softmax-single-unit
    return -jnp.mean(y * log_p)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A sigmoid for one unit.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation='relu', input_shape=(30,)),
    tf.keras.layers.Dense(1, activation='sigmoid'),
])
model.compile(optimizer='adam', loss='binary_crossentropy')
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Two units share the probability.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([30, 2]))

def predict(x):
    return tf.nn.softmax(tf.matmul(x, W))
`,
  },
  {
    framework: 'TensorFlow',
    title: "Bahdanau's attention: the softmax is over the positions.",
    code: `import tensorflow as tf

class Attention(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.W1, self.W2 = tf.keras.layers.Dense(units), tf.keras.layers.Dense(units)
        self.V = tf.keras.layers.Dense(1)

    def call(self, query, values):
        score = self.V(tf.nn.tanh(self.W1(tf.expand_dims(query, 1)) + self.W2(values)))
        weights = tf.nn.softmax(score, axis=1)
        return tf.reduce_sum(weights * values, axis=1)
`,
  },
  {
    framework: 'JAX',
    title: 'A sigmoid.',
    code: `from flax import linen as nn

class Binary(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.sigmoid(nn.Dense(1)(nn.relu(nn.Dense(64)(x))))
`,
  },
  {
    framework: 'JAX',
    title: 'Attention over the sequence, one score a position.',
    code: `import jax.numpy as jnp
from flax import linen as nn

class Pool(nn.Module):
    @nn.compact
    def __call__(self, tokens):
        weights = nn.softmax(nn.Dense(1)(tokens), axis=1)
        return nn.Dense(4)(jnp.sum(weights * tokens, axis=1))
`,
  },
  {
    framework: 'JAX',
    title: 'The scores of the moves are a row before the softmax.',
    code: `import jax
from flax import linen as nn

class Pointer(nn.Module):
    @nn.compact
    def __call__(self, moves):
        scores = nn.Dense(1)(moves)
        return jax.nn.softmax(scores.squeeze(-1), axis=-1)
`,
  },
];
