/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A mean of squares and a sum of divergences.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(weights, x):
    hidden = x @ weights['encoder']
    mu, logvar = hidden[:, :2], hidden[:, 2:]
    error = jnp.mean(optax.l2_loss(mu @ weights['decoder'], x))
    divergence = -0.5 * jnp.sum(1 + logvar - mu ** 2 - jnp.exp(logvar))
    return error + divergence  # warning: mixed-reductions

weights = {'encoder': jnp.ones((3, 4)), 'decoder': jnp.ones((2, 3))}
gradient = jax.grad(loss_fn)(weights, jnp.ones((5, 3)))
`,
  },
  {
    framework: 'JAX',
    title: 'A sum of squares and a mean of divergences.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(encoder, decoder, x):
    mu, logvar = jnp.split(x @ encoder, 2, axis=1)
    error = jnp.sum((mu @ decoder - x) ** 2 + 0.0)
    divergence = 0.5 * jnp.mean(jnp.square(mu) + jnp.exp(logvar) - logvar - 1)
    return error + divergence  # warning: mixed-reductions

gradient = jax.grad(loss_fn)(jnp.ones((3, 4)), jnp.ones((2, 3)), jnp.ones((5, 3)))
`,
  },
  {
    framework: 'JAX',
    title: 'With a binary cross-entropy.',
    code: `import jax
import jax.numpy as jnp
import optax

@jax.jit
def step(weights, x):
    def loss_fn(weights):
        mu, logvar = jnp.split(x @ weights['encoder'], 2, axis=-1)
        losses = optax.sigmoid_binary_cross_entropy(mu @ weights['decoder'], x)
        return losses.mean() - 0.5 * (1 + logvar - mu ** 2 - jnp.exp(logvar)).sum()  # warning: mixed-reductions
    return jax.grad(loss_fn)(weights)

gradient = step({'encoder': jnp.ones((3, 4)), 'decoder': jnp.ones((2, 3))}, jnp.ones((5, 3)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A mean of squares and a sum of divergences.',
    code: `import tensorflow as tf

encoder, decoder = tf.Variable(tf.ones((3, 4))), tf.Variable(tf.ones((2, 3)))
x = tf.ones((5, 3))
with tf.GradientTape() as tape:
    mu, logvar = tf.split(x @ encoder, 2, axis=1)
    error = tf.reduce_mean(tf.square(mu @ decoder - x))
    divergence = -0.5 * tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar))
    loss = error + divergence  # warning: mixed-reductions
gradients = tape.gradient(loss, [encoder, decoder])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A sum of squares and a mean of divergences.',
    code: `import tensorflow as tf

encoder, decoder = tf.Variable(tf.ones((3, 4))), tf.Variable(tf.ones((2, 3)))
x = tf.ones((5, 3))
with tf.GradientTape() as tape:
    mu, logvar = tf.split(x @ encoder, 2, axis=1)
    error = tf.reduce_sum(tf.square(mu @ decoder - x))
    loss = error - 0.5 * tf.reduce_mean(1 + logvar - mu ** 2 - tf.exp(logvar))  # warning: mixed-reductions
gradients = tape.gradient(loss, [encoder, decoder])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A step of training with a binary cross-entropy.',
    code: `import tensorflow as tf

encoder, decoder = tf.Variable(tf.ones((3, 4))), tf.Variable(tf.ones((2, 3)))

@tf.function
def gradients_of(x):
    with tf.GradientTape() as tape:
        mu, logvar = tf.split(x @ encoder, 2, axis=1)
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=mu @ decoder)
        divergence = 0.5 * tf.reduce_sum(tf.exp(logvar) + mu ** 2 - 1 - logvar)
        loss = tf.reduce_mean(losses) + divergence  # warning: mixed-reductions
    return tape.gradient(loss, [encoder, decoder])

gradients_of(tf.ones((5, 3)))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Both are sums.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(weights, x):
    mu, logvar = jnp.split(x @ weights['encoder'], 2, axis=1)
    error = jnp.sum(optax.l2_loss(mu @ weights['decoder'], x))
    divergence = -0.5 * jnp.sum(1 + logvar - mu ** 2 - jnp.exp(logvar))
    return (error + divergence) / x.shape[0]

weights = {'encoder': jnp.ones((3, 4)), 'decoder': jnp.ones((2, 3))}
gradient = jax.grad(loss_fn)(weights, jnp.ones((5, 3)))
`,
  },
  {
    framework: 'JAX',
    title: 'Sums over the dims, means over the batch.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(weights, x):
    mu, logvar = jnp.split(x @ weights['encoder'], 2, axis=1)
    error = optax.l2_loss(mu @ weights['decoder'], x).sum(axis=1).mean()
    divergence = (-0.5 * (1 + logvar - mu ** 2 - jnp.exp(logvar)).sum(axis=1)).mean()
    return error + divergence

weights = {'encoder': jnp.ones((3, 4)), 'decoder': jnp.ones((2, 3))}
gradient = jax.grad(loss_fn)(weights, jnp.ones((5, 3)))
`,
  },
  {
    framework: 'JAX',
    title: 'A penalty on the weights, summed.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    return optax.l2_loss(x @ w, y).mean() + jnp.sum(w ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Sums over the dims, means over the batch.',
    code: `import tensorflow as tf

encoder, decoder = tf.Variable(tf.ones((3, 4))), tf.Variable(tf.ones((2, 3)))
x = tf.ones((5, 3))
with tf.GradientTape() as tape:
    mu, logvar = tf.split(x @ encoder, 2, axis=1)
    error = tf.reduce_mean(tf.reduce_sum(tf.square(mu @ decoder - x), axis=1))
    divergence = tf.reduce_mean(-0.5 * tf.reduce_sum(1 + logvar - mu ** 2 - tf.exp(logvar), axis=1))
    loss = error + divergence
gradients = tape.gradient(loss, [encoder, decoder])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Both are sums.',
    code: `import tensorflow as tf

encoder, decoder = tf.Variable(tf.ones((3, 4))), tf.Variable(tf.ones((2, 3)))
x = tf.ones((5, 3))
with tf.GradientTape() as tape:
    mu, logvar = tf.split(x @ encoder, 2, axis=1)
    error = tf.reduce_sum(tf.square(mu @ decoder - x))
    divergence = -0.5 * tf.reduce_sum(1 + logvar - mu ** 2 - tf.exp(logvar))
    loss = (error + divergence) / 5
gradients = tape.gradient(loss, [encoder, decoder])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A weight that somebody chose.',
    code: `import tensorflow as tf

encoder, decoder = tf.Variable(tf.ones((3, 4))), tf.Variable(tf.ones((2, 3)))
x = tf.ones((5, 3))
with tf.GradientTape() as tape:
    mu, logvar = tf.split(x @ encoder, 2, axis=1)
    error = tf.reduce_mean(tf.square(mu @ decoder - x))
    divergence = -0.5 * tf.reduce_sum(1 + logvar - mu ** 2 - tf.exp(logvar))
    loss = error + 0.01 * divergence
gradients = tape.gradient(loss, [encoder, decoder])
`,
  },
];
