/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A loss of one's own without the logarithm.",
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='softmax')])

def crossentropy(y_true, y_pred):
    labels = ops.one_hot(ops.cast(y_true, 'int32'), 4)
    return -ops.sum(labels * y_pred, axis=-1)  # error: nll-on-softmax

model.compile('adam', loss=crossentropy)
`,
  },
  {
    framework: 'Keras',
    title: 'keras.ops in a class of losses.',
    code: `import keras
from keras import ops

class LogLikelihood(keras.losses.Loss):
    def __init__(self, classes):
        super().__init__(name='log_likelihood')
        self.classes = classes

    def call(self, y_true, y_pred):
        one_hot = ops.one_hot(ops.cast(y_true, 'int32'), self.classes)
        return -ops.sum(one_hot * y_pred, axis=-1)  # error: nll-on-softmax

inputs = keras.Input((30,))
model = keras.Model(inputs, keras.layers.Dense(3, activation='softmax')(inputs))
model.compile(optimizer='adam', loss=LogLikelihood(3))
`,
  },
  {
    framework: 'Keras',
    title: 'tf.one_hot in a function of the loss.',
    code: `import keras
import tensorflow as tf

def nll(y_true, y_pred):
    labels = tf.one_hot(tf.cast(tf.squeeze(y_true, axis=-1), tf.int32), depth=5)
    return tf.reduce_mean(-tf.reduce_sum(labels * y_pred, axis=1))  # error: nll-on-softmax

model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(5, activation='softmax')])
model.compile('sgd', loss=nll)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The logarithm is there.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='softmax')])

def crossentropy(y_true, y_pred):
    labels = ops.one_hot(ops.cast(y_true, 'int32'), 4)
    return -ops.sum(labels * ops.log(ops.clip(y_pred, 1e-7, 1.0)), axis=-1)

model.compile('adam', loss=crossentropy)
`,
  },
  {
    framework: 'Keras',
    title: 'Cosine similarity is negative where all is well.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(8)])

def proximity(y_true, y_pred):
    return -ops.sum(ops.normalize(y_true, axis=-1) * ops.normalize(y_pred, axis=-1), axis=-1)

model.compile('adam', loss=proximity)
`,
  },
  {
    framework: 'Keras',
    title: 'Labels that cost differently are weighed by probabilities.',
    code: `import keras
from keras import ops

costs = ops.array([[0.0, 1.0, 5.0], [1.0, 0.0, 1.0], [5.0, 1.0, 0.0]])
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(3, activation='softmax')])

def expected_cost(y_true, y_pred):
    rows = ops.take(costs, ops.cast(y_true, 'int32'), axis=0)
    return ops.sum(rows * y_pred, axis=-1)

model.compile('adam', loss=expected_cost)
`,
  },
];
