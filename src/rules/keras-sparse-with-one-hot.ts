import * as elsewhere from './examples/keras-sparse-with-one-hot';
import { message } from './shared/evidence';
import { findingsAtHeads } from './shared/keras-heads';
import { useLoss } from './shared/keras-fix';
import { areOneHot, labelPlaces, shapesText, siteOfLoss } from './shared/keras-labels';
import type { Rule } from './rule';

export const kerasSparseWithOneHot: Rule = {
  name: 'keras-sparse-with-one-hot',
  title: 'one-hot labels for a sparse loss',
  severity: 'error',
  why: `\`sparse_categorical_crossentropy\` expects the number of the class for each sample: labels of shape (N,), or
(N, 1), beside an output of shape (N, C). One-hot labels, as \`to_categorical\` and \`tf.one_hot\` make them, have
the shape of the output. \`fit\` refuses them: "Argument output must have rank (ndim) target.ndim - 1" on
TensorFlow, "must have the same shape up until the last dimension" on the other back ends.

One-hot labels go with \`categorical_crossentropy\`; or the labels are left as integers.`,
  check: (context) =>
    findingsAtHeads(context, (head) => {
      if (head.family !== 'sparse' || !areOneHot(head)) return null;
      return {
        rule: 'keras-sparse-with-one-hot',
        severity: 'error',
        place: head.place,
        message: message([
          `The labels are one-hot, but ${head.loss} expects the number of the class for each sample`,
          'Keras refuses the shapes',
          'use categorical_crossentropy, or leave the labels as integers',
        ]),
        evidence: shapesText(head),
        related: labelPlaces(head),
        fix: useLoss(context, siteOfLoss(context, head), 'categorical_crossentropy'),
      };
    }),
  wrong: [
    {
      framework: 'Keras',
      title: 'Labels through to_categorical.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
y_train = keras.utils.to_categorical(y_train, 10)
model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')
model.fit(x_train, y_train, epochs=3)  # error: keras-sparse-with-one-hot
`,
      fixed: [
        [
          "model.compile('adam', loss='sparse_categorical_crossentropy')",
          "model.compile('adam', loss='categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'Labels of a table, whose classes are not counted.',
      code: `import pandas as pd
from sklearn.preprocessing import LabelEncoder
from tensorflow import keras
from tensorflow.keras.utils import to_categorical

table = pd.read_csv('reviews.csv')
encoder = LabelEncoder()
y = to_categorical(encoder.fit_transform(table['topic']))
x = table[['length', 'stars']].values
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(len(encoder.classes_), activation='softmax')])
model.compile(loss='sparse_categorical_crossentropy', optimizer='rmsprop')
model.fit(x, y, epochs=5)  # error: keras-sparse-with-one-hot
`,
      fixed: [
        [
          "model.compile(loss='sparse_categorical_crossentropy', optimizer='rmsprop')",
          "model.compile(loss='categorical_crossentropy', optimizer='rmsprop')",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'One-hot labels that are written out.',
      code: `import keras
import numpy as np
from keras import layers

x = np.zeros((3, 4))
y = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())
model.fit(x, y)  # error: keras-sparse-with-one-hot
`,
      fixed: [
        [
          "model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())",
          "model.compile('adam', loss=keras.losses.CategoricalCrossentropy())",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'Imported by its own name.',
      code: `from keras.datasets import cifar10
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
model = Sequential([Conv2D(32, 3, activation='relu', input_shape=(32, 32, 3)), Flatten(), Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
model.fit(x_train, to_categorical(y_train, 10), batch_size=64)  # error: keras-sparse-with-one-hot
`,
      fixed: [
        [
          "model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')",
          "model.compile(optimizer='adam', loss='categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'tf.one_hot before fit.',
      code: `import tensorflow as tf

(x_train, y_train), _ = tf.keras.datasets.fashion_mnist.load_data()
model = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(28, 28)), tf.keras.layers.Dense(10)])
model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, tf.one_hot(y_train, 10))  # error: keras-sparse-with-one-hot
`,
      fixed: [
        [
          "model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))",
          "model.compile(optimizer='adam', loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'In a training step.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(5, activation='softmax')])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy()

def step(x, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(tf.one_hot(labels, 5), model(x))  # error: keras-sparse-with-one-hot
    return tape.gradient(loss, model.trainable_variables)
`,
      fixed: [
        [
          'loss_fn = tf.keras.losses.SparseCategoricalCrossentropy()',
          'loss_fn = tf.keras.losses.CategoricalCrossentropy()',
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'The function with one-hot labels.',
      code: `import tensorflow as tf

labels = tf.one_hot([0, 2], 3)
predictions = tf.constant([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
loss = tf.keras.losses.sparse_categorical_crossentropy(labels, predictions)  # error: keras-sparse-with-one-hot
`,
      fixed: [
        [
          'loss = tf.keras.losses.sparse_categorical_crossentropy(labels, predictions)',
          'loss = tf.keras.losses.categorical_crossentropy(labels, predictions)',
        ],
      ],
    },
  ],
  right: [
    {
      framework: 'Keras',
      title: 'One-hot labels with the categorical loss.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss='categorical_crossentropy')
model.fit(x_train, keras.utils.to_categorical(y_train, 10))
`,
    },
    {
      framework: 'Keras',
      title: 'Integer labels.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')
model.fit(x_train, y_train)
`,
    },
    {
      framework: 'Keras',
      title: 'A column of integers is taken too.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.cifar10.load_data()
model = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')
model.fit(x_train, y_train)
`,
    },
    {
      framework: 'TensorFlow',
      title: 'A label for each step of a sequence.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Embedding(1000, 16, input_shape=(20,)),
    tf.keras.layers.LSTM(32, return_sequences=True),
    tf.keras.layers.Dense(50, activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
tags = tf.zeros((8, 20), dtype=tf.int32)
model.fit(tf.zeros((8, 20), dtype=tf.int32), tags)
`,
    },
    {
      framework: 'TensorFlow',
      title: 'argmax makes integers of one-hot rows.',
      code: `import tensorflow as tf

onehot = tf.one_hot([0, 2, 1], 3)
model = tf.keras.Sequential([tf.keras.layers.Dense(3, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
model.fit(tf.zeros((3, 4)), tf.argmax(onehot, axis=1))
`,
    },
    {
      framework: 'TensorFlow',
      title: 'The function with integers.',
      code: `import tensorflow as tf

predictions = tf.constant([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
loss = tf.keras.losses.sparse_categorical_crossentropy([0, 2], predictions)
`,
    },
  ],
  notIn: elsewhere.notIn,
};
