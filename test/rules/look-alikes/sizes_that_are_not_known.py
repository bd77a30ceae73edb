"""Arrays with sizes that are not known, as many as there are predictions."""

import jax.numpy as jnp
import numpy as np
import optax
import tensorflow as tf
from flax import linen as nn


def columns(path):
    table = np.genfromtxt(path, delimiter=",", dtype=np.float32)
    pred = nn.Dense(1).apply({}, table[:, :8])
    line = nn.Dense(1).apply({}, table[:, :8])[:, 0]
    return jnp.mean((pred - table[:, 8:9]) ** 2) + jnp.mean((line - table[:, 8]) ** 2)


def line_of_numbers(path):
    numbers = np.loadtxt(path)
    windows = np.stack([numbers[at : at + 8] for at in range(len(numbers) - 8)])
    pred = nn.Dense(1).apply({}, windows)
    return jnp.mean((pred - numbers[8:][:, None]) ** 2)


def records(path):
    rows = np.genfromtxt(path, names=True, delimiter=",")
    return jnp.mean((nn.Dense(1).apply({}, rows["x"][:, None]) - rows["y"][:, None]) ** 2)


def ones_for_each(n):
    scores = nn.Dense(1).apply({}, jnp.zeros((n, 8)))
    return optax.sigmoid_binary_cross_entropy(scores, jnp.ones((n, 1))).mean()


def filled_later(features, prices, n):
    targets = np.zeros((n, 1))
    for at, price in enumerate(prices):
        targets[at] = price
    pred = nn.Dense(1).apply({}, features)
    return jnp.mean((pred - targets) ** 2)


def drawn(n):
    features = tf.random.normal((n, 8))
    weights = tf.Variable(tf.initializers.GlorotUniform()([8, 1]))
    pred = tf.matmul(features, weights)
    return tf.reduce_mean(tf.square(pred - tf.random.normal((tf.shape(features)[0], 1))))
