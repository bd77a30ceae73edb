# The tape recorded what was computed from x; that x became a tensor is another mistake, shown here on purpose.
import tensorflow as tf

x = tf.Variable(2.0)

for step in range(2):
    with tf.GradientTape() as tape:
        y = x * x + 1.0
    print(type(x).__name__, tape.gradient(y, x))
    x = x - 0.1
