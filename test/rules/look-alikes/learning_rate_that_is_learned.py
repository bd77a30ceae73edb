"""A derivative goes through the step of an optimizer to its learning rate."""
import jax
import jax.numpy as jnp
import optax

optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=jnp.array(0.1))


def loss(theta, x, y):
    return optax.l2_loss(y, theta * x)


def step(theta, state, x, y):
    grad = jax.grad(loss)(theta, x, y)
    updates, state = optimizer.update(grad, state)
    return optax.apply_updates(theta, updates), state


def outer(eta, theta, state):
    state.hyperparams['learning_rate'] = jax.nn.sigmoid(eta)
    theta, state = step(theta, state, 1.0, 2.0)
    return loss(theta, 2.0, 3.0)


theta = jnp.array(1.0)
print(jax.grad(outer)(jnp.array(-2.0), theta, optimizer.init(theta)))
