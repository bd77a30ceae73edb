import numpy as np
import tensorflow as tf
import keras
from keras import ops
from keras.losses import SparseCategoricalCrossentropy

y2 = tf.constant([[1.0, 0.0, 2.0], [0.5, -1.0, 3.0]])
x2 = tf.constant([[0.5, 0.25, 2.5], [0.75, -1.5, 1.0]])
onehot = tf.constant([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
probs = tf.constant([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]])
logits = tf.constant([[0.2, 1.5, -1.0], [2.0, 0.1, -0.3]])
binary = tf.constant([[0.0, 1.0], [1.0, 0.0]])
scores = tf.constant([[0.6, 0.4], [0.4, 0.6]])
weights = tf.constant([1.0, 0.5])


def value_and_gradient(loss, y_true, y_pred, **keywords):
    with tf.GradientTape() as tape:
        tape.watch(y_pred)
        value = loss(y_true, y_pred, **keywords)
    print(value.numpy(), tape.gradient(value, y_pred).numpy())


# --- regression classes
for loss in [
    keras.losses.MeanSquaredError(),
    keras.losses.MeanAbsoluteError(),
    keras.losses.MeanAbsolutePercentageError(),
    keras.losses.MeanSquaredLogarithmicError(),
    keras.losses.Huber(),
    keras.losses.Huber(delta=0.3),
    keras.losses.LogCosh(),
    keras.losses.CosineSimilarity(),
    keras.losses.CosineSimilarity(axis=0),
    keras.losses.Poisson(),
    keras.losses.KLDivergence(),
    keras.losses.Hinge(),
    keras.losses.SquaredHinge(),
    keras.losses.CategoricalHinge(),
    keras.losses.Tversky(alpha=0.3, beta=0.7),
    keras.losses.Dice(),
]:
    value_and_gradient(loss, onehot, tf.abs(x2))

# --- regression with other targets
for loss in [
    keras.losses.MeanSquaredError(),
    keras.losses.MeanAbsoluteError(),
    keras.losses.MeanAbsolutePercentageError(),
    keras.losses.MeanSquaredLogarithmicError(),
    keras.losses.Huber(),
    keras.losses.LogCosh(),
    keras.losses.CosineSimilarity(),
]:
    value_and_gradient(loss, y2, x2)

# --- reductions
for reduction in ["sum_over_batch_size", "sum", "mean", "none", None, "mean_with_sample_weight"]:
    loss = keras.losses.MeanSquaredError(reduction=reduction)
    print(loss(y2, x2).numpy())
    print(loss(y2, x2, sample_weight=weights).numpy())
    print(loss(y2, x2, sample_weight=[[1.0], [3.0]]).numpy())
    print(loss(y2, x2, sample_weight=2.0).numpy())

# --- binary cross entropy
value_and_gradient(keras.losses.BinaryCrossentropy(), binary, scores)
value_and_gradient(keras.losses.BinaryCrossentropy(from_logits=True), binary, scores)
value_and_gradient(keras.losses.BinaryCrossentropy(label_smoothing=0.2), binary, scores)
value_and_gradient(keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), binary, scores, sample_weight=weights)
print(keras.losses.BinaryCrossentropy(axis=0, reduction=None)(binary, scores).numpy())
print(keras.losses.BinaryCrossentropy()([[0.0, 1.0], [0.0, 0.0]], [[0.0, 1.0], [1.0, 0.0]]).numpy())
print(keras.losses.BinaryCrossentropy()(tf.constant([0.0, 1.0, 1.0]), tf.constant([[0.3], [0.6], [0.9]])).numpy())

# --- binary focal cross entropy
value_and_gradient(keras.losses.BinaryFocalCrossentropy(), binary, scores)
value_and_gradient(keras.losses.BinaryFocalCrossentropy(gamma=3, from_logits=True), binary, scores)
value_and_gradient(keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.4), binary, scores)
value_and_gradient(keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True, label_smoothing=0.1), binary, scores)

# --- categorical cross entropy
value_and_gradient(keras.losses.CategoricalCrossentropy(), onehot, probs)
value_and_gradient(keras.losses.CategoricalCrossentropy(from_logits=True), onehot, logits)
value_and_gradient(keras.losses.CategoricalCrossentropy(label_smoothing=0.1), onehot, probs + 0.1)
value_and_gradient(keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1), onehot, logits)
print(keras.losses.CategoricalCrossentropy(axis=0)(onehot, probs + 0.05).numpy())
print(keras.losses.CategoricalCrossentropy(reduction="none")(onehot, probs).numpy())
print(keras.losses.CategoricalCrossentropy(reduction="sum")([[0, 1, 0], [0, 0, 1]], [[0.05, 0.95, 0], [0.1, 0.8, 0.1]]).numpy())
value_and_gradient(keras.losses.CategoricalCrossentropy(from_logits=True), onehot * 2.0, logits)

# --- categorical focal cross entropy
value_and_gradient(keras.losses.CategoricalFocalCrossentropy(), onehot, probs)
value_and_gradient(keras.losses.CategoricalFocalCrossentropy(from_logits=True, gamma=1.5, alpha=0.5), onehot, logits)
value_and_gradient(keras.losses.CategoricalFocalCrossentropy(alpha=[0.1, 0.5, 0.4]), onehot, probs + 0.1)

# --- sparse categorical cross entropy
value_and_gradient(SparseCategoricalCrossentropy(), tf.constant([1, 2]), probs)
value_and_gradient(SparseCategoricalCrossentropy(from_logits=True), tf.constant([1, 2]), logits)
value_and_gradient(SparseCategoricalCrossentropy(from_logits=True), tf.constant([[1], [2]]), logits)
value_and_gradient(SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1), tf.constant([1, -1]), logits)
print(SparseCategoricalCrossentropy(ignore_class=2, reduction="sum")(tf.constant([1, 2]), probs).numpy())
print(SparseCategoricalCrossentropy(reduction="none")(np.array([1, 0]), np.array([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]])).numpy())
print(SparseCategoricalCrossentropy()(tf.constant([1, 0]), probs, sample_weight=tf.constant([0.3, 0.7])).numpy())
print(SparseCategoricalCrossentropy(from_logits=True)(tf.constant([[0, 1], [2, 0]]), tf.reshape(tf.range(12.0), (2, 2, 3))).numpy())

# --- functions
print(keras.losses.mean_squared_error(y2, x2).numpy())
print(keras.losses.mean_absolute_error(y2, x2).numpy())
print(keras.losses.mean_absolute_percentage_error(y2, x2).numpy())
print(keras.losses.mean_squared_logarithmic_error(y2, x2).numpy())
print(keras.losses.huber(y2, x2, delta=0.4).numpy())
print(keras.losses.log_cosh(y2, x2).numpy())
print(keras.losses.cosine_similarity(y2, x2).numpy())
print(keras.losses.poisson(tf.abs(y2), tf.abs(x2)).numpy())
print(keras.losses.kl_divergence(onehot, probs).numpy())
print(keras.losses.hinge(binary, scores).numpy())
print(keras.losses.squared_hinge(binary * 2 - 1, scores).numpy())
print(keras.losses.categorical_hinge(onehot, logits).numpy())
print(keras.losses.binary_crossentropy(binary, scores).numpy())
print(keras.losses.binary_crossentropy(binary, scores, from_logits=True, label_smoothing=0.1).numpy())
print(keras.losses.binary_focal_crossentropy(binary, scores).numpy())
print(keras.losses.categorical_crossentropy(onehot, probs).numpy())
print(keras.losses.categorical_crossentropy(onehot, logits, from_logits=True).numpy())
print(keras.losses.categorical_focal_crossentropy(onehot, probs).numpy())
print(keras.losses.sparse_categorical_crossentropy(tf.constant([2, 0]), probs).numpy())
print(keras.losses.sparse_categorical_crossentropy(tf.constant([1, 2]), logits, from_logits=True).numpy())
print(keras.losses.dice(onehot, probs).numpy(), keras.losses.dice(onehot, probs, axis=1).numpy())
print(keras.losses.tversky(onehot, probs, alpha=0.2).numpy())
print(keras.losses.categorical_generalized_cross_entropy(tf.constant([1, 0]), probs, q=0.7).numpy())

# --- shapes that are squeezed
print(keras.losses.mean_squared_error(tf.constant([1.0, 2.0]), tf.constant([[1.5], [2.5]])).numpy())
print(keras.losses.MeanSquaredError()(tf.constant([[1.0], [2.0]]), tf.constant([1.5, 2.75])).numpy())
print(keras.losses.MeanAbsoluteError()(tf.constant([1.0, 2.0, 4.0]), tf.constant([1.5, 2.5, 3.0])).numpy())
print(keras.losses.MeanSquaredError()([0.0, 1.0], [1.0, 1.0]).numpy())
print(keras.losses.mean_squared_error([[0, 1], [0, 0]], [[1.0, 1.0], [1.0, 0.0]]).numpy())

# --- what activations leave behind
saturated = tf.constant([[100.0, -100.0]])
print(keras.losses.BinaryCrossentropy()(tf.constant([[0.0, 1.0]]), keras.activations.sigmoid(saturated)).numpy())
print(keras.losses.BinaryCrossentropy()(tf.constant([[0.0, 1.0]]), tf.sigmoid(saturated)).numpy())
print(keras.losses.CategoricalCrossentropy()(tf.constant([[0.0, 1.0]]), ops.softmax(saturated)).numpy())
print(keras.losses.CategoricalCrossentropy()(tf.constant([[0.0, 1.0]]), tf.nn.softmax(saturated)).numpy())

# --- losses by name
print(keras.losses.get("mse")(y2, x2).numpy())
print(keras.losses.get("MeanAbsoluteError")(y2, x2).numpy())
print(keras.losses.get("categorical_crossentropy")(onehot, probs).numpy())
print(tf.keras.losses.MSE(y2, x2).numpy(), tf.keras.losses.mae(y2, x2).numpy())

# --- a loss of one's own
class Weighted(keras.losses.Loss):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, y_true, y_pred):
        return self.factor * ops.mean(ops.square(y_true - y_pred), axis=-1)


value_and_gradient(Weighted(), y2, x2)
print(Weighted(3.0, reduction="none")(y2, x2).numpy())

# --- activations
x = tf.constant([-7.0, -3.0, -1.0, -0.3, 0.0, 0.4, 1.0, 2.5, 7.0])
for name in [
    "relu", "leaky_relu", "relu6", "softmax", "log_softmax", "elu", "selu", "celu", "softplus", "softsign", "soft_shrink",
    "hard_shrink", "sparse_plus", "silu", "swish", "squareplus", "gelu", "tanh", "tanh_shrink", "hard_tanh", "sigmoid",
    "hard_sigmoid", "log_sigmoid", "sparse_sigmoid", "hard_silu", "hard_swish", "mish", "exponential", "linear",
]:
    inputs = tf.reshape(x, (3, 3))
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = keras.activations.get(name)(inputs)
        total = tf.reduce_sum(y * tf.reshape(tf.range(9.0), (3, 3)))
    print(name, y.numpy(), tape.gradient(total, inputs).numpy())

# --- activations with options
x = tf.constant([-7.0, -0.3, 0.4, 7.0])
print(keras.activations.relu(x, negative_slope=0.1).numpy())
print(keras.activations.relu(x, max_value=6).numpy(), keras.activations.relu(x, max_value=2.0).numpy())
print(keras.activations.relu(x, threshold=0.5).numpy(), keras.activations.relu(x, negative_slope=0.5, threshold=0.5).numpy())
print(keras.activations.elu(x, alpha=0.5).numpy(), keras.activations.gelu(x, approximate=True).numpy())
print(keras.activations.glu(x).numpy(), keras.activations.threshold(x, 0.1, -1.0).numpy())
print(keras.activations.softmax(tf.constant([[1.0, 2.0], [3.0, 5.0]]), axis=0).numpy())

# --- keras.ops
print(ops.mean(x2, axis=0).numpy(), ops.sum(x2).numpy(), ops.max(x2, axis=1, keepdims=True).numpy(), ops.mean([1, 2, 4]).numpy())
print(ops.one_hot([0, 2], 3).numpy(), ops.argmax(x2, axis=-1).numpy(), ops.clip(x2, 0.0, 1.0).numpy())
print(ops.exp(x2).numpy(), ops.log(tf.abs(x2)).numpy(), ops.power(x2, 2.0).numpy(), ops.maximum(x2, 0.0).numpy())
print(ops.softmax(x2).numpy(), ops.sigmoid(x2).numpy(), ops.gelu(x2).numpy(), ops.logsumexp(x2, axis=1).numpy())
print(ops.binary_crossentropy(binary, scores).numpy(), ops.categorical_crossentropy(onehot, probs).numpy())
print(ops.sparse_categorical_crossentropy([1, 2], logits, from_logits=True).numpy(), ops.normalize(x2).numpy())
print(ops.reshape(x2, (3, 2)).numpy(), ops.transpose(x2).numpy(), ops.concatenate([x2, y2], axis=0).numpy(), ops.var(x2).numpy())
print(ops.matmul(x2, ops.transpose(y2)).numpy(), ops.where(x2 > 0.0, x2, 0.0).numpy(), ops.expand_dims(weights, -1).numpy())

# --- keras.backend of TensorFlow
K = tf.keras.backend
print(K.epsilon(), K.mean(x2).numpy(), K.sum(x2, axis=-1).numpy(), K.square(x2).numpy(), K.abs(x2).numpy())
print(K.clip(probs, K.epsilon(), 1 - K.epsilon()).numpy(), K.binary_crossentropy(binary, scores).numpy())
print(K.categorical_crossentropy(onehot, probs).numpy(), K.flatten(x2).numpy(), K.log(tf.abs(x2)).numpy(), K.pow(x2, 2.0).numpy())
print(K.sigmoid(x2).numpy(), K.maximum(x2, y2).numpy(), K.argmax(x2).numpy(), K.sqrt(K.abs(x2)).numpy())

# --- categories
print(keras.utils.to_categorical([0, 2, 1]))
print(keras.utils.to_categorical(np.array([[1], [0]]), num_classes=3))

# --- circle
value_and_gradient(keras.losses.Circle(gamma=2.0), tf.constant([0, 0, 1, 1]), ops.normalize(tf.constant([[1.0, 0.2], [0.4, 0.9], [-0.3, 1.0], [0.8, -0.6]])))
