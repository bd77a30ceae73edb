# Which layers a model has, the command line says: what its last layer is, is known of none of these, or it is the right one.
import sys

import keras
from keras.layers import Dense, Softmax

from_logits = keras.losses.CategoricalCrossentropy(from_logits=True)


def ends_in_softmax_perhaps(depth, is_last):
    model = keras.Sequential()
    for _ in range(int(depth)):
        model.add(Dense(128, activation="relu"))
    model.add(Dense(8))
    if is_last:
        model.add(Softmax())
    return model


ends_in_softmax_perhaps(sys.argv[1], sys.argv[2]).compile("adam", from_logits)


def ends_in_softmax_many_times_or_never(depth, times):
    model = keras.Sequential()
    for _ in range(int(depth)):
        model.add(Dense(128, activation="relu"))
    model.add(Dense(8))
    for _ in range(int(times)):
        model.add(Softmax())
    return model


ends_in_softmax_many_times_or_never(sys.argv[1], sys.argv[2]).compile("adam", from_logits)


def ends_in_one_of_two(depth, gives_probabilities):
    model = keras.Sequential()
    for _ in range(int(depth)):
        model.add(Dense(128, activation="relu"))
    if gives_probabilities:
        model.add(Dense(8, activation="softmax"))
    else:
        model.add(Dense(8))
    return model


ends_in_one_of_two(sys.argv[1], sys.argv[2]).compile("adam", from_logits)


def gets_another_head(depth):
    model = keras.Sequential()
    for _ in range(int(depth)):
        model.add(Dense(128, activation="relu"))
    model.add(Dense(8, activation="softmax"))
    model.pop()
    model.add(Dense(8))
    return model


gets_another_head(sys.argv[1]).compile("adam", from_logits)


def without_the_last_layer(depth):
    model = keras.Sequential()
    for _ in range(int(depth)):
        model.add(Dense(128, activation="relu"))
    model.add(Dense(8))
    model.add(Softmax())
    return keras.Sequential(model.layers[:-1])


without_the_last_layer(sys.argv[1]).compile("adam", from_logits)
