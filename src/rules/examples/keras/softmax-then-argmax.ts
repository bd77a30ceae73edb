/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The softmax changes nothing about the largest score.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])
model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))

def classes_of(images):
    return ops.argmax(ops.softmax(model(images)), axis=-1)  # info: softmax-then-argmax
`,
    fixed: [
      ['return ops.argmax(ops.softmax(model(images)), axis=-1)', 'return ops.argmax(model(images), axis=-1)'],
    ],
  },
  {
    framework: 'Keras',
    title: 'tf.nn.softmax of what predict gives.',
    code: `import keras
import numpy as np
import tensorflow as tf

model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])

def classes_of(images):
    score = tf.nn.softmax(model.predict(images))  # info: softmax-then-argmax
    return np.argmax(score, axis=1)
`,
    fixed: [['score = tf.nn.softmax(model.predict(images))', 'score = model.predict(images)']],
  },
  {
    framework: 'Keras',
    title: 'keras.activations in a metric.',
    code: `import keras
from keras import ops

def accuracy(y_true, y_pred):
    p = keras.activations.softmax(y_pred)  # info: softmax-then-argmax
    return ops.mean(ops.cast(ops.argmax(p, axis=-1) == ops.argmax(y_true, axis=-1), 'float32'))

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4)])
model.compile('adam', keras.losses.CategoricalCrossentropy(from_logits=True), metrics=[accuracy])
`,
    fixed: [['p = keras.activations.softmax(y_pred)', 'p = y_pred']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The confidence is read as well.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])

def classify(images):
    p = ops.softmax(model(images))
    return ops.argmax(p, axis=-1), ops.max(p, axis=-1)
`,
  },
  {
    framework: 'Keras',
    title: 'The model itself ends in the softmax.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='softmax')])

def classes_of(images):
    return np.argmax(model.predict(images), axis=1)
`,
  },
  {
    framework: 'Keras',
    title: 'Probabilities of several models are averaged first.',
    code: `import keras
from keras import ops

first = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])
second = keras.Sequential([keras.Input((64,)), keras.layers.Dense(32, activation='relu'), keras.layers.Dense(10)])

def vote(images):
    p = (ops.softmax(first(images)) + ops.softmax(second(images))) / 2
    return ops.argmax(p, axis=-1)
`,
  },
];
