"""Losses of Keras on the examples of its documentation."""

import keras
import numpy as np
import tensorflow as tf

y_true = np.array([[0.0, 1.0], [0.0, 0.0]])
y_pred = np.array([[0.6, 0.4], [0.4, 0.6]])

bce = keras.losses.BinaryCrossentropy()
print(f"{float(bce(y_true, y_pred)):.4f}")
print(f"{float(bce(y_true, y_pred, sample_weight=[0.8, 0.2])):.4f}")
print(f"{float(keras.losses.BinaryCrossentropy(reduction='sum')(y_true, y_pred)):.4f}")
for value in keras.losses.BinaryCrossentropy(reduction=None)(y_true, y_pred):
    print(f"{float(value):.4f}")

classes = tf.constant([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
scores = tf.constant([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]])
cce = keras.losses.CategoricalCrossentropy()
print(f"{cce(classes, scores).numpy():.4f}")
print(f"{cce(classes, scores, sample_weight=tf.constant([0.3, 0.7])).numpy():.4f}")
scce = keras.losses.SparseCategoricalCrossentropy()
print(f"{scce(tf.constant([1, 2]), scores).numpy():.4f}")

logits = tf.constant([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
from_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
from_probabilities = keras.losses.SparseCategoricalCrossentropy()
with tf.GradientTape() as tape:
    tape.watch(logits)
    loss = from_logits(tf.constant([0, 2]), logits)
print(f"{loss.numpy():.4f}", f"{from_probabilities(tf.constant([0, 2]), tf.nn.softmax(logits)).numpy():.4f}")
for row in tape.gradient(loss, logits):
    print(" ".join(f"{float(value):.4f}" for value in row))

for name in ["mse", "mae", "mape", "msle", "huber", "log_cosh", "poisson", "hinge", "kld"]:
    function = keras.losses.get(name)
    print(name, [f"{float(value):.3f}" for value in function(tf.constant([[1.0, 2.0], [3.0, 1.0]]), tf.constant([[1.5, 2.5], [2.0, 1.25]]))])
