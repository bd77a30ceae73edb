/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A loss of one's own on a linear head.",
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(32, activation='relu'), keras.layers.Dense(4)])

def nll(y_true, y_pred):
    return -ops.mean(ops.sum(ops.one_hot(ops.cast(y_true, 'int32'), 4) * y_pred, axis=-1))  # error: nll-on-raw-logits

model.compile('adam', loss=nll)
`,
  },
  {
    framework: 'Keras',
    title: "The backend's functions.",
    code: `from keras import backend as K
from keras.layers import Dense
from keras.models import Sequential

def log_likelihood_loss(y_true, y_pred):
    labels = K.one_hot(K.cast(K.flatten(y_true), 'int32'), 6)
    return K.mean(-K.sum(labels * y_pred, axis=-1))  # error: nll-on-raw-logits

model = Sequential([Dense(16, activation='relu', input_shape=(10,)), Dense(6)])
model.compile(optimizer='sgd', loss=log_likelihood_loss)
`,
  },
  {
    framework: 'Keras',
    title: 'A class of losses with the reduction of Keras.',
    code: `import keras
import tensorflow as tf

class Likelihood(keras.losses.Loss):
    def call(self, y_true, y_pred):
        picked = tf.one_hot(tf.cast(y_true, tf.int32), 3) * y_pred
        return -tf.reduce_sum(picked, axis=-1)  # error: nll-on-raw-logits

inputs = keras.Input((12,))
model = keras.Model(inputs, keras.layers.Dense(3)(inputs))
model.compile('adam', Likelihood())
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A log_softmax head.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='log_softmax')])

def nll(y_true, y_pred):
    return -ops.mean(ops.sum(ops.one_hot(ops.cast(y_true, 'int32'), 4) * y_pred, axis=-1))

model.compile('adam', loss=nll)
`,
  },
  {
    framework: 'Keras',
    title: 'The scores lose their normalizer in the loss.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4)])

def nll(y_true, y_pred):
    picked = ops.sum(ops.one_hot(ops.cast(y_true, 'int32'), 4) * y_pred, axis=-1)
    return ops.mean(ops.logsumexp(y_pred, axis=-1) - picked)

model.compile('adam', loss=nll)
`,
  },
  {
    framework: 'Keras',
    title: 'A Wasserstein loss multiplies scores with signs.',
    code: `import keras
from keras import ops

critic = keras.Sequential([keras.Input((64,)), keras.layers.Dense(32), keras.layers.LeakyReLU(), keras.layers.Dense(1)])
critic.compile('rmsprop', loss=lambda y_true, y_pred: -ops.mean(y_true * y_pred))
`,
  },
];
