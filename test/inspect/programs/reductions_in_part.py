"""Reductions of a part of the elements (where=), and with an initial value."""
import numpy as np
x = np.array([[1.5, -2.0, 3.0], [0.25, 5.0, -6.0]])
print(np.max(x, axis=0, where=x < 2, initial=-9.0), np.mean(x, axis=0, where=x > -3), np.mean(x, where=x > 0))
print(np.sum(x, where=x > 0), x.sum(axis=1, where=[True, False, True]), np.sum(x, initial=10.0), np.prod(x, axis=1, initial=2.0, where=x > 0))
print(x.max(initial=4.0), x.min(axis=1, initial=0.0), np.any(x > 2, axis=0, where=[[True], [False]]), np.all(x > 0, where=x != -2.0))
print(np.sum([1, 2, 3], where=[True, False, True]), np.max(np.array([]), initial=0.0))
try:
    np.max(x, where=x > 0)
except ValueError as e:
    print(e)
import jax.numpy as jnp
print(jnp.mean(jnp.array(x), axis=1, where=jnp.array(x) > 0), jnp.sum(jnp.array(x), where=jnp.array(x) > 0), jnp.max(jnp.array(x), where=jnp.array(x) < 2, initial=-9.0))
