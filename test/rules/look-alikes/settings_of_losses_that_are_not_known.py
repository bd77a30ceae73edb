"""Along an axis that is not known the shapes may fit."""

import jax.numpy as jnp
import keras
import optax
import tensorflow as tf
from flax import linen as nn


def along_an_axis(axis):
    logits = nn.Dense(1).apply({}, jnp.zeros((8, 5, 3)))
    labels = jnp.zeros((8, 1), dtype=jnp.int32)
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels, axis=axis).mean()


def of_tensorflow(axis):
    logits = keras.layers.Dense(1)(tf.zeros((1, 4, 3)))
    labels = tf.one_hot([[0]], 4, axis=1)
    return tf.nn.softmax_cross_entropy_with_logits(labels, logits, axis=axis)


def of_a_flag(x, labels, from_logits):
    loss = keras.losses.CategoricalCrossentropy(from_logits=from_logits)
    return loss(labels, tf.nn.softmax(x)) if not from_logits else loss(labels, x)
