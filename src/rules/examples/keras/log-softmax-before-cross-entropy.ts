/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A log_softmax head and a loss of one's own.",
    code: `import keras
import tensorflow as tf

model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(32, activation='relu'),
    keras.layers.Dense(10, activation='log_softmax'),
])

def loss_fn(y_true, y_pred):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(tf.cast(y_true, tf.int32), y_pred)  # info: log-softmax-before-cross-entropy

model.compile('adam', loss=loss_fn)
`,
  },
  {
    framework: 'Keras',
    title: 'keras.ops for both.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])

def loss_of(x, one_hot):
    log_probs = ops.log_softmax(model(x))
    return ops.mean(ops.categorical_crossentropy(one_hot, log_probs, from_logits=True))  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'Keras',
    title: "A loss of one's own gets the log_softmax of the model.",
    code: `import keras
import tensorflow as tf

inputs = keras.Input((32,))
outputs = keras.layers.Dense(6, activation=tf.nn.log_softmax)(inputs)
model = keras.Model(inputs, outputs)

def weighted(y_true, y_pred):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)  # info: log-softmax-before-cross-entropy
    return losses * tf.reduce_sum(y_true * tf.constant([1.0, 1.0, 2.0, 2.0, 3.0, 3.0]), axis=-1)

model.compile('adam', loss=weighted)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A log_softmax head and the log-likelihood by hand.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='log_softmax')])

def negative_log_likelihood(y_true, y_pred):
    return -ops.sum(y_true * y_pred, axis=-1)

model.compile('adam', loss=negative_log_likelihood)
`,
  },
  {
    framework: 'Keras',
    title: 'A linear head.',
    code: `import keras

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

def loss_of(x, y):
    return loss_fn(y, model(x))
`,
  },
  {
    framework: 'Keras',
    title: 'log_softmax for what is written down.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])
model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))

def log_likelihood(x, classes):
    return ops.sum(ops.one_hot(classes, 10) * ops.log_softmax(model(x)), axis=-1)
`,
  },
];
