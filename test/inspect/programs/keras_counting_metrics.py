"""Metrics of Keras that count, losses as metrics, weights of samples, schedules of the rate, and more of keras.ops."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops

truth, scores = [0, 1, 1, 1, 0, 1], [0.3, 0.4, 0.8, 0.9, 0.7, 0.55]
for name in ["Precision", "Recall", "TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives"]:
    metric = getattr(keras.metrics, name)()
    metric.update_state(truth, scores)
    metric.update_state([1, 0], [0.2, 0.9], sample_weight=[2.0, 0.5])
    print(metric.name, metric.result().numpy())
    metric.reset_state()
    print(metric(truth, scores).numpy())
auc = keras.metrics.AUC()
auc.update_state([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
print(auc.result().numpy(), keras.metrics.AUC(num_thresholds=3)([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]).numpy())
labels = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]], "float32")
guesses = np.array([[0.8, 0.1, 0.1], [0.5, 0.4, 0.1], [0.2, 0.2, 0.6], [0.1, 0.7, 0.2]], "float32")
print(keras.metrics.F1Score(average="macro")(labels, guesses).numpy(), keras.metrics.F1Score()(labels, guesses).numpy())
print(keras.metrics.MeanIoU(num_classes=2)([0, 0, 1, 1], [0, 1, 0, 1]).numpy(), keras.metrics.Sum()([1, 3, 5]).numpy())
print(keras.metrics.TopKCategoricalAccuracy(k=2)(labels, guesses).numpy(), keras.metrics.SparseTopKCategoricalAccuracy(k=1)(np.array([0, 1, 2, 0]), guesses).numpy())
print(keras.metrics.BinaryAccuracy()([1, 1, 0, 0], [0.98, 1, 0, 0.6], sample_weight=[1, 0, 0, 1]).numpy())
print(keras.metrics.CategoricalAccuracy()(labels, guesses, sample_weight=[0.7, 0.3, 1.0, 2.0]).numpy(), keras.metrics.Mean()([1.0, 3.0], sample_weight=[3.0, 1.0]).numpy())
for name in ["MeanSquaredError", "RootMeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "LogCoshError", "KLDivergence", "Hinge", "Poisson"]:
    metric = getattr(keras.metrics, name)()
    metric.update_state([[0.2, 1.0], [0.3, 0.5]], [[1.0, 1.0], [1.0, 0.4]])
    print(metric.name, f"{metric.result().numpy():.5f}")
print(f"{keras.metrics.BinaryCrossentropy()([[0, 1], [0, 0]], [[0.6, 0.4], [0.4, 0.6]]).numpy():.5f}")
print(f"{keras.metrics.SparseCategoricalCrossentropy(from_logits=True)(np.array([1, 2]), guesses[:2]).numpy():.5f}")
print(keras.metrics.binary_accuracy([[1], [1], [0]], [[0.9], [0.2], [0.1]]).numpy(), keras.metrics.sparse_categorical_accuracy(np.array([0, 0]), guesses[:2]).numpy())

rates = keras.optimizers.schedules
for schedule in [
    rates.ExponentialDecay(0.1, 10, 0.5),
    rates.ExponentialDecay(0.1, 2, 0.5, staircase=True),
    rates.CosineDecay(0.1, 10, alpha=0.1),
    rates.CosineDecay(0.0, 10, warmup_target=0.1, warmup_steps=2),
    rates.PiecewiseConstantDecay([2, 4], [1.0, 0.5, 0.1]),
    rates.PolynomialDecay(0.1, 10, 0.01, power=2.0),
    rates.InverseTimeDecay(0.1, 1, 0.5),
]:
    print([f"{float(schedule(step)):.6f}" for step in range(6)])
v = tf.Variable([1.0, 2.0])
optimizer = keras.optimizers.SGD(rates.ExponentialDecay(0.1, 1, 0.5))
for _ in range(3):
    optimizer.apply_gradients([(tf.constant([1.0, 1.0]), v)])
    print(v.numpy(), int(optimizer.iterations))

x = ops.convert_to_tensor([[1.0, 2.0, 3.0], [-1.0, 0.0, 1.0]])
print(ops.top_k(x, 2), ops.take(x, 1, axis=1), ops.arange(3), ops.norm(x), ops.cumsum(x, axis=1), ops.sort(-x), ops.argsort(x))
print(ops.einsum("ij,kj->ik", x, x), ops.take_along_axis(x, ops.array([[0], [1]]), axis=1), ops.count_nonzero(x), ops.tril(x))
print(keras.utils.normalize(np.array([[3.0, 4.0]])), keras.backend.backend(), [ops.convert_to_numpy(ops.sum(x))])
