"""Layers without an activation between them: an output has the units of the last one."""
import keras
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def one_unit_behind_others(layer):
    model = keras.Sequential()
    model.add(layer)
    model.add(keras.layers.Dense(32))
    model.add(keras.layers.Dense(1))
    model.compile(optimizer='adam', loss='categorical_crossentropy')  # error: single-output-cross-entropy


def one_score_behind_others(x, y):
    net = nn.Sequential(nn.LazyLinear(32), nn.Linear(32, 1))
    return F.cross_entropy(net(x), y)  # error: single-output-cross-entropy


def several_units_behind_one():
    model = keras.Sequential([keras.layers.Dense(1), keras.layers.Dense(3)])
    model.compile(optimizer='adam', loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    model.fit(np.zeros((10, 4)), np.arange(10) % 3)  # error: keras-categorical-with-int-labels
