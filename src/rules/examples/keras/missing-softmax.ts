/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A focal loss by hand on a linear head.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(128, activation='relu'), keras.layers.Dense(10)])

def focal(y_true, y_pred):
    cross_entropy = -y_true * tf.math.log(y_pred)  # error: missing-softmax
    return tf.reduce_sum((1 - y_pred) ** 2 * cross_entropy, axis=-1)

model.compile(optimizer='adam', loss=focal)
`,
  },
  {
    framework: 'Keras',
    title: 'The cross-entropy of the backend without the softmax.',
    code: `from keras import backend as K
from keras.layers import Dense, Flatten
from keras.models import Sequential

def my_crossentropy(y_true, y_pred):
    return -K.mean(K.sum(y_true * K.log(y_pred), axis=-1))  # error: missing-softmax

net = Sequential()
net.add(Flatten(input_shape=(28, 28)))
net.add(Dense(100, activation='relu'))
net.add(Dense(10))
net.compile('sgd', my_crossentropy)
`,
  },
  {
    framework: 'Keras',
    title: 'A confidence that is read off raw scores.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5)])
model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))

def sure(images):
    scores = model.predict(images)
    return np.max(scores, axis=1) > 0.9  # warning: missing-softmax
`,
  },
  {
    framework: 'Keras',
    title: 'Raw scores that are held between 0 and 1 are no probabilities.',
    code: `import keras
import numpy as np
from tensorflow.keras import backend as K

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(3)])

def weighted(weights):
    def loss(y_true, y_pred):
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        return -K.sum(y_true * K.log(y_pred) * weights, axis=-1)  # error: missing-softmax
    return loss

model.compile('adam', loss=weighted(np.array([1.0, 2.0, 5.0])))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The head has the softmax.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='softmax')])

def focal(y_true, y_pred):
    cross_entropy = -y_true * tf.math.log(tf.clip_by_value(y_pred, 1e-7, 1.0))
    return tf.reduce_sum((1 - y_pred) ** 2 * cross_entropy, axis=-1)

model.compile(optimizer='adam', loss=focal)
`,
  },
  {
    framework: 'Keras',
    title: 'The softmax is taken where probabilities are read.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5)])
model.compile('adam', keras.losses.CategoricalCrossentropy(from_logits=True))

def sure(images):
    probabilities = ops.softmax(model(images))
    return ops.max(probabilities, axis=-1) > 0.9
`,
  },
  {
    framework: 'Keras',
    title: 'The logarithm of a positive output is a regression on a logarithmic scale.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation='softplus')])

def log_error(y_true, y_pred):
    return ops.mean(ops.square(ops.log(y_true) - ops.log(y_pred)))

model.compile('adam', log_error)
`,
  },
];
