"""A Sequential of which not all layers are known: the last one is."""

import keras
from keras import layers


def tuned(hp):
    model = keras.Sequential()
    for at in range(hp.Int("blocks", 1, 3)):
        model.add(layers.Conv2D(hp.Int(f"filters_{at}", 16, 64), 3))
        model.add(layers.ReLU())
    if hp.Boolean("dropout"):
        model.add(layers.Dropout(0.3))
    model.add(layers.Flatten())
    model.add(layers.Dense(5))
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy())  # error: keras-logits-without-from-logits
    return model


def dropped_perhaps(use_dropout):
    model = keras.Sequential([layers.Flatten(), layers.Dense(64, activation="relu")])
    if use_dropout:
        model.add(layers.Dropout(0.5))
    model.add(layers.Dense(3, activation="softmax"))
    model.compile("adam", loss="binary_crossentropy")  # warning: keras-binary-crossentropy-multiclass
    return model
