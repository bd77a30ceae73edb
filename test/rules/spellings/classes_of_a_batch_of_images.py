"""What predict_on_batch gives are the model's outputs; labels in a column are no rows of classes, whatever the model's dims."""
import keras
import numpy as np
from keras import layers

from blocks import features

(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
inputs = keras.Input((32, 32, 3))
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(features(inputs)))
model.compile("sgd", loss="categorical_crossentropy")
model.fit(x / 255, y, epochs=3)  # error: keras-categorical-with-int-labels

pets = keras.Sequential([keras.Input((32,)), layers.Dense(8, activation="relu"), layers.Dense(1)])
pets.compile("adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
scores = pets.predict_on_batch(np.zeros((4, 32))).flatten()
labels = np.where(scores < 0.5, 0, 1)  # warning: accuracy-threshold-on-logits
