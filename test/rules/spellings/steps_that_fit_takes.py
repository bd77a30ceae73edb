"""A model of Keras that says how it is trained: `fit` calls its step with a batch."""

import tensorflow as tf
from tensorflow.keras import layers


class Trainer(tf.keras.Model):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def call(self, x, training=False):
        return self.net(x, training=training)

    def train_step(self, data):
        images, masks = data
        with tf.GradientTape() as tape:
            answers = self(images, training=True)
            losses = tf.nn.sigmoid_cross_entropy_with_logits(masks, answers)  # warning: sigmoid-before-bce-with-logits
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


def main(dataset):
    images = layers.Input((64, 64, 1))
    net = tf.keras.Model(images, layers.Conv2D(1, 1, activation="sigmoid")(images))
    trainer = Trainer(net)
    trainer.compile(optimizer=tf.keras.optimizers.Adam(1e-3))
    trainer.fit(dataset)
