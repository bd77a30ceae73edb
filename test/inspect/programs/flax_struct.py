"""Flax's dataclasses, which JAX goes through, and a TrainState whose parameters are known."""
import jax
import jax.numpy as jnp
import optax
from flax import struct
from flax.training import train_state
from typing import Any


@struct.dataclass
class Metrics:
    loss: float
    count: int = 0
    name: str = struct.field(pytree_node=False, default="train")

    def merge(self, other):
        return self.replace(loss=self.loss + other.loss, count=self.count + other.count)

    @property
    def mean(self):
        return self.loss / self.count


m = Metrics(1.0, 2).merge(Metrics(0.5, 1))
print(m, m.mean, m.name)
try:
    m.loss = 3.0
except Exception as error:
    print(type(error).__name__, error)
print(jax.tree.map(lambda v: v * 2, m), jax.tree.leaves(m))


@struct.dataclass
class Params:
    w: Any
    b: Any


def loss_fn(p, x, y):
    return ((x @ p.w + p.b - y) ** 2).mean()


x = jnp.array([[1.0, 2.0], [3.0, -1.0]])
y = jnp.array([1.0, 0.0])
p = Params(jnp.array([0.5, -0.5]), jnp.array(0.1))
grads = jax.grad(loss_fn)(p, x, y)
print(grads.w, grads.b)
p = jax.tree.map(lambda a, g: a - 0.1 * g, p, grads)
print(loss_fn(p, x, y))


def apply_fn(variables, x):
    return x @ variables["params"]["w"] + variables["params"]["b"]


params = {"w": jnp.array([0.5, -0.5]), "b": jnp.zeros(())}
state = train_state.TrainState.create(apply_fn=apply_fn, params=params, tx=optax.adam(0.1))


@jax.jit
def train_step(state, x, y):
    def compute(params):
        return optax.l2_loss(state.apply_fn({"params": params}, x), y).mean()

    loss, grads = jax.value_and_grad(compute)(state.params)
    return state.apply_gradients(grads=grads), loss


for _ in range(3):
    state, loss = train_step(state, x, y)
    print(state.step, loss, state.params["w"])
