"""Logarithms of probabilities whose infinities are wanted, or left out."""
import jax
import jax.numpy as jnp
import tensorflow as tf
from tensorflow import keras

generator = keras.Sequential([keras.layers.GRU(32, return_sequences=True), keras.layers.Dense(50, activation="softmax")])


def next_token(ids, heat=0.7):
    likely = generator(ids)[0, -1:, :]
    scores = tf.math.log(likely) / heat
    return tf.random.categorical(scores, num_samples=1)


def entropy_of_assignments(scores):
    shares = jax.nn.softmax(scores)
    return -jnp.nansum(shares * jnp.log(shares))
