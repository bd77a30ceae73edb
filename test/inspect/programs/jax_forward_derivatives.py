"""jax.jvp, and functions to which the program gives their derivative along a tangent."""
import jax
import jax.numpy as jnp

v = jnp.array([0.5, -1.0, 2.0])
print(jax.jvp(lambda t: t**3, (v,), (jnp.ones(3),)))
value, change = jax.jvp(lambda a, b: {"product": a * b, "sum": (a + 2 * b).sum()}, (v, v + 1), (jnp.ones(3), jnp.zeros(3)))
print(value, change)
print(jax.jvp(lambda t: t * 2.0, (3.0,), (1.0,)))


@jax.custom_jvp
def safe_log(x):
    return jnp.log(jnp.maximum(x, 0.5))


@safe_log.defjvp
def safe_log_jvp(primals, tangents):
    (x,), (t,) = primals, tangents
    return safe_log(x), t / jnp.maximum(x, 0.5)


print(safe_log(jnp.array(0.25)), jax.grad(safe_log)(2.0), jax.grad(safe_log)(0.25))
print(jax.grad(lambda x: (safe_log(x) * 3).sum())(jnp.array([0.25, 1.0, 4.0])))


@jax.custom_jvp
def scaled(x, y):
    return x * y**2


scaled.defjvp(lambda p, t: (scaled(*p), t[0] * p[1] ** 2 + 10 * t[1]))
print(jax.grad(scaled, argnums=(0, 1))(2.0, 3.0), scaled(2.0, 3.0))
hessian_times = lambda f, x, t: jax.jvp(jax.grad(f), (x,), (t,))[1]
print(hessian_times(lambda x: (x**4).sum(), v, jnp.array([1.0, 0.0, 2.0])))
