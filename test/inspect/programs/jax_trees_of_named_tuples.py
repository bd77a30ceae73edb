"""Named tuples as JAX's trees: gradients, mapped functions and scans give them back."""
from collections import namedtuple
from typing import NamedTuple

import jax
import jax.numpy as jnp

Layer = namedtuple("Layer", "w b")
params = {"inner": Layer(jnp.ones((2, 3)), jnp.zeros(3)), "scale": 2.0}


def loss(params, x):
    return jnp.sum((x @ params["inner"].w + params["inner"].b) ** 2) * params["scale"]


grads = jax.grad(loss)(params, jnp.ones((2, 2)))
print(type(grads["inner"]).__name__, grads["inner"].w, grads)
each = jax.vmap(jax.grad(loss), (None, 0))(params, jnp.ones((3, 2)))
print(each["inner"].w.shape, jax.tree.map(lambda leaf: leaf.shape, each))
print(jax.tree.map(lambda leaf: leaf * 2, params)["inner"].b, len(jax.tree.leaves(params)))


class State(NamedTuple):
    value: jnp.ndarray
    step: int = 0


state = State(jnp.ones(2))
after = jax.tree.map(lambda leaf: leaf + 1, state)
print(after, after.step, type(after) is State)
last, steps = jax.lax.scan(lambda s, x: (State(s.value + x, s.step + 1), s.step), state, jnp.arange(3.0))
print(type(last).__name__, last.value, steps)
print(jax.value_and_grad(lambda s: jnp.sum(s.value**2))(State(jnp.arange(3.0), 1.0)))
