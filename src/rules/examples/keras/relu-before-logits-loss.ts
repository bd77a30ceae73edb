/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The last layer has the activation of the hidden ones.',
    code: `import keras
from keras import layers

model = keras.Sequential([
    keras.Input((784,)),
    layers.Dense(64, activation='relu'),
    layers.Dense(10, activation='relu'),
])
model.compile('adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])  # warning: relu-before-logits-loss
`,
  },
  {
    framework: 'Keras',
    title: 'A functional model, and a loss that is told of raw scores.',
    code: `import tensorflow as tf

inputs = tf.keras.Input(shape=(32, 32, 3))
x = tf.keras.layers.Flatten()(inputs)
x = tf.keras.layers.Dense(10)(x)
outputs = tf.keras.layers.LeakyReLU()(x)
model = tf.keras.Model(inputs, outputs)
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer='sgd', loss=loss)  # warning: relu-before-logits-loss
`,
  },
  {
    framework: 'Keras',
    title: 'relu where one probability is expected, in a training step.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(8, 'relu'), tf.keras.layers.Dense(1, activation=tf.nn.relu)])
loss_of = tf.keras.losses.BinaryCrossentropy()

def step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_of(y, model(x))  # warning: relu-before-logits-loss
    return tape.gradient(loss, model.trainable_variables)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The activation stands before the last layer.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((20,)), layers.Dense(10), layers.ReLU(), layers.Dense(4)])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
`,
  },
  {
    framework: 'Keras',
    title: 'Numbers that are never negative, learned by a squared error.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((20,)), layers.Dense(10, 'relu'), layers.Dense(1, activation='relu')])
model.compile('adam', loss='mse')
`,
  },
  {
    framework: 'Keras',
    title: 'A softmax behind the relu.',
    code: `import keras
from keras import layers

inputs = keras.Input((20,))
hidden = layers.Dense(6, activation='relu')(inputs)
model = keras.Model(inputs, layers.Softmax()(hidden))
model.compile('adam', loss='categorical_crossentropy')
`,
  },
];
