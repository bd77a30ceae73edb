"""Cross entropies of TensorFlow against what they are made of."""

import tensorflow as tf

logits = tf.constant([[4.0, 2.0, 1.0], [0.0, 5.0, 1.0]])
labels = tf.constant([[1.0, 0.0, 0.0], [0.0, 0.8, 0.2]])

by_hand = -tf.reduce_sum(labels * tf.math.log(tf.nn.softmax(logits)), axis=1)
built_in = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
for a, b in zip(by_hand, built_in):
    print(f"{a.numpy():.5f} {b.numpy():.5f}")

sparse = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.argmax(labels, axis=1), logits=logits)
print([round(float(value), 5) for value in sparse])
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1)), tf.float32))
print("accuracy:", accuracy.numpy())

x = tf.Variable([[0.5, -1.0]])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.constant([[1.0, 0.0]]), logits=x))
gradient = tape.gradient(loss, x)
print(f"{loss.numpy():.5f}", [f"{value:.5f}" for value in gradient.numpy()[0]])
print(tf.nn.softmax(tf.constant([0.0, 0.0])))
print(tf.one_hot([0, 1], 2))
