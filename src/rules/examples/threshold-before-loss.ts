/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A Dice loss of hard masks.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, mask = tf.ones((4, 3)), tf.constant([[1.0], [0.0], [1.0], [1.0]])
with tf.GradientTape() as tape:
    hard = tf.cast(tf.sigmoid(x @ w) > 0.5, tf.float32)  # error: threshold-before-loss
    loss = 1 - 2 * tf.reduce_sum(hard * mask) / (tf.reduce_sum(hard) + tf.reduce_sum(mask))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Rounded probabilities.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    predicted = tf.round(tf.sigmoid(x @ w))  # error: threshold-before-loss
    loss = tf.reduce_mean(tf.abs(predicted - y))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Signs in a step of training.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
optimizer = tf.keras.optimizers.SGD(0.1)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.sign(x @ w) - y) ** 2)  # error: threshold-before-loss
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])

train_step(tf.ones((5, 3)), tf.zeros((5, 1)))
`,
  },
  {
    framework: 'JAX',
    title: 'Rounded probabilities: the gradient is zero.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    p = jnp.round(jax.nn.sigmoid(x @ w))  # error: threshold-before-loss
    return jnp.mean((p - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([0.0, 1.0, 0.0, 1.0]))
`,
  },
  {
    framework: 'JAX',
    title: 'A hard mask in an optax loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    mask = (x @ w > 0).astype(jnp.float32)
    return optax.l2_loss(mask, y).mean()  # error: threshold-before-loss

value, gradient = jax.value_and_grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'The sign of the scores.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    side = jnp.sign(x @ w)  # error: threshold-before-loss
    return jnp.mean(jnp.maximum(0.0, 1.0 - side * y))

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([1.0, -1.0, 1.0, -1.0]))
`,
  },
  {
    framework: 'JAX',
    title: 'Hard masks of a model of Equinox, with data that is not read.',
    code: `import equinox as eqx
import jax
import jax.numpy as jnp

class Segmenter(eqx.Module):
    head: eqx.nn.Conv2d

    def __init__(self, key):
        self.head = eqx.nn.Conv2d(1, 1, 3, padding=1, key=key)

    def __call__(self, x):
        return self.head(x)[0]

def dice_loss(model, images, masks):
    p = jax.nn.sigmoid(jax.vmap(model)(images))
    p = jnp.where(p > 0.5, 1.0, 0.0)  # error: threshold-before-loss
    return 1.0 - 2.0 * jnp.sum(p * masks) / (jnp.sum(p) + jnp.sum(masks))

def train(loader, key):
    model = Segmenter(key)
    for images, masks in loader:
        loss, gradient = eqx.filter_value_and_grad(dice_loss)(model, images, masks)
    return model
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A Dice loss of probabilities.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, mask = tf.ones((4, 3)), tf.constant([[1.0], [0.0], [1.0], [1.0]])
with tf.GradientTape() as tape:
    soft = tf.sigmoid(x @ w)
    loss = 1 - 2 * tf.reduce_sum(soft * mask) / (tf.reduce_sum(soft) + tf.reduce_sum(mask))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A mask that chooses samples.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    errors = tf.square(x @ w - y)
    loss = tf.reduce_sum(errors * tf.cast(y > 0.5, tf.float32))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The threshold is for the accuracy.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    logits = x @ w
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
gradient = tape.gradient(loss, w)
accuracy = tf.reduce_mean(tf.cast(tf.cast(logits > 0, tf.float32) == y, tf.float32))
`,
  },
  {
    framework: 'JAX',
    title: 'Soft masks of a model of Equinox.',
    code: `import equinox as eqx
import jax
import jax.numpy as jnp

class Segmenter(eqx.Module):
    head: eqx.nn.Conv2d

    def __init__(self, key):
        self.head = eqx.nn.Conv2d(1, 1, 3, padding=1, key=key)

    def __call__(self, x):
        return self.head(x)[0]

def dice_loss(model, images, masks):
    p = jax.nn.sigmoid(jax.vmap(model)(images))
    p = jnp.clip(p, 1e-6, 1.0)
    return 1.0 - 2.0 * jnp.sum(p * masks) / (jnp.sum(p) + jnp.sum(masks))

def train(loader, key):
    model = Segmenter(key)
    for images, masks in loader:
        loss, gradient = eqx.filter_value_and_grad(dice_loss)(model, images, masks)
    return model
`,
  },
  {
    framework: 'JAX',
    title: 'Probabilities as they are.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    p = jax.nn.sigmoid(x @ w)
    return jnp.mean((p - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([0.0, 1.0, 0.0, 1.0]))
`,
  },
  {
    framework: 'JAX',
    title: 'Straight through.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    p = jax.nn.sigmoid(x @ w)
    hard = p + jax.lax.stop_gradient(jnp.round(p) - p)
    return jnp.mean((hard - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.array([0.0, 1.0, 0.0, 1.0]))
`,
  },
  {
    framework: 'JAX',
    title: 'A custom derivative for the step.',
    code: `import jax
import jax.numpy as jnp

@jax.custom_vjp
def binarize(x):
    return jnp.sign(x)

def forward(x):
    return binarize(x), None

def backward(_, gradient):
    return (gradient,)

binarize.defvjp(forward, backward)

def loss_fn(w, x, y):
    return jnp.mean((binarize(x @ w) - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.ones(4))
`,
  },
];
