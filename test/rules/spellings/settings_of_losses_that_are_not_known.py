"""Settings that come from elsewhere say nothing of what stands before the loss."""

import jax
import keras
import optax
import tensorflow as tf


def along_an_axis(x, labels, axis):
    p = jax.nn.softmax(x)
    return optax.softmax_cross_entropy(p, labels, axis=axis).mean()  # warning: softmax-before-cross-entropy


def focused(x, labels, gamma):
    p = jax.nn.sigmoid(x)
    return optax.sigmoid_focal_loss(p, labels, gamma=gamma).mean()  # warning: sigmoid-before-bce-with-logits


def of_tensorflow(x, labels, axis):
    p = tf.nn.softmax(x)
    return tf.nn.softmax_cross_entropy_with_logits(labels, p, axis=axis)  # warning: softmax-before-cross-entropy


def smoothed(x, labels, smoothing, reduction):
    p = tf.nn.softmax(x)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing, reduction=reduction)
    return loss(labels, p)  # warning: keras-from-logits-with-activation


def compiled(reduction):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
    model.compile("adam", keras.losses.CategoricalCrossentropy(reduction=reduction))  # error: keras-logits-without-from-logits
    return model
