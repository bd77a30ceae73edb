/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A decoder of images ends in tanh.',
    code: `import keras
from keras import layers

decoder = keras.Sequential([keras.Input((32,)), layers.Dense(128, 'relu'), layers.Dense(784, activation='tanh')])
decoder.compile(optimizer='adam', loss='binary_crossentropy')  # error: bce-on-tanh
`,
  },
  {
    framework: 'Keras',
    title: 'A layer of its own.',
    code: `from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Activation, Dense
from tensorflow.keras.losses import BinaryCrossentropy

inputs = Input((16,))
x = Dense(1)(Dense(8, activation='relu')(inputs))
model = Model(inputs, Activation('tanh')(x))
model.compile('adam', BinaryCrossentropy())  # error: bce-on-tanh
`,
  },
  {
    framework: 'Keras',
    title: 'In a training step.',
    code: `import tensorflow as tf

bce = tf.keras.losses.BinaryCrossentropy()
net = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='tanh')])

def step(x, y):
    with tf.GradientTape() as tape:
        loss = bce(y, net(x))  # error: bce-on-tanh
    return tape.gradient(loss, net.trainable_variables)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Images from -1 to 1 with a squared error.',
    code: `import keras
from keras import layers

decoder = keras.Sequential([keras.Input((32,)), layers.Dense(784, activation='tanh')])
decoder.compile(optimizer='adam', loss='mse')
`,
  },
  {
    framework: 'Keras',
    title: 'tanh in the hidden layer.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((32,)), layers.Dense(16, activation='tanh'), layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy')
`,
  },
  {
    framework: 'Keras',
    title: 'A hinge loss takes scores of both signs.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((32,)), layers.Dense(1, activation='tanh')])
model.compile(optimizer='adam', loss='hinge')
`,
  },
];
