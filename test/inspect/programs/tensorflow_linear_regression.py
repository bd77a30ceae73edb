"""A line fitted with a tape, step by step."""

import tensorflow as tf

inputs = tf.constant([0.0, 1.0, 2.0, 3.0])
outputs = tf.constant([1.0, 3.1, 4.9, 7.2])


class Model:
    def __init__(self):
        self.w = tf.Variable(0.5)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return self.w * x + self.b


def loss(target, predicted):
    return tf.reduce_mean(tf.square(target - predicted))


def train(model, x, y, learning_rate):
    with tf.GradientTape() as t:
        current = loss(y, model(x))
    dw, db = t.gradient(current, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return current


model = Model()
for epoch in range(8):
    current = train(model, inputs, outputs, learning_rate=0.1)
    print(f"Epoch {epoch}: W = {model.w.numpy():.3f}, b = {model.b.numpy():.3f}, loss = {current.numpy():.4f}")
print(tf.round(model(inputs)))
