"""Parts of a tf.Variable are assigned to where they were taken from."""
import tensorflow as tf

v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
v[0, 1].assign(9.0)
print(v.numpy())
v[1].assign([7.0, 8.0])
v[:, 0].assign(tf.constant([0.5, 0.25]))
v.assign_add(tf.ones([2, 2]))
print(v.numpy())
with tf.GradientTape() as tape:
    total = tf.reduce_sum(v[0] ** 2)
print(tape.gradient(total, v))
counts = tf.Variable([1, 2, 3])
counts[1:].assign([7, 8])
counts[::2].assign([0, 0])
print(counts.numpy())
