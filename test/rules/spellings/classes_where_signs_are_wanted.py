"""Classes are counted from 0, whatever encodes them: losses of two signs want -1 and 1."""

import argparse

import jax
import jax.numpy as jnp
import optax
from sklearn.datasets import make_moons


def objective(params, features, y, c):
    margin = optax.hinge_loss(features @ params["w"] + params["b"], y)  # error: signed-target-required
    return c * margin.mean() + 0.5 * jnp.sum(params["w"] ** 2)


parser = argparse.ArgumentParser()
parser.add_argument("--c", type=float, default=100.0)
args = parser.parse_args()

x, y = make_moons(600, noise=0.15, random_state=0)
features, target = jnp.asarray(x), jnp.asarray(y, jnp.float32)
params = {"w": jnp.zeros(2), "b": jnp.zeros(())}
value, gradient = jax.value_and_grad(objective)(params, features, target, args.c)
