"""A Sequential of which not all layers are known: its last one may be an activation."""

import keras
from keras import layers


def activated_perhaps(hp, is_last):
    model = keras.Sequential()
    for at in range(hp.Int("blocks", 1, 3)):
        model.add(layers.Dense(hp.Int(f"units_{at}", 16, 64), activation="relu"))
    model.add(layers.Dense(5))
    if is_last:
        model.add(layers.Softmax())
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy())
    return model


def activated_in_a_branch(hp, is_last):
    model = keras.Sequential()
    for _ in range(hp.Int("blocks", 1, 3)):
        model.add(layers.Dense(16, activation="relu"))
    if is_last:
        model.add(layers.Dense(5, activation="softmax"))
    else:
        model.add(layers.Dense(5))
        model.add(layers.Activation(hp.Choice("last", ["softmax", "sigmoid"])))
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy())
    return model


def layers_that_are_all_unknown(names, make):
    model = keras.Sequential()
    for name in names:
        model.add(make(name))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model


def activated_in_a_loop(names):
    model = keras.Sequential([layers.Dense(5)])
    for name in names:
        model.add(layers.Activation(name))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model


def taken_away(hp):
    model = keras.Sequential()
    for _ in range(hp.Int("blocks", 1, 3)):
        model.add(layers.Dense(16, activation="softmax"))
    model.add(layers.Dense(5))
    model.pop()
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model


def activated_last(hp):
    model = keras.Sequential()
    for _ in range(hp.Int("blocks", 1, 3)):
        model.add(layers.Dense(16, activation="relu"))
    model.add(layers.Dense(5))
    model.add(layers.Softmax())
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model
