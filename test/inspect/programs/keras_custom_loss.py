"""Losses of one's own, written with the functions of the back end."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K


def dice_coefficient(y_true, y_pred, smooth=1.0):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2.0 * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


def focal_loss(gamma=2.0, alpha=0.25):
    def loss(y_true, y_pred):
        y_pred = tf.clip_by_value(y_pred, K.epsilon(), 1.0 - K.epsilon())
        p_t = tf.where(tf.equal(y_true, 1.0), y_pred, 1.0 - y_pred)
        alpha_t = tf.where(tf.equal(y_true, 1.0), alpha, 1.0 - alpha)
        return tf.reduce_mean(-alpha_t * tf.pow(1.0 - p_t, gamma) * tf.math.log(p_t))

    return loss


class MarginLoss(keras.losses.Loss):
    def __init__(self, margin=1.0, **kwargs):
        super().__init__(name="margin", **kwargs)
        self.margin = margin

    def call(self, y_true, y_pred):
        return tf.maximum(0.0, self.margin - y_true * y_pred)


truth = tf.constant([[1.0, 0.0], [0.0, 1.0]])
guess = tf.constant([[0.8, 0.3], [0.4, 0.9]])
print(f"dice {dice_coefficient(truth, guess).numpy():.4f}")
print(f"focal {focal_loss()(truth, guess).numpy():.5f}")

with tf.GradientTape(persistent=True) as tape:
    tape.watch(guess)
    dice = 1.0 - dice_coefficient(truth, guess)
    margin = MarginLoss(0.5)(2.0 * truth - 1.0, guess)
    rmse = tf.sqrt(tf.reduce_mean(tf.square(truth - guess)))
for value in (dice, margin, rmse):
    print(f"{value.numpy():.4f}", [f"{float(item):.4f}" for item in tf.reshape(tape.gradient(value, guess), [-1])])

print(MarginLoss(reduction="sum")(tf.constant([1.0, -1.0]), tf.constant([0.25, 0.5])))
