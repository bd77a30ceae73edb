"""Logistic regression with jax.grad over a tree of parameters."""

import jax
import jax.numpy as jnp

x = jnp.array([[0.5, 1.2], [1.0, -0.7], [-1.5, 0.3], [0.2, 0.9]])
y = jnp.array([1.0, 0.0, 0.0, 1.0])


def predict(params, inputs):
    return jax.nn.sigmoid(jnp.dot(inputs, params["w"]) + params["b"])


def loss(params, inputs, targets):
    p = predict(params, inputs)
    return -jnp.mean(targets * jnp.log(p) + (1 - targets) * jnp.log(1 - p))


@jax.jit
def update(params, inputs, targets, lr=0.5):
    grads = jax.grad(loss)(params, inputs, targets)
    return jax.tree_util.tree_map(lambda p, g: p - lr * g, params, grads)


params = {"w": jnp.array([0.1, -0.2]), "b": jnp.array(0.0)}
for step in range(5):
    params = update(params, x, y)
    print(step, f"{float(loss(params, x, y)):.4f}")
print([f"{float(value):.4f}" for value in params["w"]], f"{float(params['b']):.4f}")
print([f"{float(p):.3f}" for p in jax.vmap(lambda row: predict(params, row))(x)])
