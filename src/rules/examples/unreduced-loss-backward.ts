/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  Keras:
    '`fit` reduces what a loss gives, and a tape takes the gradient of the sum of several numbers: nothing raises.',
  TensorFlow: 'A tape takes the gradient of the sum of several numbers: nothing raises.',
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'optax gives the losses of the samples.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(x @ w, y)

gradient = jax.grad(loss_fn)(jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.array([0, 1, 0, 1]))  # error: unreduced-loss-backward
`,
  },
  {
    framework: 'JAX',
    title: 'value_and_grad of a squared error without a mean.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, x, y):
    return (x @ w - y) ** 2

w = jnp.array([0.5, -0.2])
x = jnp.array([[1.0, 2.0], [3.0, 4.0]])
value, gradient = jax.value_and_grad(loss_fn)(w, x, jnp.array([1.0, 0.0]))  # error: unreduced-loss-backward
`,
  },
  {
    framework: 'JAX',
    title: 'A sum over the wrong axis leaves one number for each sample.',
    code: `import jax
import jax.numpy as jnp
import optax

@jax.jit
def step(w, x, y):
    def loss_fn(w):
        return optax.sigmoid_binary_cross_entropy(x @ w, y).sum(axis=-1)
    return w - 0.1 * jax.grad(loss_fn)(w)  # error: unreduced-loss-backward

w = step(jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.zeros((4, 2)))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The mean of the losses.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()

gradient = jax.grad(loss_fn)(jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.array([0, 1, 0, 1]))
`,
  },
  {
    framework: 'JAX',
    title: 'The gradient of each sample by vmap: the loss of one sample is one number.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(x @ w, y)

each = jax.vmap(jax.grad(loss_fn), in_axes=(None, 0, 0))
gradients = each(jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.array([0, 1, 0, 1]))
`,
  },
  {
    framework: 'JAX',
    title: 'The losses of the samples beside the loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    losses = optax.l2_loss(x @ w, y)
    return losses.mean(), losses

gradient, losses = jax.grad(loss_fn, has_aux=True)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
];
