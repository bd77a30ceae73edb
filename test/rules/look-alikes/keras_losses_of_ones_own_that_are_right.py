# Losses and metrics of the user's own that models of Keras are compiled with, as they are right.
import keras
import numpy as np
import tensorflow as tf
from keras import backend as K
from keras import layers, ops


def regressor(units=1):
    return keras.Sequential([keras.Input((8,)), layers.Dense(32, activation='relu'), layers.Dense(units)])


def segmenter(classes=1, activation='sigmoid'):
    image = keras.Input((64, 64, 3))
    x = layers.Conv2D(8, 3, padding='same', activation='relu')(image)
    return keras.Model(image, layers.Conv2D(classes, 1, activation=activation)(x))


# Quantiles, correlation and a coefficient of determination.
def pinball(quantile):
    def loss(y_true, y_pred):
        error = y_true - y_pred
        return K.mean(K.maximum(quantile * error, (quantile - 1) * error), axis=-1)
    return loss


def pearson(y_true, y_pred):
    x = y_true - K.mean(y_true)
    y = y_pred - K.mean(y_pred)
    return 1 - K.sum(x * y) / (K.sqrt(K.sum(K.square(x))) * K.sqrt(K.sum(K.square(y))) + K.epsilon())


def r_squared(y_true, y_pred):
    residual = K.sum(K.square(y_true - y_pred))
    total = K.sum(K.square(y_true - K.mean(y_true)))
    return 1 - residual / (total + K.epsilon())


def root_mean_squared_error(y_true, y_pred):
    return K.sqrt(K.mean(K.square(y_pred - y_true)))


regressor().compile('adam', loss=pinball(0.9))
regressor().compile('adam', loss=pearson, metrics=[r_squared, root_mean_squared_error])
model = regressor()
model.compile('adam', loss=root_mean_squared_error, metrics=[r_squared])
model.fit(np.random.rand(64, 8), np.random.rand(64, 1), epochs=2)


# Several quantiles at once: one column of labels against three outputs.
def three_quantiles(y_true, y_pred):
    quantiles = ops.array([0.1, 0.5, 0.9])
    error = y_true - y_pred
    return ops.mean(ops.maximum(quantiles * error, (quantiles - 1) * error))


model = regressor(3)
model.compile('adam', loss=three_quantiles)
model.fit(np.random.rand(64, 8), np.random.rand(64, 1))


# A mean and a variance, as the negative log-likelihood of a Gaussian.
def gaussian_nll(y_true, y_pred):
    mean, log_var = ops.split(y_pred, 2, axis=-1)
    return 0.5 * ops.mean(log_var + ops.square(y_true - mean) / ops.exp(log_var))


regressor(2).compile('adam', loss=gaussian_nll)


# Overlaps of soft masks, and hard ones as metrics.
def tversky(y_true, y_pred, alpha=0.7, smooth=1.0):
    y_true, y_pred = K.flatten(y_true), K.flatten(y_pred)
    hit = K.sum(y_true * y_pred)
    return (hit + smooth) / (hit + alpha * K.sum(y_true * (1 - y_pred)) + (1 - alpha) * K.sum((1 - y_true) * y_pred) + smooth)


def focal_tversky(y_true, y_pred):
    return K.pow(1 - tversky(y_true, y_pred), 0.75)


def hard_iou(y_true, y_pred):
    y_pred = K.cast(y_pred > 0.5, 'float32')
    overlap = K.sum(y_true * y_pred)
    return overlap / (K.sum(y_true) + K.sum(y_pred) - overlap + K.epsilon())


def mean_iou_of_classes(y_true, y_pred):
    y_pred = tf.argmax(y_pred, axis=-1)
    y_true = tf.cast(tf.squeeze(y_true, axis=-1), tf.int64)
    return tf.reduce_mean(tf.cast(tf.equal(y_true, y_pred), tf.float32))


def bce_dice(y_true, y_pred):
    return keras.losses.binary_crossentropy(y_true, y_pred) + 1 - tversky(y_true, y_pred, alpha=0.5)


segmenter().compile('adam', loss=focal_tversky, metrics=[hard_iou])
segmenter().compile('adam', loss=bce_dice, metrics=[hard_iou, 'accuracy'])
segmenter(4, 'softmax').compile('adam', 'sparse_categorical_crossentropy', metrics=[mean_iou_of_classes])


# Class weights from the labels, and masks of what is not known.
def weighted_categorical(weights):
    weights = K.constant(weights)

    def loss(y_true, y_pred):
        y_pred = y_pred / K.sum(y_pred, axis=-1, keepdims=True)
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        return -K.sum(y_true * K.log(y_pred) * weights, -1)
    return loss


def masked_sparse(y_true, y_pred):
    mask = tf.cast(y_true >= 0, tf.float32)
    labels = tf.maximum(tf.cast(y_true, tf.int32), 0)
    losses = keras.losses.sparse_categorical_crossentropy(labels, y_pred)
    return tf.reduce_sum(losses * tf.squeeze(mask)) / tf.maximum(tf.reduce_sum(mask), 1.0)


class Smoothed(keras.losses.Loss):
    def __init__(self, epsilon=0.1, **kwargs):
        super().__init__(**kwargs)
        self.epsilon = epsilon

    def call(self, y_true, y_pred):
        count = ops.shape(y_pred)[-1]
        y_true = y_true * (1 - self.epsilon) + self.epsilon / count
        return keras.losses.categorical_crossentropy(y_true, y_pred)


for loss in (weighted_categorical([1.0, 2.0, 5.0]), masked_sparse, Smoothed()):
    classifier = keras.Sequential([keras.Input((8,)), layers.Dense(3, activation='softmax')])
    classifier.compile('adam', loss=loss, metrics=['accuracy'])


# Embeddings: the pairs of a batch are compared on purpose.
def triplet(y_true, y_pred, margin=0.5):
    anchor, positive, negative = y_pred[:, 0:16], y_pred[:, 16:32], y_pred[:, 32:48]
    near = K.sum(K.square(anchor - positive), axis=1)
    far = K.sum(K.square(anchor - negative), axis=1)
    return K.maximum(near - far + margin, 0.0)


def batch_hard(labels, embeddings):
    squares = ops.sum(ops.square(embeddings), axis=1)
    distances = squares[:, None] - 2 * ops.matmul(embeddings, ops.transpose(embeddings)) + squares[None, :]
    same = ops.cast(ops.equal(labels, ops.transpose(labels)), 'float32')
    farthest = ops.max(distances * same, axis=1)
    nearest = ops.min(distances + 1e6 * same, axis=1)
    return ops.mean(ops.relu(farthest - nearest + 1.0))


def contrastive(y_true, distance, margin=1.0):
    return K.mean(y_true * K.square(distance) + (1 - y_true) * K.square(K.maximum(margin - distance, 0)))


regressor(48).compile('adam', loss=triplet)
regressor(16).compile('adam', loss=batch_hard)
regressor(1).compile('rmsprop', loss=contrastive)


# Wasserstein losses take labels of -1 and 1 and scores.
def wasserstein(y_true, y_pred):
    return K.mean(y_true * y_pred)


critic = regressor(1)
critic.compile('rmsprop', loss=wasserstein)
critic.fit(np.random.rand(16, 8), -np.ones((16, 1)))


# Policy gradients: what is chosen comes in as labels.
def policy_loss(y_true, y_pred):
    advantage, actions = y_true[:, :1], y_true[:, 1:]
    p = K.clip(K.sum(actions * y_pred, axis=1, keepdims=True), 1e-8, 1.0)
    return -K.mean(K.log(p) * advantage)


def clipped_surrogate(y_true, y_pred):
    advantages, old, actions = y_true[:, :1], y_true[:, 1:3], y_true[:, 3:]
    prob, old_prob = actions * y_pred, actions * old
    ratio = prob / (old_prob + 1e-10)
    clipped = K.clip(ratio, min_value=0.8, max_value=1.2)
    entropy = -(y_pred * K.log(K.clip(y_pred, 1e-10, 1.0)))
    return -K.mean(K.minimum(ratio * advantages, clipped * advantages) + 5e-3 * entropy)


for loss in (policy_loss, clipped_surrogate):
    actor = keras.Sequential([keras.Input((4,)), layers.Dense(24, activation='relu'), layers.Dense(2, activation='softmax')])
    actor.compile('adam', loss=loss)


# The outputs of a network of boxes have several meanings, one a column.
def boxes(y_true, y_pred):
    object_mask = y_true[..., 4:5]
    xy = tf.reduce_sum(object_mask * tf.square(y_true[..., 0:2] - tf.sigmoid(y_pred[..., 0:2])))
    wh = tf.reduce_sum(object_mask * tf.square(y_true[..., 2:4] - tf.exp(y_pred[..., 2:4])))
    confidence = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(object_mask, y_pred[..., 4:5]))
    kind = tf.reduce_sum(object_mask * tf.nn.sigmoid_cross_entropy_with_logits(y_true[..., 5:], y_pred[..., 5:]))
    return xy + wh + confidence + kind


regressor(25).compile('adam', loss=boxes)
