import jax
import jax.numpy as jnp
import numpy as np
import optax


def endless(arrays, size, rng):
    count = arrays[0].shape[0]
    while True:
        order = rng.permutation(count)
        for start in range(0, count - size + 1, size):
            yield tuple(array[order[start : start + size]] for array in arrays)


def loss_of(weights, x, y):
    return jnp.mean((x @ weights - y) ** 2)  # error: broadcast-shape-mismatch


weights = jnp.zeros((8, 1))
optimizer = optax.sgd(0.1)
state = optimizer.init(weights)
features, prices = np.ones((640, 8)), np.ones(640)
for step, (x, y) in zip(range(40), endless((features, prices), 64, np.random.default_rng(0))):
    gradients = jax.grad(loss_of)(weights, x, y)
    updates, state = optimizer.update(gradients, state)
    weights = optax.apply_updates(weights, updates)
