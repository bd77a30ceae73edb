"""Layers without an activation between them: labels go with the units of the last one."""
import keras
import numpy as np


def a_column_for_one_unit():
    model = keras.Sequential([keras.layers.Dense(32), keras.layers.Dense(1)])
    model.compile(optimizer='adam', loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(np.zeros((10, 4)), np.random.randint(0, 2, (10, 1)))


def rows_for_several_units():
    model = keras.Sequential([keras.layers.Dense(1), keras.layers.Dense(3)])
    model.compile(optimizer='adam', loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    model.fit(np.zeros((10, 4)), np.eye(3)[np.arange(10) % 3])
