"""What JAX does where others raise, and what it refuses: indices beyond an array, assignment, shapes that do not fit."""

import jax
import jax.numpy as jnp

x = jnp.array([1.0, 2.0, 3.0])
print(x[10], x[-7], jnp.arange(3)[jnp.array([0, 7, -9])], jnp.ones((2, 2))[0, 5], x[1:10])


def assign():
    x[0] = 5.0


for refused in (
    assign,
    lambda: x + jnp.ones(2),
    lambda: jnp.maximum(x, jnp.ones(2)),
    lambda: x < jnp.ones(2),
    lambda: x @ jnp.ones(2),
    lambda: jnp.ones((2, 3)) @ jnp.ones((2, 3)),
    lambda: jnp.ones(6).reshape(4, 2),
    lambda: jnp.stack([x, jnp.ones(2)]),
    lambda: x + [1, 2, 3],
):
    try:
        refused()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(x, jax.grad(lambda v: jnp.sum(jnp.abs(v)))(jnp.array([0.0, -0.0, 1.0, -2.0])))
