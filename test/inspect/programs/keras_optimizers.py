"""keras.optimizers: each rule for some steps with tf.GradientTape."""
import tensorflow as tf
import keras
w = tf.Variable([[1.], [2.]]); b = tf.Variable([0.5])
x = tf.constant([[1., 2.], [3., 4.]]); y = tf.constant([[1.], [0.]])
opt = keras.optimizers.SGD(learning_rate=0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(x @ w + b - y))
    g = tape.gradient(loss, [w, b]); opt.apply_gradients(zip(g, [w, b]))
    print(float(loss), w.numpy().ravel(), b.numpy())
for O in [keras.optimizers.SGD(0.1, momentum=0.9), keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True), keras.optimizers.Adam(0.1), keras.optimizers.RMSprop(0.1), keras.optimizers.Adagrad(0.1), keras.optimizers.AdamW(0.1), tf.keras.optimizers.Adam(), keras.optimizers.Adadelta(0.1), keras.optimizers.Nadam(0.1), keras.optimizers.Adamax(0.1), keras.optimizers.Lion(0.1)]:
    v = tf.Variable([1., -2.])
    for _ in range(3):
        with tf.GradientTape() as t: l = tf.reduce_sum(v ** 2)
        O.apply_gradients([(t.gradient(l, v), v)])
    print(type(O).__name__, v.numpy(), float(l))
print(opt.learning_rate.numpy(), opt.iterations.numpy())

def trained(optimizer, steps=2):
    u = tf.Variable([[0.5, -1.0], [2.0, 0.25]])
    for _ in range(steps):
        with tf.GradientTape() as tape:
            value = tf.reduce_mean((u - 1.0) ** 2)
        optimizer.apply_gradients(zip(tape.gradient(value, [u]), [u]))
    return u.numpy()
print(trained(keras.optimizers.Adam(0.1, amsgrad=True)))
print(trained(keras.optimizers.RMSprop(0.1, rho=0.8, momentum=0.5)))
print(trained(keras.optimizers.SGD(0.1, weight_decay=0.01, clipvalue=0.3)))
adam = keras.optimizers.Adam(0.5)
adam.learning_rate = 0.01
print(trained(adam, 3), int(adam.iterations), float(adam.learning_rate))
