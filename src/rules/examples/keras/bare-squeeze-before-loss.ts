/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A loop of one's own on the TensorFlow backend.",
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(32, activation='relu'), keras.layers.Dense(1)])
mse = keras.losses.MeanSquaredError()
optimizer = keras.optimizers.Adam()

def train(dataset):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            prediction = tf.squeeze(model(x, training=True))  # info: bare-squeeze-before-loss
            loss = mse(y, prediction)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
`,
    fixed: [['tf.squeeze(model(x, training=True))', 'tf.squeeze(model(x, training=True), -1)']],
  },
  {
    framework: 'Keras',
    title: 'keras.ops.squeeze of the logits of an evaluation.',
    code: `import keras
from keras import layers, ops

model = keras.Sequential([keras.Input((8,)), layers.Dense(16, activation='relu'), layers.Dense(1)])
bce = keras.losses.BinaryCrossentropy(from_logits=True)

def evaluate(batches):
    total = 0.0
    for x, y in batches:
        logits = ops.squeeze(model(x))  # info: bare-squeeze-before-loss
        total += float(bce(y, logits))
    return total
`,
    fixed: [['ops.squeeze(model(x))', 'ops.squeeze(model(x), -1)']],
  },
  {
    framework: 'Keras',
    title: 'The critic squeezes its values itself.',
    code: `import keras
from keras import layers, ops

class Critic(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(64, activation='relu')
        self.value = layers.Dense(1)

    def call(self, states):
        return ops.squeeze(self.value(self.hidden(states)))  # info: bare-squeeze-before-loss

critic = Critic()
huber = keras.losses.Huber()

def critic_loss(states, returns):
    return huber(returns, critic(states))
`,
    fixed: [
      [
        'return ops.squeeze(self.value(self.hidden(states)))',
        'return ops.squeeze(self.value(self.hidden(states)), -1)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The last axis is named.',
    code: `import keras
from keras import layers, ops

model = keras.Sequential([keras.Input((8,)), layers.Dense(16, activation='relu'), layers.Dense(1)])
bce = keras.losses.BinaryCrossentropy(from_logits=True)

def evaluate(x, y):
    return bce(y, ops.squeeze(model(x), axis=-1))
`,
  },
  {
    framework: 'Keras',
    title: 'The labels get a dim instead.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.layers.Dense(32, activation='relu'), keras.layers.Dense(1)])
mse = keras.losses.MeanSquaredError()

def loss_fn(x, y):
    return mse(ops.expand_dims(y, -1), model(x))
`,
  },
  {
    framework: 'Keras',
    title: 'Several outputs: the last dim is none of size 1.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.layers.Dense(32, activation='relu'), keras.layers.Dense(4)])
cce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

def loss_fn(x, y):
    return cce(y, ops.squeeze(model(x)))
`,
  },
  {
    framework: 'Keras',
    title: 'A squeeze for the plot, behind the loss.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile(optimizer='adam', loss='mse')

def residuals(x, y):
    model.fit(x, y, epochs=5, verbose=0)
    return y - np.squeeze(model.predict(x))
`,
  },
];
