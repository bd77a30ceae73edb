/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: "A softmax of what the model's softmax gives.",
    code: `import jax

def model(params, x):
    return jax.nn.softmax(x @ params['w'])

def confidence(params, x):
    return jax.nn.softmax(model(params, x)).max(axis=-1)  # warning: double-activation
`,
    fixed: [['return jax.nn.softmax(model(params, x)).max(axis=-1)', 'return model(params, x).max(axis=-1)']],
  },
  {
    framework: 'JAX',
    title:
      'A cross-entropy that is written out takes the logarithm of a sigmoid of what the decoder made probabilities.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

class Decoder(nn.Module):
    @nn.compact
    def __call__(self, z):
        z = nn.relu(nn.Dense(500)(z))
        return nn.sigmoid(nn.Dense(784)(z))

@jax.vmap
def bernoulli_loss(logits, pixels):
    log_p = nn.log_sigmoid(logits)  # warning: double-activation
    return -jnp.sum(pixels * log_p + (1 - pixels) * jnp.log(-jnp.expm1(log_p)))

def gradients(params, z, pixels):
    def loss_of(params):
        return bernoulli_loss(Decoder().apply({"params": params}, z), pixels).mean()

    return jax.grad(loss_of)(params)
`,
  },
  {
    framework: 'JAX',
    title: 'Two sigmoids.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([2.0, -3.0, 0.5])
p = jax.nn.sigmoid(scores)
q = jax.nn.sigmoid(p)  # warning: double-activation
`,
    fixed: [['q = jax.nn.sigmoid(p)', 'q = p']],
  },
  {
    framework: 'JAX',
    title: 'A threshold after the second sigmoid.',
    code: `import jax

def model(params, x):
    return jax.nn.sigmoid(x @ params['w'] + params['b'])

def predict(params, x):
    return jax.nn.sigmoid(model(params, x)) > 0.5  # error: double-activation
`,
    fixed: [['return jax.nn.sigmoid(model(params, x)) > 0.5', 'return model(params, x) > 0.5']],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.nn.softmax of a model that ends in softmax.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10, activation='softmax')])

def confidence(images):
    return tf.reduce_max(tf.nn.softmax(model(images)), axis=1)  # warning: double-activation
`,
    fixed: [
      [
        'return tf.reduce_max(tf.nn.softmax(model(images)), axis=1)',
        'return tf.reduce_max(model(images), axis=1)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Two sigmoids in a logistic regression.',
    code: `import tensorflow as tf

W = tf.Variable(tf.zeros([8, 1]))

def forward(x):
    return tf.sigmoid(tf.matmul(x, W))

def predict(x):
    return tf.sigmoid(forward(x)) >= 0.5  # error: double-activation
`,
    fixed: [['return tf.sigmoid(forward(x)) >= 0.5', 'return forward(x) >= 0.5']],
  },
  {
    framework: 'TensorFlow',
    title: 'A temperature on probabilities.',
    code: `import tensorflow as tf

teacher = tf.keras.Sequential([tf.keras.layers.Dense(64, activation='relu'), tf.keras.layers.Dense(10, activation='softmax')])

def soft_labels(x):
    p = teacher(x, training=False)
    return tf.nn.softmax(p, axis=-1)  # warning: double-activation
`,
    fixed: [['return tf.nn.softmax(p, axis=-1)', 'return p']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The logarithm of the sigmoid of how much better one answer is than another.',
    code: `import jax
import jax.numpy as jnp

def reward(params, x):
    return jax.nn.sigmoid(x @ params["w"])

def loss_of(params, better, worse):
    return -jax.nn.log_sigmoid(reward(params, better) - reward(params, worse)).mean()

gradient = jax.grad(loss_of)({"w": jnp.ones((3, 1))}, jnp.ones((2, 3)), jnp.zeros((2, 3)))
`,
  },
  {
    framework: 'JAX',
    title: 'A softmax of raw scores.',
    code: `import jax

def model(params, x):
    return x @ params['w']

def confidence(params, x):
    return jax.nn.softmax(model(params, x)).max(axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'A product between two sigmoids.',
    code: `import jax

def model(params, x):
    hidden = jax.nn.sigmoid(x @ params['w1'])
    return jax.nn.sigmoid(hidden @ params['w2'])
`,
  },
  {
    framework: 'JAX',
    title: 'Rows and columns of the same scores.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.ones((3, 3))
matches = jax.nn.softmax(scores, axis=0) * jax.nn.softmax(scores, axis=1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Scores go into the softmax.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])

def confidence(images):
    return tf.reduce_max(tf.nn.softmax(model(images)), axis=1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The logarithm of probabilities under a temperature.',
    code: `import tensorflow as tf

teacher = tf.keras.Sequential([tf.keras.layers.Dense(10, activation='softmax')])

def soft_labels(x, temperature):
    return tf.nn.softmax(tf.math.log(tf.maximum(teacher(x), 1e-8)) / temperature)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Attention over what gates let through.',
    code: `import tensorflow as tf

gate, score = tf.keras.layers.Dense(32), tf.keras.layers.Dense(1)

def pool(x):
    gated = x * tf.sigmoid(gate(x))
    return tf.reduce_sum(tf.nn.softmax(score(gated), axis=1) * gated, axis=1)
`,
  },
];
