"""keras.metrics that are means: updated batch by batch, read, and reset."""
import keras
import tensorflow as tf
from keras import metrics

labels, probabilities = [1, 0, 1, 1], [0.9, 0.2, 0.4, 0.8]
one_hot = [[0, 1, 0], [0, 0, 1]]
classes = tf.constant([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]])


def measured(metric, *batch):
    metric.update_state(*batch)
    return float(metric.result())


print(measured(metrics.Accuracy(), [1, 2, 3], [1, 2, 4]))
print(measured(metrics.BinaryAccuracy(), labels, probabilities), measured(metrics.BinaryAccuracy(threshold=0.3), labels, probabilities))
print(measured(metrics.BinaryAccuracy(), tf.constant([[1.0], [0.0]]), tf.constant([[0.7], [0.6]])))
print(measured(metrics.CategoricalAccuracy(), tf.constant(one_hot), classes))
print(measured(metrics.SparseCategoricalAccuracy(), tf.constant([1, 2]), classes), measured(metrics.SparseCategoricalAccuracy(), tf.constant([[1], [1]]), classes))
print(measured(metrics.Mean(), [1.0, 2.0, 4.0]), measured(metrics.Mean(), [[1.0, 2.0], [3.0, 5.0]]), measured(metrics.Mean(), 3.0))
print(measured(metrics.MeanSquaredError(), [1.0, 2.0], [1.0, 3.0]), measured(metrics.MeanAbsoluteError(), [[0.0, 1.0], [0.0, 0.0]], [[1.0, 1.0], [0.5, 0.0]]))

accuracy = metrics.SparseCategoricalAccuracy(name="acc")
loss = tf.keras.metrics.Mean(name="loss")
for epoch in range(2):
    accuracy.reset_state()
    loss.reset_state()
    print(accuracy.name, float(accuracy.result()), loss.name)
    for batch in range(3):
        target = tf.constant([batch, epoch])
        loss(keras.losses.sparse_categorical_crossentropy(target, classes + 0.01))
        accuracy.update_state(target, classes)
    print(accuracy.result(), f"{float(loss.result()):.4f}", f"{float(accuracy.result()):.3f}")
