import * as elsewhere from './examples/keras-categorical-with-int-labels';
import { message } from './shared/evidence';
import { findingsAtHeads } from './shared/keras-heads';
import { useLoss } from './shared/keras-fix';
import { areIntegers, labelPlaces, shapesText, siteOfLoss } from './shared/keras-labels';
import type { Rule } from './rule';

export const kerasCategoricalWithIntLabels: Rule = {
  name: 'keras-categorical-with-int-labels',
  title: 'integer labels for a categorical loss',
  severity: 'error',
  why: `\`categorical_crossentropy\` expects a row of probabilities for each sample, as one-hot labels are: labels of the
output's shape (N, C). Integer labels have the shape (N,) or (N, 1). \`fit\` refuses them: "Arguments target and
output must have the same rank" or "the same shape".

Integer labels go with \`sparse_categorical_crossentropy\`; or they are made one-hot with \`to_categorical\`.`,
  check: (context) =>
    findingsAtHeads(context, (head) => {
      if (head.family !== 'categorical' || !areIntegers(head)) return null;
      return {
        rule: 'keras-categorical-with-int-labels',
        severity: 'error',
        place: head.place,
        message: message([
          `The labels are the numbers of the classes, but ${head.loss} expects one-hot rows of the output's shape`,
          'Keras refuses the shapes',
          'use sparse_categorical_crossentropy, or make the labels one-hot with to_categorical',
        ]),
        evidence: shapesText(head),
        related: labelPlaces(head),
        fix: useLoss(context, siteOfLoss(context, head), 'sparse_categorical_crossentropy'),
      };
    }),
  wrong: [
    {
      framework: 'Keras',
      title: 'The labels of MNIST as they are.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss='categorical_crossentropy')
model.fit(x_train, y_train, epochs=3)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          "model.compile('adam', loss='categorical_crossentropy')",
          "model.compile('adam', loss='sparse_categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'A column of integers.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.cifar10.load_data()
model = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss=keras.losses.CategoricalCrossentropy())
model.fit(x_train / 255, y_train)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          "model.compile('adam', loss=keras.losses.CategoricalCrossentropy())",
          "model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'Labels that are written out.',
      code: `import keras
import numpy as np
from keras import layers

y = np.array([0, 2, 1, 1])
inputs = keras.Input((5,))
model = keras.Model(inputs, layers.Dense(3, activation='softmax')(inputs))
model.compile(loss='categorical_crossentropy', optimizer='adam')
model.fit(np.zeros((4, 5)), y)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          "model.compile(loss='categorical_crossentropy', optimizer='adam')",
          "model.compile(loss='sparse_categorical_crossentropy', optimizer='adam')",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'A folder of images, of which the number of classes is only known when it is read.',
      code: `import keras
from keras import layers

def train(folder):
    images = keras.utils.image_dataset_from_directory(folder, label_mode='int', image_size=(64, 64))
    inputs = keras.Input((64, 64, 3))
    outputs = layers.Dense(len(images.class_names), activation='softmax')(layers.Flatten()(inputs))
    model = keras.Model(inputs, outputs)
    model.compile('adam', loss='categorical_crossentropy')
    model.fit(images, epochs=3)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          "model.compile('adam', loss='categorical_crossentropy')",
          "model.compile('adam', loss='sparse_categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'A model that is read as its own class.',
      code: `import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = tf.keras.layers.Flatten()
        self.out = tf.keras.layers.Dense(10, activation='softmax')

    def call(self, x):
        return self.out(self.flatten(x))

(x_train, y_train), _ = tf.keras.datasets.mnist.load_data()
net = Net()
net.compile(optimizer='adam', loss='categorical_crossentropy')
net.fit(x_train, y_train)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          "net.compile(optimizer='adam', loss='categorical_crossentropy')",
          "net.compile(optimizer='adam', loss='sparse_categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'The function with integers.',
      code: `import tensorflow as tf

predictions = tf.constant([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
loss = tf.keras.losses.categorical_crossentropy([0, 2], predictions)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          'loss = tf.keras.losses.categorical_crossentropy([0, 2], predictions)',
          'loss = tf.keras.losses.sparse_categorical_crossentropy([0, 2], predictions)',
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'The loss object with integers.',
      code: `import tensorflow as tf

loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
labels = tf.constant([1, 0])
scores = tf.constant([[0.7, 2.2, -0.1], [1.4, 0.1, 0.8]])
loss = loss_fn(labels, scores)  # error: keras-categorical-with-int-labels
`,
      fixed: [
        [
          'loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)',
          'loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
        ],
      ],
    },
  ],
  right: [
    {
      framework: 'Keras',
      title: 'Integer labels with the sparse loss.',
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
      title: 'One-hot labels.',
      code: `import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
y_train = keras.utils.to_categorical(y_train)
model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation='softmax')])
model.compile('adam', loss='categorical_crossentropy')
model.fit(x_train, y_train)
`,
    },
    {
      framework: 'Keras',
      title: 'A generator or data set brings the labels along; nothing is known of them.',
      code: `import keras
from keras import layers

def train(dataset):
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation='softmax')])
    model.compile('adam', loss='categorical_crossentropy')
    model.fit(dataset, epochs=3)
    return model
`,
    },
    {
      framework: 'Keras',
      title: 'A folder of images whose labels are made one-hot, by the function or behind it.',
      code: `import keras
import tensorflow as tf
from keras import layers

def train(folder, other):
    images = keras.utils.image_dataset_from_directory(folder, label_mode='categorical', image_size=(64, 64))
    classes = len(images.class_names)
    more = keras.utils.image_dataset_from_directory(other, image_size=(64, 64))
    more = more.map(lambda x, y: (x, tf.one_hot(y, classes)))
    inputs = keras.Input((64, 64, 3))
    outputs = layers.Dense(classes, activation='softmax')(layers.Flatten()(inputs))
    model = keras.Model(inputs, outputs)
    model.compile('adam', loss='categorical_crossentropy')
    model.fit(images, epochs=3)
    model.fit(more, epochs=3)
`,
    },
    {
      framework: 'TensorFlow',
      title: 'tf.one_hot in the training step.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(5)])
loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)

def step(x, labels):
    return loss_fn(tf.one_hot(labels, 5), model(x))
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Smoothed labels are rows too.',
      code: `import tensorflow as tf

labels = tf.constant([[0.9, 0.05, 0.05], [0.05, 0.05, 0.9]])
scores = tf.constant([[0.7, 2.2, -0.1], [1.4, 0.1, 0.8]])
loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True)(labels, scores)
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Labels whose shape is not known.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(5, activation='softmax')])
model.compile('adam', 'categorical_crossentropy')

def train(x, y):
    model.fit(x, y)
`,
    },
  ],
  notIn: elsewhere.notIn,
};
