/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A weighted log loss on a head without an activation.',
    code: `import keras
from keras import backend as K
from keras.layers import Dense

def weighted_loss(y_true, y_pred):
    positive = 10.0 * y_true * K.log(y_pred + K.epsilon())  # error: missing-sigmoid
    negative = (1 - y_true) * K.log(1 - y_pred + K.epsilon())
    return -K.mean(positive + negative)

model = keras.Sequential([Dense(32, activation='relu', input_dim=20), Dense(1)])
model.compile(optimizer='adam', loss=weighted_loss, metrics=['AUC'])
`,
  },
  {
    framework: 'Keras',
    title: 'A subclass of Loss with keras.ops, two tags.',
    code: `import keras
from keras import ops

class FocalLoss(keras.losses.Loss):
    def __init__(self, gamma=2.0):
        super().__init__(name='focal')
        self.gamma = gamma

    def call(self, y_true, y_pred):
        on = y_true * (1 - y_pred) ** self.gamma * ops.log(y_pred)  # error: missing-sigmoid
        off = (1 - y_true) * y_pred ** self.gamma * ops.log(1 - y_pred)
        return -ops.mean(on + off, axis=-1)

inputs = keras.Input((100,))
model = keras.Model(inputs, keras.layers.Dense(2)(inputs))
model.compile(loss=FocalLoss(), optimizer='adam')
`,
  },
  {
    framework: 'Keras',
    title: 'The formula in a training loop.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(64, activation='relu'), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam()

def train(dataset):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            p = model(x, training=True)
            loss = -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))  # error: missing-sigmoid
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The head has the sigmoid, and the loss stays away from 0 and 1.',
    code: `import keras
from keras import backend as K
from keras.layers import Dense

def weighted_loss(y_true, y_pred):
    p = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
    return -K.mean(10.0 * y_true * K.log(p) + (1 - y_true) * K.log(1 - p))

model = keras.Sequential([Dense(32, activation='relu', input_dim=20), Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss=weighted_loss)
`,
  },
  {
    framework: 'Keras',
    title: 'The sigmoid is in the loss.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1)])

def loss_fn(y_true, y_pred):
    p = ops.clip(ops.sigmoid(y_pred), 1e-7, 1 - 1e-7)
    return -ops.mean(y_true * ops.log(p) + (1 - y_true) * ops.log(1 - p))

model.compile('adam', loss_fn)
`,
  },
  {
    framework: 'Keras',
    title: 'A linear head and a loss of scores.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1)])

def loss_fn(y_true, y_pred):
    return ops.mean(ops.relu(y_pred) - y_pred * y_true + ops.log(1 + ops.exp(-ops.abs(y_pred))))

model.compile('adam', loss_fn)
`,
  },
];
