"""Tensors of TensorFlow picked, scattered, counted and multiplied; variables, tapes, datasets, and what is refused."""

import numpy as np
import tensorflow as tf

g = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print(tf.gather_nd(g, [[0, 1], [1, 1]]), tf.where(g > 1), tf.scatter_nd([[0], [2]], [1.0, 2.0], [4]))
print(tf.tensor_scatter_nd_update(tf.zeros(3), [[1]], [5.0]), tf.tensor_scatter_nd_add(tf.ones(3), [[1], [1]], [5.0, 1.0]))
print(tf.repeat([1, 2], [1, 3]), tf.roll([1, 2, 3], 1, 0), tf.pad([[1]], [[0, 1], [1, 0]]), tf.pad([1.0, 2.0, 3.0], [[1, 1]], mode="REFLECT"))
print(tf.sequence_mask([1, 3], 3), tf.unique([3, 1, 3]), tf.meshgrid([1, 2], [3, 4, 5])[1])
print(tf.one_hot([0, 1], 2, on_value=0.9, off_value=0.1), tf.one_hot([1, 0], 3, dtype=tf.int32), tf.one_hot([1], 2, axis=0))
print(tf.linalg.det(g), tf.linalg.trace(g), tf.linalg.diag([1.0, 2.0]), tf.linalg.diag_part(g), tf.linalg.band_part(tf.ones((3, 3)), 0, 1))
print(tf.tensordot(g, g, 1), tf.einsum("ij,jk->ik", g, g), tf.clip_by_norm([3.0, 4.0], 1.0), tf.clip_by_norm([0.3, 0.4], 1.0))
print(tf.clip_by_global_norm([[3.0, 4.0], [0.0]], 2.5), tf.linalg.global_norm([tf.constant([3.0, 4.0])]))
print(tf.math.confusion_matrix([0, 2], [0, 1], num_classes=4), tf.math.bincount([1, 1], minlength=4), tf.math.in_top_k([1, 0], [[0.1, 0.9], [0.2, 0.8]], k=1))
print(tf.math.segment_sum([1, 2, 3], [0, 0, 1]), tf.math.segment_mean([1.0, 2.0, 3.0], [0, 0, 1]), tf.math.top_k([3.0, 1.0, 2.0], k=2))
print(tf.constant(5) / tf.constant(2), tf.cumsum([1, 2]), tf.cumsum([1.0, 2.0], reverse=True), tf.constant(0.1, dtype=tf.float64), tf.constant(0.1))
print(tf.constant([1.0, 2.0]) * np.array([0.1, 0.2]), tf.constant([1.0]) - [0.5], [tf.constant(1.5).numpy()], repr(tf.constant(0.1)))

v = tf.Variable([1.0, 2.0], name="w")
print(v, v.name, v.trainable, v.assign_add([1.0, 1.0]), v.shape.as_list(), v.shape.rank, [g.shape], isinstance(g, tf.Tensor))
with tf.GradientTape() as tape:
    y = v**2
print(tape.jacobian(y, v))


@tf.custom_gradient
def clipped(x):
    def grad(dy):
        return tf.clip_by_value(dy, -1.0, 1.0)

    return x * 1.0, grad


x0 = tf.constant(3.0)
with tf.GradientTape() as tape:
    tape.watch(x0)
    y = 5.0 * clipped(x0)
print(tape.gradient(y, x0), y)

features, labels = np.arange(6.0).reshape(3, 2).astype("float32"), np.array([0, 1, 0])
dataset = tf.data.Dataset.from_tensor_slices((features, labels)).batch(2)
for i, (xb, yb) in enumerate(dataset.map(lambda a, b: (a * 2, b))):
    print(i, xb.numpy(), yb.numpy())
for row in tf.data.Dataset.from_tensor_slices({"a": [1, 2], "b": [3.0, 4.0]}):
    print(row)


class Line(tf.Module):
    def __init__(self):
        super().__init__()
        self.w, self.b = tf.Variable(5.0), tf.Variable([0.0], trainable=False)


line = Line()
print([variable.numpy() for variable in line.variables], len(line.trainable_variables), line.w)
for refused in (
    lambda: tf.constant([1.0]) + tf.constant([1]),
    lambda: tf.constant([1, 2]) * 1.5,
    lambda: tf.ones(3) - tf.ones(2),
    lambda: tf.matmul(tf.ones(3), tf.ones(3)),
    lambda: tf.reshape(tf.ones(6), (4, 2)),
):
    try:
        print(refused())
    except (tf.errors.InvalidArgumentError, TypeError) as error:
        print(type(error).__name__, str(error)[:150])


class Plain:
    def __init__(self):
        self.w = tf.Variable(9.0, name="plain")


class Inner(tf.Module):
    def __init__(self, name):
        super().__init__()
        self.w = tf.Variable(1.0, name=name)


class Outer(tf.Module):
    def __init__(self):
        super().__init__()
        self.inner = Inner("inner")
        self.inner.parent = self
        self.plain = Plain()
        self.more = {"z": Inner("z"), "y": tf.Variable(2.0, name="y")}
        self.rows = [[Inner("row")]]
        self.after = tf.Variable(3.0, name="after")


print([variable.name for variable in Outer().variables])

numbers = tf.data.Dataset.range(2, 8)
print([int(n) for n in numbers.take(-1)], [int(n) for n in numbers.skip(-1)], [int(n) for n in numbers.skip(2).take(3)])
print(tf.math.confusion_matrix([0, 1, 2], [0, 2, 2], num_classes=4).numpy(), tf.math.bincount([1, 1, 3], minlength=5).numpy())
print(tf.math.segment_mean([1.0, 3.0, 5.0], [0, 0, 2]).numpy(), tf.math.unsorted_segment_sum([1.0, 3.0, 5.0], [2, 0, 2], 3).numpy())
print(tf.unique_with_counts([3, 1, 3, 2]), tf.sequence_mask([1, 3]).numpy(), tf.math.in_top_k([1, 7], [[0.1, 0.9], [0.5, 0.5]], 1).numpy())
weights = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    powers = weights**2
print(tape.jacobian(powers, weights).numpy())
for dtype in ("uint8", "int8", "int16", "int32", "int64"):
    print((tf.constant([1, 2], dtype) / 2).dtype, (tf.constant([1, 2], dtype) / tf.constant([2, 2], dtype)).numpy())
for number in (2.0, 1e20, 0.1):
    try:
        print(tf.constant([1, 2]) * number)
    except TypeError as error:
        print(error)
print(tf.linalg.diag(diagonal=[1.0, 2.0]).numpy(), tf.linalg.trace(x=[[1.0, 2.0], [3.0, 4.0]]).numpy(), tf.linalg.pinv(a=[[2.0]]).numpy())
