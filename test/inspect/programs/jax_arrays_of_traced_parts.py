"""jnp.array of parts that are differentiated: the gradient goes through the list."""
import jax
import jax.numpy as jnp

v = jnp.array([0.5, -1.0, 2.0])
print(jax.jacfwd(lambda t: jnp.array([t[0] * t[1], t[2] ** 2]))(v))
print(jax.grad(lambda t: jnp.asarray([t[0] * t[1], t[2] ** 2]).sum())(v))
print(jax.grad(lambda t: jnp.array([[t[0], 1.0], [t[1] * 2, t[2]]]).prod())(v))
print(jax.grad(lambda t: jnp.array([t, t * 2]).prod())(v))
print(jax.grad(lambda t: jnp.array([t[0], 1, 2]).prod())(v))
print(jax.vmap(lambda t: jnp.array([t, 2.0]))(v))
print(jax.jit(lambda t: jnp.array([[t[0], t[1]], [0, 1]]))(v))


def rotate(angle, point):
    turn = jnp.array([[jnp.cos(angle), -jnp.sin(angle)], [jnp.sin(angle), jnp.cos(angle)]])
    return turn @ point


print(jax.jacrev(rotate)(0.0, jnp.array([1.0, 2.0])))
