# The last layer looks raw, or the loss looks wrong, and another part of the program sees to it.
import keras
import tensorflow as tf
from keras import layers


def from_configuration(options):
    # Which activation the options hold is not known.
    model = keras.Sequential([keras.Input((8,)), layers.Dense(10, **options)])
    model.compile("adam", loss="sparse_categorical_crossentropy")
    return model


head = layers.Dense(10)
head.activation = keras.activations.softmax
model = keras.Sequential([keras.Input((8,)), head])
model.compile("adam", loss="sparse_categorical_crossentropy")


class Distilled(keras.Model):
    """Its own training step takes softmax before it asks for the loss."""

    def __init__(self):
        super().__init__()
        self.out = layers.Dense(10)

    def call(self, x):
        return self.out(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=tf.nn.softmax(self(x, training=True)))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


distilled = Distilled()
distilled.compile("adam", loss="sparse_categorical_crossentropy")


class TwoFaced(keras.Model):
    """Scores in training, probabilities otherwise."""

    def __init__(self):
        super().__init__()
        self.out = layers.Dense(10)

    def call(self, x, training=False):
        scores = self.out(x)
        return scores if training else tf.nn.softmax(scores)


two_faced = TwoFaced()
two_faced.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))


def build(classes):
    activation = "sigmoid" if classes == 1 else "softmax"
    loss = "binary_crossentropy" if classes == 1 else "categorical_crossentropy"
    network = keras.Sequential([keras.Input((8,)), layers.Dense(classes, activation=activation)])
    network.compile("adam", loss=loss)
    return network


def fine_tune(backbone):
    inputs = keras.Input((224, 224, 3))
    outputs = backbone(inputs)
    network = keras.Model(inputs, outputs)
    network.compile("adam", loss="categorical_crossentropy")
    return network
