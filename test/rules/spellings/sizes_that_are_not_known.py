"""Arrays with a size that is not known have a rank: numbers that are drawn, zeros and ones, columns of a table of text."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import tensorflow as tf
from flax import linen as nn


def drawn_rows(data):
    table = np.loadtxt(data, delimiter=",", skiprows=1).astype(np.float32)
    x, y = table[:, :-1], table[:, -1]
    model = nn.Dense(1)
    params = model.init(jax.random.PRNGKey(0), x[:1])
    rows = np.random.default_rng(0).integers(0, len(x), 64)
    pred = model.apply(params, x[rows])
    return jnp.mean((pred - y[rows]) ** 2)  # error: broadcast-shape-mismatch


def ones_for_each(n):
    scores = nn.Dense(1).apply({}, jnp.zeros((n, 8)))
    return optax.sigmoid_binary_cross_entropy(scores, jnp.ones((n,))).mean()  # error: broadcast-shape-mismatch


class Regressor(tf.Module):
    def __init__(self, inputs):
        super().__init__()
        self.weights = tf.Variable(tf.initializers.GlorotUniform()([inputs, 1]))

    def __call__(self, x):
        return tf.matmul(x, self.weights)


def initialized(n):
    x = tf.random.normal((n, 8))
    model = Regressor(8)
    y = tf.random.normal((n,))
    return tf.reduce_mean(tf.square(model(x) - y))  # error: broadcast-shape-mismatch
